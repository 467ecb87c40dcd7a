/* dues: asks all who have a role on dates of a rule; alone it shows what is asked. */
#include "ledger/dues.h"

#include <string.h>

#include "base/instant.h"
#include "ledger/currency_code.h"
#include "ledger/days.h"
#include "ledger/lookups.h"
#include "ledger/payees.h"
#include "ledger/roles.h"
#include "ledger/schedule_dates.h"
#include "ledger/schedule_runs.h"
#include "ledger/schedule_words.h"
#include "ledger/setting_values.h"

enum { MOST_GRACE = 3660, DEFAULT_GRACE = 14 };

static const char *const weekdays[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL };

static void refuse_rule(struct verb_context *context)
{
	const char *role = context_argument(context, "role");
	uint64_t role_id;
	bool known = *role == '&' && snowflake_parse(role + 1, &role_id);
	context_refuse(context, "bad_rule", N_("Say how often: %s."),
		       line_to_type(context, VERB_DUES,
				    arena_printf(&context->books->chunk, "%s %s %s",
						 known ? role_label(context, role_id) : "@Role",
						 context_argument(context, "amount"),
						 tr(context->command->lang, N_("monthly")))));
}

static bool read_number(const char *text, int least, int most, int *number)
{
	uint64_t value;
	if (!snowflake_parse(text, &value) || value < (uint64_t)least || value > (uint64_t)most)
		return false;
	*number = (int)value;
	return true;
}

/* "15", "mon", "06-01": by the unit of RULE. */
static bool read_day_of_rule(const char *on, struct recurrence *rule)
{
	if (rule->unit == RECURS_MONTH)
		return read_number(on, 1, 31, &rule->day);
	if (rule->unit == RECURS_YEAR)
		return strlen(on) == 5 && on[2] == '-' &&
		       read_number((char[]){ on[0], on[1], '\0' }, 1, 12, &rule->month) &&
		       read_number(on + 3, 1, 31, &rule->day) &&
		       rule->day <= days_of_month(2000, rule->month);
	for (int i = 0; weekdays[i]; i++)
		if (strcmp(weekdays[i], on) == 0) {
			rule->days = 1U << i;
			return true;
		}
	return false;
}

/* Periods begin with the year, its quarters, months and weeks; `on DAY` moves the day in them. */
static bool read_rule(const struct verb_context *context, struct recurrence *rule)
{
	static const struct {
		const char *period;
		struct recurrence rule;
	} periods[] = {
		{ "weekly", { .every = 1, .unit = RECURS_WEEK, .days = 1 } },
		{ "monthly", { .every = 1, .unit = RECURS_MONTH, .day = 1 } },
		{ "quarterly", { .every = 3, .unit = RECURS_MONTH, .day = 1 } },
		{ "yearly", { .every = 1, .unit = RECURS_YEAR, .day = 1, .month = 1 } },
	};
	const char *period = context_argument(context, "period"),
		   *on = context_argument(context, "on");
	for (size_t i = 0; period && i < sizeof periods / sizeof *periods; i++) {
		if (strcmp(periods[i].period, period) != 0)
			continue;
		*rule = periods[i].rule;
		rule->anchor = day_of_date(
			(struct date){ date_of_day(day_of_command(context)).year, 1, 1 });
		return !on || !*on || read_day_of_rule(on, rule);
	}
	return false;
}

/* How many days after the due date the role is lost, and which; refuses what cannot be. */
static bool read_loss(struct verb_context *context, struct schedule *schedule)
{
	const char *lose = context_argument(context, "lose");
	schedule->grace_days = context_argument_number(context, "grace", DEFAULT_GRACE, MOST_GRACE);
	if (!lose)
		return true;
	if (*lose != '&' || !snowflake_parse(lose + 1, &schedule->lose_role_id)) {
		context_refuse(context, "role_mention_needed",
			       N_("Write the role as a mention (@Role), not as the text “%s”: "
				  "names are not unique."),
			       escape_markdown(context, lose));
		return false;
	}
	const struct role *role = guild_role(context->guild, schedule->lose_role_id);
	return !role || can_hand_out(context, role);
}

/* The role that pays: "&601", or everyone, whose id is the guild's. */
static bool read_payers(struct verb_context *context, struct schedule *schedule)
{
	const char *role = context_argument(context, "role");
	if (strcmp(role, "everyone") == 0)
		schedule->role_id = context->guild->guild_id;
	else if (*role != '&' || !snowflake_parse(role + 1, &schedule->role_id)) {
		context_refuse(context, "role_mention_needed",
			       N_("Write the role as a mention (@Role), not as the text “%s”: "
				  "names are not unique."),
			       escape_markdown(context, role));
		return false;
	}
	return true;
}

/* What lies before today only says that it began then: it is not asked. */
static bool read_dates(struct verb_context *context, struct schedule *schedule)
{
	const char *from = context_argument(context, "from");
	schedule->begins = from ? day_argument(context, "from") : day_of_command(context);
	if (!read_coming_day(context, "until", &schedule->until))
		return false;
	if (schedule->begins == NO_DAY) {
		context_refuse(context, "bad_date", N_("“%s” is not a date: write 2027-03-01."),
			       escape_markdown(context, from));
		return false;
	}
	schedule->done = schedule_first_day(context->guild->zone, context->time, schedule->at,
					    schedule->begins) -
			 1;
	int64_t first = schedule_next(schedule);
	if (first == NO_DAY) {
		context_refuse(context, "past", N_("That date has passed."));
		return false;
	}
	schedule->done = first - 1; /* which is no date of the rule: no period has begun */
	return true;
}

