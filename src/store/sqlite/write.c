/* Pending rows of the working set into the database. */
#include <stdio.h>
#include <string.h>

#include "store/seal.h"
#include "store/sqlite/binding.h"
#include "store/sqlite/counters.h"
#include "store/sqlite/details.h"

static sqlite3_stmt *for_guild(struct store *store, enum statement which, uint64_t guild_id)
{
	sqlite3_stmt *statement = store_statement(store, which);
	sqlite3_bind_int64(statement, 1, (sqlite3_int64)guild_id);
	return statement;
}

static void write_guild(struct store *store, struct guild *guild)
{
	sqlite3_stmt *row = for_guild(store, WRITE_GUILD, guild->guild_id);
	bind_text(row, 2, guild->name);
	bind_number(row, 3, (int64_t)guild->owner_id);
	bind_text(row, 4, lang_name(guild->lang));
	bind_text(row, 5, guild->timezone);
	bind_text(row, 6, guild->currency);
	bind_number(row, 7, guild->last_time);
	store_run(store, row);
	for (struct setting *setting = guild->settings; setting; setting = setting->next) {
		if (!setting->dirty)
			continue;
		row = for_guild(store, WRITE_SETTING, guild->guild_id);
		bind_text(row, 2, setting->key);
		bind_text(row, 3, setting->value);
		store_run(store, row);
		setting->dirty = false;
	}
	guild->dirty = false;
}

static void write_batch(struct store *store, struct guild *guild)
{
	sqlite3_stmt *row = for_guild(store, WRITE_BATCH, guild->guild_id);
	bind_number(row, 2, guild->batch.number);
	bind_number(row, 3, guild->batch.opened_at);
	bind_number(row, 4, guild->batch.opened_by);
	bind_number(row, 5, guild->batch.first_transaction);
	bind_text(row, 6, guild->last_hash);
	store_run(store, row);
	guild->batch_dirty = false;
}

/* Each message that moves the cursor of the books is counted once, however often it is read. */
static void count_messages(struct store *store, struct cursor *cursor)
{
	sqlite3_stmt *row = store_for_ids(store, LOAD_CURSOR, cursor->key.guild_id, cursor->key.id);
	uint64_t before = store_step(store, row) ? (uint64_t)sqlite3_column_int64(row, 0) : 0;
	size_t known = 0;
	sqlite3_reset(row);
	while (known < cursor->passed_count && cursor->passed[known] <= before)
		known++;
	counters_add(store, cursor->key.guild_id, "message", "", "", (int64_t)(cursor->passed_count - known));
	cursor->passed_count = 0;
}

static void write_guilds(struct store *store, struct books *books)
{
	for (struct guild *guild = books->guilds; guild; guild = guild->hh.next) {
		if (guild->dirty)
			write_guild(store, guild);
		if (guild->batch_dirty)
			write_batch(store, guild);
	}
	for (struct cursor *cursor = books->cursors; cursor; cursor = cursor->hh.next) {
		count_messages(store, cursor);
		sqlite3_stmt *row = for_guild(store, WRITE_CURSOR, cursor->key.guild_id);
		bind_number(row, 2, (int64_t)cursor->key.id);
		bind_number(row, 3, (int64_t)cursor->after);
		store_run(store, row);
	}
}

static void write_users(struct store *store, struct books *books)
{
	struct user *user;
	while ((user = STAILQ_FIRST(&books->dirty_users))) {
		STAILQ_REMOVE_HEAD(&books->dirty_users, pending);
		sqlite3_stmt *row = for_guild(store, WRITE_USER, user->key.guild_id);
		bind_number(row, 2, (int64_t)user->key.id);
		bind_text(row, 3, user->name);
		bind_number(row, 4, user->forgotten);
		bind_id(row, 5, (uint64_t)user->active);
		store_run(store, row);
		user->dirty = false;
	}
}

static void write_accounts(struct store *store, struct books *books)
{
	struct account *account;
	while ((account = STAILQ_FIRST(&books->dirty_accounts))) {
		STAILQ_REMOVE_HEAD(&books->dirty_accounts, pending);
		sqlite3_stmt *row = for_guild(store, WRITE_ACCOUNT, account->key.guild_id);
		bind_number(row, 2, (int64_t)account->key.id);
		bind_text(row, 3, account->name);
		bind_text(row, 4, account->folded_name);
		bind_text(row, 5, account_kind_names[account->kind]);
		bind_id(row, 6, account->owner_id);
		bind_text(row, 7, account->purpose);
		bind_text(row, 8, account_state_names[account->state]);
		bind_number(row, 9, account->opened_by);
		store_run(store, row);
		account->dirty = false;
	}
}

