/* Days that commands name, and that answers show. */
#include "ledger/days.h"

#include "base/localized.h"

int64_t day_of_command(const struct verb_context *context)
{
	return day_at(context->guild->zone, context->time);
}

bool read_coming_day(struct verb_context *context, const char *key, int64_t *day)
{
	const char *text = context_argument(context, key);
	*day = NO_DAY;
	if (!text)
		return true;
	if (!day_parse(text, day)) {
		context_refuse(context, "bad_date", N_("“%s” is not a date: write 2027-03-01."),
			       escape_markdown(context, text));
		return false;
	}
	if (*day < day_of_command(context)) {
		context_refuse(context, "past", N_("That date has passed."));
		return false;
	}
	return true;
}

static const char *localized(const struct verb_context *context, int64_t day,
			     enum day_length length)
{
	char canonical[DAY_TEXT_SIZE], text[LOCALIZED_SIZE];
	day_format(day, canonical);
	return arena_strdup(&context->books->chunk, localized_day(canonical, length, text));
}

const char *format_day(const struct verb_context *context, int64_t day)
{
	return localized(context, day, DAY_LONG);
}

const char *format_short_day(const struct verb_context *context, int64_t day)
{
	return localized(context, day, DAY_SHORT);
}
