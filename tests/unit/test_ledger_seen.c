/* The guild and its roles as the roster shows them. */
#include "sayings.h"

static void sees_guild(struct guild_record seen)
{
	struct record record = { .type = RECORD_GUILD, .type_name = "guild", .guild = seen };
	last = decided(&record);
}

static void sees_role(struct role_record seen)
{
	struct record record = { .type = RECORD_ROLE, .type_name = "role", .role = seen };
	last = decided(&record);
}

static void the_guild_and_its_roles_are_kept_as_seen(void)
{
	SAYS(0, "role group vips one <@&505>", "ok", "is on offer");
	sees_guild((struct guild_record){ .guild_id = GUILD,
					  .owner_id = 10,
					  .name = "Test",
					  .bot_id = 999,
					  .bot_role_id = 998,
					  .bot_top_role = 600,
					  .bot_position = 9 });
	CHECK(last.status == STATUS_OK);
	SAME(guild_setting_text(guild(), SETTING_BOT_ID), "999");
	SAME(guild_setting_text(guild(), SETTING_BOT_ROLE), "998");
	sees_guild((struct guild_record){ .guild_id = GUILD,
					  .owner_id = 10,
					  .name = "Test",
					  .bot_id = 999,
					  .bot_role_id = 998,
					  .bot_top_role = 600,
					  .bot_position = 9 });
	CHECK(last.status == STATUS_SKIPPED); /* as it was */
	sees_guild((struct guild_record){ .guild_id = GUILD, .owner_id = 10, .name = "Test" });
	CHECK(last.status == STATUS_SKIPPED);
	SAME(guild_setting_text(guild(), SETTING_BOT_POSITION), "9");
	sees_guild((struct guild_record){ .guild_id = GUILD,
					  .owner_id = 10,
					  .name = "Test",
					  .bot_top_role = 600,
					  .bot_position = 7 });
	CHECK(last.status == STATUS_OK);
	SAME(guild_setting_text(guild(), SETTING_BOT_POSITION), "7");
	guild()->dirty = false;
	sees_guild((struct guild_record){ .guild_id = GUILD, .owner_id = 10, .name = "Tavern" });
	CHECK(last.status == STATUS_OK && guild()->dirty && strcmp(guild()->name, "Tavern") == 0);
	sees_guild((struct guild_record){ .guild_id = GUILD, .owner_id = 14, .name = "Tavern" });
	CHECK(last.status == STATUS_OK && guild()->owner_id == 14);
	sees_role((struct role_record){ .guild_id = GUILD,
					.role_id = 520,
					.name = "Über",
					.permissions = "8",
					.position = 4,
					.managed = true });
	const struct role *role = guild_role(guild(), 520);
	CHECK(role && role->position == 4 && role->managed && role->permissions & 8 &&
	      last_detail(DETAIL_ROLE)->role.position == 4 &&
	      last_detail(DETAIL_ROLE)->role.managed);
	SAME(role->folded_name, "uber");
	sees_role((struct role_record){ .guild_id = GUILD,
					.role_id = 520,
					.name = "Über",
					.permissions = "8",
					.position = 4,
					.managed = true });
	CHECK(last.status == STATUS_SKIPPED); /* as it was */
	sees_role((struct role_record){ .guild_id = GUILD,
					.role_id = 520,
					.name = "Über",
					.permissions = "9",
					.position = 4,
					.managed = true });
	CHECK(last.status == STATUS_OK); /* any permission counts */
	sees_role((struct role_record){ .guild_id = GUILD,
					.role_id = 520,
					.name = "Under",
					.permissions = "7",
					.position = 1 });
	CHECK(guild_role(guild(), 520) == role && role->position == 1 && !role->managed &&
	      !(role->permissions & 8));
	sees_role((struct role_record){ .guild_id = GUILD,
					.role_id = 505,
					.name = "Green",
					.permissions = "0",
					.gone = true }); /* it was offered */
	CHECK(!guild_role(guild(), 505) && guild_role(guild(), 504) && guild_role(guild(), 506) &&
	      last_detail(DETAIL_ROLE_GONE)->id == 505);
	CHECK(last_detail(DETAIL_OFFER_GONE)->id == 505);
	sees_role((struct role_record){ .guild_id = GUILD,
					.role_id = 505,
					.name = "Green",
					.permissions = "0",
					.gone = true });
	CHECK(last.status == STATUS_OK);
}

int main(void)
{
	begin_books();
	the_guild_and_its_roles_are_kept_as_seen();
	end_books();
	return REPORT("the guild as seen");
}
