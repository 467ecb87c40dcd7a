/* Limits of what members pay, and the most that an account may hold, as they were set then. Permits
 * are not followed: the most generous limit that a permit gives counts for everybody. */
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/fail.h"
#include "base/instant.h"
#include "command/money.h"
#include "command/verbs.h"
#include "ledger/allowances.h"
#include "verify/month.h"

/* The longest period is a month. */
enum { KEPT_DAYS = 40 };

/* What a member may pay, whatever their permits allow. */
struct own_limit {
	uint64_t user_id;
	int period;
	char currency[CURRENCY_SIZE];
	bool none;
	int64_t amount;
	struct own_limit *next;
};

struct paid {
	uint64_t user_id;
	int64_t transaction, day, amount;
	char currency[CURRENCY_SIZE];
	bool reversed;
};

struct limits_then {
	bool any; /* the tables have some: else nothing is counted */
	struct own_limit *own;
	struct paid *paid;
	size_t count, room;
	struct book_account *unopened; /* the next to be opened */
};

enum { PAYMENT, DAY, WEEK, MONTH, PERIODS };
static const enum setting_key settings[PERIODS] = {
	[PAYMENT] = SETTING_LIMIT_PAYMENT,
	[DAY] = SETTING_LIMIT_DAY,
	[WEEK] = SETTING_LIMIT_WEEK,
	[MONTH] = SETTING_LIMIT_MONTH,
};

void begin_limits(struct pass *pass)
{
	struct binding guild = bind_integer(":guild", (int64_t)pass->guild_id);
	struct limits_then *limits = arena_alloc(&pass->memory, sizeof *limits);
	*limits = (struct limits_then){ .unopened = pass->first_account };
	/* what was paid before a checkpoint is not read */
	limits->any = store_number(pass->store, "verify limited", &guild, 1) > 0 && !pass->since;
	pass->month->limits = limits;
}

void free_limits(struct pass *pass)
{
	free(pass->month->limits->paid);
}

static int64_t period_start(int period, int64_t day)
{
	if (period == WEEK)
		return day - weekday_of_day(day);
	return period == MONTH ? day - date_of_day(day).day + 1 : day;
}

static int64_t paid_in(const struct pass *pass, uint64_t user_id, const char *currency, int period,
		       int64_t day)
{
	const struct limits_then *limits = pass->month->limits;
	int64_t sum = 0, start = period_start(period, day);
	for (size_t i = 0; i < limits->count; i++) {
		const struct paid *paid = &limits->paid[i];
		if (!paid->reversed && paid->user_id == user_id &&
		    strcmp(paid->currency, currency) == 0 &&
		    period_start(period, paid->day) == start &&
		    !checked_add(sum, paid->amount, &sum))
			return INT64_MAX;
	}
	return sum;
}

/* The most that anybody may pay by the settings; false: there may be no limit for some. */
static bool most_of_settings(const struct pass *pass, int period, const char *currency,
			     int64_t *most)
{
	enum setting_key key = settings[period];
	size_t length = strlen(setting_rows[key].key);
	const char *stored = setting_then(pass, key, currency);
	int64_t amount;
	if (!stored || !setting_amount(key, stored, most))
		return false;
	for (const struct setting_then *setting = pass->month->settings; setting;
	     setting = setting->next)
		if (strncmp(setting->key, setting_rows[key].key, length) == 0 &&
		    setting->key[length] == '.' && setting_amount(key, setting->value, &amount) &&
		    amount > *most)
			*most = amount;
	return true;
}

static bool most_of(const struct pass *pass, uint64_t user_id, int period, const char *currency,
		    int64_t *most)
{
	for (const struct own_limit *own = pass->month->limits->own; own; own = own->next)
		if (own->user_id == user_id && own->period == period &&
		    strcmp(own->currency, currency) == 0) {
			*most = own->amount;
			return !own->none;
		}
	return most_of_settings(pass, period, currency, most);
}

