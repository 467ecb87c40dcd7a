/* The table of settings, its readers, and the types that no setting of today has. */
#include "sayings.h"

#include "ledger/setting_references.h"
#include "ledger/setting_types.h"

static bool has_choice(const struct setting_row *row, const char *value)
{
	for (const struct setting_choice *choice = row->choices; choice->value; choice++)
		if (strcmp(choice->value, value) == 0)
			return true;
	return false;
}

static bool reads_as_its_type(enum setting_key key)
{
	const struct setting_row *row = &setting_rows[key];
	if (!row->default_value)
		return row->type == SETTING_TYPE_GUILD || row->type == SETTING_TYPE_CURRENCY ||
		       row->type == SETTING_TYPE_SWITCHED || row->type == SETTING_TYPE_TIME;
	switch (row->type) {
	case SETTING_TYPE_BOOL:
		return setting_bool(key, NULL) == (strcmp(row->default_value, "on") == 0);
	case SETTING_TYPE_CHOICE:
		return has_choice(row, row->default_value) &&
		       strcmp(row->choices[setting_choice(key, NULL)].value, row->default_value) ==
			       0;
	case SETTING_TYPE_INTEGER:
		return row->setter == SETTING_BY_BOT_HIDDEN ||
		       strcmp(row->default_value, SETTING_NONE) == 0 ||
		       (setting_integer(key, NULL) >= row->least &&
			setting_integer(key, NULL) <= row->most);
	case SETTING_TYPE_ROLE:
	case SETTING_TYPE_CHANNEL:
	case SETTING_TYPE_ID: return setting_snowflake(key, NULL) == 0;
	default: return true;
	}
}

/* In both languages, and no other row is. */
static bool is_found_by_its_names(const struct setting_row *row)
{
	const char *parameter;
	return row->spanish && setting_named(&books.chunk, row->key, &parameter) == row &&
	       setting_named(&books.chunk, row->spanish, &parameter) == row;
}

static void each_row_is_whole_and_its_default_fits_its_type(void)
{
	for (enum setting_key key = 0; key < SETTING_COUNT; key++) {
		const struct setting_row *row = &setting_rows[key];
		bool shown = row->setter != SETTING_BY_BOT_HIDDEN;
		CHECK(row->key && !shown == !row->help && !shown == !row->spanish);
		CHECK((row->type == SETTING_TYPE_BOOL || row->type == SETTING_TYPE_CHOICE) <=
		      (row->choices != NULL));
		CHECK(reads_as_its_type(key));
		for (enum setting_key other = 0; other < key; other++)
			CHECK(strcmp(row->key, setting_rows[other].key) != 0);
		CHECK(is_found_by_its_names(row) == shown);
	}
}

static void readers_take_what_is_kept_else_the_default(void)
{
	SAME(guild_setting_text(guild(), SETTING_PREFIX), "!");
	CHECK(guild_setting_choice(guild(), SETTING_REGISTRATION) == REGISTRATION_OPEN);
	SAYS(0, "config registro invitacion", "ok", "now invitation");
	CHECK(guild_setting_choice(guild(), SETTING_REGISTRATION) == REGISTRATION_INVITATION);
	guild_set(&books, guild(), SETTING_REGISTRATION, "by letter");
	CHECK(guild_setting_choice(guild(), SETTING_REGISTRATION) == -1);
	CHECK(guild_setting_bool(guild(), SETTING_HINTS) &&
	      !guild_setting_bool(guild(), SETTING_THREADS));
	SAYS(0, "config hints no", "ok", "now off");
	CHECK(!guild_setting_bool(guild(), SETTING_HINTS));
	CHECK(!guild_setting_is_set(guild(), SETTING_REPORT_CHANNEL) &&
	      !guild_setting_id(guild(), SETTING_REPORT_CHANNEL));
	SAYS(0, "config report.channel <#2001>", "ok", "");
	CHECK(guild_setting_id(guild(), SETTING_REPORT_CHANNEL) == 2001);
	SAYS(0, "config chatter.limit 4", "bad_value", "from 5 to 10000, or 0 for no limit, not");
	SAYS(0, "config consultas.limite 7", "ok", "now 7");
	CHECK(guild_setting_integer(guild(), SETTING_CHATTER_LIMIT) == 7);
	SAYS(0, "config chatter.limit 0", "ok", "now no limit");
}

