/* Who takes part: register, unregister, how a registration is approved or rejected, and the
 * policies of a guild. */
#include <string.h>

#include "base/instant.h"
#include "ledger/closing.h"
#include "ledger/decisions.h"
#include "ledger/fetched.h"
#include "ledger/limits.h"
#include "ledger/lookups.h"
#include "ledger/pending_rows.h"
#include "ledger/people.h"
#include "ledger/roles.h"
#include "ledger/setting_values.h"
#include "ledger/verb_support.h"

static bool wears_registration_role(struct verb_context *context)
{
	const struct author *author = &context->command->author;
	uint64_t role = guild_setting_id(context->guild, SETTING_REGISTRATION_ROLE);
	if (!role)
		return false; /* none is named yet: better nobody than everybody */
	for (size_t i = 0; i < author->role_count; i++)
		if (author->roles[i] == role)
			return true;
	return false;
}

static bool policy_is(const struct verb_context *context, enum registration_policy policy)
{
	return guild_setting_choice(context->guild, SETTING_REGISTRATION) == (int)policy;
}

/* Whether a treasurer's word opens the account; not their own, which opens as anybody's does. */
static bool decides_for(const struct verb_context *context, bool other)
{
	return context->permits & PERMIT_TREASURER && (other || !strict_rules(context));
}

/* Whether the author is one of those who confirm registrations, and so need not wait for one. */
static bool confirms_registrations(const struct verb_context *context)
{
	return context->books->rules >= RULES_MONTH && context->permits & PERMIT_TREASURER;
}

static bool registration_allows(struct verb_context *context, bool for_other)
{
	if (decides_for(context, for_other))
		return true;
	if (for_other)
		context_deny(context, "missing_permit",
			     N_("Only a treasurer can register somebody else."));
	else if (policy_is(context, REGISTRATION_INVITATION))
		context_refuse(context, "registration_by_invitation",
			       N_("Only treasurers open accounts here: ask one to write `!register "
				  "<@%ju>`."),
			       context->command->author.id);
	else if (policy_is(context, REGISTRATION_ROLE) && !wears_registration_role(context))
		context_refuse(context, "registration_by_role",
			       N_("Only members with the role for it can register here; ask an "
				  "admin for "
				  "that role."));
	else
		return true;
	return false;
}

/* By rules before RULES_MONTH the books kept neither who decided a registration nor when. */
static void settle_registration(struct verb_context *context, struct waiting *row,
				enum waiting_state state)
{
	if (context->books->rules >= RULES_MONTH) {
		end_waiting(context, row, state, NULL);
		return;
	}
	row->state = state;
	books_touch_waiting(context->books, row);
}

/* A new row for USER, who asks to be registered, or not to be any more. */
static struct waiting *ask(struct verb_context *context, struct user *user)
{
	books_registration(context->books,
			   user); /* which is to be loaded: another takes its place */
	struct waiting *row = add_waiting(context, WAITING_REGISTRATION);
	row->asked_by = user->key.id;
	row->decider_permit = PERMIT_TREASURER;
	user->registration = row;
	list_waiting(context, row);
	return row;
}

/* What was asked or withdrawn before is settled: what is over stays as it is, since these rules. */
static void settle_before(struct verb_context *context, struct user *user)
{
	struct waiting *asked = books_registration(context->books, user);
	if (!asked || asked->state == WAITING_ACCEPTED)
		return;
	if (asked->state != STILL_WAITING && context->books->rules >= RULES_MONTH) {
		const struct decision before = *context->decision;
		asked = ask(context, user);
		context->decision->first_number = before.first_number; /* it does not wait */
		context->decision->numbers = before.numbers;
	}
	settle_registration(context, asked, WAITING_ACCEPTED);
}

/* The account, and the role that registering brings. A closed account is opened again: its history
 * stays. What was asked or withdrawn before is settled by it: a later closing is the treasurer's.
 */
static void open_account(struct verb_context *context, struct user *user)
{
	struct account *account = user->account;
	settle_before(context, user);
	if (account) {
		account->state = STATE_OPEN;
		books_touch_account(context->books, account);
	} else {
		account = add_account(context,
				      arena_printf(&context->books->chunk, "@%ju", user->key.id),
				      KIND_LIABILITY, user);
		books_touch_balance(context->books,
				    need_balance(context, account, context->guild->currency));
		set_opening_terms(context, account);
	}
	const struct role *role = guild_role(context->guild, granted_role(context->guild));
	if (role && !too_powerful(context->books, context->guild, role))
		set_desired_role(context->books, context->guild, user, role->role_id,
				 &(struct wish){ .wanted = true,
						 .granted = true,
						 .reason = tr(context->guild->lang,
							      N_("the account was opened")) });
}

static bool has_open_account(const struct user *user)
{
	return user->account && user->account->state != STATE_CLOSED;
}

/* Whom a treasurer shut out does not open the account again; who left by themselves may, and may
 * have asked to since. */
static bool shut_out(const struct verb_context *context, const struct user *user)
{
	const struct waiting *asked = books_registration(context->books, user);
	return user->account && user->account->state == STATE_CLOSED &&
	       !(asked && asked->state != WAITING_ACCEPTED);
}

static void welcome(struct verb_context *context, struct user *user)
{
	open_account(context, user);
	context_answer(context,
		       N_("Welcome, %s: your account in %s is open. Write `!balance` to see it and "
			  "`!help` for the rest."),
		       person_label(context, user), context->guild->currency);
}

static void ask_for_approval(struct verb_context *context, struct user *user)
{
	const struct waiting *asked = books_registration(context->books, user);
	if (asked && asked->state == STILL_WAITING) {
		context_refuse(context, "waiting",
			       N_("Your request %jd is waiting for a treasurer already."),
			       (int64_t)asked->key.id);
		return;
	}
	int64_t number = (int64_t)ask(context, user)->key.id;
	context_answer(context,
		       N_("%s, your request has the number %jd: a treasurer confirms it with "
			  "`!approve "
			  "%jd`."),
		       person_label(context, user), number, number);
}

