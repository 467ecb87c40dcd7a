/* The names by which the people of a guild are seen: those that look alike are in one bucket. */
#include "ledger/seen_names.h"

#include "base/lookalike.h"
#include "ledger/books.h"

static struct seen_name **bucket_of(const struct seen_names *names, uint32_t hash)
{
	return &names->buckets[hash & (names->bucket_count - 1)];
}

static void link_name(struct seen_names *names, struct seen_name *name)
{
	struct seen_name **bucket = bucket_of(names, name->hash);
	name->next = *bucket;
	*bucket = name;
}

/* Twice the buckets; what the old ones took goes with the working set. */
static void grow(struct books *books, struct seen_names *names)
{
	enum { FIRST_BUCKETS = 16 };
	struct seen_names old = *names;
	names->bucket_count = old.bucket_count ? old.bucket_count * 2 : FIRST_BUCKETS;
	names->buckets = arena_alloc(&books->memory, names->bucket_count * sizeof *names->buckets);
	for (size_t i = 0; i < old.bucket_count; i++)
		for (struct seen_name *name = old.buckets[i], *next; name; name = next) {
			next = name->next;
			link_name(names, name);
		}
}

void guild_add_seen_name(struct books *books, struct guild *guild, uint64_t user_id,
			 const char *name)
{
	struct seen_names *names = &guild->seen_names;
	struct seen_name *seen = arena_alloc(&books->memory, sizeof *seen);
	seen->user_id = user_id;
	seen->look = text_skeleton(&books->memory, name);
	seen->hash = skeleton_hash(seen->look);
	if (names->count++ == names->bucket_count)
		grow(books, names);
	link_name(names, seen);
}

static void drop_seen_name(struct books *books, struct seen_names *names, uint64_t user_id,
			   const char *name)
{
	if (!name || !names->count)
		return;
	const char *look = text_skeleton(&books->chunk, name);
	struct seen_name **place = bucket_of(names, skeleton_hash(look));
	while (*place) {
		struct seen_name *seen = *place;
		if (seen->user_id == user_id && strcmp(seen->look, look) == 0) {
			*place = seen->next;
			names->count--;
		} else {
			place = &seen->next;
		}
	}
}

void guild_unsee_user(struct books *books, struct guild *guild, const struct user *user)
{
	if (!guild || !guild->has_seen_names)
		return;
	drop_seen_name(books, &guild->seen_names, user->key.id, user->name);
	drop_seen_name(books, &guild->seen_names, user->key.id, user->nick);
}

void guild_see_user(struct books *books, struct guild *guild, const struct user *user)
{
	if (!guild || !guild->has_seen_names)
		return;
	if (user->name)
		guild_add_seen_name(books, guild, user->key.id, user->name);
	if (user->nick)
		guild_add_seen_name(books, guild, user->key.id, user->nick);
}

bool seen_names_alike(struct arena *scratch, const struct seen_names *names,
		      const struct user *user)
{
	if (!names->count)
		return false;
	const char *look = text_skeleton(scratch, user->nick ? user->nick : user->name);
	const struct seen_name *seen = *bucket_of(names, skeleton_hash(look));
	while (seen && (seen->user_id == user->key.id || !skeletons_alike(seen->look, look)))
		seen = seen->next;
	return seen;
}
