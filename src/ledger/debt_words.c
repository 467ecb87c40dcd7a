/* Names of debts, as people read them. */
#include "ledger/debt_words.h"

#include "base/calendar_words.h"
#include "ledger/days.h"
#include "ledger/lookups.h"

/* " 2026", where the period is not of the year of the record. */
static const char *year_behind(const struct verb_context *context, int year)
{
	if (date_of_day(day_of_command(context)).year == year)
		return "";
	return arena_printf(&context->books->chunk,
			    context->command->lang == LANG_ES ? " de %d" : " %d", year);
}

const char *dues_period(const struct verb_context *context, const struct schedule *schedule,
			int64_t day)
{
	struct arena *arena = &context->books->chunk;
	enum lang lang = context->command->lang;
	struct date date = date_of_day(day);
	const struct recurrence *rule = &schedule->recurrence;
	switch (rule->unit) {
	case RECURS_YEAR: return arena_printf(arena, "%d", date.year);
	case RECURS_MONTH:
		if (rule->every == 1)
			return arena_printf(arena, "%s%s", month_name(lang, date.month),
					    year_behind(context, date.year));
		return arena_printf(arena, tr(lang, N_("%s to %s%s")), month_name(lang, date.month),
				    month_name(lang, (date.month + rule->every - 2) % 12 + 1),
				    year_behind(context, date.year));
	default:
		return arena_printf(arena, tr(lang, N_("the week of %s")),
				    format_short_day(context, day));
	}
}

static const struct schedule *schedule_of(const struct verb_context *context,
					  const struct waiting *row)
{
	return books_schedule(context->books, row->key.guild_id, row->schedule);
}

/* The payment that a schedule left owed; TITLE: at the start of a sentence. */
static const char *payment_label(const struct verb_context *context, const struct waiting *row,
				 bool title)
{
	if (row->memo)
		return escape_markdown(context, row->memo);
	return arena_printf(
		&context->books->chunk,
		tr(context->command->lang, title ? N_("Payment of %s") : N_("the payment of %s")),
		format_short_day(context, row->due));
}

const char *debt_title(const struct verb_context *context, const struct waiting *row)
{
	const struct schedule *schedule =
		row->kind == WAITING_DUES ? schedule_of(context, row) : NULL;
	if (!schedule)
		return payment_label(context, row, true);
	return arena_printf(&context->books->chunk, tr(context->command->lang, N_("Dues of %s")),
			    dues_period(context, schedule, row->period));
}

const char *dues_subject(const struct verb_context *context, const struct waiting *row)
{
	const struct schedule *schedule = schedule_of(context, row);
	return arena_printf(&context->books->chunk, "%s %s",
			    tr_of(context->command->lang, N_("subject|Dues of")),
			    dues_period(context, schedule, row->period));
}

const char *debt_label(const struct verb_context *context, const struct waiting *row, bool mine)
{
	const struct schedule *schedule =
		row->kind == WAITING_DUES ? schedule_of(context, row) : NULL;
	if (!schedule)
		return payment_label(context, row, false);
	return arena_printf(
		&context->books->chunk,
		tr(context->command->lang, mine ? N_("your dues of %s") : N_("dues of %s")),
		dues_period(context, schedule, row->period));
}
