/* What requests, holds and the preferences about them refer to, beside what their arguments name.
 */
#include <string.h>

#include "base/instant.h"
#include "base/lookalike.h"
#include "base/unicode.h"
#include "ledger/defaults.h"
#include "ledger/lookups.h"
#include "ledger/payees.h"
#include "ledger/prefetch_month.h"
#include "ledger/verb_support.h"
#include "ledger/wanted.h"

/* Who of those mentioned is a member still, and past screening. */
static void want_mentioned_members(struct books *books, const struct command *command)
{
	const char *text = command_argument(command, "payees");
	struct payee_word word;
	while (text && next_payee_word(books, &text, &word))
		if (word.kind == PAYEE_MEMBER)
			books_want(books, WANTED_MEMBER, command->guild_id, word.id, NULL);
}

/* What the author, or whoever is asked about, asked for and decides; of a list also whom it is
 * about. */
static void want_of_asker(struct books *books, const struct command *command,
			  const struct verb *verb)
{
	const char *who = command_argument(command, "who");
	uint64_t guild_id = command->guild_id, user_id = command->author.id, other;
	if (verb->id != VERB_REQUEST && verb->id != VERB_SPLIT && verb->id != VERB_REQUESTS)
		return;
	if (verb->id == VERB_REQUESTS && who && is_mention(who, &other))
		user_id = other;
	const struct user *user = user_id ? books_loaded_user(books, guild_id, user_id) : NULL;
	if (user)
		books_want(books, WANTED_WAITING_OF_USER, guild_id, user_id, NULL);
	const struct waiting_link *link =
		user && verb->id == VERB_REQUESTS ? user->waiting.first : NULL;
	for (; link; link = link->next) {
		want_user_with_debts(books, guild_id, link->row->asked_by);
		want_user_with_debts(books, guild_id, link->row->decider_id);
		want_account_with_debts(books, guild_id, link->row->to_account);
	}
}

/* notices block @who */
static void want_blocked(struct books *books, const struct command *command)
{
	const char *block = command_argument(command, "block"),
		   *unblock = command_argument(command, "unblock");
	if (block)
		want_reference(books, command->guild_id, block);
	if (unblock)
		want_reference(books, command->guild_id, unblock);
}

/* The account of that name, or of another spelling of it, once it is loaded; NULL: not yet. */
const struct account *loaded_account_called(const struct books *books, uint64_t guild_id,
					    const char *name)
{
	struct arena scratch = { 0 };
	const char *folded = text_fold(&scratch, text_tidy(&scratch, name)), *spelling;
	const struct account_name *found = books_loaded_name(books, guild_id, folded);
	const struct default_account_names *known =
		found && found->account ? NULL : default_account_called(folded, books->rules);
	for (int i = 0; known && !(found && found->account) &&
			(spelling = default_account_spelling(known, books->rules, i));
	     i++)
		found = books_loaded_name(books, guild_id, spelling);
	arena_free(&scratch);
	return found ? found->account : NULL;
}

/* What is held of the account already. */
static void want_holds(struct books *books, const struct command *command, const struct verb *verb)
{
	const char *name = command_argument(command, "account");
	uint64_t guild_id = command->guild_id, user_id;
	const struct account *account = NULL;
	if (verb->id != VERB_HOLD)
		return;
	if (name && is_mention(name, &user_id)) {
		const struct user *user =
			user_id ? books_loaded_user(books, guild_id, user_id) : NULL;
		account = user ? user->account : NULL;
	} else if (name) {
		account = loaded_account_called(books, guild_id, name);
	}
	if (account)
		books_want(books, WANTED_WAITING_OF_ACCOUNT, guild_id, account->key.id, NULL);
}

void want_of_asking(struct books *books, const struct command *command, const struct verb *verb)
{
	want_mentioned_members(books, command);
	want_blocked(books, command);
	want_of_asker(books, command, verb);
	want_holds(books, command, verb);
}
