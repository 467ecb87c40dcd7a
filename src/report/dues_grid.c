/* The report of dues: a column for each period of a year, whose titles are its dates; a row for
 * each member. */
#include <stdio.h>
#include <string.h>

#include "base/calendar.h"
#include "base/i18n.h"
#include "base/localized.h"
#include "report/month_cells.h"
#include "report/render.h"
#include "report/subjects.h"

enum { MOST_PERIODS = 53, SHOWN_IN_CHAT = 6, BEHIND_NOW = 3 };
enum { MEMBER_ID, MEMBER, FIRST_PERIOD };                         /* columns */
enum { PAID, OWED, CURRENCY, SIGNS, ACCOUNT, SCALE, BEHIND_ALL }; /* behind the periods */

struct grid {
	int64_t schedule; /* 0: there are no dues */
	int64_t amount, scale;
	struct recurrence rule;
	int64_t first, last, begins, today; /* days: of the year that is shown, … */
	int64_t periods[MOST_PERIODS];
	int count, from, to; /* FROM up to TO: those that Discord shows */
};

static bool take_schedule(void *context, const struct value *values)
{
	struct grid *grid = context;
	int64_t done, until;
	if (!rule_of_columns(value_words(&values[1]), &grid->rule, &done, &until) ||
	    !day_parse(value_words(&values[2]), &grid->begins))
		return true;
	grid->schedule = values[0].integer;
	return false;
}

/* The periods of the year that is asked for: of FROM, else of today. */
static void find_periods(struct grid *grid, const struct zone *zone, int64_t from)
{
	int year = date_of_day(from ? day_at(zone, from) : grid->today).year;
	int now = 0;
	grid->first = day_of_date((struct date){ year, 1, 1 });
	grid->last = day_of_date((struct date){ year, 12, 31 });
	int64_t start = grid->begins > grid->first ? grid->begins : grid->first;
	for (int64_t day = recurrence_after(&grid->rule, start - 1);
	     day != NO_DAY && day <= grid->last && grid->count < MOST_PERIODS;
	     day = recurrence_after(&grid->rule, day)) {
		now += day <= grid->today;
		grid->periods[grid->count++] = day;
	}
	grid->to = now + BEHIND_NOW > SHOWN_IN_CHAT ? now + BEHIND_NOW : SHOWN_IN_CHAT;
	if (grid->to > grid->count)
		grid->to = grid->count;
	grid->from = grid->to > SHOWN_IN_CHAT ? grid->to - SHOWN_IN_CHAT : 0;
}

static void find_grid(struct store *store, const struct report_request *request, struct grid *grid)
{
	struct binding bindings[] = { bind_integer(":guild", (int64_t)request->guild_id),
				      bind_optional(":schedule", request->schedule) };
	const struct zone *zone = report_zone(store, request->guild_id);
	*grid = (struct grid){ .today = report_today(store, request->guild_id) };
	store_query(store, "report dues schedule", bindings, 2, take_schedule, grid);
	if (grid->schedule)
		find_periods(grid, zone, request->from);
}

/* "J F M" above the signs of those periods that Discord shows: months by their first letter, more
 * often by their day. */
static void write_heading(const struct grid *grid, enum lang lang, char *heading, size_t room)
{
	static const char *const letters[LANG_COUNT] = { "JFMAMJJASOND", "EFMAMJJASOND" };
	size_t length = 0;
	bool weekly = grid->rule.unit == RECURS_WEEK || grid->rule.unit == RECURS_DAY;
	heading[0] = '\0';
	for (int i = grid->from; i < grid->to && length < room; i++) {
		struct date date = date_of_day(grid->periods[i]);
		length += (size_t)(weekly ? snprintf(heading + length, room - length, "%s%d",
						     i > grid->from ? " " : "", date.day)
					  : snprintf(heading + length, room - length, "%s%c",
						     i > grid->from ? " " : "",
						     letters[lang][date.month - 1]));
	}
}

const struct report *dues_shape(struct store *store, const struct report_request *request)
{
	static struct report shaped;
	static char titles[MOST_PERIODS][DAY_TEXT_SIZE], heading[160], title[64];
	const struct report *report = report_named(request->name);
	struct grid grid;
	find_grid(store, request, &grid);
	shaped = *report;
	const struct column *behind = &report->columns[FIRST_PERIOD];
	for (int i = 0; i < grid.count; i++)
		shaped.columns[FIRST_PERIOD + i] =
			(struct column){ .title = day_format(grid.periods[i], titles[i]),
					 .kind = COLUMN_TEXT };
	for (int i = 0; i <= ACCOUNT; i++)
		shaped.columns[FIRST_PERIOD + grid.count + i] = behind[i];
	shaped.columns[FIRST_PERIOD + grid.count + SIGNS].brief = heading;
	shaped.columns[FIRST_PERIOD + grid.count + BEHIND_ALL - 1] = (struct column){ 0 };
	shaped.columns[MEMBER].number = FIRST_PERIOD + grid.count + ACCOUNT + 1;
	if (grid.schedule)
		snprintf(title, sizeof title, "%s %d", tr(request->lang, report->chat.title),
			 date_of_day(grid.first).year);
	shaped.chat.title = grid.schedule ? title : report->chat.title;
	write_heading(&grid, request->lang, heading, sizeof heading);
	return &shaped;
}

/* A row that is being gathered: what the query gives of one member, period by period. */
struct gathering {
	const struct feeding *feeding;
	const struct grid *grid;
	struct arena arena;
	struct value row[MAX_REPORT_COLUMNS + 2];
	char signs[MOST_PERIODS][8];
	int64_t member;
	bool any, stopped;
};

