/* schedule show: what a schedule does, what became of its last dates, and which come next. */
#include <string.h>

#include "ledger/ledger.h"
#include "ledger/lookups.h"
#include "ledger/schedule_dates.h"
#include "ledger/schedule_runs.h"
#include "ledger/schedule_words.h"
#include "ledger/waiting.h"

/* "31/01/2027, 28/02/2027, 31/03/2027" */
static const char *next_dates(struct verb_context *context, const struct schedule *schedule)
{
	enum { SHOWN = 3 };
	struct buf list = { 0 };
	int64_t day = schedule->state == SCHEDULE_ACTIVE ? schedule_next(schedule) : NO_DAY;
	for (int64_t i = 0; i < SHOWN && day != NO_DAY;
	     i++, day = schedule_following(schedule, day, i))
		buf_printf(&list, "%s%s", i ? ", " : "", format_day(context, day));
	const char *copy =
		arena_strdup(&context->books->chunk, list.length ? buf_string(&list) : "-");
	buf_free(&list);
	return copy;
}

/* What else there is to say of it, a line each. */
static void add_facts(struct verb_context *context, struct buf *text,
		      const struct schedule *schedule)
{
	enum lang lang = context->command->lang;
	if (schedule->until != NO_DAY) {
		buf_char(text, '\n');
		buf_printf(text, tr(lang, N_("Until: %s")), format_day(context, schedule->until));
	}
	if (schedule->times_left >= 0) {
		buf_char(text, '\n');
		buf_printf(text, tr(lang, N_("Dates left: %jd")), schedule->times_left);
	}
	if (schedule->retrying != NO_DAY && schedule->kind != SCHEDULE_DUES) {
		buf_char(text, '\n');
		buf_printf(text, tr(lang, N_("Tried again: %s, on %s")),
			   format_day(context, schedule->retrying),
			   format_day(context, schedule_retry_day(schedule)));
	}
	if (schedule->misses) {
		buf_char(text, '\n');
		buf_printf(text, tr(lang, N_("Dates in a row that paid nobody: %jd")),
			   schedule->misses);
	}
	if (schedule->memo) {
		buf_char(text, '\n');
		buf_printf(text, tr(lang, N_("For: %s")), escape_markdown(context, schedule->memo));
	}
}

/* Asks for what became of the dates that were handled last, and of the next one where it has come:
 * it may wait for a second person. */
static void ask_dates(struct verb_context *context, const struct schedule *schedule, size_t behind)
{
	struct dates_asked *dates = &context->decision->dates;
	enum { MOST = sizeof dates->list / sizeof *dates->list };
	int64_t days[MOST],
		next = schedule->state == SCHEDULE_ACTIVE ? schedule_next(schedule) : NO_DAY;
	*dates = (struct dates_asked){ .schedule = schedule, .behind = behind };
	dates->count = recurrence_last_days(&schedule->recurrence, schedule->done, days, MOST - 1);
	if (next != NO_DAY && next <= day_at(context->guild->zone, context->time))
		days[dates->count++] = next;
	for (size_t i = 0; i < dates->count; i++)
		dates->list[i].day = days[i];
	if (dates->count)
		context->decision->need = NEED_DATES;
}

void decide_schedule_show(struct verb_context *context)
{
	struct schedule *schedule = schedule_to_see(context);
	struct buf text = { 0 };
	if (!schedule)
		return;
	enum lang lang = context->command->lang;
	const char *reason = schedule_reason(context, schedule);
	context_answer(context, N_("Schedule %jd: %s."), (int64_t)schedule->key.id,
		       schedule_label(context, schedule));
	buf_printf(&text, "%s\n%s%s%s", context->decision->text,
		   schedule_state_label(context, schedule->state), reason ? ": " : "",
		   reason ? reason : "");
	size_t behind = text.length;
	buf_char(&text, '\n');
	buf_printf(&text, tr(lang, N_("Next dates: %s")), next_dates(context, schedule));
	add_facts(context, &text, schedule);
	context->decision->text = arena_strdup(&context->books->chunk, buf_string(&text));
	buf_free(&text);
	ask_dates(context, schedule, behind);
}

