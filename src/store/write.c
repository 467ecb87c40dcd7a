/* Pending rows of the working set to the engine, in an order in which each row finds what it refers
 * to. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/format.h"
#include "ledger/pending_rows.h"
#include "store/counters.h"
#include "store/detail_statements.h"
#include "store/engine.h"
#include "store/month_rows.h"

#define PUT(store, which, ...)                                                                  \
	do {                                                                                    \
		struct value row_[] = { __VA_ARGS__ };                                          \
		(store)->engine->put((store), (which), row_, (int)(sizeof row_ / sizeof *row_), \
				     NULL);                                                     \
	} while (0)

static struct value number(int64_t value)
{
	return value_integer(value);
}

static void write_guild(struct store *store, struct guild *guild)
{
	struct value id = number((int64_t)guild->guild_id);
	PUT(store, WRITE_GUILD, id, value_text(guild->name), number((int64_t)guild->owner_id),
	    value_text(lang_name(guild->lang)), value_text(guild->timezone),
	    value_text(guild->currency), number(guild->last_time));
	for (struct setting *setting = guild->settings; setting; setting = setting->next) {
		if (setting->dirty)
			PUT(store, WRITE_SETTING, id, value_text(setting->key),
			    value_text(setting->value));
		setting->dirty = false;
	}
	guild->dirty = false;
}

static void write_batch(struct store *store, struct guild *guild)
{
	PUT(store, WRITE_BATCH, number((int64_t)guild->guild_id), number(guild->batch.number),
	    number(guild->batch.opened_at), number(guild->batch.opened_by),
	    number(guild->batch.first_transaction), value_text(guild->last_hash));
	guild->batch_dirty = false;
}

/* Each message that moves the cursor of the books is counted once, however often it is read. */
static void count_messages(struct store *store, struct cursor *cursor)
{
	size_t known = 0;
	while (known < cursor->passed_count && cursor->passed[known] <= cursor->before)
		known++;
	counters_add(store, cursor->key.guild_id, "message", "", "",
		     (int64_t)(cursor->passed_count - known));
	cursor->passed_count = 0;
}

static void write_guilds(struct store *store, struct books *books)
{
	for (struct guild *guild = books->guilds; guild; guild = guild->hh.next)
		if (guild->dirty)
			write_guild(store, guild);
	for (struct guild *guild = books->guilds; guild; guild = guild->hh.next) {
		counters_add(store, guild->guild_id, "unanswered", "", "", guild->unanswered);
		guild->unanswered = 0;
	}
	for (struct guild *guild = books->guilds; guild; guild = guild->hh.next)
		if (guild->batch_dirty)
			write_batch(store, guild);
	if (books->cursors)
		store->engine->load_cursors(store, books);
	for (struct cursor *cursor = books->cursors; cursor; cursor = cursor->hh.next) {
		count_messages(store, cursor);
		PUT(store, WRITE_CURSOR, number((int64_t)cursor->key.guild_id),
		    number((int64_t)cursor->key.id), number((int64_t)cursor->after));
	}
}

static void write_users(struct store *store, struct books *books)
{
	struct user *user;
	while ((user = STAILQ_FIRST(&books->dirty_users))) {
		STAILQ_REMOVE_HEAD(&books->dirty_users, pending);
		PUT(store, WRITE_USER, number((int64_t)user->key.guild_id),
		    number((int64_t)user->key.id), value_text(user->name), number(user->forgotten),
		    value_id((uint64_t)user->active), number(user->chatter_minute),
		    number(user->chatter), number(user->hinted), number(user->bot));
		user->dirty = false;
	}
}

static void write_accounts(struct store *store, struct books *books)
{
	struct account *account;
	while ((account = STAILQ_FIRST(&books->dirty_accounts))) {
		STAILQ_REMOVE_HEAD(&books->dirty_accounts, pending);
		PUT(store, WRITE_ACCOUNT, number((int64_t)account->key.guild_id),
		    number((int64_t)account->key.id), value_text(account->name),
		    value_text(account->folded_name), value_text(account_kind_names[account->kind]),
		    value_id(account->owner_id), value_text(account->purpose),
		    value_text(account_state_names[account->state]), number(account->opened_by),
		    number(account->owing));
		account->dirty = false;
	}
}

