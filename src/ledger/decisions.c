/* accept, decline, approve, reject, cancel and remind: what waits is decided in one order of
 * checks, whatever its kind. */
#include "ledger/decisions.h"

#include <string.h>

#include "base/instant.h"
#include "ledger/approvals.h"
#include "ledger/lookups.h"

const struct waiting_kind_rules *rules_of_kind(enum waiting_kind kind)
{
	static const struct waiting_kind_rules *const kinds[WAITING_KINDS] = {
		[WAITING_REGISTRATION] = &registration_kind_rules,
		[WAITING_APPROVAL] = &approval_kind_rules,
		[WAITING_REQUEST] = &request_kind_rules,
		[WAITING_CHARGE] = &charge_kind_rules,
		[WAITING_DUES] = &dues_kind_rules,
		[WAITING_OWE] = &owe_kind_rules,
		[WAITING_HOLD] = &hold_kind_rules,
		[WAITING_CONFIRM] = &confirm_kind_rules,
		[WAITING_UNDO] = &undo_kind_rules,
		[WAITING_LINE] = &line_kind_rules,
	};
	return kinds[kind];
}

static uint64_t author_id(const struct verb_context *context)
{
	return context->author ? context->author->key.id : 0;
}

bool author_asked(const struct verb_context *context, const struct waiting *row)
{
	return row->asked_by == author_id(context) &&
	       (!row->schedule || row->kind == WAITING_APPROVAL) && !is_run_of_leaver(context, row);
}

bool decides(const struct verb_context *context, const struct waiting *row)
{
	if (row->state != STILL_WAITING || row->kind == WAITING_HOLD || row->kind == WAITING_LINE)
		return false;
	if (row->decider_permit)
		return context->permits & row->decider_permit && !author_asked(context, row);
	return context->author && row->decider_id == author_id(context);
}

int64_t end_of_waiting(const struct verb_context *context, const struct waiting *row)
{
	if (row->ends == NO_DAY)
		return row->expires_at;
	return day_instant(context->guild->zone, row->ends + 1, 0);
}

bool waiting_is_over(const struct verb_context *context, const struct waiting *row)
{
	return row->state == WAITING_EXPIRED ||
	       (row->expires_at && context->time >= row->expires_at) ||
	       (row->ends != NO_DAY && day_at(context->guild->zone, context->time) > row->ends);
}

static void refuse_decided(struct verb_context *context, const struct waiting *row)
{
	const struct user *by =
		row->decided_by ? books_user(context->books, row->key.guild_id, row->decided_by)
				: NULL;
	const char *when = format_time(context, row->decided_at);
	int64_t number = (int64_t)row->key.id;
	bool accepted = row->state == WAITING_ACCEPTED;
	if (row->state == WAITING_FAILED)
		context_refuse(context, "already_decided",
			       N_("Request %jd failed on %s: it can no longer be carried out."),
			       number, when);
	else if (by && by == context->author)
		context_refuse(context, "already_decided",
			       accepted ? N_("You already accepted request %jd on %s.")
			       : row->state == WAITING_DECLINED
				       ? N_("You already declined request %jd on %s.")
				       : N_("You already took back request %jd on %s."),
			       number, when);
	else if (by)
		context_refuse(context, "already_decided",
			       accepted ? N_("Request %jd was already accepted by %s on %s.")
			       : row->state == WAITING_DECLINED
				       ? N_("Request %jd was already declined by %s on %s.")
				       : N_("Request %jd was already taken back by %s on %s."),
			       number, person_label(context, by), when);
	else
		context_refuse(context, "already_decided",
			       N_("Request %jd no longer waits for a decision."), number);
}

bool still_open(struct verb_context *context, const struct waiting *row)
{
	if (row->state != STILL_WAITING && row->state != WAITING_EXPIRED)
		refuse_decided(context, row);
	else if (waiting_is_over(context, row))
		context_refuse(
			context, "expired", N_("Request %jd ended on %s. Ask for a new one."),
			(int64_t)row->key.id, format_time(context, end_of_waiting(context, row)));
	else
		return true;
	return false;
}

static bool may_decide(struct verb_context *context, const struct waiting *row)
{
	const char *words = context->verb->words[context->command->lang];
	if (row->decider_permit && !(context->permits & row->decider_permit)) {
		context_deny(context, "missing_permit",
			     N_("To use “%.*s” you need the permit %s, which your roles do not "
				"give."),
			     (int)strcspn(words, "|"), words,
			     permit_names(context, row->decider_permit));
		return false;
	}
	if (row->decider_permit || (context->author && row->decider_id == author_id(context)))
		return true;
	const struct user *decider = books_user(context->books, row->key.guild_id, row->decider_id);
	context_deny(context, "not_yours",
		     N_("Request %jd was made to %s; only they can accept it."),
		     (int64_t)row->key.id, person_label(context, decider));
	return false;
}

