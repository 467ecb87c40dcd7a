/* Charts: data and plot commands for gnuplot, of the reports that have one. What people wrote stands only in single quotes, where gnuplot knows
 * no escape but a doubled quote, and enhanced text is off; the data are numbers alone. Memory does not grow with the report. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "base/fail.h"
#include "base/unicode.h"
#include "report/render.h"

enum { MOST_BARS = 12, MOST_SERIES = 6, MOST_COLUMNS = 24, LABEL_SIZE = 160, LABEL_WIDTH = 16, DAY = 86400 };

enum shape {
	SHAPE_BARS,    /* the largest lie below each other; a second value goes to the left */
	SHAPE_DAYS,    /* a column a day; a second value goes down */
	SHAPE_COLUMNS, /* a column a row, the last ones */
	SHAPE_STEPS,   /* one value over time */
	SHAPE_SERIES,  /* one line for each label */
	SHAPE_HEAT,    /* weekdays and hours */
};
/* Columns of the report; -1: none. */
static const struct chart_kind { const char *report; enum shape shape; const char *title, *up, *down; int label, time, value, second; } kinds[] = {
	{ "balances", SHAPE_BARS, N_("Balances"), NULL, NULL, 0, -1, 3, -1 },
	{ "top", SHAPE_BARS, N_("Top accounts"), NULL, NULL, 1, -1, 2, -1 },
	{ "batch", SHAPE_BARS, N_("Movements of the batch"), N_("debits"), N_("credits"), 0, -1, 2, 3 },
	{ "statement", SHAPE_STEPS, N_("Statement"), NULL, NULL, -1, 0, 5, -1 },
	{ "balances-over-time", SHAPE_SERIES, N_("Balances over time"), NULL, NULL, 0, 1, 2, -1 },
	{ "flows", SHAPE_DAYS, N_("Flows per day"), N_("in"), N_("out"), -1, 0, 1, 2 },
	{ "activity", SHAPE_DAYS, N_("Commands per day"), NULL, NULL, -1, 0, 1, -1 },
	{ "hours", SHAPE_HEAT, N_("Commands by hour and weekday"), NULL, NULL, -1, -1, 2, -1 },
	{ "batch-totals", SHAPE_COLUMNS, N_("Totals of the batches"), NULL, NULL, 0, -1, 3, -1 },
};

static const struct theme { const char *back, *text, *grid, *colors[MOST_SERIES], *heat; } themes[] = {
	{ "#ffffff", "#1f2328", "#d0d7de", { "#0969da", "#bc4c00", "#1a7f37", "#8250df", "#9a6700", "#57606a" }, "0 '#eef2f7', 0.001 '#cfe3fb', 1 '#0a3069'" },
	{ "#1e1f22", "#e6e8eb", "#41454c", { "#58a6ff", "#ff9e57", "#56d364", "#d2a8ff", "#e3b341", "#a5adb8" }, "0 '#2a2c31', 0.001 '#1d4a7a', 1 '#cfe6ff'" },
};

struct chart {
	const struct chart_kind *kind;
	struct { double value, second; char label[LABEL_SIZE]; } kept[MOST_COLUMNS]; /* bars, columns and series */
	size_t kept_count;
	uint64_t rows, left_out;
	long long first, last;   /* of the times */
	double least, most;
	double heat[7][24];
	char series[LABEL_SIZE]; /* the one that rows belong to */
};

static const struct chart_kind *kind_of(const char *report)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].report, report) == 0)
			return &kinds[i];
	return NULL;
}

bool report_has_chart(const char *name)
{
	return kind_of(name) != NULL;
}

/* What a server's fonts (DejaVu) draw: Latin, Greek, Cyrillic, Armenian and symbols. For what no font has, gnuplot's PNG terminal
 * paints an outline over the whole picture. */
static bool is_drawn(const char *c)
{
	unsigned lead = (unsigned char)c[0], next = (unsigned char)c[1];
	return lead < 0xd6 || (lead == 0xd6 && next < 0x90) || (lead == 0xe1 && next >= 0xb8) || (lead == 0xe2 && next < 0x9f);
}

