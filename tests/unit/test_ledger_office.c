/* Nobody serves themselves by office; names that look alike; floors of assets; roles that became
 * too powerful. */
#include "sayings.h"

enum { TELLER = 501, TREASURER = 502, RED = 503, BLUE = 504 };
static const int64_t MANAGE_ROLES = 1 << 28;

/* WHO writes TEXT, having the role that a teller or a treasurer has. */
#define BY(role, who, text, code, part)      \
	do {                                 \
		wears_now(role);             \
		SAYS(who, text, code, part); \
		wears_now(0);                \
	} while (0)
#define OWN "somebody else with the permit"

static void begin(void)
{
	begin_books();
	SAYS(0, "permit <@&501> teller", "ok", "teller");
	SAYS(0, "permit <@&502> treasurer", "ok", "treasurer");
	SAYS(0, "register", "ok", "Welcome");
	for (int who = 1; who <= 3; who++)
		SAYS(who, "register", "ok", "Welcome");
	SAYS(0, "deposit <@11> 100 dues", "ok", "Deposited");
	SAYS(0, "deposit <@12> 100 dues", "ok", "Deposited");
}

static void the_own_account_counts_however_it_is_written(void)
{
	BY(TELLER, 1, "deposit <@11> 5 x", "own_account", OWN);
	BY(TELLER, 1, "deposit <@!11> 5 x", "own_account", OWN);
	BY(TELLER, 1, "deposit \"@11\" 5 x", "own_account", OWN);
	BY(TELLER, 1, "deposit \"\uff2011\" 5 x", "own_account", OWN);
	BY(TELLER, 1, "withdraw \uff2011 5 x", "own_account", OWN);
	BY(TELLER, 1, "withdraw \"\ufe6b\uff11\uff11\" 5 x", "own_account", OWN);
	BY(TELLER, 1, "move <@12> <@11> 5 x", "own_account", OWN);
	BY(TELLER, 1, "move \uff2011 <@12> 5 x", "own_account", OWN);
	BY(TELLER, 1, "move opening <@11> 5 x", "own_account",
	   "somebody else with the permit teller has to do it, or the operator (gl-command)");
	CHECK(has(1) == 10000 && has(2) == 10000);
	BY(TELLER, 1, "deposit <@12> 5 x", "ok", "Deposited");
	BY(TELLER, 1, "move opening <@12> 5 x", "ok", "Moved");
	SAYS(9, "deposit <@11> 5 x", "ok", "Deposited"); /* the operator is the way out */
	CHECK(has(1) == 10500 && has(2) == 11000);
}

static void no_verb_of_an_office_touches_the_own_account(void)
{
	static const char *const own[] = { "account limit <@11> none",
					   "account limit \uff2011 -500",
					   "account freeze <@11>",
					   "account unfreeze <@11>",
					   "account close <@11>",
					   "batch close <@11>=500 difference=book",
					   "batch close till=210 \uff2011=105 difference=book" };
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		BY(TREASURER, 1, own[i], "own_account", OWN);
	SAYS(0, "deposit <@10> 5 x", "own_account", OWN); /* also the owner */
	SAYS(0, "account limit <@10> none", "own_account", OWN);
	BY(TREASURER, 1, "account freeze <@12>", "ok", "frozen");
	BY(TREASURER, 1, "account unfreeze <@12>", "ok", "open");
	BY(TREASURER, 2, "batch close <@11>=500", "count_differs", "counted 500.00");
}

static void a_reversal_touches_each_account_of_the_transaction(void)
{
	wears_now(0);
	SAYS(1, "pay <@12> 7 lunch", "ok", "Paid");
	char text[40];
	snprintf(text, sizeof text, "reverse %jd no", last.transaction);
	int64_t before = has(1);
	BY(TREASURER, 1, text, "own_account", OWN);
	BY(TREASURER, 2, text, "own_account", OWN);
	CHECK(has(1) == before);
	BY(TREASURER, 3, text, "ok", "reversed");
	CHECK(has(1) == before + 700);
}

