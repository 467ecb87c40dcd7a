/* What waits and what recurs, written and loaded again by each kind of reference, with what stands
 * beside accounts, balances, users and transactions. Over a file; with GL_TEST_SERVER on that
 * server. */
#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "ledger/fetched.h"
#include "ledger/ledger.h"
#include "ledger/lookups.h"
#include "ledger/pending_rows.h"
#include "ledger/people.h"
#include "store/store.h"

enum { GUILD = 1000 };
static struct store *store;
static struct books books;

static char *new_books(char file[64])
{
	struct buf text = { 0 };
	const char *server = getenv("GL_TEST_SERVER");
	snprintf(file, 64, "/tmp/test_month_rows_%d.db", getpid());
	if (!server) {
		buf_text(&text, file);
		return text.bytes;
	}
	buf_printf(&text,
		   "psql -X -q -d '%s' -c 'SET client_min_messages = error; DROP SCHEMA IF EXISTS "
		   "month_rows CASCADE; CREATE SCHEMA month_rows'",
		   server);
	CHECK(system(buf_string(&text)) == 0);
	buf_clear(&text);
	buf_printf(&text, "%s&options=-csearch_path%%3Dmonth_rows", server);
	return text.bytes;
}

static void save(void)
{
	store_write(store, &books);
	store_commit(store);
	books_end_chunk(&books);
	books_forget(&books);
	store_begin(store);
}

static void want(enum wanted_kind kind, uint64_t id)
{
	books_want(&books, WANTED_GUILD, GUILD, 0, NULL);
	books_want(&books, kind, GUILD, id, NULL);
	books_want(&books, kind, GUILD, id, NULL); /* twice is once */
	CHECK(store_load(store, &books));
}

static struct account *add_member(uint64_t id, bool left)
{
	struct user *user = books_add_user(&books, GUILD, id, "ana");
	books_touch_user(&books, user);
	struct detail_row *member = books_detail(&books, DETAIL_MEMBER, GUILD, id);
	member->member.left = left;
	books_add_member(&books, user)->known = true;
	struct account *account = books_add_account(
		&books, GUILD, (int64_t)id, arena_printf(&books.memory, "@%ju", id),
		arena_printf(&books.memory, "@%ju", id), KIND_LIABILITY, id, NULL);
	books_touch_account(&books, account);
	return account;
}

static void found(void)
{
	struct init_record init = { .guild_id = GUILD,
				    .owner_id = 10,
				    .name = "Test",
				    .currency = "PTS",
				    .timezone = "UTC",
				    .scale = 2 };
	want(WANTED_NOTHING, 0);
	CHECK(ledger_init_guild(&books, &init, "{\"type\":\"init\",\"guild_id\":\"1000\"}"));
	CHECK(books_loaded_guild(&books, GUILD)->last_number == 0);
	for (uint64_t id = 11; id <= 15; id++) {
		struct account *account = add_member(id, id == 13);
		struct balance *balance = books_add_balance(&books, account, "PTS");
		account->owing = (int64_t)id - 11;
		balance->amount = -500;
		balance->held = id == 12 ? 120 : 0;
		balance->has_ceiling = id == 12;
		balance->ceiling = 900;
		books_touch_balance(&books, balance);
	}
	books_loaded_user(&books, GUILD, 15)->bot = true;
	save();
}

