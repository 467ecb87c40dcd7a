/* What approvals, confirmations, limits, budgets and undo look up for a command. */
#include <string.h>

#include "base/instant.h"
#include "ledger/approvals.h"
#include "ledger/lookups.h"
#include "ledger/notices.h"
#include "ledger/prefetch_month.h"
#include "ledger/setting_types.h"
#include "ledger/setting_values.h"
#include "ledger/usage.h"
#include "ledger/wanted.h"

static bool names_control(struct books *books, const char *word)
{
	const char *parameter;
	const struct setting_row *row =
		word ? setting_named(&books->chunk, word, &parameter) : NULL;
	return row && setting_is_control(row);
}

/* Whether what the verb does may wait for a second person here. */
static bool may_wait(struct books *books, const struct command *command, const struct verb *verb,
		     unsigned controls)
{
	if (verb->id == VERB_REQUEST) /* of an account of the community */
		return true;
	if (verb->id == VERB_CONFIG)
		return names_control(books, command_argument(command, "key"));
	return controls & CONTROL_APPROVAL &&
	       verb->traits & (TRAIT_MOVES_MONEY | TRAIT_SETS_FLOOR | TRAIT_OF_MONTH) &&
	       !(verb->traits & TRAIT_ASKS);
}

static void want_payments(struct books *books, uint64_t guild_id, uint64_t user_id)
{
	if (user_id)
		books_want(books, WANTED_PAYMENTS, guild_id, user_id, NULL);
}

/* What the author's limits and their usual count; accepting is paying, too. */
static void want_own_payments(struct books *books, const struct command *command,
			      const struct verb *verb, unsigned controls)
{
	uint64_t guild_id = command->guild_id, user_id = command->author.id;
	const struct user *user = user_id ? books_loaded_user(books, guild_id, user_id) : NULL;
	bool pays = verb->traits & TRAIT_LIMITED || verb->id == VERB_APPROVE;
	if (user && pays && (controls & (CONTROL_LIMIT | CONTROL_CONFIRM_TIMES) || user->limits))
		want_payments(books, guild_id, user_id);
}

static void want_undo(struct books *books, const struct command *command)
{
	uint64_t guild_id = command->guild_id, user_id = command->author.id;
	const struct user *user = user_id ? books_loaded_user(books, guild_id, user_id) : NULL;
	if (!user)
		return;
	want_payments(books, guild_id, user_id);
	books_want(books, WANTED_WAITING_OF_USER, guild_id, user_id, NULL);
	const struct payment *payment = user->has_payments ? last_payment(user) : NULL;
	if (payment)
		books_want(books, WANTED_TRANSACTION, guild_id, (uint64_t)payment->transaction,
			   NULL);
}

/* Of limits: whose they are, with their permits. */
static void want_limits(struct books *books, const struct command *command)
{
	uint64_t guild_id = command->guild_id, user_id = command->author.id, other;
	const char *who = command_argument(command, "who");
	if (who && is_mention(who, &other))
		user_id = other;
	if (!user_id)
		return;
	want_user(books, guild_id, user_id);
	books_want(books, WANTED_ROLES, guild_id, 0, NULL);
	books_want(books, WANTED_MEMBER, guild_id, user_id, NULL);
	if (books_loaded_user(books, guild_id, user_id))
		want_payments(books, guild_id, user_id);
}

/* Of budget: what was spent of the account that it names. */
static void want_spending_of(struct books *books, uint64_t guild_id, const char *name)
{
	const struct account *account = name ? loaded_account_called(books, guild_id, name) : NULL;
	if (account)
		books_want(books, WANTED_SPENDING, guild_id, account->key.id, NULL);
}

/* Whose day what the command does counts for: its author's; of a run whoever made the schedule; of
 * what is approved now whoever asked. */
static void want_moved(struct books *books, const struct command *command, const struct verb *verb)
{
	uint64_t guild_id = command->guild_id, id;
	int64_t number;
	const char *schedule = command_argument(command, "schedule");
	books_want(books, WANTED_MOVED, guild_id, command->author.id, NULL);
	if (verb->traits & TRAIT_SCHEDULED && schedule && snowflake_parse(schedule, &id)) {
		const struct schedule *run = books_loaded_schedule(books, guild_id, (int64_t)id);
		books_want(books, WANTED_MOVED, guild_id, run && run->exists ? run->owner_id : 0,
			   NULL);
		return;
	}
	for (const char *at = command_numbers(command); next_number(&at, &number);) {
		const struct waiting *row = books_loaded_waiting(books, guild_id, number);
		books_want(books, WANTED_MOVED, guild_id, row ? row->asked_by : 0, NULL);
	}
}

void want_controls(struct books *books, const struct command *command, const struct verb *verb)
{
	struct guild *guild = books_loaded_guild(books, command->guild_id);
	if (!guild || verb->traits & TRAIT_ASKS)
		return;
	unsigned controls = guild_controls(guild);
	bool waits = may_wait(books, command, verb, controls);
	if (waits)
		want_approvers(books, guild);
	if (waits && controls & CONTROL_APPROVAL_DAY)
		want_moved(books, command, verb);
	want_own_payments(books, command, verb, controls);
	if (verb->id == VERB_UNDO)
		want_undo(books, command);
	if (verb->id == VERB_LIMITS)
		want_limits(books, command);
	if (verb->id == VERB_BUDGET)
		want_spending_of(books, guild->guild_id, command_argument(command, "account"));
	if (!guild->budgets ||
	    !(verb->traits & (TRAIT_MOVES_MONEY | TRAIT_OF_MONTH) || verb->id == VERB_APPROVE))
		return;
	want_treasurers(books, guild);
	for (const struct budget *budget = guild->budgets; budget; budget = budget->next)
		books_want(books, WANTED_SPENDING, guild->guild_id, (uint64_t)budget->account_id,
			   NULL);
}
