/* gl-report: any report in any format. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/options.h"
#include "base/output.h"
#include "base/progress.h"
#include "base/instant.h"
#include "report/report.h"
#include "tools/open_books.h"
#include "tools/guild.h"
#include "tools/pager.h"
#include "tools/shared_options.h"
#include "base/terminal.h"

enum {
	KEY_DB = 1,
	KEY_GUILD,
	KEY_FORMAT,

	KEY_FROM,
	KEY_TO,
	KEY_AT,
	KEY_ACCOUNT,
	KEY_BATCH,
	KEY_CURRENCY,
	KEY_LIMIT,
	KEY_TERMINAL,
	KEY_THEME,
	KEY_SIZE,
	KEY_TITLE,
	KEY_WHO,
	KEY_VERB,
	KEY_STATUS,
	KEY_TRANSACTION,
	KEY_SCHEDULE,
	KEY_PUBLIC,
	KEY_WIDTH,
	KEY_LOCALE,
	KEY_LIST,
	KEY_COMPARE,
	KEY_MONTHS
};

struct options {
	struct shared_options shared;
	const char *word, *locale, *from, *to, *at;
	bool title, list;
	struct report_request request;
};

/* The text of --format is made of the table of formats. */
static struct argp_option option_list[] = {
	{ "format", KEY_FORMAT, "FORMAT", 0, NULL, 0 },
	{ "locale", KEY_LOCALE, "es|en", 0,
	  "for a spreadsheet in that language: its words; of csv also its separator, decimals and "
	  "dates (default: csv is canonical, the same everywhere)",
	  0 },
	{ "list", KEY_LIST, NULL, 0,
	  "list the reports for programs: name, Spanish name, traits, what it is", 0 },
	{ "from", KEY_FROM, "TIME", 0, "a time, or a day in the guild's time zone", 1 },
	{ "to", KEY_TO, "TIME", 0, "up to, not including", 1 },
	{ "at", KEY_AT, "TIME", 0, "balances as they were then", 1 },
	{ "compare", KEY_COMPARE, "before|year|months", OPTION_ARG_OPTIONAL,
	  "beside the period before (the default), the same days of the year before, or each month "
	  "in a column; without days, of this year",
	  1 },
	{ "months", KEY_MONTHS, "N", 0, "of the forecast: how many months (default 3)", 1 },
	{ "account", KEY_ACCOUNT, "ACCOUNT", 0, "a name, or @ID of a member", 1 },
	{ "batch", KEY_BATCH, "N", 0, "a batch's number", 1 },
	{ "currency", KEY_CURRENCY, "CODE", 0, "one currency only", 1 },
	{ "limit", KEY_LIMIT, "N", 0, "the newest N lines; of biggest and top the first N", 1 },
	{ "who", KEY_WHO, "WHO", 0, "of the log: @ID of a member, or the name of an operator", 1 },
	{ "verb", KEY_VERB, "VERB", 0, "of the log: one command only, in either language", 1 },
	{ "status", KEY_STATUS, "ok|rejected|denied|failed", 0, "of the log: what came of it", 1 },
	{ "transaction", KEY_TRANSACTION, "N", 0,
	  "a transaction's number; behind the word transaction, the number alone does", 1 },
	{ "schedule", KEY_SCHEDULE, "N", 0,
	  "of dues: which, where there are several (default: the first that goes on)", 1 },
	{ "width", KEY_WIDTH, "N", 0,
	  "columns of a table (default: the terminal's; as many as it needs in a pipe or file)",
	  1 },
	{ "public", KEY_PUBLIC, NULL, 0,
	  "as it is posted for all: without what members hold, owe and pay", 0 },
	{ "title", KEY_TITLE, NULL, 0,
	  "begin with a line that says which report it is, and of which days", 0 },
	{ "terminal", KEY_TERMINAL, "png|svg", 0, "what gnuplot draws (default png)", 2 },
	{ "theme", KEY_THEME, "light|dark", 0, "the chart's colours (default light)", 2 },
	{ "size", KEY_SIZE, "WxH", 0,
	  "the chart's size in pixels, 240 to 4000 each (default 800x800, or less for few bars)",
	  2 },
	{ 0 },
};

static void read_size(const char *text, struct drawing *drawing)
{
	int end = 0;
	if (sscanf(text, "%4dx%4d%n", &drawing->width, &drawing->height, &end) != 2 || text[end] ||
	    drawing->width < CHART_LEAST || drawing->height < CHART_LEAST ||
	    drawing->width > CHART_MOST || drawing->height > CHART_MOST)
		fail(EX_USAGE,
		     "--size takes width and height, such as 800x800, each 240 to 4000, not '%s'",
		     text);
}

