/* What commands of the month refer to, by the keys of their arguments. */
#include "ledger/prefetch_month.h"

#include <string.h>

#include "base/instant.h"
#include "ledger/frozen_command.h"
#include "ledger/approvals.h"
#include "ledger/bank.h"
#include "ledger/lookups.h"
#include "ledger/notices.h"
#include "ledger/payees.h"
#include "ledger/people.h"
#include "ledger/reconciliations.h"
#include "ledger/setting_values.h"
#include "ledger/verb_support.h"
#include "ledger/wanted.h"

static void want_by_number(struct books *books, enum wanted_kind kind, uint64_t guild_id,
			   int64_t number)
{
	if (number)
		books_want(books, kind, guild_id, (uint64_t)number, NULL);
}

/* Accounts that a credit reaches, one settling what it owes another; each once, since two may owe
 * each other again and again. More than these are found when they come to pass. */
struct reached {
	const struct account *accounts[64];
	size_t count;
};

static void reach(struct reached *reached, const struct account *account)
{
	if (!account->owing || reached->count == sizeof reached->accounts / sizeof account)
		return;
	for (size_t i = 0; i < reached->count; i++)
		if (reached->accounts[i] == account)
			return;
	reached->accounts[reached->count++] = account;
}

/* What a credit of the account would settle, and where the money goes. */
static void want_debts_reached(struct books *books, const struct account *account,
			       struct reached *reached)
{
	if (!account->debts.complete) {
		want_by_number(books, WANTED_WAITING_OF_ACCOUNT, account->key.guild_id,
			       (int64_t)account->key.id);
		return;
	}
	for (const struct waiting_link *link = account->debts.first; link; link = link->next) {
		/* what it is called, and the role that comes back with it */
		want_by_number(books, WANTED_SCHEDULE, account->key.guild_id, link->row->schedule);
		if (link->row->lost) {
			want_member(books, account->key.guild_id, link->row->decider_id);
			books_want(books, WANTED_ROLES, account->key.guild_id, 0, NULL);
		}
		const struct account *to =
			books_loaded_account(books, account->key.guild_id, link->row->to_account);
		if (!to)
			want_by_number(books, WANTED_ACCOUNT, account->key.guild_id,
				       link->row->to_account);
		else if (to->owner)
			reach(reached, to);
	}
}

static void want_debts(struct books *books, const struct account *account)
{
	struct reached reached = { .count = 0 };
	if (account)
		reach(&reached, account);
	for (size_t i = 0; i < reached.count; i++)
		want_debts_reached(books, reached.accounts[i], &reached);
}

static void want_debts_of_user(struct books *books, uint64_t guild_id, uint64_t user_id)
{
	const struct user *user = user_id ? books_loaded_user(books, guild_id, user_id) : NULL;
	if (user)
		want_debts(books, user->account);
}

void want_account_with_debts(struct books *books, uint64_t guild_id, int64_t account_id)
{
	want_by_number(books, WANTED_ACCOUNT, guild_id, account_id);
	want_debts(books, account_id ? books_loaded_account(books, guild_id, account_id) : NULL);
}

void want_user_with_debts(struct books *books, uint64_t guild_id, uint64_t user_id)
{
	if (user_id)
		want_user(books, guild_id, user_id);
	want_debts_of_user(books, guild_id, user_id);
}

/* A member or an account, as an argument names it. */
static void want_named(struct books *books, uint64_t guild_id, const char *text)
{
	uint64_t user_id;
	want_reference(books, guild_id, text);
	if (is_mention(text, &user_id))
		want_debts_of_user(books, guild_id, user_id);
}

static void want_wearers(struct books *books, uint64_t guild_id, uint64_t role_id)
{
	books_want(books, WANTED_ROLES, guild_id, 0, NULL);
	books_want(books, WANTED_WEARERS, guild_id, role_id, NULL);
	for (struct user *user = books->users; user; user = user->hh.next)
		if (user->key.guild_id == guild_id)
			want_debts(books, user->account);
}

