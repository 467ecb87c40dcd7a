/* clang-format off */
/* A line of a report in Discord, made of a row's cells by a template of the catalogue:
 *
 *   {memo}        the cell of the column with that title; {one|other}: the first that has something
 *   {amount:+}    with flags: "+" the sign of what comes in, too; "z" nothing for zero; "o" nothing
 *                 for the usual state (open, ok); "p" nothing for a payment; "t" of totals only;
 *                 "c" the time of day, too; "n" the name of a weekday; "w" wraps instead of being
 *                 cut; "s" summed at the end; "a" how many days ago;
 *                 "y" who asked for it, and that the column's name approved it
 *   {party:m}     what a movement is and with whom: "from @ana", "Deposit"
 *   {account:d}   from whom to whom: that column and the next name
 *   [ … ]         left out when a column within has nothing
 *   \t            behind it a column each, at the right
 *
 * All else is copied as it is, and so belongs to no language. */
/* clang-format on */
#ifndef REPORT_CHAT_LINE_H
#define REPORT_CHAT_LINE_H

#include "base/arena.h"
#include "base/localized.h"
#include "report/render.h"

enum { MAX_CHAT_PARTS = 16, MAX_CHAT_CELLS = 5 };

/* What all lines of an answer have in common. */
struct chat_view {
	const struct report *report;
	enum lang lang;
	struct arena *arena; /* of all texts */
	enum day_length days;
	bool codes;    /* amounts have the code of their currency behind them */
	int64_t today; /* of ages: a day */
};
struct chat_row {
	const char *cells[MAX_REPORT_COLUMNS];
	const char *currency; /* NULL: none */
	const char *label;    /* is at the left, instead of what the template says; or NULL */
	bool total;
};
struct chat_part {
	const char *text, *number; /* NUMBER: as shown_name_cut() takes it */
	bool flexible;             /* it may be cut: the last one first */
	bool name;                 /* but names after all others */
	bool word;                 /* what happened: it is cut last */
};
struct chat_line {
	struct chat_part parts[MAX_CHAT_PARTS];
	int part_count;
	const char *cells[MAX_CHAT_CELLS]; /* at the right; "" for nothing */
	int cell_count;
	bool wraps;
};

/* The column of that title, of LENGTH bytes; -1: there is none. */
int chat_column(const struct report *report, const char *title, size_t length);
/* The columns at the right of TEMPLATE into COLUMNS, and how many; a bit in *SUMMED for each that
 * is summed. */
int chat_template_cells(const struct report *report, const char *template,
			int columns[MAX_CHAT_CELLS], unsigned *summed);
/* ROW by TEMPLATE. */
void chat_line_read(const struct chat_view *view, const char *template, const struct chat_row *row,
		    struct chat_line *line);
/* How many columns its parts take uncut. */
int chat_line_width(const struct chat_line *line);
/* The parts in at most ROOM columns: cut, or wrapped into further lines. */
const char *chat_line_text(const struct chat_view *view, const struct chat_line *line, int room);

#endif