static void what_stands_beside_members_and_accounts_comes_back(void)
{
	struct detail_row *row = books_detail(&books, DETAIL_LIMIT, GUILD, 11);
	row->limit.period = LIMIT_DAY;
	row->limit.currency = "PTS";
	row->limit.amount = 2000;
	row = books_detail(&books, DETAIL_LIMIT, GUILD, 11);
	row->limit.period = LIMIT_PAYMENT;
	row->limit.currency = "EUR";
	row->limit.amount = NO_LIMIT;
	row = books_detail(&books, DETAIL_BUDGET, GUILD, 12);
	row->budget.currency = "PTS";
	row->budget.unit = "monthly";
	row->budget.amount = 30000;
	row->budget.carry = true;
	row->budget.since = 20788;
	row = books_detail(&books, DETAIL_EXEMPTION, GUILD, 11);
	row->exemption.seq = 1;
	row->exemption.starts = 20788;
	row->exemption.until = NO_DAY;
	row->exemption.reason = "ill";
	save();
	want(WANTED_USER, 11);
	want(WANTED_USER, 12);
	want(WANTED_USER, 15);
	const struct user *user = books_loaded_user(&books, GUILD, 11);
	int limits = 0;
	for (const struct member_limit *limit = user->limits; limit; limit = limit->next) {
		bool day = limit->period == LIMIT_DAY;
		limits++;
		SAME(limit->currency, day ? "PTS" : "EUR");
		CHECK(limit->amount == (day ? 2000 : NO_LIMIT));
	}
	CHECK(limits == 2 && user->exempt == 1 && !user->bot);
	user = books_loaded_user(&books, GUILD, 12);
	CHECK(!user->limits && !user->exempt && user->account->owing == 1);
	CHECK(user->account->balances->held == 120 && user->account->balances->has_ceiling &&
	      user->account->balances->ceiling == 900);
	CHECK(books_loaded_user(&books, GUILD, 15)->bot);
	CHECK(!books_loaded_user(&books, GUILD, 15)->account->balances->has_ceiling);
	const struct budget *budget = books_loaded_guild(&books, GUILD)->budgets;
	CHECK(budget && !budget->next && budget->account_id == 12 && budget->amount == 30000 &&
	      budget->carry && budget->since == 20788);
	SAME(budget->unit, "monthly");
	row = books_detail(&books, DETAIL_LIMIT, GUILD, 11);
	row->limit.currency = "PTS";
	row->limit.period = LIMIT_DAY;
	row->limit.amount = -1;
	books_detail(&books, DETAIL_BUDGET_GONE, GUILD, 12)->budget.currency = "PTS";
	books_detail(&books, DETAIL_EXEMPTION, GUILD, 11)->exemption.ended_seq = 1;
	save();
	want(WANTED_USER, 11);
	user = books_loaded_user(&books, GUILD, 11);
	CHECK(user->limits && !user->limits->next && !user->exempt);
	CHECK(!books_loaded_guild(&books, GUILD)->budgets);
}

/* A row in which each column has a value of its own. */
static struct waiting *full_row(int64_t number)
{
	struct waiting *row = books_add_waiting(&books, GUILD, number);
	row->exists = true;
	row->kind = WAITING_OWE;
	row->state = STILL_WAITING;
	row->asked_by = 12;
	row->asked_seq = 1;
	row->asked_at = 1730070461000;
	row->decider_id = 11;
	row->decider_permit = 4;
	row->from_account = 11;
	row->to_account = 12;
	memcpy(row->currency, "PTS", 4);
	row->amount = 1250;
	row->paid = 50;
	row->verb = "pay";
	row->arguments = "{\"memo\":\"pizza\"}";
	row->due = 20788;
	row->expires_at = 1800000000000;
	row->ends = 20800;
	row->memo = "pizza";
	row->lot = number;
	row->schedule = 3;
	row->period = 20759;
	row->target = 7;
	row->channel_id = 2000;
	row->message_id = 5000;
	row->reminders = 2;
	row->reminded = 20790;
	row->reminded_at = 1790000000000;
	books_touch_waiting(&books, row);
	return row;
}

