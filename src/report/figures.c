/* The cells of a line, and the columns that it has when a report is compared. */
#include "report/figures.h"

#include <stdio.h>
#include <string.h>

#include "base/calendar.h"
#include "report/subjects.h"

enum { MOST_VALUES = MAX_REPORT_COLUMNS + 2 };

/* The values of a row, one behind the other. */
struct filling {
	struct value values[MOST_VALUES];
	int count;
	struct arena arena;
};

static void add(struct filling *filling, struct value value)
{
	filling->values[filling->count++] = value;
}

static void add_amount(struct filling *filling, wide amount)
{
	add(filling, wide_or_text(&filling->arena, amount));
}

/* The change in whole percent of what was before, halves away from zero; nothing where that says
 * little: there was nothing before, the sign changed, or it is more than tenfold. */
static struct value percent(wide now, wide before)
{
	enum { MOST_PERCENT = 999 };
	if (!before || !now || (now < 0) != (before < 0))
		return (struct value){ 0 };
	wide change = now - before, whole = before < 0 ? -before : before;
	wide doubled = change * 200 + (change < 0 ? -whole : whole);
	wide rounded = doubled / (2 * whole);
	if (rounded > MOST_PERCENT)
		return (struct value){ 0 };
	return (struct value){ .kind = VALUE_INTEGER, .integer = (int64_t)rounded };
}

static void add_months(struct filling *filling, const struct periods *periods,
		       const struct figures *figures)
{
	wide total = 0;
	for (int i = 0; i < periods->count; i++) {
		add_amount(filling, figures->amounts[i]);
		total += figures->amounts[i];
	}
	add_amount(filling, figures->first  ? figures->amounts[0]
			    : figures->last ? figures->amounts[periods->count - 1]
					    : total);
}

static void add_amounts(struct filling *filling, const struct periods *periods,
			const struct figures *figures)
{
	wide now = figures->amounts[0], before = figures->amounts[1];
	if (periods->compare == COMPARE_MONTHS) {
		add_months(filling, periods, figures);
		return;
	}
	add_amount(filling, now);
	if (periods->compare) {
		add_amount(filling, before);
		add_amount(filling, now - before);
		add(filling, percent(now, before));
	}
}

bool figures_give(const struct feeding *feeding, const struct periods *periods,
		  const struct figures *figures)
{
	struct filling filling = { 0 };
	if (figures->kind != LINE_OF_TAG)
		add(&filling, text_or_null(figures->section));
	add(&filling, text_or_null(figures->name));
	if (figures->kind == LINE_OF_TREE)
		add(&filling, bind_integer("", figures->level).value);
	add_amounts(&filling, periods, figures);
	add(&filling, text_or_null(figures->currency));
	if (figures->kind != LINE_OF_TAG)
		add(&filling, value_or_null(figures->account));
	add(&filling, bind_integer("", figures->scale).value);
	add(&filling, (struct value){ .kind = VALUE_END });
	bool more = feeding->row(feeding->context, filling.values);
	arena_free(&filling.arena);
	return more;
}

bool figures_are_zero(const struct periods *periods, const struct figures *figures)
{
	for (int i = 0; i < periods->count; i++)
		if (figures->amounts[i])
			return false;
	return true;
}

/* What is told of periods: their columns, behind those that a line begins with. */
enum { MONTHS_IN_CHAT = 3, FIGURE_COLUMNS = MOST_PERIODS + 1 };

static int month_columns(const struct periods *periods, struct column *columns)
{
	static char titles[MOST_PERIODS][PERIOD_TITLE_SIZE];
	for (int i = 0; i < periods->count; i++) {
		memcpy(titles[i], periods->list[i].title, sizeof titles[i]);
		columns[i] =
			(struct column){ .title = titles[i], .kind = COLUMN_AMOUNT, .side = true };
	}
	columns[periods->count] = (struct column){ .title = N_("total"), .kind = COLUMN_AMOUNT };
	return periods->count + 1;
}

