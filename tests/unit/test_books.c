/* The working set: what is found in it, in which order it is kept, what a chunk leaves behind; and
 * what each record makes a store look for. */
#include "check.h"

#include <stdlib.h>

#include "ledger/currency_code.h"
#include "rules.h"

static struct books books;

static void things_are_found_in_their_own_guild(void)
{
	struct guild *one = books_add_guild(&books, 1), *two = books_add_guild(&books, 2);
	struct user *ana = books_add_user(&books, 1, 11, "ana_*");
	struct account *account =
		books_add_account(&books, 1, 7, "Events", "events", KIND_EXPENSE, 0, "till");
	CHECK(books_loaded_guild(&books, 1) == one && books_loaded_guild(&books, 2) == two &&
	      !books_loaded_guild(&books, 3));
	CHECK(books_loaded_user(&books, 1, 11) == ana && !books_loaded_user(&books, 2, 11) &&
	      !books_loaded_user(&books, 11, 1));
	SAME(ana->label, "@ana\\_\\*");
	CHECK(!books_add_user(&books, 2, 11, NULL)->name && !ana->dirty);
	CHECK(books_loaded_account(&books, 1, 7) == account && !books_loaded_account(&books, 2, 7));
	CHECK(!books_add_account(&books, 1, 8, "x", "x", KIND_ASSET, 0, NULL)->purpose);
	books_add_account_name(&books, 1, "events", account);
	books_add_account_name(&books, 2, "events", NULL);
	CHECK(books_loaded_name(&books, 1, "events")->account == account &&
	      books_loaded_name(&books, 2, "events") &&
	      !books_loaded_name(&books, 2, "events")->account);
	CHECK(!books_loaded_name(&books, 1, "event"));
	books_add_account_name(&books, 1, "events", NULL);
	CHECK(!books_loaded_name(&books, 1, "events")->account); /* the later word counts */
	CHECK(!books_seen(&books, 1, 5));                        /* no log is as long */
	books_add_seen(&books, 1, 5, false);
	CHECK(!books_seen(&books, 1, 5));
	books_add_seen(&books, 1, 5, true);
	books_add_seen(&books, 1, 5, false);
	CHECK(books_seen(&books, 1, 5) && !books_seen(&books, 2, 5) && HASH_COUNT(books.seen) == 1);
}

/* So that answers and stores list them in one order, however they came. */
static void lists_are_in_order(void)
{
	struct account *account = books_loaded_account(&books, 1, 7);
	struct guild *guild = books_loaded_guild(&books, 1);
	static const char *const codes[] = { "MM", "ZZ", "AA", "PP", "LONGNAME10" };
	for (size_t i = 0; i < 5; i++) {
		books_add_balance(&books, account, codes[i]);
		guild_add_currency(&books, guild, codes[i], (int)i);
	}
	static const char *const ordered[] = { "AA", "LONGNAME10", "MM", "PP", "ZZ" };
	const struct balance *balance = account->balances;
	const struct currency *currency = guild->currencies;
	for (size_t i = 0; i < 5; i++, balance = balance->next, currency = currency->next) {
		SAME(balance->currency, ordered[i]);
		SAME(currency->code, ordered[i]);
		CHECK(balance->account == account && balance->amount == 0 && !balance->has_floor);
	}
	CHECK(!balance && !currency);
	CHECK(guild_currency(guild, "pp")->scale == 3 && !guild_currency(guild, "PPP"));
	guild->has_roles = true;
	static const uint64_t roles[] = { 50, 70, 30, 50, 60 };
	for (unsigned i = 0; i < 5; i++)
		guild_add_permits(&books, guild, roles[i], i + 1);
	static const struct {
		uint64_t role;
		unsigned permits;
	} permits[] = { { 30, 3 }, { 50, 4 }, { 60, 5 }, { 70, 2 } };
	const struct permit_row *row = guild->permits;
	for (size_t i = 0; i < 4; i++, row = row->next)
		CHECK(row && row->role_id == permits[i].role && row->permits == permits[i].permits);
	CHECK(!row);
	static const uint64_t ids[] = { 504, 501, 503, 502, 503 };
	static const char *const groups[] = { "m", "z", "a", "p", "m" };
	struct member *member = books_add_member(&books, books_loaded_user(&books, 1, 11));
	CHECK(books_add_member(&books, books_loaded_user(&books, 1, 11)) == member);
	for (size_t i = 0; i < 5; i++) {
		books_add_role(&books, guild, ids[i])->position += 1;
		books_add_group(&books, guild, groups[i], groups[i])->most += 1;
		member_role(&books, member, ids[i])->adding += 1;
	}
	const struct role *role = guild->roles;
	const struct role_group *group = guild->groups;
	const struct member_role *worn = member->roles;
	static const char *const grouped[] = { "a", "m", "p", "z" };
	for (uint64_t i = 0; i < 4;
	     i++, role = role->next, group = group->next, worn = worn->next) {
		CHECK(role->role_id == 501 + i && role->position == 1 + (i == 2) &&
		      guild_role(guild, 501 + i) == role);
		CHECK(worn->role_id == 501 + i && worn->adding == 1 + (i == 2) && !worn->decided);
		CHECK(strcmp(group->folded_name, grouped[i]) == 0 && group->most == 1 + (i == 1) &&
		      guild_group(guild, grouped[i]) == group);
	}
	CHECK(!role && !group && !worn && !guild_role(guild, 505) && !guild_group(guild, "b"));
}

