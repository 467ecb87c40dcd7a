/* Settings and permits: what each takes, what it keeps, and what it refuses. */
#include "sayings.h"

static void settings_keep_what_they_take(void)
{
	SAYS(0, "config prefix", "ok", "prefix is ");
	SAYS(0, "config prefix ?", "ok", "prefix is now ?");
	SAME(guild_setting_text(guild(), SETTING_PREFIX), "?");
	SAYS(0, "config prefix ¡¡¡¡¡", "ok", "now ¡¡¡¡¡");
	SAYS(0, "config prefix ¡¡¡¡¡¡", "bad_value", "1 to 5 characters");
	SAYS(0, "config prefix *", "bad_value", "1 to 5 characters");
	SAME(guild_setting_text(guild(), SETTING_PREFIX), "¡¡¡¡¡");
	SAYS(0, "config language", "ok", "language is English.");
	SAYS(0, "config idioma es", "ok", "language");
	CHECK(guild()->lang == LANG_ES && guild()->dirty);
	SAYS(0, "config language fr", "bad_value", "English, Spanish, not “fr”");
	CHECK(guild()->lang == LANG_ES);
	SAYS(0, "config language en", "ok", "now English");
	SAYS(0, "config batch.policy manual", "ok", "batch.policy is now manual");
	SAME(guild_setting_text(guild(), SETTING_BATCH_POLICY), "manual");
	SAYS(0, "config batch.policy never", "bad_value", "auto, manual, not “never”");
	SAYS(0, "config lote.politica auto", "ok", "now auto");
	SAYS(0, "config reading menciones", "ok", "reading is now mentions");
	SAYS(0, "config registration aprobación", "ok", "now approval");
	SAYS(0, "config registration tesorero", "ok", "now invitation");
	SAYS(0, "config registration open", "ok", "now open");
	SAYS(0, "config roles.authority discord", "ok", "now Discord");
	SAYS(0, "config roles.authority libros", "ok", "now books");
	SAYS(0, "config colour red", "unknown_setting", "prefix, language, channel");
	CHECK(!strstr(last.text, "bot.id") && strstr(last.text, "currency.CODE"));
	SAYS(0, "ajuste colour red", "unknown_setting", "prefijo, idioma, canal");
	CHECK(strstr(last.text, "moneda.CODE") != NULL);
	SAYS(0, "config bot.id 5", "unknown_setting",
	     "bot.id can be viewed but not changed: the bot sets it");
	SAYS(0, "config currency EUR", "unknown_setting",
	     "The setting currency can be viewed but not changed: the main currency is PTS. To add "
	     "another one with 2 decimals, write `config currency.USD 2`");
	SAYS(0, "config bot.id", "ok", "bot.id is not set.");
	SAYS(0, "config currency", "ok", "currency is PTS");
	SAYS(0, "config hints OFF", "ok", "hints is now off");
	SAYS(0, "ajuste sugerencias SÍ", "ok", "sugerencias: ahora sí");
	SAYS(0, "config language español", "ok", "language is now Spanish");
	SAYS(0, "ajuste idioma Inglés", "ok", "idioma: ahora inglés");
	CHECK(guild()->lang == LANG_EN);
	SAYS(0, "config registration.role NONE", "ok", "registration.role is no longer set");
	books.rules = RULES_COUNTED; /* what was refused then is refused in a replay */
	SAYS(0, "config hints OFF", "bad_value", "hints takes on, off");
	SAYS(0, "config language Spanish", "bad_value", "");
	SAYS(0, "config registration.role NONE", "role_mention_needed", "");
	SAYS(0, "config", "missing_argument", "");
	books.rules = RULES_NOW;
	SAYS(0, "config", "ok",
	     "hints: on\nbuttons: off\nanswers.private: off\nsite.url: not set\nchatter.limit: no "
	     "limit\n**Members**");
	SAYS(1, "config prefix", "missing_permit", "admin");
}

static void a_prefix_is_what_people_see_and_type_and_no_message_begins_with(void)
{
	static const char *const hidden[] = { "\u200b", "!\u200b", "\u2800", "\u00a0!",
					      "\u3000", "\u00ad",  "\ufffd", "\U00013430" };
	static const char *const usual[] = { "5",     "12",    "\uff15", "pay",  "PAY",
					     "pagar", "batch", "saldo",  "lote", "role" };
	char text[100];
	SAYS(0, "config prefix ?", "ok", "prefix is now ?");
	for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
		snprintf(text, sizeof text, "config prefix \"%s\"", hidden[i]);
		SAYS(0, text, "bad_value", "");
	}
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
		snprintf(text, sizeof text, "config prefix \"%s\"", usual[i]);
		SAYS(0, text, "bad_value", "Messages that are not commands also begin with");
	}
	SAYS(0, "config prefix \\", "bad_value", "no backslash");
	SAYS(0, "config prefix a\\", "bad_value", "no backslash");
	SAME(guild_setting_text(guild(), SETTING_PREFIX), "?");
	SAYS(0, "config prefix gl", "ok", "prefix is now gl");
	SAYS(0, "config prefix 5!", "ok", "prefix is now 5!");
	SAYS(0, "config prefix ?", "ok", "prefix is now ?");
}

