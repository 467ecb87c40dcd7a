/* gl-channels: the channels to read, each with its cursor, and whether a delivery waits; or the
 * roster as the books know it. Reads the books only. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/options.h"
#include "base/output.h"
#include "record/record.h"
#include "tools/channels.h"
#include "tools/open_books.h"
#include "tools/shared_options.h"

enum { KEY_ROSTER = 1, KEY_TALKING, KEY_FEW, KEY_OUTBOX_EMPTY };
enum { FLUSH_BYTES = 64 * 1024 };

struct options {
	struct shared_options shared;
	struct channels_wanted wanted;
	bool roster;
	const char *empty; /* the file of --outbox-empty; NULL: not asked for */
};

enum { LONGEST_TALK_S = 86400, MOST_GUILDS = 1000000 };

static const struct argp_option option_list[] = {
	{ "talking", KEY_TALKING, "SECONDS", 0,
	  "only guilds where a member's command of the last SECONDS was applied", 0 },
	{ "few", KEY_FEW, "N", 0, "with --talking: all guilds, where there are at most N", 0 },
	{ "outbox-empty", KEY_OUTBOX_EMPTY, "FILE", 0,
	  "write \"empty\" into FILE where no delivery waits, so that gl-outbox need not run", 0 },
	{ "roster", KEY_ROSTER, NULL, 0,
	  "print the guild, role and member records that the books know, instead of channels", 0 },
	{ 0 },
};

static int64_t number(const char *option, const char *text, const char *unit, int most)
{
	char *end;
	long value = strtol(text, &end, 10);
	if (*end || end == text || value < 1 || value > most)
		fail(EX_USAGE, "%s takes 1 to %d %s, not '%s'", option, most, unit, text);
	return value;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	switch (key) {
	case KEY_TALKING:
		options->wanted.talking_ms =
			number("--talking", arg, "seconds", LONGEST_TALK_S) * 1000;
		break;
	case KEY_FEW: options->wanted.few = number("--few", arg, "guilds", MOST_GUILDS); break;
	case KEY_OUTBOX_EMPTY: options->empty = arg; break;
	case KEY_ROSTER: options->roster = true; break;
	case ARGP_KEY_ARG: argp_error(state, "there is no argument"); break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

struct printing {
	struct store *store;
	struct arena arena;
	struct buf out;
};

static bool role_row(void *context, const struct value *values)
{
	record_write_role(context, &(struct role_record){ .guild_id = id_of(&values[0]),
							  .role_id = id_of(&values[1]),
							  .name = values[2].text,
							  .position = values[3].integer,
							  .managed = values[4].integer,
							  .permissions = values[5].text });
	return true;
}

static bool member_row(void *context, const struct value *values)
{
	struct printing *printing = context;
	struct member_record member = { .guild_id = id_of(&values[0]),
					.user_id = id_of(&values[1]),
					.name = values[2].text,
					.nick = values[3].text,
					.joined_at = values[4].integer,
					.pending = values[5].integer,
					.left = values[6].integer,
					.recheck = values[8].integer,
					.forgotten = values[9].integer,
					.bot = values[10].integer };
	const char *roles = values[7].kind == VALUE_TEXT ? values[7].text
			    : values[7].kind == VALUE_INTEGER
				    ? arena_printf(&printing->arena, "%jd", values[7].integer)
				    : "";
	member.roles =
		arena_alloc(&printing->arena, sizeof *member.roles * (strlen(roles) / 2 + 1));
	for (char *end; *roles; roles = *end ? end + 1 : end)
		member.roles[member.role_count++] = strtoull(roles, &end, 10);
	record_write_member(&printing->out, &member);
	arena_reset(&printing->arena);
	if (printing->out.length > FLUSH_BYTES)
		buf_flush(&printing->out, STDOUT_FILENO);
	return true;
}

static bool guild_row(void *context, const struct value *values)
{
	struct printing *printing = context;
	record_write_guild(&printing->out,
			   &(struct guild_record){ .guild_id = id_of(&values[0]),
						   .name = values[1].text,
						   .owner_id = id_of(&values[2]),
						   .lang = values[3].text,
						   .bot_id = id_of(&values[4]),
						   .bot_role_id = id_of(&values[5]),
						   .bot_top_role = id_of(&values[6]),
						   .bot_position = (int64_t)id_of(&values[7]) });
	struct binding guild = bind_id(":guild", id_of(&values[0]));
	store_query(printing->store, "known roles", &guild, 1, role_row, &printing->out);
	store_query(printing->store, "known members", &guild, 1, member_row, printing);
	return true;
}

/* Before the books are opened, which takes away the right to. */
static int opened(const char *file)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		fail(EX_CANTCREAT, "%s: cannot be written (%s)", file, strerror(errno));
	return fd;
}

/* Nothing is written where it is not known: gl-outbox then looks for itself. */
static void tell_empty_outbox(struct store *store, struct binding guild, int fd)
{
	static const char empty[] = "empty\n";
	if (!store_has_row(store, "outbox any", &guild, 1) &&
	    write(fd, empty, sizeof empty - 1) != sizeof empty - 1)
		log_line(LOG_WARN, "outbox-empty",
			 "the file of --outbox-empty cannot be written (%s)", strerror(errno));
	close(fd);
}

int main(int argc, char **argv)
{
	struct options options = { 0 };
	options_parse(argc, argv, option_list, parse, "",
		      "Print a record for each channel to read: where reading goes on, and the "
		      "guild's settings.",
		      "Exit codes: 0 printed; 64 usage; " BOOKS_EXIT_CODES,
		      (const struct option_child[]){ { &db_option, &options.shared },
						     { &guild_option, &options.shared },
						     { &holder_option, &options.shared },
						     { 0 } },
		      &options);
	options.wanted.guild_id = chosen_guild(&options.shared);
	options.wanted.holder = options.shared.holder;
	int empty = options.empty ? opened(options.empty) : -1;
	struct printing printing = { .store = open_books(options.shared.db, STORE_READ) };
	struct binding guild = bind_id(":guild", options.wanted.guild_id);
	if (options.roster) {
		store_query(printing.store, "known guilds", &guild, 1, guild_row, &printing);
	} else {
		channels_print(printing.store, &options.wanted, STDOUT_FILENO);
	}
	if (empty >= 0)
		tell_empty_outbox(printing.store, guild, empty);
	buf_flush(&printing.out, STDOUT_FILENO);
	store_close(printing.store);
	return EX_OK;
}