static void amounts_are_of_a_currency_and_limits_of_a_permit(void)
{
	int64_t minor;
	CHECK(!guild_setting_amount(guild(), SETTING_APPROVAL_OVER, NULL, "PTS", &minor) &&
	      !guild_setting_is_used(guild(), SETTING_APPROVAL_OVER));
	SAYS(0, "config approval.over 100", "ok", "approval.over is now 100.00 PTS.");
	CHECK(guild_setting_amount(guild(), SETTING_APPROVAL_OVER, NULL, "PTS", &minor) &&
	      minor == 10000 && guild_setting_is_used(guild(), SETTING_APPROVAL_OVER));
	SAYS(0, "config currency.GEM 3", "ok", "");
	CHECK(!guild_setting_amount(guild(), SETTING_APPROVAL_OVER, NULL, "GEM", &minor));
	SAYS(0, "ajuste aprobación.más-de.GEM 7 GEM", "ok", "aprobacion.mas-de.GEM: ahora 7,000");
	CHECK(guild_setting_amount(guild(), SETTING_APPROVAL_OVER, NULL, "GEM", &minor) &&
	      minor == 7000);
	SAYS(0, "config approval.over.PTS 1,5", "ok", "approval.over is now 1.50 PTS.");
	SAYS(0, "config approval.over 5 GEM", "bad_amount", "");
	SAYS(0, "config approval.over -1", "negative_amount", "approval.over cannot be below zero");
	SAYS(0, "config approval.over.EUR 5", "unknown_setting", "a currency, not “EUR”");
	SAYS(0, "config approval.over.teller 5", "unknown_setting", "a currency, not “teller”");
	SAYS(0, "config approval.over. 5", "ok", "approval.over is now 5.00 PTS.");
	SAYS(0, "config approval.over 0.001", "too_precise", "");
	SAYS(0, "config limit.day.teller.GEM 2.5", "ok", "limit.day.teller.GEM is now 2.500 GEM");
	CHECK(guild_setting_amount(guild(), SETTING_LIMIT_DAY, "teller", "GEM", &minor) &&
	      minor == 2500 &&
	      !guild_setting_amount(guild(), SETTING_LIMIT_DAY, "teller", "PTS", &minor) &&
	      !guild_setting_amount(guild(), SETTING_LIMIT_DAY, NULL, "GEM", &minor));
	SAYS(0, "config limit.day.nobody 1", "unknown_setting", "a permit or a currency");
	SAYS(0, "config", "ok",
	     "approval.over: 5.00 PTS\napproval.over.GEM: 7.000 GEM\napproval.verbs: move");
	CHECK(strstr(last.text, "\nlimit.day: not set\nlimit.day.teller.GEM: 2.500 GEM\n"));
	SAYS(0, "config limit.day.teller.GEM none", "ok", "is no longer set");
	CHECK(!guild_setting_is_used(guild(), SETTING_LIMIT_DAY));
	SAYS(0, "config account.floor -50", "ok", "account.floor is now -50.00 PTS.");
	CHECK(guild_setting_amount(guild(), SETTING_ACCOUNT_FLOOR, NULL, "PTS", &minor) &&
	      minor == -5000);
	SAYS(0, "config account.floor 0", "ok", "");
	books.rules = RULES_FACES;
	SAYS(0, "config approval.over 1", "unknown_setting", "");
	books.rules = RULES_NOW;
}

static void lists_and_times_are_kept_in_one_form(void)
{
	int64_t days[SETTING_MOST_NUMBERS];
	CHECK(guild_setting_choices(guild(), SETTING_APPROVAL_VERBS) ==
	      (1U << APPROVAL_DEPOSIT) - 1);
	SAYS(0, "config approval.verbs depositar, move", "ok", "now move deposit.");
	SAME(guild_setting_text(guild(), SETTING_APPROVAL_VERBS), "move deposit");
	CHECK(guild_setting_choices(guild(), SETTING_APPROVAL_VERBS) ==
	      (1U << APPROVAL_DEPOSIT | 1U << APPROVAL_MOVE));
	SAYS(0, "ajuste aprobacion.ordenes", "ok", "mover depositar");
	SAYS(0, "config approval.verbs move dance", "bad_value", "not “dance”");
	SAYS(0, "config approval.verbs none", "ok", "no longer set");
	CHECK(guild_setting_choices(guild(), SETTING_APPROVAL_VERBS) == 0);
	CHECK(guild_setting_minutes(guild(), SETTING_SCHEDULE_TIME) == 9 * 60);
	SAYS(0, "config schedule.time 7:05", "ok", "now 07:05");
	CHECK(guild_setting_minutes(guild(), SETTING_SCHEDULE_TIME) == 7 * 60 + 5);
	for (const char *const *bad = (const char *const[]){ "24:00", "7:60", "7", "7:", ":30",
							     "7:05:00", "007:05", "-1:00", NULL };
	     *bad; bad++) {
		char text[60];
		snprintf(text, sizeof text, "config schedule.time %s", *bad);
		SAYS(0, text, "bad_value", "a time of day, such as 09:00");
	}
	CHECK(guild_setting_numbers(guild(), SETTING_DUES_REMINDERS, days) == 3 && days[0] == 3 &&
	      days[1] == 10 && days[2] == 20);
	SAYS(0, "config dues.reminders 5, 9", "ok", "now 5 9.");
	CHECK(guild_setting_numbers(guild(), SETTING_DUES_REMINDERS, days) == 2 && days[1] == 9);
	SAYS(0, "config dues.reminders 5 5", "bad_value", "numbers in rising order, from 1 to 365");
	SAYS(0, "config dues.reminders 1 2 3 4 5 6 7 8 9 10 11", "bad_value", "up to 10");
	SAYS(0, "config dues.reminders 0", "bad_value", "");
	SAYS(0, "config dues.reminders 366", "bad_value", "");
	SAYS(0, "config dues.reminders none", "ok", "no longer set");
	CHECK(guild_setting_numbers(guild(), SETTING_DUES_REMINDERS, days) == 0);
	CHECK(guild_setting_integer(guild(), SETTING_CONFIRM_TIMES) == 0 &&
	      guild_setting_integer(guild(), SETTING_CONFIRM_PEOPLE) == 20);
}

