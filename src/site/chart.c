/* Charts as inline SVG. Words are in HTML around them, so that they stay legible at any width; no
 * float: 128-bit integers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "base/instant.h"
#include "report/axis.h"
#include "report/finding.h"
#include "site/pages.h"

enum { WIDTH = 1000, HEIGHT = 200, DAYS = 30 };

static void add_amount(struct site_page *page, wide minor, int scale, const char *currency)
{
	finding_amount(&page->out, page->lang, minor, scale, currency);
}

/* The date of an instant, or the day of "2026-11-24", as people write it. */
static void add_date(struct buf *out, const struct site_page *page, const char *day)
{
	int64_t seconds = 0;
	axis_read_time(day, &seconds);
	finding_date(out, page->lang, seconds, true);
}

/* "207.61 EUR, 58 % more than on 1 Sep 2026". */
static void add_finding(struct site_page *page, const struct point *first, const struct point *last,
			int scale, const char *currency)
{
	char day[INSTANT_TEXT_SIZE];
	struct buf when = { 0 }, difference = { 0 };
	int64_t seconds = 0;
	wide change = (wide)last->value - first->value;
	instant_format_local(page->site->zone, first->time, day);
	axis_read_time(day, &seconds);
	finding_on(&when, page->lang, seconds);
	finding_amount(&difference, page->lang, change < 0 ? -change : change, scale, currency);
	add_amount(page, last->value, scale, currency);
	finding_change(&page->out, page->lang, first->value, last->value, buf_string(&difference),
		       buf_string(&when));
	buf_free(&when);
	buf_free(&difference);
}

void chart_line(struct site_page *page, const struct point *points, int count, int scale,
		const char *currency)
{
	char day[INSTANT_TEXT_SIZE];
	struct buf *out = &page->out;
	struct axis values = { 0 };
	if (count < 2)
		return;
	struct axis times = { points[0].time, points[count - 1].time };
	for (int i = 0; i < count; i++)
		axis_include(&values, points[i].value);
	buf_text(out, "<figure class=chart><figcaption>");
	add_finding(page, &points[0], &points[count - 1], scale, currency);
	buf_printf(out, "<br><small>%s</small></figcaption><p class=axis>",
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
	buf_text(out, "</p><p class=ends><span>");
	add_date(out, page, instant_format_local(page->site->zone, points[0].time, day));
	buf_text(out, "</span><span>");
	add_date(out, page, instant_format_local(page->site->zone, points[count - 1].time, day));
	buf_text(out, "</span></p></figure>\n");
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
		buf_printf(out, "<rect x=%d y=%d width=%d height=%d><title>",
			   i * (WIDTH / DAYS) + 3, HEIGHT - height, WIDTH / DAYS - 6, height);
		add_date(out, page, date);
		buf_text(out, ": ");
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

static void add_volume(struct site_page *page, wide moved)
{
	struct buf amount = { 0 };
	finding_amount(&amount, page->lang, moved, page->site->scale, page->site->currency);
	buf_text(&page->out, "<figure class=chart><figcaption>");
	buf_printf(&page->out, page_tr(page, N_("%s moved in the last 30 days")),
		   buf_string(&amount));
	buf_printf(&page->out, "<br><small>%s %s</small></figcaption><p class=axis>",
		   page_tr(page, N_("Flows per day in")), page->site->currency);
	buf_free(&amount);
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
		wide moved = 0;
		for (int i = from; i < count; i++) {
			axis_include(&volumes, days[i]->volume);
			moved += days[i]->volume;
		}
		add_volume(page, moved);
		add_amount(page, volumes.most, page->site->scale, page->site->currency);
		buf_printf(&page->out,
			   "</p><svg viewBox=\"0 0 %d %d\" preserveAspectRatio=none role=img "
			   "aria-label=\"%s\">",
			   WIDTH, HEIGHT,
			   page_tr(page, N_("Bars of 30 days; the table below has the figures")));
		axis_include(&volumes, 1);
		add_bars(page, days + from, count - from, start, &volumes);
		buf_printf(&page->out,
			   "<path class=zero d=\"M0 %dH%d\"/></svg><p class=ends><span>", HEIGHT,
			   WIDTH);
		add_date(&page->out, page, start);
		buf_text(&page->out, "</span><span>");
		add_date(&page->out, page, days[count - 1]->key.date);
		buf_text(&page->out, "</span></p></figure>\n");
		add_day_table(page, days + from, count - from);
	}
	free(days);
}
