/* Plot commands for gnuplot, in light and dark: the picture, its words, and what has a time axis.
 * What people wrote stands only in single quotes, where gnuplot knows no escape but a doubled
 * quote, and enhanced text is off. */
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>
#include <unistr.h>

#include "base/fonts.h"
#include "base/unicode.h"
#include "report/chart.h"
#include "report/finding.h"

/* Blue and orange are told apart by everybody, and in grey. */
static const struct theme themes[] = {
	{ "#ffffff", "#1f2328", "#59636e", "#d8dee4", "#c3cbd3", "#0969da", "#bc4c00",
	  "0 '#eef2f7', 0.001 '#cfe3fb', 1 '#0a3069'" },
	{ "#1e1f22", "#e6e8eb", "#a5adb8", "#3a3d44", "#4a4e57", "#58a6ff", "#ff9e57",
	  "0 '#2a2c31', 0.001 '#1d4a7a', 1 '#cfe6ff'" },
};

/* For what no font has, gnuplot's PNG terminal paints an outline over the whole picture. A browser
 * has fonts of its own for an SVG. */
void chart_quote(struct renderer *renderer, const char *text)
{
	struct buf *out = renderer->out, clean = { 0 };
	bool png = renderer->request->drawing.terminal == TERMINAL_PNG;
	text_clean(&clean, text);
	buf_char(out, '\'');
	for (const char *c = buf_string(&clean); *c;) {
		size_t length = utf8_prefix(c, 1);
		ucs4_t character = 0;
		u8_mbtouc(&character, (const uint8_t *)c, length);
		if (*c == '\'')
			buf_char(out, '\'');
		if (png && !fonts_have(character))
			buf_text(out, "□");
		else if (!text_not_in_xml(c))
			buf_add(out, c, length);
		c += length;
	}
	buf_char(out, '\'');
	buf_free(&clean);
}

/* A point of text has 4/3 of a pixel. */
int canvas_line(int size)
{
	return size * 16 / 9;
}

int canvas_text(int size, int columns)
{
	return columns * size * 78 / 100;
}

void canvas_label(const struct canvas *canvas, const char *text, int size, enum text_style style,
		  const char *place, ...)
{
	const struct theme *theme = canvas->theme;
	const char *const colors[] = { theme->text, theme->muted, theme->text, theme->up,
				       theme->down };
	struct buf *out = canvas->renderer->out;
	va_list args;
	buf_text(out, "set label ");
	chart_quote(canvas->renderer, text);
	buf_text(out, " at ");
	va_start(args, place);
	buf_vprintf(out, place, args);
	va_end(args);
	buf_printf(out, " font '%s%s,%d' textcolor rgb '%s'\n",
		   canvas->renderer->request->drawing.terminal == TERMINAL_SVG ? "sans-serif"
									       : "DejaVu Sans",
		   style == STYLE_PLAIN || style == STYLE_MUTED ? "" : ":Bold", size,
		   colors[style]);
}

static double screen_x(const struct canvas *canvas, int x)
{
	return (double)x / canvas->width;
}

static double screen_y(const struct canvas *canvas, int y)
{
	return 1 - (double)y / canvas->height;
}

void canvas_label_at(const struct canvas *canvas, const char *text, int size, enum text_style style,
		     int x, int y, const char *align)
{
	canvas_label(canvas, text, size, style, "screen %.4f, screen %.4f %s", screen_x(canvas, x),
		     screen_y(canvas, y), align);
}

void canvas_margins(const struct canvas *canvas, int left, int right, int top, int bottom)
{
	buf_printf(canvas->renderer->out,
		   "set lmargin at screen %.4f\nset rmargin at screen %.4f\nset tmargin at screen "
		   "%.4f\nset bmargin at screen %.4f\n",
		   screen_x(canvas, left), screen_x(canvas, right), screen_y(canvas, top),
		   screen_y(canvas, bottom));
}