/* In single quotes, which gnuplot leaves alone. A browser has fonts of its own for an SVG. */
static void add_quoted(struct renderer *renderer, const char *text)
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
		else
			buf_add(out, c, length);
		c += length;
	}
	buf_char(out, '\'');
	buf_free(&clean);
}

static void begin(struct renderer *renderer)
{
	renderer->chart = calloc(1, sizeof *renderer->chart);
	if (!renderer->chart)
		fail(EX_OSERR, "out of memory");
	renderer->chart->kind = kind_of(renderer->report->name);
	buf_text(renderer->out, "$data << END\n");
}

/* Of a local time or day as if it were UTC: gnuplot's axis has no zones. */
static bool read_time(const char *text, long long *seconds)
{
	struct tm parts = { 0 };
	if (!text || sscanf(text, "%d-%d-%d %d:%d", &parts.tm_year, &parts.tm_mon, &parts.tm_mday, &parts.tm_hour, &parts.tm_min) < 3)
		return false;
	parts.tm_year -= 1900;
	parts.tm_mon--;
	*seconds = timegm(&parts);
	return true;
}

static double number(const char *text)
{
	return text ? strtod(text, NULL) : 0;
}

static void widen(struct chart *chart, double value)
{
	if (value < chart->least)
		chart->least = value;
	if (value > chart->most)
		chart->most = value;
}

static void set_label(char label[LABEL_SIZE], const char *text)
{
	struct buf clean = { 0 };
	text_clean(&clean, text);
	size_t points = utf8_count(buf_string(&clean)), length = clean.length;
	const char *more = "";
	while (points && (text_width(buf_string(&clean)) > LABEL_WIDTH || length > LABEL_SIZE - 8)) {
		length = utf8_prefix(buf_string(&clean), --points);
		clean.bytes[length] = '\0';
		more = "…";
	}
	snprintf(label, LABEL_SIZE, "%s%s", buf_string(&clean), more);
	buf_free(&clean);
}

/* The largest bars are kept, in falling order. */
static void keep_bar(struct chart *chart, const char *label, double value, double second)
{
	double size = value < 0 ? -value : value + second;
	size_t at = chart->kept_count;
	if (size == 0)
		return;
	while (at && size > (chart->kept[at - 1].value < 0 ? -chart->kept[at - 1].value : chart->kept[at - 1].value + chart->kept[at - 1].second))
		at--;
	chart->left_out += chart->kept_count == MOST_BARS;
	if (at == MOST_BARS)
		return;
	if (chart->kept_count < MOST_BARS)
		chart->kept_count++;
	memmove(&chart->kept[at + 1], &chart->kept[at], (chart->kept_count - at - 1) * sizeof chart->kept[0]);
	chart->kept[at].value = value;
	chart->kept[at].second = second;
	set_label(chart->kept[at].label, label);
}

static void keep_column(struct chart *chart, const char *label, double value)
{
	if (chart->kept_count == MOST_COLUMNS) { /* the last ones are of interest */
		memmove(&chart->kept[0], &chart->kept[1], (MOST_COLUMNS - 1) * sizeof chart->kept[0]);
		chart->kept_count--;
		chart->left_out++;
	}
	chart->kept[chart->kept_count].value = value;
	set_label(chart->kept[chart->kept_count++].label, label);
}

/* False: the row belongs to a line for which there is no room. */
static bool enter_series(struct renderer *renderer, const char *label)
{
	struct chart *chart = renderer->chart;
	char cut[LABEL_SIZE];
	snprintf(cut, sizeof cut, "%s", label);
	if (!chart->rows || strcmp(chart->series, cut) != 0) {
		memcpy(chart->series, cut, sizeof cut);
		if (chart->kept_count == MOST_SERIES) {
			chart->left_out++;
			return false;
		}
		if (chart->kept_count)
			buf_text(renderer->out, "\n\n");
		set_label(chart->kept[chart->kept_count++].label, strcmp(label, "members") == 0 ? tr(renderer->lang, N_("members")) : label);
		return true;
	}
	return !chart->left_out;
}

