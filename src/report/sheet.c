/* The sheet of a batch, put together from its reports. */
#include "report/sheet.h"

#include <stdio.h>

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
