/* A page to print, or to make a PDF of: any report with its title, period and sums, for A4. It
 * is whole in itself: no script, nothing from elsewhere. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/output.h"
#include "base/unicode.h"
#include "ledger/books.h"
#include "report/html.h"
#include "report/names.h"
#include "report/render.h"
#include "report/subjects.h"

enum { FLUSH_BYTES = 64 * 1024 };

/* The sums of one currency in a column of amounts; what is negative apart. */
struct sum {
	char currency[CURRENCY_SIZE];
	int scale;
	wide in, out;
};

struct printing {
	const struct report_request *request;
	const struct report *report;
	struct store *store;
	const struct zone *zone;
	struct buf page,
		amounts; /* AMOUNTS: of each row, as records have them, a NUL behind each */
	size_t at;       /* in them */
	int fd, amount, currency; /* columns; -1: none */
	struct sum *sums;
	int currencies;
	uint64_t rows;
};

static bool is_sum(enum column_kind kind)
{
	return kind == COLUMN_AMOUNT || kind == COLUMN_RUNNING;
}

static void add_minor(struct buf *out, enum lang lang, wide minor, int scale)
{
	char text[DECIMAL_TEXT_SIZE];
	html_figure(out, lang, decimal_from_minor(minor, scale, text));
}

static int scale_of(const char *decimal)
{
	const char *point = strchr(decimal, '.');
	return point ? (int)strlen(point + 1) : 0;
}

static struct sum *sum_of(struct printing *printing, const char *currency)
{
	for (int i = 0; i < printing->currencies; i++)
		if (strcmp(printing->sums[i].currency, currency) == 0)
			return &printing->sums[i];
	printing->sums = realloc(printing->sums,
				 (size_t)(printing->currencies + 1) * sizeof *printing->sums);
	if (!printing->sums)
		fail(EX_OSERR, "out of memory");
	struct sum *sum = &printing->sums[printing->currencies++];
	*sum = (struct sum){ 0 };
	snprintf(sum->currency, sizeof sum->currency, "%s", currency);
	return sum;
}

/* The first reading: amounts as records have them. The opening balance has no transaction, and is
 * no movement. */
static bool take_amounts(void *context, const char *const *cells)
{
	struct printing *printing = context;
	const char *currency = printing->currency < 0 ? NULL : cells[printing->currency];
	for (int i = 0; printing->report->columns[i].title; i++)
		if (is_sum(printing->report->columns[i].kind))
			buf_add(&printing->amounts, cells[i] ? cells[i] : "",
				cells[i] ? strlen(cells[i]) + 1 : 1);
	if (printing->amount < 0 || !currency || !cells[printing->amount] || !cells[1])
		return true;
	struct sum *sum = sum_of(printing, currency);
	wide minor;
	char digits[DECIMAL_TEXT_SIZE];
	const char *amount = cells[printing->amount];
	size_t length = 0;
	for (const char *at = amount; *at && length < sizeof digits - 1; at++)
		if (*at != '.')
			digits[length++] = *at;
	digits[length] = '\0';
	if (wide_from_text(digits, &minor)) {
		sum->scale = scale_of(amount);
		*(minor < 0 ? &sum->out : &sum->in) += minor;
	}
	return true;
}

static void add_cell(struct printing *printing, const char *const *cells, int column)
{
	enum column_kind kind = printing->report->columns[column].kind;
	struct buf *out = &printing->page;
	if (is_sum(kind)) {
		const char *amount = printing->amounts.bytes + printing->at;
		printing->at += strlen(amount) + 1;
		if (printing->report->columns[column].not_in_tables)
			return;
		buf_text(out, "<td class=n>");
		html_figure(out, printing->request->lang, amount);
		return;
	}
	if (printing->report->columns[column].not_in_tables)
		return;
	buf_text(out, column_is_numeric(kind)                     ? "<td class=n>"
		      : kind == COLUMN_TIME || kind == COLUMN_DAY ? "<td class=d>"
								  : "<td>");
	if (!cells[column])
		return;
	if (printing->request->lang == LANG_ES && (kind == COLUMN_TIME || kind == COLUMN_DAY) &&
	    strlen(cells[column]) >= strlen("2026-09-26") && cells[column][4] == '-')
		buf_printf(out, "%.2s/%.2s/%.4s%s", cells[column] + 8, cells[column] + 5,
			   cells[column], cells[column] + 10);
	else
		html_text(out, cells[column]);
}

static bool take_row(void *context, const char *const *cells)
{
	struct printing *printing = context;
	if (printing->at >= printing->amounts.length && printing->amounts.length)
		return false; /* cannot be: both readings see the same books */
	buf_text(&printing->page, "<tr>");
	for (int i = 0; printing->report->columns[i].title; i++)
		add_cell(printing, cells, i);
	buf_char(&printing->page, '\n');
	printing->rows++;
	if (printing->page.length >= FLUSH_BYTES)
		buf_flush(&printing->page, printing->fd);
	return true;
}

