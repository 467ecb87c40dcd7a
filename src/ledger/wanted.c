/* Asking for what a text refers to. */
#include "ledger/wanted.h"

#include <string.h>

#include "base/lookalike.h"
#include "base/unicode.h"
#include "ledger/defaults.h"
#include "ledger/lookups.h"
#include "ledger/verb_support.h"

void want_user(struct books *books, uint64_t guild_id, uint64_t user_id)
{
	books_want(books, WANTED_USER, guild_id, user_id, NULL);
}

void want_account(struct books *books, uint64_t guild_id, const char *name)
{
	books_want(books, WANTED_ACCOUNT_NAME, guild_id, 0, text_fold(&books->chunk, name));
}

/* What the rules book to goes by its names in both languages. */
static void want_named(struct books *books, uint64_t guild_id, const char *name)
{
	const struct default_account_names *known =
		default_account_called(text_fold(&books->chunk, name), books->rules);
	const char *spelling;
	want_account(books, guild_id, name);
	for (int i = 0; known && (spelling = default_account_spelling(known, books->rules, i)); i++)
		want_account(books, guild_id, spelling);
}

void want_reference(struct books *books, uint64_t guild_id, const char *text)
{
	uint64_t user_id;
	if (is_mention(text, &user_id)) {
		want_user(books, guild_id, user_id);
		return;
	}
	want_named(books, guild_id, text);
	const char *tidy = text_tidy(&books->chunk, text);
	if (strcmp(tidy, text) != 0)
		want_named(books, guild_id, tidy);
}

void want_message(struct books *books, uint64_t guild_id, uint64_t message_id)
{
	books_want(books, WANTED_MESSAGE, guild_id, message_id, NULL);
}

void want_roles(struct books *books, uint64_t guild_id)
{
	books_want(books, WANTED_ROLES, guild_id, 0, NULL);
}

void want_member(struct books *books, uint64_t guild_id, uint64_t user_id)
{
	if (user_id)
		books_want(books, WANTED_MEMBER, guild_id, user_id, NULL);
}

void want_transaction(struct books *books, uint64_t guild_id, uint64_t transaction)
{
	if (transaction && transaction < (uint64_t)books_guild(books, guild_id)->next_transaction)
		books_want(books, WANTED_TRANSACTION, guild_id, transaction, NULL);
}