static void want_payees(struct books *books, uint64_t guild_id, const char *text)
{
	struct payee_word word;
	while (next_payee_word(books, &text, &word))
		if (word.kind == PAYEE_ROLE || word.kind == PAYEE_EVERYONE)
			want_wearers(books, guild_id, word.id);
		else
			want_named(books, guild_id, word.text);
}

static void want_schedule(struct books *books, uint64_t guild_id, int64_t number)
{
	const struct schedule *schedule = books_loaded_schedule(books, guild_id, number);
	want_by_number(books, WANTED_SCHEDULE, guild_id, number);
	if (!schedule || !schedule->exists)
		return;
	want_user_with_debts(books, guild_id, schedule->owner_id);
	want_account_with_debts(books, guild_id, schedule->payer);
	if (schedule->shortage == SHORTAGE_OWE) /* what it adds is paid behind what is older */
		want_by_number(books, WANTED_WAITING_OF_ACCOUNT, guild_id, schedule->payer);
	want_account_with_debts(books, guild_id, schedule->into_account);
	if (schedule->payees)
		want_payees(books, guild_id, schedule->payees);
}

/* The row, all whom it is about, and what its approval or confirmation would do. */
static void want_row(struct books *books, const struct command *command, int64_t number)
{
	uint64_t guild_id = command->guild_id;
	const struct waiting *row = books_loaded_waiting(books, guild_id, number);
	struct command inner;
	want_by_number(books, WANTED_WAITING, guild_id, number);
	if (!row || !row->exists)
		return;
	want_user_with_debts(books, guild_id, row->asked_by);
	want_user_with_debts(books, guild_id, row->decider_id);
	want_user_with_debts(books, guild_id, row->decided_by);
	want_account_with_debts(books, guild_id, row->from_account);
	want_account_with_debts(books, guild_id, row->to_account);
	want_by_number(books, WANTED_TRANSACTION, guild_id, row->target);
	want_reopened(books, guild_id, row->target);
	want_by_number(books, WANTED_SCHEDULE, guild_id, row->schedule);
	if (row->kind == WAITING_LINE) {
		want_bank_row(books, row);
		return;
	}
	if (row->kind == WAITING_REGISTRATION) {
		want_member(books, guild_id, row->asked_by);
		books_want(books, WANTED_ROLES, guild_id, 0, NULL);
	}
	if (row->kind == WAITING_DUES) { /* the role that it costs */
		want_member(books, guild_id, row->decider_id);
		books_want(books, WANTED_ROLES, guild_id, 0, NULL);
	}
	const struct verb *verb =
		row->arguments && row->state == STILL_WAITING ? verb_named(row->verb) : NULL;
	if (!verb)
		return;
	thaw_command(&books->chunk, row, command, &inner);
	want_of_verb(books, &inner, verb);
}

static void want_rows(struct books *books, const struct command *command, const char *numbers)
{
	int64_t number;
	while (next_number(&numbers, &number))
		want_row(books, command, number);
}

/* How many somebody has is limited. */
static void want_schedules_of(struct books *books, uint64_t guild_id, uint64_t user_id)
{
	if (user_id)
		books_want(books, WANTED_SCHEDULES_OF_USER, guild_id, user_id, NULL);
}

static void want_schedules(struct books *books, const struct command *command,
			   const struct verb *verb)
{
	const char *who = command_argument(command, "who"),
		   *named = command_argument(command, "schedule");
	uint64_t id;
	if (verb->id != VERB_EVERY && verb->id != VERB_SCHEDULES &&
	    verb->id != VERB_SCHEDULE_RESUME)
		return;
	want_schedules_of(books, command->guild_id, command->author.id);
	if (verb->id == VERB_SCHEDULES && who && is_mention(who, &id))
		want_schedules_of(books, command->guild_id, id);
	for (const struct schedule *schedule = books->schedules;
	     verb->id == VERB_SCHEDULES && schedule; schedule = schedule->hh.next)
		want_schedule(books, command->guild_id, (int64_t)schedule->key.id);
	if (verb->id != VERB_SCHEDULE_RESUME || !named || !snowflake_parse(named, &id))
		return;
	const struct schedule *resumed =
		books_loaded_schedule(books, command->guild_id, (int64_t)id);
	want_schedules_of(books, command->guild_id, resumed ? resumed->owner_id : 0);
}

