/* What somebody can choose while they type an option of a slash command: from the tables of the
 * program, and from the books as far as they may see them. */
#ifndef TOOLS_CHOICES_H
#define TOOLS_CHOICES_H

#include "command/slash.h"
#include "ledger/books.h"
#include "record/query.h"
#include "store/store.h"

/* A list while it is made: what begins as it was typed comes before what only contains it. */
struct choice {
	const char *name, *value;
};
struct choices {
	struct arena *arena;
	struct store *store;
	const struct guild *guild;
	const struct query *query;
	const struct verb *verb;
	const struct slash_option *option;
	unsigned permits;  /* of the asker */
	const char *typed; /* folded */
	struct choice first[SLASH_MOST_OPTIONS], others[SLASH_MOST_OPTIONS];
	size_t first_count, other_count;
};

/* Adds a choice where its NAME or VALUE fits what was typed, unless the list is full. Texts may be
 * anybody's; they are copied. */
void choices_add(struct choices *choices, const char *name, const char *value);
/* "41 · @ana · 12.50 EUR · pizza": PARTS that are there, up to a NULL-named end. */
const char *choices_join(struct choices *choices, const char *const *parts, size_t count);
/* "12.50 EUR" as the asker reads it, from the arena; NULL without a currency. */
const char *choices_amount(struct choices *choices, const struct value *minor,
			   const struct value *currency, const struct value *scale);
/* What people call an account: of those that the rules book to, its name in their language. */
const char *choices_account(const struct choices *choices, const char *name, const char *purpose);

/* Fills CHOICES, whose guild exists and whose asker may use the verb, by the option's source. */
void choices_find(struct choices *choices);
/* Numbers of what waits, of scheduled payments and of batches. */
void choices_find_numbers(struct choices *choices);

#endif