static void add_paid(struct limits_then *limits, const struct paid *paid)
{
	size_t kept = 0;
	if (limits->count == limits->room) { /* what no period reaches any more goes first */
		for (size_t i = 0; i < limits->count; i++)
			if (limits->paid[i].day > paid->day - KEPT_DAYS)
				limits->paid[kept++] = limits->paid[i];
		limits->count = kept;
		if (kept >= limits->room / 2) {
			limits->room = 2 * limits->room + 64;
			limits->paid = reallocarray(limits->paid, limits->room, sizeof *paid);
		}
		if (!limits->paid)
			fail(EX_OSERR, "out of memory");
	}
	limits->paid[limits->count++] = *paid;
}

static void check_payment(struct pass *pass, const struct paid *paid, bool days)
{
	static const char *const names[] = { "at once", "a day", "a week", "a month" };
	int64_t most, sum;
	for (int period = 0; period < (days ? PERIODS : DAY); period++) {
		int64_t before = period == PAYMENT ? 0
						   : paid_in(pass, paid->user_id, paid->currency,
							     period, paid->day);
		if (!checked_add(before, paid->amount, &sum))
			sum = INT64_MAX;
		if (most_of(pass, paid->user_id, period, paid->currency, &most) && sum > most)
			fault_add(
				pass->faults, CHECK_LIMIT, "transactions",
				row_key(pass->faults, "%ju/%jd", pass->guild_id, paid->transaction),
				"with it user %ju paid %jd %s (minor units) %s, and might pay "
				"%jd",
				paid->user_id, sum, paid->currency, names[period], most);
	}
}

static void check_ceilings(struct pass *pass, const struct posting *posting)
{
	size_t i = 0;
	for (const struct holding *moved = posting->moved; moved; moved = moved->moved, i++) {
		const struct book_account *account = posting->owners[i];
		int64_t after = normal_side(account, moved->amount);
		if (moved->has_ceiling && after > normal_side(account, moved->before) &&
		    after > moved->ceiling)
			fault_add(pass->faults, CHECK_LIMIT, "transactions",
				  row_key(pass->faults, "%ju/%jd", pass->guild_id,
					  posting->transaction),
				  "it took account %jd to %jd %s (minor units), above the most "
				  "that it might hold, %jd",
				  account->account_id, after, moved->currency, moved->ceiling);
	}
}

static void note_reversed(struct limits_then *limits, int64_t transaction)
{
	for (size_t i = 0; transaction && i < limits->count; i++)
		limits->paid[i].reversed |= limits->paid[i].transaction == transaction;
}

/* Whether the author of the log row pays a debt of theirs with it. One that pays itself comes
 * behind what credited its payer, and no limit counts it. */
static bool is_decided_debt(struct pass *pass, const struct log_row *row,
			    const struct posting *posting)
{
	const struct book_account *payer = NULL;
	if (row->rules < RULES_DEBTS || !number_of(&pass->transaction[8]) ||
	    !(verb_traits(pass->transaction[3].text) & TRAIT_RECURS))
		return false;
	for (int64_t i = 0; i < posting->entry_count && i < MAX_ENTRIES; i++)
		if (posting->entries[i].amount > 0)
			payer = account_of(pass, posting->entries[i].account_id);
	if (!payer || !payer->owner_id || payer->owner_id != row->author_id)
		return false;
	for (const struct credit *credit = pass->month->credits; credit; credit = credit->next)
		if (credit->account == payer)
			return false;
	return true;
}