static void write_balances(struct store *store, struct books *books)
{
	struct balance *balance;
	while ((balance = STAILQ_FIRST(&books->dirty_balances))) {
		STAILQ_REMOVE_HEAD(&books->dirty_balances, pending);
		PUT(store, WRITE_BALANCE, number((int64_t)balance->account->key.guild_id),
		    number((int64_t)balance->account->key.id), value_text(balance->currency),
		    number(balance->amount),
		    balance->has_floor ? number(balance->floor) : value_text(NULL),
		    number(balance->entries), number(balance->held),
		    balance->has_ceiling ? number(balance->ceiling) : value_text(NULL));
		balance->dirty = false;
	}
}

static void count_debit(struct store *store, const struct transaction_row *transaction,
			const struct entry_row *entry)
{
	char digits[FORMAT_NUMBER_SIZE + 1], *end = digits + sizeof digits - 1;
	*end = '\0';
	counters_add(store, transaction->guild_id, "batch",
		     format_digits(end, (uint64_t)transaction->batch), entry->currency,
		     entry->amount);
}

static void write_transactions(struct store *store, struct books *books)
{
	const struct transaction_row *transaction;
	STAILQ_FOREACH(transaction, &books->transactions, pending)
	PUT(store, WRITE_TRANSACTION, number((int64_t)transaction->guild_id),
	    number(transaction->transaction), number(transaction->batch), number(transaction->time),
	    value_text(transaction->verb), number(transaction->seq),
	    number((int64_t)transaction->author_id), value_id((uint64_t)transaction->reverses),
	    value_text(transaction->memo), value_id((uint64_t)transaction->waiting),
	    transaction->approved ? number((int64_t)transaction->approved_by) : value_text(NULL));
	const struct entry_row *entry;
	transaction = STAILQ_FIRST(&books->transactions);
	STAILQ_FOREACH(entry, &books->entries, pending)
	{
		PUT(store, WRITE_ENTRY, number((int64_t)entry->guild_id),
		    number(entry->transaction), number(entry->entry), number(entry->account_id),
		    value_text(entry->currency), number(entry->amount));
		while (transaction && (transaction->transaction != entry->transaction ||
				       transaction->guild_id != entry->guild_id))
			transaction = STAILQ_NEXT(transaction, pending);
		if (transaction && entry->amount > 0)
			count_debit(store, transaction, entry);
	}
}

static void write_log(struct store *store, struct books *books)
{
	const struct command_row *command;
	STAILQ_FOREACH(command, &books->commands, pending)
	{
		PUT(store, WRITE_COMMAND, number((int64_t)command->guild_id), number(command->seq),
		    value_id(command->message_id), number(command->time),
		    value_id(command->author_id), value_text(command->verb),
		    value_text(command->status), value_text(command->code),
		    value_id((uint64_t)command->transaction), value_id((uint64_t)command->batch),
		    value_text(command->text), value_text(command->record), number(command->rules));
		/* The verb of a record from elsewhere may be any word: those that are none are one.
		 */
		bool unknown = command->code && strcmp(command->code, "unknown_verb") == 0;
		counters_add(store, command->guild_id, "command",
			     unknown ? "unknown" : command->verb, command->status, 1);
	}
}

static void write_deliveries(struct store *store, struct books *books)
{
	const struct delivery_row *delivery;
	STAILQ_FOREACH(delivery, &books->deliveries, pending)
	{
		bool reply =
			delivery->kind == DELIVER_REPLY && !delivery->content && !delivery->files;
		struct value guild = number((int64_t)delivery->guild_id),
			     id = number(delivery->delivery), seq = number(delivery->seq);
		if (reply)
			PUT(store, WRITE_REPLY, guild, id, seq, value_id(delivery->channel_id),
			    value_id(delivery->reply_to), value_text(delivery->pings),
			    value_id((uint64_t)delivery->about));
		else
			PUT(store, WRITE_DELIVERY, guild, id, seq, value_id(delivery->channel_id),
			    value_text(delivery_kind_names[delivery->kind]),
			    value_id(delivery->reply_to), value_id(delivery->user_id),
			    value_id(delivery->role_id), value_text(delivery->content),
			    value_text(delivery->files), value_text(delivery->pings),
			    number(delivery->notice), value_id((uint64_t)delivery->about));
	}
}

