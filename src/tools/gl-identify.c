/* gl-identify: who the author of a command is, looked up in a roster. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>
#include <uthash.h>

#include "base/fail.h"
#include "base/lines.h"
#include "base/options.h"
#include "record/record.h"
#include "tools/filter.h"

enum { KEY_ROSTER = 1 };

struct member_key { uint64_t guild_id, user_id; };
struct known_member {
	struct member_key key;
	bool is_member;
	uint64_t *roles;
	size_t role_count;
	UT_hash_handle hh;
};
struct known_guild { uint64_t guild_id, owner_id; UT_hash_handle hh; };

struct roster {
	struct arena arena; /* lives as long as the roster */
	struct known_member *members;
	struct known_guild *guilds;
};

static const struct argp_option option_list[] = {
	{ "roster", KEY_ROSTER, "FILE", 0, "guild, role and member records to look authors up in", 0 },
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	const char **roster = state->input;
	switch (key) {
	case KEY_ROSTER: *roster = arg; break;
	case ARGP_KEY_ARG: argp_error(state, "records are read from standard input; there is no argument"); break;
	case ARGP_KEY_END:
		if (!*roster)
			argp_error(state, "--roster FILE is needed: this build looks authors up offline only");
		break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

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

static void read_roster(struct roster *roster, const char *file)
{
	struct arena line_arena = { 0 };
	struct lines lines = { .fd = open(file, O_RDONLY | O_CLOEXEC) };
	struct record record;
	const char *why;
	size_t length;
	if (lines.fd < 0)
		fail(EX_NOINPUT, "%s: the roster cannot be read (%s)", file, strerrordesc_np(errno));
	for (char *line; (line = lines_next(&lines, &length)); arena_reset(&line_arena)) {
		if (!record_read(&line_arena, line, length, &record, &why))
			fail(EX_DATAERR, "%s, line %llu: %s; nothing was identified", file, (unsigned long long)lines.number, why);
		if (record.type == RECORD_GUILD)
			remember_guild(roster, &record.guild);
		else if (record.type == RECORD_MEMBER)
			remember_member(roster, &record.member);
	}
	close(lines.fd);
	lines_free(&lines);
	arena_free(&line_arena);
}

static void identify(const struct roster *roster, uint64_t guild_id, struct author *author)
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

static bool complete_author(void *context, struct arena *arena, const char *line, size_t length, struct buf *out, const char **why)
{
	struct record record;
	if (!record_read(arena, line, length, &record, why))
		return false;
	bool command = record.type == RECORD_COMMAND || record.type == RECORD_REJECT;
	if (!command || record.command.source != SOURCE_DISCORD) {
		buf_add(out, line, length);
		buf_char(out, '\n');
		return true;
	}
	identify(context, record.command.guild_id, &record.command.author);
	if (record.type == RECORD_COMMAND)
		record_write_command(out, &record.command);
	else
		record_write_reject(out, &record.command);
	return true;
}

int main(int argc, char **argv)
{
	struct roster roster = { 0 };
	const char *file = NULL;
	options_parse(argc, argv, option_list, parse, "", "Add to each command on stdin who its author is: roles, member, owner.",
		      "Exit codes: 0 all lines read; 64 usage; 65 a line is no record (it is named on stderr and left out), or the roster is "
		      "damaged; 66 no roster there; 74 input or output failed.", &file);
	read_roster(&roster, file);
	return filter_run(complete_author, &roster);
}
