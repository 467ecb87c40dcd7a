/* What another bot's list says of one member. */
#ifndef IMPORT_BOT_PERSON_H
#define IMPORT_BOT_PERSON_H

#include "import/json_scan.h"

enum bot_field { BOT_CASH, BOT_BANK, BOT_TOTAL, BOT_BALANCE, BOT_FIELDS };

struct bot_person {
	uint64_t place;
	int depth; /* of its object; 0: there is none */
	char id[JSON_WORD_SIZE];
	bool has[BOT_FIELDS];
	char amounts[BOT_FIELDS][JSON_WORD_SIZE]; /* as written */
};

/* The digits that TEXT needs behind the mark; 0 where it is no amount. */
int bot_decimals(const char *text);

/* The id of PERSON; 0, and a fault told to TAKER, where it is none. */
uint64_t bot_person_id(const struct bot_person *person, struct list_taker *taker);

/* What PERSON owns, in units of 10^-SCALE. DEFAULT_BALANCE NULL: cash and bank, else the total, as
 * UnbelievaBoat says it. Else its balance, or DEFAULT_BALANCE where it has none, as Red has it; "":
 * the list does not say. False: a fault was told to TAKER. */
bool bot_person_amount(const struct bot_person *person, const char *default_balance, int scale,
		       struct list_taker *taker, int64_t *amount);

#endif