static void what_changed_is_written_once(void)
{
	struct account *account = books_loaded_account(&books, 1, 7);
	struct user *user = books_loaded_user(&books, 1, 11);
	int rows = 0;
	for (int times = 0; times < 3; times++) {
		books_touch_account(&books, account);
		books_touch_balance(&books, account->balances);
		books_name_user(&books, user, "bob");
		books_active_user(&books, user, 20000);
	}
	struct account *a;
	struct balance *b;
	struct user *u;
	STAILQ_FOREACH(a, &books.dirty_accounts, pending) rows++;
	STAILQ_FOREACH(b, &books.dirty_balances, pending) rows++;
	STAILQ_FOREACH(u, &books.dirty_users, pending) rows++;
	CHECK(rows == 3 && account->dirty && account->balances->dirty && user->dirty &&
	      user->active == 20000);
	SAME(user->label, "@bob");
	user->dirty = false;
	STAILQ_INIT(&books.dirty_users);
	books_active_user(&books, user, 20000);
	books_active_user(&books, user, 19999);
	CHECK(!user->dirty && user->active == 20000 && STAILQ_EMPTY(&books.dirty_users));
	books_active_user(&books, user, 20001);
	CHECK(user->dirty && user->active == 20001);
}

static void cursors_only_go_forward(void)
{
	struct cursor *cursor;
	struct pair key = { 1, 2000 };
	books_move_cursor(&books, 1, 2000, 50);
	books_move_cursor(&books, 1, 2000, 40);
	books_move_cursor(&books, 1, 2000, 50);
	books_move_cursor(&books, 1, 2001, 10);
	for (uint64_t message = 51; message < 51 + 300; message++)
		books_move_cursor(&books, 1, 2000, message);
	HASH_FIND(hh, books.cursors, &key, sizeof key, cursor);
	CHECK(cursor && cursor->after == 350 && cursor->passed_count == 301);
	bool in_order = true;
	for (size_t i = 0; i < cursor->passed_count; i++)
		in_order &= cursor->passed[i] == 50 + i;
	CHECK(in_order && HASH_COUNT(books.cursors) == 2);
}

static void a_chunk_leaves_the_working_set(void)
{
	books_add_transaction(&books, 1, 3);
	books_loaded_guild(&books, 1)->highest_message = 5;
	CHECK(books.chunk.used > 0);
	books_end_chunk(&books);
	CHECK(books.chunk.used == 0 && !books.seen && !books.cursors &&
	      !books.transactions_of_old && STAILQ_EMPTY(&books.dirty_accounts) &&
	      STAILQ_EMPTY(&books.dirty_users));
	CHECK(books_loaded_guild(&books, 1)->highest_stored == 5 &&
	      books_loaded_account(&books, 1, 7) && books_loaded_user(&books, 1, 11));
	/* undone, the working set goes, and the chunk's own memory stays: its records are decided
	 * again */
	const char *record = arena_strdup(&books.chunk, "a record");
	books_add_seen(&books, 1, 5, true);
	books_undo_chunk(&books);
	CHECK(!books.seen && !books_loaded_guild(&books, 1) && !books_loaded_user(&books, 1, 11) &&
	      !books_loaded_account(&books, 1, 7) && !books_loaded_name(&books, 1, "events"));
	CHECK(books.memory.used == 0 && books.chunk.used > 0);
	SAME(record, "a record");
	books_end_chunk(&books);
}