static void nobody_decides_their_own_registration(void)
{
	SAYS(0, "config registration invitation", "ok", "invitation");
	BY(TREASURER, 4, "register", "registration_by_invitation",
	   "Only treasurers open accounts here");
	BY(TREASURER, 4, "register <@14>", "registration_by_invitation",
	   "Only treasurers open accounts here");
	SAYS(0, "config registration approval", "ok", "approval");
	BY(0, 4, "register", "ok", "your request has the number");
	char text[40];
	snprintf(text, sizeof text, "approve %ju",
		 books_user(&books, GUILD, 14)->registration->key.id);
	BY(TREASURER, 4, text, "own_request", "your own request");
	BY(TREASURER, 4, "reject <@14>", "use_cancel", "You asked for this");
	BY(TREASURER, 3, text, "ok", "is registered now");
	SAYS(0, "config registration open", "ok", "open");
}

static void a_member_is_written_as_a_mention(void)
{
	SAYS(1, "pay \uff2012 1 x", "mention_needed", "Write the member as a mention");
	SAYS(0, "balance \uff2012", "mention_needed", "text that only looks like one");
	SAYS(0, "account close \"\uff2012\"", "mention_needed", "mention");
}

static void names_that_mean_something_else_are_none(void)
{
	static const char *const bad[] = { "\U00013430",      "a\U0001343f",   "a\u0600",
					   "a\ufffd",         "a\ufdd0",       "a\U0001ffff",
					   "\u3008@11\u3009", "(@ana)",        "\u00ab@ana\u00bb",
					   "\u2014#1",        "---",           "none",
					   "Ninguno",         "EVERYONE",      "todos",
					   "t\u043edos",      "member-4",      "member-s12",
					   "Member 4",        "member\u20144", "5 EUR",
					   "5\u20ac",         "\u20ac5",       "\uff15 eur",
					   "12.50 pts",       "5 euros",       "-5 USD" };
	static const char *const fine[] = {
		"members-4", "member-4a", "member",    "2025-26",
		"5 a side",  "nonesuch",  "mail@home", "caf\u00e9 (old)"
	};
	char text[100];
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		snprintf(text, sizeof text, "account open \"%s\" asset", bad[i]);
		SAYS(0, text, "bad_name", "");
		/* a group is never an amount */
		if (!strpbrk(bad[i], "5") && !strstr(bad[i], "eur")) {
			snprintf(text, sizeof text, "role group \"%s\" any <@&503>", bad[i]);
			SAYS(0, text, "bad_name", "");
		}
	}
	SAYS(0, "account open \"5 EUR\" asset", "bad_name", "reads as an amount");
	SAYS(0, "account open none asset", "bad_name", "a meaning of its own");
	SAYS(0, "account open member-4 asset", "bad_name", "members who were forgotten");
	for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
		snprintf(text, sizeof text, "account open \"%s\" asset", fine[i]);
		SAYS(0, text, "ok", "is open");
	}
}