/* Which of two words; the second is true. */
static bool choice(const char *option, const char *text, const char *no, const char *yes)
{
	if (strcmp(text, no) != 0 && strcmp(text, yes) != 0)
		fail(EX_USAGE, "%s takes %s or %s, not '%s'", option, no, yes, text);
	return strcmp(text, yes) == 0;
}

static int64_t positive(const char *option, const char *text)
{
	int64_t value = (int64_t)option_id(option, text);
	if (value < 1)
		fail(EX_USAGE, "%s takes a whole number from 1, not '%s'", option, text);
	return value;
}

static void read_width(const char *text, struct report_request *request)
{
	int64_t width = positive("--width", text);
	if (width < TERMINAL_LEAST || width > INT_MAX)
		fail(EX_USAGE, "--width takes a number of columns from %d, not '%s'",
		     TERMINAL_LEAST, text);
	request->width = (int)width;
}

static enum compare comparison(const char *word)
{
	enum compare compare = word ? compare_from_word(word) : COMPARE_BEFORE;
	if (!compare)
		fail(EX_USAGE, "--compare takes before, year or months, not '%s'", word);
	return compare;
}

static bool of_transaction(const char *word)
{
	const char *name = report_from_word(word);
	return name && strcmp(name, "transaction") == 0;
}

/* Lines are asked for of a bank: `gl-report lines bank`. */
static bool of_lines(const char *word)
{
	const char *name = report_from_word(word);
	return name && strcmp(name, "lines") == 0;
}

__attribute__((noreturn)) static void unknown_format(const char *word)
{
	struct buf list = { 0 };
	format_list(&list);
	fail(EX_USAGE, "--format takes one of %s, not '%s'", buf_string(&list), word);
}

__attribute__((noreturn)) static void list_reports(void)
{
	struct buf table = { 0 };
	report_table(&table);
	buf_flush(&table, STDOUT_FILENO);
	buf_free(&table);
	exit(EX_OK);
}