static void check_full(const struct waiting *row, int64_t number)
{
	CHECK(row && row->exists && row->kind == WAITING_OWE && row->state == STILL_WAITING);
	if (!row)
		return;
	CHECK(row->key.id == (uint64_t)number && row->asked_by == 12 && row->asked_seq == 1 &&
	      row->asked_at == 1730070461000 && row->decider_id == 11 && row->decider_permit == 4);
	CHECK(row->from_account == 11 && row->to_account == 12 && row->amount == 1250 &&
	      row->paid == 50 && row->due == 20788 && row->expires_at == 1800000000000 &&
	      row->ends == 20800 && row->lot == number && row->schedule == 3 &&
	      row->period == 20759 && row->target == 7);
	CHECK(row->channel_id == 2000 && row->message_id == 5000 && !row->decided &&
	      !row->decided_seq && !row->decided_at && !row->code && !row->transaction &&
	      row->reminders == 2 && row->reminded == 20790 && row->reminded_at == 1790000000000 &&
	      !row->lost);
	SAME(row->currency, "PTS");
	SAME(row->verb, "pay");
	SAME(row->arguments, "{\"memo\":\"pizza\"}");
	SAME(row->memo, "pizza");
}

static void rows_that_wait_come_back_whole(void)
{
	want(WANTED_GUILD, 0);
	full_row(41);
	struct waiting *bare = books_add_waiting(&books, GUILD, 42);
	bare->exists = true;
	bare->kind = WAITING_REGISTRATION;
	bare->asked_by = 14;
	bare->asked_seq = 1;
	bare->lot = 42;
	books_touch_waiting(&books, bare);
	save();
	want(WANTED_WAITING, 41);
	want(WANTED_WAITING, 42);
	CHECK(books_loaded_guild(&books, GUILD)->last_number == 42);
	check_full(books_loaded_waiting(&books, GUILD, 41), 41);
	const struct waiting *row = books_loaded_waiting(&books, GUILD, 42);
	CHECK(row->exists && !row->decider_id && !row->decider_permit && !*row->currency &&
	      row->due == NO_DAY && row->ends == NO_DAY && row->period == NO_DAY &&
	      row->reminded == NO_DAY && !row->verb && !row->memo && !row->expires_at);
}

static void what_is_over_is_in_no_list(void)
{
	full_row(44)->kind = WAITING_REQUEST;
	struct waiting *over = full_row(45);
	over->state = WAITING_CANCELLED;
	over->decided = true;
	over->decided_seq = 1;
	over->decided_at = 1730070461000;
	over->code = "left";
	save();
	want(WANTED_WAITING_OF_ACCOUNT, 11);
	want(WANTED_WAITING_OF_ACCOUNT, 12);
	want(WANTED_WAITING_OF_ACCOUNT, 4711);
	want(WANTED_WAITING_OF_USER, 12);
	want(WANTED_WAITING_OF_USER, 99);
	const struct account *payer = books_loaded_account(&books, GUILD, 11),
			     *payee = books_loaded_account(&books, GUILD, 12);
	CHECK(payer->waiting.complete && payer->debts.complete && payee->waiting.complete);
	CHECK(payer->waiting.first->row->key.id == 41 &&
	      payer->waiting.first->next->row->key.id == 44 && !payer->waiting.first->next->next);
	CHECK(payer->debts.first->row->key.id == 41 && !payer->debts.first->next);
	CHECK(payee->waiting.first->row == payer->waiting.first->row && !payee->debts.first);
	CHECK(payee->waiting.last->row->key.id == 44);
	const struct user *asker = books_loaded_user(&books, GUILD, 12);
	CHECK(asker->waiting.complete && asker->waiting.first->row->key.id == 41 &&
	      asker->waiting.last->row->key.id == 44);
	CHECK(books_loaded_user(&books, GUILD, 99)->waiting.complete &&
	      !books_loaded_user(&books, GUILD, 99)->waiting.first);
	CHECK(!books_loaded_account(&books, GUILD, 4711));
	want(WANTED_WAITING, 43); /* a number that nothing has */
	CHECK(!books_loaded_waiting(&books, GUILD, 43)->exists);
	want(WANTED_WAITING, 45);
	over = books_loaded_waiting(&books, GUILD, 45);
	CHECK(over->decided && over->decided_by == 0 && over->decided_seq == 1);
	SAME(over->code, "left");
}

/* Words are written once: what `forget` blanked in the books stays blank when a rule goes on with
 * what it had loaded. */
