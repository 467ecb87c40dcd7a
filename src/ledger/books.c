/* The working set's containers: guilds, users and accounts by what finds them. */
#include "ledger/books.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/unicode.h"
#include "ledger/currency_code.h"
#include "ledger/fetched.h"
#include "ledger/import_lines.h"
#include "ledger/pending_rows.h"
#include "ledger/schedules.h"
#include "ledger/waiting.h"

const char *const account_kind_names[] = {
	"asset", "liability", "equity", "income", "expense", NULL
};
const char *const account_state_names[] = { "open", "frozen", "closed", NULL };
const char *const limit_period_names[] = { "payment", "day", "week", "month", NULL };

static void empty_pending(struct books *books)
{
	STAILQ_INIT(&books->wanted);
	STAILQ_INIT(&books->transactions);
	STAILQ_INIT(&books->entries);
	STAILQ_INIT(&books->commands);
	STAILQ_INIT(&books->deliveries);
	STAILQ_INIT(&books->delivered);
	STAILQ_INIT(&books->details);
	STAILQ_INIT(&books->dirty_accounts);
	STAILQ_INIT(&books->dirty_balances);
	STAILQ_INIT(&books->dirty_users);
	STAILQ_INIT(&books->dirty_waiting);
	STAILQ_INIT(&books->dirty_schedules);
}

void books_start(struct books *books)
{
	memset(books, 0, sizeof *books);
	books->rules = RULES_NOW;
	empty_pending(books);
}

static void empty_chunk(struct books *books)
{
	HASH_CLEAR(hh, books->seen);
	HASH_CLEAR(hh, books->cursors);
	HASH_CLEAR(hh, books->fetched_deliveries);
	empty_pending(books);
	HASH_CLEAR(hh, books->transactions_of_old);
}

void books_end_transaction(struct books *books)
{
	empty_chunk(books);
	for (struct guild *guild = books->guilds; guild; guild = guild->hh.next) {
		guild->highest_stored = guild->highest_message;
		guild->requested_this_chunk = false;
		guild->controls_changed = guild->has_untold = false;
	}
}

void books_end_chunk(struct books *books)
{
	books_end_transaction(books);
	arena_reset(&books->chunk);
}

void books_forget(struct books *books)
{
	HASH_CLEAR(hh, books->guilds);
	HASH_CLEAR(hh, books->users);
	HASH_CLEAR(hh, books->accounts);
	HASH_CLEAR(hh, books->account_names);
	HASH_CLEAR(hh, books->waiting);
	HASH_CLEAR(hh, books->schedules);
	HASH_CLEAR(hh, books->import_keys);
	HASH_CLEAR(hh, books->import_days);
	HASH_CLEAR(hh, books->counterparties);
	books->credited = NULL;
	arena_reset(&books->memory);
}

void books_undo_chunk(struct books *books)
{
	empty_chunk(books);
	books_forget(books);
}

static struct pair pair(uint64_t guild_id, uint64_t id)
{
	return (struct pair){ guild_id, id };
}

struct guild *books_loaded_guild(const struct books *books, uint64_t guild_id)
{
	struct guild *guild;
	HASH_FIND(hh, books->guilds, &guild_id, sizeof guild_id, guild);
	return guild;
}

struct user *books_loaded_user(const struct books *books, uint64_t guild_id, uint64_t user_id)
{
	struct pair key = pair(guild_id, user_id);
	struct user *user;
	HASH_FIND(hh, books->users, &key, sizeof key, user);
	return user;
}

struct account *books_loaded_account(const struct books *books, uint64_t guild_id,
				     int64_t account_id)
{
	struct pair key = pair(guild_id, (uint64_t)account_id);
	struct account *account;
	HASH_FIND(hh, books->accounts, &key, sizeof key, account);
	return account;
}

struct account_name *books_loaded_name(const struct books *books, uint64_t guild_id,
				       const char *folded_name)
{
	struct text_key_room room;
	const struct text_key key = text_key_in(&room, guild_id, folded_name);
	struct account_name *name;
	HASH_FIND(hh, books->account_names, key.bytes, key.length, name);
	text_key_free(&room);
	return name;
}

struct guild *books_add_guild(struct books *books, uint64_t guild_id)
{
	struct guild *guild = arena_alloc(&books->memory, sizeof *guild);
	guild->books = books;
	guild->guild_id = guild_id;
	guild->requested_this_chunk = true;
	HASH_ADD(hh, books->guilds, guild_id, sizeof guild->guild_id, guild);
	return guild;
}

static void set_name(struct books *books, struct user *user, const char *name)
{
	struct buf label = { 0 };
	buf_char(&label, '@');
	text_markdown(&label, user->nick ? user->nick : name);
	user->name = arena_strdup(&books->memory, name);
	user->label = arena_strdup(&books->memory, buf_string(&label));
	buf_free(&label);
}

struct user *books_add_user(struct books *books, uint64_t guild_id, uint64_t user_id,
			    const char *name)
{
	struct user *user = arena_alloc(&books->memory, sizeof *user);
	user->key = pair(guild_id, user_id);
	if (name)
		set_name(books, user, name);
	HASH_ADD(hh, books->users, key, sizeof user->key, user);
	return user;
}

