/* Roles, groups and members in the working set. */
#ifndef LEDGER_PEOPLE_H
#define LEDGER_PEOPLE_H

#include "ledger/books.h"

/* A role of the guild. Groups are loaded together with all roles (WANTED_ROLES). */
struct role_group {
	struct role_group *next;
	const char *name, *folded_name;
	int64_t most;        /* how many of its roles a member may have at once; 0: any number */
	bool registered;     /* a registration is needed */
	uint64_t needs_role; /* 0: none */
	int64_t fee;         /* minor units of currency */
	char currency[CURRENCY_SIZE];
};
struct role {
	struct role *next; /* rising ids */
	uint64_t role_id;
	const char *name, *folded_name;
	int64_t position;
	bool managed;
	uint64_t permissions;     /* Discord's bits */
	struct role_group *group; /* where members choose it; NULL: it is not offered */
};

/* A role in a member's life. What the books decided is wanted; where they decided nothing, actual
 * is right. */
struct member_role {
	struct member_role *next;
	uint64_t role_id;
	bool actual; /* as last seen on Discord */
	bool decided, wanted, granted;
	int64_t until, fee_transaction; /* 0: none */
	int adding, removing;           /* deliveries of it that wait in the outbox */
};
struct member {
	bool known, left, pending;
	struct member_role *roles;
};

/* Those of the working set, without asking whether they are loaded: rules look them up by
 * ledger/lookups.h. NULL: none. */
struct role *guild_loaded_role(const struct guild *guild, uint64_t role_id);
struct role_group *guild_loaded_group(const struct guild *guild, const char *folded_name);

struct role *books_add_role(struct books *books, struct guild *guild, uint64_t role_id);
struct role_group *books_add_group(struct books *books, struct guild *guild, const char *name,
				   const char *folded_name);
struct member *books_add_member(struct books *books, struct user *user);
/* Discord's permissions, a decimal string, as bits. */
uint64_t role_permissions(const char *text);
/* Those of PERMISSIONS that give power over others, and that not everyone has: OF_EVERYONE are the
 * bits of @everyone. */
uint64_t role_powers(uint64_t permissions, uint64_t of_everyone);
/* The role in the member's life, added when it is not there. */
struct member_role *member_role(struct books *books, struct member *member, uint64_t role_id);

#endif
