/* Whose a line of a bank's list is: the first kind of what its record carries that gives exactly
 * one answer. Nobody is credited by a guess. */
#include <stdlib.h>

#include "ledger/bank.h"
#include "ledger/frozen_command.h"
#include "ledger/lookups.h"
#include "ledger/payees.h"
#include "ledger/prefetch_month.h"
#include "ledger/setting_values.h"
#include "ledger/wanted.h"

/* "42G": the number of an account and the letter of the guild. 0: it is of another one. */
static int64_t account_of_reference(const struct guild *guild, const char *text)
{
	const char *letter = guild_setting_text(guild, SETTING_PAYMENT_LETTER);
	size_t digits = strspn(text, "0123456789");
	if (!digits || digits > 18 || strcmp(text + digits, letter) != 0)
		return 0;
	return strtoll(text, NULL, 10);
}

static bool is_given(const struct guild *guild, int64_t account_id)
{
	return account_id > 0 && account_id < guild->next_account;
}

/* NULL: the books do not know it, or it can take nothing. */
static struct account *account_of_candidate(struct verb_context *context,
					    const struct import_candidate *candidate)
{
	struct books *books = context->books;
	struct guild *guild = context->guild;
	struct account *account = NULL;
	int64_t account_id;
	uint64_t user_id;
	switch (candidate->by) {
	case IMPORT_BY_REFERENCE:
		account_id = account_of_reference(guild, candidate->to);
		account = is_given(guild, account_id)
				  ? books_account(books, guild->guild_id, account_id)
				  : NULL;
		account = account && account->owner_id ? account : NULL;
		break;
	case IMPORT_BY_MEMBER:
	case IMPORT_BY_RULE_MEMBER:
		account = is_mention(candidate->to, &user_id)
				  ? books_user(books, guild->guild_id, user_id)->account
				  : NULL;
		break;
	case IMPORT_BY_COUNTERPARTY:
		account_id = books_counterparty(books, guild->guild_id, candidate->to)->account_id;
		account = account_id ? books_account(books, guild->guild_id, account_id) : NULL;
		break;
	case IMPORT_BY_RULE:
	case IMPORT_BYS:
		account = account_meant(context, candidate->to);
		account = account && !account->owner_id ? account : NULL;
		break;
	}
	return account && account->state != STATE_CLOSED ? account : NULL;
}

struct account *account_of_line(struct verb_context *context, const struct bank_line *line,
				enum import_by *by)
{
	const struct import_line *record = line->line;
	for (*by = 0; *by < IMPORT_BYS; ++*by) {
		struct account *found = NULL;
		for (size_t i = 0; i < record->candidate_count; i++) {
			struct account *account =
				record->candidates[i].by == *by
					? account_of_candidate(context, &record->candidates[i])
					: NULL;
			if (!account || account == line->bank || account == context->guild->to_sort)
				continue;
			if (found && found != account)
				return NULL;
			found = account;
		}
		if (found)
			return found;
	}
	return NULL;
}

static void want_candidate(struct books *books, const struct guild *guild,
			   const struct import_candidate *candidate)
{
	uint64_t guild_id = guild->guild_id, user_id;
	const struct counterparty *party;
	int64_t account_id;
	switch (candidate->by) {
	case IMPORT_BY_REFERENCE:
		account_id = account_of_reference(guild, candidate->to);
		if (is_given(guild, account_id))
			want_account_with_debts(books, guild_id, account_id);
		break;
	case IMPORT_BY_MEMBER:
	case IMPORT_BY_RULE_MEMBER:
		if (is_mention(candidate->to, &user_id))
			want_user_with_debts(books, guild_id, user_id);
		break;
	case IMPORT_BY_COUNTERPARTY:
		books_want(books, WANTED_COUNTERPARTY, guild_id, 0, candidate->to);
		party = books_loaded_counterparty(books, guild_id, candidate->to);
		if (party && party->account_id)
			want_account_with_debts(books, guild_id, party->account_id);
		break;
	case IMPORT_BY_RULE:
	case IMPORT_BYS: want_reference(books, guild_id, candidate->to); break;
	}
}

static void want_key(struct books *books, uint64_t guild_id, const char *id)
{
	books_want(books, WANTED_IMPORT_LINES, guild_id, 0, import_key_of(&books->chunk, id));
}

static void want_line(struct books *books, const struct guild *guild,
		      const struct import_line *line)
{
	uint64_t guild_id = guild->guild_id;
	const struct account *bank = loaded_account_called(books, guild_id, line->account);
	want_reference(books, guild_id, line->account);
	if (bank)
		books_want(books, WANTED_BY_HAND, guild_id, bank->key.id, NULL);
	want_key(books, guild_id, line->id);
	if (line->import)
		want_list(books, guild, line->account);
	if (line->cross)
		want_lines_of_day(books, guild, line->account, line->day);
	want_earlier_lines(books, guild, line);
	if (line->beside)
		want_key(books, guild_id, line->beside);
	for (size_t i = 0; i < line->candidate_count; i++)
		want_candidate(books, guild, &line->candidates[i]);
	/* the answer may name somebody */
	books_want(books, WANTED_SEEN_NAMES, guild_id, 0, NULL);
}

void want_bank_row(struct books *books, const struct waiting *row)
{
	const struct guild *guild = books_loaded_guild(books, row->key.guild_id);
	const struct import_line *line = frozen_line(&books->chunk, row);
	const char *party = party_of_row(books, row);
	if (line)
		want_line(books, guild, line);
	if (*party)
		books_want(books, WANTED_COUNTERPARTY, guild->guild_id, 0, party);
}

/* Members and accounts among the words of `assign`. */
static void want_targets(struct books *books, uint64_t guild_id, const char *text)
{
	struct payee_word word;
	while (next_payee_word(books, &text, &word)) {
		if (word.kind == PAYEE_MEMBER)
			want_user_with_debts(books, guild_id, word.id);
		else if (word.kind == PAYEE_NAME && *word.text != '=')
			want_reference(books, guild_id, word.text);
	}
}

void want_of_bank(struct books *books, const struct command *command, const struct verb *verb)
{
	const struct guild *guild = books_loaded_guild(books, command->guild_id);
	const char *list = verb->id == VERB_RECONCILE ? command_argument(command, "import") : NULL;
	const char *targets = verb->id == VERB_ASSIGN ? command_argument(command, "targets") : NULL;
	if (!guild || !(verb->traits & TRAIT_OF_BANK))
		return;
	if (list && command_argument(command, "account"))
		want_list(books, guild, command_argument(command, "account"));
	if (command->line)
		want_line(books, guild, command->line);
	if (targets)
		want_targets(books, command->guild_id, targets);
}