/* Called with nothing, it says what it can do. */
static void say_what_there_is(struct argp_state *state)
{
	struct buf list = { 0 };
	if (state->argc > 1)
		argp_error(state, "say which report; gl-report alone lists them");
	enum lang lang = lang_of_locale();
	report_groups(&list, lang);
	buf_printf(&list, "\n%s\n",
		   tr(lang, N_("Try gl-report balances. gl-report --help shows the options.")));
	buf_flush(&list, STDOUT_FILENO);
	exit(EX_OK);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	struct report_request *request = &options->request;
	switch (key) {
	case KEY_FORMAT:
		if (!format_from_name(arg, &request->format))
			unknown_format(arg);
		break;
	case KEY_LIST: options->list = true; break;
	case KEY_LOCALE: options->locale = arg; break;
	case KEY_TITLE: options->title = true; break;
	case KEY_FROM: options->from = arg; break;
	case KEY_TO: options->to = arg; break;
	case KEY_AT: options->at = arg; break;
	case KEY_ACCOUNT: request->account = arg; break;
	case KEY_BATCH: request->batch = positive("--batch", arg); break;
	case KEY_CURRENCY: request->currency = arg; break;
	case KEY_LIMIT: request->limit = positive("--limit", arg); break;
	case KEY_WHO: request->account = arg; break;
	case KEY_VERB: request->verb = arg; break;
	case KEY_STATUS: request->status = arg; break;
	case KEY_TRANSACTION: request->transaction = positive("--transaction", arg); break;
	case KEY_COMPARE: request->compare = comparison(arg); break;
	case KEY_MONTHS: request->months = positive("--months", arg); break;
	case KEY_PUBLIC: request->for_all = true; break;
	case KEY_SCHEDULE: request->schedule = positive("--schedule", arg); break;
	case KEY_WIDTH: read_width(arg, request); break;
	case KEY_TERMINAL:
		request->drawing.terminal =
			choice("--terminal", arg, "png", "svg") ? TERMINAL_SVG : TERMINAL_PNG;
		break;
	case KEY_THEME: request->drawing.dark = choice("--theme", arg, "light", "dark"); break;
	case KEY_SIZE: read_size(arg, &request->drawing); break;
	case ARGP_KEY_ARG:
		if (!options->word)
			options->word = arg;
		else if (of_transaction(options->word) && !request->transaction)
			request->transaction = positive("transaction", *arg == '#' ? arg + 1 : arg);
		else if (of_lines(options->word) && !request->account)
			request->account = arg;
		else
			argp_error(state, "one report at a time");
		break;
	case ARGP_KEY_END:
		if (options->list && options->word)
			argp_error(state, "--list takes no report");
		if (options->list)
			list_reports();
		if (!options->word)
			say_what_there_is(state);
		break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static void unknown_report(const char *word)
{
	struct buf list = { 0 };
	report_list(&list);
	fail(EX_USAGE, "there is no report '%s'; there are %s", word, buf_string(&list));
}

/* "summary 2026-11-23", "summary 2026-11-17 – 2026-11-23", "income since 2026-11-01", "balances".
 */
static void print_title(const struct report_request *request, const struct zone *zone)
{
	char first[INSTANT_TEXT_SIZE] = "", last[INSTANT_TEXT_SIZE] = "";
	enum lang lang = request->lang;
	if (request->from)
		instant_format_local(zone, request->from, first);
	if (request->to)
		instant_format_local(zone, request->to - 1, last);
	printf("%s", report_word(request->name, lang));
	if (*first && !*last)
		printf(" %s", tr_of(lang, N_("title|since")));
	if (*first)
		printf(" %.10s", first);
	if (*last && strncmp(first, last, 10) != 0)
		printf(" %s %.10s", *first ? "–" : tr_of(lang, N_("title|until")), last);
	if (request->at)
		printf(" %s", instant_format_local(zone, request->at, first));
	printf("\n\n");
	fflush(stdout);
}

static void parse_options(int argc, char **argv, struct options *options)
{
	struct buf formats = { 0 }, behind = { 0 };
	format_help(&formats);
	for (struct argp_option *option = option_list; option->name; option++)
		if (option->key == KEY_FORMAT)
			option->doc = buf_string(&formats);
	buf_text(&behind, "Reports, each also by its Spanish name:\n");
	report_help(&behind);
	buf_text(&behind, "\n--compare is for ");
	report_list_compared(&behind, LANG_EN);
	buf_text(&behind,
		 ".\n\nExit codes: 0 printed; 64 usage, or a filter that the report does not "
		 "take; " BOOKS_EXIT_CODES);
	options_parse(argc, argv, option_list, parse, "NAME", "Print a report in any format.",
		      buf_string(&behind),
		      (const struct option_child[]){ { &db_option, &options->shared },
						     { &guild_option, &options->shared },
						     { &lang_option, &options->shared },
						     { 0 } },
		      options);
	buf_free(&formats);
	buf_free(&behind);
}

int main(int argc, char **argv)
{
	struct options options = { .shared.lang_doc = "of titles (default: the guild's)",
				   .shared.guild_doc = "the guild, where the books hold several "
						       "(default: $GL_GUILD)" };
	struct report_request *request = &options.request;
	struct buf why = { 0 };
	enum lang lang;
	const struct zone *zone;
	parse_options(argc, argv, &options);
	request->name = report_from_word(options.word);
	if (!request->name)
		unknown_report(options.word);
	if (!request->width) {
		request->width = terminal_width();
		request->terminal = request->width > 0;
	}
	if (report_formats[request->format]->binary && isatty(STDOUT_FILENO))
		fail(EX_USAGE,
		     "%s is not text: write it to a file, as in gl-report %s --format %s >FILE",
		     report_formats[request->format]->name, options.word,
		     report_formats[request->format]->name);
	bool on_terminal = isatty(STDOUT_FILENO);
	request->colors = terminal_has_colors(STDOUT_FILENO);
	if (report_formats[request->format]->form == FORM_PEOPLE)
		pager_start();
	progress_start("reading the books", on_terminal);
	report_prepare(request->format);
	struct store *store = open_books(store_default_reading(options.shared.db), STORE_READ);
	request->guild_id = guild_choose(store, options.shared.guild_id, &lang, &zone);
	if (options.shared.lang_given)
		lang = options.shared.lang;
	request->sheet = options.locale != NULL;
	if (options.locale && lang_from_name(options.locale, &lang) < 0)
		fail(EX_USAGE, "--locale takes es or en, not '%s'", options.locale);
	if (options.locale && !report_formats[request->format]->locale)
		fail(EX_USAGE, "--locale is for spreadsheets, such as --format csv; the other "
			       "formats are the same everywhere");
	request->lang = lang;
	/* Days are read in the guild's zone, so only now. */
	request->from = options.from ? option_time(zone, "--from", options.from) : 0;
	request->to = options.to ? option_time(zone, "--to", options.to) : 0;
	request->at = options.at ? option_time(zone, "--at", options.at) : 0;
	report_settle(store, request);
	if (!report_check(store, request, &why))
		fail(EX_USAGE, "%s", buf_string(&why));
	if (options.title)
		print_title(request, zone);
	report_run(store, request, STDOUT_FILENO);
	store_close(store);
	return EX_OK;
}