static void write_balances(struct store *store, struct books *books)
{
	struct balance *balance;
	while ((balance = STAILQ_FIRST(&books->dirty_balances))) {
		STAILQ_REMOVE_HEAD(&books->dirty_balances, pending);
		sqlite3_stmt *row = for_guild(store, WRITE_BALANCE, balance->account->key.guild_id);
		bind_number(row, 2, (int64_t)balance->account->key.id);
		bind_text(row, 3, balance->currency);
		bind_number(row, 4, balance->amount);
		if (balance->has_floor)
			bind_number(row, 5, balance->floor);
		else
			sqlite3_bind_null(row, 5);
		bind_number(row, 6, balance->entries);
		store_run(store, row);
		balance->dirty = false;
	}
}

static void count_debit(struct store *store, const struct transaction_row *transaction, const struct entry_row *entry)
{
	char batch[24];
	snprintf(batch, sizeof batch, "%lld", (long long)transaction->batch);
	counters_add(store, transaction->guild_id, "batch", batch, entry->currency, entry->amount);
}

static void write_transactions(struct store *store, struct books *books)
{
	const struct transaction_row *transaction;
	STAILQ_FOREACH(transaction, &books->transactions, pending) {
		sqlite3_stmt *row = for_guild(store, WRITE_TRANSACTION, transaction->guild_id);
		bind_number(row, 2, transaction->transaction);
		bind_number(row, 3, transaction->batch);
		bind_number(row, 4, transaction->time);
		bind_text(row, 5, transaction->verb);
		bind_number(row, 6, transaction->seq);
		bind_number(row, 7, (int64_t)transaction->author_id);
		bind_id(row, 8, (uint64_t)transaction->reverses);
		bind_text(row, 9, transaction->memo);
		store_run(store, row);
	}
	const struct entry_row *entry;
	transaction = STAILQ_FIRST(&books->transactions);
	STAILQ_FOREACH(entry, &books->entries, pending) {
		sqlite3_stmt *row = for_guild(store, WRITE_ENTRY, entry->guild_id);
		bind_number(row, 2, entry->transaction);
		bind_number(row, 3, entry->entry);
		bind_number(row, 4, entry->account_id);
		bind_text(row, 5, entry->currency);
		bind_number(row, 6, entry->amount);
		store_run(store, row);
		while (transaction && (transaction->transaction != entry->transaction || transaction->guild_id != entry->guild_id))
			transaction = STAILQ_NEXT(transaction, pending);
		if (transaction && entry->amount > 0)
			count_debit(store, transaction, entry);
	}
}

static void write_log(struct store *store, struct books *books)
{
	const struct command_row *command;
	STAILQ_FOREACH(command, &books->commands, pending) {
		sqlite3_stmt *row = for_guild(store, WRITE_COMMAND, command->guild_id);
		bind_number(row, 2, command->seq);
		bind_id(row, 3, command->message_id);
		bind_number(row, 4, command->time);
		bind_id(row, 5, command->author_id);
		bind_text(row, 6, command->verb);
		bind_text(row, 7, command->status);
		bind_text(row, 8, command->code);
		bind_id(row, 9, (uint64_t)command->transaction);
		bind_id(row, 10, (uint64_t)command->batch);
		bind_text(row, 11, command->text);
		bind_text(row, 12, command->record);
		store_run(store, row);
		/* The verb of a record from elsewhere may be any word: those that are none are one. */
		bool unknown = command->code && strcmp(command->code, "unknown_verb") == 0;
		counters_add(store, command->guild_id, "command", unknown ? "unknown" : command->verb, command->status, 1);
	}
}

static void count_delivered(struct store *store, const struct delivered_row *delivered)
{
	bool again = strcmp(delivered->state, "due") == 0;
	char http[16] = "0", code[24] = "0";
	counters_add(store, delivered->guild_id, "delivery", again ? "retry" : delivered->state, "", 1);
	if (strcmp(delivered->state, "sent") == 0)
		return;
	if (delivered->error && sscanf(delivered->error, "%15[0-9] %23[0-9]", http, code) < 2)
		memcpy(code, "0", 2);
	counters_add(store, delivered->guild_id, again ? "retry" : "failure", http, code, 1);
}

