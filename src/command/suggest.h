/* Finding a verb by its words, and the nearest one when there is none. */
#ifndef COMMAND_SUGGEST_H
#define COMMAND_SUGGEST_H

#include <stdbool.h>

#include "base/arena.h"
#include "command/verbs.h"

/* The verb of the folded words FIRST and SECOND (which may be NULL); *USED is 1 or 2. *LANG changes
 * to the language of the words unless they belong to both. NULL when there is none. */
const struct verb *verb_match(const char *first, const char *second, size_t *used, enum lang *lang);
/* Whether verbs of two words begin with FIRST, in *LANG, which it sets then. */
bool verbs_begin(const char *first, enum lang *lang);
/* Calls TRY with the first words of verbs that are at most MOST typing errors away from FOLDED, the
 * nearest first and LANG before the other language, until it returns true; false: it never did. */
typedef bool verb_trial(void *context, const char *word);
bool verbs_near(struct arena *arena, const char *folded, enum lang lang, int most, verb_trial *try,
		void *context);
/* The verb nearest to FOLDED, at most two typing errors away, one of a short word, of *LANG before
 * the other, which it sets; NULL when none is. */
const struct verb *verb_suggestion(const char *folded, enum lang *lang);

#endif
