/* Charts: data and plot commands for gnuplot, of the reports that have one. What people wrote
 * stands only in single quotes, where gnuplot knows no escape but a doubled quote, and enhanced
 * text is off; the data are numbers alone. Memory does not grow with the report. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/unicode.h"
#include "record/record.h"
#include "report/chart.h"
#include "report/names.h"

static void begin(struct renderer *renderer)
{
	renderer->chart = calloc(1, sizeof *renderer->chart);
	if (!renderer->chart)
		fail(EX_OSERR, "out of memory");
	renderer->chart->kind = &renderer->report->chart;
	buf_text(renderer->out, "$data << END\n");
}

/* A decimal in billionths, as many decimals as a currency can have; what is too much for a chart
 * stays at its edge. */
static wide number(const char *text)
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
	for (; decimals < DECIMAL_MAX_SCALE && value < edge; decimals++)
		value *= 10;
	return text && *text == '-' ? -value : value;
}

double chart_number(wide value)
{
	return (double)value / 1e9;
}

/* What goes the other way; nothing is "-0" there. */
static double chart_minus(wide value)
{
	return -chart_number(value);
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

/* The largest bars are kept, in falling order. */
static void keep_bar(struct chart *chart, const char *label, const char *id, wide value,
		     wide second)
{
	wide size = value < 0 ? -value : value + second;
	size_t at = chart->kept_count;
	if (size == 0)
		return;
	while (at && size > (chart->kept[at - 1].value < 0
				     ? -chart->kept[at - 1].value
				     : chart->kept[at - 1].value + chart->kept[at - 1].second))
		at--;
	chart->left_out += chart->kept_count == MOST_BARS;
	if (at == MOST_BARS)
		return;
	if (chart->kept_count < MOST_BARS)
		chart->kept_count++;
	memmove(&chart->kept[at + 1], &chart->kept[at],
		(chart->kept_count - at - 1) * sizeof chart->kept[0]);
	chart->kept[at].value = value;
	chart->kept[at].second = second;
	set_label(chart->kept[at].label, label, id);
}

static void keep_column(struct chart *chart, const char *label, wide value)
{
	if (chart->kept_count == MOST_COLUMNS) { /* the last ones are of interest */
		memmove(&chart->kept[0], &chart->kept[1],
			(MOST_COLUMNS - 1) * sizeof chart->kept[0]);
		chart->kept_count--;
		chart->left_out++;
	}
	chart->kept[chart->kept_count].value = value;
	set_label(chart->kept[chart->kept_count++].label, label, NULL);
}

/* A value holds until the next one, and the last one goes on to the edge: a line of one day would
 * have no length else. */
static void end_line(struct renderer *renderer)
{
	struct chart *chart = renderer->chart;
	if (chart->end.drawn)
		buf_printf(renderer->out, "%" PRId64 " %.9g 0\n",
			   chart->end.time + chart_edge(chart), chart_number(chart->end.value));
	chart->end.drawn = false;
}

/* False: the row belongs to a line for which there is no room. */
static bool enter_series(struct renderer *renderer, const char *label, const char *id)
{
	struct chart *chart = renderer->chart;
	char cut[LABEL_SIZE];
	snprintf(cut, sizeof cut, "%s", label);
	if (!chart->rows || strcmp(chart->series, cut) != 0) {
		end_line(renderer);
		memcpy(chart->series, cut, sizeof cut);
		if (chart->kept_count == MOST_SERIES) {
			chart->left_out++;
			return false;
		}
		if (chart->kept_count)
			buf_text(renderer->out, "\n\n");
		set_label(chart->kept[chart->kept_count++].label,
			  strcmp(label, "members") == 0 ? tr(renderer->lang, N_("members")) : label,
			  id);
		return true;
	}
	return !chart->left_out;
}

static void add_point(struct renderer *renderer, const char *const *cells)
{
	struct chart *chart = renderer->chart;
	const struct chart_kind *kind = chart->kind;
	wide value = number(cells[kind->value]),
	     second = kind->second < 0 ? 0 : number(cells[kind->second]);
	int64_t time;
	if (kind->shape == SHAPE_SERIES &&
	    !enter_series(renderer, cells[kind->label] ? cells[kind->label] : "",
			  row_number_of(renderer->report, cells, kind->label))) {
		chart->rows++;
		return;
	}
	if (!cells[kind->value] || !axis_read_time(cells[kind->time], &time))
		return; /* a day's further currency; an opening balance has no time: the next line
			   shows it */
	if (!chart->rows || time < chart->first)
		chart->first = time;
	if (!chart->rows || time > chart->last)
		chart->last = time;
	axis_include(&chart->values, value);
	axis_include(&chart->values, -second);
	buf_printf(renderer->out, "%" PRId64 " %.9g %.9g\n", time, chart_number(value),
		   chart_minus(second));
	chart->end.drawn = kind->shape == SHAPE_SERIES || kind->shape == SHAPE_STEPS;
	chart->end.time = time;
	chart->end.value = value;
	chart->rows++;
}

static void row(struct renderer *renderer, const char *const *cells)
{
	struct chart *chart = renderer->chart;
	const struct chart_kind *kind = chart->kind;
	const char *label = kind->label >= 0 && cells[kind->label] ? cells[kind->label] : "";
	wide value = number(cells[kind->value]);
	int weekday, hour;
	switch (kind->shape) {
	case SHAPE_BARS:
		if (kind->second < 0 || cells[4]) /* the batch's last line is its total */
			keep_bar(chart, label, row_number_of(renderer->report, cells, kind->label),
				 value, kind->second < 0 ? 0 : number(cells[kind->second]));
		break;
	case SHAPE_COLUMNS: keep_column(chart, label, value); break;
	case SHAPE_HEAT:
		weekday = (int)strtol(cells[0], NULL, 10) - 1;
		hour = (int)strtol(cells[1], NULL, 10);
		chart->heat[weekday][hour] = value;
		axis_include(&chart->values, value);
		chart->rows++;
		break;
	default: add_point(renderer, cells);
	}
}

static void add_data_that_was_kept(struct renderer *renderer)
{
	struct chart *chart = renderer->chart;
	if (chart->kind->shape == SHAPE_HEAT && chart->rows)
		for (int cell = 0; cell < 7 * 24; cell++)
			buf_printf(renderer->out, "%d %d %.0f\n", cell % 24, cell / 24 + 1,
				   chart_number(chart->heat[cell / 24][cell % 24]));
	if (chart->kind->shape != SHAPE_BARS && chart->kind->shape != SHAPE_COLUMNS)
		return;
	for (size_t i = 0; i < chart->kept_count; i++) {
		axis_include(&chart->values, chart->kept[i].value);
		axis_include(&chart->values, -chart->kept[i].second);
		buf_printf(renderer->out, "%zu %.9g %.9g\n", i + 1,
			   chart_number(chart->kept[i].value), chart_minus(chart->kept[i].second));
	}
	chart->rows = chart->kept_count;
}

static void end(struct renderer *renderer)
{
	end_line(renderer);
	add_data_that_was_kept(renderer);
	buf_text(renderer->out, "END\n");
	chart_plot(renderer);
	free(renderer->chart);
	renderer->chart = NULL;
}

const struct report_format gnuplot_format = { .name = "gnuplot",
					      .help = "a chart: pipe it into gnuplot",
					      .ending = ".gnuplot",
					      .media_type = GNUPLOT_MEDIA_TYPE,
					      .form = FORM_PEOPLE,
					      .charts = true,
					      .begin = begin,
					      .row = row,
					      .end = end };
