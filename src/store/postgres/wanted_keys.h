/* What the working set lacks of what is wanted, as the keys that the queries of load.c run for. */
#ifndef STORE_POSTGRES_WANTED_KEYS_H
#define STORE_POSTGRES_WANTED_KEYS_H

#include "store/postgres/engine.h"

enum key_kind {
	LOCKS,
	KNOWN,
	GUILDS,
	ROLES,
	OWN_NAMES,
	SEEN_NAMES,
	USERS,
	NAMES,
	ACCOUNTS,
	MEMBERS,
	DELIVERIES,
	TRANSACTIONS,
	WAITING,
	WAITING_OF_ACCOUNTS, /* behind all that loads accounts and users */
	WAITING_OF_USERS,
	SCHEDULES,
	SCHEDULES_OF_USERS,
	PAYMENTS,
	MOVED,
	SPENDING,
	IMPORT_LINES,
	IMPORTS,
	LINES_OF_DAY,
	COUNTERPARTIES,
	PARTIES,
	BY_HAND,
	RECONCILED,
	WEARERS,
	MESSAGES,
	KINDS
};

/* The keys of a kind: a guild, and mostly an id or a name. */
struct keys {
	const struct query *queries; /* load.c's */
	size_t query_count;
	struct value (*rows)[2];
	size_t count, room;
	int columns;
};

/* Adds one of GUILD_ID; it lives as long as the chunk. */
void keys_add(struct books *books, struct keys *keys, uint64_t guild_id, struct value other);
/* Takes all that is wanted out of BOOKS. What is not in the working set is added to the keys of its
 * kind and, where only its columns are missing then, to the working set. */
void wanted_keys(struct books *books, struct keys kinds[KINDS]);

#endif
