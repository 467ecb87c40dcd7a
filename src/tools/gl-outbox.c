/* gl-outbox: the deliveries that are due, marked as under way before they are printed. Touches the
 * outbox only. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/i18n.h"
#include "base/instant.h"
#include "base/options.h"
#include "base/output.h"
#include "base/unicode.h"
#include "command/verbs.h"
#include "report/names.h"
#include "report/attachments.h"
#include "tools/appearance.h"
#include "tools/channels.h"
#include "tools/neutral_words.h"
#include "tools/open_books.h"
#include "tools/outbox.h"
#include "tools/shared_options.h"
#include "tools/withdrawing.h"

enum { KEY_LEASE = 1, KEY_WAITING, KEY_FAILED, KEY_RETRY, KEY_HOLDER };
enum { DEFAULT_LEASE_MS = 20000, CRASHES = 2 };
/* What one run prints: it begins no message behind so many deliveries, or so many bytes of text and
 * files. What carries files that are yet to be made is counted by itself, as they come out, and the
 * time that they take counts, too. */
/* Notices are two requests each, and of a second there are some 45: what members ask for meanwhile
 * does not wait for more. */
enum { MOST_NOTICES = 40 };
enum { MOST_DELIVERIES = 500, MOST_BYTES = 32 * 1024 * 1024, MAKING_MS = 8000 };

struct options {
	struct shared_options shared;
	uint64_t retry;
	int64_t lease_ms;
	bool waiting, failed;
};