/* TEXT in lines of words that fit the picture, from Y on; returns where the next one goes. */
static int add_lines(const struct canvas *canvas, const char *text, int size, enum text_style style,
		     int y)
{
	int most = canvas->width * 94 / canvas_text(size * (style == STYLE_BOLD ? 110 : 100), 1);
	struct buf line = { 0 };
	for (const char *word = text; *word;) {
		size_t length = strcspn(word, " ");
		if (!line.length && strncmp(word, "· ", sizeof "· " - 1) == 0) {
			word += sizeof "· " - 1;
			continue;
		}
		size_t before = line.length;
		buf_text(&line, before ? " " : "");
		buf_add(&line, word, length);
		if (before && text_width(buf_string(&line)) > most) {
			static const char parting[] = " ·";
			size_t tail = sizeof parting - 1;
			if (before > tail && memcmp(line.bytes + before - tail, parting, tail) == 0)
				before -= tail; /* the line's end parts as well */
			line.bytes[line.length = before] = '\0';
			canvas_label_at(canvas, buf_string(&line), size, style,
					canvas->width * 3 / 100, y + canvas_line(size) / 2, "left");
			y += canvas_line(size);
			buf_clear(&line);
			continue;
		}
		word += length + strspn(word + length, " ");
	}
	if (line.length)
		canvas_label_at(canvas, buf_string(&line), size, style, canvas->width * 3 / 100,
				y + canvas_line(size) / 2, "left");
	buf_free(&line);
	return y + canvas_line(size);
}

static void add_frame(struct canvas *canvas)
{
	struct renderer *renderer = canvas->renderer;
	const struct theme *theme = canvas->theme;
	struct buf *out = renderer->out, text = { 0 };
	bool svg = renderer->request->drawing.terminal == TERMINAL_SVG;
	int margin = canvas->width * 3 / 100;
	buf_printf(out,
		   "set encoding utf8\nset terminal %s size %d,%d background '%s' font '%s,%d' "
		   "noenhanced\n",
		   svg ? "svg" : "pngcairo", canvas->width, canvas->height, theme->back,
		   svg ? "sans-serif" : "DejaVu Sans", canvas->font - 2);
	buf_printf(out,
		   "unset key\nset border 0\nset tics nomirror scale 0 textcolor rgb '%s'\nset "
		   "grid linecolor rgb '%s' linetype 1 linewidth 1\nset style fill solid 1 "
		   "noborder\n",
		   theme->muted, theme->grid);
	chart_title(&text, renderer);
	canvas->top = add_lines(canvas, buf_string(&text), canvas->font + 3, STYLE_BOLD, margin);
	buf_clear(&text);
	chart_subtitle(&text, renderer);
	canvas->top = add_lines(canvas, buf_string(&text), canvas->font - 2, STYLE_MUTED,
				canvas->top + canvas->font / 4) +
		      canvas_line(canvas->font) / 2;
	buf_clear(&text);
	chart_remark(&text, renderer);
	canvas->bottom = canvas->height - margin;
	if (text.length) {
		canvas->bottom -= canvas_line(canvas->font - 2);
		canvas_label_at(canvas, buf_string(&text), canvas->font - 3, STYLE_MUTED, margin,
				canvas->bottom + canvas_line(canvas->font - 2) / 2, "left");
	}
	canvas->left = margin;
	buf_free(&text);
}

