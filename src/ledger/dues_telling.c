/* What is said of dues that were asked: the whole to the treasurers, their own to whoever pays. */
#include "ledger/dues_telling.h"

#include "base/buf.h"
#include "ledger/days.h"
#include "ledger/debt_words.h"
#include "ledger/lookups.h"
#include "ledger/untold.h"
#include "record/dm_pace.h"

enum { MOST_NAMED = 20, MOST_POSTS = 5000 };

static bool is_paid(const struct asked *asked)
{
	return asked->row->state != STILL_WAITING;
}

/* "@ana, @bob and 3 more"; OWING: of those asked, whose rows are open; else those passed over. */
static const char *list_names(const struct verb_context *words, const struct dues_run *run,
			      bool owing)
{
	struct buf list = { 0 };
	size_t count = owing ? run->count : run->passed_count, named = 0, more = 0;
	for (size_t i = 0; i < count; i++) {
		const struct user *user = owing ? run->asked[i].user : run->passed[i];
		if (owing && is_paid(&run->asked[i]))
			continue;
		if (named == MOST_NAMED) {
			more++;
			continue;
		}
		buf_printf(&list, "%s%s", named++ ? ", " : "", user_mention(words, user->key.id));
	}
	if (more)
		buf_printf(&list, tr(words->command->lang, N_(" and %zu more")), more);
	const char *copy = arena_strdup(&words->books->chunk, buf_string(&list));
	buf_free(&list);
	return copy;
}

/* How they are told one by one. */
struct audience {
	size_t messages, pinged; /* direct messages; those pinged in posts of MAX_PINGS each */
};

static void count_one(const struct verb_context *context, const struct user *user, bool quiet,
		      struct audience *audience)
{
	if (user->preferences.notices == NOTICES_DM || (!quiet && !told_channel(context)))
		audience->messages++;
	else if (!quiet && user->preferences.notices == NOTICES_PING)
		audience->pinged++;
}

static struct audience count_told(const struct verb_context *context, const struct dues_run *run)
{
	struct audience audience = { 0, 0 };
	for (size_t i = 0; i < run->count; i++)
		count_one(context, run->asked[i].user, is_paid(&run->asked[i]), &audience);
	for (size_t i = 0; i < run->passed_count; i++)
		count_one(context, run->passed[i], false, &audience);
	return audience;
}

/* Whether the whole run would be more posts than are made for one: the other parts as this one. */
static bool too_many_to_tell(const struct audience *audience, const struct dues_run *run)
{
	size_t people = run->count + run->passed_count,
	       all = run->parts > 1 ? run->parts * DUES_PART : people;
	if (!people)
		return false;
	size_t messages = audience->messages * all / people,
	       pinged = audience->pinged * all / people;
	return messages + (pinged + MAX_PINGS - 1) / MAX_PINGS > MOST_POSTS;
}

/* "Telling them takes about 1 minute." Whom the bot has written to before is in no record, so it is
 * the most that it takes. */
static const char *how_told(const struct verb_context *words, const struct audience *audience,
			    const struct dues_run *run)
{
	size_t minutes = minutes_of_messages(audience->messages);
	if (too_many_to_tell(audience, run))
		return notice_text(
			words,
			words->books->rules < RULES_YEAR
				? N_("They are too many to write to each of them. "
				     "`!requests` shows everybody what they owe.")
				: N_("They are too many to write to each of them: my next answer "
				     "to each says it, and `!requests` shows what they owe."));
	return arena_printf(&words->books->chunk,
			    trn(words->command->lang, "Telling them takes about %zu minute.",
				"Telling them takes about %zu minutes.", minutes),
			    minutes);
}

/* "3 owe (15.00): @a, @b, @c"; without the names unless NAMED. */
static const char *owing(const struct verb_context *words, const struct dues_run *run, size_t paid,
			 bool named)
{
	const struct currency *currency = guild_currency(words->guild, run->schedule->currency);
	size_t count = run->count - paid;
	const char *sum = format_bare_amount(words, (int64_t)count * run->amount, currency);
	return arena_printf(
		&words->books->chunk,
		trn(words->command->lang, "%zu owes (%s)%s%s", "%zu owe (%s)%s%s", count), count,
		sum, named && count ? ": " : "", named ? list_names(words, run, true) : "");
}

/* "March", "March (2/5)". */
static const char *which_dues(const struct verb_context *words, const struct dues_run *run)
{
	const char *period = dues_period(words, run->schedule, run->period);
	return run->part ? arena_printf(&words->books->chunk, "%s (%s)", period, run->part)
			 : period;
}