static bool decides_rows(const struct verb *verb)
{
	return verb->id == VERB_APPROVE || verb->id == VERB_REJECT;
}

static void want_argument(struct books *books, const struct command *command,
			  const struct argument *argument)
{
	static const char *const names[] = { "account", "to", "into" };
	static const char *const lists[] = { "payees", "exempt", "passed" };
	uint64_t guild_id = command->guild_id, number;
	const char *key = argument->key, *value = argument->value;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], key) == 0)
			want_named(books, guild_id, value);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		if (strcmp(lists[i], key) == 0)
			want_payees(books, guild_id, value);
	if (strcmp(key, "n") == 0 || (strcmp(key, "who") == 0 && *value != '@'))
		want_rows(books, command, value);
	else if (strcmp(key, "who") == 0 && !decides_rows(verb_named(command->verb)))
		want_named(books, guild_id, value);
	else if (strcmp(key, "schedule") == 0 && snowflake_parse(value, &number) &&
		 number <= INT64_MAX)
		want_schedule(books, guild_id, (int64_t)number);
	else if ((strcmp(key, "role") == 0 || strcmp(key, "lose") == 0) && *value == '&')
		books_want(books, WANTED_ROLES, guild_id, 0, NULL);
}

/* Whether something may wait for a second person here. */
static bool has_thresholds(const struct guild *guild)
{
	static const char key[] = "approval.over";
	for (const struct setting *setting = guild->settings; setting; setting = setting->next)
		if (strncmp(setting->key, key, sizeof key - 1) == 0)
			return true;
	return false;
}

/* Treasurers are told of what waits for them, and of what runs by itself. */
static void want_whom_to_tell(struct books *books, uint64_t guild_id, const struct verb *verb)
{
	const struct guild *guild = books_loaded_guild(books, guild_id);
	if (guild && (verb->traits & TRAIT_OF_MONTH || decides_rows(verb) ||
		      (verb->traits & TRAIT_MOVES_MONEY && has_thresholds(guild))))
		want_treasurers(books, guild);
}

/* Whether the command uses nothing of the month, in a guild that asks for nothing of it: nothing
 * recurs there, so that nobody owes, and its settings have no limit and no threshold. Such a
 * command costs no more than before there was a month. */
static bool is_plain(struct books *books, const struct command *command, const struct verb *verb)
{
	struct guild *guild = books_loaded_guild(books, command->guild_id);
	const struct user *author;
	if (!guild || verb->traits & (TRAIT_OF_MONTH | TRAIT_SETS_NOTICES) || decides_rows(verb) ||
	    verb->id == VERB_CONFIG || guild->next_schedule != 1 || guild->budgets ||
	    guild_controls(guild))
		return false;
	if (!(verb->traits & TRAIT_LIMITED))
		return true;
	author = command->author.id
			 ? books_loaded_user(books, command->guild_id, command->author.id)
			 : NULL;
	return !(author && author->limits) && !command_argument(command, "payees");
}

void want_of_month(struct books *books, const struct command *command, const struct verb *verb)
{
	if (is_plain(books, command, verb))
		return;
	bool of_month = verb->traits & TRAIT_OF_MONTH || decides_rows(verb);
	uint64_t user_id;
	want_debts_of_user(books, command->guild_id, command->author.id);
	want_whom_to_tell(books, command->guild_id, verb);
	for (size_t i = 0; i < command->argument_count; i++)
		if (of_month || strcmp(command->arguments[i].key, "payees") == 0)
			want_argument(books, command, &command->arguments[i]);
		else if (verb->traits & TRAIT_MOVES_MONEY &&
			 is_mention(command->arguments[i].value, &user_id))
			want_debts_of_user(books, command->guild_id, user_id);
	want_of_asking(books, command, verb);
	want_controls(books, command, verb);
	want_schedules(books, command, verb);
}

bool month_refers_back(const struct verb *verb)
{
	return verb->traits & TRAIT_OF_MONTH || decides_rows(verb);
}
