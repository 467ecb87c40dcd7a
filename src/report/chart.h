/* What the two halves of a chart share: the data kept while rows come, and how they are drawn.
 * Private to the room. */
#ifndef REPORT_CHART_H
#define REPORT_CHART_H

#include "report/render.h"

enum {
	MOST_BARS = 12,
	MOST_SERIES = 6,
	MOST_COLUMNS = 24,
	LABEL_SIZE = 160,
	LABEL_WIDTH = 16,
	DAY = 86400
};

struct chart {
	const struct chart_kind *kind;
	struct {
		double value, second;
		char label[LABEL_SIZE];
	} kept[MOST_COLUMNS]; /* bars, columns and series */
	size_t kept_count;
	uint64_t rows, left_out;
	long long first, last; /* of the times */
	double least, most;
	double heat[7][24];
	char series[LABEL_SIZE]; /* the one that rows belong to */
	struct {
		bool drawn;
		long long time;
		double value;
	} end; /* of the line under way */
};

/* Appends TEXT in single quotes, fit for gnuplot: no escape, no character that the terminal's fonts
 * cannot draw. */
void chart_quote(struct renderer *renderer, const char *text);
/* The largest and least value so far include VALUE. */
void chart_widen(struct chart *chart, double value);
/* How many seconds the axis goes on behind the last time. */
long long chart_edge(const struct chart *chart);
/* Appends the heading and the plot commands of the data that stand before them. */
void chart_plot(struct renderer *renderer);

#endif
