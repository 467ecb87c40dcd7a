/* Charts: data and plot commands for gnuplot, of the reports that have one. What people wrote
 * is only in single quotes, where gnuplot knows no escape but a doubled quote, and enhanced
 * text is off; the data are numbers alone. Memory does not grow with the report. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/fonts.h"
#include "base/unicode.h"
#include "record/record.h"
#include "report/chart.h"
#include "report/names.h"
#include "report/words.h"

static void begin(struct renderer *renderer)
{
	renderer->chart = calloc(1, sizeof *renderer->chart);
	if (!renderer->chart)
		fail(EX_OSERR, "out of memory");
	renderer->chart->kind = &renderer->report->chart;
	buf_text(renderer->out, "$data << END\n");
}

/* In billionths; what is too much for a chart stays at its edge. */
static wide number(struct chart *chart, const char *text)
{
	static const wide edge = (wide)1 << 120;
	wide value = 0;
	int decimals = 0;
	bool behind = false;
	for (const char *at = text ? text : ""; *at && value < edge; at++) {
		behind |= *at == '.';
		if (*at < '0' || *at > '9')
			continue;
		value = value * 10 + (*at - '0');
		decimals += behind;
	}
	if (decimals > chart->scale)
		chart->scale = decimals;
	for (; decimals < DECIMAL_MAX_SCALE && value < edge; decimals++)
		value *= 10;
	return text && *text == '-' ? -value : value;
}

/* What goes the other way; nothing is "-0" there. */
static double chart_minus(wide value)
{
	return -chart_number(value);
}

/* No sum of what fits in 128 bits goes round. */
static void add_to(wide *sum, wide value)
{
	if (__builtin_add_overflow(*sum, value, sum))
		*sum = value < 0 ? -((wide)1 << 120) : (wide)1 << 120;
}

/* TEXT cleaned and cut; ID: see row_number_of(). Marks that take no column could make it long all
 * the same. */
static void set_label(char label[LABEL_SIZE], const char *text, const char *id)
{
	enum { ROOM_FOR_ID = 40 };
	struct buf clean = { 0 }, cut = { 0 };
	text_clean(&clean, text);
	size_t points = utf8_count(buf_string(&clean)), length = clean.length;
	for (; length > LABEL_SIZE - ROOM_FOR_ID; clean.bytes[length] = '\0')
		length = utf8_prefix(buf_string(&clean), --points);
	shown_name_cut(&cut, buf_string(&clean), id, LABEL_WIDTH);
	snprintf(label, LABEL_SIZE, "%s", buf_string(&cut));
	buf_free(&clean);
	buf_free(&cut);
}

static wide bar_size(wide value, wide second)
{
	return value < 0 ? -value : value + second;
}

/* The largest bars are kept, in falling order. */
static void keep_bar(struct chart_group *group, size_t most, const char *label, const char *id,
		     wide value, wide second)
{
	wide size = bar_size(value, second);
	size_t at = group->count;
	add_to(&group->total, value);
	if (size == 0)
		return;
	while (at && size > bar_size(group->kept[at - 1].value, group->kept[at - 1].second))
		at--;
	if (group->count == most) {
		group->left_out++;
		add_to(&group->left_total, at == most ? value : group->kept[most - 1].value);
		if (at == most)
			return;
	} else {
		group->count++;
	}
	memmove(&group->kept[at + 1], &group->kept[at],
		(group->count - at - 1) * sizeof group->kept[0]);
	group->kept[at].value = value;
	group->kept[at].second = second;
	set_label(group->kept[at].label, label, id);
}

static void keep_column(struct chart_group *group, const char *label, wide value, bool open)
{
	if (group->count == MAX_COLUMNS) { /* the last ones are of interest */
		memmove(&group->kept[0], &group->kept[1],
			(MAX_COLUMNS - 1) * sizeof group->kept[0]);
		group->count--;
		group->left_out++;
	}
	group->kept[group->count].value = value;
	group->kept[group->count].open = open;
	set_label(group->kept[group->count++].label, label, NULL);
}

/* A value holds until the next one, and the last one goes on to the edge: a line of one day would
 * have no length else. */
static void end_line(struct renderer *renderer)
{
	struct chart *chart = renderer->chart;
	if (!chart->line_count)
		return;
	struct chart_line *line = &chart->lines[chart->line_count - 1];
	if (line->end == line->begin - 1 || *chart->series == '\2')
		return;
	int64_t span = line->end - line->begin;
	line->end += chart->kind->shape == SHAPE_SERIES ? AXIS_DAY
		     : span < AXIS_DAY                  ? 3600
							: span / 50;
	if (line->end > chart->last)
		chart->last = line->end;
	buf_printf(renderer->out, "%" PRId64 " %.9g\n", line->end, chart_number(line->last));
}