static void count_delivered(struct store *store, const struct delivered_row *delivered)
{
	bool again = strcmp(delivered->state, "due") == 0;
	char http[16] = "0", code[24] = "0";
	counters_add(store, delivered->guild_id, "delivery", again ? "retry" : delivered->state, "",
		     1);
	if (strcmp(delivered->state, "sent") == 0)
		return;
	if (delivered->error && sscanf(delivered->error, "%15[0-9] %23[0-9]", http, code) < 2)
		memcpy(code, "0", 2);
	counters_add(store, delivered->guild_id, again ? "retry" : "failure", http, code, 1);
}

/* Only a result that found its delivery waiting counts. */
static void write_delivered(struct store *store, struct books *books)
{
	struct delivered_row *delivered;
	STAILQ_FOREACH(delivered, &books->delivered, pending)
	{
		struct value row[] = { number((int64_t)delivered->guild_id),
				       number(delivered->delivery),
				       value_text(delivered->state),
				       value_id(delivered->discord_id),
				       value_text(delivered->error),
				       value_id((uint64_t)delivered->not_before),
				       number(delivered->uncertain),
				       number(delivered->untried) };
		struct value refused[] = { row[0], row[1], row[4],
					   value_id((uint64_t)delivered->digest),
					   number(delivered->neutral) };
		if (delivered->refused)
			store->engine->put(store, WRITE_REFUSED, refused, 5, &delivered->counts);
		else
			store->engine->put(store, WRITE_DELIVERED, row, 8, &delivered->counts);
	}
	if (!STAILQ_EMPTY(&books->delivered))
		store->engine->settle(store);
	STAILQ_FOREACH(delivered, &books->delivered, pending)
	if (delivered->counts)
		count_delivered(store, delivered);
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
	write_waiting(store, books);
	write_schedules(store, books);
	write_log(store, books);
	write_deliveries(store, books);
	write_delivered(store, books);
	counters_write(store);
	store->engine->settle(store);
	STAILQ_INIT(&books->details);
	STAILQ_INIT(&books->transactions);
	STAILQ_INIT(&books->entries);
	STAILQ_INIT(&books->commands);
	STAILQ_INIT(&books->deliveries);
	STAILQ_INIT(&books->delivered);
}

void store_write_batch_sum(struct store *store, const struct sum_post *post, int64_t debts)
{
	PUT(store, WRITE_BATCH_SUM, number((int64_t)post->guild_id), number(post->batch),
	    value_text(post->currency), number(post->total), number(debts),
	    number((int64_t)post->leaves), value_text(post->root));
	store->engine->settle(store);
}

void store_write_seal(struct store *store, const struct seal *seal)
{
	struct value guild = number((int64_t)seal->guild_id), batch = number(seal->batch);
	bool tree = seal->form != FORM_WHOLE;
	for (const struct control_total *total = seal->totals; total; total = total->hh.next)
		PUT(store, WRITE_BATCH_TOTAL, guild, batch, number(total->key.account_id),
		    value_text(total->key.currency), number(total->entries),
		    number(total->debits.low), number(total->credits.low),
		    total->counted ? number(total->counted_amount) : value_text(NULL),
		    number(total->debits.over), number(total->credits.over));
	PUT(store, SEAL_BATCH, guild, batch, number(seal->closed_at), number(seal->closed_by),
	    number(seal->transactions), value_id((uint64_t)seal->last_transaction),
	    value_text(seal->hash), number(seal->form),
	    value_text(tree ? seal->entries_hash : NULL),
	    value_text(tree ? seal->merkle_root : NULL));
	PUT(store, DROP_BATCH_COUNTERS, guild, batch);
	PUT(store, SEAL_TRANSACTIONS, guild, number(seal->last_transaction));
	store->engine->settle(store);
}