/* What is looked for, in a line: "user 11, account ana, …". */
static const char *wanted_of(const struct record *record)
{
	static const char *const kinds[] = { "nothing",
					     "guild",
					     "user",
					     "account",
					     "message",
					     "roles",
					     "member",
					     "delivery",
					     "transaction",
					     "own names",
					     "seen names",
					     "waiting",
					     "waiting of account",
					     "waiting of user",
					     "schedule",
					     "schedules of user",
					     "wearers",
					     "account by id" };
	static char text[512];
	size_t length = 0;
	const struct wanted *wanted;
	text[0] = '\0';
	ledger_references(&books, record);
	STAILQ_FOREACH(wanted, &books.wanted, next)
	{
		CHECK(wanted->guild_id == GUILD);
		length += (size_t)snprintf(text + length, sizeof text - length, "%s%s",
					   length ? ", " : "", kinds[wanted->kind]);
		if (wanted->id)
			length += (size_t)snprintf(text + length, sizeof text - length, " %ju",
						   wanted->id);
		else if (wanted->folded_name)
			length += (size_t)snprintf(text + length, sizeof text - length, " %s",
						   wanted->folded_name);
	}
	STAILQ_INIT(&books.wanted);
	return text;
}

static const char *wanted_by(const char *verb, const char *key, const char *value)
{
	struct record record = { .type = RECORD_COMMAND, .type_name = "command" };
	record.command = (struct command){
		.message_id = 999, .guild_id = GUILD, .verb = verb, .author = { .id = 11 }
	};
	if (key)
		command_add_argument(&record.command, key, value);
	return wanted_of(&record);
}

static void each_record_says_what_it_needs(void)
{
	struct record other = { .type = RECORD_COMMAND,
				.command = { .guild_id = GUILD, .author = { .id = 11 } } };
	SAME(wanted_of(&other), "guild");
	struct guild *guild = books_add_guild(&books, GUILD);
	SAME(wanted_of(&other), ""); /* there is no such guild */
	guild->exists = true;
	SAME(wanted_by("balance", NULL, NULL), "user 11");
	guild->highest_stored = 998;
	SAME(wanted_by("balance", NULL, NULL), "user 11");
	guild->highest_stored = 999; /* it may have been seen before */
	SAME(wanted_by("balance", NULL, NULL), "user 11, message 999");
	books_add_seen(&books, GUILD, 999, true);
	SAME(wanted_by("pay", "to", "@12"), "user 11, user 12, seen names");
	SAME(wanted_by("pay", "to", "Café"), "user 11, account cafe");
	SAME(wanted_by("pay", "to", "@x"), "user 11, account @x");
	SAME(wanted_by("pay", "to", "12"), "user 11, account 12");
	SAME(wanted_by("pay", "memo", "12"), "user 11");
	SAME(wanted_by("move", "from", "till"), "user 11, account till, account till, account "
						"caja");
	SAME(wanted_by("account open", "name", "till"), "user 11, account till, account till, "
							"account caja, own names");
	SAME(wanted_by("account close", "account", "till"), "user 11, account till, account till, "
							    "account caja");
	SAME(wanted_by("batch close", "count:Till", "5"), "user 11, account till, account till, "
							  "account caja");
	SAME(wanted_by("role take", "role", "Red"), "user 11, roles, member 11");
	SAME(wanted_by("role grant", "who", "@12"), "user 11, user 12, member 12, seen names, "
						    "roles, member 11");
	SAME(wanted_by("role group", "name", "x"), "user 11, roles, member 11, account role-fees, "
						   "account cuotas-de-rol");
	SAME(wanted_by("permit", "role", "&5"), "user 11, roles");
	SAME(wanted_by("permits", NULL, NULL), "user 11, roles");
	SAME(wanted_by("why", "who", "@12"),
	     "user 11, user 12, member 12, seen names, roles, "
	     "member 11");
	SAME(wanted_by("register", NULL, NULL), "user 11, roles, member 11");
	SAME(wanted_by("unregister", NULL, NULL), "user 11, schedules of user 11, member 11");
	SAME(wanted_by("config", "key", "prefix"), "user 11, roles");
	SAME(wanted_by("approve", "who", "@12"),
	     "user 11, user 12, member 12, roles, seen names, roles, "
	     "member 11");
	guild->last_number = 4;
	SAME(wanted_by("approve", "who", "4"), "user 11, roles, waiting 4, seen names, roles, "
					       "member 11");
	SAME(wanted_by("reject", "who", "4"), "user 11, roles, waiting 4, seen names, member 11");
	SAME(wanted_by("reject", "who", "9223372036854775808"), "user 11, roles, seen names, "
								"member 11");
	struct waiting *row = books_add_waiting(&books, GUILD, 4);
	row->exists = true;
	row->asked_by = 13;
	SAME(wanted_by("reject", "who", "4"),
	     "user 11, roles, user 13, member 13, roles, seen names, member 11");
	SAME(wanted_by("reverse", "transaction", "7"), "user 11, seen names"); /* not booked yet */
	guild->next_transaction = 8;
	SAME(wanted_by("reverse", "transaction", "7"), "user 11, transaction 7, seen names");
	SAME(wanted_by("transaction", "transaction", "7"), "user 11, transaction 7");
	SAME(wanted_by("verify", "code", "7-7K3M9QXZ"), "user 11, transaction 7");
	books_add_transaction(&books, GUILD, 7);
	SAME(wanted_by("reverse", "transaction", "7"), "user 11, seen names");
	guild->has_roles = true;
	books_add_member(&books, books_add_user(&books, GUILD, 11, "ana"));
	SAME(wanted_by("role take", "role", "Red"), "");
	guild->has_roles = false;
	struct record member = { .type = RECORD_MEMBER,
				 .member = { .guild_id = GUILD, .user_id = 14 } };
	SAME(wanted_of(&member), "roles, member 14");
	struct record role = { .type = RECORD_ROLE, .role = { .guild_id = GUILD, .role_id = 14 } };
	SAME(wanted_of(&role), "roles");
	struct record seen = { .type = RECORD_GUILD, .guild = { .guild_id = GUILD } };
	SAME(wanted_of(&seen), "roles");
	struct record skip = {
		.type = RECORD_SKIP,
		.command = { .guild_id = GUILD, .message_id = 5, .author = { .id = 19 } }
	};
	SAME(wanted_of(&skip), "");
	struct record post = { .type = RECORD_POST,
			       .post = { .guild_id = GUILD, .message_id = 5 } };
	SAME(wanted_of(&post), "message 5");
	struct record delivered = { .type = RECORD_DELIVERED,
				    .delivered = { .guild_id = GUILD, .id = 3, .status = "sent" } };
	SAME(wanted_of(&delivered), ""); /* not made yet */
	guild->next_delivery = 4;
	SAME(wanted_of(&delivered), "delivery 3");
	struct fetched_delivery *found = books_add_fetched_delivery(&books, GUILD, 3);
	SAME(wanted_of(&delivered), "");
	found->exists = true;
	found->user_id = 15;
	SAME(wanted_of(&delivered), "user 15"); /* a direct message to them */
	found->role_id = 501;
	SAME(wanted_of(&delivered), "roles, member 15");
	struct user *wearer = books_add_user(&books, GUILD, 15, "eva");
	member_role(&books, books_add_member(&books, wearer), 501)->fee_transaction = 6;
	SAME(wanted_of(&delivered), "roles");
	delivered.delivered.status = "failed";
	SAME(wanted_of(&delivered),
	     "roles, transaction 6, seen names"); /* it may have to go back */
	struct record outcome = { .type = RECORD_OUTCOME };
	SAME(wanted_of(&outcome), "");
}