static void names_that_look_alike_are_one(void)
{
	static const char *const taken[] = {
		"till\u200b",    "ti\u217cl",       "t\u0456ll",       "TILL",
		"tiIl",          "\u0422\u0406LL",  " till ",          "c\u0430ja",
		"savings ",      "\u0455avings",    "SAVINGS",         "pet  cash",
		"pet\u00a0cash", "over\u2013short", "over\u2014short", "over_short",
		"over short",    "Over - short",    "over\u2212short", "pet-cash",
		"pet_cash",      "fund\u0661"
	};
	static const char *const bad[] = { "\uff2011", "\ufe6b11",  "\uff06a",      "\uff03a",
					   "\uff1ca",  "a\uff1db",  "new\u200b",    "\u202enew",
					   "\u3164",   "new\ufe0f", "\u0661\u0662", "a\u2800b",
					   "\u2060" };
	char text[100];
	SAYS(0, "account open \"savings \" asset", "ok", "Account savings is open");
	SAYS(0, "account open \"pet cash\" asset", "ok", "is open");
	SAYS(0, "account open fund1 asset", "ok", "is open");
	SAYS(0, "move opening \" pet  cash\" 1 x", "ok", "Moved");
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
		snprintf(text, sizeof text, "account open \"%s\" asset", taken[i]);
		SAYS(0, text, "name_taken", "");
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		snprintf(text, sizeof text, "account open \"%s\" asset", bad[i]);
		SAYS(0, text, "bad_name", "");
	}
	names_that_mean_something_else_are_none();
	SAYS(0, "account open fundl asset", "ok", "is open"); /* a letter is no digit */
	SAYS(0, "account open \"\u2615\ufe0f kitty\" asset", "ok", "is open");
	SAYS(0, "account open \"\U0001f469\u200d\U0001f4bb\" asset", "ok", "is open");
	SAYS(0, "account open \"\u043a\u0430\u0441\u0441\u0430\" asset", "ok", "is open");
	SAYS(0, "account open \"\u043aacca\" asset", "name_taken", "taken for the account");
	SAYS(0, "role group team any <@&503>", "ok", "is on offer (roles: 1)");
	SAYS(0, "role group \"t\u0435am\" any <@&504>", "name_taken", "taken for the group");
	SAYS(0, "role group \"te\u200bam\" any <@&504>", "bad_name", "group's name");
	SAYS(0, "role group \" TEAM \" one <@&503>", "ok",
	     "is on offer (roles: 1)"); /* the same group */
	SAYS(0, "role group team none", "ok", "dissolved");
}

static void a_guild_has_a_thousand_accounts_of_its_own(void)
{
	int before = guild()->own_name_count;
	guild()->own_name_count = MOST_OWN_ACCOUNTS;
	SAYS(0, "account open another asset", "too_many_accounts", "1000");
	guild()->own_name_count = before;
}

static void assets_do_not_go_below_zero(void)
{
	SAYS(0, "account open bank asset", "ok", "is open");
	SAYS(0, "account open rent expense", "ok", "is open");
	SAYS(0, "move bank rent 500 july", "insufficient_funds",
	     "bank has 0.00 PTS; 500.00 PTS is needed");
	SAYS(0, "account limit bank -500", "ok", "may go down to -500.00");
	SAYS(0, "move bank rent 500 july", "ok", "-500.00");
	SAYS(0, "move bank rent 1 july", "insufficient_funds", "may not go below -500.00");
	SAYS(0, "account limit bank none", "ok", "no longer has a floor");
	SAYS(0, "move bank rent 1 july", "ok", "-501.00");
	SAYS(0, "account limit bank -600", "ok", "may go down to");
	CHECK(find_balance(books_account_called(&books, GUILD, "bank"), "PTS")->floor == -60000);
	SAYS(0, "account limit rent none", "ok", "no longer has a floor");
	CHECK(!find_balance(books_account_called(&books, GUILD, "rent"), "PTS")->has_floor);
	/* neither does the till, nor an asset in a currency that it never had */
	SAYS(0, "config currency.EUR 2", "ok", "EUR");
	SAYS(0, "withdraw <@11> 10000 x", "insufficient_funds", "");
	SAYS(0, "move till rent 5 EUR x", "insufficient_funds",
	     "till has 0.00 EUR; 5.00 EUR is needed");
}

/* gl-roster saw that the role gives PERMISSIONS. */
static void seen(uint64_t role_id, int64_t permissions)
{
	char text[24];
	snprintf(text, sizeof text, "%jd", permissions);
	struct record record = { .type = RECORD_ROLE, .type_name = "role" };
	record.role = (struct role_record){ .guild_id = GUILD,
					    .role_id = role_id,
					    .name = role_id == GUILD ? "@everyone"
						    : role_id == RED ? "Red"
								     : "Blue",
					    .permissions = text,
					    .position = 3 };
	last = decided(&record);
}

static int notices(enum delivery_kind kind)
{
	const struct delivery_row *row;
	int count = 0;
	STAILQ_FOREACH(row, &books.deliveries, pending)
	count += row->kind == kind && row->content &&
		 strstr(row->content, "gives power over others on Discord (Manage Roles)");
	return count;
}

