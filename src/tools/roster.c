/* Reading a roster and looking authors up in it. */
#include "tools/roster.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/hash.h"
#include "base/lines.h"

struct member_key {
	uint64_t guild_id, user_id;
};
struct known_member {
	struct member_key key;
	bool is_member;
	uint64_t *roles;
	size_t role_count;
	UT_hash_handle hh;
};
struct known_guild {
	uint64_t guild_id, owner_id;
	UT_hash_handle hh;
};

struct roster {
	struct arena arena; /* lives as long as the roster */
	struct known_member *members;
	struct known_guild *guilds;
};

static void remember_guild(struct roster *roster, const struct guild_record *seen)
{
	struct known_guild *guild;
	HASH_FIND(hh, roster->guilds, &seen->guild_id, sizeof seen->guild_id, guild);
	if (!guild) {
		guild = arena_alloc(&roster->arena, sizeof *guild);
		guild->guild_id = seen->guild_id;
		HASH_ADD(hh, roster->guilds, guild_id, sizeof guild->guild_id, guild);
	}
	guild->owner_id = seen->owner_id;
}

static void remember_member(struct roster *roster, const struct member_record *seen)
{
	struct member_key key = { seen->guild_id, seen->user_id };
	struct known_member *member;
	HASH_FIND(hh, roster->members, &key, sizeof key, member);
	if (!member) {
		member = arena_alloc(&roster->arena, sizeof *member);
		member->key = key;
		HASH_ADD(hh, roster->members, key, sizeof member->key, member);
	}
	member->is_member = !seen->left && !seen->pending;
	member->roles = arena_alloc(&roster->arena, sizeof *member->roles * (seen->role_count + 1));
	memcpy(member->roles, seen->roles, sizeof *member->roles * seen->role_count);
	member->role_count = seen->role_count;
}

struct roster *roster_read(const char *file)
{
	struct roster *roster = calloc(1, sizeof *roster);
	struct arena line_arena = { 0 };
	struct lines lines = { .fd = open(file, O_RDONLY | O_CLOEXEC) };
	struct record record;
	const char *why;
	size_t length;
	if (!roster)
		fail(EX_OSERR, "out of memory");
	if (lines.fd < 0)
		fail(EX_NOINPUT, "%s: the roster cannot be read (%s)", file,
		     strerrordesc_np(errno));
	for (char *line; (line = lines_next(&lines, &length)); arena_reset(&line_arena)) {
		if (!record_read(&line_arena, line, length, &record, &why))
			fail(EX_DATAERR, "%s, line %ju: %s; nothing was identified", file,
			     lines.number, why);
		if (record.type == RECORD_GUILD)
			remember_guild(roster, &record.guild);
		else if (record.type == RECORD_MEMBER)
			remember_member(roster, &record.member);
	}
	close(lines.fd);
	lines_free(&lines);
	arena_free(&line_arena);
	return roster;
}

void roster_identify(const struct roster *roster, uint64_t guild_id, struct author *author)
{
	struct member_key key = { guild_id, author->id };
	const struct known_member *member;
	const struct known_guild *guild;
	HASH_FIND(hh, roster->members, &key, sizeof key, member);
	HASH_FIND(hh, roster->guilds, &guild_id, sizeof guild_id, guild);
	author->identified = true;
	author->member = member && member->is_member;
	author->owner = author->member && guild && guild->owner_id == author->id;
	author->roles = member ? member->roles : NULL;
	author->role_count = member ? member->role_count : 0;
}