static void what_is_unset_is_said_so(void)
{
	SAYS(0, "config report.channel <#2000>", "ok", "is now <#2000>");
	SAYS(0, "config report.channel none", "ok", "report.channel is no longer set.");
	SAYS(0, "config report.channel", "ok", "report.channel is not set.");
	SAYS(0, "config registration.grants <@&1000>", "role_everyone",
	     "can be neither given nor taken");
}

static void threads_are_read_from_the_command_on(void)
{
	SAYS(0, "config threads on", "ok", "now on");
	char id[24];
	snprintf(id, sizeof id, "%ju", (310000000000 + second * 1000) << 22);
	SAME(guild_setting_text(guild(), SETTING_THREADS_SINCE), id);
	SAYS(0, "config threads maybe", "bad_value", "on, off");
	SAME(guild_setting_text(guild(), SETTING_THREADS_SINCE), id);
	SAYS(0, "config hilos no", "ok", "now off");
}

static void channels_are_switched(void)
{
	SAYS(0, "config channel", "bad_value", "config channel #channel on");
	SAYS(0, "config channel <#2001> on", "ok", "are read from now on");
	const struct detail_row *row = last_detail(DETAIL_CHANNEL);
	CHECK(row && row->id == 2001 && row->channel.enabled &&
	      row->channel.since == (uint64_t)(310000000000 + second * 1000) << 22);
	struct cursor *cursor;
	struct pair key = { GUILD, 2001 };
	HASH_FIND(hh, books.cursors, &key, sizeof key, cursor);
	CHECK(cursor && cursor->after == row->channel.since);
	SAYS(0, "config channel <#2002> no", "ok", "no longer read");
	row = last_detail(DETAIL_CHANNEL);
	CHECK(row && row->id == 2002 && !row->channel.enabled);
	key.id = 2002;
	HASH_FIND(hh, books.cursors, &key, sizeof key, cursor);
	CHECK(!cursor);
	SAYS(0, "config channel general on", "bad_value", "choose the channel");
	SAYS(0, "config channel <#2002> maybe", "bad_value", "choose the channel");
	SAYS(0, "config channel <#> on", "bad_value", "choose the channel");
	SAYS(0, "config report.channel <#2003>", "ok", "<#2003>");
	SAME(guild_setting_text(guild(), SETTING_REPORT_CHANNEL), "2003");
	SAYS(0, "config report.channel general", "channel_mention_needed", "general");
	SAYS(0, "config report.channel \"<#2004> x\"", "channel_mention_needed", "2004");
	SAME(guild_setting_text(guild(), SETTING_REPORT_CHANNEL), "2003");
	SAYS(0, "config informe.canal ninguno", "ok", "is no longer set.");
	SAME(guild_setting_text(guild(), SETTING_REPORT_CHANNEL), "-");
	SAYS(0, "config batch.policy none", "bad_value", "auto, manual");
}

static void roles_of_settings(void)
{
	SAYS(0, "config registration.role <@&503>", "ok", "<@&503>");
	SAME(guild_setting_text(guild(), SETTING_REGISTRATION_ROLE), "503");
	SAYS(0, "config registration.role Red", "role_mention_needed", "Red");
	SAYS(0, "config registration.role \"<@&503> x\"", "role_mention_needed", "503");
	SAYS(0, "config registration.grants <@&504>", "ok", "<@&504>");
	SAME(guild_setting_text(guild(), SETTING_REGISTRATION_GRANTS), "504");
	SAYS(0, "config registration.grants <@&506>", "role_too_powerful", "Power");
	SAYS(0, "config registration.grants <@&507>", "role_managed", "Integration");
	SAYS(0, "config registration.grants <@&508>", "role_above_bot", "Boss");
	SAYS(0, "config registration.grants <@&599>", "unknown_role", "599");
	SAYS(0, "config registration.grants Red", "role_mention_needed", "Red");
	SAME(guild_setting_text(guild(), SETTING_REGISTRATION_GRANTS), "504");
	SAYS(0, "permit <@&504> teller", "role_is_offered", "Blue");
	SAYS(0, "permit <@&504> member", "ok", "member");
	SAYS(0, "config registration.grants none", "ok", "is no longer set.");
	SAYS(0, "permit <@&504> none", "ok", "none");
}