/* Programs get names that stay: "amount", "before". */
static int two_columns(const struct periods *periods, bool people, struct column *columns)
{
	static char titles[2][PERIOD_TITLE_SIZE];
	enum { SHORT = 7 };
	for (int i = 0; i < 2; i++)
		memcpy(titles[i], periods->list[i].title, sizeof titles[i]);
	bool brief = strlen(titles[0]) <= SHORT && strlen(titles[1]) <= SHORT;
	columns[0] = (struct column){ .title = N_("amount"),
				      .kind = COLUMN_AMOUNT,
				      .heading = people ? titles[0] : NULL,
				      .brief = brief ? titles[0] : N_("brief|this period") };
	columns[1] = (struct column){ .title = N_("before"),
				      .kind = COLUMN_AMOUNT,
				      .heading = people ? titles[1] : NULL,
				      .brief = brief ? titles[1] : N_("brief|before") };
	columns[2] = (struct column){ .title = N_("change"), .kind = COLUMN_AMOUNT };
	columns[3] = (struct column){ .title = N_("percent"),
				      .kind = COLUMN_NUMBER,
				      .heading = people ? "%" : NULL };
	return 4;
}

/* The months that a phone has room for: the last ones that are not ahead. */
static void month_line(const struct periods *periods, const char *left, size_t length, int64_t now,
		       char *line, size_t room)
{
	int last = periods->count;
	while (last > 1 && periods->list[last - 1].from > now)
		last--;
	int first = last > MONTHS_IN_CHAT ? last - MONTHS_IN_CHAT : 0;
	int used = snprintf(line, room, "%.*s", (int)length, left);
	for (int i = first; i < last; i++)
		used += snprintf(line + used, room - (size_t)used, "\t{%.7s:z}",
				 periods->list[i].title);
}

/* Puts the columns of PERIODS in the place of the amounts of REPORT. */
static void put_columns(struct report *shaped, const struct report *report,
			const struct periods *periods, bool people)
{
	struct column figures[FIGURE_COLUMNS];
	int count = periods->compare == COMPARE_MONTHS ? month_columns(periods, figures)
						       : two_columns(periods, people, figures);
	int first = 0, behind;
	while (report->columns[first].kind != COLUMN_AMOUNT)
		first++;
	for (behind = first; strcmp(report->columns[behind].title, "currency") != 0;)
		behind++;
	int shift = count - (behind - first);
	memset(&shaped->columns[first], 0,
	       sizeof shaped->columns - (size_t)first * sizeof *shaped->columns);
	memcpy(&shaped->columns[first], figures, (size_t)count * sizeof *figures);
	for (int i = behind; report->columns[i].title; i++)
		shaped->columns[i + shift] = report->columns[i];
	for (int i = 0; shaped->columns[i].title; i++)
		if (shaped->columns[i].number > behind)
			shaped->columns[i].number += shift;
}

/* The report with the columns that compare periods. */
static const struct report *compare_shape(struct store *store, const struct report_request *request)
{
	static struct report shaped;
	static char line[160];
	const struct report *report = report_named(request->name);
	const char *template = report->chat.beside ? report->chat.beside : report->chat.lines[0];
	size_t left = strcspn(template, "\t");
	const struct zone *zone = report_zone(store, request->guild_id);
	struct periods periods;
	periods_read(&periods, request, zone);
	shaped = *report;
	put_columns(&shaped, report, &periods,
		    request->sheet || report_formats[request->format]->form != FORM_RECORD);
	if (request->compare == COMPARE_MONTHS) {
		int64_t today = report_today(store, request->guild_id);
		month_line(&periods, template, left, day_instant(zone, today, 0), line,
			   sizeof line);
		if (periods.count > MONTHS_IN_CHAT)
			shaped.chat.legend =
				N_("The last months; the CSV file has them all, and their total.");
	} else {
		snprintf(line, sizeof line, "%.*s\t{amount}\t{before}\t{change:+}", (int)left,
			 template);
	}
	shaped.chat.lines[0] = line;
	return &shaped;
}

const struct report *report_shape(struct store *store, const struct report_request *request)
{
	const struct report *report = report_named(request->name);
	if (request->compare && report->compared)
		return compare_shape(store, request);
	return report->shaped ? dues_shape(store, request) : report;
}
