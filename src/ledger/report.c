/* The verb report: which report, of what and of which time. */
#include <string.h>

#include "base/instant.h"
#include "ledger/verb_support.h"

/* A time given to a report, or 0. */
static bool read_time(struct verb_context *context, const char *key, int64_t *time)
{
	const char *text = argument(context, key);
	if (!text || instant_parse(context->guild->zone, text, time))
		return true;
	refuse(context, "bad_time", N_("“%s” is not a date; write a day such as 2026-11-24."),
	       escape_markdown(context, text));
	return false;
}

/* "30d": whole days of the guild, today's included; "12h": to the millisecond. */
static bool read_last(struct verb_context *context, int64_t *from)
{
	const char *text = argument(context, "last");
	int64_t duration, now = context->time;
	if (!text)
		return true;
	if (!duration_parse(text, &duration) || !duration) {
		refuse(context, "bad_time", N_("“%s” is not a duration (try 30d, 12h or 2w)."),
		       escape_markdown(context, text));
		return false;
	}
	if (argument(context, "from") || argument(context, "to") || argument(context, "at")) {
		refuse(context, "two_times",
		       N_("Give a duration (30d) or dates (from= to=), not both."));
		return false;
	}
	*from = text[strlen(text) - 1] == 'h'
			? now - duration
			: instant_day(context->guild->zone, now, (int)(duration / DAY_MS) - 1);
	return true;
}

void decide_report(struct verb_context *context)
{
	struct inquiry *inquiry = &context->decision->inquiry;
	*inquiry = (struct inquiry){ .name = argument(context, "name"),
				     .account = argument(context, "account"),
				     .currency = argument(context, "currency"),
				     .verb = argument(context, "verb"),
				     .status = argument(context, "status") };
	if (!read_time(context, "from", &inquiry->from) ||
	    !read_time(context, "to", &inquiry->to) || !read_time(context, "at", &inquiry->at))
		return;
	if (!read_last(context, &inquiry->from))
		return;
	inquiry->chart = argument(context, "chart");
	inquiry->csv = argument(context, "csv");
	inquiry->batch = argument_number(context, "batch", 0, INT64_MAX);
	inquiry->limit = argument_number(context, "limit", 0, INT64_MAX);
	context->decision->need = NEED_REPORT;
}
