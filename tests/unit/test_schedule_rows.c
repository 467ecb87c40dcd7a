/* What recurs, written and loaded again; all who have a role, accounts by their number, and
 * transactions with their entries. */
#define ROWS_OF "schedule_rows"
#include "saved_books.h"

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
	struct saved_file file;
	begin_books(&file);
	schedules_come_back_whole();
	all_who_may_wear_a_role_come_with_what_they_have();
	an_account_comes_by_its_number_with_its_owner();
	a_transaction_comes_with_all_its_entries();
	end_books(&file);
	return REPORT("schedule rows");
}