static void add_point(struct renderer *renderer, const char *const *cells)
{
	struct chart *chart = renderer->chart;
	const struct chart_kind *kind = chart->kind;
	double value = number(cells[kind->value]), second = kind->second < 0 ? 0 : number(cells[kind->second]);
	long long time;
	if (kind->shape == SHAPE_SERIES && !enter_series(renderer, cells[kind->label] ? cells[kind->label] : "")) {
		chart->rows++;
		return;
	}
	if (!read_time(cells[kind->time], &time))
		return; /* an opening balance has no time: the next line shows it */
	if (!chart->rows || time < chart->first)
		chart->first = time;
	if (!chart->rows || time > chart->last)
		chart->last = time;
	widen(chart, value);
	widen(chart, -second);
	buf_printf(renderer->out, "%lld %.9g %.9g\n", time, value, -second);
	chart->rows++;
}

static void row(struct renderer *renderer, const char *const *cells)
{
	struct chart *chart = renderer->chart;
	const struct chart_kind *kind = chart->kind;
	const char *label = kind->label >= 0 && cells[kind->label] ? cells[kind->label] : "";
	double value = number(cells[kind->value]);
	int weekday, hour;
	switch (kind->shape) {
	case SHAPE_BARS:
		if (kind->second < 0 || cells[4]) /* the batch's last line is its total */
			keep_bar(chart, label, value, kind->second < 0 ? 0 : number(cells[kind->second]));
		break;
	case SHAPE_COLUMNS: keep_column(chart, label, value); break;
	case SHAPE_HEAT:
		weekday = atoi(cells[0]) - 1;
		hour = atoi(cells[1]);
		chart->heat[weekday][hour] = value;
		widen(chart, value);
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
			buf_printf(renderer->out, "%d %d %.0f\n", cell % 24, cell / 24 + 1, chart->heat[cell / 24][cell % 24]);
	if (chart->kind->shape != SHAPE_BARS && chart->kind->shape != SHAPE_COLUMNS)
		return;
	for (size_t i = 0; i < chart->kept_count; i++) {
		widen(chart, chart->kept[i].value);
		widen(chart, -chart->kept[i].second);
		buf_printf(renderer->out, "%zu %.9g %.9g\n", i + 1, chart->kept[i].value, -chart->kept[i].second);
	}
	chart->rows = chart->kept_count;
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
	buf_printf(out, "set encoding utf8\nset terminal %s size %d,%d background '%s' font 'sans,%d' noenhanced\n", drawing->terminal == TERMINAL_SVG ? "svg" : "pngcairo",
		   drawing->width ? drawing->width : CHART_WIDTH, drawing->height ? drawing->height : CHART_HEIGHT, theme->back, font);
	buf_text(&title, tr(renderer->lang, chart->kind->title));
	if (request->batch)
		buf_printf(&title, " %lld", (long long)request->batch);
	if (request->account && *request->account != '@')
		buf_printf(&title, ": %s", request->account);
	if (request->currency && strcmp(chart->kind->report, "activity") != 0)
		buf_printf(&title, " (%s)", request->currency);
	buf_text(out, "set title ");
	add_quoted(renderer, buf_string(&title));
	buf_printf(out, " font ',%d' textcolor rgb '%s'\n", font + 2, theme->text);
	buf_printf(out, "set border 3 linecolor rgb '%s'\nset tics nomirror textcolor rgb '%s'\nset key textcolor rgb '%s' top left horizontal\n"
		   "set grid linecolor rgb '%s' linetype 1 linewidth 1\nset style fill solid 0.9 noborder\nset xlabel textcolor rgb '%s'\n",
		   theme->grid, theme->text, theme->text, theme->grid, theme->text);
	buf_printf(out, "set format %s '%s'\n", chart->kind->shape == SHAPE_BARS ? "x" : "y", chart->most >= 10000 || chart->least <= -10000 ? "%.0s%c" : "%g");
	if (chart->left_out) {
		buf_clear(&title);
		buf_printf(&title, tr(renderer->lang, N_("and %llu more")), (unsigned long long)chart->left_out);
		buf_text(out, "set xlabel ");
		add_quoted(renderer, buf_string(&title));
		buf_char(out, '\n');
	}
	buf_free(&title);
}

/* Room beyond the greatest values for what stands beside them. */
static void add_range(struct renderer *renderer, const char *axis, double room)
{
	const struct chart *chart = renderer->chart;
	double span = chart->most - chart->least;
	if (span <= 0)
		span = 1;
	buf_printf(renderer->out, "set %srange [%.9g:%.9g]\n", axis, chart->least < 0 ? chart->least - span * 0.06 : 0, chart->most + span * room);
}

static void add_time_axis(struct renderer *renderer)
{
	const struct chart *chart = renderer->chart;
	bool es = renderer->lang == LANG_ES;
	long long span = chart->last - chart->first, edge = chart->kind->shape == SHAPE_DAYS ? DAY : span < DAY ? 3600 : span / 50;
	const char *format = span < 2 * DAY && chart->kind->shape == SHAPE_STEPS ? "%H:%M" : span > 300LL * DAY ? "%Y-%m" : es ? "%d/%m" : "%m-%d";
	long long first = chart->first - edge, last = chart->last + edge;
	long long step = (last - first) / (font_of(&renderer->request->drawing) > 11 ? 7 : 5);
	if (*(format + 1) != 'H') /* whole days */
		step = (step / DAY + 1) * DAY;
	buf_printf(renderer->out, "set xrange [%lld:%lld]\nset xtics time format '%s' %lld,%lld\n", first, last, format, chart->first - chart->first % DAY,
		   step ? step : DAY);
}

static void add_tics(struct renderer *renderer, const char *axis)
{
	const struct chart *chart = renderer->chart;
	buf_printf(renderer->out, "set %stics (", axis);
	for (size_t i = 0; i < chart->kept_count; i++) {
		buf_text(renderer->out, i ? ", " : "");
		add_quoted(renderer, chart->kept[i].label);
		buf_printf(renderer->out, " %zu", i + 1);
	}
	buf_text(renderer->out, ")\n");
}

static void add_title(struct renderer *renderer, const char *title)
{
	if (title) {
		buf_text(renderer->out, " title ");
		add_quoted(renderer, tr(renderer->lang, title));
	} else {
		buf_text(renderer->out, " notitle");
	}
}

/* A value and, where the chart has two, its counterpart: PLOT with column 2, then 3. */
static void add_pair(struct renderer *renderer, const struct theme *theme, const char *before, const char *after)
{
	const struct chart_kind *kind = renderer->chart->kind;
	for (int column = 2; column <= (kind->second < 0 ? 2 : 3); column++) {
		buf_printf(renderer->out, "%s$data using %s%d%s linecolor rgb '%s'", column == 2 ? "plot " : ", \\\n     ", before, column, after, theme->colors[column - 2]);
		add_title(renderer, column == 2 ? kind->up : kind->down);
	}
}

static void plot_bars(struct renderer *renderer, const struct theme *theme)
{
	struct buf *out = renderer->out;
	bool two = renderer->chart->kind->second >= 0;
	add_range(renderer, "x", 0.24);
	buf_printf(out, "set yrange [%zu.6:%s] reverse\nset grid noytics\nset key %s\nset xtics autofreq rotate by 0\nset xtics font ',%d'\n", renderer->chart->kept_count,
		   two ? "-0.4" : "0.4", two ? "on" : "off", font_of(&renderer->request->drawing) - 2);
	add_tics(renderer, "y");
	if (!two) /* each bar says its value */
		buf_text(out, "set format x ''\n");
	add_pair(renderer, theme, "(0):1:(0):", ":($1-0.38):($1+0.38) with boxxyerror");
	if (!two)
		buf_printf(out, ", \\\n     $data using ($2 > 0 ? $2 : 0):1:(sprintf('%%.12g', $2)) with labels left offset 0.5,0 textcolor rgb '%s' notitle", theme->text);
	buf_char(out, '\n');
}

static void plot_heat(struct renderer *renderer, const struct theme *theme)
{
	static const char *const weekdays[] = { N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun") };
	struct buf *out = renderer->out;
	buf_text(out, "set ytics (");
	for (int i = 0; i < 7; i++) {
		buf_text(out, i ? ", " : "");
		add_quoted(renderer, tr(renderer->lang, weekdays[i]));
		buf_printf(out, " %d", i + 1);
	}
	buf_printf(out, ")\nset xtics 0,3,23 format '%%02.0fh'\nset xrange [-0.5:23.5]\nset yrange [7.5:0.5] reverse\nunset grid\nunset border\nset tics scale 0\n"
		   "set palette defined (%s)\nset cbrange [0:%.0f]\nset colorbox user origin 0.93,0.2 size 0.02,0.6\nset cbtics format '%%.0f' (0, %.0f)\nset rmargin 9\n"
		   "plot $data using 1:2:($1-0.46):($1+0.46):($2-0.44):($2+0.44):3 with boxxyerror fillcolor palette notitle\n",
		   theme->heat, renderer->chart->most, renderer->chart->most);
}

static void plot_series(struct renderer *renderer, const struct theme *theme)
{
	struct buf *out = renderer->out;
	add_range(renderer, "y", 0.22); /* the key stands there */
	add_time_axis(renderer);
	for (size_t i = 0; i < renderer->chart->kept_count; i++) {
		buf_printf(out, "%s$data index %zu using 1:2 with steps linewidth %d linecolor rgb '%s' title ", i ? ", \\\n     " : "plot ", i, i ? 3 : 7, theme->colors[i]); /* two that are equal are both seen */
		add_quoted(renderer, renderer->chart->kept[i].label);
	}
	buf_char(out, '\n');
}

static void plot_nothing(struct renderer *renderer, const struct theme *theme)
{
	buf_text(renderer->out, "unset border\nunset tics\nset xrange [0:1]\nset yrange [0:1]\nset label 1 ");
	add_quoted(renderer, tr(renderer->lang, N_("Nothing to show yet.")));
	buf_printf(renderer->out, " at graph 0.5,0.5 center textcolor rgb '%s'\nplot 2 notitle\n", theme->text);
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
		buf_printf(renderer->out, "set xrange [0.3:%zu.7]\nset boxwidth 0.8\nset grid noxtics\n", chart->kept_count);
		add_tics(renderer, "x");
		if (chart->kept_count > 12)
			buf_printf(renderer->out, "set xtics font ',%d'\n", font_of(&renderer->request->drawing) - 3);
		add_pair(renderer, theme, "1:", " with boxes");
		break;
	case SHAPE_DAYS:
		add_range(renderer, "y", chart->kind->second < 0 ? 0.08 : 0.2);
		add_time_axis(renderer);
		buf_printf(renderer->out, "set boxwidth %d\nset xzeroaxis linecolor rgb '%s' linetype 1\n", DAY * 4 / 5, theme->text);
		add_pair(renderer, theme, "1:", " with boxes");
		break;
	default:
		add_range(renderer, "y", 0.08);
		add_time_axis(renderer);
		add_pair(renderer, theme, "1:", " with steps linewidth 3");
	}
	buf_char(renderer->out, '\n');
}

static void end(struct renderer *renderer)
{
	const struct theme *theme = &themes[renderer->request->drawing.dark];
	add_data_that_was_kept(renderer);
	buf_text(renderer->out, "END\n");
	add_heading(renderer, theme);
	if (renderer->chart->rows)
		plot(renderer, theme);
	else
		plot_nothing(renderer, theme);
	free(renderer->chart);
	renderer->chart = NULL;
}

const struct format_functions gnuplot_format = { begin, row, end, true };
