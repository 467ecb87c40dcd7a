/* Counterparties whose lines were somebody's for good, when that somebody is forgotten. */
#include "ledger/bank.h"
#include "ledger/lookups.h"
#include "ledger/pending_rows.h"

/* What waits and was loaded keeps the hash by its new name, as the store will have it. */
static void rename_party(struct books *books, uint64_t guild_id, const char *hash, const char *as)
{
	/* in a replay the log has it by that name already */
	for (struct waiting *row = strcmp(hash, as) == 0 ? NULL : books->waiting; row;
	     row = row->hh.next) {
		const char *at =
			row->key.guild_id == guild_id && row->kind == WAITING_LINE && row->arguments
				? strstr(row->arguments, hash)
				: NULL;
		for (; at; at = strstr(row->arguments, hash))
			row->arguments =
				arena_printf(&books->memory, "%.*s%s%s", (int)(at - row->arguments),
					     row->arguments, as, at + strlen(hash));
	}
}

const char *forget_parties(struct verb_context *context, const struct user *user)
{
	struct books *books = context->books;
	uint64_t guild_id = context->guild->guild_id;
	struct buf list = { 0 };
	if (!user->account || books->rules < RULES_YEAR)
		return NULL;
	books_need_parties(books, user->account);
	for (struct counterparty *party = books->counterparties; party; party = party->hh.next) {
		if (party->guild_id != guild_id ||
		    party->account_id != (int64_t)user->account->key.id)
			continue;
		const char *as = import_party_forgotten(&books->chunk, guild_id, party->number);
		buf_printf(&list, "%c{\"party\":\"%s\",\"as\":\"%s\"}", list.length ? ',' : '[',
			   party->party, as);
		rename_party(books, guild_id, party->party, as);
		party->account_id = 0;
		touch_counterparty(books, party);
	}
	if (list.length)
		buf_char(&list, ']');
	const char *copy = list.length ? arena_copy(&books->chunk, list.bytes, list.length) : NULL;
	buf_free(&list);
	return copy;
}

void want_forgotten_parties(struct books *books, const struct command *command,
			    const struct verb *verb)
{
	const char *who = verb->traits & TRAIT_FORGETS ? command_argument(command, "who") : NULL;
	uint64_t user_id;
	const struct user *user = who && is_mention(who, &user_id)
					  ? books_loaded_user(books, command->guild_id, user_id)
					  : NULL;
	if (user && user->account)
		books_want(books, WANTED_PARTIES, command->guild_id, user->account->key.id, NULL);
}
