/* What dues refer to: the schedules, the members with their roles, what a payment may pay of them.
 */
#include "base/instant.h"
#include "ledger/lookups.h"
#include "ledger/prefetch_month.h"

static void want_schedule(struct books *books, uint64_t guild_id, int64_t number)
{
	const struct schedule *schedule = books_loaded_schedule(books, guild_id, number);
	books_want(books, WANTED_SCHEDULE, guild_id, (uint64_t)number, NULL);
	if (schedule && schedule->exists && schedule->into_account)
		books_want(books, WANTED_ACCOUNT, guild_id, (uint64_t)schedule->into_account, NULL);
}

/* All schedules, which are few; or the members who would pay new ones. */
static void want_dues(struct books *books, const struct command *command)
{
	uint64_t guild_id = command->guild_id, role_id = 0;
	const struct guild *guild = books_loaded_guild(books, guild_id);
	const char *role = command_argument(command, "role");
	books_want(books, WANTED_ROLES, guild_id, 0, NULL);
	if (role && *role == '&' && !snowflake_parse(role + 1, &role_id))
		return;
	if (role)
		books_want(books, WANTED_WEARERS, guild_id, role_id == guild_id ? 0 : role_id,
			   NULL);
	for (int64_t number = 1; guild && !role && number < guild->next_schedule; number++)
		want_schedule(books, guild_id, number);
}

/* A member may pay charges and debts that go to the account of the community which they pay. */
static void want_charges(struct books *books, const struct command *command)
{
	uint64_t guild_id = command->guild_id;
	const struct guild *guild = books_loaded_guild(books, guild_id);
	const char *to = guild && guild->last_number ? command_argument(command, "to") : NULL;
	const struct user *author =
		to && *to != '@' ? books_loaded_user(books, guild_id, command->author.id) : NULL;
	if (author && author->account)
		books_want(books, WANTED_WAITING_OF_ACCOUNT, guild_id, author->account->key.id,
			   NULL);
}

void want_of_dues(struct books *books, const struct command *command, const struct verb *verb)
{
	if (verb->id == VERB_DUES)
		want_dues(books, command);
	else if (verb->id == VERB_PAY)
		want_charges(books, command);
}
