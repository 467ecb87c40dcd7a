/* What a row says. */
#include "store/row_loaders.h"

#include <stdio.h>
#include <string.h>

#include "base/names.h"
#include "base/calendar.h"
#include "base/instant.h"
#include "base/unicode.h"
#include "ledger/allowances.h"
#include "ledger/currency_code.h"
#include "ledger/fetched.h"
#include "ledger/lookups.h"
#include "ledger/people.h"
#include "ledger/preferences.h"

void take_currency(char currency[CURRENCY_SIZE], const struct value *value)
{
	currency_code_copy(currency, value->text);
}

const char *kept_text(struct books *books, const struct value *value)
{
	return value->kind == VALUE_TEXT ? arena_strdup(&books->memory, value->text) : NULL;
}

void fill_guild(struct books *books, struct guild *guild, const struct value *row)
{
	guild->exists = true;
	guild->next_transaction = row[0].integer + 1;
	guild->next_account = row[1].integer + 1;
	guild->next_seq = row[2].integer + 1;
	guild->next_delivery = row[3].integer + 1;
	guild->highest_message = guild->highest_stored = (uint64_t)row[4].integer;
	guild->last_number = row[5].integer;
	guild->next_schedule = row[6].integer + 1;
	guild->active_schedules = row[7].integer;
	guild->has_sum_seed = row[8].integer;
	guild->closed_year = row[9].integer;
	guild->closed_until = row[10].integer;
	guild->name = kept_text(books, &row[11]);
	guild->owner_id = (uint64_t)row[12].integer;
	lang_from_name(row[13].text, &guild->lang);
	guild->timezone = kept_text(books, &row[14]);
	take_currency(guild->currency, &row[15]);
	guild->last_time = row[17].integer; /* 16 is what is sealed */
}

void fill_place(struct books *books, struct guild *guild, const struct value *row)
{
	guild->place = kept_text(books, &row[0]);
	guild->moved = row[1].integer;
}

void fill_setting(struct books *books, struct guild *guild, const struct value *row)
{
	guild_add_setting(books, guild, row[0].text)->value = kept_text(books, &row[1]);
}

void fill_currency(struct books *books, struct guild *guild, const struct value *row)
{
	guild_add_currency(books, guild, row[0].text, (int)row[1].integer);
}

void fill_permit(struct books *books, struct guild *guild, const struct value *row)
{
	guild_add_permits(books, guild, (uint64_t)row[0].integer, (unsigned)row[1].integer);
}

void fill_budget(struct books *books, struct guild *guild, const struct value *row)
{
	struct budget *budget = arena_alloc(&books->memory, sizeof *budget);
	budget->account_id = row[0].integer;
	take_currency(budget->currency, &row[1]);
	budget->amount = row[2].integer;
	budget->unit = kept_text(books, &row[3]);
	budget->carry = row[4].integer;
	if (!day_parse(row[5].text, &budget->since))
		budget->since = 0;
	budget->next = guild->budgets;
	guild->budgets = budget;
}

void fill_last_batch(struct guild *guild, const struct value *row)
{
	memset(guild->last_hash, '0', HASH_TEXT_SIZE - 1);
	if (!row)
		return;
	guild->last_batch = row[0].integer;
	bool open = strcmp(row[1].text, "open") == 0;
	if (open)
		guild->batch = (struct batch){ .number = guild->last_batch,
					       .opened_at = row[2].integer,
					       .opened_by = row[3].integer,
					       .first_transaction = row[4].integer };
	memcpy(guild->last_hash, row[open ? 5 : 6].text, HASH_TEXT_SIZE);
}

struct account *fill_account(struct books *books, uint64_t guild_id, const struct value *row,
			     bool *fresh)
{
	struct account *account = books_loaded_account(books, guild_id, row[0].integer);
	*fresh = !account;
	if (account)
		return account;
	account = books_add_account(books, guild_id, row[0].integer, row[1].text, row[2].text,
				    (enum account_kind)name_index(account_kind_names, row[3].text),
				    (uint64_t)row[4].integer,
				    row[5].kind == VALUE_TEXT ? row[5].text : NULL);
	account->state = (enum account_state)name_index(account_state_names, row[6].text);
	account->opened_by = row[7].integer;
	account->owing = row[8].integer;
	account->debts.complete = !account->owing;
	books_add_account_name(books, guild_id, account->folded_name, account);
	return account;
}

