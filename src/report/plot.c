/* Plot commands for gnuplot, in light and dark. What people wrote stands only in single quotes,
 * where gnuplot knows no escape but a doubled quote, and enhanced text is off. */
#include <inttypes.h>
#include <string.h>

#include "base/unicode.h"
#include "report/chart.h"

static const struct theme {
	const char *back, *text, *grid, *colors[MOST_SERIES], *heat;
} themes[] = {
	{ "#ffffff",
	  "#1f2328",
	  "#d0d7de",
	  { "#0969da", "#bc4c00", "#1a7f37", "#8250df", "#9a6700", "#57606a" },
	  "0 '#eef2f7', 0.001 '#cfe3fb', 1 '#0a3069'" },
	{ "#1e1f22",
	  "#e6e8eb",
	  "#41454c",
	  { "#58a6ff", "#ff9e57", "#56d364", "#d2a8ff", "#e3b341", "#a5adb8" },
	  "0 '#2a2c31', 0.001 '#1d4a7a', 1 '#cfe6ff'" },
};

/* What a server's fonts (DejaVu) draw: Latin, Greek, Cyrillic, Armenian and symbols. For what no
 * font has, gnuplot's PNG terminal paints an outline over the whole picture. */
static bool is_drawn(const char *c)
{
	unsigned lead = (unsigned char)c[0], next = (unsigned char)c[1];
	return lead < 0xd6 || (lead == 0xd6 && next < 0x90) || (lead == 0xe1 && next >= 0xb8) ||
	       (lead == 0xe2 && next < 0x9f);
}

/* In single quotes, which gnuplot leaves alone. A browser has fonts of its own for an SVG. */
void chart_quote(struct renderer *renderer, const char *text)
{
	struct buf *out = renderer->out, clean = { 0 };
	bool png = renderer->request->drawing.terminal == TERMINAL_PNG;
	text_clean(&clean, text);
	buf_char(out, '\'');
	for (const char *c = buf_string(&clean); *c;) {
		size_t length = utf8_prefix(c, 1);
		if (*c == '\'')
			buf_char(out, '\'');
		if (png && !is_drawn(c))
			buf_text(out, "□");
		else if (!text_not_in_xml(c))
			buf_add(out, c, length);
		c += length;
	}
	buf_char(out, '\'');
	buf_free(&clean);
}

static int font_of(const struct drawing *drawing)
{
	int width = drawing->width ? drawing->width : CHART_WIDTH;
	return width < 560 ? 10 : width / 56;
}

static void add_heading(struct renderer *renderer, const struct theme *theme)
{
	const struct report_request *request = renderer->request;
	const struct drawing *drawing = &request->drawing;
	struct chart *chart = renderer->chart;
	struct buf *out = renderer->out, title = { 0 };
	int font = font_of(drawing);
	buf_printf(out,
		   "set encoding utf8\nset terminal %s size %d,%d background '%s' font 'sans,%d' "
		   "noenhanced\n",
		   drawing->terminal == TERMINAL_SVG ? "svg" : "pngcairo",
		   drawing->width ? drawing->width : CHART_WIDTH,
		   drawing->height ? drawing->height : CHART_HEIGHT, theme->back, font);
	buf_text(&title, tr(renderer->lang, chart->kind->title));
	if (request->batch)
		buf_printf(&title, " %" PRId64, request->batch);
	if (request->account && *request->account != '@')
		buf_printf(&title, ": %s", request->account);
	if (request->currency && !chart->kind->counts)
		buf_printf(&title, " (%s)", request->currency);
	buf_text(out, "set title ");
	chart_quote(renderer, buf_string(&title));
	buf_printf(out, " font ',%d' textcolor rgb '%s'\n", font + 2, theme->text);
	buf_printf(out,
		   "set border 3 linecolor rgb '%s'\nset tics nomirror textcolor rgb '%s'\nset key "
		   "textcolor rgb '%s' top left horizontal\n"
		   "set grid linecolor rgb '%s' linetype 1 linewidth 1\nset style fill solid 0.9 "
		   "noborder\nset xlabel textcolor rgb '%s'\n",
		   theme->grid, theme->text, theme->text, theme->grid, theme->text);
	buf_printf(out, "set format %s '%s'\n", chart->kind->shape == SHAPE_BARS ? "x" : "y",
		   chart_number(chart->values.most) >= 10000 ||
				   chart_number(chart->values.least) <= -10000
			   ? "%.0s%c"
			   : "%g");
	if (chart->left_out) {
		buf_clear(&title);
		buf_printf(&title, tr(renderer->lang, N_("and %llu more")),
			   (unsigned long long)chart->left_out);
		buf_text(out, "set xlabel ");
		chart_quote(renderer, buf_string(&title));
		buf_char(out, '\n');
	}
	buf_free(&title);
}

