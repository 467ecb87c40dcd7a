/* Plot commands of what has a time axis: lines, and columns of days, weeks, months and years. */
#include <inttypes.h>

#include "base/unicode.h"
#include "report/chart.h"
#include "report/finding.h"

/* How far apart the tics of a time axis are. */
static const struct pace {
	enum axis_unit unit;
	int count, seconds; /* of one pace, about */
} paces[] = {
	{ AXIS_DAYS, 1, AXIS_DAY },         { AXIS_DAYS, 2, 2 * AXIS_DAY },
	{ AXIS_WEEKS, 1, 7 * AXIS_DAY },    { AXIS_WEEKS, 2, 14 * AXIS_DAY },
	{ AXIS_MONTHS, 1, 30 * AXIS_DAY },  { AXIS_MONTHS, 2, 61 * AXIS_DAY },
	{ AXIS_MONTHS, 3, 91 * AXIS_DAY },  { AXIS_MONTHS, 6, 182 * AXIS_DAY },
	{ AXIS_YEARS, 1, 365 * AXIS_DAY },  { AXIS_YEARS, 2, 731 * AXIS_DAY },
	{ AXIS_YEARS, 5, 1826 * AXIS_DAY }, { AXIS_YEARS, 10, 3652 * AXIS_DAY },
};

static void add_time_tic(const struct canvas *canvas, const struct pace *pace, int64_t at,
			 bool first)
{
	struct buf text = { 0 };
	enum lang lang = canvas->renderer->lang;
	int64_t year = axis_unit_start(AXIS_YEARS, at);
	if (pace->unit <= AXIS_WEEKS)
		finding_date(&text, lang, at, false);
	else if (pace->unit == AXIS_MONTHS)
		finding_month(&text, lang, at);
	if (pace->unit == AXIS_YEARS || (pace->unit == AXIS_MONTHS && (first || at == year)))
		buf_printf(&text, "%s%d", text.length ? " " : "",
			   (int)(1970 + (year / AXIS_DAY + 3) * 4 / 1461));
	buf_text(canvas->renderer->out, first ? "" : ", ");
	chart_quote(canvas->renderer, buf_string(&text));
	buf_printf(canvas->renderer->out, " %" PRId64, at);
	buf_free(&text);
}

/* Hours of one day, every third of them or so. */
static void add_hour_tics(const struct canvas *canvas, int64_t first, int64_t last, int most)
{
	int64_t step = 3600;
	while ((last - first) / step > most)
		step = step == 3600 ? 3 * 3600 : step * 2;
	int64_t at = first / step * step;
	at += at < first ? step : 0;
	for (int64_t start = at; at <= last; at += step)
		buf_printf(canvas->renderer->out, "%s'%d:00' %" PRId64, at == start ? "" : ", ",
			   (int)(at % AXIS_DAY / 3600), at);
}

static void add_time_axis(const struct canvas *canvas, int64_t first, int64_t last, int width,
			  bool shown)
{
	struct buf *out = canvas->renderer->out;
	int most = width / canvas_text(canvas->font - 2, 9);
	const struct pace *pace = paces, *end = paces + sizeof paces / sizeof *paces - 1;
	while (pace < end && (last - first) / pace->seconds > most)
		pace++;
	buf_printf(out, "set xrange [%" PRId64 ":%" PRId64 "]\nset grid noxtics\n%s", first, last,
		   shown ? "set xtics nomirror (" : "unset xtics\n");
	if (!shown)
		return;
	if (last - first <= AXIS_DAY && canvas->renderer->chart->kind->shape == SHAPE_STEPS) {
		add_hour_tics(canvas, first, last, most);
	} else {
		int64_t at = axis_unit_start(pace->unit == AXIS_DAYS    ? AXIS_DAYS
					     : pace->unit == AXIS_WEEKS ? AXIS_WEEKS
									: AXIS_YEARS,
					     first);
		bool begun = false;
		for (; at <= last; at = axis_unit_after(pace->unit, at, pace->count))
			if (at >= first && at < last - (last - first) / 20) {
				add_time_tic(canvas, pace, at, !begun);
				begun = true;
			}
	}
	buf_printf(out, ") textcolor rgb '%s'\n", canvas->theme->muted);
}

/* What is not closed yet is hatched. */
static void add_open_batch(const struct canvas *canvas, int64_t first, int64_t last)
{
	int64_t since = chart_open_since(canvas->renderer);
	if (since >= last || since <= first)
		return;
	buf_printf(canvas->renderer->out,
		   "set object 1 rectangle from first %" PRId64 ", graph 0 to first %" PRId64
		   ", graph 1 behind fillcolor rgb '%s' fillstyle transparent pattern 5 noborder\n",
		   since, last, canvas->theme->hatch);
}