void check_limits(struct pass *pass, const struct log_row *row, const struct posting *posting)
{
	struct limits_then *limits = pass->month->limits;
	const struct zone *zone = pass->month->zone;
	if (!pass->since)
		check_ceilings(pass, posting);
	if (!limits->any)
		return;
	note_reversed(limits, posting->reverses);
	if (!(verb_traits(pass->transaction[3].text) & TRAIT_LIMITED) &&
	    !is_decided_debt(pass, row, posting))
		return;
	for (int64_t i = 0; i < posting->entry_count && i < MAX_ENTRIES; i++) {
		const struct book_account *account =
			account_of(pass, posting->entries[i].account_id);
		if (posting->entries[i].amount < 0 || !account || !account->owner_id)
			continue;
		struct paid paid = { .user_id = account->owner_id,
				     .transaction = posting->transaction,
				     .day = zone ? day_at(zone, row->time) : 0,
				     .amount = posting->entries[i].amount };
		memcpy(paid.currency, posting->entries[i].currency, CURRENCY_SIZE);
		if (account->owner_id == (uint64_t)number_of(&pass->transaction[5]))
			check_payment(pass, &paid, zone);
		add_paid(limits, &paid);
	}
}

/* An amount, or none. */
static bool read_amount(struct pass *pass, const struct book_currency *currency, const char *text,
			bool *none, int64_t *amount)
{
	*none = strcmp(text, "none") == 0;
	if (*none)
		return true;
	if (strchr(text, ','))
		text = money_reading(&pass->line, text, true);
	return decimal_to_minor(text, currency->scale, amount) == DECIMAL_OK;
}

static void set_own(struct pass *pass, uint64_t user_id, int period, const char *currency,
		    bool none, int64_t amount)
{
	struct own_limit *own = pass->month->limits->own;
	while (own && (own->user_id != user_id || own->period != period ||
		       strcmp(own->currency, currency) != 0))
		own = own->next;
	if (!own) {
		own = arena_alloc(&pass->memory, sizeof *own);
		*own = (struct own_limit){ .next = pass->month->limits->own };
		pass->month->limits->own = own;
	}
	own->user_id = user_id;
	own->period = period;
	memcpy(own->currency, currency, CURRENCY_SIZE);
	own->none = none;
	own->amount = amount;
}

static void learn_own(struct pass *pass, const struct log_row *effect)
{
	const char *who = command_argument(effect->command, "who");
	struct book_account *account = who ? account_named(pass, who) : NULL;
	const struct book_currency *currency = currency_meant(pass, effect);
	if (!account || !currency)
		return;
	for (int period = 0; period <= PERIODS; period++) {
		const char *key = period == PERIODS ? "ceiling" : limit_period_names[period],
			   *text = command_argument(effect->command, key);
		bool none;
		int64_t amount = 0;
		if (!text || !read_amount(pass, currency, text, &none, &amount))
			continue;
		if (period < PERIODS) {
			set_own(pass, account->owner_id, period, currency->code, none, amount);
			continue;
		}
		struct holding *holding = holding_of(pass, account, currency->code);
		holding->has_ceiling = !none;
		holding->ceiling = amount;
	}
}

/* What accounts that the row opened may hold at most. */
static void learn_opened(struct pass *pass, const struct log_row *row)
{
	struct limits_then *limits = pass->month->limits;
	for (; limits->unopened && limits->unopened->opened_by <= row->seq;
	     limits->unopened = limits->unopened->next)
		for (const struct book_currency *currency = pass->currencies; currency;
		     currency = currency->next) {
			const char *stored =
				setting_then(pass, SETTING_ACCOUNT_CEILING, currency->code);
			int64_t ceiling;
			if (row->rules < RULES_MONTH || !limits->unopened->owner_id || !stored ||
			    !setting_amount(SETTING_ACCOUNT_CEILING, stored, &ceiling))
				continue;
			struct holding *holding =
				holding_of(pass, limits->unopened, currency->code);
			holding->has_ceiling = true;
			holding->ceiling = ceiling;
		}
}

void follow_limits(struct pass *pass, const struct log_row *row)
{
	struct log_row effect = *row;
	effect.command = row->effect;
	effect.traits = row->effect_traits;
	learn_opened(pass, row);
	if (row->ok && !row->asks && row->effect && row->effect->verb &&
	    strcmp(row->effect->verb, verb_table[VERB_LIMITS].name) == 0)
		learn_own(pass, &effect);
}