static void write_outbox(struct store *store, struct books *books)
{
	const struct delivery_row *delivery;
	STAILQ_FOREACH(delivery, &books->deliveries, pending) {
		bool reply = delivery->kind == DELIVER_REPLY && !delivery->content && !delivery->files;
		sqlite3_stmt *row = for_guild(store, reply ? WRITE_REPLY : WRITE_DELIVERY, delivery->guild_id);
		bind_number(row, 2, delivery->delivery);
		bind_number(row, 3, delivery->seq);
		bind_id(row, 4, delivery->channel_id);
		if (reply) {
			bind_id(row, 5, delivery->reply_to);
		} else {
			bind_text(row, 5, delivery_kind_names[delivery->kind]);
			bind_id(row, 6, delivery->reply_to);
			bind_id(row, 7, delivery->user_id);
			bind_id(row, 8, delivery->role_id);
			bind_text(row, 9, delivery->content);
			bind_text(row, 10, delivery->files);
		}
		store_run(store, row);
	}
	const struct delivered_row *delivered;
	STAILQ_FOREACH(delivered, &books->delivered, pending) {
		sqlite3_stmt *row = for_guild(store, WRITE_DELIVERED, delivered->guild_id);
		bind_number(row, 2, delivered->delivery);
		bind_text(row, 3, delivered->state);
		bind_id(row, 4, delivered->discord_id);
		bind_text(row, 5, delivered->error);
		bind_id(row, 6, (uint64_t)delivered->not_before);
		bind_number(row, 7, delivered->uncertain);
		store_run(store, row);
		if (sqlite3_changes(store->db))
			count_delivered(store, delivered);
	}
}

void store_write(struct store *store, struct books *books)
{
	write_guilds(store, books);
	write_users(store, books);
	const struct detail_row *detail;
	STAILQ_FOREACH(detail, &books->details, pending)
		write_detail(store, detail);
	write_accounts(store, books);
	write_balances(store, books);
	write_transactions(store, books);
	write_log(store, books);
	write_outbox(store, books);
	counters_write(store);
	STAILQ_INIT(&books->details);
	STAILQ_INIT(&books->transactions);
	STAILQ_INIT(&books->entries);
	STAILQ_INIT(&books->commands);
	STAILQ_INIT(&books->deliveries);
	STAILQ_INIT(&books->delivered);
}

void store_write_seal(struct store *store, const struct seal *seal)
{
	for (const struct control_total *total = seal->totals; total; total = total->hh.next) {
		sqlite3_stmt *row = for_guild(store, WRITE_BATCH_TOTAL, seal->guild_id);
		bind_number(row, 2, seal->batch);
		bind_number(row, 3, total->key.account_id);
		bind_text(row, 4, total->key.currency);
		bind_number(row, 5, total->entries);
		bind_number(row, 6, total->debits);
		bind_number(row, 7, total->credits);
		if (total->counted)
			bind_number(row, 8, total->counted_amount);
		else
			sqlite3_bind_null(row, 8);
		store_run(store, row);
	}
	sqlite3_stmt *row = for_guild(store, SEAL_BATCH, seal->guild_id);
	bind_number(row, 2, seal->batch);
	bind_number(row, 3, seal->closed_at);
	bind_number(row, 4, seal->closed_by);
	bind_number(row, 5, seal->transactions);
	bind_id(row, 6, (uint64_t)seal->last_transaction);
	bind_text(row, 7, seal->hash);
	bind_number(row, 8, seal->form);
	bind_text(row, 9, seal->form == FORM_TREE ? seal->entries_hash : NULL);
	bind_text(row, 10, seal->form == FORM_TREE ? seal->merkle_root : NULL);
	store_run(store, row);
	store_run(store, store_for_ids(store, DROP_BATCH_COUNTERS, seal->guild_id, (uint64_t)seal->batch));
	row = for_guild(store, SEAL_TRANSACTIONS, seal->guild_id);
	bind_number(row, 2, seal->last_transaction);
	store_run(store, row);
}
