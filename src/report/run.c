/* Running a report: its query streamed, its cells made into text, its rows given to a format. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/instant.h"
#include "base/output.h"
#include "base/progress.h"
#include "ledger/defaults.h"
#include "report/cells.h"
#include "report/last_rows.h"
#include "report/names.h"
#include "report/render.h"
#include "report/spool.h"
#include "report/subjects.h"
#include "report/words.h"

enum { FLUSH_BYTES = 64 * 1024 };

struct streaming {
	struct formatting formatting;
	row_sink *sink;
	void *context;
	struct last_rows *last; /* NULL: all rows are formatted */
};

static void give_row(void *context, const struct value *values, int count, wide running)
{
	struct streaming *streaming = context;
	const char *cells[MAX_REPORT_COLUMNS];
	streaming->formatting.running = running;
	cells_format(&streaming->formatting, values, count, cells);
	streaming->sink(streaming->context, cells);
}

static bool format_row(void *context, const struct value *values)
{
	struct streaming *streaming = context;
	const char *cells[MAX_REPORT_COLUMNS];
	progress_count(1);
	cells_run(&streaming->formatting, values);
	if (streaming->last) {
		last_rows_add(streaming->last, values, value_count(values),
			      streaming->formatting.running);
		return true;
	}
	cells_format(&streaming->formatting, values, value_count(values), cells);
	return streaming->sink(streaming->context, cells);
}

static void query_rows(struct store *store, const struct report_request *request,
		       struct streaming *streaming)
{
	const struct report *report = streaming->formatting.report;
	struct report_account account = { 0 };
	struct default_names defaults = { 0 };
	streaming->formatting.defaults = &defaults;
	if (streaming->formatting.form != FORM_RECORD)
		default_names_load(&defaults, store, request->guild_id);
	bool of_author = request->account && report->filters & FILTER_AUTHOR;
	uint64_t who = of_author ? report_author_id(request) : 0;
	if (request->account && !of_author)
		account = report_find_account(store, request);
	struct binding bindings[] = {
		bind_id(":guild", request->guild_id),
		bind_optional(":from", request->from),
		bind_optional(":to", request->to),
		bind_optional(":at", request->at),
		bind_optional(":account", account.id),
		bind_integer(":side", account.debit_side ? 1 : -1),
		bind_optional(":batch", request->batch),
		bind_text(":currency", request->currency),
		bind_optional(":limit", request->limit),
		bind_optional(":skip", request->skip),
		bind_optional(":below", request->below),
		bind_id(":role", request->role_id),
		bind_optional(":transaction", request->transaction),
		bind_optional(":who", (int64_t)who),
		bind_text(":named", of_author && !who ? request->account : NULL),
		bind_text(":verb", request->verb ? logged_verb(request->verb) : NULL),
		bind_text(":status", request->status ? logged_status(request->status) : NULL),
		bind_integer(":by_day", streaming->last != NULL),
		bind_optional(":for_all", request->for_all),
		bind_integer(":each", 1),
		bind_optional(":chat", streaming->formatting.form == FORM_CHAT),
		/* when the period before began, where both of its ends are known */
		bind_optional(":before", 0),
	};
	enum { BINDINGS = sizeof bindings / sizeof *bindings };
	streaming->formatting.zone = report_zone(store, request->guild_id);
	if (request->from && request->to)
		bindings[BINDINGS - 1].value = value_or_null(
			instant_before(streaming->formatting.zone, request->from, request->to));
	report_feed *feed = request->compare ? report->compared : report->feed;
	if (feed)
		feed(&(struct feeding){ .store = store,
					.request = request,
					.zone = streaming->formatting.zone,
					.today = report_today(store, request->guild_id),
					.form = streaming->formatting.form,
					.row = format_row,
					.context = streaming });
	else
		store_query(store, report->query, bindings, BINDINGS, format_row, streaming);
	if (streaming->last)
		last_rows_give(streaming->last, give_row, streaming);
	cells_free(&streaming->formatting);
}

void report_rows(struct store *store, const struct report_request *request, enum form form,
		 const bool *unused, row_sink *sink, void *context)
{
	struct streaming streaming = {
		.formatting = { .store = store,
				.guild_id = request->guild_id,
				.report = report_shape(store, request),
				.lang = request->lang,
				.unused = unused,
				.form = form },
		.sink = sink,
		.context = context,
	};
	query_rows(store, request, &streaming);
}

void report_last_rows(struct store *store, const struct report_request *request, enum form form,
		      struct last_rows *last, row_sink *sink, void *context)
{
	struct streaming streaming = {
		.formatting = { .store = store,
				.guild_id = request->guild_id,
				.report = report_shape(store, request),
				.lang = request->lang,
				.form = form },
		.sink = sink,
		.context = context,
		.last = last,
	};
	query_rows(store, request, &streaming);
}

enum { CHART_CURRENCY_SIZE = 12 };
static bool take_currency(void *context, const struct value *values)
{
	snprintf(context, CHART_CURRENCY_SIZE, "%s", values[0].text);
	return false;
}

static bool take_open_batch(void *context, const struct value *values)
{
	*(struct open_batch *)context = (struct open_batch){ values[0].integer, values[1].integer };
	return false;
}