static void a_decision_is_written_and_words_are_not(void)
{
	books_forget(&books);
	want(WANTED_WAITING, 41);
	struct waiting *row = books_loaded_waiting(&books, GUILD, 41);
	row->memo = "other words";
	row->arguments = "{}";
	row->state = WAITING_ACCEPTED;
	row->paid = 1250;
	row->decided = true;
	row->decided_by = 11;
	row->decided_seq = 1;
	row->decided_at = 1730070462000;
	row->transaction = 9;
	row->lost = true;
	books_touch_waiting(&books, row);
	books_touch_waiting(&books, row);
	save();
	want(WANTED_WAITING, 41);
	row = books_loaded_waiting(&books, GUILD, 41);
	CHECK(row->state == WAITING_ACCEPTED && row->paid == 1250 && row->decided &&
	      row->decided_by == 11 && row->decided_at == 1730070462000 && row->transaction == 9 &&
	      row->lost);
	SAME(row->memo, "pizza");
	SAME(row->arguments, "{\"memo\":\"pizza\"}");
	row->lost = false; /* what is over changes in this */
	books_touch_waiting(&books, row);
	save();
	want(WANTED_WAITING, 41);
	CHECK(!books_loaded_waiting(&books, GUILD, 41)->lost);
}

static void the_newest_registration_comes_with_the_member(void)
{
	struct waiting *newer = books_add_waiting(&books, GUILD, 50);
	newer->exists = true;
	newer->asked_by = 14;
	newer->asked_seq = 1;
	newer->lot = 50;
	newer->state = WAITING_DECLINED;
	books_touch_waiting(&books, newer);
	save();
	want(WANTED_MEMBER, 14);
	want(WANTED_MEMBER, 11);
	CHECK(books_loaded_user(&books, GUILD, 14)->registration->key.id == 50 &&
	      books_loaded_user(&books, GUILD, 14)->registration->state == WAITING_DECLINED);
	CHECK(!books_loaded_user(&books, GUILD, 11)->registration);
}

static struct schedule *full_schedule(int64_t number)
{
	struct schedule *schedule = books_add_schedule(&books, GUILD, number);
	schedule->exists = true;
	schedule->kind = SCHEDULE_DUES;
	schedule->state = SCHEDULE_ACTIVE;
	schedule->owner_id = 11;
	schedule->payer = 12;
	schedule->payees = "@12 &501";
	memcpy(schedule->currency, "PTS", 4);
	schedule->amount = 500;
	schedule->memo = "rent";
	schedule->recurrence = (struct recurrence){ .every = 2,
						    .unit = RECURS_MONTH,
						    .days = 3,
						    .day = 31,
						    .nth = -1,
						    .weekday = 4,
						    .month = 6,
						    .anchor = 20000 };
	schedule->begins = 20001;
	schedule->until = 30000;
	schedule->times_left = 12;
	schedule->at = 545;
	schedule->shortage = SHORTAGE_RETRY;
	schedule->retry_days = 3;
	schedule->done = 20002;
	schedule->attempt = 1;
	schedule->retrying = 20003;
	schedule->misses = 2;
	schedule->reason = "no_members";
	schedule->channel_id = 2000;
	schedule->role_id = 501;
	schedule->into_account = 13;
	schedule->prorate = true;
	schedule->grace_days = 14;
	schedule->lose_role_id = 502;
	schedule->made_seq = 1;
	schedule->always = "{}";
	books_touch_schedule(&books, schedule);
	return schedule;
}

