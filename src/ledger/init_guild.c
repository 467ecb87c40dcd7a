/* The beginning of a guild's books. */
#include <string.h>

#include "base/unicode.h"
#include "command/verbs.h"
#include "ledger/currency_code.h"
#include "ledger/defaults.h"
#include "ledger/ledger.h"
#include "ledger/lookups.h"
#include "ledger/pending_rows.h"

static struct account *found_account(struct books *books, struct guild *guild,
				     enum default_account which, enum account_kind kind)
{
	const char *name = default_account_name(which, guild->lang, books->rules);
	const char *purpose = default_accounts[which].purpose;
	struct account *account =
		books_add_account(books, guild->guild_id, guild->next_account++, name,
				  text_fold(&books->chunk, name), kind, 0, purpose);
	account->opened_by = guild->next_seq;
	books_add_account_name(books, guild->guild_id, account->folded_name, account);
	books_touch_account(books, account);
	books_touch_balance(books, books_add_balance(books, account, guild->currency));
	return account;
}

static void log_beginning(struct books *books, struct guild *guild, const char *line)
{
	struct command_row *row = arena_alloc(&books->chunk, sizeof *row);
	*row = (struct command_row){ .guild_id = guild->guild_id,
				     .seq = guild->next_seq++,
				     .verb = "init",
				     .status = status_names[STATUS_OK],
				     .record = line,
				     .rules = books->rules };
	STAILQ_INSERT_TAIL(&books->commands, row, pending);
}

bool ledger_init_guild(struct books *books, const struct init_record *init, const char *line)
{
	struct guild *guild = books_guild(books, init->guild_id);
	if (guild->exists)
		return false;
	guild->exists = guild->dirty = true;
	guild->owner_id = init->owner_id;
	guild->name = arena_strdup(&books->memory, init->name);
	guild->timezone = arena_strdup(&books->memory, init->timezone);
	guild->lang = init->lang;
	currency_code_copy(guild->currency, init->currency);
	guild->next_transaction = guild->next_account = guild->next_seq = guild->next_delivery = 1;
	memset(guild->last_hash, '0', HASH_TEXT_SIZE - 1);
	guild_add_currency(books, guild, init->currency, init->scale);
	struct detail_row *currency = books_detail(books, DETAIL_CURRENCY, guild->guild_id, 0);
	currency->currency.code = guild->currency;
	currency->currency.scale = init->scale;
	guild_add_permits(books, guild, guild->guild_id,
			  PERMIT_MEMBER); /* @everyone has the guild's id */
	books_detail(books, DETAIL_PERMIT, guild->guild_id, guild->guild_id)->permits =
		PERMIT_MEMBER;
	guild->till = found_account(books, guild, DEFAULT_TILL, KIND_ASSET);
	found_account(books, guild, DEFAULT_OPENING, KIND_EQUITY);
	guild->over_short = found_account(books, guild, DEFAULT_OVER_SHORT, KIND_INCOME);
	log_beginning(books, guild, line);
	return true;
}
