/* Years that are closed: each says what the books gave then; and transactions count on the day that
 * follows from their own. */
#include <stdlib.h>
#include <string.h>

#include "command/verbs.h"
#include "verify/month.h"

/* Columns of the query "verify accounting days". */
enum { TRANSACTION, TIME, SEQ, COUNTS, DAY, LINE_DAY, CLOSED, CLOSES };

struct counting {
	struct pass *pass;
	int64_t seq, own; /* the last log row with a day of the bank, and that day */
};

static bool take_closed(void *context, const struct value *values)
{
	int64_t *closed = context;
	for (int i = 0; i < 3; i++)
		closed[i] = number_of(&values[i]);
	return false;
}

void check_year_closed(struct pass *pass, const struct log_row *row)
{
	struct binding bindings[] = { bind_integer(":guild", (int64_t)pass->guild_id),
				      bind_integer(":seq", row->seq) };
	int64_t closed[3] = { 0 };
	if (!row->ok || !(row->traits & TRAIT_CLOSES_YEAR))
		return;
	const char *said = row->command ? command_argument(row->command, "year") : NULL;
	int64_t year = said ? atoll(said) : 0, last = row->transaction ? pass->last_transaction : 0;
	store_query(pass->store, "verify year of row", bindings, 2, take_closed, closed);
	if (closed[0] != year)
		fault_add(pass->faults, CHECK_YEAR, "commands", log_key(pass, row),
			  "it closed %jd, and the year whose seq is %jd is %jd", year, row->seq,
			  closed[0]);
	else if (closed[1] != row->transaction || closed[2] != last)
		fault_add(pass->faults, CHECK_YEAR, "years",
			  row_key(pass->faults, "%ju/%jd", pass->guild_id, year),
			  "its transactions are %jd to %jd, log row %jd posted %jd to %jd",
			  closed[1], closed[2], row->seq, row->transaction, last);
}

static bool take_fault(void *context, const struct value *values)
{
	struct pass *pass = context;
	fault_add(pass->faults, CHECK_YEAR, values[0].text,
		  row_key(pass->faults, "%ju/%s", pass->guild_id, values[1].text), "%s",
		  values[2].text);
	return true;
}

static bool take_end(void *context, const struct value *values)
{
	struct pass *pass = context;
	int64_t year = number_of(&values[0]), ends = number_of(&values[1]), expected = 0;
	if (year > 0 && year < 9999)
		expected = day_instant(
			pass->month->zone,
			day_of_date((struct date){ .year = (int)year + 1, .month = 1, .day = 1 }),
			0);
	if (ends != expected)
		fault_add(pass->faults, CHECK_YEAR, "years",
			  row_key(pass->faults, "%ju/%jd", pass->guild_id, year),
			  "ends is %jd, by the guild's clocks it ended at %jd", ends, expected);
	return true;
}

/* The bank's day of what was posted: that of its line, or of the line that the same log row booked
 * before it; NO_DAY: it has none. */
static int64_t own_day(struct counting *counting, const struct value *values)
{
	int64_t day;
	if (values[LINE_DAY].kind == VALUE_TEXT && day_parse(values[LINE_DAY].text, &day)) {
		counting->seq = number_of(&values[SEQ]);
		counting->own = day;
	}
	return number_of(&values[SEQ]) == counting->seq ? counting->own : NO_DAY;
}

static bool take_counted(void *context, const struct value *values)
{
	struct counting *counting = context;
	struct pass *pass = counting->pass;
	const struct zone *zone = pass->month->zone;
	int64_t time = number_of(&values[TIME]), counts = time, day = day_at(zone, time),
		own = own_day(counting, values), closes = number_of(&values[CLOSES]);
	char text[DAY_TEXT_SIZE];
	if (closes) {
		counts = closes - 1;
		day = day_at(zone, counts);
	} else if (own != NO_DAY && own < day) {
		day = own;
		counts = day_instant(zone, own, 0) + 1; /* just behind its beginning */
	}
	if (!closes && counts < number_of(&values[CLOSED]))
		counts = number_of(&values[CLOSED]) + 1;
	bool stored = values[COUNTS].kind == VALUE_INTEGER;
	const char *kept = value_words(&values[DAY]), *due = day_format(day, text);
	if (stored != (counts != time) || (stored && number_of(&values[COUNTS]) != counts))
		fault_add(pass->faults, CHECK_YEAR, "accounting_days",
			  row_key(pass->faults, "%ju/%jd", pass->guild_id,
				  number_of(&values[TRANSACTION])),
			  "it counts at %jd, by the books' years and lines at %jd",
			  stored ? number_of(&values[COUNTS]) : time, counts);
	else if (stored && strcmp(kept, due) != 0)
		fault_add(pass->faults, CHECK_YEAR, "accounting_days",
			  row_key(pass->faults, "%ju/%jd", pass->guild_id,
				  number_of(&values[TRANSACTION])),
			  "its own day is %s, by the log and the bank's line %s", kept, due);
	return true;
}

void check_years(struct pass *pass)
{
	struct binding guild = bind_integer(":guild", (int64_t)pass->guild_id);
	struct binding config[] = { guild, bind_text(":verb", verb_table[VERB_CONFIG].name) };
	struct counting counting = { .pass = pass, .own = NO_DAY };
	store_query(pass->store, "verify years", &guild, 1, take_fault, pass);
	if (!pass->month->zone || store_number(pass->store, "verify zone changed", config, 2))
		return; /* what days were then is not known here: a replay proves them */
	store_query(pass->store, "verify year ends", &guild, 1, take_end, pass);
	store_query(pass->store, "verify accounting days", &guild, 1, take_counted, &counting);
}