static void check_schedule(const struct schedule *schedule)
{
	const struct recurrence *rule = &schedule->recurrence;
	CHECK(schedule->exists && schedule->kind == SCHEDULE_DUES && schedule->owner_id == 11 &&
	      schedule->payer == 12 && schedule->amount == 500);
	CHECK(rule->every == 2 && rule->unit == RECURS_MONTH && rule->days == 3 &&
	      rule->day == 31 && rule->nth == -1 && rule->weekday == 4 && rule->month == 6 &&
	      rule->anchor == 20000);
	CHECK(schedule->begins == 20001 && schedule->until == 30000 && schedule->times_left == 12 &&
	      schedule->at == 545 && schedule->shortage == SHORTAGE_RETRY &&
	      schedule->retry_days == 3 && schedule->done == 20002 && schedule->attempt == 1 &&
	      schedule->retrying == 20003 && schedule->misses == 2);
	CHECK(schedule->channel_id == 2000 && schedule->role_id == 501 &&
	      schedule->into_account == 13 && schedule->prorate && schedule->grace_days == 14 &&
	      schedule->lose_role_id == 502 && schedule->made_seq == 1);
	SAME(schedule->payees, "@12 &501");
	SAME(schedule->currency, "PTS");
	SAME(schedule->memo, "rent");
	SAME(schedule->reason, "no_members");
	SAME(schedule->always, "{}");
}

static void schedules_come_back_whole(void)
{
	want(WANTED_GUILD, 0);
	CHECK(books_loaded_guild(&books, GUILD)->next_schedule == 1);
	full_schedule(1);
	full_schedule(2)->state = SCHEDULE_PAUSED;
	full_schedule(3)->state = SCHEDULE_STOPPED;
	struct schedule *bare = full_schedule(6);
	bare->owner_id = 12;
	bare->until = bare->retrying = NO_DAY;
	bare->times_left = bare->grace_days = -1;
	bare->payer = 0;
	bare->memo = bare->reason = bare->always = NULL;
	save();
	want(WANTED_SCHEDULE, 6);
	want(WANTED_SCHEDULE, 5);
	want(WANTED_SCHEDULES_OF_USER, 11);
	const struct guild *guild = books_loaded_guild(&books, GUILD);
	CHECK(guild->next_schedule == 7 && guild->active_schedules == 2);
	CHECK(books_loaded_user(&books, GUILD, 11)->has_schedules);
	check_schedule(books_loaded_schedule(&books, GUILD, 1));
	CHECK(books_loaded_schedule(&books, GUILD, 2)->state == SCHEDULE_PAUSED);
	CHECK(!books_loaded_schedule(&books, GUILD, 3)); /* it is over, and was not asked for */
	bare = books_loaded_schedule(&books, GUILD, 6);
	CHECK(bare->until == NO_DAY && bare->retrying == NO_DAY && bare->times_left == -1 &&
	      bare->grace_days == -1 && !bare->payer && !bare->memo);
	CHECK(!books_loaded_schedule(&books, GUILD, 5)->exists);
	bare->done = 20010;
	bare->memo = "other words";
	bare->state = SCHEDULE_ENDED;
	books_touch_schedule(&books, bare);
	save();
	want(WANTED_SCHEDULE, 6);
	bare = books_loaded_schedule(&books, GUILD, 6);
	CHECK(bare->done == 20010 && bare->state == SCHEDULE_ENDED && !bare->memo);
	CHECK(books_loaded_guild(&books, GUILD)->active_schedules == 1);
}

static void wear(uint64_t user_id, uint64_t role_id, bool seen, int wish)
{
	if (seen)
		books_detail(&books, DETAIL_MEMBER_ROLE, GUILD, user_id)->role_id = role_id;
	if (wish < 0)
		return;
	struct member_role *role = arena_alloc(&books.chunk, sizeof *role);
	role->role_id = role_id;
	role->wanted = wish;
	struct detail_row *row = books_detail(&books, DETAIL_WANTED_ROLE, GUILD, user_id);
	row->wanted.role = role;
	row->wanted.seq = 1;
}

static bool is_here(uint64_t user_id)
{
	const struct user *user = books_loaded_user(&books, GUILD, user_id);
	return user && user->member && user->account && user->account->balances;
}