void fill_purpose(struct guild *guild, struct account *account)
{
	if (strcmp(account->purpose, "till") == 0)
		guild->till = account;
	else if (strcmp(account->purpose, "over_short") == 0)
		guild->over_short = account;
	else if (strcmp(account->purpose, "fees") == 0)
		guild->fees = account;
	else if (strcmp(account->purpose, "dues") == 0)
		guild->dues = account;
	else if (strcmp(account->purpose, "to_sort") == 0)
		guild->to_sort = account;
	else if (strcmp(account->purpose, "result") == 0)
		guild->result = account;
}

void fill_own_name(struct books *books, struct guild *guild, const struct value *row)
{
	guild_add_own_name(books, guild, row[0].text);
}

void fill_seen_name(struct books *books, struct guild *guild, const struct value *row)
{
	guild_add_seen_name(books, guild, (uint64_t)row[0].integer, row[1].text);
}

void fill_balance(struct books *books, struct account *account, const struct value *row)
{
	struct balance *balance = books_add_balance(books, account, row[0].text);
	balance->amount = row[1].integer;
	balance->has_floor = row[2].kind == VALUE_INTEGER;
	balance->floor = row[2].integer;
	balance->entries = row[3].integer;
	balance->held = row[4].integer;
	balance->has_ceiling = row[5].kind == VALUE_INTEGER;
	balance->ceiling = row[5].integer;
}

/* "payment EUR 500 day EUR 2000": period, currency, amount, as often as there are limits. */
static void fill_limits(struct books *books, struct user *user, const char *text)
{
	char period[16], currency[CURRENCY_SIZE];
	int64_t amount;
	int length;
	while (sscanf(text, "%15s %11s %jd %n", period, currency, &amount, &length) == 3) {
		struct member_limit *limit = arena_alloc(&books->memory, sizeof *limit);
		*limit = (struct member_limit){ .next = user->limits,
						.period = (enum limit_period)name_index(
							limit_period_names, period),
						.amount = amount };
		memcpy(limit->currency, currency, sizeof currency);
		user->limits = limit;
		text += length;
	}
}

struct user *fill_user(struct books *books, uint64_t guild_id, uint64_t user_id,
		       const struct value *row)
{
	enum { NAME = 7 };
	struct user *user = books_add_user(books, guild_id, user_id, row ? row[NAME].text : NULL);
	if (row) {
		user->left = row[0].integer;
		user->forgetting = row[1].integer;
		books_nick_user(books, user, row[2].kind == VALUE_TEXT ? row[2].text : NULL);
		if (row[3].kind == VALUE_TEXT)
			preferences_read(books, user, row[3].text);
		if (row[4].kind == VALUE_TEXT)
			fill_limits(books, user, row[4].text);
		user->exempt = row[5].integer;
		if (row[6].kind == VALUE_TEXT)
			preferences_read_blocked(books, user, row[6].text);
		user->forgotten = row[NAME + 1].integer;
		user->active = row[NAME + 2].integer;
		user->chatter_minute = row[NAME + 3].integer;
		user->chatter = row[NAME + 4].integer;
		user->hinted = row[NAME + 5].integer;
		user->bot = row[NAME + 6].integer;
	}
	return user;
}

void fill_role(struct books *books, struct guild *guild, const struct value *row)
{
	struct role *role = books_add_role(books, guild, (uint64_t)row[0].integer);
	role->name = kept_text(books, &row[1]);
	role->folded_name = text_fold(&books->memory, role->name);
	role->position = row[2].integer;
	role->managed = row[3].integer;
	role->permissions = role_permissions(row[4].text);
}

void fill_group(struct books *books, struct guild *guild, const struct value *row)
{
	struct role_group *group = books_add_group(books, guild, row[1].text, row[0].text);
	group->most = row[2].integer;
	group->registered = row[3].integer;
	group->needs_role = (uint64_t)row[4].integer;
	group->fee = row[5].integer;
	take_currency(group->currency, &row[6]);
}

