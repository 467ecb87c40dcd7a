/* An account's movements: the latest on its own page, the older ones on pages that are full. */
#ifndef SITE_MOVEMENTS_H
#define SITE_MOVEMENTS_H

#include "site/pages.h"

/* One account's row per currency. */
struct holding {
	char currency[CURRENCY_SIZE];
	wide balance;
	int64_t entries, floor;
	int side, scale;
	bool has_floor;
};
enum { MOST_CURRENCIES = 64 };
struct shown {
	int64_t id;
	struct buf label, names[LANG_COUNT]; /* NAMES: as people see it in each language */
	char kind[16], state[16];
	bool member;
	int64_t joined; /* 0: unknown, or no member's */
	int count;
	struct holding balances[MOST_CURRENCIES];
};

/* Adds the latest to the account's own PAGES, and writes the full ones from FROM on. */
void add_movements(struct site *site, struct site_page *pages, const struct shown *account,
		   const struct holding *balance, int64_t from);

#endif
