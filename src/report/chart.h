/* What the two halves of a chart share: the data kept while rows come, and how they are drawn.
 * Private to the room. */
#ifndef REPORT_CHART_H
#define REPORT_CHART_H

#include "report/axis.h"
#include "report/render.h"

enum { MOST_BARS = 12, MOST_SERIES = 6, MOST_COLUMNS = 24, LABEL_SIZE = 160, LABEL_WIDTH = 16 };

struct chart {
	const struct chart_kind *kind;
	struct {
		wide value, second;
		char label[LABEL_SIZE];
	} kept[MOST_COLUMNS]; /* bars, columns and series */
	size_t kept_count;
	uint64_t rows, left_out;
	int64_t first, last; /* of the times */
	struct axis values;
	wide heat[7][24];
	char series[LABEL_SIZE]; /* the one that rows belong to */
	struct {
		bool drawn;
		int64_t time;
		wide value;
	} end; /* of the line under way */
};

/* Appends TEXT in single quotes, fit for gnuplot: no escape, no character that the terminal's fonts
 * cannot draw. */
void chart_quote(struct renderer *renderer, const char *text);
/* A value of the chart, which is in billionths, as gnuplot takes it. */
double chart_number(wide value);
/* How many seconds the axis goes on behind the last time. */
int64_t chart_edge(const struct chart *chart);
/* Appends the heading and the plot commands of the data that stand before them. */
void chart_plot(struct renderer *renderer);

#endif
