/* gl-import: a bank's list into records for gl-apply, or into a table that shows what they would
 * be. Knows neither network nor books. */
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
#include "base/sandbox.h"
#include "base/temporary.h"
#include "base/utf8.h"
#include "tools/import_run.h"

enum {
	KEY_RULES = 1,
	KEY_ACCOUNT,
	KEY_FORMAT,
	KEY_ENCODING,
	KEY_DATES,
	KEY_CURRENCY,
	KEY_SINCE,
	KEY_CROSS,
	KEY_SCHEMA,
	KEY_KNOWN,
	KEY_DRY_RUN,
	KEY_AT,
	KEY_AS
};
/* Files without names: the list of a pipe, the list decoded, and what readers keep of it in each of
 * two passes. */
enum { SPOOLS = 8, FLUSH_SIZE = 64 * 1024 };

static const struct argp_option option_list[] = {
	{ "account", KEY_ACCOUNT, "NAME[=NUMBER]", 0,
	  "the account of the books (default: what the rules say as account1, else bank); NUMBER, "
	  "or its end, says which account of a list that holds several; may be repeated",
	  0 },
	{ "rules", KEY_RULES, "FILE", 0,
	  "the rules of a CSV, a file or a name in /etc/guildledger/rules (default: LIST.rules "
	  "beside the list, else the ones whose header fits)",
	  0 },
	{ "format", KEY_FORMAT, "FORMAT", 0,
	  "csv, n43, ofx, camt, mt940, qif or bot (default: as the list begins)", 0 },
	{ "encoding", KEY_ENCODING, "NAME", 0,
	  "how its letters are encoded, as iconv -l has it (default: as the rules, else the list "
	  "itself say; else UTF-8 if it is, else windows-1252)",
	  0 },
	{ "dates", KEY_DATES, "dmy|mdy", 0,
	  "whether the day or the month comes first, where a QIF does not show it", 0 },
	{ "currency", KEY_CURRENCY, "CODE", 0,
	  "the currency of a QIF (default EUR), and of another bot's balances", 0 },
	{ "since", KEY_SINCE, "DAY", 0, "leave out the lines before that day", 0 },
	{ "cross", KEY_CROSS, NULL, 0,
	  "the list has days that a list in another format has, too: a line is the one of the same "
	  "day and amount there; any other waits for a person",
	  0 },
	{ "known", KEY_KNOWN, "FILE", 0,
	  "what is booked already, of gl-report lines bank --format ndjson: says which lines are "
	  "new",
	  0 },
	{ "schema", KEY_SCHEMA, "FILE", 0,
	  "check a camt list by the schema of ISO 20022, too: camt.053.001.08.xsd", 0 },
	{ "dry-run", KEY_DRY_RUN, NULL, 0, "print a table for people, and no records", 0 },
	{ "at", KEY_AT, "TIME", 0, "when it is imported (default: now)", 0 },
	{ "as", KEY_AS, "NAME", 0, "who imports it, for the log (default: $USER)", 0 },
	{ 0 },
};

static void add_account(struct import_options *options, char *arg)
{
	char *number = strchr(arg, '=');
	if (options->account_count == IMPORT_MOST_ACCOUNTS)
		fail(EX_USAGE, "--account can be given %d times at most", IMPORT_MOST_ACCOUNTS);
	if (number)
		*number++ = '\0';
	if (!*arg || (number && !*number) || !utf8_valid(arg, strlen(arg)))
		fail(EX_USAGE, "--account takes NAME or NAME=NUMBER");
	options->accounts[options->account_count].books = arg;
	options->accounts[options->account_count++].number = number;
}

static const char *known_encoding(const char *name)
{
	if (!encoding_is_known(name))
		fail(EX_USAGE, "--encoding: no encoding is called \"%s\": iconv -l lists them",
		     name);
	return name;
}

static const struct list_format *known_format(const char *name)
{
	const struct list_format *format = format_called(name);
	if (!format)
		fail(EX_USAGE, "--format takes csv, n43, ofx, camt, mt940, qif or bot, not \"%s\"",
		     name);
	return format;
}

static void read_currency(const char *code, char currency[LIST_CURRENCY_SIZE])
{
	size_t length = strlen(code);
	bool plain = utf8_is_ascii(code, length) && !code[strcspn(code, " ,\"'=")];
	if (!length || length >= LIST_CURRENCY_SIZE || !plain)
		fail(EX_USAGE, "--currency takes a code such as EUR, not \"%s\"", code);
	for (size_t i = 0; i <= length; i++)
		currency[i] =
			(char)(code[i] >= 'a' && code[i] <= 'z' ? code[i] - 'a' + 'A' : code[i]);
}

