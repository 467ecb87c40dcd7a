/* Which parts of the books a command refers to, by the row of its verb. */
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
#include "ledger/reconciliations.h"
#include "ledger/setting_references.h"
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
		if (!snowflake_parse(value, &id))
			break;
		want_transaction(books, guild_id, id);
		if (verb->traits & TRAIT_REVERSES)
			want_reopened(books, guild_id, (int64_t)id);
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
	want_forgotten_parties(books, command, verb);
	want_reconciled(books, command, verb);
	if (verb->id == VERB_CONFIG)
		want_settings(books, command);
	if (names_others(command, verb))
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
	if (verb->traits & TRAIT_CLOSES_YEAR)
		want_default_account(books, guild_id, DEFAULT_RESULT);
	if (verb->traits & TRAIT_OPENS_ACCOUNT)
		books_want(books, WANTED_OWN_NAMES, guild_id, 0, NULL);
}