static bool is_own(const struct verb_context *context, int64_t account_id)
{
	return account_id && context->author && context->author->account &&
	       (int64_t)context->author->account->key.id == account_id;
}

static void refuse_own_row(struct verb_context *context, const struct waiting *row)
{
	context_refuse(context, "own_account",
		       N_("Your own account is part of this, so somebody else has to approve %jd."),
		       (int64_t)row->key.id);
}

/* Whether a part of the row may be accepted. Before RULES_DEBTS also of what a schedule owes. */
static bool accepts_parts(const struct verb_context *context, const struct waiting *row)
{
	return rules_of_kind(row->kind)->in_parts ||
	       (row->kind == WAITING_OWE && context->books->rules < RULES_DEBTS);
}

/* What is accepted of it: the part that was named, else what is open. 0 after a refusal. */
static int64_t accepted_amount(struct verb_context *context, const struct waiting *row)
{
	const char *text = context_argument(context, "amount");
	const struct currency *currency = guild_currency(context->guild, row->currency);
	int64_t open = row->amount - row->paid, part = open;
	if (text && (!accepts_parts(context, row) || !currency)) {
		context_refuse(context, "surplus",
			       N_("%jd is accepted as a whole: leave the amount out."),
			       (int64_t)row->key.id);
		return 0;
	}
	if (text && !read_part_of(context, currency, &part))
		return 0;
	if (text && part > open) {
		context_refuse(
			context, "more_than_open", N_("%s are open. Write %s."),
			format_amount(context, open, currency),
			line_to_type(context, VERB_ACCEPT,
				     arena_printf(&context->books->chunk, "%ju", row->key.id)));
		return 0;
	}
	return text || open ? part : 1; /* a registration has no amount */
}

static void refuse_hold(struct verb_context *context, const struct waiting *row)
{
	const char *number = arena_printf(&context->books->chunk, "%ju", row->key.id);
	context_refuse(context, "use_capture", N_("%s is a hold: %s or %s."), number,
		       line_to_type(context, VERB_CAPTURE, number),
		       line_to_type(context, VERB_RELEASE, number));
}

static void refuse_own_request(struct verb_context *context, const struct waiting *row)
{
	int64_t number = (int64_t)row->key.id;
	if (row->kind == WAITING_REGISTRATION)
		context_refuse(context, "own_request",
			       N_("You cannot approve your own request %jd."), number);
	else if (row->decider_permit)
		context_refuse(context, "own_request",
			       N_("You asked for this. Another treasurer has to approve %jd."),
			       number);
	else
		context_refuse(context, "own_request",
			       N_("You asked for this. Only %s can accept %jd."),
			       person_label(context, books_user(context->books, row->key.guild_id,
								row->decider_id)),
			       number);
}

/* Whether the author may say yes, or NO, to the row that is open. */
static bool decision_allowed(struct verb_context *context, const struct waiting *row, bool no)
{
	const struct waiting_kind_rules *rules = rules_of_kind(row->kind);
	if (!rules) {
		context_refuse(context, "unknown_request",
			       N_("Nothing with the number %jd is waiting. `!requests` lists "
				  "yours."),
			       (int64_t)row->key.id);
	} else if (row->kind == WAITING_HOLD) {
		refuse_hold(context, row);
	} else if (!rules->asker_decides && author_asked(context, row) && no) {
		context_refuse(
			context, "use_cancel", N_("You asked for this: %s takes it back."),
			line_to_type(context, VERB_CANCEL,
				     arena_printf(&context->books->chunk, "%ju", row->key.id)));
	} else if (!rules->asker_decides && author_asked(context, row)) {
		refuse_own_request(context, row);
	} else if (no && !rules->decline) {
		context_refuse(context, "not_declinable",
			       N_("Dues cannot be declined. A treasurer can waive them."));
	} else if (!may_decide(context, row)) {
		return false;
	} else if (row->decider_permit &&
		   (is_own(context, row->from_account) || is_own(context, row->to_account))) {
		refuse_own_row(context, row);
	} else {
		return true;
	}
	return false;
}

bool fails_for_good(const char *code)
{
	static const char *const codes[] = { "account_closed",  "already_reversed",
					     "is_reversal",     "left",
					     "unknown_account", "unknown_transaction" };
	for (size_t i = 0; code && i < sizeof codes / sizeof *codes; i++)
		if (strcmp(codes[i], code) == 0)
			return true;
	return false;
}

