/* What the working set knows of banks: lines of their lists, the counterparties whose lines are
 * assigned for good, what is in no list, and what the books and a bank agreed. */
#ifndef LEDGER_IMPORT_LINES_H
#define LEDGER_IMPORT_LINES_H

#include "base/calendar.h"
#include "ledger/books.h"

enum import_state {
	IMPORT_BOOKED,  /* by its transaction, which is that of no other line */
	IMPORT_WAITING, /* for a treasurer, who says whether it is booked already */
	IMPORT_SAME     /* it is what its transaction booked already */
};
extern const char *const import_state_names[]; /* as stored: "booked", …; ended by NULL */

/* A line as the books keep it. Texts live in the working set's arena. */
struct import_row {
	struct import_row *next; /* another one of the same key, which came before */
	uint64_t guild_id;
	const char *id; /* "imp:…" */
	int64_t seq;    /* of the log row that brought it */
	int64_t account_id;
	char currency[CURRENCY_SIZE];
	int64_t day;    /* of booking, as the bank says */
	int64_t amount; /* minor units; positive: into the account */
	bool has_balance;
	int64_t balance;              /* after it, as the bank says */
	const char *reference, *text; /* NULL: none */
	enum import_state state;
	const char *doubt;    /* why it waits or waited: "cut", "words", "hand"; NULL: it did not */
	const char *found_by; /* what whose it is goes by: "reference", …; NULL: a person says */
	int64_t transaction;  /* 0: while it waits */
	int64_t number;       /* of what waits or waited by it, the last; 0: nothing did */
	const char *import;   /* the id of its list; NULL: it came before lists had ids */
};

/* What was booked to an account of a bank and is in no list of it. */
struct by_hand {
	struct by_hand *next;              /* an older one */
	int64_t transaction, time, amount; /* positive debit */
	char currency[CURRENCY_SIZE];
	bool agreed; /* a line was found to be it */
};

/* What a bank had, by its statement, when the books said the same. */
struct reconciliation {
	struct reconciliation *next; /* an older one */
	uint64_t guild_id;
	int64_t account_id;
	char currency[CURRENCY_SIZE];
	int64_t seq;              /* of the log row that reconciled */
	int64_t day;              /* up to its end, by the bank's days */
	int64_t statement, books; /* positive debit */
	const char *list; /* SHA-256 of the list whose closing balance it is; NULL: somebody typed
			     it */
	int64_t last_transaction; /* the books' last then: later ones are not agreed */
	int64_t batch;
	int64_t reopened_by; /* the transaction that reversed an agreed entry; 0: it holds */
};

/* A list that was taken. */
struct import_list {
	struct import_list *next; /* of the same account, which came before */
	uint64_t guild_id;
	const char *id; /* "list:…" */
	int64_t seq;    /* of the log row that brought it */
	int64_t account_id;
	char currency[CURRENCY_SIZE];
	const char *format; /* as its record says */
	const char *sha256;
	int64_t first, last; /* the days that it covers */
	bool has_opening, has_closing;
	int64_t opening, closing; /* as the bank says, minor units */
	int64_t lines;
	bool crossed; /* its lines may be those of another format's list */
};

/* The lines of an account on one day: of which keys they are. All that the books have. */
struct import_day_key {
	struct import_day_key *next;
	const char *key; /* "imp:…", without the occurrence */
};
struct import_day {
	struct text_key place; /* "ACCOUNT/DAY" */
	struct import_day_key *keys;
	UT_hash_handle hh;
};

/* The lines whose ids differ in their occurrence alone: all of them that the books have. */
struct import_key {
	struct text_key key; /* "imp:…" */
	struct import_row *rows;
	UT_hash_handle hh;
};

/* Another party, known by a hash of its name. */
struct counterparty {
	struct text_key key;
	uint64_t guild_id;
	const char *party;  /* the hash */
	int64_t account_id; /* whose what it sends is; 0: nobody assigned it */
	int64_t number;     /* of the line by which that was said */
	UT_hash_handle hh;
};

/* NULL: not loaded. KEY: what ids begin with, up to the point before their occurrence. */
struct import_key *books_loaded_import_key(const struct books *books, uint64_t guild_id,
					   const char *key);
struct counterparty *books_loaded_counterparty(const struct books *books, uint64_t guild_id,
					       const char *party);
/* An empty one, added once. */
struct import_key *books_add_import_key(struct books *books, uint64_t guild_id, const char *key);
struct counterparty *books_add_counterparty(struct books *books, uint64_t guild_id,
					    const char *party);
struct import_day *books_loaded_import_day(const struct books *books, uint64_t guild_id,
					   const char *place);
struct import_day *books_add_import_day(struct books *books, uint64_t guild_id, const char *place);
/* KEY is copied; one that is there already is not added again. */
void books_add_day_key(struct books *books, struct import_day *day, const char *key);
/* "12/2026-10-14": what names the lines of an account on a day. NO_DAY: what marks an account that
 * was opened since; of its days those that are not loaded are not there. From the chunk's arena. */
const char *import_day_key(struct books *books, int64_t account_id, int64_t day);
bool books_has_all_days(struct books *books, uint64_t guild_id, int64_t account_id);
/* A list for a store or a rule to fill, the first of those of ACCOUNT. */
struct import_list *books_add_import(struct books *books, struct account *account);
/* A line for a store or a rule to fill, the first of those of KEY. */
struct import_row *books_add_import_row(struct books *books, struct import_key *key);
/* An entry behind those that the account has: the newest comes first. */
struct by_hand *books_add_by_hand(struct books *books, struct account *account);
/* Likewise, one of the account's. */
struct reconciliation *books_add_reconciliation(struct books *books, struct account *account);
/* What the ids of ID's key begin with: without the point and the occurrence. From ARENA. */
const char *import_key_of(struct arena *arena, const char *id);

#endif
