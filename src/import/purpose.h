/* Whose a line is, or what it is for, as far as that can be told without the books: candidates in
 * the order in which they count, of which gl-apply takes those that the books know. */
#ifndef IMPORT_PURPOSE_H
#define IMPORT_PURPOSE_H

#include "base/arena.h"
#include "import/list.h"
#include "record/import_record.h"

/* The candidates of LINE: its payment references (those of the field of their own alone, where it
 * has any, else those in the text), the Discord ids in its text, whom the rules name, its other
 * party as somebody may have assigned it, and which other account the rules name. Each once, and
 * all in ARENA. Returns how many; none also where a text holds so many references or ids that not
 * all can be said: what is left of them would look like the only one. PARTY: what import_party()
 * says of the other party. */
size_t purpose_candidates(struct arena *arena, const char *party, const struct list_line *line,
			  struct import_candidate candidates[MAX_IMPORT_CANDIDATES]);

/* How a dry run tells them in LANG: to WHOM the first of them would go if the books know it
 * ("account 42", "@900000000000000001", "expenses:rent"), and BY what ("reference", "id", "rule
 * line 14"). Where they differ WHOM is NULL, and BY says why ("2 references"); where there are none
 * it is NULL by "-". An assigned party is known to the books alone, and not told. From ARENA. */
void purpose_told(struct arena *arena, enum lang lang, const struct import_candidate *candidates,
		  size_t count, const char **whom, const char **by);

#endif
