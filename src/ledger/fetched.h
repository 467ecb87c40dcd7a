/* What a record refers to by its number, loaded for the chunk alone: transactions, deliveries of
 * roles. */
#ifndef LEDGER_FETCHED_H
#define LEDGER_FETCHED_H

#include "ledger/books.h"

/* A transaction of the books that a record refers to, with its accounts in the working set. */
struct fetched_transaction {
	struct pair key; /* guild and transaction */
	bool exists;
	int64_t transaction, reverses, reversed_by, time, batch;
	uint64_t author_id; /* who asked for it; 0: nobody of the guild's */
	const char *memo, *verb;
	const char *batch_hash; /* NULL: the batch is open */
	int64_t sealed_at;      /* of a closed batch, as is: */
	int form;               /* ledger/canonical.h */
	size_t entry_count;
	struct fetched_entry {
		int64_t number, account_id, amount;
		char currency[CURRENCY_SIZE];
		int64_t line_day; /* of the bank's line that it is; NO_DAY: of none */
		int64_t linked;   /* the log row by which a line was found to be it; 0: the line
				     booked it */
	} * entries;
	size_t entry_room;
	struct fetched_evidence {
		const char *sha256;
		struct fetched_evidence *next;
	} * evidence;         /* in no order */
	int64_t waiting;      /* the row that it was booked for; 0: none */
	uint64_t approved_by; /* 0: nobody, or an operator */
	UT_hash_handle hh;
};

/* A delivery of a role's change or a direct message, looked for because its result came. */
struct fetched_delivery {
	struct pair key;   /* guild and delivery */
	bool exists, adds; /* exists: it is one, and its result did not come before */
	bool notice;       /* of a direct message: it tells that money moved; else it answers */
	uint64_t user_id, role_id, channel_id, message_id; /* role 0: a direct message; the last
							      two: of the command that asked
							      for it; 0: none did */
	enum lang lang;
	UT_hash_handle hh;
};
/* NULL: not loaded. A loaded one may be one that does not exist. */
struct fetched_delivery *books_loaded_delivery(const struct books *books, uint64_t guild_id,
					       int64_t delivery);
struct fetched_transaction *books_loaded_transaction(const struct books *books, uint64_t guild_id,
						     int64_t transaction);

struct fetched_delivery *books_add_fetched_delivery(struct books *books, uint64_t guild_id,
						    int64_t delivery);
struct fetched_transaction *books_add_transaction(struct books *books, uint64_t guild_id,
						  int64_t transaction);
/* The transactions of the guild may have changed: they are asked for anew. */
void books_drop_transactions(struct books *books, uint64_t guild_id);

#endif