void fill_offer(struct books *books, struct guild *guild, const struct value *row)
{
	books_add_role(books, guild, (uint64_t)row[0].integer)->group =
		guild_group(guild, row[1].text);
}

void fill_member(struct member *member, const struct value *row)
{
	member->known = true;
	member->pending = row[0].integer;
	member->left = row[1].integer;
}

void fill_actual_role(struct books *books, struct member *member, const struct value *row)
{
	member_role(books, member, (uint64_t)row[0].integer)->actual = true;
}

void fill_wanted_role(struct books *books, struct member *member, const struct value *row)
{
	struct member_role *role = member_role(books, member, (uint64_t)row[0].integer);
	role->decided = true;
	role->wanted = row[1].integer;
	role->granted = row[2].integer;
	role->until = row[3].integer;
	role->fee_transaction = row[4].integer;
}

void fill_waiting_role(struct books *books, struct member *member, const struct value *row)
{
	struct member_role *role = member_role(books, member, (uint64_t)row[0].integer);
	*(row[1].integer ? &role->adding : &role->removing) += 1;
}

void fill_fetched_delivery(struct fetched_delivery *delivery, const struct value *row)
{
	delivery->exists = true;
	delivery->adds = strcmp(row[0].text, "role_add") == 0;
	delivery->user_id = (uint64_t)row[1].integer;
	delivery->role_id = (uint64_t)row[2].integer;
	if (row[3].kind == VALUE_TEXT)
		snowflake_parse(row[3].text, &delivery->channel_id);
	delivery->message_id = (uint64_t)row[4].integer;
	if (row[5].kind == VALUE_TEXT)
		lang_from_name(row[5].text, &delivery->lang);
	delivery->notice = row[6].integer;
}

void fill_transaction(struct books *books, struct fetched_transaction *fetched,
		      const struct value *row)
{
	fetched->exists = true;
	fetched->reverses = row[1].integer;
	fetched->reversed_by = row[2].integer;
	fetched->time = row[3].integer;
	fetched->verb = arena_strdup(&books->chunk, row[4].text);
	fetched->batch = row[5].integer;
	fetched->sealed_at = row[6].integer;
	fetched->form = (int)row[7].integer;
	if (row[8].kind == VALUE_TEXT)
		fetched->batch_hash = arena_strdup(&books->chunk, row[8].text);
	fetched->author_id = (uint64_t)row[9].integer;
	fetched->waiting = row[10].integer;
	fetched->approved_by = (uint64_t)row[11].integer;
}

void fill_evidence(struct books *books, struct fetched_transaction *fetched,
		   const struct value *row)
{
	struct fetched_evidence *file = arena_alloc(&books->chunk, sizeof *file);
	file->sha256 = arena_strdup(&books->chunk, row[0].text);
	file->next = fetched->evidence;
	fetched->evidence = file;
}

static void make_room(struct books *books, struct fetched_transaction *fetched)
{
	enum { FIRST_ROOM = 8 };
	if (fetched->entry_count < fetched->entry_room)
		return;
	size_t room = fetched->entry_room ? fetched->entry_room * 2 : FIRST_ROOM;
	struct fetched_entry *larger = arena_alloc(&books->chunk, sizeof *larger * room);
	if (fetched->entry_count)
		memcpy(larger, fetched->entries, sizeof *larger * fetched->entry_count);
	fetched->entries = larger;
	fetched->entry_room = room;
}

bool fill_entry(struct books *books, struct fetched_transaction *fetched, const struct value *row)
{
	if (fetched->entry_count == MAX_ENTRIES)
		return false;
	make_room(books, fetched);
	struct fetched_entry *entry = &fetched->entries[fetched->entry_count++];
	*entry = (struct fetched_entry){ .account_id = row[0].integer,
					 .amount = row[1].integer,
					 .number = row[3].integer,
					 .linked = row[5].integer };
	take_currency(entry->currency, &row[2]);
	if (row[4].kind != VALUE_TEXT || !day_parse(row[4].text, &entry->line_day))
		entry->line_day = NO_DAY;
	return true;
}
