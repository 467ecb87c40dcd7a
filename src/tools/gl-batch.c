/* gl-batch: batch commands for timers and treasurers, a look at the batches there are, and what
 * proves them. */
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/options.h"
#include "base/output.h"
#include "base/unicode.h"
#include "command/money.h"
#include "command/verbs.h"
#include "record/operator.h"
#include "record/record.h"
#include "report/report.h"
#include "store/store.h"
#include "tools/open_books.h"
#include "tools/files_folder.h"
#include "tools/guild.h"
#include "tools/parcel.h"
#include "tools/receipts.h"
#include "tools/shared_options.h"
#include "base/terminal.h"

enum { KEY_AT = 1, KEY_AS, KEY_DIFFERENCE, KEY_FORMAT, KEY_WITH_FILES };

struct options {
	struct shared_options shared;
	const struct zone *zone; /* the guild's */
	const char *at, *as, *difference, *verb;
	const char *words[MAX_ARGUMENTS];
	size_t word_count;
	enum format format;
	int width; /* of tables */
	bool with_files;
};

static const struct argp_option option_list[] = {
	{ "at", KEY_AT, "TIME", 0, "open, close, roll: the moment (default: now)", 1 },
	{ "as", KEY_AS, "NAME", 0, "open, close, roll: who, for the log (default: schedule)", 1 },
	{ "difference", KEY_DIFFERENCE, "book", 0,
	  "close: book what was counted beyond or short of the books to over/short", 1 },
	{ "format", KEY_FORMAT, "FORMAT", 0,
	  "list, show: table (default), csv, json, ndjson, markdown or list", 2 },
	{ "with-files", KEY_WITH_FILES, NULL, 0,
	  "parcel: with the files that are evidence, of $GL_FILES", 2 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	switch (key) {
	case KEY_AT: options->at = arg; break;
	case KEY_AS: options->as = arg; break;
	case KEY_DIFFERENCE:
		if (strcmp(arg, "book") != 0)
			fail(EX_USAGE, "--difference takes only 'book', not '%s'", arg);
		options->difference = arg;
		break;
	case KEY_FORMAT:
		if (!format_from_name(arg, &options->format))
			fail(EX_USAGE,
			     "--format takes table, csv, json, ndjson, markdown or list, not '%s'",
			     arg);
		break;
	case KEY_WITH_FILES: options->with_files = true; break;
	case ARGP_KEY_ARG:
		if (!options->verb)
			options->verb = arg;
		else if (options->word_count < MAX_ARGUMENTS - 1)
			options->words[options->word_count++] = arg;
		else
			argp_error(state, "too many arguments");
		break;
	case ARGP_KEY_END:
		if (!options->verb)
			argp_error(state, "say what to do: open, close, roll, list, show, "
					  "canonical, seal, receipt, check-receipt, check-sum or "
					  "parcel");
		break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static int64_t moment(const struct options *options)
{
	if (options->at)
		return option_time(options->zone, "--at", options->at);
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ACCOUNT=AMOUNT into an argument "count:ACCOUNT", or "count:ACCOUNT=CURRENCY". */
static void add_counted(struct arena *arena, struct command *command, const char *word)
{
	const char *equals = strrchr(word, '=');
	struct written_money counted;
	if (!equals || equals == word)
		fail(EX_USAGE, "'%s' is no counted account; write it like till=340.50", word);
	if (!utf8_valid(word, strlen(word)))
		fail(EX_USAGE, "a counted account is not UTF-8");
	if (word_is_uncounted(arena, equals + 1)) {
		command_add_argument(command,
				     arena_printf(arena, "count:%.*s", (int)(equals - word), word),
				     UNCOUNTED);
		return;
	}
	enum amount_error error = money_read(arena, equals + 1, true, &counted);
	if (error == AMOUNT_OK && !counted.unit && strchr(counted.amount, ','))
		error = AMOUNT_AMBIGUOUS;
	if (error != AMOUNT_OK)
		fail(EX_USAGE,
		     "'%s': the amount cannot be read (%s); write it like 340.50 or 340.50USD, or "
		     "uncounted",
		     word, amount_error_code(error));
	command_add_argument(command,
			     arena_printf(arena, "count:%.*s%s%s", (int)(equals - word), word,
					  counted.unit ? "=" : "",
					  counted.unit ? counted.unit : ""),
			     counted.amount);
}

static void print_command(const struct options *options, uint64_t guild_id, int64_t time,
			  const char *verb)
{
	struct arena arena = { 0 };
	struct buf out = { 0 }, words = { 0 };
	struct command command = {
		.guild_id = guild_id,
		.time = time,
		.source = SOURCE_SCHEDULE,
		.verb = verb,
		.author = { .name = options->as ? options->as : "schedule",
			    .identified = true,
			    .member = true },
	};
	buf_printf(&words, "%ju\n%s\n%s", guild_id, command.author.name, verb);
	for (size_t i = 0; i < options->word_count; i++) {
		add_counted(&arena, &command, options->words[i]);
		buf_printf(&words, "\n%s", options->words[i]);
	}
	if (options->difference)
		command_add_argument(&command, "difference", options->difference);
	buf_printf(&words, "\n%s", options->difference ? options->difference : "");
	command.message_id = operator_message_id(time, buf_string(&words));
	record_write_command(&out, &command);
	buf_flush(&out, STDOUT_FILENO);
	buf_free(&out);
	buf_free(&words);
	arena_free(&arena);
}

static bool take_open(void *context, const struct value *values)
{
	*(bool *)context = values[5].integer > 0;
	return false;
}

static bool has_open_batch(struct store *store, uint64_t guild_id)
{
	bool open = false;
	struct binding guild = bind_integer(":guild", (int64_t)guild_id);
	store_query(store, "guild counts", &guild, 1, take_open, &open);
	return open;
}

/* The one word of verbs that take one. */
static const char *only_word(const struct options *options, const char *what)
{
	if (options->word_count != 1)
		fail(EX_USAGE, "%s takes one %s", options->verb, what);
	return options->words[0];
}

static int64_t number_of_batch(const struct options *options)
{
	return (int64_t)option_id(options->verb, only_word(options, "batch's number"));
}

static void show(const struct options *options, struct store *store, uint64_t guild_id,
		 enum lang lang)
{
	struct buf out = { 0 };
	struct report_request request = { .name = strcmp(options->verb, "list") == 0 ? "batches"
										     : "batch",
					  .guild_id = guild_id,
					  .lang = lang,
					  .format = options->format,
					  .width = options->width };
	if (strcmp(options->verb, "show") == 0)
		request.batch = number_of_batch(options);
	if (!report_check(store, &request, &out))
		fail(EX_USAGE, "%s", buf_string(&out));
	report_run(store, &request, STDOUT_FILENO);
}

static const char *evidence_folder(void)
{
	const char *folder = files_folder();
	if (!folder)
		fail(EX_USAGE, "--with-files: where are the files? Name their folder in GL_FILES");
	return folder;
}

static void roll(struct options *options, struct store *store, uint64_t guild_id)
{
	int64_t time = moment(options);
	if (has_open_batch(store, guild_id))
		print_command(options, guild_id, time, verb_table[VERB_BATCH_CLOSE].name);
	options->word_count = 0; /* counts belong to the close */
	options->difference = NULL;
	print_command(options, guild_id, time, verb_table[VERB_BATCH_OPEN].name);
}

static int act(struct options *options, struct store *store, uint64_t guild_id, enum lang lang)
{
	const char *verb = options->verb;
	if (strcmp(verb, "list") == 0 || strcmp(verb, "show") == 0)
		show(options, store, guild_id, lang);
	else if (strcmp(verb, "open") == 0 || strcmp(verb, "close") == 0)
		print_command(options, guild_id, moment(options),
			      verb_table[verb[0] == 'o' ? VERB_BATCH_OPEN : VERB_BATCH_CLOSE].name);
	else if (strcmp(verb, "roll") == 0)
		roll(options, store, guild_id);
	else if (strcmp(verb, "canonical") == 0)
		print_canonical(store, guild_id, number_of_batch(options));
	else if (strcmp(verb, "seal") == 0)
		print_seal(store, guild_id, number_of_batch(options));
	else if (strcmp(verb, "parcel") == 0)
		return print_parcel(store, guild_id, options->zone, only_word(options, "year"))
			       ? EX_OK
			       : EX_DATAERR;
	else if (strcmp(verb, "receipt") == 0)
		print_receipt(store, guild_id, only_word(options, "receipt code"));
	else
		fail(EX_USAGE,
		     "'%s' is none of open, close, roll, list, show, canonical, seal, receipt, "
		     "check-receipt, check-sum, parcel",
		     verb);
	return EX_OK;
}

int main(int argc, char **argv)
{
	struct options options = { .shared.guild_doc = "the guild, where the books hold several "
						       "(default: $GL_GUILD)" };
	enum lang lang;
	options_parse(argc, argv, option_list, parse,
		      "open|close [ACCOUNT=COUNTED...]|roll|list|show N|canonical N|seal N|receipt "
		      "CODE|check-receipt FILE [HASH]|check-sum FILE POST|parcel YEAR",
		      "Print the commands that open, close or roll a batch, for gl-apply; show the "
		      "batches; print what is hashed of one; prove a transaction by its receipt, "
		      "or "
		      "what a member held by the sum that was posted; write a year for auditors.",
		      "Exit codes: 0 printed, proven; 1 check-receipt, check-sum: not proven; 64 "
		      "usage; 65 "
		      "the database is corrupt, the receipt is not what it says, or files of the "
		      "parcel are missing or damaged; 66 no such books or folder; 69 no engine for "
		      "that address, or no libpq; 74 disk or output "
		      "failed; 75 locked by another, or the batch is still open; 77 not permitted; "
		      "78 schema newer or older than this program.",
		      (const struct option_child[]){ { &db_option, &options.shared },
						     { &guild_option, &options.shared },
						     { 0 } },
		      &options);
	if (strcmp(options.verb, "check-receipt") == 0) {
		if (options.word_count < 1 || options.word_count > 2)
			fail(EX_USAGE, "check-receipt takes a file, and the batch's hash if it is "
				       "known");
		return check_receipt(options.words[0], options.words[1]);
	}
	if (strcmp(options.verb, "check-sum") == 0) {
		if (options.word_count != 2)
			fail(EX_USAGE, "check-sum takes a file and the line that was posted");
		return check_sum(options.words[0], options.words[1]);
	}
	options.width = terminal_width();
	report_prepare(options.format);
	if (strcmp(options.verb, "parcel") == 0 && isatty(STDOUT_FILENO))
		fail(EX_USAGE, "a parcel is an archive: write it into a file, such as gl-batch "
			       "parcel 2026 >parcel.tar");
	if (strcmp(options.verb, "parcel") == 0)
		parcel_prepare(options.with_files ? evidence_folder() : NULL);
	struct store *store = open_books(options.shared.db, STORE_READ);
	uint64_t guild_id = guild_choose(store, options.shared.guild_id, &lang, &options.zone);
	int exit_code = act(&options, store, guild_id, lang);
	store_close(store);
	return exit_code;
}
