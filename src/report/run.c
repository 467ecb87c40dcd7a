/* Running a report: its filters checked, its query streamed, its cells made into text. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/decimal.h"
#include "base/instant.h"
#include "base/output.h"
#include "base/unicode.h"
#include "ledger/defaults.h"
#include "report/names.h"
#include "report/render.h"
#include "report/words.h"

enum { BINDING_COUNT = 12, FLUSH_BYTES = 64 * 1024, TERMINAL_COLUMNS = 80 };

static const struct format_functions *const formats[] = { &table_format, &csv_format, &json_format, &ndjson_format, &markdown_format, &list_format,
							 &ledger_format, &hledger_format, &beancount_format, &ofx_format, &ofx_format, &gnuplot_format };

struct found { int64_t id; bool found, debit_side; };

static bool take_account(void *context, const struct value *values, int columns)
{
	struct found *found = context;
	(void)columns;
	*found = (struct found){ values[0].integer, true, strcmp(values[1].text, "asset") == 0 || strcmp(values[1].text, "expense") == 0 };
	return false;
}

static bool take_first(void *context, const struct value *values, int columns)
{
	struct found *found = context;
	(void)columns;
	*found = (struct found){ .id = values[0].integer, .found = true };
	return false;
}

static struct value integer_or_null(int64_t value)
{
	return (struct value){ .kind = value ? VALUE_INTEGER : VALUE_NULL, .integer = value };
}

static struct value text_or_null(const char *text)
{
	return (struct value){ .kind = text ? VALUE_TEXT : VALUE_NULL, .text = text };
}

static struct found find_account(struct store *store, const struct report_request *request)
{
	struct arena arena = { 0 };
	struct found found = { 0 };
	uint64_t owner = 0;
	const char *folded = text_fold(&arena, request->account);
	if (*folded == '@' && !snowflake_parse(folded + 1, &owner))
		owner = 0;
	const struct default_account_names *known = default_account_called(folded, RULES_NOW);
	struct binding bindings[] = {
		{ ":guild", integer_or_null((int64_t)request->guild_id) },
		{ ":folded", text_or_null(folded) },
		{ ":owner", integer_or_null((int64_t)owner) },
		{ ":purpose", text_or_null(known ? known->purpose : NULL) },
	};
	store_query(store, "report account", bindings, 4, take_account, &found);
	arena_free(&arena);
	return found;
}

bool report_account(struct store *store, const struct report_request *request, int64_t *account, int *side)
{
	struct found found = find_account(store, request);
	*account = found.id;
	*side = found.debit_side ? 1 : -1;
	return found.found;
}

static bool batch_exists(struct store *store, const struct report_request *request)
{
	struct found found = { 0 };
	struct binding bindings[] = { { ":guild", integer_or_null((int64_t)request->guild_id) }, { ":batch", integer_or_null(request->batch) } };
	store_query(store, "report batch exists", bindings, 2, take_first, &found);
	return found.found;
}

static unsigned filters_given(const struct report_request *request)
{
	return (request->from || request->to ? FILTER_FROM_TO : 0) | (request->at ? FILTER_AT : 0) | (request->account ? FILTER_ACCOUNT : 0) |
	       (request->batch ? FILTER_BATCH : 0) | (request->currency ? FILTER_CURRENCY : 0) | (request->limit ? FILTER_LIMIT : 0) |
	       (request->role_id ? FILTER_ROLE : 0);
}

static void list_filters(struct buf *out, unsigned filters)
{
	static const struct { unsigned bit; const char *names; } all[] = {
		{ FILTER_FROM_TO, "from, to" }, { FILTER_AT, "at" }, { FILTER_ACCOUNT, "account" }, { FILTER_BATCH, "batch" },
		{ FILTER_CURRENCY, "currency" }, { FILTER_LIMIT, "limit" }, { FILTER_ROLE, "role" },
	};
	size_t before = out->length;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (filters & all[i].bit)
			buf_printf(out, "%s%s", out->length > before ? ", " : "", all[i].names);
	if (out->length == before)
		buf_char(out, '-');
}

bool report_check(struct store *store, const struct report_request *request, struct buf *why)
{
	const struct report *report = request->name ? report_named(request->name) : NULL;
	const struct format_functions *format = formats[request->format];
	enum lang lang = request->lang;
	if (!report) {
		buf_text(why, tr(lang, N_("There is no such report.")));
	} else if (format->only && strcmp(format->only, report->name) != 0) {
		buf_printf(why, tr(lang, N_("This format is for the report %s only.")), format->only);
	} else if (format->only && filters_given(request) & report->filters & ~format->filters) {
		buf_printf(why, tr(lang, N_("An export of the report %s cannot be narrowed like that; it takes: ")), report->name);
		list_filters(why, format->filters);
	} else if (request->format == FORMAT_GNUPLOT && !report_has_chart(report->name)) {
		buf_printf(why, tr(lang, N_("There is no chart of the report %s.")), report->name);
	} else if (filters_given(request) & ~report->filters) {
		buf_printf(why, tr(lang, N_("The report %s cannot be narrowed like that; it takes: ")), report->name);
		list_filters(why, report->filters);
	} else if (report->filters & NEEDS_ACCOUNT && !request->account) {
		buf_text(why, tr(lang, N_("Say of which account: account=NAME or a member.")));
	} else if (report->filters & NEEDS_ROLE && !request->role_id) {
		buf_text(why, tr(lang, N_("Say which role: `role who @Role`.")));
	} else if (report->filters & NEEDS_BATCH && !request->batch) {
		buf_text(why, tr(lang, N_("Say which batch: batch=NUMBER.")));
	} else if (request->account && !find_account(store, request).found) {
		buf_text(why, tr(lang, N_("There is no such account: ")));
		text_markdown(why, request->account);
	} else if (request->batch && !batch_exists(store, request)) {
		buf_printf(why, tr(lang, N_("There is no batch %lld.")), (long long)request->batch);
	}
	return why->length == 0;
}

struct formatting {
	const struct report *report;
	enum lang lang;
	bool for_people;
	const struct default_names *defaults;
	row_sink *sink;
	void *context;
	wide running;
	char currency[CURRENCY_SIZE];
	struct buf cells[MAX_REPORT_COLUMNS];
};

static void format_time(const struct formatting *formatting, struct buf *cell, int64_t time)
{
	char text[INSTANT_TEXT_SIZE];
	buf_text(cell, formatting->for_people ? instant_format_local(time, text) : instant_format(time, text));
}

static const char *word_of(const struct formatting *formatting, enum column_kind kind, const char *word, char verb[VERB_TEXT_SIZE])
{
	switch (kind) {
	case COLUMN_ACCOUNT_STATE: return state_in(formatting->lang, "account", word);
	case COLUMN_BATCH_STATE: return state_in(formatting->lang, "batch", word);
	case COLUMN_VERB: return verb_in(formatting->lang, word, verb);
	default: return word_in(formatting->lang, word);
	}
}

static bool is_word(enum column_kind kind)
{
	return kind == COLUMN_WORD || kind == COLUMN_ACCOUNT_STATE || kind == COLUMN_BATCH_STATE || kind == COLUMN_VERB;
}

/* All members together are the label "\1", which no account has. */
static void format_name(const struct formatting *formatting, struct buf *cell, const char *label)
{
	if (strcmp(label, "\1") == 0)
		buf_text(cell, formatting->for_people ? word_in(formatting->lang, "members") : "members");
	else if (formatting->for_people)
		shown_name_in(cell, label, formatting->defaults, formatting->lang);
	else
		shown_name(cell, label, false);
}

