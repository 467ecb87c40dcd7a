/* The sheet of a batch, put together from its reports. */
#include "report/sheet.h"

#include <stdio.h>
#include <string.h>

#include "base/localized.h"
#include "base/unicode.h"

enum { BIGGEST = 5, BIGGEST_POINTS = 640, COUNT_POINTS = 500, NOT_COUNTED_POINTS = 200 };

struct heading {
	enum lang lang;
	const char *totals;
	struct buf *out;
	char hash[HASH_TEXT_SIZE];
};

static bool take_heading(void *context, const struct value *values)
{
	struct heading *heading = context;
	buf_printf(heading->out,
		   tr(heading->lang, N_("**Batch %jd is closed**\n<t:%jd:f> – <t:%jd:f>\n"
					"Transactions: %jd · debits and credits: %s")),
		   values[0].integer, values[1].integer / 1000, values[2].integer / 1000,
		   values[3].integer, heading->totals);
	snprintf(heading->hash, sizeof heading->hash, "%s", values[4].text);
	return false;
}

/* A part under its title; nothing of it where the report has no rows. */
static void add_part(struct store *store, const struct report_request *sheet, const char *name,
		     const char *title, int64_t limit, size_t points, struct buf *out)
{
	struct report_request request = *sheet;
	struct buf part = { 0 };
	request.name = name;
	request.limit = limit;
	if (report_answer(store, &request, &(struct answer_options){ .part = true }, points, &part)
		    .rows &&
	    !store_out_of_work(store))
		buf_printf(out, "\n%s\n%s", title, buf_string(&part));
	buf_free(&part);
}

static void add_not_counted(enum lang lang, const char *text, struct buf *out)
{
	size_t length = utf8_prefix(text, NOT_COUNTED_POINTS);
	struct buf part = { 0 };
	buf_add(&part, text, length);
	if (text[length])
		buf_text(&part, "…");
	buf_printf(out, tr(lang, N_("\nNot counted: %s")), buf_string(&part));
	buf_free(&part);
}

/* What the sheet says of a number of things and their sum in each currency. */
struct open_things {
	enum lang lang;
	struct buf line;
	const char *kind;
	int64_t count;
	struct buf sums;
};

static const char *thing_of(enum lang lang, const char *kind, int64_t count)
{
	unsigned long number = (unsigned long)count;
	if (strcmp(kind, "hold") == 0)
		return trn(lang, "%jd hold", "%jd holds", number);
	if (strcmp(kind, "approval") == 0)
		return trn(lang, "%jd approval waits", "%jd approvals wait", number);
	if (strcmp(kind, "dues") == 0)
		return trn(lang, "%jd member owes", "%jd members owe", number);
	return trn(lang, "%jd budget touched", "%jd budgets touched", number);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* thing_of() gives them all */
static void end_thing(struct open_things *open)
{
	if (!open->kind)
		return;
	buf_text(&open->line, open->line.length ? " · " : "");
	buf_printf(&open->line, thing_of(open->lang, open->kind, open->count), open->count);
	if (open->sums.length)
		buf_printf(&open->line, ": %s", buf_string(&open->sums));
	buf_clear(&open->sums);
	open->count = 0;
}
#pragma GCC diagnostic pop

static bool take_open(void *context, const struct value *values)
{
	static const char *const kinds[] = { "hold", "approval", "dues", "budget" };
	struct open_things *open = context;
	char text[LOCALIZED_SIZE];
	const char *kind = kinds[values[0].integer];
	if (open->kind != kind)
		end_thing(open);
	open->kind = kind;
	open->count += values[1].integer;
	if (values[3].kind == VALUE_TEXT)
		buf_printf(&open->sums, "%s%s %s", open->sums.length ? ", " : "",
			   localized_amount(open->lang, value_wide(&values[2]),
					    (int)values[4].integer, text),
			   values[3].text);
	return true;
}

/* "2 holds: 60.00 EUR · 1 approval waits · 3 members owe: 15.00 EUR", without names. */
static void add_open(struct store *store, const struct report_request *request, struct buf *out)
{
	struct open_things open = { .lang = request->lang };
	struct binding bindings[] = { bind_integer(":guild", (int64_t)request->guild_id),
				      bind_integer(":batch", request->batch) };
	store_query(store, "sheet open", bindings, 2, take_open, &open);
	end_thing(&open);
	if (open.line.length)
		buf_printf(out, tr(request->lang, N_("\nOpen: %s")), buf_string(&open.line));
	buf_free(&open.line);
	buf_free(&open.sums);
}

uint64_t report_sheet(struct store *store, const struct report_request *request, const char *totals,
		      const char *not_counted, struct buf *out)
{
	struct buf rest = { 0 };
	struct heading heading = { .lang = request->lang, .totals = totals, .out = out };
	struct binding bindings[] = { bind_integer(":guild", (int64_t)request->guild_id),
				      bind_integer(":batch", request->batch) };
	struct buf table = { 0 };
	store_query(store, "sheet heading", bindings, 2, take_heading, &heading);
	add_part(store, request, "count", tr(request->lang, N_("Counted against expected:")), 0,
		 COUNT_POINTS, &rest);
	if (not_counted)
		add_not_counted(request->lang, not_counted, &rest);
	add_part(store, request, "biggest", tr(request->lang, N_("Biggest movements:")), BIGGEST,
		 BIGGEST_POINTS, &rest);
	add_open(store, request, &rest);
	buf_printf(&rest, tr(request->lang, N_("\nHash: `%s`")), heading.hash);
	const struct answer_options whole = { .part = true, .attached = true };
	struct answer_size answered = report_answer(store, request, &whole,
						    SHEET_POINTS - 1 - utf8_count(buf_string(out)) -
							    utf8_count(buf_string(&rest)),
						    &table);
	if (answered.rows && !store_out_of_work(store))
		buf_printf(out, "\n%s", buf_string(&table));
	buf_text(out, buf_string(&rest));
	buf_free(&table);
	buf_free(&rest);
	return answered.cut;
}
