/* The verb report: which report, of what and of which time. */
#include <stdio.h>
#include <string.h>

#include "base/instant.h"
#include "ledger/verb_support.h"

/* A time given to a report, or 0. */
static bool read_time(struct verb_context *context, const char *key, int64_t *time)
{
	const char *text = context_argument(context, key);
	if (!text || instant_parse(context->guild->zone, text, time))
		return true;
	context_refuse(context, "bad_time",
		       N_("“%s” is not a date; write a day such as 2026-11-24."),
		       escape_markdown(context, text));
	return false;
}

/* "30d": whole days of the guild, today's included; "12h": to the millisecond. */
static bool read_last(struct verb_context *context, int64_t *from)
{
	const char *text = context_argument(context, "last");
	int64_t duration, now = context->time;
	if (!text)
		return true;
	if (!duration_parse(text, &duration) || !duration) {
		context_refuse(context, "bad_time",
			       N_("“%s” is not a duration (try 30d, 12h or 2w)."),
			       escape_markdown(context, text));
		return false;
	}
	if (context_argument(context, "from") || context_argument(context, "to") ||
	    context_argument(context, "at")) {
		context_refuse(context, "two_times",
			       N_("Give a duration (30d) or dates (from= to=), not both."));
		return false;
	}
	*from = text[strlen(text) - 1] == 'h'
			? now - duration
			: instant_day(context->guild->zone, now, (int)(duration / DAY_MS) - 1);
	return true;
}

/* "2026" or "2026-11": from its beginning to its end, in days of the guild. */
static bool read_period(struct verb_context *context, int64_t *from, int64_t *to)
{
	const char *text = context_argument(context, "period");
	int year = 0, month = 0;
	if (!text)
		return true;
	bool whole = sscanf(text, "%4d-%2d", &year, &month) < 2;
	month = whole ? 1 : month;
	int next_year = whole || month == 12 ? year + 1 : year,
	    next_month = whole || month == 12 ? 1 : month + 1;
	struct arena *arena = &context->books->chunk;
	if (instant_parse(context->guild->zone, arena_printf(arena, "%04d-%02d-01", year, month),
			  from) &&
	    instant_parse(context->guild->zone,
			  arena_printf(arena, "%04d-%02d-01", next_year, next_month), to))
		return true;
	context_refuse(context, "bad_time",
		       N_("“%s” is not a date; write a day such as 2026-11-24."),
		       escape_markdown(context, text));
	return false;
}

/* The author's own account; without a word of the time, the last 30 days. */
void decide_statement(struct verb_context *context)
{
	struct inquiry *inquiry = &context->decision->inquiry;
	struct account *account = own_account(context);
	if (!account)
		return;
	*inquiry = (struct inquiry){ .name = "statement", .account = account->name };
	if (!read_time(context, "from", &inquiry->from) ||
	    !read_time(context, "to", &inquiry->to) || !read_last(context, &inquiry->from))
		return;
	if (context_argument(context, "period") &&
	    (context_argument(context, "last") || inquiry->from || inquiry->to)) {
		context_refuse(context, "two_times",
			       N_("Give one period: a duration (30d), a month (2026-11), or from= "
				  "and "
				  "to=."));
		return;
	}
	if (!read_period(context, &inquiry->from, &inquiry->to))
		return;
	if (!inquiry->from && !inquiry->to)
		inquiry->from = instant_day(context->guild->zone, context->time, 29);
	inquiry->csv = context_argument(context, "csv");
	context->decision->need = NEED_REPORT;
	answer_alone(context, account);
}

void decide_report(struct verb_context *context)
{
	struct inquiry *inquiry = &context->decision->inquiry;
	*inquiry = (struct inquiry){ .name = context_argument(context, "name"),
				     .account = context_argument(context, "account"),
				     .currency = context_argument(context, "currency"),
				     .verb = context_argument(context, "verb"),
				     .status = context_argument(context, "status"),
				     .compare = context_argument(context, "compare") };
	if (!read_time(context, "from", &inquiry->from) ||
	    !read_time(context, "to", &inquiry->to) || !read_time(context, "at", &inquiry->at))
		return;
	if (!read_last(context, &inquiry->from) ||
	    !read_period(context, &inquiry->from, &inquiry->to))
		return;
	inquiry->chart = context_argument(context, "chart");
	inquiry->csv = context_argument(context, "csv");
	inquiry->batch = context_argument_number(context, "batch", 0, INT64_MAX);
	inquiry->limit = context_argument_number(context, "limit", 0, INT64_MAX);
	inquiry->below = context_argument_number(context, "below", 0, INT64_MAX);
	inquiry->schedule = context_argument_number(context, "schedule", 0, INT64_MAX);
	inquiry->months = context_argument_number(context, "months", 0, INT64_MAX);
	context->decision->need = NEED_REPORT;
}
