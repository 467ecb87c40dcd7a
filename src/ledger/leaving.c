/* What members who leave had asked for, owe and pay regularly. */
#include "ledger/leaving.h"

#include "base/buf.h"
#include "ledger/decisions.h"
#include "ledger/lookups.h"
#include "ledger/notices.h"
#include "ledger/schedule_runs.h"

/* Nothing waited or recurred before these rules. */
static bool may_have_rows(const struct books *books, const struct guild *guild)
{
	return books->rules >= RULES_MONTH && (guild->last_number || guild->next_schedule > 1);
}

void want_what_waits(struct books *books, const struct guild *guild, const struct user *user)
{
	uint64_t guild_id = guild->guild_id;
	if (!may_have_rows(books, guild) || user->left)
		return;
	books_want(books, WANTED_WAITING_OF_USER, guild_id, user->key.id, NULL);
	books_want(books, WANTED_SCHEDULES_OF_USER, guild_id, user->key.id, NULL);
	if (user->account)
		books_want(books, WANTED_WAITING_OF_ACCOUNT, guild_id, user->account->key.id, NULL);
	want_treasurers(books, guild);
}

/* What only they could go on with. */
static void take_back(struct verb_context *context, const struct user *user)
{
	const struct waiting_link *link = books_waiting_of_user(context->books, user);
	for (; link; link = link->next) {
		struct waiting *row = link->row;
		if (row->state == STILL_WAITING && row->asked_by == user->key.id &&
		    (row->kind == WAITING_APPROVAL || row->kind == WAITING_CONFIRM ||
		     row->kind == WAITING_UNDO || row->kind == WAITING_REGISTRATION))
			end_waiting(context, row, WAITING_CANCELLED, "left");
	}
}

static void add_part(struct buf *list, const char *part)
{
	buf_printf(list, "%s%s", list->length ? ", " : "", part);
}

static void add_holdings(const struct verb_context *words, const struct account *account,
			 struct buf *list)
{
	for (const struct balance *balance = account->balances; balance; balance = balance->next)
		if (balance->amount)
			add_part(list,
				 format_amount(words, account_holdings(account, balance->currency),
					       guild_currency(words->guild, balance->currency)));
}

/* Debts of one currency: "2 dues open (10.00 EUR)". */
static void add_debts(const struct verb_context *words, const struct account *account,
		      const struct currency *currency, struct buf *list)
{
	unsigned long count = 0;
	int64_t sum = 0;
	for (const struct waiting_link *link = account->owing ? books_debts(words->books, account)
							      : NULL;
	     link; link = link->next) {
		if (link->row->state != STILL_WAITING ||
		    strcmp(link->row->currency, currency->code) != 0)
			continue;
		count++;
		sum += link->row->amount - link->row->paid;
	}
	if (count)
		add_part(list, arena_printf(&words->books->chunk,
					    trn(words->command->lang, "%lu debt open (%s)",
						"%lu debts open (%s)", count),
					    count, format_amount(words, sum, currency)));
}

static void add_holds(const struct verb_context *words, const struct account *account,
		      struct buf *list)
{
	for (const struct waiting_link *link = books_waiting_of_account(words->books, account);
	     link; link = link->next) {
		const struct waiting *row = link->row;
		if (row->kind == WAITING_HOLD && row->state == STILL_WAITING &&
		    row->from_account == (int64_t)account->key.id)
			add_part(list,
				 arena_printf(
					 &words->books->chunk,
					 tr(words->command->lang, N_("a hold of %s (n.º %jd)")),
					 format_amount(words, row->amount,
						       guild_currency(words->guild, row->currency)),
					 (int64_t)row->key.id));
	}
}

static void add_schedules(const struct verb_context *words, const struct user *user,
			  struct buf *list)
{
	for (const struct schedule *schedule = words->books->schedules; schedule;
	     schedule = schedule->hh.next)
		if (schedule->exists && schedule->key.guild_id == user->key.guild_id &&
		    schedule->owner_id == user->key.id &&
		    (schedule->state == SCHEDULE_ACTIVE || schedule->state == SCHEDULE_PAUSED))
			add_part(list, arena_printf(&words->books->chunk,
						    tr(words->command->lang, N_("schedule %jd")),
						    (int64_t)schedule->key.id));
}

/* "@bob left with 12.50 EUR, 2 debts open (10.00 EUR), a hold of 50.00 EUR (n.º 44)." */
static void tell_leaving(struct verb_context *context, const struct user *user)
{
	struct verb_context words = notice_context(context);
	struct buf list = { 0 };
	if (user->account) {
		add_holdings(&words, user->account, &list);
		for (const struct currency *currency = context->guild->currencies; currency;
		     currency = currency->next)
			add_debts(&words, user->account, currency, &list);
		add_holds(&words, user->account, &list);
	}
	add_schedules(&words, user, &list);
	if (list.length)
		tell_treasurers(context,
				notice_text(&words, N_("%s left with %s."),
					    user_mention(&words, user->key.id), buf_string(&list)));
	buf_free(&list);
}

void leave_what_waits(struct books *books, struct guild *guild, struct user *user,
		      struct decision *decision)
{
	if (!may_have_rows(books, guild))
		return;
	struct verb_context context = system_context(books, guild, guild->lang, NULL, 0, decision);
	take_back(&context, user);
	pause_schedules_of(&context, user);
	tell_leaving(&context, user);
}