/* Room beyond the greatest values for what stands beside them. */
static void add_range(struct renderer *renderer, const char *axis, double room)
{
	const struct chart *chart = renderer->chart;
	double least = chart_number(chart->values.least), most = chart_number(chart->values.most),
	       span = most - least;
	if (span <= 0)
		span = 1;
	buf_printf(renderer->out, "set %srange [%.9g:%.9g]\n", axis,
		   least < 0 ? least - span * 0.06 : 0, most + span * room);
}

int64_t chart_edge(const struct chart *chart)
{
	int64_t span = chart->last - chart->first;
	return chart->kind->shape != SHAPE_STEPS ? AXIS_DAY : span < AXIS_DAY ? 3600 : span / 50;
}

static void add_time_axis(struct renderer *renderer)
{
	const struct chart *chart = renderer->chart;
	bool es = renderer->lang == LANG_ES;
	int64_t span = chart->last - chart->first, before = chart->kind->shape == SHAPE_DAYS
								    ? AXIS_DAY
							    : span < AXIS_DAY ? 3600
									      : span / 50;
	const char *format = span < 2 * AXIS_DAY && chart->kind->shape == SHAPE_STEPS ? "%H:%M"
			     : span > 300 * AXIS_DAY                                  ? "%Y-%m"
			     : es                                                     ? "%d/%m"
										      : "%m-%d";
	int64_t first = chart->first - before, last = chart->last + chart_edge(chart);
	int64_t step = (last - first) / (font_of(&renderer->request->drawing) > 11 ? 7 : 5);
	if (*(format + 1) != 'H') /* whole days */
		step = (step / AXIS_DAY + 1) * AXIS_DAY;
	buf_printf(renderer->out,
		   "set xrange [%" PRId64 ":%" PRId64 "]\nset xtics time format '%s' %" PRId64
		   ",%" PRId64 "\n",
		   first, last, format, chart->first - chart->first % AXIS_DAY,
		   step ? step : AXIS_DAY);
}

static void add_tics(struct renderer *renderer, const char *axis)
{
	const struct chart *chart = renderer->chart;
	buf_printf(renderer->out, "set %stics (", axis);
	for (size_t i = 0; i < chart->kept_count; i++) {
		buf_text(renderer->out, i ? ", " : "");
		chart_quote(renderer, chart->kept[i].label);
		buf_printf(renderer->out, " %zu", i + 1);
	}
	buf_text(renderer->out, ")\n");
}

static void add_title(struct renderer *renderer, const char *title)
{
	if (title) {
		buf_text(renderer->out, " title ");
		chart_quote(renderer, tr(renderer->lang, title));
	} else {
		buf_text(renderer->out, " notitle");
	}
}

/* A value and, where the chart has two, its counterpart: PLOT with column 2, then 3. */
static void add_pair(struct renderer *renderer, const struct theme *theme, const char *before,
		     const char *after)
{
	const struct chart_kind *kind = renderer->chart->kind;
	for (int column = 2; column <= (kind->second < 0 ? 2 : 3); column++) {
		buf_printf(renderer->out, "%s$data using %s%d%s linecolor rgb '%s'",
			   column == 2 ? "plot " : ", \\\n     ", before, column, after,
			   theme->colors[column - 2]);
		add_title(renderer, column == 2 ? kind->up : kind->down);
	}
}

static void plot_bars(struct renderer *renderer, const struct theme *theme)
{
	struct buf *out = renderer->out;
	bool two = renderer->chart->kind->second >= 0;
	add_range(renderer, "x", 0.24);
	buf_printf(out,
		   "set yrange [%zu.6:%s] reverse\nset grid noytics\nset key %s\nset xtics "
		   "autofreq rotate by 0\nset xtics font ',%d'\n",
		   renderer->chart->kept_count, two ? "-0.4" : "0.4", two ? "on" : "off",
		   font_of(&renderer->request->drawing) - 2);
	add_tics(renderer, "y");
	if (!two) /* each bar says its value */
		buf_text(out, "set format x ''\n");
	add_pair(renderer, theme, "(0):1:(0):", ":($1-0.38):($1+0.38) with boxxyerror");
	if (!two)
		buf_printf(out,
			   ", \\\n     $data using ($2 > 0 ? $2 : 0):1:(sprintf('%%.12g', $2)) "
			   "with labels left offset 0.5,0 textcolor rgb '%s' notitle",
			   theme->text);
	buf_char(out, '\n');
}