static void read_dates(const char *arg, struct import_options *options)
{
	options->day_first = strcmp(arg, "dmy") == 0;
	options->month_first = strcmp(arg, "mdy") == 0;
	if (!options->day_first && !options->month_first)
		fail(EX_USAGE, "--dates takes dmy or mdy, not \"%s\"", arg);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct import_options *options = state->input;
	switch (key) {
	case KEY_ACCOUNT: add_account(options, arg); break;
	case KEY_RULES: options->rules = arg; break;
	case KEY_FORMAT: options->format = known_format(arg); break;
	case KEY_ENCODING: options->encoding = known_encoding(arg); break;
	case KEY_DATES: read_dates(arg, options); break;
	case KEY_CURRENCY: read_currency(arg, options->currency); break;
	case KEY_SINCE:
		if (!day_parse(arg, &options->since))
			fail(EX_USAGE, "--since takes a day such as 2026-10-01, not \"%s\"", arg);
		break;
	case KEY_CROSS: options->cross = true; break;
	case KEY_KNOWN: options->known = arg; break;
	case KEY_SCHEMA: options->schema = arg; break;
	case KEY_DRY_RUN: options->dry_run = true; break;
	case KEY_AT:
		options->time = option_time(zone_machine(), "--at", arg);
		options->has_time = true;
		break;
	case KEY_AS: options->as = arg; break;
	case ARGP_KEY_ARG:
		argp_error(state, "the list is read from standard input: gl-import <LIST");
		break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static void fill_defaults(struct import_options *options)
{
	const char *user = getenv("USER");
	options->shared.guild_id = chosen_guild(&options->shared);
	if (!options->shared.guild_id && !options->dry_run)
		fail(EX_USAGE, "for whose books? Name the guild with --guild ID, or in GL_GUILD");
	if (!options->shared.lang_given)
		options->shared.lang = lang_of_locale();
	if (!options->as)
		options->as = user && *user ? user : "operator";
	if (!utf8_valid(options->as, strlen(options->as)))
		fail(EX_USAGE, "--as is not UTF-8");
	if (!options->has_time)
		options->time = instant_now();
}

/* Balances of another bot say no currency, and the books must know which they are in. */
static void need_currency(const struct import_run *run)
{
	const struct list_checks *checks = &run->checks;
	if (*run->options.currency)
		return;
	for (size_t i = 0; i < checks->account_count; i++)
		for (size_t j = 0; j < checks->accounts[i].currency_count; j++)
			if (!*checks->accounts[i].currencies[j].currency)
				fail(EX_USAGE,
				     "%s says no currency: name the books' own with --currency "
				     "CODE",
				     run->list_name);
}

struct printing {
	struct import_sink sink;
	struct buf out;
};

static void print_begin(struct import_sink *sink, const struct checked_account *account,
			const struct import_start *start)
{
	(void)account;
	record_write_import(&((struct printing *)sink)->out, start);
}

static void print_line(struct import_sink *sink, const struct import_given *given)
{
	struct printing *printing = (struct printing *)sink;
	record_write_import_line(&printing->out, given->record);
	if (printing->out.length >= FLUSH_SIZE)
		buf_flush(&printing->out, STDOUT_FILENO);
}

static void print_end(struct import_sink *sink, const struct import_end *end, uint64_t lacking)
{
	(void)lacking;
	record_write_import_end(&((struct printing *)sink)->out, end);
}

static void print_records(struct import_run *run)
{
	struct printing printing = { .sink = { print_begin, print_line, print_end } };
	need_currency(run);
	import_give(run, &printing.sink);
	buf_flush(&printing.out, STDOUT_FILENO);
	buf_free(&printing.out);
}

/* Before the process confines itself; -1: not asked for. */
static int open_known(const struct import_options *options)
{
	int fd = options->known ? open(options->known, O_RDONLY | O_CLOEXEC) : -1;
	if (options->known && fd < 0)
		fail(EX_NOINPUT, "cannot open %s: %s", options->known, strerrordesc_np(errno));
	return fd;
}

/* What the books keep of the list's days. */
static void read_known(struct import_run *run, int fd)
{
	int64_t first = NO_DAY, last = NO_DAY;
	for (size_t i = 0; i < run->checks.account_count; i++) {
		const struct checked_account *account = &run->checks.accounts[i];
		if (account->first_day == NO_DAY)
			continue;
		if (first == NO_DAY || account->first_day < first)
			first = account->first_day;
		if (last == NO_DAY || account->last_day > last)
			last = account->last_day;
	}
	if (first != NO_DAY)
		run->known = known_read(fd, run->options.known, first, last);
}

int main(int argc, char **argv)
{
	static struct import_run run; /* too large for the stack */
	struct import_options *options = &run.options;
	options->since = NO_DAY;
	options->shared.guild_doc = "for whose books (default: $GL_GUILD)";
	options->shared.lang_doc = "the language of the table and of answers (default: the "
				   "locale's)";
	options_parse(argc, argv, option_list, parse, "",
		      "Turn a bank's list on standard input into records for gl-apply.",
		      "Exit codes: 0 printed; 64 usage; 65 the list is damaged or does not add up "
		      "(nothing is printed); 66 no such rules; 71 memory ran out; 73 no temporary "
		      "file; 74 input or output failed; 78 the rules are wrong.",
		      (const struct option_child[]){ { &guild_option, &options->shared },
						     { &lang_option, &options->shared },
						     { 0 } },
		      options);
	fill_defaults(options);
	import_find_files(&run);
	temporary_reserve(SPOOLS);
	int known = open_known(options);
	sandbox_confine(SANDBOX_LISTS, NULL, NULL);
	checks_begin(&run.checks, options->since);
	if (import_open(&run))
		import_read(&run, &run.checks.taker);
	if (!run.checks.fault_count)
		import_choose_accounts(&run);
	int exit_code = import_tell(&run);
	if (exit_code == EX_OK && known >= 0)
		read_known(&run, known);
	if (exit_code == EX_OK && options->dry_run)
		import_table(&run);
	else if (exit_code == EX_OK)
		print_records(&run);
	import_close(&run);
	return exit_code;
}
