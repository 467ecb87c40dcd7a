/* The names by which the people of a guild are seen, to be found by how they look. */
#ifndef LEDGER_SEEN_NAMES_H
#define LEDGER_SEEN_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct books;
struct guild;
struct user;

/* A name or nickname by which somebody of the guild is seen (WANTED_SEEN_NAMES). */
struct seen_name {
	struct seen_name *next; /* in its bucket */
	uint64_t user_id;
	const char *look; /* a skeleton: base/lookalike.h */
	uint32_t hash;    /* of the skeleton */
};
/* By hash, since each answer that names somebody asks for them; as many as a guild has members. */
struct seen_names {
	struct seen_name **buckets;
	size_t bucket_count, count;
};

/* One name more, of a guild whose names are loaded (has_seen_names). */
void guild_add_seen_name(struct books *books, struct guild *guild, uint64_t user_id,
			 const char *name);
/* Before and after the user's name or nickname changes: answers do not depend on when the names
 * were loaded. GUILD may be NULL, and its names not loaded. */
void guild_unsee_user(struct books *books, struct guild *guild, const struct user *user);
void guild_see_user(struct books *books, struct guild *guild, const struct user *user);
/* Whether somebody else among NAMES is seen by the user's name, or by one that looks like it. */
bool seen_names_alike(struct arena *scratch, const struct seen_names *names,
		      const struct user *user);

#endif
