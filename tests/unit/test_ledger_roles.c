/* Registration, and roles that members choose and admins give: conditions, limits, fees, ends. */
#include "sayings.h"

/* The last delivery of a role; NULL: none. */
static const struct delivery_row *last_role_delivery(void)
{
	const struct delivery_row *row, *found = NULL;
	STAILQ_FOREACH(row, &books.deliveries, pending)
	if (row->kind == DELIVER_ROLE_ADD || row->kind == DELIVER_ROLE_REMOVE)
		found = row;
	return found;
}

static void members_register_by_the_policy(void)
{
	SAYS(0, "config registration invitation", "ok", "invitation");
	SAYS(1, "register", "registration_by_invitation", "Only treasurers open accounts here");
	SAYS(1, "register <@12>", "unknown_user", "never been seen here");
	SAYS(2, "help", "ok", "pay");
	SAYS(1, "register <@12>", "missing_permit", "Only a treasurer can register somebody else");
	SAYS(0, "register <@12>", "ok", "Welcome");
	SAYS(0, "register <@12>", "already_registered", "already");
	SAYS(9, "register", "no_own_account", "operator");
	SAYS(9, "register <@11>", "ok", "Welcome");
	SAYS(0, "config registration role", "ok", "role");
	SAYS(3, "register", "registration_by_role", "the role for it");
	SAYS(0, "config registration.role <@&503>", "ok", "503");
	SAYS(3, "register", "registration_by_role", "the role for it");
	wears_now(503);
	SAYS(3, "register", "ok", "Welcome");
	wears_now(0);
	SAYS(0, "config registration approval", "ok", "approval");
	SAYS(4, "register", "ok", "your request has the number");
	CHECK(!books_user(&books, GUILD, 14)->account);
	const struct waiting *row = books_user(&books, GUILD, 14)->registration;
	int64_t request = (int64_t)row->key.id, asked_at = row->asked_at;
	CHECK(asked_at == 1730070400000 + second * 1000 && row->dirty);
	SAYS(4, "register", "waiting", "is waiting for a treasurer already");
	SAYS(4, "approve <@14>", "own_request", "your own request");
	SAYS(5, "approve <@14>", "missing_permit", "treasurer");
	wears_now(502);
	SAYS(0, "permit <@&502> treasurer", "ok", "treasurer");
	SAYS(4, "approve <@14>", "own_request", "your own request");
	wears_now(0);
	char text[40];
	snprintf(text, sizeof text, "reject %jd", request);
	SAYS(0, text, "ok", "is rejected; they may ask again");
	SAYS(0, text, "already_decided", "You already declined request");
	CHECK(row->state == WAITING_DECLINED && row->asked_at == asked_at);
	SAYS(4, "register", "ok", "your request has the number");
	CHECK(books_user(&books, GUILD, 14)->registration->asked_at > asked_at);
	snprintf(text, sizeof text, "approve %jd", request);
	SAYS(0, text, "already_decided", "You already declined"); /* the number of the older one */
	SAYS(0, "approve 999", "unknown_request", "Nothing with the number 999 is waiting");
	SAYS(0, "approve <@15>", "unknown_request", "no such request waiting");
	SAYS(0, "reject <@15>", "unknown_request", "no such request waiting");
	SAYS(0, "approve <@14>", "ok", "is registered now; their account in PTS is open");
	CHECK(books_user(&books, GUILD, 14)->registration->state == WAITING_ACCEPTED &&
	      books_user(&books, GUILD, 14)->account);
	SAYS(0, "approve <@14>", "unknown_request", "no such request waiting");
	SAYS(5, "register", "ok", "number");
	SAYS(0, "register <@15>", "ok", "Welcome");
	CHECK(books_user(&books, GUILD, 15)->registration->state == WAITING_ACCEPTED);
	SAYS(0, "config registration open", "ok", "open");
	SAYS(6, "help", "ok", "pay");
	books_user(&books, GUILD, 16)->left = true;
	SAYS(0, "register <@16>", "left", "has left");
	books_user(&books, GUILD, 16)->left = false;
}

static void members_leave_and_come_back(void)
{
	SAYS(6, "unregister", "not_registered", "do not have an account");
	SAYS(0, "deposit <@11> 20 x", "ok", "Deposited");
	SAYS(1, "unregister", "not_empty", "You still have 20.00 PTS");
	SAYS(0, "account freeze <@12>", "ok", "frozen");
	SAYS(2, "unregister", "account_frozen", "frozen");
	SAYS(0, "account unfreeze <@12>", "ok", "open");
	SAYS(2, "unregister", "ok", "Your account is closed");
	CHECK(books_user(&books, GUILD, 12)->account->state == STATE_CLOSED &&
	      books_user(&books, GUILD, 12)->account->dirty);
	SAYS(2, "unregister", "account_closed", "closed");
	SAYS(2, "register", "ok", "Welcome");
	CHECK(books_user(&books, GUILD, 12)->account->state == STATE_OPEN);
	SAYS(0, "account close <@12>", "ok", "closed");
	SAYS(2, "register", "account_closed", "closed"); /* a treasurer shut them out */
	SAYS(0, "register <@12>", "ok", "Welcome");
}