/* Whether the row waits on whatever its decision was refused for: what is owed stays owed by the
 * person, who may come back. */
static bool outlives_refusal(const struct verb_context *context, const struct waiting *row)
{
	return context->books->rules >= RULES_DEBTS &&
	       (row->kind == WAITING_DUES || row->kind == WAITING_OWE);
}

static void accept_row(struct verb_context *context)
{
	struct waiting *row = named_row(context);
	if (!row || !still_open(context, row) || !decision_allowed(context, row, false))
		return;
	int64_t amount = accepted_amount(context, row);
	if (!amount)
		return;
	rules_of_kind(row->kind)->accept(context, row, amount);
	const struct decision *decision = context->decision;
	if (decision->status != STATUS_OK && fails_for_good(decision->code) &&
	    !outlives_refusal(context, row))
		end_waiting(context, row, WAITING_FAILED, decision->code);
}

static void decline_row(struct verb_context *context)
{
	struct waiting *row = named_row(context);
	if (row && still_open(context, row) && decision_allowed(context, row, true))
		rules_of_kind(row->kind)->decline(context, row, context_argument(context, "memo"));
}

void decide_accept(struct verb_context *context)
{
	accept_row(context);
}

void decide_approve(struct verb_context *context)
{
	if (decides_by_old_rules(context))
		decide_registration_by_old_rules(context, true);
	else
		accept_row(context);
}

void decide_decline(struct verb_context *context)
{
	decline_row(context);
}

void decide_reject(struct verb_context *context)
{
	if (decides_by_old_rules(context))
		decide_registration_by_old_rules(context, false);
	else
		decline_row(context);
}

/* Who asked takes it back; what the community asked for, its treasurers do. */
static bool may_cancel(struct verb_context *context, const struct waiting *row)
{
	const struct waiting_kind_rules *rules = rules_of_kind(row->kind);
	bool office = rules && rules->of_community && context->permits & PERMIT_TREASURER;
	if (row->kind == WAITING_OWE && is_own(context, row->to_account))
		return true; /* it is theirs */
	if (office && (is_own(context, row->from_account) || is_own(context, row->to_account))) {
		context_refuse(context, "own_account",
			       N_("Somebody else has to do this for your account."));
		return false;
	}
	if (rules && (office || (author_asked(context, row) && row->kind != WAITING_HOLD)))
		return true;
	if (row->kind == WAITING_HOLD)
		refuse_hold(context, row);
	else
		context_deny(context, "not_yours",
			     N_("Only the person who asked for %jd can take it back."),
			     (int64_t)row->key.id);
	return false;
}

void decide_cancel(struct verb_context *context)
{
	struct waiting *row = named_row(context);
	const char *reason = context_argument(context, "memo");
	if (!row || !still_open(context, row) || !may_cancel(context, row))
		return;
	if (row->kind == WAITING_DUES && !reason) {
		context_refuse(context, "missing_memo",
			       N_("Say why these dues are waived: `!cancel %jd reason`."),
			       (int64_t)row->key.id);
		return;
	}
	const struct waiting_kind_rules *rules = rules_of_kind(row->kind);
	if (rules->cancel && !rules->cancel(context, row, reason))
		return;
	end_waiting(context, row, WAITING_CANCELLED, NULL);
	if (!context->decision->text)
		context_answer(context, N_("Request %jd is taken back."), (int64_t)row->key.id);
}

void decide_remind(struct verb_context *context)
{
	struct waiting *row = named_row(context);
	if (!row || !still_open(context, row))
		return;
	const struct waiting_kind_rules *rules = rules_of_kind(row->kind);
	bool office = rules && rules->of_community && context->permits & PERMIT_TREASURER;
	if (!rules || !rules->remind || !(office || author_asked(context, row))) {
		context_deny(context, "not_yours",
			     N_("Only the person who asked for %jd can remind others of it."),
			     (int64_t)row->key.id);
		return;
	}
	if (row->reminded_at && context->time < row->reminded_at + DAY_MS) {
		const struct user *who =
			books_user(context->books, row->key.guild_id, row->decider_id);
		context_refuse(context, "too_soon",
			       N_("%s was reminded on %s. You can remind them again on %s."),
			       person_label(context, who), format_time(context, row->reminded_at),
			       format_time(context, row->reminded_at + DAY_MS));
		return;
	}
	row->reminded_at = context->time;
	row->reminded = day_at(context->guild->zone, context->time);
	row->reminders++;
	books_touch_waiting(context->books, row);
	rules->remind(context, row);
}