static bool format_cell(struct formatting *formatting, int column, const struct value *values, int scale)
{
	const struct value *value = &values[column];
	struct buf *cell = &formatting->cells[column];
	enum column_kind kind = formatting->report->columns[column].kind;
	char text[DECIMAL_TEXT_SIZE], verb[VERB_TEXT_SIZE];
	buf_clear(cell);
	if (kind == COLUMN_RUNNING) {
		buf_text(cell, decimal_from_minor(formatting->running, scale, text));
		return true;
	}
	if (value->kind == VALUE_NULL || (kind == COLUMN_TIME && !value->integer)) /* the first rows of a log come before any message */
		return false;
	if (kind == COLUMN_AMOUNT)
		buf_text(cell, decimal_from_minor(value_wide(value), scale, text));
	else if (kind == COLUMN_TIME)
		format_time(formatting, cell, value->integer);
	else if (kind == COLUMN_NAME)
		format_name(formatting, cell, value->text);
	else if (value->kind == VALUE_INTEGER)
		buf_printf(cell, "%lld", (long long)value->integer);
	else if (is_word(kind) && formatting->for_people)
		buf_text(cell, word_of(formatting, kind, value->text, verb));
	else
		text_clean_lines(cell, value->text);
	return true;
}

/* The running balance starts again with each currency. */
static void keep_running(struct formatting *formatting, const struct value *values)
{
	int column = formatting->report->currency_column;
	if (column < 0)
		return;
	if (strcmp(formatting->currency, values[column].text) != 0)
		formatting->running = 0;
	memset(formatting->currency, 0, CURRENCY_SIZE);
	memcpy(formatting->currency, values[column].text, strnlen(values[column].text, CURRENCY_SIZE - 1));
	formatting->running += value_wide(&values[column - 2]);
}

static bool take_row(void *context, const struct value *values, int columns)
{
	struct formatting *formatting = context;
	const char *cells[MAX_REPORT_COLUMNS];
	int scale = (int)values[columns - 1].integer;
	keep_running(formatting, values);
	for (int i = 0; i < columns - 1; i++)
		cells[i] = format_cell(formatting, i, values, scale) ? buf_string(&formatting->cells[i]) : NULL;
	return formatting->sink(formatting->context, cells);
}