static void groups_have_conditions(void)
{
	SAYS(1, "roles", "ok", "No roles are offered here");
	SAYS(0, "role group colours two <@&503>", "number_expected", "two");
	SAYS(0, "role group colours 0 <@&503>", "number_expected", "0");
	SAYS(0, "role group colours 251 <@&503>", "bad_group", "not “251”");
	SAYS(0, "role group colours none", "bad_group", "not “none”");
	SAYS(0, "role group @x one <@&503>", "bad_name", "cannot be a group's name");
	SAYS(0, "role group aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa one <@&503>", "bad_name",
	     "up to 40 characters");
	SAYS(0, "role group colours one <@&503> <@&506>", "role_too_powerful", "Power");
	SAYS(0, "role group colours one <@&502>", "role_too_powerful", "Treasurer");
	SAYS(0, "role group colours one <@&508>", "role_above_bot", "Boss");
	SAYS(0, "role group colours one <@&507>", "role_managed", "Integration");
	SAYS(0, "role group colours one <@&503> fee=-1", "negative_amount", "no minus");
	SAYS(0, "role group colours one <@&503> needs=<@&503>", "circular_condition", "@Red");
	SAYS(0, "role group colours one <@&503> <@&504> needs=<@&504>", "circular_condition",
	     "@Blue");
	CHECK(!guild()->groups && !guild_role(guild(), 503)->group);
	SAYS(0, "role group colours one <@&503> <@&504>", "ok",
	     "The group “colours” is on offer (roles: 2)");
	CHECK(guild()->groups->most == 1 && guild_role(guild(), 504)->group == guild()->groups &&
	      !guild_role(guild(), 505)->group);
	SAYS(1, "roles", "ok", "**colours** (one): @Red, @Blue");
	SAYS(0, "role group vips 250 <@&505> needs=<@&503>", "ok", "is on offer (roles: 1)");
	SAYS(0, "role group colours one needs=<@&505>", "circular_condition", "@Green");
	SAYS(1, "roles", "ok", "**vips** (≤ 250; needs @Red): @Green");
	SAYS(0, "role group vips 2 <@&505> needs=registered fee=3", "ok", "is on offer (roles: 1)");
	SAYS(1, "roles", "ok", "(≤ 2; registered members only; 3.00 PTS): @Green");
	CHECK(guild()->fees && strcmp(guild()->fees->purpose, "fees") == 0);
	SAYS(0, "permit <@&503> teller", "role_is_offered", "Red");
}

static void members_take_and_leave(void)
{
	SAYS(9, "role take Red", "no_own_roles", "operator");
	SAYS(9, "role leave Red", "no_own_roles", "operator");
	SAYS(1, "role take Purple", "role_not_offered", "Purple");
	SAYS(1, "role take Teller", "role_not_offered", "Teller");
	SAYS(1, "role take <@&501>", "role_not_offered", "Teller");
	SAYS(1, "role take everyone", "role_everyone", "Everyone already has");
	SAYS(1, "role leave Red", "not_worn", "You do not have @Red");
	SAYS(1, "role take Red", "ok", "I'm giving you @Red.");
	CHECK(last_role_delivery()->kind == DELIVER_ROLE_ADD &&
	      last_role_delivery()->role_id == 503 && last_role_delivery()->user_id == 11);
	SAYS(1, "role take Red", "already_worn", "already have");
	SAYS(1, "roles", "ok", "@Red ✓, @Blue");
	SAYS(1, "role take Blue", "ok", "I'm giving you @Blue.");
	SAYS(1, "roles", "ok", "@Red, @Blue ✓");
	wears_now(504);
	SAYS(1, "role take Red", "ok", "in place of @Blue");
	wears_now(0);
	SAYS(1, "role leave @Red", "ok", "I'm removing @Red from you");
	CHECK(!member_role(&books, books_user(&books, GUILD, 11)->member, 503)->wanted);
	SAYS(6, "role take Green", "not_registered", "Write `!register`");
	int64_t fees = account_holdings(guild()->fees, "PTS");
	SAYS(2, "role take Green", "insufficient_funds", "you need 3.00 PTS");
	CHECK(!member_role(&books, books_user(&books, GUILD, 12)->member, 505)->wanted);
	SAYS(1, "role take Green", "ok", "for 3.00 PTS (transaction 2)");
	CHECK(has(1) == 1700 && account_holdings(guild()->fees, "PTS") == fees + 300);
	CHECK(member_role(&books, books_user(&books, GUILD, 11)->member, 505)->fee_transaction ==
	      last.transaction);
	SAYS(0, "role group vips 2 <@&505> <@&504> <@&503>", "ok", "is on offer (roles: 3)");
	SAYS(1, "role take Blue", "already_worn", "Blue");
	SAYS(1, "role leave Blue", "ok", "Blue");
	SAYS(1, "role take Red", "ok", "Red");
	SAYS(1, "role take Blue", "group_full", "You already have 2 roles of “vips”");
	SAYS(0, "role group vips any <@&504> needs=<@&501>", "ok", "is on offer");
	SAYS(1, "role take Blue", "role_needed", "you need @Teller first");
	wears_now(501);
	SAYS(1, "role take Blue", "ok", "I'm giving you");
	wears_now(0);
	SAYS(0, "role group vips none", "ok", "is dissolved");
	CHECK(!guild_role(guild(), 504)->group && !guild_group(guild(), "vips") &&
	      guild_group(guild(), "colours"));
	SAYS(1, "role take Blue", "role_not_offered", "Blue");
}

