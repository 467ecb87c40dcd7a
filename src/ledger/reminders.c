/* Reminders of dues: on some days after the due date, one message a day for all that is open. */
#include "ledger/dues.h"

#include "base/instant.h"
#include "ledger/days.h"
#include "ledger/debt_words.h"
#include "ledger/lookups.h"
#include "ledger/notices.h"
#include "ledger/setting_values.h"

static bool is_reminded_on(const struct guild *guild, const struct waiting *row, int64_t day)
{
	int64_t days[SETTING_MOST_NUMBERS];
	size_t count = guild_setting_numbers(guild, SETTING_DUES_REMINDERS, days);
	for (size_t i = 0; i < count; i++)
		if (row->due + days[i] == day)
			return true;
	return false;
}

int64_t last_reminder(const struct verb_context *context, const struct schedule *schedule,
		      const struct waiting *row)
{
	int64_t days[SETTING_MOST_NUMBERS], last = NO_DAY;
	size_t count = guild_setting_numbers(context->guild, SETTING_DUES_REMINDERS, days);
	if (!schedule->lose_role_id || schedule->grace_days < 0 || row->lost)
		return NO_DAY;
	for (size_t i = 0; i < count; i++)
		if (days[i] < schedule->grace_days && row->due + days[i] > last)
			last = row->due + days[i];
	return last;
}

const char *reminder_text(struct verb_context *words, const struct waiting *row, int64_t day)
{
	const struct schedule *schedule =
		books_schedule(words->books, row->key.guild_id, row->schedule);
	const char *title = dues_subject(words, row);
	int64_t open = row->amount - row->paid, number = (int64_t)row->key.id;
	if (last_reminder(words, schedule, row) == day)
		return notice_text(words,
				   N_("%s are open since %s. On %s you lose %s. `!accept %jd` "
				      "pays them."),
				   title, format_short_day(words, row->due),
				   format_short_day(words, row->due + schedule->grace_days),
				   role_label(words, schedule->lose_role_id), number);
	return notice_text(words, N_("%s are open: %s. `!accept %jd` pays them."), title,
			   format_amount(words, open, guild_currency(words->guild, row->currency)),
			   number);
}

/* Marks what is to be reminded of on DAY, and appends what is said of it. */
static void remind_of_rows(struct verb_context *context, const struct account *payer, int64_t day,
			   struct buf *text)
{
	struct verb_context words = notice_context(context);
	for (const struct waiting_link *link = books_debts(context->books, payer); link;
	     link = link->next) {
		struct waiting *row = link->row;
		if (row->kind != WAITING_DUES || row->state != STILL_WAITING ||
		    row->reminded == day || !is_reminded_on(context->guild, row, day))
			continue;
		row->reminders++;
		row->reminded = day;
		books_touch_waiting(context->books, row);
		context->told_in = row->channel_id;
		buf_printf(text, "%s%s", text->length ? "\n" : "", reminder_text(&words, row, day));
	}
}

void decide_due_remind(struct verb_context *context)
{
	const char *who = context_argument(context, "who"),
		   *date = context_argument(context, "date");
	int64_t day;
	struct buf text = { 0 };
	struct user *user = mentioned_user(context, who);
	if (user && user->account && user->account->owing && !user->left && date &&
	    day_parse(date, &day))
		remind_of_rows(context, user->account, day, &text);
	if (text.length) {
		tell_user(context, user, arena_strdup(&context->books->chunk, buf_string(&text)),
			  TELL);
		context_answer(context, N_("%s is reminded of dues."), person_label(context, user));
	} else {
		context_refuse(context, "not_due", N_("There is nothing to remind them of."));
	}
	buf_free(&text);
}