static const struct argp_option option_list[] = {
	{ "lease", KEY_LEASE, "SECONDS", 0,
	  "how long a delivery under way is left alone before it counts as lost in a crash "
	  "(default 20)",
	  0 },
	{ "waiting", KEY_WAITING, NULL, 0, "list what is not sent yet; changes nothing", 1 },
	{ "failed", KEY_FAILED, NULL, 0,
	  "list what was refused for good, with the reason; changes nothing", 1 },
	{ "retry", KEY_RETRY, "ID", 0, "make a failed delivery due again", 1 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	char *end;
	switch (key) {
	case KEY_WAITING: options->waiting = true; break;
	case KEY_FAILED: options->failed = true; break;
	case KEY_RETRY: options->retry = option_id("--retry", arg); break;
	case KEY_LEASE:
		options->lease_ms = (int64_t)(strtod(arg, &end) * 1000);
		if (*end || end == arg || options->lease_ms < 0 || options->lease_ms > 86400000)
			fail(EX_USAGE, "--lease takes seconds, such as 20, not '%s'", arg);
		break;
	case ARGP_KEY_ARG: argp_error(state, "there is no argument"); break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

struct rows {
	struct arena *arena;
	struct outbox_row *rows;
	struct answered_command *commands; /* of each row */
	size_t count, room;
};

static enum delivery_kind kind_named(const char *name)
{
	int kind = 0;
	while (delivery_kind_names[kind + 1] && strcmp(delivery_kind_names[kind], name) != 0)
		kind++;
	return (enum delivery_kind)kind;
}

static const char *kept(struct rows *rows, const struct value *value)
{
	return value->kind == VALUE_TEXT ? arena_strdup(rows->arena, value->text) : NULL;
}

/* Whose answer it is in a digest: the name that the guild sees, with a number where others have it,
 * too. The digest writes the "@". */
static const char *name_of(struct rows *rows, const struct value *label)
{
	struct buf name = { 0 };
	if (label->kind != VALUE_TEXT)
		return NULL;
	shown_name(&name, label->text, true);
	const char *copy =
		arena_strdup(rows->arena, buf_string(&name) + (*buf_string(&name) == '@'));
	buf_free(&name);
	return copy;
}

static void make_room(struct rows *rows)
{
	size_t room = rows->room ? rows->room * 2 : 64;
	struct outbox_row *larger = arena_alloc(rows->arena, sizeof *larger * room);
	struct answered_command *commands = arena_alloc(rows->arena, sizeof *commands * room);
	if (rows->count) {
		memcpy(larger, rows->rows, sizeof *larger * rows->count);
		memcpy(commands, rows->commands, sizeof *commands * rows->count);
	}
	rows->rows = larger;
	rows->commands = commands;
	rows->room = room;
}

static struct answered_command command_of(struct rows *rows, const struct outbox_row *row,
					  const struct value *values)
{
	struct answered_command command = {
		.guild_id = row->guild_id,
		.author_id = row->author_id,
		.kind = row->kind,
		.whole = values[25].integer,
		.verb = kept(rows, &values[26]),
		.status = kept(rows, &values[21]),
		.arguments = kept(rows, &values[28]),
		.site = kept(rows, &values[29]),
		.content = row->content,
		.transaction = values[22].integer,
		.batch = values[27].integer,
		.buttons = !row->neutral && values[30].kind == VALUE_TEXT &&
			   strcmp(values[30].text, "on") == 0,
		.about = values[31].integer,
		.seq = values[32].integer,
		.pings = row->notice ? row->pings : NULL,
	};
	if (values[19].kind == VALUE_TEXT)
		lang_from_name(values[19].text, &command.lang); /* else it stays */
	return command;
}

static bool add_outbox_row(void *context, const struct value *values)
{
	struct rows *rows = context;
	if (rows->count == rows->room)
		make_room(rows);
	struct answered_command *command = &rows->commands[rows->count];
	struct outbox_row *row = &rows->rows[rows->count++];
	*row = (struct outbox_row){
		.guild_id = (uint64_t)values[0].integer,
		.delivery = values[1].integer,
		.kind = kind_named(values[2].text),
		.channel_id = (uint64_t)values[4].integer,
		.reply_to = (uint64_t)values[5].integer,
		.user_id = (uint64_t)values[6].integer,
		.role_id = (uint64_t)values[7].integer,
		.content = kept(rows, &values[8]),
		.files = kept(rows, &values[9]),
		.attempt = values[10].integer,
		.digest = values[12].integer,
		.author = name_of(rows, &values[13]),
		.time = values[14].integer,
		.author_id = (uint64_t)values[15].integer,
		.answer = values[16].integer,
		.restored = values[17].integer,
		.uncertain = values[11].integer || strcmp(values[3].text, "under_way") == 0,
		.neutral = values[18].integer,
		.lang = kept(rows, &values[19]),
		.prefix = kept(rows, &values[20]),
		.pings = kept(rows, &values[23]),
		.notice = values[24].integer,
		.of_requests = values[26].kind == VALUE_TEXT &&
			       verb_traits(values[26].text) & TRAIT_OF_MONTH,
	};
	if (row->neutral) {
		row->content = neutral_words(rows->arena, values[19].text, values[20].text,
					     values[21].text, values[22].integer);
		row->files = NULL;
	}
	*command = command_of(rows, row, values);
	return true;
}

static void mark(struct store *store, const struct parcel *parcel, const struct outbox_row *rows,
		 int64_t until)
{
	for (size_t i = 0; i < parcel->row_count; i++) {
		const struct outbox_row *row = &rows[parcel->rows[i]];
		struct binding bindings[] = {
			bind_optional(":guild", (int64_t)row->guild_id),
			bind_optional(":delivery", row->delivery), bind_optional(":until", until),
			bind_optional(":digest", parcel->row_count > 1 ? parcel->delivery.id : 0)
		};
		store_send_change(store, "outbox under way", bindings, 4);
	}
}

/* When this guild's outbox was marked last: a clock that shows less later was put back. */
static void note_clock(struct store *store, uint64_t guild_id, int64_t now)
{
	struct binding bindings[] = { bind_optional(":guild", (int64_t)guild_id),
				      bind_optional(":now", now) };
	store_send_change(store, "outbox clock", bindings, 2);
}

static bool found_one(void *context, const struct value *values)
{
	bool *found = context;
	(void)values;
	*found = true;
	return false;
}

/* Whether anything waits at all. Most runs find nothing, and then do nothing else. */
static bool any_waits(struct store *store, const struct options *options)
{
	struct binding guild = bind_optional(":guild", (int64_t)options->shared.guild_id);
	bool any = false;
	store_query(store, "outbox any", &guild, 1, found_one, &any);
	return any;
}

static bool is_described(const struct parcel *parcel, const struct outbox_row *rows)
{
	return parcel->row_count == 1 && attachments_described(rows[parcel->rows[0]].files);
}

static bool held(void *context, const struct value *values)
{
	(void)context;
	(void)values;
	return true;
}

/* Marks one delivery in a transaction of its own; false: another worker has it. */
static bool take_one(struct store *store, const struct outbox_row *row, int64_t now, int64_t until)
{
	struct binding bindings[] = { bind_optional(":guild", (int64_t)row->guild_id),
				      bind_optional(":delivery", row->delivery),
				      bind_optional(":until", until),
				      bind_integer(":attempt", row->attempt) };
	store_begin(store);
	store_query(store, "outbox hold", NULL, 0, held, NULL);
	bool taken = store_change(store, "outbox take", bindings, 4) > 0;
	if (taken)
		note_clock(store, row->guild_id, now);
	store_commit(store);
	return taken;
}

/* What carries files that are yet to be made: each is marked, made and printed before the next,
 * while there is time and room; the others stay due. */
static void print_described(struct store *store, const struct options *options,
			    const struct parcel *first, const struct outbox_row *rows)
{
	int64_t end = instant_now() + MAKING_MS;
	size_t made = 0;
	for (const struct parcel *parcel = first;
	     parcel && made < MOST_BYTES && instant_now() < end; parcel = parcel->next) {
		struct delivery delivery = parcel->delivery;
		struct arena arena = { 0 };
		struct buf out = { 0 };
		if (!is_described(parcel, rows))
			continue;
		const struct outbox_row *row = &rows[parcel->rows[0]];
		enum lang lang = LANG_EN;
		lang_from_name(row->lang ? row->lang : "", &lang);
		delivery.marked = instant_now();
		if (!take_one(store, row, delivery.marked, delivery.marked + options->lease_ms))
			continue;
		attachments_make(store, &arena, row->files,
				 row->uncertain && row->attempt >= CRASHES, LARGEST_CSV, lang,
				 &delivery);
		record_write_delivery(&out, &delivery);
		made += out.length;
		buf_flush(&out, STDOUT_FILENO);
		buf_free(&out);
		arena_free(&arena);
	}
}

static void print_due(struct store *store, const struct options *options)
{
	struct arena arena = { 0 };
	struct buf out = { 0 };
	struct rows rows = { .arena = &arena };
	int64_t now = instant_now();
	struct binding bindings[] = { bind_optional(":guild", (int64_t)options->shared.guild_id),
				      bind_optional(":now", now),
				      binding_of_holder(options->shared.holder),
				      bind_optional(":most", MOST_DELIVERIES),
				      bind_optional(":bytes", MOST_BYTES) };
	if (!any_waits(store, options))
		return;
	store_begin(store);
	store_query(store, "outbox hold", NULL, 0, held, NULL);
	store_change(store, "outbox clock back", bindings, 3);
	withdraw_powerful(store, bindings, 5, now + options->lease_ms, &out);
	store_query(store, "outbox due", bindings, 5, add_outbox_row, &rows);
	for (size_t i = 0; i < rows.count; i++)
		if (!rows.rows[i].neutral)
			rows.rows[i].appearance = appearance_of(store, &arena, &rows.commands[i]);
	struct parcel *first = outbox_pack(&arena, rows.rows, rows.count);
	size_t notices = 0;
	for (struct parcel *parcel = first; parcel; parcel = parcel->next) {
		if (is_described(parcel, rows.rows) ||
		    (rows.rows[parcel->rows[0]].notice && ++notices > MOST_NOTICES))
			continue;
		mark(store, parcel, rows.rows, now + options->lease_ms);
		note_clock(store, parcel->delivery.guild_id, now);
		parcel->delivery.marked = now;
		record_write_delivery(&out, &parcel->delivery);
	}
	store_commit(store); /* only what is marked may be sent: a crash then leaves a trace */
	buf_flush(&out, STDOUT_FILENO);
	print_described(store, options, first, rows.rows);
	buf_free(&out);
	arena_free(&arena);
}

static bool list_row(void *context, const struct value *values)
{
	struct buf content = { 0 };
	char time[INSTANT_TEXT_SIZE];
	bool *any = context;
	if (!*any)
		printf("%-10s %-11s %5s  %-24s %s\n", "delivery", "kind", "tries", "not before",
		       "why; what");
	*any = true;
	text_clean(&content, values[7].kind == VALUE_TEXT ? values[7].text : "");
	size_t shown = utf8_prefix(buf_string(&content), 40);
	printf("%-10jd %-11s %5jd  %-24s %s%s%.*s%s\n", values[0].integer, values[1].text,
	       values[3].integer, values[4].integer ? instant_format(values[4].integer, time) : "-",
	       values[6].kind == VALUE_TEXT ? values[6].text : "",
	       values[6].kind == VALUE_TEXT ? "; " : "", (int)shown, buf_string(&content),
	       shown < content.length ? "…" : "");
	buf_free(&content);
	return true;
}

static void list(struct store *store, const struct options *options)
{
	struct binding guild = bind_optional(":guild", (int64_t)options->shared.guild_id);
	bool any = false;
	store_query(store, options->failed ? "outbox failed" : "outbox waiting", &guild, 1,
		    list_row, &any);
	if (!any)
		printf("%s\n", options->failed ? "nothing failed" : "nothing is waiting");
}

static void retry(struct store *store, const struct options *options)
{
	struct binding bindings[] = { bind_optional(":guild", (int64_t)options->shared.guild_id),
				      bind_optional(":delivery", (int64_t)options->retry) };
	if (!options->shared.guild_id)
		fail(EX_USAGE, "whose delivery? Name the guild with --guild ID, or in GL_GUILD");
	store_begin(store);
	int changed = store_change(store, "outbox retry", bindings, 2);
	store_commit(store);
	if (!changed)
		fail(EX_USAGE,
		     "no failed delivery has the number %ju, or its words were forgotten since; "
		     "--failed lists them",
		     options->retry);
	printf("delivery %ju is due again\n", options->retry);
}

int main(int argc, char **argv)
{
	struct options options = { .lease_ms = DEFAULT_LEASE_MS };
	options_parse(argc, argv, option_list, parse, "",
		      "Print a delivery record for each thing that is due on Discord, and mark it "
		      "as under way. A role that became powerful while it waited is printed as "
		      "delivered, failed: it is not handed out.",
		      "Exit codes: 0 printed; 64 usage, or no such delivery; 73 the disk is "
		      "full; " BOOKS_EXIT_CODES,
		      (const struct option_child[]){ { &db_option, &options.shared },
						     { &guild_option, &options.shared },
						     { &holder_option, &options.shared },
						     { 0 } },
		      &options);
	options.shared.guild_id = chosen_guild(&options.shared);
	bool looking = options.waiting || options.failed;
	struct store *store = open_books(options.shared.db, looking ? STORE_READ : STORE_WRITE);
	if (looking)
		list(store, &options);
	else if (options.retry)
		retry(store, &options);
	else
		print_due(store, &options);
	store_close(store);
	if (fflush(stdout) != 0)
		fail(EX_IOERR, "the output could not be written");
	return EX_OK;
}