static void a_role_with_power_is_not_offered(void)
{
	static const int dangerous[] = { 1,  2,  3,  4,  5,  7,  13, 17, 19, 22,
					 23, 24, 27, 28, 29, 30, 33, 34, 40, 41 };
	uint64_t found = 0;
	for (int bit = 0; bit < 60; bit++) {
		seen(RED, INT64_C(1) << bit);
		struct record record = saying(0, "role allow <@&503>");
		if (decided(&record).status == STATUS_OK) {
			SAYS(0, "role deny <@&503>", "ok", "");
		} else {
			found |= UINT64_C(1) << bit;
		}
	}
	for (size_t i = 0; i < sizeof dangerous / sizeof *dangerous; i++)
		found ^= UINT64_C(1) << dangerous[i];
	CHECK(found == 0);
	seen(RED, MANAGE_ROLES);
	SAYS(0, "role allow <@&503>", "role_too_powerful",
	     "gives power over others on Discord (Manage Roles)");
	SAYS(0, "role group g any <@&504> <@&503>", "role_too_powerful", "Manage Roles");
	SAYS(0, "config registration.grants <@&503>", "role_too_powerful", "Manage Roles");
	seen(GUILD, MANAGE_ROLES); /* what everyone has gives nobody more */
	SAYS(0, "role allow <@&503>", "ok", "take");
	SAYS(0, "role deny <@&503>", "ok", "");
	seen(GUILD, 0);
	SAYS(0, "role grant <@11> <@&503>", "ok", "gets"); /* an admin decides it for each */
	SAYS(0, "role revoke <@11> <@&503>", "ok", "loses");
	seen(RED, 0);
}

static void a_role_that_became_powerful_is_withdrawn_and_told_once(void)
{
	SAYS(0, "role allow <@&503>", "ok", "take");
	SAYS(1, "role take <@&503>", "ok", "I'm giving you");
	CHECK(notices(DELIVER_DM) == 0);
	seen(RED, MANAGE_ROLES);
	CHECK(notices(DELIVER_DM) == 1);
	seen(RED, MANAGE_ROLES);
	seen(BLUE, 0);
	CHECK(notices(DELIVER_DM) == 1);
	SAYS(2, "role take Red", "role_too_powerful", "Manage Roles");
	SAYS(2, "roles", "ok", "): -\n");
	CHECK(guild_role(guild(), RED)->group);          /* and comes back with its old rights */
	SAYS(1, "role leave Red", "ok", "I'm removing"); /* nobody loses it but by their own will */
	seen(RED, 0);
	SAYS(2, "roles", "ok", "Red");
	SAYS(0, "config report.channel <#2000>", "ok", "2000");
	seen(RED, MANAGE_ROLES);
	CHECK(notices(DELIVER_DM) == 1 && notices(DELIVER_POST) == 1);
	seen(RED, 0);
	SAYS(0, "role deny <@&503>", "ok", "");
}

/* What gl-roster saw of a member's roles: ROLE or none. */
static void member_seen(int who, uint64_t role)
{
	struct record record = { .type = RECORD_MEMBER, .type_name = "member" };
	record.member = (struct member_record){ .guild_id = GUILD,
						.user_id = 10 + (uint64_t)who,
						.name = "some_body",
						.roles = &role,
						.role_count = role != 0 };
	last = decided(&record);
}

static int additions(uint64_t role_id)
{
	const struct delivery_row *row;
	int count = 0;
	STAILQ_FOREACH(row, &books.deliveries, pending)
	count += row->kind == DELIVER_ROLE_ADD && row->role_id == role_id;
	return count;
}