/* False: the row belongs to a line for which there is no room. */
static bool enter_line(struct renderer *renderer, const char *label, const char *id)
{
	struct chart *chart = renderer->chart;
	char series[sizeof chart->series];
	snprintf(series, sizeof series, "\1%.150s\1%.40s", label, id ? id : "");
	if (strcmp(chart->series + 1, series + 1) == 0)
		return *chart->series != '\2';
	end_line(renderer);
	memcpy(chart->series, series, sizeof series);
	if (chart->line_count == MAX_LINES) {
		*chart->series = '\2'; /* it has no line */
		chart->lines_left_out++;
		return false;
	}
	if (chart->line_count)
		buf_text(renderer->out, "\n\n");
	struct chart_line *line = &chart->lines[chart->line_count++];
	line->of_members = chart->kind->label >= 0 && !id;
	set_label(line->label, label, id);
	line->end = line->begin - 1; /* it has no point yet */
	return true;
}

static void add_point(struct renderer *renderer, const char *const *cells)
{
	struct chart *chart = renderer->chart;
	const struct chart_kind *kind = chart->kind;
	const char *label = kind->label >= 0 ? cells[kind->label] : NULL;
	int64_t time;
	if (!enter_line(renderer, label ? label : "",
			kind->label >= 0 ? row_number_of(renderer->report, cells, kind->label)
					 : NULL) ||
	    !cells[kind->value] || !axis_read_time(cells[kind->time], &time))
		return; /* an opening balance has no time: the next line shows it */
	struct chart_line *line = &chart->lines[chart->line_count - 1];
	wide value = number(chart, cells[kind->value]);
	if (line->end < line->begin) {
		line->begin = time;
		line->first = value;
	}
	line->end = time;
	chart->until = time > chart->until ? time : chart->until;
	line->last = value;
	line->points++;
	axis_include(&line->values, value);
	if (!chart->rows || time < chart->first)
		chart->first = time;
	if (!chart->rows || time > chart->last)
		chart->last = time;
	buf_printf(renderer->out, "%" PRId64 " %.9g\n", time, chart_number(value));
	chart->rows++;
}

/* Each bucket becomes one of the next unit. */
static void coarsen(struct chart *chart)
{
	size_t count = 0;
	chart->unit++;
	for (size_t i = 0; i < chart->bucket_count; i++) {
		struct chart_bucket bucket = chart->buckets[i];
		bucket.start = axis_unit_start(chart->unit, bucket.start);
		if (count && chart->buckets[count - 1].start == bucket.start) {
			add_to(&chart->buckets[count - 1].up, bucket.up);
			add_to(&chart->buckets[count - 1].down, bucket.down);
		} else {
			chart->buckets[count++] = bucket;
		}
	}
	chart->bucket_count = count;
}

static void add_to_bucket(struct chart *chart, int64_t day, wide up, wide down)
{
	while (chart->bucket_count && chart->unit < AXIS_YEARS &&
	       axis_unit_after(chart->unit, chart->buckets[0].start, MAX_BUCKETS) <= day)
		coarsen(chart);
	int64_t start = axis_unit_start(chart->unit, day);
	if (!chart->bucket_count || chart->buckets[chart->bucket_count - 1].start != start) {
		if (chart->bucket_count == MAX_BUCKETS) /* of years: the last ones */
			memmove(&chart->buckets[0], &chart->buckets[1],
				--chart->bucket_count * sizeof chart->buckets[0]);
		chart->buckets[chart->bucket_count++] = (struct chart_bucket){ .start = start };
	}
	add_to(&chart->buckets[chart->bucket_count - 1].up, up);
	add_to(&chart->buckets[chart->bucket_count - 1].down, down);
}

static void add_day(struct chart *chart, const char *const *cells)
{
	const struct chart_kind *kind = chart->kind;
	int64_t day;
	if (!cells[kind->value] || !axis_read_time(cells[kind->time], &day))
		return; /* a day's further currency */
	wide up = number(chart, cells[kind->value]),
	     down = kind->second < 0 ? 0 : number(chart, cells[kind->second]);
	if (!chart->rows++)
		chart->first = day;
	chart->last = chart->until = day;
	add_to(&chart->up, up);
	add_to(&chart->down, down);
	add_to_bucket(chart, day, up, down);
}