static void currencies_are_added_once(void)
{
	SAYS(0, "config currency.GEM 3", "ok", "The currency GEM now exists, with 3 decimals");
	const struct currency *gem = guild_currency(guild(), "GEM");
	CHECK(gem && gem->scale == 3 && last_detail(DETAIL_CURRENCY)->currency.scale == 3);
	SAME(last_detail(DETAIL_CURRENCY)->currency.code, "GEM");
	SAYS(0, "config currency.GEM 2", "currency_exists", "GEM");
	CHECK(gem->scale == 3);
	SAYS(0, "config moneda.A1 0", "ok", "0 decimals");
	SAYS(0, "config currency.B2 9", "ok", "9 decimals");
	SAYS(0, "config currency.X 2", "bad_value", "2 to 10");
	SAYS(0, "config currency.ABCDEFGHIJ 2", "ok", "ABCDEFGHIJ");
	SAYS(0, "config currency.ABCDEFGHIJK 2", "bad_value", "2 to 10");
	SAYS(0, "config currency.EU_R 2", "bad_value", "2 to 10");
	SAYS(0, "config currency.EUR 10", "bad_value", "0 to 9");
	SAYS(0, "config currency.EUR :", "bad_value", "0 to 9");
	SAYS(0, "config currency.EUR /", "bad_value", "0 to 9");
	SAYS(0, "config currency.EUR", "unknown_setting", "EUR");
	SAYS(0, "config prefix.EUR 2", "unknown_setting", "EUR");
	SAYS(0, "config EUR 2", "unknown_setting", "EUR");
}

static void permits_follow_roles(void)
{
	SAYS(0, "permit <@&501> teller", "ok", "@Teller: the permit is now teller");
	CHECK(last_detail(DETAIL_PERMIT)->id == 501 &&
	      last_detail(DETAIL_PERMIT)->permits == (PERMIT_MEMBER | PERMIT_TELLER));
	SAYS(0, "permit <@&502> treasurer", "ok", "treasurer");
	SAYS(0, "permit <@&505> auditor", "ok", "auditor");
	SAYS(0, "permit Teller teller", "role_expected", "Teller");
	SAYS(0, "permit everyone teller", "everyone_too_powerful", "teller");
	SAYS(0, "permit everyone none", "ok", "everyone: the permit is now none");
	SAYS(1, "balance", "missing_permit", "Your roles do not let you");
	SAYS(0, "permit everyone member", "ok", "member");
	SAYS(0, "permits", "ok", "@Teller: teller");
	CHECK(strstr(last.text, "everyone: member") && strstr(last.text, "@Treasurer: treasurer") &&
	      strstr(last.text, "teller: deposit, withdraw, move"));
	CHECK(!strstr(last.text, "Blue"));
	SAYS(1, "register", "ok", "Welcome, @some\\_body");
	SAYS(2, "register", "ok", "Welcome");
	SAYS(1, "deposit <@12> 5 x", "missing_permit", "teller");
	wears_now(501);
	SAYS(1, "deposit <@12> 5 x", "ok", "5.00 PTS");
	SAYS(1, "batch close", "missing_permit", "treasurer");
	SAYS(1, "whoami", "ok", "teller, member");
	wears_now(502);
	SAYS(1, "deposit <@12> 5 x", "ok", "10.00 PTS");
	SAYS(1, "balance <@12>", "ok", "10.00 PTS");
	SAYS(1, "permit <@&505> none", "missing_permit", "admin");
	SAYS(1, "whoami", "ok", "treasurer, teller, auditor, member");
	wears_now(505);
	SAYS(1, "balance <@12>", "ok", "10.00 PTS");
	SAYS(1, "deposit <@12> 5 x", "missing_permit", "teller");
	wears_now(0);
	SAYS(1, "balance <@12>", "missing_permit", "others");
	SAYS(1, "history <@12>", "missing_permit", "others");
	CHECK(last.status == STATUS_DENIED);
	SAYS(0, "why <@10> pay", "ok", "the owner is admin");
	SAYS(0, "why <@11> deposit", "ok",
	     "may not use “deposit”: it needs the permit teller. Roles that give it: @Teller, "
	     "@Treasurer");
	SAYS(0, "why <@18> pay", "unknown_user", "never been seen here");
	wears_now(502);
	SAYS(1, "why <@11> deposit", "ok", "which @Treasurer gives");
	wears_now(0);
	books_user(&books, GUILD, 12)->left = true;
	SAYS(0, "why <@12> pay", "ok", "only members of this community");
	books_user(&books, GUILD, 12)->left = false;
	books_user(&books, GUILD, 12)->member->pending = true;
	SAYS(0, "why <@12> pay", "ok", "only members of this community");
	books_user(&books, GUILD, 12)->member->pending = false;
	member_role(&books, books_user(&books, GUILD, 12)->member, 501)->actual = true;
	SAYS(0, "why <@12> deposit", "ok", "which @Teller gives");
	member_role(&books, books_user(&books, GUILD, 12)->member, 501)->actual = false;
	SAYS(0, "why <@12> deposit", "ok", "may not");
	SAYS(9, "whoami", "ok", "an operator");
}

int main(void)
{
	begin_books();
	settings_keep_what_they_take();
	a_prefix_is_what_people_see_and_type_and_no_message_begins_with();
	what_is_unset_is_said_so();
	threads_are_read_from_the_command_on();
	channels_are_switched();
	roles_of_settings();
	currencies_are_added_once();
	permits_follow_roles();
	end_books();
	return REPORT("settings and permits");
}