/* One line, from TOP to BOTTOM; LAST: the time axis is said below it. */
static void plot_line(const struct canvas *canvas, size_t index, int top, int bottom, bool last)
{
	const struct chart *chart = canvas->renderer->chart;
	const struct chart_line *line = &chart->lines[index];
	struct buf *out = canvas->renderer->out, value = { 0 };
	int size = canvas->font - 2, right = canvas->width * 97 / 100,
	    head = canvas_line(canvas->font) * 7 / 5,
	    left = canvas->left + canvas_text(size, canvas_value_axis(canvas, "y", &line->values,
								      (bottom - top - head) /
									      canvas_line(size) / 2,
								      false, true) +
							    1);
	chart_amount(&value, canvas->renderer, line->last);
	canvas_label_at(canvas, line->label, canvas->font, STYLE_BOLD, canvas->left, top + head / 3,
			"left");
	canvas_label_at(canvas, buf_string(&value), canvas->font, STYLE_UP, right, top + head / 3,
			"right");
	canvas_margins(canvas, left, right, top + head, bottom);
	add_time_axis(canvas, chart->first, chart->last, right - left, last);
	add_open_batch(canvas, chart->first, chart->last);
	buf_printf(out,
		   "set arrow 1 from graph 0, first 0 to graph 1, first 0 nohead linecolor rgb "
		   "'%s'\nplot $data index %zu using 1:2 with fillsteps fillcolor rgb '%s' "
		   "fillstyle "
		   "transparent solid 0.15 noborder, \\\n     $data index %zu using 1:2 with steps "
		   "linewidth 3 linecolor rgb '%s', \\\n     $data index %zu every ::%" PRIu64
		   " using 1:2 with points pointtype 7 pointsize 1 linecolor rgb '%s'\n",
		   canvas->theme->muted, index, canvas->theme->up, index, canvas->theme->up, index,
		   line->points, canvas->theme->up);
	buf_free(&value);
}

/* Each line on a scale of its own: what members hold and what is in the till may be far apart. */
void plot_lines(struct canvas *canvas)
{
	const struct chart *chart = canvas->renderer->chart;
	struct buf *out = canvas->renderer->out;
	int axis = canvas_line(canvas->font), gap = axis / 3, count = (int)chart->line_count,
	    each = (canvas->bottom - axis - canvas->top) / count;
	canvas->several = count > 1;
	if (canvas->several)
		buf_text(out, "set multiplot\n");
	for (int i = 0; i < count; i++) {
		plot_line(canvas, (size_t)i, canvas->top + each * i,
			  canvas->top + each * (i + 1) - (i + 1 < count ? gap : 0), i + 1 == count);
		buf_text(out, "unset label\n");
	}
	if (canvas->several)
		buf_text(out, "unset multiplot\n");
}

void plot_days(struct canvas *canvas)
{
	const struct chart *chart = canvas->renderer->chart;
	const struct chart_kind *kind = chart->kind;
	const struct axis *values = &chart->groups[0].values;
	struct buf *out = canvas->renderer->out;
	int size = canvas->font - 2, right = canvas->width * 97 / 100,
	    line = canvas_line(canvas->font), head = kind->up ? line * 3 / 2 : 0;
	int64_t first = chart->buckets[0].start,
		last = axis_unit_after(chart->unit, chart->buckets[chart->bucket_count - 1].start,
				       1),
		open = chart_open_since(canvas->renderer);
	int parts = open > chart->first && open < last ? 2 : 1; /* the open one is hatched */
	int left = canvas->left +
		   canvas_text(size, canvas_value_axis(canvas, "y", values,
						       (canvas->bottom - canvas->top) / line / 3,
						       kind->counts, true) +
					     1);
	if (kind->up) {
		const char *up = tr(canvas->renderer->lang, kind->up);
		canvas_label_at(canvas, up, canvas->font, STYLE_UP, left, canvas->top + line / 2,
				"left");
		canvas_label_at(canvas, tr(canvas->renderer->lang, kind->down), canvas->font,
				STYLE_DOWN, left + canvas_text(canvas->font, text_width(up) + 3),
				canvas->top + line / 2, "left");
	}
	canvas_margins(canvas, left, right, canvas->top + head, canvas->bottom - line);
	add_time_axis(canvas, first, last, right - left, true);
	buf_printf(out,
		   "set arrow 1 from graph 0, first 0 to graph 1, first 0 nohead front linecolor "
		   "rgb '%s'\nplot ",
		   canvas->theme->muted);
	for (int hatched = 0; hatched < parts; hatched++)
		for (int column = 3; column <= (kind->second < 0 ? 3 : 4); column++)
			buf_printf(out,
				   "%s$data index %d using "
				   "1:(0):($1+($2-$1)*0.1):($2-($2-$1)*0.1):(0)"
				   ":%d with boxxyerror linecolor rgb '%s' fillstyle %s",
				   hatched || column == 4 ? ", \\\n     " : "", hatched, column,
				   column == 3 ? canvas->theme->up : canvas->theme->down,
				   hatched ? "transparent pattern 5 border" : "solid 1 noborder");
	buf_char(out, '\n');
}
