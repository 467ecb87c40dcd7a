/* Until when what waits may be decided, for what it is, how much of it is paid, and how many debts
 * each account has. */
#include "command/verbs.h"
#include "ledger/approvals.h"
#include "ledger/waiting.h"

#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/instant.h"
#include "command/money.h"
#include "verify/month.h"

static void say_end(struct pass *pass, const struct book_waiting *waiting, int64_t ends,
		    int64_t expires_at)
{
	char is[DAY_TEXT_SIZE] = "none", ought[DAY_TEXT_SIZE] = "none";
	if (waiting->ends != NO_DAY)
		day_format(waiting->ends, is);
	if (ends != NO_DAY)
		day_format(ends, ought);
	if (waiting->ends != ends || waiting->expires_at != expires_at)
		fault_add(pass->faults, CHECK_TERM, "waiting", waiting_key(pass, waiting),
			  "it ends on %s or at %jd, by its log row on %s or at %jd", is,
			  waiting->expires_at, ought, expires_at);
}

static int64_t days_then(const struct pass *pass, enum setting_key key)
{
	return setting_integer(key, setting_then(pass, key, NULL));
}

/* When it ends by the record and the settings of then. False: only the clocks of then can tell. */
static bool read_end(const struct pass *pass, const struct log_row *row,
		     const struct book_waiting *waiting, int64_t *ends, int64_t *expires_at)
{
	const struct zone *zone = pass->month->zone;
	*ends = NO_DAY;
	*expires_at = 0;
	switch (waiting->kind) {
	case WAITING_APPROVAL:
		*expires_at = approval_asked_at(row->effect, row->time) +
			      days_then(pass, SETTING_APPROVAL_DAYS) * DAY_SECONDS * 1000;
		return true;
	case WAITING_UNDO:
		*expires_at = row->time + days_then(pass, SETTING_UNDO_DAYS) * DAY_SECONDS * 1000;
		return true;
	case WAITING_CONFIRM:
		*expires_at = row->time + days_then(pass, SETTING_CONFIRM_MINUTES) * INT64_C(60000);
		return true;
	case WAITING_REQUEST:
	case WAITING_CHARGE:
		if (waiting->due != NO_DAY) {
			*ends = waiting->due + days_then(pass, SETTING_REQUEST_DAYS);
			if (*ends > LAST_DAY)
				*ends = LAST_DAY;
		} else {
			*expires_at = row->time +
				      days_then(pass, SETTING_REQUEST_DAYS) * DAY_SECONDS * 1000;
		}
		return true;
	case WAITING_HOLD:
		*ends = day_named(row->effect, "until");
		if (*ends == NO_DAY && zone)
			*ends = day_at(zone, row->time) + days_then(pass, SETTING_HOLD_DAYS);
		return *ends != NO_DAY;
	default: return true;
	}
}

/* The day on which it is due, by its record. */
static int64_t due_of(const struct log_row *row, const struct book_waiting *waiting)
{
	switch (waiting->kind) {
	case WAITING_REQUEST:
	case WAITING_CHARGE: return day_named(row->effect, "due");
	case WAITING_DUES:
	case WAITING_OWE: return day_named(row->effect, "date");
	default: return NO_DAY;
	}
}

/* One amount is asked of everybody; of a split each has their share. */
static void check_amount(struct pass *pass, const struct log_row *row,
			 const struct book_waiting *waiting)
{
	const char *text = command_argument(row->effect, "amount");
	const struct book_currency *currency = currency_of(pass, waiting->currency);
	int64_t minor;
	bool named = waiting->kind == WAITING_CHARGE || waiting->kind == WAITING_HOLD ||
		     (waiting->kind == WAITING_REQUEST && row->effect->verb &&
		      strcmp(row->effect->verb, verb_table[VERB_REQUEST].name) == 0);
	if (!named || !text || !currency)
		return;
	if (strchr(text, ','))
		text = money_reading(&pass->line, text, true);
	if (decimal_to_minor(text, currency->scale, &minor) == DECIMAL_OK &&
	    minor != waiting->amount)
		fault_add(pass->faults, CHECK_TERM, "waiting", waiting_key(pass, waiting),
			  "amount is %jd, its log row asked for %jd (minor units)", waiting->amount,
			  minor);
}

void check_terms(struct pass *pass, const struct log_row *row, const struct book_waiting *waiting)
{
	int64_t ends, expires_at;
	if (!row->effect || waiting->kind == WAITING_REGISTRATION || waiting->asked_seq != row->seq)
		return;
	if (waiting->due != due_of(row, waiting))
		fault_add(pass->faults, CHECK_TERM, "waiting", waiting_key(pass, waiting),
			  "due is not the date of its log row");
	if (read_end(pass, row, waiting, &ends, &expires_at))
		say_end(pass, waiting, ends, expires_at);
	check_amount(pass, row, waiting);
}

/* What is paid in parts, and whole when it is accepted. */
static bool is_whole(enum waiting_kind kind)
{
	return kind == WAITING_REQUEST || kind == WAITING_CHARGE || kind == WAITING_DUES ||
	       kind == WAITING_OWE || kind == WAITING_LINE;
}

void check_paid(struct pass *pass, const struct book_waiting *waiting)
{
	const char *key = waiting_key(pass, waiting);
	bool accepted = waiting->state == WAITING_ACCEPTED, parts = is_whole(waiting->kind);
	if (waiting->paid > waiting->amount && waiting->amount)
		fault_add(pass->faults, CHECK_PAID, "waiting", key,
			  "paid is %jd, of %jd (minor units)", waiting->paid, waiting->amount);
	if ((parts || waiting->kind == WAITING_HOLD || waiting->kind == WAITING_UNDO) &&
	    waiting->paid != waiting->booked)
		fault_add(pass->faults, CHECK_PAID, "waiting", key,
			  "paid is %jd, its transactions sum to %jd (minor units)", waiting->paid,
			  waiting->booked);
	if (parts && accepted != (waiting->paid == waiting->amount))
		fault_add(pass->faults, CHECK_PAID, "waiting", key,
			  "it is “%s”, and %jd of %jd (minor units) are paid",
			  waiting_state_names[waiting->state], waiting->paid, waiting->amount);
}

void check_owing(struct pass *pass)
{
	const struct month *month = pass->month;
	for (size_t i = 0; i < month->count; i++) {
		const struct book_waiting *waiting = month->rows[i];
		bool debt = waiting->kind == WAITING_DUES || waiting->kind == WAITING_OWE;
		struct book_account *account = debt && waiting->state == STILL_WAITING
						       ? account_of(pass, waiting->from_account)
						       : NULL;
		if (account)
			account->open_debts++;
	}
	for (struct book_account *account = pass->first_account; account; account = account->next)
		if (account->open_debts != account->owing)
			fault_add(pass->faults, CHECK_OWING, "accounts",
				  row_key(pass->faults, "%ju/%jd", pass->guild_id,
					  account->account_id),
				  "owing is %jd, and %jd of its debts are open", account->owing,
				  account->open_debts);
}