static void admins_give_and_take(void)
{
	SAYS(0, "role allow <@&505>", "ok", "may now take @Green");
	SAYS(0, "role allow <@&505>", "already_offered", "in the group “roles”");
	SAYS(0, "role allow <@&506>", "role_too_powerful", "Power");
	SAYS(0, "role deny <@&505>", "ok", "can no longer take @Green by themselves");
	SAYS(0, "role deny <@&505>", "role_not_offered", "Green");
	SAYS(0, "role grant <@12> <@&506>", "ok", "gets @Power.");
	CHECK(last_role_delivery()->kind == DELIVER_ROLE_ADD &&
	      last_role_delivery()->role_id == 506 && last_role_delivery()->user_id == 12);
	SAYS(0, "role grant <@12> <@&506>", "already_worn", "already has @Power");
	SAYS(0, "role grant <@12> <@&506> 2d", "ok", "gets @Power until <t:1730243304:f>.");
	int64_t until = member_role(&books, books_user(&books, GUILD, 12)->member, 506)->until;
	CHECK(until ==
	      snowflake_time((uint64_t)(310000000000 + second * 1000) << 22) + 2 * 86400000LL);
	SAYS(0, "role grant <@12> <@&506> 12h", "ok", "until");
	CHECK(member_role(&books, books_user(&books, GUILD, 12)->member, 506)->until - until ==
	      1000 - 36 * 3600000LL);
	SAYS(0, "role grant <@12> <@&506> 1w", "ok", "until <t:1730675306:f>");
	SAYS(0, "role grant <@12> <@&506> 2s", "ok", "until <t:1731280107:f>");
	SAYS(0, "role grant <@12> <@&506> 99999d", "ok", "until <t:10369984108:f>");
	SAYS(0, "role grant <@12> <@&506> 100000d", "bad_time", "not a date");
	SAYS(0, "role grant <@12> <@&506> 5m", "bad_time", "not a date");
	SAYS(0, "role grant <@12> <@&506> 0d", "past", "more than zero");
	SAYS(0, "role grant <@12> <@&506> 2024-10-01", "past", "already past");
	SAYS(0, "role grant <@12> <@&506> 2030-01-01", "ok", "until <t:1893456000:f>");
	SAYS(0, "role grant <@12> <@&508>", "role_above_bot", "Boss");
	SAYS(0, "role grant <@12> <@&507>", "role_managed", "Integration");
	SAYS(0, "role grant <@12> everyone", "role_everyone", "Everyone");
	books_add_role(&books, guild(), GUILD)->name =
		"@everyone"; /* Discord lists it among the roles, by the guild's id */
	SAYS(0, "role grant <@12> <@&1000>", "role_everyone", "neither given nor taken");
	SAYS(0, "role group blues one <@&503> needs=<@&1000>", "role_everyone",
	     "neither given nor taken");
	SAYS(0, "role allow <@&1000>", "role_everyone", "neither given nor taken");
	SAYS(0, "role grant <@18> <@&506>", "unknown_user", "never been seen here");
	SAYS(0, "role grant <@10> <@&505>", "ok", "gets @Green"); /* the owner answers to nobody */
	SAYS(0, "permit <@&501> admin", "ok", "admin");
	wears_now(501);
	SAYS(1, "role grant <@11> <@&505>", "own_role", "to yourself");
	SAYS(1, "role grant <@12> <@&505>", "ok", "gets @Green");
	wears_now(0);
	SAYS(0, "role revoke <@12> <@&506>", "ok", "loses @Power");
	SAYS(0, "role revoke <@12> <@&506>", "not_worn", "does not have @Power");
	SAYS(0, "role revoke <@18> <@&506>", "unknown_user", "never been seen here");
	SAYS(0, "role revoke <@12> <@&508>", "role_above_bot", "Boss");
	books_user(&books, GUILD, 12)->left = true;
	SAYS(0, "role grant <@12> <@&506>", "left", "has left");
	books_user(&books, GUILD, 12)->left = false;
	SAYS(0, "role list", "ok", "");
	CHECK(last.need == NEED_REPORT && strcmp(last.inquiry.name, "roles") == 0);
	SAYS(0, "role who <@&503>", "ok", "");
	CHECK(last.inquiry.role_id == 503 && strcmp(last.inquiry.name, "wearers") == 0);
	SAYS(0, "role who Purple", "unknown_role", "Purple");
	guild_role(guild(), 504)->folded_name = "red";
	SAYS(0, "role who Red", "ambiguous_role", "Several roles");
	guild_role(guild(), 504)->folded_name = "blue";
}

