/* Who takes part: register, unregister, approve, reject, and the policies of a guild. */
#include <string.h>

#include "base/instant.h"
#include "ledger/deciding.h"

static bool wears_registration_role(struct deciding *deciding)
{
	const struct author *author = &deciding->command->author;
	uint64_t role = 0;
	if (!snowflake_parse(guild_setting(deciding->guild, "registration.role", ""), &role))
		return false; /* none is named yet: better nobody than everybody */
	for (size_t i = 0; i < author->role_count; i++)
		if (author->roles[i] == role)
			return true;
	return false;
}

static bool policy_is(const struct deciding *deciding, const char *policy)
{
	return strcmp(guild_setting(deciding->guild, "registration", "open"), policy) == 0;
}

/* Whether a treasurer's word opens the account; not their own, which opens as anybody's does. */
static bool decides_for(const struct deciding *deciding, bool other)
{
	return deciding->permits & PERMIT_TREASURER && (other || !strict_rules(deciding));
}

static bool registration_allows(struct deciding *deciding, bool for_other)
{
	if (decides_for(deciding, for_other))
		return true;
	if (for_other)
		deny(deciding, "missing_permit", N_("Only a treasurer registers somebody else."));
	else if (policy_is(deciding, "invitation"))
		refuse(deciding, "registration_by_invitation", N_("Here a treasurer registers members: ask one to write `register` with your mention."));
	else if (policy_is(deciding, "role") && !wears_registration_role(deciding))
		refuse(deciding, "registration_by_role", N_("Only members with the role for it can register here; ask an admin for that role."));
	else
		return true;
	return false;
}

static void keep_registration(struct deciding *deciding, struct user *user, const char *state, int64_t request)
{
	struct registration *registration = user->registration ? user->registration : arena_alloc(&deciding->books->memory, sizeof *registration);
	if (!user->registration || request != registration->request)
		registration->requested_at = deciding->time;
	registration->request = request;
	registration->state = state;
	user->registration = registration;
	struct detail_row *row = books_detail(deciding->books, DETAIL_REGISTRATION, deciding->guild->guild_id, user->key.id);
	row->number = request;
	row->other_number = registration->requested_at;
	row->text = state;
	books_add_request(deciding->books, deciding->guild->guild_id, request, user->key.id);
}

/* The account, and the role that registering brings. A closed account is opened again: its history stays. What was asked
 * or withdrawn before is settled by it: a later closing is the treasurer's. */
static void open_account(struct deciding *deciding, struct user *user)
{
	struct account *account = user->account;
	if (user->registration && strcmp(user->registration->state, "approved") != 0)
		keep_registration(deciding, user, "approved", user->registration->request);
	if (account) {
		account->state = STATE_OPEN;
		books_touch_account(deciding->books, account);
	} else {
		account = add_account(deciding, arena_printf(&deciding->books->chunk, "@%llu", (unsigned long long)user->key.id), KIND_LIABILITY, user);
		books_touch_balance(deciding->books, need_balance(deciding, account, deciding->guild->currency));
	}
	const struct role *role = guild_role(deciding->guild, granted_role(deciding->guild));
	if (role && user->member && !too_powerful(deciding->books, deciding->guild, role))
		wish_role(deciding->books, deciding->guild, user, role->role_id, &(struct wish){ .wanted = true, .granted = true, .reason = "registered" });
}

static bool has_open_account(const struct user *user)
{
	return user->account && user->account->state != STATE_CLOSED;
}

/* Whom a treasurer shut out does not open the account again; who left by themselves may, and may have asked to since. */
static bool shut_out(const struct user *user)
{
	return user->account && user->account->state == STATE_CLOSED && !(user->registration && strcmp(user->registration->state, "approved") != 0);
}

static void welcome(struct deciding *deciding, struct user *user)
{
	open_account(deciding, user);
	answer(deciding, N_("Welcome, %s: your account in %s is open. Write `balance` to see it, `help` for the rest."), person_label(deciding, user), deciding->guild->currency);
}

static void ask_for_approval(struct deciding *deciding, struct user *user)
{
	if (user->registration && strcmp(user->registration->state, "waiting") == 0) {
		refuse(deciding, "waiting", N_("Your request %lld is waiting for a treasurer already."), (long long)user->registration->request);
		return;
	}
	keep_registration(deciding, user, "waiting", deciding->guild->next_seq);
	answer(deciding, N_("%s, your request has the number %lld: a treasurer confirms it with `approve %lld`."), person_label(deciding, user),
	       (long long)user->registration->request, (long long)user->registration->request);
}

