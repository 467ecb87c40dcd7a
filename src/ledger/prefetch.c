/* Which parts of the books a record refers to: what must be in the working set before it is
 * decided. */
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "command/receipt_code.h"
#include "command/verbs.h"
#include "ledger/bank.h"
#include "ledger/defaults.h"
#include "ledger/closing.h"
#include "ledger/fetched.h"
#include "ledger/leaving.h"
#include "ledger/ledger.h"
#include "ledger/lookups.h"
#include "ledger/people.h"
#include "ledger/prefetch_month.h"
#include "ledger/setting_values.h"
#include "ledger/verb_support.h"
#include "ledger/wanted.h"

/* "ACCOUNT" or "ACCOUNT=CURRENCY"; log rows of looser rules mean the whole by either. */
static void want_counted(struct books *books, uint64_t guild_id, const char *text)
{
	want_reference(books, guild_id, text);
	if (strchr(text, '='))
		want_reference(books, guild_id,
			       arena_copy(&books->chunk, text, strcspn(text, "=")));
}

static void want_message(struct books *books, uint64_t guild_id, uint64_t message_id)
{
	books_want(books, WANTED_MESSAGE, guild_id, message_id, NULL);
}

static void want_roles(struct books *books, uint64_t guild_id)
{
	books_want(books, WANTED_ROLES, guild_id, 0, NULL);
}

static void want_member(struct books *books, uint64_t guild_id, uint64_t user_id)
{
	if (user_id)
		books_want(books, WANTED_MEMBER, guild_id, user_id, NULL);
}

/* What has a number that is not given yet is not there. */
static void want_transaction(struct books *books, uint64_t guild_id, uint64_t transaction)
{
	if (transaction && transaction < (uint64_t)books_guild(books, guild_id)->next_transaction)
		books_want(books, WANTED_TRANSACTION, guild_id, transaction, NULL);
}

/* Somebody, by a mention; else by the number of a request, or a name that may be their account's.
 */
static void want_person(struct books *books, uint64_t guild_id, const struct verb *verb,
			enum parameter_kind kind, const char *value)
{
	uint64_t user_id;
	bool mention = is_mention(value, &user_id);
	if (mention || kind != PARAM_REQUEST) /* a number: prefetch_month.c */
		want_reference(books, guild_id, value);
	if (mention && verb_reads_members(verb))
		want_member(books, guild_id, user_id);
}

/* What a parameter's value refers to, by its kind. */
static void want_value(struct books *books, uint64_t guild_id, const struct verb *verb,
		       enum parameter_kind kind, const char *value)
{
	struct receipt_code code;
	uint64_t id;
	switch (kind) {
	case PARAM_ACCOUNT:
	case PARAM_NAME: want_reference(books, guild_id, value); break;
	case PARAM_USER:
	case PARAM_REQUEST: want_person(books, guild_id, verb, kind, value); break;
	case PARAM_TRANSACTION:
		if (snowflake_parse(value, &id))
			want_transaction(books, guild_id, id);
		break;
	case PARAM_RECEIPT:
		if (receipt_code_read(value, &code))
			want_transaction(books, guild_id, (uint64_t)code.transaction);
		break;
	default: break;
	}
}

static bool refers(const struct verb *verb, enum parameter_kind kind)
{
	return kind == PARAM_ACCOUNT || kind == PARAM_USER || kind == PARAM_REQUEST ||
	       kind == PARAM_TRANSACTION || kind == PARAM_RECEIPT ||
	       (kind == PARAM_NAME && verb->traits & TRAIT_OPENS_ACCOUNT);
}

static void want_arguments(struct books *books, const struct command *command,
			   const struct verb *verb)
{
	for (const struct parameter *parameter = verb->parameters; parameter->key; parameter++) {
		const char *value = refers(verb, parameter->kind)
					    ? command_argument(command, parameter->key)
					    : NULL;
		if (value)
			want_value(books, command->guild_id, verb, parameter->kind, value);
	}
	for (size_t i = 0; i < command->argument_count; i++)
		if (strncmp(command->arguments[i].key, COUNT_KEY, sizeof COUNT_KEY - 1) == 0)
			want_counted(books, command->guild_id,
				     command->arguments[i].key + sizeof COUNT_KEY - 1);
}

/* Whether the answer may name somebody else. */
static bool names_others(const struct command *command, const struct verb *verb)
{
	uint64_t user_id;
	for (size_t i = 0; i < command->argument_count; i++) {
		const struct argument *given = &command->arguments[i];
		const char *reference = strncmp(given->key, COUNT_KEY, sizeof COUNT_KEY - 1) == 0
						? given->key + sizeof COUNT_KEY - 1
						: given->value;
		if (is_mention(reference, &user_id) && user_id != command->author.id)
			return true;
	}
	return verb->traits & (TRAIT_REVERSES | TRAIT_OF_MONTH) ||
	       verb_takes(verb, PARAM_REQUEST) || command_argument(command, "payees");
}