/* TEXT as a string of CSS: nothing in it can end the string or the style, or turn its neighbours
 * round. */
static void css_string(struct buf *out, const char *text)
{
	struct buf clean = { 0 };
	text_clean(&clean, text);
	buf_char(out, '"');
	for (const char *at = buf_string(&clean); *at; at++)
		if (isalnum((unsigned char)*at) || *at == ' ' || (unsigned char)*at >= 0x80)
			buf_char(out, *at);
		else
			buf_printf(out, "\\%02x ", (unsigned char)*at);
	buf_char(out, '"');
	buf_free(&clean);
}

static bool take_name(void *context, const struct value *values)
{
	buf_text(context, value_words(&values[0]));
	return false;
}

static bool take_label(void *context, const struct value *values)
{
	struct printing *printing = ((void **)context)[0];
	struct default_names defaults = { 0 };
	default_names_load(&defaults, printing->store, printing->request->guild_id);
	shown_name_in(((void **)context)[1], value_words(&values[0]), &defaults,
		      printing->request->lang);
	return false;
}

static void add_date(struct buf *out, const struct printing *printing, int64_t time)
{
	char text[INSTANT_TEXT_SIZE];
	instant_format_local(printing->zone, time, text);
	if (printing->request->lang == LANG_ES)
		buf_printf(out, "%.2s/%.2s/%.4s", text + 8, text + 5, text);
	else
		buf_printf(out, "%.10s", text);
}

/* What the report is of: an account, a batch with its state, a currency; and of which time. */
static void add_subject(struct buf *out, struct printing *printing)
{
	const struct report_request *request = printing->request;
	struct binding bindings[2] = { bind_integer(":guild", (int64_t)request->guild_id) };
	if (request->account && !(printing->report->filters & FILTER_AUTHOR)) {
		void *both[] = { printing, out };
		bindings[1] =
			bind_integer(":account", report_find_account(printing->store, request).id);
		buf_char(out, ' ');
		store_query(printing->store, "report account label", bindings, 2, take_label, both);
	}
	if (request->batch)
		buf_printf(out, " %jd", request->batch);
	if (request->transaction)
		buf_printf(out, " %jd", request->transaction);
	if (request->currency)
		buf_printf(out, " %s", request->currency);
}

static void add_period(struct buf *out, const struct printing *printing)
{
	const struct report_request *request = printing->request;
	enum lang lang = request->lang;
	if (request->at) {
		buf_printf(out, "%s ", tr_of(lang, N_("print|on")));
		add_date(out, printing, request->at);
		return;
	}
	if (request->from) {
		buf_printf(out, "%s ",
			   request->to ? tr_of(lang, N_("print|from"))
				       : tr_of(lang, N_("title|since")));
		add_date(out, printing, request->from);
	}
	if (request->to) {
		buf_printf(out, "%s%s ", request->from ? " " : "", tr(lang, N_("through")));
		add_date(out, printing, request->to - 1);
	}
	if (!request->from && !request->to && printing->report->filters & FILTER_FROM_TO)
		buf_text(out, tr(lang, N_("from the beginning until now")));
}

static bool take_batch(void *context, const struct value *values)
{
	struct printing *printing = ((void **)context)[0];
	struct buf *out = ((void **)context)[1];
	enum lang lang = printing->request->lang;
	buf_printf(out, "%s ", tr_of(lang, N_("print|opened")));
	add_date(out, printing, values[2].integer);
	if (values[3].kind == VALUE_INTEGER && values[3].integer) {
		buf_printf(out, ", %s ", tr_of(lang, N_("print|closed")));
		add_date(out, printing, values[3].integer);
	}
	if (values[4].kind == VALUE_INTEGER)
		buf_printf(out, ", %s: %jd", tr(lang, N_("transactions")), values[4].integer);
	if (values[8].kind == VALUE_TEXT)
		buf_printf(out, ", SHA-256: %s", values[8].text);
	return false;
}