static void nobody_comes_by_a_powerful_role_by_itself(void)
{
	SAYS(0, "config registration.grants <@&504>", "ok", "504");
	SAYS(5, "register", "ok", "Welcome");
	int before = additions(BLUE);
	CHECK(before == 1);
	seen(BLUE, MANAGE_ROLES);
	SAYS(6, "register", "ok", "Welcome"); /* without the role */
	CHECK(additions(BLUE) == before);
	member_role(&books, books_user(&books, GUILD, 15)->member, BLUE)->adding =
		0; /* it came, and an admin took it away by hand */
	member_role(&books, books_user(&books, GUILD, 15)->member, BLUE)->actual = true;
	member_seen(5, 0);
	CHECK(additions(BLUE) == before && last_detail(DETAIL_WANTED_ROLE_GONE));
	SAYS(0, "role grant <@15> <@&504>", "ok", "gets");
	CHECK(additions(BLUE) == before + 1);
	seen(BLUE, 0);
	SAYS(0, "config registration.grants none", "ok", "is no longer set.");
}

static void a_permit_makes_a_role_powerful_too(void)
{
	SAYS(0, "role group g any <@&505>", "ok", "is on offer (roles: 1)");
	SAYS(2, "role take <@&505>", "ok", "I'm giving you");
	SAYS(0, "role group g none", "ok", "dissolved");
	SAYS(0, "permit <@&505> treasurer", "ok", "treasurer");
	struct member_role *role = member_role(&books, books_user(&books, GUILD, 12)->member, 505);
	int before = additions(505);
	role->adding = 0; /* it came, and an admin took it away by hand */
	role->actual = true;
	member_seen(2, 0);
	CHECK(additions(505) == before && !role->decided);
	SAYS(0, "permit <@&505> none", "ok", "none");
}

/* A replay of what the first rules decided. */
static void the_first_rules_are_as_they_were(void)
{
	books.rules = RULES_FIRST;
	BY(TELLER, 1, "deposit <@11> 5 x", "own_customer", "ask another teller");
	BY(TELLER, 1, "deposit \"\uff2011\" 5 x", "ok", "Deposited");
	BY(TELLER, 1, "move <@12> <@11> 5 x", "ok", "Moved");
	BY(TREASURER, 1, "account limit <@11> none", "ok", "no longer has a floor");
	SAYS(2, "pay \uff2011 1 x", "ok", "Paid");
	SAYS(0, "account open \"fund1 \" asset", "ok", "is open");
	SAYS(0, "account open vault asset", "ok", "is open");
	SAYS(0, "move vault rent 500 july", "ok", "-500.00");
	SAYS(0, "account open lifted asset", "ok", "is open");
	SAYS(0, "account limit lifted none", "ok", "no longer has a floor");
	SAYS(0, "move lifted rent 500 july", "ok", "-500.00");
	CHECK(find_balance(books_account_called(&books, GUILD, "lifted"), "PTS")->floor ==
	      NO_FLOOR);
	seen(RED, MANAGE_ROLES);
	SAYS(0, "role allow <@&503>", "ok", "take");
	SAYS(2, "role take Red", "ok", "I'm giving you");
	seen(RED, 8);
	SAYS(0, "role deny <@&503>", "ok", "");
	SAYS(0, "role allow <@&503>", "role_too_powerful", "more than a member's rights");
	SAYS(0, "config registration approval", "ok", "approval");
	BY(TREASURER, 7, "register", "ok", "Welcome");
	books.rules = RULES_NOW;
	SAYS(0, "move vault rent 1 july", "insufficient_funds", "vault has -500.00 PTS");
	SAYS(0, "move rent vault 1 back", "ok", "-499.00");  /* upwards, always */
	SAYS(0, "move lifted rent 1 july", "ok", "-501.00"); /* somebody lifted it */
}

int main(void)
{
	begin();
	the_own_account_counts_however_it_is_written();
	no_verb_of_an_office_touches_the_own_account();
	a_reversal_touches_each_account_of_the_transaction();
	nobody_decides_their_own_registration();
	a_member_is_written_as_a_mention();
	names_that_look_alike_are_one();
	a_guild_has_a_thousand_accounts_of_its_own();
	assets_do_not_go_below_zero();
	a_role_with_power_is_not_offered();
	a_role_that_became_powerful_is_withdrawn_and_told_once();
	nobody_comes_by_a_powerful_role_by_itself();
	a_permit_makes_a_role_powerful_too();
	the_first_rules_are_as_they_were();
	end_books();
	return REPORT("offices, names, floors and powers");
}
