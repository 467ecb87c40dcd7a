/* Books in memory that stand for a store, for the tests of the rules: what is looked for is found
 * as a store would find it. */
#ifndef RULES_H
#define RULES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/unicode.h"
#include "base/zone.h"
#include "ledger/schedules.h"
#include "ledger/waiting.h"
#include "ledger/fetched.h"
#include "ledger/lookups.h"
#include "ledger/pending_rows.h"
#include "ledger/people.h"
#include "ledger/setting_values.h"
#include "ledger/verb_support.h"

enum { GUILD = 1000 };

static inline void load_own_names(struct books *books)
{
	struct guild *guild = books_loaded_guild(books, GUILD);
	for (const struct account *account = books->accounts; account && !guild->has_own_names;
	     account = account->hh.next)
		if (!account->owner_id)
			guild_add_own_name(books, guild, account->name);
	guild->has_own_names = true;
}

/* What the store would find of a transaction. */
static inline void load_transaction(struct books *books, int64_t transaction)
{
	struct fetched_transaction *fetched = books_add_transaction(books, GUILD, transaction);
	const struct transaction_row *row;
	const struct entry_row *entry;
	STAILQ_FOREACH(row, &books->transactions, pending)
	{
		if (row->transaction == transaction) {
			fetched->exists = true;
			fetched->reverses = row->reverses;
			fetched->time = row->time;
			fetched->batch = row->batch;
			fetched->verb = row->verb;
			fetched->author_id = row->author_id;
		}
		if (row->reverses == transaction && transaction)
			fetched->reversed_by = row->transaction;
	}
	STAILQ_FOREACH(entry, &books->entries, pending)
	{
		if (entry->transaction != transaction)
			continue;
		if (!fetched->entries)
			fetched->entries =
				arena_alloc(&books->chunk, MAX_ENTRIES * sizeof *fetched->entries);
		fetched->entries[fetched->entry_count].number = entry->entry;
		fetched->entries[fetched->entry_count].account_id = entry->account_id;
		fetched->entries[fetched->entry_count].amount = entry->amount;
		memcpy(fetched->entries[fetched->entry_count++].currency, entry->currency,
		       strlen(entry->currency) + 1);
	}
}

static inline void load_one(struct books *books, const struct wanted *wanted)
{
	struct guild *guild = books_loaded_guild(books, GUILD);
	struct user *user = books_loaded_user(books, GUILD, wanted->id);
	struct account *account;
	struct loaded_wearers *wearers;
	switch (wanted->kind) {
	case WANTED_USER:
	case WANTED_MEMBER:
	case WANTED_WAITING_OF_USER:
	case WANTED_SCHEDULES_OF_USER:
	case WANTED_PAYMENTS:
		if (!user) /* as the store does: what is theirs is loaded with them */
			user = books_add_user(books, GUILD, wanted->id, NULL);
		if (wanted->kind == WANTED_MEMBER && !user->member)
			books_add_member(books, user)->known = true;
		user->waiting.complete |= wanted->kind == WANTED_WAITING_OF_USER;
		user->has_schedules |= wanted->kind == WANTED_SCHEDULES_OF_USER;
		user->has_payments |= wanted->kind == WANTED_PAYMENTS;
		break;
	case WANTED_ACCOUNT_NAME:
		if (!books_loaded_name(books, GUILD, wanted->folded_name))
			books_add_account_name(books, GUILD, wanted->folded_name, NULL);
		break;
	case WANTED_DELIVERY:
		if (!books_loaded_delivery(books, GUILD, (int64_t)wanted->id))
			books_add_fetched_delivery(books, GUILD, (int64_t)wanted->id);
		break;
	case WANTED_OWN_NAMES: load_own_names(books); break;
	case WANTED_SEEN_NAMES: guild->has_seen_names = true; break;
	case WANTED_WAITING:
		if (!books_loaded_waiting(books, GUILD, (int64_t)wanted->id))
			books_add_waiting(books, GUILD, (int64_t)wanted->id);
		break;
	case WANTED_WAITING_OF_ACCOUNT:
		account = books_loaded_account(books, GUILD, (int64_t)wanted->id);
		account->waiting.complete = account->debts.complete = true;
		break;
	case WANTED_RECONCILED:
		books_loaded_account(books, GUILD, (int64_t)wanted->id)->has_reconciled = true;
		break;
	case WANTED_MESSAGE: books_add_seen(books, GUILD, wanted->id, false); break;
	case WANTED_TRANSACTION:
		if (!books_loaded_transaction(books, GUILD, (int64_t)wanted->id))
			load_transaction(books, (int64_t)wanted->id);
		break;
	case WANTED_SCHEDULE:
		if (!books_loaded_schedule(books, GUILD, (int64_t)wanted->id))
			books_add_schedule(books, GUILD, (int64_t)wanted->id);
		break;
	case WANTED_WEARERS:
		wearers = arena_alloc(&books->memory, sizeof *wearers);
		*wearers = (struct loaded_wearers){ guild->wearers, wanted->id };
		guild->wearers = wearers;
		break;
	default: break;
	}
}

static inline void load(struct books *books)
{
	struct wanted *wanted;
	while ((wanted = STAILQ_FIRST(&books->wanted))) {
		STAILQ_REMOVE_HEAD(&books->wanted, next);
		load_one(books, wanted);
	}
}

/* The books of guild 1000, whose owner is 10; the bot stands at position 9, above all roles but
 * Boss. */
static inline void start(struct books *books)
{
	static const char *const names[] = { "Teller", "Treasurer", "Red",         "Blue",
					     "Green",  "Power",     "Integration", "Boss" };
	struct init_record init = { .guild_id = GUILD,
				    .owner_id = 10,
				    .name = "Test",
				    .currency = "PTS",
				    .timezone = "UTC",
				    .scale = 2 };
	books_start(books);
	struct guild *guild = books_add_guild(books, GUILD);
	if (!ledger_init_guild(books, &init, "{}"))
		return;
	guild->has_roles = true;
	guild->zone = zone_utc(); /* as the store finds it for the first command */
	for (uint64_t i = 0; i < 8; i++) {
		struct role *role = books_add_role(books, guild, 501 + i);
		role->name = names[i];
		role->folded_name = text_fold(&books->memory, names[i]);
		role->position = i == 7 ? 12 : (int64_t)i + 1;
		role->permissions = i == 5 ? 8 : 0;
		role->managed = i == 6;
	}
	guild_set(books, guild, SETTING_CHATTER_LIMIT, "0"); /* all is said within a minute */
	guild_set(books, guild, SETTING_BOT_POSITION, "9");
	guild_set(books, guild, SETTING_BOT_TOP_ROLE, "600");
}

#endif