static void plot_heat(struct renderer *renderer, const struct theme *theme)
{
	static const char *const weekdays[] = { N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"),
						N_("Fri"), N_("Sat"), N_("Sun") };
	struct buf *out = renderer->out;
	buf_text(out, "set ytics (");
	for (int i = 0; i < 7; i++) {
		buf_text(out, i ? ", " : "");
		chart_quote(renderer, tr(renderer->lang, weekdays[i]));
		buf_printf(out, " %d", i + 1);
	}
	buf_printf(out,
		   ")\nset xtics 0,3,23 format '%%02.0fh'\nset xrange [-0.5:23.5]\nset yrange "
		   "[7.5:0.5] reverse\nunset grid\nunset border\nset tics scale 0\n"
		   "set palette defined (%s)\nset cbrange [0:%.0f]\nset colorbox user origin "
		   "0.93,0.2 size 0.02,0.6\nset cbtics format '%%.0f' (0, %.0f)\nset rmargin 9\n"
		   "plot $data using 1:2:($1-0.46):($1+0.46):($2-0.44):($2+0.44):3 with boxxyerror "
		   "fillcolor palette notitle\n",
		   theme->heat, chart_number(renderer->chart->values.most),
		   chart_number(renderer->chart->values.most));
}

static void plot_series(struct renderer *renderer, const struct theme *theme)
{
	struct buf *out = renderer->out;
	size_t key_rows = (renderer->chart->kept_count + 1) / 2; /* two in a row */
	add_range(renderer, "y", 0.1 + 0.09 * (double)key_rows);
	add_time_axis(renderer);
	for (size_t i = 0; i < renderer->chart->kept_count; i++) {
		buf_printf(out,
			   "%s$data index %zu using 1:2 with steps linewidth %d linecolor rgb '%s' "
			   "title ",
			   i ? ", \\\n     " : "plot ", i, i ? 3 : 7,
			   theme->colors[i]); /* two that are equal are both seen */
		chart_quote(renderer, renderer->chart->kept[i].label);
	}
	buf_char(out, '\n');
}

static void plot_nothing(struct renderer *renderer, const struct theme *theme)
{
	buf_text(renderer->out, "unset border\nunset tics\nset xrange [0:1]\nset yrange [0:1]\nset "
				"label 1 ");
	chart_quote(renderer, tr(renderer->lang, N_("Nothing to show yet.")));
	buf_printf(renderer->out, " at graph 0.5,0.5 center textcolor rgb '%s'\nplot 2 notitle\n",
		   theme->text);
}

static void plot(struct renderer *renderer, const struct theme *theme)
{
	struct chart *chart = renderer->chart;
	switch (chart->kind->shape) {
	case SHAPE_BARS: plot_bars(renderer, theme); return;
	case SHAPE_HEAT: plot_heat(renderer, theme); return;
	case SHAPE_SERIES: plot_series(renderer, theme); return;
	case SHAPE_COLUMNS:
		add_range(renderer, "y", 0.12);
		buf_printf(renderer->out,
			   "set xrange [0.3:%zu.7]\nset boxwidth 0.8\nset grid noxtics\n",
			   chart->kept_count);
		add_tics(renderer, "x");
		if (chart->kept_count > 12)
			buf_printf(renderer->out, "set xtics font ',%d'\n",
				   font_of(&renderer->request->drawing) - 3);
		add_pair(renderer, theme, "1:", " with boxes");
		break;
	case SHAPE_DAYS:
		add_range(renderer, "y", chart->kind->second < 0 ? 0.08 : 0.2);
		add_time_axis(renderer);
		buf_printf(renderer->out,
			   "set boxwidth %d\nset xzeroaxis linecolor rgb '%s' linetype 1\n",
			   AXIS_DAY * 4 / 5, theme->text);
		add_pair(renderer, theme, "1:", " with boxes");
		break;
	default:
		add_range(renderer, "y", 0.08);
		add_time_axis(renderer);
		add_pair(renderer, theme, "1:", " with steps linewidth 3");
	}
	buf_char(renderer->out, '\n');
}

void chart_plot(struct renderer *renderer)
{
	const struct theme *theme = &themes[renderer->request->drawing.dark];
	add_heading(renderer, theme);
	if (renderer->chart->rows)
		plot(renderer, theme);
	else
		plot_nothing(renderer, theme);
}