static void add_bar(struct renderer *renderer, const char *const *cells)
{
	struct chart *chart = renderer->chart;
	const struct chart_kind *kind = chart->kind;
	wide value = number(chart, cells[kind->value]),
	     second = kind->second < 0 ? 0 : number(chart, cells[kind->second]);
	if (kind->second >= 0 && !cells[4]) { /* the batch's last line is its total */
		chart->up = value;
		chart->down = second;
		return;
	}
	keep_bar(
		&chart->groups[kind->owner && cells[kind->owner - 1] ? GROUP_MEMBERS : GROUP_GUILD],
		kind->owner ? MAX_BARS_OF_TWO : MAX_BARS,
		kind->label >= 0 && cells[kind->label] ? cells[kind->label] : "",
		row_number_of(renderer->report, cells, kind->label), value, second);
}

static void add_heat(struct chart *chart, const char *const *cells)
{
	int weekday = (int)strtol(cells[0], NULL, 10) - 1;
	int hour = (int)strtol(cells[1], NULL, 10);
	chart->heat[weekday][hour] = number(chart, cells[chart->kind->value]);
	axis_include(&chart->heat_values, chart->heat[weekday][hour]);
	chart->rows++;
}

static void row(struct renderer *renderer, const char *const *cells)
{
	struct chart *chart = renderer->chart;
	const struct chart_kind *kind = chart->kind;
	switch (kind->shape) {
	case SHAPE_BARS: add_bar(renderer, cells); break;
	case SHAPE_COLUMNS:
		keep_column(&chart->groups[0], cells[kind->label] ? cells[kind->label] : "",
			    number(chart, cells[kind->value]),
			    cells[1] && strcmp(cells[1],
					       state_in(renderer->lang, "batch", "open")) == 0);
		break;
	case SHAPE_HEAT: add_heat(chart, cells); break;
	case SHAPE_DAYS: add_day(chart, cells); break;
	default: add_point(renderer, cells);
	}
}

/* Of each group an index of gnuplot's, and of the open batch's part another one behind it. */
static void add_kept(struct renderer *renderer)
{
	struct chart *chart = renderer->chart;
	for (int which = 0; which < GROUP_COUNT; which++) {
		struct chart_group *group = &chart->groups[which];
		for (size_t i = 0; i < group->count; i++) {
			axis_include(&group->values, group->kept[i].value);
			axis_include(&group->values, -group->kept[i].second);
			buf_printf(renderer->out, "%s%zu %.9g %.9g\n",
				   i == 0 && which && chart->rows ? "\n\n" : "", i + 1,
				   chart_number(group->kept[i].value),
				   chart_minus(group->kept[i].second));
		}
		chart->rows += group->count;
	}
}

static void add_buckets(struct renderer *renderer)
{
	struct chart *chart = renderer->chart;
	int64_t open = chart_open_since(renderer);
	bool begun = false;
	for (size_t i = 0; i < chart->bucket_count; i++) {
		const struct chart_bucket *bucket = &chart->buckets[i];
		int64_t end = axis_unit_after(chart->unit, bucket->start, 1);
		if (open > chart->first && end > open && !begun) {
			buf_text(renderer->out, i ? "\n\n" : "0 0 0 0\n\n\n");
			begun = true;
		}
		axis_include(&chart->groups[0].values, bucket->up);
		axis_include(&chart->groups[0].values, -bucket->down);
		buf_printf(renderer->out, "%" PRId64 " %" PRId64 " %.9g %.9g\n", bucket->start, end,
			   chart_number(bucket->up), chart_minus(bucket->down));
	}
}

static void end(struct renderer *renderer)
{
	struct chart *chart = renderer->chart;
	switch (chart->kind->shape) {
	case SHAPE_BARS:
	case SHAPE_COLUMNS: add_kept(renderer); break;
	case SHAPE_DAYS: add_buckets(renderer); break;
	case SHAPE_HEAT:
		for (int cell = 0; cell < 7 * 24; cell++)
			buf_printf(renderer->out, "%d %d %.0f\n", cell % 24, cell / 24 + 1,
				   chart_number(chart->heat[cell / 24][cell % 24]));
		break;
	default: end_line(renderer);
	}
	buf_text(renderer->out, "END\n");
	chart_plot(renderer);
	free(renderer->chart);
	renderer->chart = NULL;
}

const struct report_format gnuplot_format = { .name = "gnuplot",
					      .help = "a chart: pipe it into gnuplot",
					      .ending = ".gnuplot",
					      .media_type = GNUPLOT_MEDIA_TYPE,
					      .form = FORM_CHART,
					      .charts = true,
					      .prepare = fonts_load,
					      .begin = begin,
					      .row = row,
					      .end = end };