void decide_register(struct deciding *deciding)
{
	const char *who = argument(deciding, "who");
	bool for_other = who && !is_author(deciding, who);
	struct user *user = deciding->author;
	uint64_t user_id;
	if (!user && !who) {
		refuse(deciding, "no_own_account", N_("An operator has no account of their own; name the account, or use `move`."));
		return;
	}
	if (for_other && snowflake_parse(who + 1, &user_id))
		user = books_user(deciding->books, deciding->guild->guild_id, user_id);
	if (!user || !user->name)
		refuse(deciding, "unknown_user", N_("That person has never been seen here; they have to write something first, or the roster has to be synchronised."));
	else if (has_open_account(user))
		refuse(deciding, "already_registered", N_("%s is already registered."), person_label(deciding, user));
	else if (!for_other && shut_out(user))
		refuse(deciding, "account_closed", N_("The account %s is closed."), person_label(deciding, user));
	else if (for_other && user->left)
		refuse(deciding, "left", N_("%s has left this community."), person_label(deciding, user));
	else if (!registration_allows(deciding, for_other))
		return;
	else if (policy_is(deciding, "approval") && !decides_for(deciding, for_other))
		ask_for_approval(deciding, user);
	else
		welcome(deciding, user);
}

void decide_unregister(struct deciding *deciding)
{
	struct account *account = own_account(deciding);
	if (!account)
		return;
	if (account->state == STATE_CLOSED) { /* by a treasurer, maybe: not theirs to withdraw */
		refuse(deciding, "account_closed", N_("The account %s is closed."), account_label(deciding, account));
		return;
	}
	if (account->state == STATE_FROZEN) {
		refuse(deciding, "account_frozen", N_("The account of %s is frozen; a treasurer can unfreeze it."), account_label(deciding, account));
		return;
	}
	for (const struct balance *balance = account->balances; balance; balance = balance->next)
		if (balance->amount != 0) {
			refuse(deciding, "not_empty", N_("You still have %s. Pay it to somebody or have it paid out; only an empty account can be closed."),
			       money(deciding, holdings(account, balance->currency), guild_currency(deciding->guild, balance->currency)));
			return;
		}
	keep_registration(deciding, deciding->author, "withdrawn", deciding->guild->next_seq);
	account->state = STATE_CLOSED;
	books_touch_account(deciding->books, account);
	answer(deciding, N_("Your account is closed. Its history stays; `register` opens it again."));
}

/* Whose request the argument means: its number, or the member. NULL after a refusal. */
static struct user *asker(struct deciding *deciding)
{
	const char *who = argument(deciding, "who");
	uint64_t id = 0;
	struct user *user = NULL;
	const struct request *request;
	if (*who == '@' && snowflake_parse(who + 1, &id))
		user = books_user(deciding->books, deciding->guild->guild_id, id);
	else if (snowflake_parse(who, &id) && (request = books_request(deciding->books, deciding->guild->guild_id, (int64_t)id)) && request->user_id)
		user = books_user(deciding->books, deciding->guild->guild_id, request->user_id);
	bool answered = user && *who != '@' && user->registration && user->registration->request != (int64_t)id; /* the number of an older one */
	if (user && user->registration && !answered && strcmp(user->registration->state, "waiting") == 0)
		return user;
	refuse(deciding, "unknown_request", N_("There is no such request waiting; `report registrations` lists them."));
	return NULL;
}

void decide_approve(struct deciding *deciding)
{
	struct user *user = asker(deciding);
	if (!user)
		return;
	if (user == deciding->author) {
		refuse(deciding, "own_request", N_("You cannot approve your own request."));
		return;
	}
	keep_registration(deciding, user, "approved", user->registration->request);
	if (has_open_account(user)) {
		answer(deciding, N_("%s is already registered."), person_label(deciding, user));
		return;
	}
	open_account(deciding, user);
	answer(deciding, N_("%s is registered now; their account in %s is open."), person_label(deciding, user), deciding->guild->currency);
}

void decide_reject(struct deciding *deciding)
{
	struct user *user = asker(deciding);
	if (!user)
		return;
	keep_registration(deciding, user, "rejected", user->registration->request);
	answer(deciding, N_("The request of %s is rejected; they may ask again."), person_label(deciding, user));
}