struct naming {
	struct renderer *renderer;
	struct default_names defaults;
};

static bool take_account_name(void *context, const struct value *values)
{
	struct naming *naming = context;
	shown_name_in(&naming->renderer->account, values[0].text, &naming->defaults,
		      naming->renderer->lang);
	return false;
}

static void name_account(struct store *store, struct renderer *renderer)
{
	const struct report_request *request = renderer->request;
	struct naming naming = { .renderer = renderer };
	struct binding bindings[] = {
		bind_integer(":guild", (int64_t)request->guild_id),
		bind_integer(":account", report_find_account(store, request).id),
	};
	default_names_load(&naming.defaults, store, request->guild_id);
	store_query(store, "report account label", bindings, 2, take_account_name, &naming);
}

/* What a chart tells besides its rows. */
static void load_chart_context(struct store *store, struct renderer *renderer)
{
	struct binding guild = bind_id(":guild", renderer->request->guild_id);
	renderer->zone = report_zone(store, renderer->request->guild_id);
	if (renderer->request->account && !(renderer->report->filters & FILTER_AUTHOR))
		name_account(store, renderer);
	store_query(store, "report open batch", &guild, 1, take_open_batch, &renderer->open);
}

/* Where the text goes: to the renderer's FD as it comes, or nowhere: it stays in memory while it
 * has at most MOST bytes. */
struct output {
	struct renderer renderer;
	const struct report_format *format;
	struct spool spool;
	size_t most;
	bool too_long;
};

static bool measure_row(void *context, const char *const *cells)
{
	struct output *output = context;
	table_measure(&output->renderer, cells);
	spool_add(&output->spool, cells, output->renderer.columns);
	return true;
}

static bool print_row(void *context, const char *const *cells)
{
	struct output *output = context;
	struct renderer *renderer = &output->renderer;
	output->format->row(renderer, cells);
	renderer->rows++;
	if (renderer->fd < 0)
		output->too_long = renderer->out->length > output->most;
	else if (renderer->out->length >= FLUSH_BYTES)
		buf_flush(renderer->out, renderer->fd);
	return !output->too_long;
}

/* The table needs to know its widths before its first row: rows are measured, and kept in a file
 * meanwhile. Where there is none, or the disk is full, the query runs twice. */
static void render_table(struct store *store, const struct report_request *request,
			 struct output *output)
{
	struct renderer *renderer = &output->renderer;
	bool unused[MAX_REPORT_COLUMNS];
	table_unused(renderer, unused);
	table_measure(renderer, NULL);
	spool_begin(&output->spool);
	report_rows(store, request, FORM_PEOPLE, unused, measure_row, output);
	renderer->measured = true;
	if (request->width)
		table_fit(renderer, request->width);
	output->format->begin(renderer);
	if (!spool_rows(&output->spool, renderer->columns, print_row, output))
		report_rows(store, request, FORM_PEOPLE, unused, print_row, output);
	spool_end(&output->spool);
}

/* As a spreadsheet takes it, where that was asked for. */
static enum form form_of(const struct report_request *request, const struct report_format *format)
{
	return request->sheet && format->form == FORM_RECORD ? FORM_SHEET : format->form;
}

static void render(struct store *store, const struct report_request *request, struct output *output)
{
	struct renderer *renderer = &output->renderer;
	struct report_request charted = *request;
	char currency[CHART_CURRENCY_SIZE] = "";
	renderer->report = report_shape(store, request);
	output->format = report_formats[request->format];
	if (output->format->charts && !request->currency &&
	    renderer->report->filters & FILTER_CURRENCY) {
		struct binding guild = bind_id(":guild", request->guild_id);
		store_query(store, "report currency", &guild, 1, take_currency, currency);
		charted.currency = currency; /* amounts of two currencies have no common axis */
		request = &charted;
	}
	renderer->lang = request->lang;
	renderer->request = request;
	while (renderer->report->columns[renderer->columns].title)
		renderer->columns++;
	if (output->format->charts)
		load_chart_context(store, renderer);
	if (request->format == FORMAT_TABLE) {
		render_table(store, request, output);
		return;
	}
	if (output->format->begin)
		output->format->begin(renderer);
	report_rows(store, request, form_of(request, output->format), NULL, print_row, output);
	if (output->format->end)
		output->format->end(renderer);
	buf_free(&renderer->account);
}

void report_prepare(enum format format)
{
	if (report_formats[format]->prepare)
		report_formats[format]->prepare();
}

void report_run(struct store *store, const struct report_request *request, int fd)
{
	struct buf out = { 0 };
	struct output output = { .renderer = { .out = &out, .fd = fd } };
	if (report_formats[request->format]->run) {
		report_formats[request->format]->run(store, request, fd);
		return;
	}
	render(store, request, &output);
	buf_flush(&out, fd);
	buf_free(&out);
}

bool report_text(struct store *store, const struct report_request *request, size_t most,
		 struct buf *out)
{
	struct output output = { .renderer = { .out = out, .fd = -1 }, .most = most };
	render(store, request, &output);
	return !output.too_long && out->length <= most;
}