/* Why a date paid nobody: the code of its refusal in words. */
static const char *refusal_words(struct verb_context *context, const char *code)
{
	static const struct {
		const char *code, *text;
	} known[] = {
		{ "insufficient_funds", N_("there was not enough money") },
		{ "account_frozen", N_("an account is frozen") },
		{ "no_members", N_("nobody has the role") },
		{ "passed_over", N_("nobody on its list could be paid") },
		{ "no_open_batch", N_("no batch was open") },
		{ "account_closed", N_("the account that pays is closed") },
		{ "left", N_("the owner left") },
	};
	enum lang lang = context->command->lang;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i].code, code) == 0)
			return tr(lang, known[i].text);
	return arena_printf(&context->books->chunk, tr(lang, N_("it could not be booked (%s)")),
			    code);
}

/* What became of what a second person was asked about. */
static const char *approval_words(struct verb_context *context, const struct date_outcome *outcome)
{
	enum lang lang = context->command->lang;
	bool waits = strcmp(outcome->approval, waiting_state_names[STILL_WAITING]) == 0;
	return arena_printf(&context->books->chunk,
			    waits ? tr(lang, N_("waits for a second person (n.º %jd)"))
				  : tr(lang, N_("not approved (n.º %jd)")),
			    outcome->number);
}

static const char *outcome_words(struct verb_context *context, const struct schedule *schedule,
				 const struct date_outcome *outcome)
{
	enum lang lang = context->command->lang;
	struct arena *arena = &context->books->chunk;
	bool approved = outcome->approval &&
			strcmp(outcome->approval, waiting_state_names[WAITING_ACCEPTED]) == 0;
	if (outcome->asked)
		return arena_printf(arena,
				    schedule->kind == SCHEDULE_DUES
					    ? tr(lang, N_("%jd asked, %jd paid"))
					    : tr(lang, N_("%jd owed, %jd paid")),
				    outcome->asked, outcome->paid);
	if (outcome->transaction)
		return arena_printf(arena, tr(lang, N_("paid (transaction %jd)")),
				    outcome->transaction);
	if (outcome->approval && !approved)
		return approval_words(context, outcome);
	if (outcome->code)
		return arena_printf(arena, tr(lang, N_("paid nobody: %s")),
				    refusal_words(context, outcome->code));
	return outcome->logged || approved ? tr(lang, N_("done")) : tr(lang, N_("not run"));
}

/* Whether there is something to say of the date: it ran, or was passed over since it began. */
static bool is_told(const struct schedule *schedule, const struct date_asked *date)
{
	const struct date_outcome *outcome = &date->outcome;
	return outcome->logged || outcome->approval || outcome->asked ||
	       (date->day >= schedule->begins && date->day <= schedule->done);
}

void ledger_show_dates(struct books *books, const struct record *record, struct decision *decision)
{
	enum { SHOWN = 3 };
	struct guild *guild = books_guild(books, record->command.guild_id);
	struct verb_context context =
		system_context(books, guild, record->command.lang, NULL, 0, decision);
	const struct dates_asked *dates = &decision->dates;
	struct buf text = { 0 };
	size_t told = 0;
	for (size_t i = 0; i < dates->count; i++)
		told += is_told(dates->schedule, &dates->list[i]);
	buf_add(&text, decision->text, dates->behind);
	if (told)
		buf_printf(&text, "\n%s", tr(record->command.lang, N_("Last dates:")));
	for (size_t i = 0; i < dates->count; i++)
		if (is_told(dates->schedule, &dates->list[i]) && told-- <= SHOWN)
			buf_printf(
				&text, "\n%s: %s", format_day(&context, dates->list[i].day),
				outcome_words(&context, dates->schedule, &dates->list[i].outcome));
	buf_text(&text, decision->text + dates->behind);
	decision->text = arena_strdup(&books->chunk, buf_string(&text));
	decision->need = NEED_NOTHING;
	buf_free(&text);
}