static void all_who_may_wear_a_role_come_with_what_they_have(void)
{
	wear(11, 501, true, -1);
	wear(12, 501, false, 1); /* is to have it */
	wear(13, 501, true, -1); /* left */
	wear(14, 501, true, 0);  /* is to lose it, and still has it */
	wear(15, 502, true, -1);
	save();
	want(WANTED_WEARERS, 501);
	CHECK(is_here(11) && is_here(12) && is_here(14));
	CHECK(!books_loaded_user(&books, GUILD, 13) && !books_loaded_user(&books, GUILD, 15));
	CHECK(books_loaded_user(&books, GUILD, 11)->member->roles->actual);
	CHECK(books_loaded_user(&books, GUILD, 12)->member->roles->wanted);
	CHECK(books_loaded_guild(&books, GUILD)->wearers->role_id == 501 &&
	      !books_loaded_guild(&books, GUILD)->wearers->next);
	want(WANTED_WEARERS, 0);
	CHECK(is_here(15) && !books_loaded_user(&books, GUILD, 13));
	CHECK(books_loaded_guild(&books, GUILD)->wearers->role_id == 0);
}

static void an_account_comes_by_its_number_with_its_owner(void)
{
	books_forget(&books);
	want(WANTED_ACCOUNT, 12);
	want(WANTED_ACCOUNT, 4711);
	const struct account *account = books_loaded_account(&books, GUILD, 12);
	CHECK(account && account->owner && account->owner->account == account &&
	      account->balances && account->balances->held == 120);
	CHECK(!books_loaded_account(&books, GUILD, 4711));
}

/* As many entries as one transaction can have, and who approved it. */
static void a_transaction_comes_with_all_its_entries(void)
{
	for (int64_t number = 1; number <= 2; number++) {
		struct transaction_row *row = arena_alloc(&books.chunk, sizeof *row);
		row->guild_id = GUILD;
		row->transaction = number;
		row->batch = row->seq = row->time = 1;
		row->verb = "pay";
		row->waiting = number == 1 ? 41 : 0;
		row->approved = number == 1;
		STAILQ_INSERT_TAIL(&books.transactions, row, pending);
	}
	for (int64_t i = 1; i <= MAX_ENTRIES; i++) {
		struct entry_row *row = arena_alloc(&books.chunk, sizeof *row);
		row->guild_id = GUILD;
		row->transaction = 1;
		row->entry = i;
		row->account_id = i == 1 ? 12 : 11;
		row->amount = i == 1 ? 1000 : -1;
		row->currency = "PTS";
		STAILQ_INSERT_TAIL(&books.entries, row, pending);
	}
	save();
	want(WANTED_TRANSACTION, 1);
	want(WANTED_TRANSACTION, 2);
	const struct fetched_transaction *fetched = books_loaded_transaction(&books, GUILD, 1);
	CHECK(fetched->exists && fetched->entry_count == MAX_ENTRIES && fetched->waiting == 41 &&
	      fetched->approved_by == 0);
	for (size_t i = 0; i < fetched->entry_count; i++)
		if (fetched->entries[i].number != (int64_t)i + 1 ||
		    fetched->entries[i].amount != (i ? -1 : 1000) ||
		    strcmp(fetched->entries[i].currency, "PTS") != 0)
			CHECK(!"the entries are those that were written, in their order");
	fetched = books_loaded_transaction(&books, GUILD, 2);
	CHECK(fetched->exists && !fetched->entry_count && !fetched->waiting);
	CHECK(books_loaded_account(&books, GUILD, 12)->owner);
}

int main(void)
{
	char file[64], *location = new_books(file);
	store_migrate(location);
	store = store_open(location, STORE_WRITE);
	books_start(&books);
	store_begin(store);
	found();
	what_stands_beside_members_and_accounts_comes_back();
	rows_that_wait_come_back_whole();
	what_is_over_is_in_no_list();
	a_decision_is_written_and_words_are_not();
	the_newest_registration_comes_with_the_member();
	schedules_come_back_whole();
	all_who_may_wear_a_role_come_with_what_they_have();
	an_account_comes_by_its_number_with_its_owner();
	a_transaction_comes_with_all_its_entries();
	store_rollback(store);
	store_close(store);
	books_end_chunk(&books);
	books_forget(&books);
	arena_free(&books.chunk);
	arena_free(&books.memory);
	unlink(file);
	free(location);
	return REPORT("month rows");
}
