/* Dues that stay unpaid cost a role; once they are paid or waived it comes back. */
#include "ledger/dues.h"

#include "base/instant.h"
#include "ledger/debt_words.h"
#include "ledger/lookups.h"
#include "ledger/notices.h"
#include "ledger/people.h"
#include "ledger/roles.h"

/* The open row of dues whose grace is over; NULL after a refusal. */
static struct waiting *row_to_lose_by(struct verb_context *context)
{
	uint64_t number = 0;
	const char *text = context_argument(context, "n");
	struct waiting *row =
		text && snowflake_parse(text, &number) && number <= INT64_MAX
			? books_waiting(context->books, context->guild->guild_id, (int64_t)number)
			: NULL;
	const struct schedule *schedule =
		row && row->kind == WAITING_DUES && row->state == STILL_WAITING && !row->lost
			? books_schedule(context->books, row->key.guild_id, row->schedule)
			: NULL;
	if (schedule && schedule->lose_role_id && schedule->grace_days >= 0 &&
	    day_at(context->guild->zone, context->time) >= row->due + schedule->grace_days)
		return row;
	context_refuse(context, "not_due", N_("Nothing is lost for %s now."),
		       escape_markdown(context, text ? text : "?"));
	return NULL;
}

void decide_due_lose(struct verb_context *context)
{
	struct waiting *row = row_to_lose_by(context);
	if (!row)
		return;
	const struct schedule *schedule =
		books_schedule(context->books, row->key.guild_id, row->schedule);
	struct user *user = books_user(context->books, row->key.guild_id, row->decider_id);
	uint64_t role_id = schedule->lose_role_id;
	if (user->left || !member_has_role(context->books, user, role_id)) {
		context_refuse(context, "not_worn", N_("%s does not have %s."),
			       person_label(context, user), role_label(context, role_id));
		return;
	}
	struct verb_context words = notice_context(context);
	set_desired_role(context->books, context->guild, user, role_id,
			 &(struct wish){ .reason = tr(context->guild->lang, N_("dues are not "
									       "paid")) });
	row->lost = true;
	books_touch_waiting(context->books, row);
	context->told_in = row->channel_id;
	tell_user(context, user,
		  notice_text(&words,
			      N_("%s are not paid: you lose %s. `!accept %jd` pays them, and the "
				 "role comes back."),
			      dues_subject(&words, row), role_label(&words, role_id),
			      (int64_t)row->key.id),
		  TELL_DECISION | TELL_APART);
	context_answer(context, N_("%s loses %s."), person_label(context, user),
		       role_label(context, role_id));
}

/* Whether another open row of the schedule has cost the payer the role. */
static bool still_lost(struct verb_context *context, const struct waiting *row)
{
	const struct account *payer =
		books_account(context->books, row->key.guild_id, row->from_account);
	for (const struct waiting_link *link = payer->owing ? books_debts(context->books, payer)
							    : NULL;
	     link; link = link->next)
		if (link->row->state == STILL_WAITING && link->row->lost &&
		    link->row->schedule == row->schedule)
			return true;
	return false;
}

/* Whether the role is away because of dues, and nothing that an admin decided since. */
static bool away_for_dues(struct verb_context *context, struct user *user, uint64_t role_id)
{
	const struct member_role *role =
		member_role(context->books, books_member(context->books, user), role_id);
	return role->decided && !role->wanted && !role->granted;
}

void return_role(struct verb_context *context, const struct waiting *row)
{
	const struct schedule *schedule =
		books_schedule(context->books, row->key.guild_id, row->schedule);
	struct user *user = books_user(context->books, row->key.guild_id, row->decider_id);
	uint64_t role_id = schedule->lose_role_id;
	const struct role *role = guild_role(context->guild, role_id);
	struct verb_context telling = *context, words = notice_context(context);
	if (!role_id || still_lost(context, row) || !away_for_dues(context, user, role_id) ||
	    (role && too_powerful(context->books, context->guild, role)))
		return;
	set_desired_role(context->books, context->guild, user, role_id,
			 &(struct wish){ .wanted = true,
					 .granted = true,
					 .reason = tr(context->guild->lang, N_("dues are paid")) });
	if (!telling.told_in)
		telling.told_in = row->channel_id;
	tell_user(&telling, user,
		  notice_text(&words, N_("Your dues are paid: you have %s again."),
			      role_label(&words, role_id)),
		  TELL_APART);
}

const char *returned_role(struct verb_context *context, const struct waiting *row)
{
	const struct schedule *schedule =
		row->lost && row->state == WAITING_ACCEPTED &&
				row->decider_id == context->command->author.id
			? books_schedule(context->books, row->key.guild_id, row->schedule)
			: NULL;
	if (!schedule || !member_has_role(context->books, context->author, schedule->lose_role_id))
		return NULL;
	return arena_printf(&context->books->chunk,
			    tr(context->command->lang, N_("You have %s again.")),
			    role_label(context, schedule->lose_role_id));
}
