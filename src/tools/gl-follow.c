/* gl-follow: what became of each record, by the sequence of the log, for other programs. Reads the
 * books, prints what is new behind a cursor, and moves the cursor once that is written. */
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/memory.h"
#include "base/options.h"
#include "base/output.h"
#include "base/sandbox.h"
#include "tools/follow_cursor.h"
#include "tools/open_books.h"
#include "tools/shared_options.h"

enum { KEY_CURSOR = 1, KEY_AFTER, KEY_LIMIT, KEY_WITHOUT_WORDS, FLUSH_BYTES = 64 * 1024 };

struct options {
	struct shared_options shared;
	const char *cursor, *after;
	int64_t limit; /* 0: none */
	bool without_words;
};

static const struct argp_option option_list[] = {
	{ "cursor", KEY_CURSOR, "FILE", 0,
	  "go on behind the rows that FILE names, and name the last one of this run there once "
	  "all is written; without one it begins at the first row",
	  0 },
	{ "after", KEY_AFTER, "SEQ|end", 0,
	  "begin behind this row of the log, whatever the cursor says; end: behind the newest", 0 },
	{ "limit", KEY_LIMIT, "N", 0, "print at most so many events", 0 },
	{ "without-words", KEY_WITHOUT_WORDS, NULL, 0,
	  "leave out what people wrote and were answered: text and memos", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	switch (key) {
	case KEY_CURSOR: options->cursor = arg; break;
	case KEY_AFTER:
		options->after = arg;
		if (strcmp(arg, "end") != 0 && option_id("--after", arg) > INT64_MAX)
			fail(EX_USAGE, "--after takes the number of a row, not '%s'", arg);
		break;
	case KEY_LIMIT:
		if (option_id("--limit", arg) < 1 || option_id("--limit", arg) > INT64_MAX)
			fail(EX_USAGE, "--limit takes a whole number from 1, not '%s'", arg);
		options->limit = (int64_t)option_id("--limit", arg);
		break;
	case KEY_WITHOUT_WORDS: options->without_words = true; break;
	case ARGP_KEY_ARG: argp_error(state, "there is no argument"); break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

/* The events of one guild while they are printed. */
struct following {
	struct store *store;
	const struct options *options;
	struct follow_position *position;
	struct reader *booked;
	const struct value *entry; /* the next one that is not printed yet; NULL: none */
	struct buf out;
	int64_t printed;
};

static void write_id(struct buf *out, const char *key, int64_t id)
{
	if (id)
		buf_printf(out, ",\"%s\":\"%jd\"", key, id);
}

static void write_text(struct buf *out, const char *key, const struct value *value)
{
	if (value->kind != VALUE_TEXT)
		return;
	buf_printf(out, ",\"%s\":", key);
	buf_json(out, value->text);
}

/* When reports count it, where that is not its time, and its own day. */
static void write_accounting(struct buf *out, const struct value *counts, const struct value *day)
{
	char time[INSTANT_TEXT_SIZE];
	if (counts->kind != VALUE_INTEGER)
		return;
	buf_printf(out, ",\"accounting_time\":\"%s\"", instant_format(counts->integer, time));
	write_text(out, "own_day", day);
}

static void write_entry(struct buf *out, const struct value *entry)
{
	char amount[DECIMAL_TEXT_SIZE];
	buf_printf(out, "{\"account_id\":\"%jd\"", entry[5].integer);
	write_text(out, "account", &entry[6]);
	write_id(out, "user_id", entry[7].integer);
	write_text(out, "currency", &entry[8]);
	buf_printf(out, ",\"amount\":\"%s\"}",
		   decimal_from_minor(entry[9].integer, (int)entry[10].integer, amount));
}

/* One transaction, whose first entry is the next one. */
static void write_transaction(struct following *following, bool words)
{
	struct buf *out = &following->out;
	int64_t transaction = following->entry[1].integer;
	buf_printf(out, "{\"transaction\":\"%jd\"", transaction);
	write_id(out, "batch", following->entry[2].integer);
	write_id(out, "reverses", following->entry[3].integer);
	if (words)
		write_text(out, "memo", &following->entry[4]);
	write_accounting(out, &following->entry[11], &following->entry[12]);
	buf_text(out, ",\"entries\":[");
	for (bool first = true; following->entry && following->entry[1].integer == transaction;
	     first = false) {
		if (!first)
			buf_char(out, ',');
		write_entry(out, following->entry);
		following->entry = reading_next(following->booked);
	}
	buf_text(out, "]}");
}

static void write_transactions(struct following *following, int64_t seq, bool words)
{
	bool any = false;
	while (following->entry && following->entry[0].integer < seq)
		following->entry = reading_next(following->booked);
	for (; following->entry && following->entry[0].integer == seq; any = true) {
		buf_text(&following->out, any ? "," : ",\"transactions\":[");
		write_transaction(following, words);
	}
	if (any)
		buf_char(&following->out, ']');
}

static void write_waiting(struct buf *out, int64_t first, int64_t count)
{
	for (int64_t i = 0; i < count; i++)
		buf_printf(out, "%s\"%jd\"", i ? "," : ",\"waiting\":[", first + i);
	if (count)
		buf_char(out, ']');
}

static bool print_row(void *context, const struct value *row)
{
	struct following *following = context;
	struct buf *out = &following->out;
	struct follow_position *position = following->position;
	bool forgetting = row[5].integer, words = !forgetting && !following->options->without_words;
	char time[INSTANT_TEXT_SIZE];
	*position = (struct follow_position){ .guild_id = position->guild_id,
					      .seq = row[0].integer,
					      .time = row[1].integer,
					      .message_id = (uint64_t)row[7].integer };
	buf_printf(out, "{\"type\":\"event\",\"guild_id\":\"%ju\",\"seq\":\"%jd\",\"time\":\"%s\"",
		   position->guild_id, position->seq, instant_format(position->time, time));
	write_text(out, "verb", &row[2]);
	write_text(out, "status", &row[3]);
	write_text(out, "code", &row[4]);
	write_text(out, "source", &row[9]);
	write_id(out, "message_id", row[7].integer);
	write_id(out, "author_id", row[8].integer);
	write_waiting(out, row[10].integer, row[11].integer);
	if (words)
		write_text(out, "text", &row[6]);
	write_transactions(following, position->seq, words);
	buf_text(out, "}\n");
	following->printed++;
	if (out->length > FLUSH_BYTES)
		buf_flush(out, STDOUT_FILENO);
	return true;
}

static bool take_number(void *context, const struct value *values)
{
	*(int64_t *)context = values[0].integer;
	return false;
}

static int64_t ask_number(struct store *store, const char *query, uint64_t guild_id, int64_t after)
{
	int64_t number = 0;
	struct binding bindings[] = { bind_id(":guild", guild_id), bind_integer(":after", after) };
	store_query(store, query, bindings, 2, take_number, &number);
	return number;
}

static bool is_same_row(void *context, const struct value *row)
{
	struct follow_position *position = context;
	if (row[0].integer == position->time && (uint64_t)row[1].integer == position->message_id)
		position->seq = 0; /* found */
	return false;
}

/* Books that were put back to an older copy give other rows the same numbers. */
static void check_position(struct store *store, const struct follow_position *position)
{
	struct follow_position wanted = *position;
	struct binding bindings[] = { bind_id(":guild", position->guild_id),
				      bind_integer(":seq", position->seq) };
	if (!position->time)
		return; /* named by a person, or none */
	store_query(store, "follow row", bindings, 2, is_same_row, &wanted);
	if (wanted.seq)
		fail(EX_DATAERR,
		     "guild %ju: row %jd of the log is not the one that was handed over; the "
		     "books were restored or are others. The newest row is %jd: name where to go "
		     "on with --after SEQ",
		     position->guild_id, position->seq,
		     ask_number(store, "follow end", position->guild_id, 0));
}

/* Where to begin in the log of the guild, if that row is still the one it was. */
static void begin_guild(struct following *following)
{
	struct follow_position *position = following->position;
	const char *after = following->options->after;
	if (after)
		*position = (struct follow_position){
			.guild_id = position->guild_id,
			.seq = strcmp(after, "end") == 0
				       ? ask_number(following->store, "follow end",
						    position->guild_id, 0)
				       : (int64_t)option_id("--after", after)
		};
	check_position(following->store, position);
}

/* At most MOST events of the guild; 0: all. */
static void follow_guild(struct following *following, int64_t most)
{
	struct follow_position *position = following->position;
	int64_t after = position->seq;
	struct binding bindings[] = {
		bind_id(":guild", position->guild_id),
		bind_integer(":after", after),
		bind_integer(":first", ask_number(following->store, "follow booked from",
						  position->guild_id, after)),
		bind_optional(":limit", most),
	};
	struct reader *log = store_read(following->store, "follow log", bindings, 4);
	/* begun after the log, so that it has what each of its rows booked */
	following->booked = store_read(following->store, "follow booked", bindings, 4);
	following->entry = reading_next(following->booked);
	for (const struct value *row; (row = reading_next(log));)
		print_row(following, row);
	reading_end(following->booked);
	reading_end(log);
}

struct guild_list {
	uint64_t wanted, *ids; /* wanted 0: all */
	size_t count;
};

static bool take_guild(void *context, const struct value *values)
{
	struct guild_list *list = context;
	uint64_t guild_id = (uint64_t)values[0].integer;
	if (list->wanted && list->wanted != guild_id)
		return true;
	list->ids = realloc(list->ids, (list->count + 1) * sizeof *list->ids);
	if (!list->ids)
		memory_out((list->count + 1) * sizeof *list->ids);
	list->ids[list->count++] = guild_id;
	return true;
}

/* Of each guild at most SHARE events (0: all), as long as all together are within the limit. */
static void follow_guilds(struct following *following, const struct guild_list *guilds,
			  struct follow_cursor *cursor, int64_t share)
{
	int64_t limit = following->options->limit;
	for (size_t i = 0; i < guilds->count; i++) {
		int64_t left = limit ? limit - following->printed : 0;
		if (limit && left <= 0)
			return;
		following->position = follow_cursor_of(cursor, guilds->ids[i]);
		follow_guild(following, left < share ? left : share);
	}
}

static void follow(struct store *store, const struct options *options, struct follow_cursor *cursor)
{
	struct guild_list guilds = { .wanted = chosen_guild(&options->shared) };
	struct following following = { .store = store, .options = options };
	store_query(store, "guild list", NULL, 0, take_guild, &guilds);
	if (guilds.wanted && !guilds.count)
		fail(EX_USAGE, "%s: these books hold no guild %ju; gl-db info lists them",
		     store_location(store), guilds.wanted);
	for (size_t i = 0; i < guilds.count; i++) {
		following.position = follow_cursor_of(cursor, guilds.ids[i]);
		begin_guild(&following);
	}
	/* first the same for each, so that none keeps the others waiting, then what is left */
	if (options->limit && guilds.count > 1)
		follow_guilds(&following, &guilds, cursor,
			      1 + (options->limit - 1) / (int64_t)guilds.count);
	follow_guilds(&following, &guilds, cursor, options->limit);
	buf_flush(&following.out, STDOUT_FILENO);
	buf_free(&following.out);
	free(guilds.ids);
}

int main(int argc, char **argv)
{
	struct options options = { .shared.guild_doc = "only this guild (default: $GL_GUILD, else "
						       "all guilds of the books)" };
	struct follow_cursor cursor = { 0 };
	char *folder = NULL;
	options_parse(argc, argv, option_list, parse, "",
		      "Print what became of each record, one line of JSON a row of the log, and "
		      "what it booked: what is new behind a cursor, and then end.",
		      "Exit codes: 0 printed, or nothing is new; 64 usage; 65 the cursor is none, "
		      "or is of other books; no guildledger database, or corrupt; 66 no such "
		      "books; 69 no engine for that address, or no libpq; 73 the disk is full; 74 "
		      "disk error or output failed: the cursor did not move; 75 locked by another, "
		      "or no server; 77 not permitted; 78 schema newer or older than this program.",
		      (const struct option_child[]){ { &db_option, &options.shared },
						     { &guild_option, &options.shared },
						     { 0 } },
		      &options);
	if (options.cursor) {
		cursor = follow_cursor_read(options.cursor);
		folder = sandbox_folder_of(options.cursor);
		sandbox_also_write(folder);
	}
	struct store *store = open_books(store_default_reading(options.shared.db), STORE_READ);
	follow(store, &options, &cursor);
	store_close(store);
	if (options.cursor)
		follow_cursor_write(&cursor, options.cursor);
	follow_cursor_free(&cursor);
	free(folder);
	return EX_OK;
}