void decide_register(struct verb_context *context)
{
	const char *who = context_argument(context, "who");
	bool for_other = who && !is_author(context, who);
	struct user *user = context->author;
	uint64_t user_id;
	if (!user && !who) {
		context_refuse(context, "no_own_account",
			       N_("An operator has no account of their own: say whose, as in "
				  "`!register "
				  "@ana`."));
		return;
	}
	if (for_other && *who && snowflake_parse(who + 1, &user_id))
		user = mentioned_user(context, who);
	if (refuse_unseen(context, user))
		return;
	if (has_open_account(user))
		context_refuse(context, "already_registered", N_("%s is already registered."),
			       person_label(context, user));
	else if (!for_other && shut_out(context, user))
		context_refuse(context, "account_closed", N_("The account %s is closed."),
			       person_label(context, user));
	else if (for_other && user->left)
		context_refuse(context, "left", N_("%s has left this community."),
			       person_label(context, user));
	else if (!registration_allows(context, for_other))
		return;
	else if (policy_is(context, REGISTRATION_APPROVAL) && !decides_for(context, for_other) &&
		 !confirms_registrations(context))
		ask_for_approval(context, user);
	else
		welcome(context, user);
}

void decide_unregister(struct verb_context *context)
{
	struct account *account = own_account(context);
	if (!account)
		return;
	if (account->state == STATE_CLOSED) { /* by a treasurer, maybe: not theirs to withdraw */
		context_refuse(context, "account_closed", N_("The account %s is closed."),
			       account_label(context, account));
		return;
	}
	if (account->state == STATE_FROZEN) {
		context_refuse(context, "account_frozen",
			       N_("The account of %s is frozen; a treasurer can unfreeze it: %s."),
			       account_label(context, account),
			       line_to_type(context, VERB_ACCOUNT_UNFREEZE,
					    typed_account(context, account)));
		return;
	}
	if (refuse_open_holds(context, account))
		return;
	for (const struct balance *balance = account->balances; balance; balance = balance->next)
		if (balance->amount != 0 && !tells_holdings(context, account)) {
			context_refuse(
				context, "not_empty",
				N_("Your account is not empty. Pay what you have to somebody or "
				   "have it paid out; only an empty account can be closed."));
			return;
		} else if (balance->amount != 0) {
			context_refuse(
				context, "not_empty",
				N_("You still have %s. Pay it to somebody or have it paid out; "
				   "only "
				   "an empty account can be closed."),
				format_amount(context, account_holdings(account, balance->currency),
					      guild_currency(context->guild, balance->currency)));
			return;
		}
	end_what_waits_of(context, account);
	struct waiting *asked = books_registration(context->books, context->author);
	if (!asked || asked->state != STILL_WAITING || context->books->rules < RULES_MONTH)
		asked = ask(context, context->author);
	settle_registration(context, asked, WAITING_CANCELLED);
	account->state = STATE_CLOSED;
	books_touch_account(context->books, account);
	context_answer(context, N_("Your account is closed. Its history stays; `!register` opens "
				   "it "
				   "again."));
}

static void approve_registration(struct verb_context *context, struct waiting *row, int64_t amount)
{
	struct user *user = books_user(context->books, row->key.guild_id, row->asked_by);
	(void)amount;
	settle_registration(context, row, WAITING_ACCEPTED);
	if (has_open_account(user)) {
		context_answer(context, N_("%s is already registered."),
			       person_label(context, user));
		return;
	}
	open_account(context, user);
	context_answer(context, N_("%s is registered now; their account in %s is open."),
		       person_label(context, user), context->guild->currency);
}

static void reject_registration(struct verb_context *context, struct waiting *row,
				const char *reason)
{
	const struct user *user = books_user(context->books, row->key.guild_id, row->asked_by);
	(void)reason;
	settle_registration(context, row, WAITING_DECLINED);
	context_answer(context, N_("The request of %s is rejected; they may ask again."),
		       person_label(context, user));
}

const struct waiting_kind_rules registration_kind_rules = { .accept = approve_registration,
							    .decline = reject_registration };

/* Whose request the argument means: its number, or the member. NULL after a refusal. */
static struct waiting *asked_by_old_rules(struct verb_context *context)
{
	const char *who = context_argument(context, "who");
	uint64_t id = 0;
	const struct waiting *named = NULL;
	struct user *user = NULL;
	if (is_mention(who, &id))
		user = books_user(context->books, context->guild->guild_id, id);
	else if (snowflake_parse(who, &id) && id <= INT64_MAX)
		named = books_waiting(context->books, context->guild->guild_id, (int64_t)id);
	if (named && named->kind == WAITING_REGISTRATION)
		user = books_user(context->books, context->guild->guild_id, named->asked_by);
	struct waiting *asked = user ? books_registration(context->books, user) : NULL;
	bool answered = asked && named && asked != named; /* the number of an older one */
	if (asked && !answered && asked->state == STILL_WAITING)
		return asked;
	context_refuse(context, "unknown_request",
		       N_("There is no such request waiting; `!report registrations` lists them."));
	return NULL;
}

void decide_registration_by_old_rules(struct verb_context *context, bool approve)
{
	struct waiting *row = asked_by_old_rules(context);
	if (!row)
		return;
	if (!approve)
		reject_registration(context, row, NULL);
	else if (context->author && row->asked_by == context->author->key.id)
		context_refuse(context, "own_request", N_("You cannot approve your own request."));
	else
		approve_registration(context, row, 0);
}