static void want_default_account(struct books *books, uint64_t guild_id, enum default_account which)
{
	for (int lang = 0; lang < LANG_COUNT; lang++)
		want_account(books, guild_id,
			     default_account_name(which, (enum lang)lang, books->rules));
}

/* All of it comes from the verb's row: the kinds of its parameters and its traits. */
void want_of_verb(struct books *books, const struct command *command, const struct verb *verb)
{
	uint64_t guild_id = command->guild_id;
	want_arguments(books, command, verb);
	want_of_month(books, command, verb);
	want_of_dues(books, command, verb);
	want_closing(books, command, verb);
	want_of_bank(books, command, verb);
	if (names_others(command, verb) && !books->replayed)
		books_want(books, WANTED_SEEN_NAMES, guild_id, 0, NULL);
	if (verb_reads_roles(verb))
		want_roles(books, guild_id);
	if (verb_reads_members(verb))
		want_member(books, guild_id, command->author.id);
	if (verb->traits & TRAIT_OPENS_FEES)
		want_default_account(books, guild_id, DEFAULT_FEES);
	if (verb->traits & TRAIT_OPENS_DUES)
		want_default_account(books, guild_id, DEFAULT_DUES);
	if (verb->traits & TRAIT_OPENS_TO_SORT)
		want_default_account(books, guild_id, DEFAULT_TO_SORT);
	if (verb->traits & TRAIT_OPENS_ACCOUNT)
		books_want(books, WANTED_OWN_NAMES, guild_id, 0, NULL);
}

static void want_command(struct books *books, const struct command *command)
{
	const struct verb *verb = command->verb ? verb_named(command->verb) : NULL;
	if (command->author.id)
		want_user(books, command->guild_id, command->author.id);
	if (command->message_id)
		want_message(books, command->guild_id, command->message_id);
	if (verb)
		want_of_verb(books, command, verb);
}

/* Most deliveries are answers; a role's change says whose, and which fee may have to go back; a
 * direct message, to whom it went. */
static void want_delivery(struct books *books, const struct delivered *delivered)
{
	uint64_t guild_id = delivered->guild_id;
	const struct fetched_delivery *found =
		books_loaded_delivery(books, guild_id, delivered->id);
	if (!found && delivered->id > 0 &&
	    delivered->id < books_guild(books, guild_id)->next_delivery)
		books_want(books, WANTED_DELIVERY, guild_id, (uint64_t)delivered->id, NULL);
	if (!found || !found->exists)
		return;
	if (!found->role_id) {
		want_user(books, guild_id, found->user_id);
		return;
	}
	want_roles(books, guild_id);
	want_member(books, guild_id, found->user_id);
	const struct user *user = books_loaded_user(books, guild_id, found->user_id);
	const struct member_role *role = user && user->member ? user->member->roles : NULL;
	for (; role && delivery_failed(delivered); role = role->next) {
		if (role->role_id != found->role_id || !role->fee_transaction)
			continue;
		want_transaction(books, guild_id, (uint64_t)role->fee_transaction);
		if (!books->replayed) /* why it cannot go back may name somebody */
			books_want(books, WANTED_SEEN_NAMES, guild_id, 0, NULL);
	}
}

static void want_leaving(struct books *books, const struct guild *guild, uint64_t user_id)
{
	const struct user *user = books_loaded_user(books, guild->guild_id, user_id);
	if (user)
		want_what_waits(books, guild, user);
}

bool ledger_refers_back(const struct books *books, const struct record *record)
{
	const struct verb *verb =
		record->type == RECORD_COMMAND ? verb_named(record->command.verb) : NULL;
	const struct guild *guild = books_loaded_guild(books, ledger_guild_of(record));
	return (guild && guild->controls_changed) || record->type == RECORD_DELIVERED ||
	       (record->type == RECORD_MEMBER && record->member.left) ||
	       (verb && (verb_takes(verb, PARAM_TRANSACTION) || verb_takes(verb, PARAM_RECEIPT) ||
			 month_refers_back(verb)));
}

void ledger_references(struct books *books, const struct record *record)
{
	uint64_t guild_id = ledger_guild_of(record);
	struct guild *guild = guild_id ? books_loaded_guild(books, guild_id) : NULL;
	if (!guild_id)
		return;
	if (!guild || !guild->requested_this_chunk)
		books_want(books, WANTED_GUILD, guild_id, 0, NULL);
	if (!guild)
		return;
	guild->requested_this_chunk = true; /* what an earlier chunk left is taken at its word; the
			       store says when it is not so any more */
	if (!guild->exists)
		return;
	switch (record->type) {
	case RECORD_COMMAND:
	case RECORD_REJECT: want_command(books, &record->command); break;
	case RECORD_POST: want_message(books, guild_id, record->post.message_id); break;
	case RECORD_DELIVERED: want_delivery(books, &record->delivered); break;
	case RECORD_GUILD:
	case RECORD_ROLE: want_roles(books, guild_id); break;
	case RECORD_MEMBER:
		want_roles(books, guild_id);
		want_member(books, guild_id, record->member.user_id);
		if (record->member.left)
			want_leaving(books, guild, record->member.user_id);
		break;
	default: break;
	}
}
