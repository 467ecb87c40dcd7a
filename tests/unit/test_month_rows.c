/* What waits, written and loaded again by each kind of reference, with what is kept beside
 * accounts, balances, users and members. */
#define ROWS_OF "month_rows"
#include "saved_books.h"

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

int main(void)
{
	struct saved_file file;
	begin_books(&file);
	what_stands_beside_members_and_accounts_comes_back();
	rows_that_wait_come_back_whole();
	what_is_over_is_in_no_list();
	a_decision_is_written_and_words_are_not();
	the_newest_registration_comes_with_the_member();
	end_books(&file);
	return REPORT("month rows");
}
