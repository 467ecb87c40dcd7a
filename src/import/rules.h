/* Rules for CSV: hledger's own files, with what hledger does not have in comments that begin with
 * #gl. */
#ifndef IMPORT_RULES_H
#define IMPORT_RULES_H

#include "import/list.h"

struct import_rules;

/* Reads FILE and what it includes. NULL after a fault told to TAKER, with the line of FILE as its
 * place; where it is in an included file, the message says where. To be freed by rules_free(). */
struct import_rules *rules_read(const char *file, struct list_taker *taker);
void rules_free(struct import_rules *rules);

/* The encoding that they name, or NULL. */
const char *rules_encoding(const struct import_rules *rules);
/* What the table's header begins with (#gl header), or NULL. */
const char *rules_header(const struct import_rules *rules);

/* Whether lines are balances of another bot's members (#gl balances). */
bool rules_balances(const struct import_rules *rules);

/* Whether they say that days come in no order (#gl unsorted). */
bool rules_unsorted(const struct import_rules *rules);

/* The file of FOLDER whose #gl header one of the first lines of HEAD begins with; "" after a fault
 * told to TAKER where none or two are. From ARENA. */
const char *rules_for(const char *folder, const char *head, struct arena *arena,
		      struct list_taker *taker);

/* What the rules say that a line of another format than CSV is for (if PATTERN … account2), by its
 * text: purpose and purpose_place. */
void rules_match(const struct import_rules *rules, struct list_line *line);

#endif