static bool use_zone(void *context, const struct value *values, int columns)
{
	(void)context;
	(void)columns;
	zone_use(values[0].text);
	return false;
}

void report_rows(struct store *store, const struct report_request *request, bool for_people, row_sink *sink, void *context)
{
	const struct report *report = report_named(request->name);
	struct found account = { 0 };
	struct default_names defaults = { 0 };
	struct formatting formatting = { .report = report, .lang = request->lang, .for_people = for_people,
					 .defaults = &defaults, .sink = sink, .context = context };
	if (for_people)
		default_names_load(&defaults, store, request->guild_id);
	if (request->account)
		account = find_account(store, request);
	struct binding bindings[] = {
		{ ":guild", integer_or_null((int64_t)request->guild_id) }, { ":from", integer_or_null(request->from) },
		{ ":to", integer_or_null(request->to) }, { ":at", integer_or_null(request->at) },
		{ ":account", integer_or_null(account.id) }, { ":side", { .kind = VALUE_INTEGER, .integer = account.debit_side ? 1 : -1 } },
		{ ":batch", integer_or_null(request->batch) }, { ":currency", text_or_null(request->currency) },
		{ ":limit", integer_or_null(request->limit) }, { ":role", integer_or_null((int64_t)request->role_id) },
		{ ":before", integer_or_null(0) }, /* when the period before began, where both of its ends are known */
	};
	enum { BINDINGS = sizeof bindings / sizeof *bindings };
	store_query(store, "report guild", bindings, 1, use_zone, NULL); /* days are the guild's days */
	if (request->from && request->to)
		bindings[BINDINGS - 1].value = integer_or_null(instant_before(request->from, request->to));
	store_query(store, report->query, bindings, BINDINGS, take_row, &formatting);
	for (int i = 0; i < MAX_REPORT_COLUMNS; i++)
		buf_free(&formatting.cells[i]);
}

enum { CHART_CURRENCY_SIZE = 12 };
static bool take_currency(void *context, const struct value *values, int columns)
{
	(void)columns;
	snprintf(context, CHART_CURRENCY_SIZE, "%s", values[0].text);
	return false;
}

/* Where the text goes: to FD as it comes, or, FD being -1, nowhere: it stays in memory while it has at most MOST bytes. */
struct output { struct renderer renderer; const struct format_functions *format; int fd; size_t most; bool too_long; };

static bool measure_row(void *context, const char *const *cells)
{
	table_measure(&((struct output *)context)->renderer, cells);
	return true;
}

static bool print_row(void *context, const char *const *cells)
{
	struct output *output = context;
	output->format->row(&output->renderer, cells);
	output->renderer.rows++;
	if (output->fd < 0)
		output->too_long = output->renderer.out->length > output->most;
	else if (output->renderer.out->length >= FLUSH_BYTES)
		buf_flush(output->renderer.out, output->fd);
	return !output->too_long;
}

static void render(struct store *store, const struct report_request *request, struct output *output)
{
	struct renderer *renderer = &output->renderer;
	struct report_request charted = *request;
	char currency[CHART_CURRENCY_SIZE] = "";
	if (request->format == FORMAT_GNUPLOT && !request->currency && report_named(request->name)->filters & FILTER_CURRENCY) {
		struct binding guild = { ":guild", integer_or_null((int64_t)request->guild_id) };
		store_query(store, "report currency", &guild, 1, take_currency, currency);
		charted.currency = currency; /* amounts of two currencies have no common axis */
		request = &charted;
	}
	renderer->report = report_named(request->name);
	renderer->lang = request->lang;
	renderer->request = request;
	output->format = formats[request->format];
	while (renderer->report->columns[renderer->columns].title)
		renderer->columns++;
	if (request->format == FORMAT_TABLE) { /* the table needs to know its widths: the query runs twice, nothing is kept */
		table_measure(renderer, NULL);
		report_rows(store, request, true, measure_row, output);
		table_fit(renderer, TERMINAL_COLUMNS);
	}
	output->format->begin(renderer);
	report_rows(store, request, output->format->for_people, print_row, output);
	output->format->end(renderer);
}

void report_run(struct store *store, const struct report_request *request, int fd)
{
	struct buf out = { 0 };
	struct output output = { .renderer = { .out = &out }, .fd = fd };
	if (formats[request->format]->run) {
		formats[request->format]->run(store, request, fd);
		return;
	}
	render(store, request, &output);
	buf_flush(&out, fd);
	buf_free(&out);
}

bool report_text(struct store *store, const struct report_request *request, size_t most, struct buf *out)
{
	struct output output = { .renderer = { .out = out }, .fd = -1, .most = most };
	render(store, request, &output);
	return !output.too_long && out->length <= most;
}
