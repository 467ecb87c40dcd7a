/* What the parts of a chart share: the data kept while rows come (chart.c), what is said of them
 * (chart_text.c) and how they are drawn (canvas.c, plot.c, plot_time.c, plot_bars.c). Private to
 * the room. */
#ifndef REPORT_CHART_H
#define REPORT_CHART_H

#include "report/axis.h"
#include "report/render.h"

enum {
	MAX_BARS = 12,
	MAX_BARS_OF_TWO = 7, /* in each of two groups */
	MAX_COLUMNS = 24,
	MAX_LINES = 5,
	MAX_BUCKETS = 60, /* of days, then weeks, months, years */
	LABEL_SIZE = 160,
	LABEL_WIDTH = 16
};

/* Values are in billionths, as many decimals as a currency can have. */
struct chart_group {
	struct {
		wide value, second;
		char label[LABEL_SIZE];
		bool open; /* of the open batch */
	} kept[MAX_COLUMNS];
	size_t count;
	uint64_t left_out;
	wide total, left_total; /* of all values; of those that were left out */
	struct axis values;
};
enum { GROUP_GUILD, GROUP_MEMBERS, GROUP_COUNT }; /* without an owner column all is the first */

struct chart_line {
	char label[LABEL_SIZE];
	bool of_members; /* all of them together */
	wide first, last;
	uint64_t points; /* before its end at the edge */
	int64_t begin, end;
	struct axis values;
};

struct chart_bucket {
	int64_t start;
	wide up, down;
};

struct chart {
	const struct chart_kind *kind;
	int scale;           /* of the currency: the decimals that the cells have */
	uint64_t rows;       /* that are drawn */
	int64_t first, last; /* of the times, in seconds of the guild's clock; LAST with the edge */
	int64_t until;       /* the last one without it */
	wide up, down;       /* sums of both values */
	struct chart_group groups[GROUP_COUNT];
	struct chart_line lines[MAX_LINES];
	size_t line_count;
	uint64_t lines_left_out;
	char series[2 * LABEL_SIZE]; /* what the rows of the last line belong to */
	enum axis_unit unit;
	struct chart_bucket buckets[MAX_BUCKETS + 1];
	size_t bucket_count;
	wide heat[7][24];
	struct axis heat_values;
};

/* Appends TEXT in single quotes, fit for gnuplot: no escape, no line break; for a PNG without what
 * the fonts of this machine cannot draw, where they are known. */
void chart_quote(struct renderer *renderer, const char *text);
/* A value as gnuplot takes it. */
double chart_number(wide value);

/* VALUE with the decimals of the currency, as people write it in their language: "1.234,50". */
void chart_amount(struct buf *out, const struct renderer *renderer, wide value);
/* The same with so many DECIMALS, divided by ten to POWER, which is behind it:
 * chart_tic_power() says which one suits an axis. */
void chart_tic(struct buf *out, enum lang lang, wide value, int decimals, int power);
int chart_tic_power(const struct axis *axis);
/* The finding; what is drawn, of which period; and what was left out, if anything. */
void chart_title(struct buf *out, const struct renderer *renderer);
void chart_subtitle(struct buf *out, const struct renderer *renderer);
void chart_remark(struct buf *out, const struct renderer *renderer);
/* When the open batch was opened, by the guild's clock; INT64_MAX: there is none, or the chart ends
 * before it. */
int64_t chart_open_since(const struct renderer *renderer);

/* Appends the plot commands of the data before them. */
void chart_plot(struct renderer *renderer);

/* The picture while it is made: in pixels from its upper left corner. */
struct canvas {
	struct renderer *renderer;
	const struct theme *theme;
	int width, height, font; /* FONT in points */
	int top, bottom, left;   /* what is left of it for the plot */
	bool several;            /* plots, one after the other */
};
struct theme {
	const char *back, *text, *muted, *grid, *hatch, *up, *down, *heat;
};
/* How many pixels a line, and COLUMNS of text, take at SIZE points. */
int canvas_line(int size);
int canvas_text(int size, int columns);
enum text_style { STYLE_PLAIN, STYLE_MUTED, STYLE_BOLD, STYLE_UP, STYLE_DOWN };
/* Appends a label of SIZE points; PLACE: where, and how it is aligned, in gnuplot's words. */
void canvas_label(const struct canvas *canvas, const char *text, int size, enum text_style style,
		  const char *place, ...) __attribute__((format(printf, 5, 6)));
/* The same at a place of the picture. */
void canvas_label_at(const struct canvas *canvas, const char *text, int size, enum text_style style,
		     int x, int y, const char *align);
/* Says where the axes of the next plot are. */
void canvas_margins(const struct canvas *canvas, int left, int right, int top, int bottom);
/* Appends the tics and the range of AXIS ("x", "y") for VALUES, at most MOST steps of them, and
 * returns how many columns the widest tic takes. COUNTS: whole numbers only. SHOWN: with words. */
int canvas_value_axis(const struct canvas *canvas, const char *axis, const struct axis *values,
		      int most, bool counts, bool shown);
/* plot_time.c, plot_bars.c. */
void plot_lines(struct canvas *canvas);
void plot_days(struct canvas *canvas);
void plot_bars(struct canvas *canvas);
void plot_columns(struct canvas *canvas);
void plot_heat(struct canvas *canvas);

#endif