/* From an init record that gl-db did not write. */
static void a_currency_too_long_is_cut(void)
{
	struct init_record init = { .guild_id = 5,
				    .owner_id = 10,
				    .name = "Test",
				    .currency = "ABCDEFGHIJKLMNOPQRST",
				    .timezone = "UTC",
				    .scale = 2 };
	struct guild *guild = books_add_guild(&books, 5);
	CHECK(ledger_init_guild(&books, &init, "{}") && guild->exists && guild->dirty);
	SAME(guild->currency, "ABCDEFGHIJK");
	SAME(guild->currencies->code, "ABCDEFGHIJK");
	books_add_balance(&books, guild->till, init.currency);
	SAME(guild->till->balances->currency, "ABCDEFGHIJK");
	CHECK(guild->next_seq == 2 && guild->next_transaction == 1 && guild->next_delivery == 1 &&
	      !ledger_init_guild(&books, &init, "{}"));
	SAME(guild->till->purpose, "till");
	SAME(guild->over_short->folded_name, "over-short");
	char code[CURRENCY_SIZE];
	memset(code, 'x', sizeof code);
	currency_code_copy(code, init.currency);
	SAME(code, "ABCDEFGHIJK");
	currency_code_copy(code, "EUR");
	CHECK(memcmp(code, (const char[CURRENCY_SIZE]){ "EUR" }, sizeof code) == 0);
}

int main(void)
{
	books_start(&books);
	things_are_found_in_their_own_guild();
	lists_are_in_order();
	what_changed_is_written_once();
	cursors_only_go_forward();
	a_chunk_leaves_the_working_set();
	each_record_says_what_it_needs();
	a_currency_too_long_is_cut();
	books_end_chunk(&books);
	books_forget(&books);
	arena_free(&books.chunk);
	arena_free(&books.memory);
	return REPORT("working set");
}