/* "Dues of March: 41 members, 38 paid (190.00 EUR), 3 owe (15.00): @a, @b, @c. 2 have no account:
 * @x, @y. Exempt: 4. Telling them takes about 1 minute." Names only where NAMED: they are for the
 * treasurers alone. */
static const char *summary(const struct verb_context *words, const struct dues_run *run,
			   const struct audience *audience, bool named)
{
	struct arena *arena = &words->books->chunk;
	enum lang lang = words->command->lang;
	const struct schedule *schedule = run->schedule;
	const struct currency *currency = guild_currency(words->guild, schedule->currency);
	size_t paid = 0;
	for (size_t i = 0; i < run->count; i++)
		paid += is_paid(&run->asked[i]);
	const char *text =
		arena_printf(arena,
			     trn(lang, "Dues of %s: %zu member, %zu paid (%s), %s.",
				 "Dues of %s: %zu members, %zu paid (%s), %s.", run->count),
			     which_dues(words, run), run->count, paid,
			     format_amount(words, (int64_t)paid * run->amount, currency),
			     owing(words, run, paid, named));
	if (run->passed_count)
		text = arena_printf(arena,
				    trn(lang, "%s %zu has no account: %s.",
					"%s %zu have no account: %s.", run->passed_count),
				    text, run->passed_count,
				    named ? list_names(words, run, false) : "…");
	if (run->exempt)
		text = arena_printf(arena, tr(lang, N_("%s Exempt: %zu.")), text, run->exempt);
	return arena_printf(arena, "%s %s", text, how_told(words, audience, run));
}

static void tell_paid(struct verb_context *context, const struct verb_context *words,
		      const struct asked *asked, const struct dues_run *run)
{
	const char *code = run->schedule->currency;
	const struct currency *currency = guild_currency(words->guild, code);
	if (asked->user->preferences.notices != NOTICES_DM)
		return;
	tell_user_more(
		context, asked->user,
		notice_text(words, N_("%s: %s paid."), debt_title(words, asked->row),
			    format_amount(words, run->amount, currency)),
		notice_text(words, N_("You have %s."),
			    format_bare_amount(words, account_holdings(asked->user->account, code),
					       currency)),
		TELL_QUIET);
}

/* Who is told in a channel gets the words that all get, so that one message pings many. */
static void tell_owing(struct verb_context *context, const struct verb_context *words,
		       const struct asked *asked, const struct dues_run *run)
{
	const struct currency *currency = guild_currency(words->guild, run->schedule->currency);
	const char *title = debt_title(words, asked->row),
		   *amount = format_amount(words, run->amount, currency);
	bool alone = asked->user->preferences.notices == NOTICES_DM || !told_channel(context) ||
		     run->joining;
	tell_user(context, asked->user,
		  alone ? notice_text(words,
				      N_("%s: %s are open (n.º %jd). `!accept %jd` pays them."),
				      title, amount, (int64_t)asked->row->key.id,
				      (int64_t)asked->row->key.id)
			: notice_text(words, N_("%s: %s are open. `!requests` shows how to pay."),
				      title, amount),
		  TELL | TELL_APART);
}

static void tell_each(struct verb_context *context, const struct verb_context *words,
		      const struct dues_run *run)
{
	for (size_t i = 0; i < run->count; i++)
		if (is_paid(&run->asked[i]))
			tell_paid(context, words, &run->asked[i], run);
		else
			tell_owing(context, words, &run->asked[i], run);
	for (size_t i = 0; i < run->passed_count; i++)
		tell_user(context, run->passed[i],
			  notice_text(words, N_("You have no account here, so you could not be "
						"asked for dues: `!register` opens one.")),
			  TELL);
}

/* Who is one of too many is told with their next answer. */
static void leave_all_for_later(struct verb_context *context, const struct dues_run *run)
{
	for (size_t i = 0; i < run->count; i++) {
		leave_untold(context, run->asked[i].user);
		tell_later(context, run->asked[i].user,
			   (struct untold_ref){ UNTOLD_ASKED, (int64_t)run->asked[i].row->key.id });
	}
}

void tell_dues_run(struct verb_context *context, const struct dues_run *run)
{
	struct verb_context words = notice_context(context);
	const struct audience audience = count_told(context, run);
	const char *whole = summary(&words, run, &audience, true);
	if (too_many_to_tell(&audience, run))
		leave_all_for_later(context, run);
	else
		tell_each(context, &words, run);
	if (!run->joining)
		tell_treasurers(context, whole);
	context_answer(context, "%s",
		       in_channel(context) ? summary(context, run, &audience, false) : whole);
}