/* Types that a row may have, each with a row of its own here. */
static const struct setting_row payee = { .key = "dues.account",
					  .type = SETTING_TYPE_ACCOUNT,
					  .default_value = SETTING_NONE };
static const struct setting_row fee = { .key = "dues.fee",
					.type = SETTING_TYPE_FEE,
					.default_value = "0" };
static const struct setting_row count = { .key = "dues.count",
					  .type = SETTING_TYPE_INTEGER,
					  .default_value = "3",
					  .least = 1,
					  .most = 9 };

/* config of ROW, as dispatch would have it decided. */
static struct decision configured(const struct setting_row *row, const char *value)
{
	struct decision decision = { 0 };
	struct command command = { .guild_id = GUILD, .source = SOURCE_OPERATOR };
	struct verb_context context = {
		.books = &books, .guild = guild(), .command = &command, .decision = &decision
	};
	want_new_setting(&books, GUILD, row, value);
	load(&books);
	config_row(&context, row, value);
	return decision;
}

static struct account *named(const struct setting_row *row)
{
	struct verb_context context = { .books = &books, .guild = guild() };
	return setting_account(&context, row);
}

static int wanted_count(void)
{
	const struct wanted *wanted;
	int number = 0;
	STAILQ_FOREACH(wanted, &books.wanted, next)
	number++;
	return number;
}

static void an_account_of_a_setting_is_loaded_and_found_by_whoever_reads_it(void)
{
	SAYS(1, "register", "ok", "");
	SAYS(0, "account open Bank asset", "ok", "");
	CHECK(!named(&payee));
	SAME(configured(&payee, "nobody").code, "unknown_account");
	SAME(configured(&payee, "bank").text, "dues.account is now Bank.");
	CHECK(named(&payee) && strcmp(named(&payee)->name, "Bank") == 0);
	SAME(configured(&payee, "<@11>").text, "dues.account is now @some\\_body.");
	SAME(guild_stored(guild(), &payee), "@11");
	CHECK(named(&payee) && named(&payee)->owner_id == 11);
	SAME(configured(&payee, "none").text, "dues.account is no longer set.");
	CHECK(!named(&payee));
	guild_set_row(&books, guild(), &payee, "@77");
	want_kept_setting(&books, guild(), &payee);
	CHECK(wanted_count() == 1 && STAILQ_FIRST(&books.wanted)->kind == WANTED_USER &&
	      STAILQ_FIRST(&books.wanted)->id == 77);
	load(&books);
	want_kept_setting(&books, guild(), &payee);
	CHECK(wanted_count() == 0); /* it is there now */
}

static void a_fee_opens_the_account_that_it_is_paid_to(void)
{
	SAME(configured(&fee, "").text, "dues.fee is 0.00 PTS.");
	SAME(configured(&fee, "-1").code, "negative_amount");
	SAME(configured(&fee, "1.234,567").code, "too_precise");
	SAME(configured(&fee, "much").code, "bad_amount");
	CHECK(!guild()->fees);
	want_new_setting(&books, GUILD, &fee, "2,50");
	CHECK(wanted_count() == 0 && books_loaded_name(&books, GUILD, "role-fees") &&
	      books_loaded_name(&books, GUILD, "cuotas-de-rol")); /* asked for before */
	SAME(configured(&fee, "2,50").text, "dues.fee is now 2.50 PTS.");
	CHECK(guild()->fees && strcmp(guild()->fees->name, "role-fees") == 0);
	SAME(guild_stored(guild(), &fee), "250");
	SAME(configured(&fee, "").text, "dues.fee is 2.50 PTS.");
	SAME(configured(&fee, "0").text, "dues.fee is now 0.00 PTS.");
}

static void a_number_without_a_zero_says_its_bounds(void)
{
	SAME(configured(&count, "0").text, "dues.count takes a number from 1 to 9, not “0”.");
	SAME(configured(&count, "10").code, "bad_value");
	SAME(configured(&count, "9").text, "dues.count is now 9.");
}

int main(void)
{
	begin_books();
	each_row_is_whole_and_its_default_fits_its_type();
	readers_take_what_is_kept_else_the_default();
	amounts_are_of_a_currency_and_limits_of_a_permit();
	lists_and_times_are_kept_in_one_form();
	end_books();
	begin_books();
	an_account_of_a_setting_is_loaded_and_found_by_whoever_reads_it();
	a_fee_opens_the_account_that_it_is_paid_to();
	a_number_without_a_zero_says_its_bounds();
	end_books();
	return REPORT("settings");
}