void books_name_user(struct books *books, struct user *user, const char *name)
{
	struct guild *guild = books_loaded_guild(books, user->key.guild_id);
	guild_unsee_user(books, guild, user);
	set_name(books, user, name);
	books_touch_user(books, user);
	guild_see_user(books, guild, user);
}

void books_nick_user(struct books *books, struct user *user, const char *nick)
{
	struct guild *guild = books_loaded_guild(books, user->key.guild_id);
	if (nick ? user->nick && strcmp(nick, user->nick) == 0 : !user->nick)
		return;
	guild_unsee_user(books, guild, user);
	user->nick = nick ? arena_strdup(&books->memory, nick) : NULL;
	if (user->name)
		set_name(books, user, user->name);
	guild_see_user(books, guild, user);
}

void books_active_user(struct books *books, struct user *user, int64_t day)
{
	if (day <= user->active)
		return;
	user->active = day;
	books_touch_user(books, user);
}

void books_keep_user(struct user *user)
{
	if (user->before.kept)
		return;
	user->before.kept = true;
	user->before.name = user->name;
	user->before.label = user->label;
	user->before.forgotten = user->forgotten;
	user->before.active = user->active;
}

void books_settle_user(struct books *books, struct user *user, bool undo)
{
	if (undo && user->before.kept) {
		user->name = user->before.name;
		user->label = user->before.label;
		user->forgotten = user->before.forgotten;
		user->active = user->before.active;
		books_touch_user(books, user); /* a part of it may be written */
	}
	user->before.kept = false;
}

void books_note_hint(struct books *books, struct user *user, int64_t time)
{
	user->hinted = time;
	books_touch_user(books, user);
}

void books_count_chatter(struct books *books, struct user *user, int64_t minute, int64_t count)
{
	user->chatter_minute = minute;
	user->chatter = count;
	books_touch_user(books, user);
}

struct account *books_add_account(struct books *books, uint64_t guild_id, int64_t account_id,
				  const char *name, const char *folded_name, enum account_kind kind,
				  uint64_t owner_id, const char *purpose)
{
	struct account *account = arena_alloc(&books->memory, sizeof *account);
	account->key = pair(guild_id, (uint64_t)account_id);
	account->name = arena_strdup(&books->memory, name);
	account->folded_name = arena_strdup(&books->memory, folded_name);
	account->kind = kind;
	account->owner_id = owner_id;
	account->purpose = purpose ? arena_strdup(&books->memory, purpose) : NULL;
	HASH_ADD(hh, books->accounts, key, sizeof account->key, account);
	return account;
}

struct balance *books_add_balance(struct books *books, struct account *account,
				  const char *currency)
{
	struct balance *balance = arena_alloc(&books->memory, sizeof *balance),
		       **place = &account->balances;
	while (*place && strcmp((*place)->currency, currency) < 0)
		place = &(*place)->next;
	balance->account = account;
	currency_code_copy(balance->currency, currency);
	balance->next = *place;
	*place = balance;
	return balance;
}

void books_add_account_name(struct books *books, uint64_t guild_id, const char *folded_name,
			    struct account *account)
{
	struct account_name *name = books_loaded_name(books, guild_id, folded_name);
	if (name) {
		name->account = account;
		return;
	}
	name = arena_alloc(&books->memory, sizeof *name);
	name->key = text_key_kept(&books->memory, guild_id, folded_name);
	name->account = account;
	HASH_ADD_KEYPTR(hh, books->account_names, name->key.bytes, name->key.length, name);
}

void books_add_seen(struct books *books, uint64_t guild_id, uint64_t message_id, bool logged)
{
	struct pair key = pair(guild_id, message_id);
	struct seen_message *seen;
	HASH_FIND(hh, books->seen, &key, sizeof key, seen);
	if (!seen) {
		seen = arena_alloc(&books->chunk, sizeof *seen);
		seen->key = key;
		HASH_ADD(hh, books->seen, key, sizeof seen->key, seen);
	}
	seen->logged |= logged;
}

void books_move_cursor(struct books *books, uint64_t guild_id, uint64_t channel_id,
		       uint64_t message_id)
{
	struct pair key = pair(guild_id, channel_id);
	struct cursor *cursor;
	HASH_FIND(hh, books->cursors, &key, sizeof key, cursor);
	if (!cursor) {
		cursor = arena_alloc(&books->chunk, sizeof *cursor);
		cursor->key = key;
		HASH_ADD(hh, books->cursors, key, sizeof cursor->key, cursor);
	}
	if (message_id <= cursor->after)
		return;
	cursor->after = message_id;
	if (cursor->passed_count == cursor->passed_room) {
		size_t room = cursor->passed_room ? cursor->passed_room * 2 : 64;
		uint64_t *larger = arena_alloc(&books->chunk, sizeof *larger * room);
		if (cursor->passed_count)
			memcpy(larger, cursor->passed, sizeof *larger * cursor->passed_count);
		cursor->passed = larger;
		cursor->passed_room = room;
	}
	cursor->passed[cursor->passed_count++] = message_id;
}
