/* Charts as inline SVG. Words stand in HTML around them, so that they stay legible at any width; no
 * float: 128-bit integers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "base/instant.h"
#include "report/axis.h"
#include "site/pages.h"

enum { WIDTH = 1000, HEIGHT = 200, DAYS = 30 };

static void add_amount(struct site_page *page, wide minor, int scale, const char *currency)
{
	char text[DECIMAL_TEXT_SIZE];
	buf_printf(&page->out, "%s %s", decimal_from_minor(minor, scale, text), currency);
}

void chart_line(struct site_page *page, const struct point *points, int count, int scale,
		const char *currency)
{
	char first[INSTANT_TEXT_SIZE], last[INSTANT_TEXT_SIZE];
	struct buf *out = &page->out;
	struct axis values = { 0 };
	if (count < 2)
		return;
	struct axis times = { points[0].time, points[count - 1].time };
	for (int i = 0; i < count; i++)
		axis_include(&values, points[i].value);
	instant_format_local(page->site->zone, points[0].time, first);
	instant_format_local(page->site->zone, points[count - 1].time, last);
	buf_printf(out, "<figure class=chart><figcaption>%s</figcaption><p class=axis>",
		   page_tr(page, N_("Balance over the movements below")));
	add_amount(page, values.most, scale, currency);
	buf_printf(out,
		   "</p><svg viewBox=\"0 -4 %d %d\" preserveAspectRatio=none role=img "
		   "aria-label=\"%s: ",
		   WIDTH, HEIGHT + 8, page_tr(page, N_("Balance, first and last")));
	add_amount(page, points[0].value, scale, currency);
	buf_text(out, ", ");
	add_amount(page, points[count - 1].value, scale, currency);
	int zero = HEIGHT - axis_place(&values, 0, HEIGHT);
	buf_printf(out, "\"><path class=zero d=\"M0 %dH%d\"/><path class=line d=\"", zero, WIDTH);
	for (int i = 0; i < count; i++) {
		int y = HEIGHT - axis_place(&values, points[i].value, HEIGHT);
		if (i == 0)
			buf_printf(out, "M0 %d", y);
		else
			buf_printf(out, "H%dV%d", axis_place(&times, points[i].time, WIDTH), y);
	}
	buf_text(out, "\"/></svg><p class=axis>");
	add_amount(page, values.least, scale, currency);
	buf_printf(out, "</p><p class=ends><span>%s</span><span>%s</span></p></figure>\n", first,
		   last);
}

static int by_date(const void *a, const void *b)
{
	const struct day *const *one = a, *const *other = b;
	return strcmp((*one)->key.date, (*other)->key.date);
}

static void add_bars(struct site_page *page, struct day *const *days, int count, const char *start,
		     const struct axis *volumes)
{
	struct buf *out = &page->out;
	char date[AXIS_DATE_SIZE];
	memcpy(date, start, sizeof date);
	for (int i = 0, n = 0; i < DAYS && n < count; i++, axis_add_days(date, 1)) {
		if (strcmp(days[n]->key.date, date) != 0)
			continue;
		int height = axis_place(volumes, days[n]->volume, HEIGHT);
		height = height < 2 ? 2 : height;
		buf_printf(out,
			   "<rect x=%d y=%d width=%d height=%d><title>%s: ", i * (WIDTH / DAYS) + 3,
			   HEIGHT - height, WIDTH / DAYS - 6, height, date);
		add_amount(page, days[n]->volume, page->site->scale, page->site->currency);
		buf_text(out, "</title></rect>");
		n++;
	}
}

static void add_day_table(struct site_page *page, struct day *const *days, int count)
{
	static const struct heading headings[] = { { N_("day"), CELL_TEXT },
						   { N_("movements"), CELL_NUMBER },
						   { N_("volume"), CELL_NUMBER } };
	buf_printf(&page->out, "<details><summary>%s</summary>\n",
		   page_tr(page, N_("The chart as a table")));
	table_open(page, page_tr(page, N_("Flows per day in")), page->site->currency, headings, 3,
		   false);
	for (int i = 0; i < count; i++) {
		row_open(page);
		buf_text(&page->out, days[i]->key.date);
		cell_number(page, days[i]->movements);
		cell_amount(page, days[i]->volume, page->site->scale);
	}
	table_close(page);
	buf_text(&page->out, "</details>\n");
}

void chart_days(struct site_page *page)
{
	struct manifest *now = &page->site->now;
	struct day **days = calloc(HASH_COUNT(now->days) + 1, sizeof *days);
	int count = 0, from = 0;
	char start[AXIS_DATE_SIZE];
	if (!days)
		fail(EX_OSERR, "out of memory");
	for (struct day *day = now->days; day; day = day->hh.next)
		if (strcmp(day->key.currency, page->site->currency) == 0)
			days[count++] = day;
	if (count) {
		qsort(days, (size_t)count, sizeof *days, by_date);
		memcpy(start, days[count - 1]->key.date, sizeof start);
		axis_add_days(start, 1 - DAYS);
		while (strcmp(days[from]->key.date, start) < 0)
			from++;
		struct axis volumes = { 0 };
		for (int i = from; i < count; i++)
			axis_include(&volumes, days[i]->volume);
		buf_printf(&page->out,
			   "<figure class=chart><figcaption>%s %s</figcaption><p class=axis>",
			   page_tr(page, N_("Flows per day in")), page->site->currency);
		add_amount(page, volumes.most, page->site->scale, page->site->currency);
		buf_printf(&page->out,
			   "</p><svg viewBox=\"0 0 %d %d\" preserveAspectRatio=none role=img "
			   "aria-label=\"%s\">",
			   WIDTH, HEIGHT,
			   page_tr(page, N_("Bars of 30 days; the table below has the figures")));
		axis_include(&volumes, 1);
		add_bars(page, days + from, count - from, start, &volumes);
		buf_printf(&page->out,
			   "<path class=zero d=\"M0 %dH%d\"/></svg><p "
			   "class=ends><span>%s</span><span>%s</span></p></figure>\n",
			   HEIGHT, WIDTH, start, days[count - 1]->key.date);
		add_day_table(page, days + from, count - from);
	}
	free(days);
}