int canvas_value_axis(const struct canvas *canvas, const char *axis, const struct axis *values,
		      int most, bool counts, bool shown)
{
	const struct chart *chart = canvas->renderer->chart;
	struct buf *out = canvas->renderer->out, text = { 0 };
	int power = chart_tic_power(values);
	wide whole = 1000000000, unit = whole, step;
	for (int i = 0; i < chart->scale && !counts; i++)
		unit /= 10;
	for (int i = 0; i < power; i++)
		unit = (i ? unit : whole) * 10;
	step = axis_step(values, most < 1 ? 1 : most, unit);
	wide first = values->least / step * step, last = values->most / step * step;
	first -= first > values->least ? step : 0;
	last += last < values->most || last == first ? step : 0;
	int widest = 0;
	buf_printf(out, "set %srange [%.9g:%.9g]\nset %stics (", axis, chart_number(first),
		   chart_number(last), axis);
	for (wide at = first; at <= last; at += step) {
		buf_clear(&text);
		chart_tic(&text, canvas->renderer->lang, chart->kind->down && at < 0 ? -at : at,
			  step % whole ? chart->scale : 0, power);
		int width = text_width(buf_string(&text));
		widest = width > widest ? width : widest;
		buf_text(out, at == first ? "" : ", ");
		chart_quote(canvas->renderer, shown ? buf_string(&text) : "");
		buf_printf(out, " %.9g", chart_number(at));
	}
	buf_text(out, ")\n");
	buf_free(&text);
	return widest;
}

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
static void plot_lines(struct canvas *canvas)
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

static void plot_days(struct canvas *canvas)
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
	bool hatch = open > chart->first && open < last;
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
		   "rgb "
		   "'%s'\nplot ",
		   canvas->theme->muted);
	for (int hatched = 0; hatched <= hatch; hatched++)
		for (int column = 3; column <= (kind->second < 0 ? 3 : 4); column++)
			buf_printf(out,
				   "%s$data index %d using "
				   "1:(0):($1+($2-$1)*0.1):($2-($2-$1)*0.1):(0)"
				   ":%d with boxxyerror fillstyle %s linecolor rgb '%s'",
				   hatched || column == 4 ? ", \\\n     " : "", hatched, column,
				   hatched ? "transparent pattern 5 border" : "solid 1 noborder",
				   column == 3 ? canvas->theme->up : canvas->theme->down);
	buf_char(out, '\n');
}

static void plot_nothing(struct canvas *canvas)
{
	canvas_label_at(canvas, tr(canvas->renderer->lang, N_("Nothing to show yet.")),
			canvas->font, STYLE_PLAIN, canvas->width / 2, canvas->height / 2, "center");
	buf_text(canvas->renderer->out, "unset tics\nunset grid\nset xrange [0:1]\nset yrange "
					"[0:1]\nplot 2 notitle\n");
}

/* Few bars need no whole picture. */
static int height_of_bars(const struct chart *chart, int line)
{
	int lines = 6;
	for (int which = 0; which < GROUP_COUNT; which++)
		lines += chart->groups[which].count ? 2 + 2 * (int)chart->groups[which].count : 0;
	return lines * line;
}

void chart_plot(struct renderer *renderer)
{
	const struct drawing *drawing = &renderer->request->drawing;
	struct canvas canvas = { .renderer = renderer,
				 .theme = &themes[drawing->dark],
				 .width = drawing->width ? drawing->width : CHART_WIDTH,
				 .height = drawing->height ? drawing->height : CHART_HEIGHT };
	int smaller = canvas.width < canvas.height ? canvas.width : canvas.height;
	canvas.font = smaller / 44 < 9 ? 9 : smaller / 44; /* reads at half its size, on a phone */
	if (!drawing->height && renderer->chart->kind->shape == SHAPE_BARS &&
	    renderer->chart->rows &&
	    height_of_bars(renderer->chart, canvas_line(canvas.font)) < canvas.height)
		canvas.height = height_of_bars(renderer->chart, canvas_line(canvas.font));
	add_frame(&canvas);
	if (!renderer->chart->rows) {
		plot_nothing(&canvas);
		return;
	}
	switch (renderer->chart->kind->shape) {
	case SHAPE_BARS: plot_bars(&canvas); break;
	case SHAPE_COLUMNS: plot_columns(&canvas); break;
	case SHAPE_HEAT: plot_heat(&canvas); break;
	case SHAPE_DAYS: plot_days(&canvas); break;
	default: plot_lines(&canvas);
	}
}