/* The page up to the rows. The guild and the title are on each sheet, at its top. */
static void begin(struct printing *printing)
{
	const struct report_request *request = printing->request;
	struct buf guild = { 0 }, title = { 0 }, period = { 0 }, *out = &printing->page;
	struct binding bindings[2] = { bind_integer(":guild", (int64_t)request->guild_id),
				       bind_integer(":batch", request->batch) };
	store_query(printing->store, "site guild", bindings, 1, take_name, &guild);
	buf_text(&title, report_word(request->name, request->lang));
	if (title.length)
		title.bytes[0] = (char)toupper((unsigned char)title.bytes[0]);
	add_subject(&title, printing);
	add_period(&period, printing);
	if (request->batch) {
		void *both[] = { printing, &period };
		store_query(printing->store, "site batches", bindings, 2, take_batch, both);
	}
	buf_printf(out,
		   "<!doctype html>\n<html lang=%s>\n<head>\n<meta charset=utf-8>\n<meta "
		   "http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src "
		   "'unsafe-inline'\">\n<meta name=viewport content=\"width=device-width, "
		   "initial-scale=1\">\n<title>",
		   lang_name(request->lang));
	html_text(out, buf_string(&title));
	buf_text(out, " · ");
	html_text(out, buf_string(&guild));
	buf_printf(out,
		   "</title>\n<style>\n%s@page { @top-left { font: 8pt sans-serif; color: "
		   "#333; content: ",
		   report_print_style);
	css_string(out, buf_string(&guild));
	buf_text(out, " } @top-right { font: 8pt sans-serif; color: #333; content: ");
	css_string(out, buf_string(&title));
	buf_text(out, " } }\n</style>\n</head>\n<body>\n<main>\n<h1>");
	html_text(out, buf_string(&title));
	buf_text(out, "</h1>\n<p>");
	html_text(out, buf_string(&guild));
	if (period.length) {
		buf_text(out, " · ");
		html_text(out, buf_string(&period));
	}
	buf_text(out, "</p>\n<table>\n<thead><tr>");
	for (int i = 0; printing->report->columns[i].title; i++)
		if (!printing->report->columns[i].not_in_tables)
			html_heading(out,
				     column_heading(request->lang, &printing->report->columns[i]),
				     column_is_numeric(printing->report->columns[i].kind));
	buf_text(out, "</thead>\n<tbody>\n");
	buf_free(&guild);
	buf_free(&title);
	buf_free(&period);
}

static void add_sum(struct printing *printing, const char *what, wide minor, const struct sum *sum)
{
	int before = 0, behind = 0;
	for (int i = 0; printing->report->columns[i].title; i++)
		if (!printing->report->columns[i].not_in_tables)
			*(i < printing->amount ? &before : &behind) += 1;
	buf_printf(&printing->page, "<tr><th colspan=%d>%s<td class=n>", before, what);
	add_minor(&printing->page, printing->request->lang, minor, sum->scale);
	buf_printf(&printing->page, "<td colspan=%d>%s\n", behind - 1, sum->currency);
}

/* A statement ends with what came in and what went out; the balance is on its last line. */
static void end(struct printing *printing)
{
	enum lang lang = printing->request->lang;
	buf_text(&printing->page, "</tbody>\n<tfoot>\n");
	for (int i = 0; i < printing->currencies; i++) {
		const struct sum *sum = &printing->sums[i];
		add_sum(printing, tr(lang, N_("total in")), sum->in, sum);
		add_sum(printing, tr(lang, N_("total out")), sum->out, sum);
	}
	buf_text(&printing->page, "</tfoot></table>\n");
	if (!printing->rows)
		buf_printf(&printing->page, "<p>%s</p>\n",
			   tr(lang, N_("There is nothing in this period.")));
	buf_text(&printing->page, "</main>\n</body>\n</html>\n");
}

static void print_run(struct store *store, const struct report_request *request, int fd)
{
	struct printing printing = { .request = request,
				     .report = report_shape(store, request),
				     .store = store,
				     .zone = report_zone(store, request->guild_id),
				     .fd = fd,
				     .amount = -1,
				     .currency = -1 };
	bool statement = false;
	for (int i = 0; printing.report->columns[i].title; i++)
		if (printing.report->columns[i].kind == COLUMN_RUNNING)
			statement = true;
		else if (strcmp(printing.report->columns[i].title, "currency") == 0)
			printing.currency = i;
	for (int i = 0; statement && printing.report->columns[i].title; i++)
		if (printing.report->columns[i].kind == COLUMN_AMOUNT)
			printing.amount = i;
	store_change(store, "site begin", NULL, 0); /* both readings see the same books */
	report_rows(store, request, FORM_RECORD, NULL, take_amounts, &printing);
	begin(&printing);
	report_rows(store, request, FORM_PEOPLE, NULL, take_row, &printing);
	store_change(store, "site end", NULL, 0);
	end(&printing);
	buf_flush(&printing.page, fd);
	buf_free(&printing.page);
	buf_free(&printing.amounts);
	free(printing.sums);
}

const struct report_format print_format = { .name = "print",
					    .help = "a page for A4 paper or a PDF",
					    .ending = ".html",
					    .media_type = "text/html; charset=utf-8",
					    .form = FORM_PEOPLE,
					    .run = print_run };
