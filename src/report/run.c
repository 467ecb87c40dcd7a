/* Running a report: its filters checked, its query streamed, its cells made into text. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/instant.h"
#include "base/output.h"
#include "base/unicode.h"
#include "ledger/defaults.h"
#include "report/cells.h"
#include "report/names.h"
#include "report/render.h"
#include "report/words.h"

enum { FLUSH_BYTES = 64 * 1024 };

static const struct format_functions *const formats[] = {
	&table_format,     &csv_format,  &json_format,   &ndjson_format,
	&markdown_format,  &list_format, &ledger_format, &hledger_format,
	&beancount_format, &ofx_format,  &ofx_format,    &gnuplot_format
};

struct found {
	int64_t id;
	bool found, debit_side;
};

static bool take_account(void *context, const struct value *values, int columns)
{
	struct found *found = context;
	(void)columns;
	*found = (struct found){ values[0].integer, true,
				 strcmp(values[1].text, "asset") == 0 ||
					 strcmp(values[1].text, "expense") == 0 };
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

bool report_account(struct store *store, const struct report_request *request, int64_t *account,
		    int *side)
{
	struct found found = find_account(store, request);
	*account = found.id;
	*side = found.debit_side ? 1 : -1;
	return found.found;
}

static bool batch_exists(struct store *store, const struct report_request *request)
{
	struct found found = { 0 };
	struct binding bindings[] = { { ":guild", integer_or_null((int64_t)request->guild_id) },
				      { ":batch", integer_or_null(request->batch) } };
	store_query(store, "report batch exists", bindings, 2, take_first, &found);
	return found.found;
}

static bool transaction_exists(struct store *store, const struct report_request *request)
{
	struct found found = { 0 };
	struct binding bindings[] = { { ":guild", integer_or_null((int64_t)request->guild_id) },
				      { ":transaction", integer_or_null(request->transaction) } };
	store_query(store, "report transaction exists", bindings, 2, take_first, &found);
	return found.found;
}

static unsigned filters_given(const struct report *report, const struct report_request *request)
{
	unsigned account = report->filters & FILTER_AUTHOR ? FILTER_AUTHOR : FILTER_ACCOUNT;
	return (request->from || request->to ? FILTER_FROM_TO : 0) | (request->at ? FILTER_AT : 0) |
	       (request->account ? account : 0) | (request->batch ? FILTER_BATCH : 0) |
	       (request->currency ? FILTER_CURRENCY : 0) | (request->limit ? FILTER_LIMIT : 0) |
	       (request->role_id ? FILTER_ROLE : 0) | (request->verb ? FILTER_VERB : 0) |
	       (request->status ? FILTER_STATUS : 0) |
	       (request->transaction ? FILTER_TRANSACTION : 0);
}

static void list_filters(struct buf *out, unsigned filters)
{
	static const struct {
		unsigned bit;
		const char *names;
	} all[] = {
		{ FILTER_FROM_TO, "from, to" },
		{ FILTER_AT, "at" },
		{ FILTER_ACCOUNT, "account" },
		{ FILTER_BATCH, "batch" },
		{ FILTER_CURRENCY, "currency" },
		{ FILTER_LIMIT, "limit" },
		{ FILTER_ROLE, "role" },
		{ FILTER_AUTHOR, "who" },
		{ FILTER_VERB, "verb" },
		{ FILTER_STATUS, "status" },
		{ FILTER_TRANSACTION, "transaction" },
	};
	size_t before = out->length;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (filters & all[i].bit)
			buf_printf(out, "%s%s", out->length > before ? ", " : "", all[i].names);
	if (out->length == before)
		buf_char(out, '-');
}

/* The member who is asked for, as "@ID"; 0: none, but an operator by name. */
static uint64_t author_id(const struct report_request *request)
{
	uint64_t id;
	return *request->account == '@' && snowflake_parse(request->account + 1, &id) ? id : 0;
}

bool report_check(struct store *store, const struct report_request *request, struct buf *why)
{
	const struct report *report = request->name ? report_named(request->name) : NULL;
	const struct format_functions *format = formats[request->format];
	enum lang lang = request->lang;
	if (!report) {
		buf_text(why, tr(lang, N_("There is no such report.")));
	} else if (format->only && strcmp(format->only, report->name) != 0) {
		buf_printf(why, tr(lang, N_("This format is for the report %s only.")),
			   format->only);
	} else if (format->only &&
		   filters_given(report, request) & report->filters & ~format->filters) {
		buf_printf(why,
			   tr(lang, N_("An export of the report %s cannot be narrowed like that; "
				       "it takes: ")),
			   report->name);
		list_filters(why, format->filters);
	} else if (request->format == FORMAT_GNUPLOT && !report_has_chart(report->name)) {
		buf_printf(why, tr(lang, N_("There is no chart of the report %s.")), report->name);
	} else if (filters_given(report, request) & ~report->filters) {
		buf_printf(why,
			   tr(lang, N_("The report %s cannot be narrowed like that; it takes: ")),
			   report->name);
		list_filters(why, report->filters);
	} else if (report->filters & NEEDS_ACCOUNT && !request->account) {
		buf_text(why, tr(lang, N_("Say of which account: account=NAME or a member.")));
	} else if (report->filters & NEEDS_ROLE && !request->role_id) {
		buf_text(why, tr(lang, N_("Say which role: `role who @Role`.")));
	} else if (report->filters & NEEDS_BATCH && !request->batch) {
		buf_text(why, tr(lang, N_("Say which batch: batch=NUMBER.")));
	} else if (report->filters & NEEDS_TRANSACTION && !request->transaction) {
		buf_text(why, tr(lang, N_("Say which transaction: transaction=NUMBER.")));
	} else if (request->transaction && !transaction_exists(store, request)) {
		buf_printf(why, tr(lang, N_("There is no transaction %lld.")),
			   (long long)request->transaction);
	} else if (request->verb && !logged_verb(request->verb)) {
		buf_text(why, tr(lang, N_("There is no such command: ")));
		text_markdown(why, request->verb);
	} else if (request->status && !logged_status(request->status)) {
		buf_text(why, tr(lang, N_("Unknown status; choose one of: ")));
		list_statuses(why, lang);
	} else if (request->account && report->filters & FILTER_ACCOUNT &&
		   !find_account(store, request).found) {
		buf_text(why, tr(lang, N_("There is no such account: ")));
		text_markdown(why, request->account);
	} else if (request->account && report->filters & FILTER_AUTHOR &&
		   *request->account == '@' && !author_id(request)) {
		/* Names of members are not unique; an empty log would say that they did nothing. */
		buf_text(why, tr(lang, N_("A member is written as @ID, not by name: ")));
		text_markdown(why, request->account);
	} else if (request->batch && !batch_exists(store, request)) {
		buf_printf(why, tr(lang, N_("There is no batch %lld.")), (long long)request->batch);
	}
	return why->length == 0;
}