/* At equal positions the lower id ranks higher. */
static void the_hierarchy_decides(void)
{
	guild_role(guild(), 505)->position = 9;
	guild_set(&books, guild(), SETTING_BOT_TOP_ROLE, "505");
	SAYS(0, "role grant <@14> <@&505>", "role_above_bot", "Green");
	guild_set(&books, guild(), SETTING_BOT_TOP_ROLE, "504");
	SAYS(0, "role grant <@14> <@&505>", "ok", "gets @Green");
	guild_set(&books, guild(), SETTING_BOT_TOP_ROLE, "600");
	guild_role(guild(), 505)->position = 8;
	SAYS(0, "role grant <@15> <@&505>", "ok", "gets @Green");
}

/* Each role of a chain needs the next; who follows 64 of them without an end takes it for a circle.
 */
static void conditions_are_chains_of_64_at_most(void)
{
	enum { FIRST = 7000, ROLES = 65 };
	for (uint64_t i = 0; i < ROLES; i++) {
		char name[16];
		snprintf(name, sizeof name, "chain%ju", i);
		struct role_group *group = books_add_group(&books, guild(), name, name);
		group->needs_role = i + 1 < ROLES ? FIRST + i + 1 : 0;
		books_add_role(&books, guild(), FIRST + i)->group = group;
	}
	SAYS(0, "role group long any <@&504> needs=<@&7000>", "circular_condition",
	     "Nobody could ever start");
	SAYS(0, "role group long any <@&504> needs=<@&7001>", "ok", "is on offer (roles: 1)");
	SAYS(0, "role group long none", "ok", "dissolved");
}

static void people_are_told_and_forgotten(void)
{
	SAYS(9, "mydata", "no_own_data", "operator");
	SAYS(1, "mydata", "ok", "direct message");
	const struct delivery_row *row, *message = NULL;
	STAILQ_FOREACH(row, &books.deliveries, pending)
	if (row->kind == DELIVER_DM)
		message = row;
	CHECK(message && message->user_id == 11 && strcmp(message->files, "[]") == 0);
	SAYS(1, "forget <@12>", "missing_permit", "you yourself or an admin");
	SAYS(0, "forget <@18>", "unknown_user", "never been seen here");
	SAYS(2, "forget <@12>", "ok", "are forgotten");
	CHECK(last.forgets == 12 && books_user(&books, GUILD, 12)->forgotten);
	char pseudonym[40];
	snprintf(pseudonym, sizeof pseudonym, "member-%ju",
		 books_user(&books, GUILD, 12)->account->key.id);
	SAME(books_user(&books, GUILD, 12)->name, pseudonym);
	SAYS(6, "forget <@16>", "ok", "are forgotten");
	CHECK(strncmp(books_user(&books, GUILD, 16)->name, "member-s", 8) == 0);
	SAYS(2, "balance", "ok", "You have");
	CHECK(!books_user(&books, GUILD, 12)->forgotten);
	SAYS(0, "forget <@11>", "ok", "are forgotten");
}

int main(void)
{
	begin_books();
	members_register_by_the_policy();
	members_leave_and_come_back();
	groups_have_conditions();
	members_take_and_leave();
	admins_give_and_take();
	the_hierarchy_decides();
	conditions_are_chains_of_64_at_most();
	people_are_told_and_forgotten();
	end_books();
	return REPORT("registration and roles");
}