/* "each month on the 1st". */
static const char *rule_words(const struct verb_context *context, const struct schedule *schedule)
{
	struct buf words = { 0 };
	recurrence_words(&words, context->command->lang, &schedule->recurrence);
	const char *copy = arena_strdup(&context->books->chunk, buf_string(&words));
	buf_free(&words);
	return copy;
}

static const char *into_label(const struct verb_context *context, const struct schedule *schedule)
{
	return account_label(context, books_account(context->books, context->guild->guild_id,
						    schedule->into_account));
}

/* "Dues 4: @Member pays 5.00 EUR each month on the 1st into dues." */
static const char *dues_line(struct verb_context *context, const struct schedule *schedule)
{
	return arena_printf(&context->books->chunk,
			    tr(context->command->lang, N_("Dues %jd: %s pays %s %s into %s.")),
			    (int64_t)schedule->key.id, role_label(context, schedule->role_id),
			    format_amount(context, schedule->amount,
					  guild_currency(context->guild, schedule->currency)),
			    rule_words(context, schedule), into_label(context, schedule));
}

static const char *loss_sentence(struct verb_context *context, const struct schedule *schedule)
{
	if (!schedule->lose_role_id)
		return "";
	return arena_printf(&context->books->chunk,
			    trn(context->command->lang,
				" %jd day after an unpaid due date they lose %s.",
				" %jd days after an unpaid due date they lose %s.",
				(unsigned long)schedule->grace_days),
			    schedule->grace_days, role_label(context, schedule->lose_role_id));
}

static void answer_made(struct verb_context *context, const struct schedule *schedule)
{
	enum lang lang = context->command->lang;
	size_t members;
	role_wearers(context, wearers_of_dues(context->guild, schedule), &members);
	context_answer(
		context, N_("%s First: %s (%s).%s%s"), dues_line(context, schedule),
		format_day(context, schedule_next(schedule)),
		arena_printf(&context->books->chunk,
			     trn(lang, "%zu member today", "%zu members today", members), members),
		schedule->prorate ? tr(lang, N_(" Members who join later pay in proportion.")) : "",
		loss_sentence(context, schedule));
}

uint64_t wearers_of_dues(const struct guild *guild, const struct schedule *schedule)
{
	return schedule->role_id == guild->guild_id ? 0 : schedule->role_id;
}

static void make_dues(struct verb_context *context, struct schedule *read,
		      const struct account *into)
{
	struct books *books = context->books;
	struct guild *guild = context->guild;
	struct schedule *schedule =
		books_loaded_schedule(books, guild->guild_id, guild->next_schedule);
	if (!schedule) /* else it was looked for before it was there */
		schedule = books_add_schedule(books, guild->guild_id, guild->next_schedule);
	guild->next_schedule++;
	guild->active_schedules++;
	read->key = schedule->key;
	read->hh = schedule->hh;
	read->exists = true;
	read->into_account = (int64_t)into->key.id;
	read->owner_id = context->author ? context->author->key.id : 0;
	read->channel_id = context->command->channel_id;
	read->made_seq = guild->next_seq;
	*schedule = *read;
	books_touch_schedule(books, schedule);
	answer_made(context, schedule);
}

/* Whether all who have the role today could be asked by one command. */
static bool can_ask_all(struct verb_context *context, const struct schedule *schedule,
			const struct sum *sum)
{
	size_t members;
	int64_t total;
	role_wearers(context, wearers_of_dues(context->guild, schedule), &members);
	return read_total(context, sum, members, &total);
}

/* Those that go on, or may again. */
static void list_dues(struct verb_context *context)
{
	struct buf list = { 0 };
	for (int64_t number = 1; number < context->guild->next_schedule; number++) {
		const struct schedule *schedule =
			books_schedule(context->books, context->guild->guild_id, number);
		if (!schedule || schedule->kind != SCHEDULE_DUES ||
		    schedule->state == SCHEDULE_ENDED || schedule->state == SCHEDULE_STOPPED)
			continue;
		buf_printf(&list, "%s%s", list.length ? "\n" : "", dues_line(context, schedule));
		if (schedule->state == SCHEDULE_PAUSED)
			buf_printf(&list, " (%s)", schedule_state_label(context, schedule->state));
	}
	if (list.length)
		context_answer(context, "%s", buf_string(&list));
	else
		context_answer(context, N_("No dues are asked here: `!dues @Member 5 monthly`."));
	buf_free(&list);
}

void decide_dues(struct verb_context *context)
{
	struct schedule read = { .kind = SCHEDULE_DUES,
				 .shortage = SHORTAGE_OWE,
				 .until = NO_DAY,
				 .retrying = NO_DAY,
				 .times_left = -1 };
	const char *prorate = context_argument(context, "prorate");
	struct account *into;
	struct sum sum;
	if (!context_argument(context, "role")) {
		list_dues(context);
		return;
	}
	if (!read_payers(context, &read) || !read_sum(context, &sum, false))
		return;
	if (!read_rule(context, &read.recurrence)) {
		refuse_rule(context);
		return;
	}
	read.at = (int)guild_setting_minutes(context->guild, SETTING_SCHEDULE_TIME);
	read.prorate = !prorate || strcmp(prorate, "off") != 0;
	read.amount = sum.minor;
	currency_code_copy(read.currency, sum.currency->code);
	if (read_loss(context, &read) && read_dates(context, &read) &&
	    can_ask_all(context, &read, &sum) && schedules_allow_one_more(context, NULL) &&
	    (into = find_into(context)))
		make_dues(context, &read, into);
}