struct streaming {
	struct formatting formatting;
	row_sink *sink;
	void *context;
};

static bool format_row(void *context, const struct value *values, int columns)
{
	struct streaming *streaming = context;
	const char *cells[MAX_REPORT_COLUMNS];
	cells_format(&streaming->formatting, values, columns, cells);
	return streaming->sink(streaming->context, cells);
}

struct asked_zone {
	struct store *store;
	const struct zone *zone;
};

static bool use_zone(void *context, const struct value *values, int columns)
{
	struct asked_zone *asked = context;
	(void)columns;
	asked->zone = store_use_zone(asked->store, values[0].text);
	return false;
}

const struct zone *report_zone(struct store *store, uint64_t guild_id)
{
	struct asked_zone asked = { store, zone_utc() };
	struct binding guild = { ":guild", integer_or_null((int64_t)guild_id) };
	store_query(store, "report guild", &guild, 1, use_zone, &asked);
	return asked.zone;
}

void report_rows(struct store *store, const struct report_request *request, bool for_people,
		 row_sink *sink, void *context)
{
	const struct report *report = report_named(request->name);
	struct found account = { 0 };
	struct default_names defaults = { 0 };
	struct streaming streaming = {
		.formatting = { .store = store,
				.guild_id = request->guild_id,
				.report = report,
				.lang = request->lang,
				.defaults = &defaults,
				.form = request->sheet ? FORM_SHEET
					: for_people   ? FORM_PEOPLE
						       : FORM_RECORD },
		.sink = sink,
		.context = context,
	};
	if (streaming.formatting.form != FORM_RECORD)
		default_names_load(&defaults, store, request->guild_id);
	bool of_author = request->account && report->filters & FILTER_AUTHOR;
	uint64_t who = of_author ? author_id(request) : 0;
	if (request->account && !of_author)
		account = find_account(store, request);
	struct binding bindings[] = {
		{ ":guild", integer_or_null((int64_t)request->guild_id) },
		{ ":from", integer_or_null(request->from) },
		{ ":to", integer_or_null(request->to) },
		{ ":at", integer_or_null(request->at) },
		{ ":account", integer_or_null(account.id) },
		{ ":side", { .kind = VALUE_INTEGER, .integer = account.debit_side ? 1 : -1 } },
		{ ":batch", integer_or_null(request->batch) },
		{ ":currency", text_or_null(request->currency) },
		{ ":limit", integer_or_null(request->limit) },
		{ ":role", integer_or_null((int64_t)request->role_id) },
		{ ":transaction", integer_or_null(request->transaction) },
		{ ":who", integer_or_null((int64_t)who) },
		{ ":named", text_or_null(of_author && !who ? request->account : NULL) },
		{ ":verb", text_or_null(request->verb ? logged_verb(request->verb) : NULL) },
		{ ":status",
		  text_or_null(request->status ? logged_status(request->status) : NULL) },
		{ ":before",
		  integer_or_null(
			  0) }, /* when the period before began, where both of its ends are known */
	};
	enum { BINDINGS = sizeof bindings / sizeof *bindings };
	streaming.formatting.zone = report_zone(store, request->guild_id);
	if (request->from && request->to)
		bindings[BINDINGS - 1].value = integer_or_null(
			instant_before(streaming.formatting.zone, request->from, request->to));
	store_query(store, report->query, bindings, BINDINGS, format_row, &streaming);
	cells_free(&streaming.formatting);
}

enum { CHART_CURRENCY_SIZE = 12 };
static bool take_currency(void *context, const struct value *values, int columns)
{
	(void)columns;
	snprintf(context, CHART_CURRENCY_SIZE, "%s", values[0].text);
	return false;
}

/* Where the text goes: to FD as it comes, or, FD being -1, nowhere: it stays in memory while it has
 * at most MOST bytes. */
struct output {
	struct renderer renderer;
	const struct format_functions *format;
	int fd;
	size_t most;
	bool too_long;
};

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
	if (request->format == FORMAT_GNUPLOT && !request->currency &&
	    report_named(request->name)->filters & FILTER_CURRENCY) {
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
	if (request->format == FORMAT_TABLE) { /* the table needs to know its widths: the query runs
						  twice, nothing is kept */
		table_measure(renderer, NULL);
		report_rows(store, request, true, measure_row, output);
		if (request->width)
			table_fit(renderer, request->width);
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

bool report_text(struct store *store, const struct report_request *request, size_t most,
		 struct buf *out)
{
	struct output output = { .renderer = { .out = out }, .fd = -1, .most = most };
	render(store, request, &output);
	return !output.too_long && out->length <= most;
}