/* Columns of the query. */
enum {
	Q_MEMBER,
	Q_LABEL,
	Q_ACCOUNT,
	Q_PERIOD,
	Q_STATE,
	Q_AMOUNT,
	Q_PAID,
	Q_DAY,
	Q_CURRENCY,
	Q_SCALE
};

static void give_row(struct gathering *gathering)
{
	const struct grid *grid = gathering->grid;
	struct buf signs = { 0 };
	if (!gathering->any || gathering->stopped)
		return;
	for (int i = grid->from; i < grid->to; i++) {
		const char *none = grid->periods[i] > grid->today ? "·" : "–";
		buf_printf(&signs, "%s%s", i > grid->from ? " " : "",
			   *gathering->signs[i] ? gathering->signs[i] : none);
	}
	gathering->row[FIRST_PERIOD + grid->count + SIGNS] =
		(struct value){ .kind = VALUE_TEXT, .text = buf_string(&signs) };
	gathering->stopped = !gathering->feeding->row(gathering->feeding->context, gathering->row);
	buf_free(&signs);
}

static struct value kept(struct gathering *gathering, const struct value *value)
{
	struct value copy = *value;
	if (copy.kind == VALUE_TEXT)
		copy.text = arena_strdup(&gathering->arena, value->text);
	return copy;
}

static void begin_row(struct gathering *gathering, const struct value *values)
{
	struct value *row = gathering->row, *behind = &row[FIRST_PERIOD + gathering->grid->count];
	arena_reset(&gathering->arena);
	memset(row, 0, sizeof gathering->row);
	memset(gathering->signs, 0, sizeof gathering->signs);
	gathering->any = true;
	gathering->member = values[Q_MEMBER].integer;
	row[MEMBER_ID] = values[Q_MEMBER];
	row[MEMBER] = kept(gathering, &values[Q_LABEL]);
	behind[PAID] = behind[OWED] = (struct value){ .kind = VALUE_INTEGER };
	behind[CURRENCY] = kept(gathering, &values[Q_CURRENCY]);
	behind[ACCOUNT] = values[Q_ACCOUNT];
	behind[SCALE] = values[Q_SCALE];
	behind[SCALE + 1].kind = VALUE_END;
}

/* What is in the cell of a period, and its sign. */
static const char *cell_of(struct gathering *gathering, const struct value *values,
			   const char **sign)
{
	enum lang lang = gathering->feeding->request->lang;
	bool people = gathering->feeding->form != FORM_RECORD;
	const char *state = value_words(&values[Q_STATE]);
	int64_t amount = values[Q_AMOUNT].integer, paid = values[Q_PAID].integer;
	char text[LOCALIZED_SIZE];
	if (strcmp(state, "exempt") == 0) {
		*sign = "e";
		return people ? tr(lang, N_("exempt")) : "exempt";
	}
	if (strcmp(state, "accepted") == 0) {
		*sign = "✓";
		return arena_printf(&gathering->arena, people ? tr(lang, N_("paid %s")) : "paid %s",
				    value_words(&values[Q_DAY]));
	}
	if (strcmp(state, "waiting") != 0) {
		*sign = "○";
		return people ? tr(lang, N_("waived")) : "waived";
	}
	*sign = paid ? "½" : "✗";
	int64_t shown = paid ? paid : amount;
	const char *sum = localized_amount(people ? lang : LANG_EN, shown,
					   (int)values[Q_SCALE].integer, text);
	if (paid)
		return arena_printf(&gathering->arena, people ? tr(lang, N_("part %s")) : "part %s",
				    sum);
	if (values[Q_DAY].kind == VALUE_TEXT)
		return arena_printf(&gathering->arena,
				    people ? tr(lang, N_("prorated %s")) : "prorated %s", sum);
	return people ? tr(lang, N_("owed")) : "owed";
}

static bool gather_cell(void *context, const struct value *values)
{
	struct gathering *gathering = context;
	const struct grid *grid = gathering->grid;
	int64_t period;
	int place = 0;
	if (!gathering->any || values[Q_MEMBER].integer != gathering->member) {
		give_row(gathering);
		begin_row(gathering, values);
	}
	if (!day_parse(value_words(&values[Q_PERIOD]), &period))
		return !gathering->stopped;
	while (place < grid->count && grid->periods[place] != period)
		place++;
	if (place == grid->count)
		return !gathering->stopped;
	const char *sign;
	struct value *behind = &gathering->row[FIRST_PERIOD + grid->count];
	gathering->row[FIRST_PERIOD + place] =
		(struct value){ .kind = VALUE_TEXT, .text = cell_of(gathering, values, &sign) };
	snprintf(gathering->signs[place], sizeof gathering->signs[place], "%s", sign);
	behind[PAID].integer += values[Q_PAID].integer;
	if (strcmp(value_words(&values[Q_STATE]), "waiting") == 0)
		behind[OWED].integer += values[Q_AMOUNT].integer - values[Q_PAID].integer;
	return !gathering->stopped;
}

void feed_dues(const struct feeding *feeding)
{
	struct grid grid;
	char first[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE];
	find_grid(feeding->store, feeding->request, &grid);
	struct gathering gathering = { .feeding = feeding, .grid = &grid };
	if (!grid.schedule)
		return;
	struct binding bindings[] = {
		bind_integer(":guild", (int64_t)feeding->request->guild_id),
		bind_integer(":schedule", grid.schedule),
		bind_text(":first_day", day_format(grid.first, first)),
		bind_text(":last_day", day_format(grid.last, last)),
	};
	store_query(feeding->store, "report dues", bindings, 4, gather_cell, &gathering);
	give_row(&gathering);
	arena_free(&gathering.arena);
}
