/* A message's text as an embed, and a message made and recognised in each of its forms. */
#include <string.h>

#include "base/json.h"
#include "base/unicode.h"
#include "check.h"
#include "discord/embed.h"
#include "discord/payload.h"
#include "discord/split.h"

static struct arena arena;
static struct embed_text embed;

static void titles(void)
{
	CHECK(embed_from_text(&arena, "You have 5.00 PTS.", "Balance", &embed));
	SAME(embed.title, "Balance");
	SAME(embed.description, "You have 5.00 PTS.");
	SAME(embed.outside, "");
	CHECK(embed_from_text(&arena,
			      "**Your movements (EUR)**\n```\n26/09 +1,00\n```\nBalance 2,00",
			      "History", &embed));
	SAME(embed.title, "Your movements (EUR)");
	SAME(embed.description, "```\n26/09 +1,00\n```\nBalance 2,00");
	/* a line of which only a part is bold, or that shows nothing as a title would, is none */
	static const char *const lines[] = { "**bold** and more", "**one** and **two**", "****",
					     "**<@12> paid**", "** **x" };
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		CHECK(embed_from_text(&arena, lines[i], "Title", &embed));
		SAME(embed.title, "Title");
		SAME(embed.description, lines[i]);
	}
	CHECK(embed_from_text(&arena, "**a \\*\\* b**\nrest", "Title", &embed));
	SAME(embed.title, "a \\*\\* b");
}

static void times_stand_outside(void)
{
	CHECK(embed_from_text(&arena,
			      "**Title**\nup to <t:1700000000:f>\n```\n<t:1:f> in the block\n```\n"
			      "last\nsince <t:2:R>",
			      "", &embed));
	SAME(embed.outside, "up to <t:1700000000:f>\nsince <t:2:R>");
	SAME(embed.description, "```\n<t:1:f> in the block\n```\nlast");
	/* what would show a preview stays inside */
	CHECK(embed_from_text(&arena, "see <t:1:f> https://example.org", "T", &embed));
	SAME(embed.outside, "");
	/* nothing is left for the embed */
	CHECK(!embed_from_text(&arena, "since <t:1:f>", "T", &embed));
	CHECK(!embed_from_text(&arena, "**Title**\n \n<t:1:f>", "T", &embed));
}

static const char *of_length(size_t points, const char *point)
{
	struct buf text = { 0 };
	while (points--)
		buf_text(&text, point);
	const char *copy = arena_copy(&arena, text.bytes, text.length);
	buf_free(&text);
	return copy;
}

static void limits(void)
{
	CHECK(embed_from_text(&arena, of_length(EMBED_DESCRIPTION, "🎲"), "T", &embed));
	CHECK(!embed_from_text(&arena, of_length(EMBED_DESCRIPTION + 1, "a"), "T", &embed));
	CHECK(embed_from_text(&arena, "text", of_length(EMBED_TITLE, "ñ"), &embed));
	CHECK(!embed_from_text(&arena, "text", of_length(EMBED_TITLE + 1, "ñ"), &embed));
	CHECK(!embed_from_text(&arena, "", "T", &embed));
	CHECK(!embed_from_text(&arena, "text", "", &embed));
}

static struct delivery reply(const char *content)
{
	return (struct delivery){
		.guild_id = 1000,
		.id = 7,
		.kind = DELIVER_REPLY,
		.nonce = "n7",
		.channel_id = 2000,
		.reply_to = 30,
		.content = content,
		.appearance = { "Payment", 0x2a7f9e, "View on the site", "https://example.org/x" },
	};
}

static const cJSON *made(const struct delivery *delivery, struct message_parts *parts,
			 enum message_form form)
{
	const char *why, *json = message_json(&arena, delivery, parts, 0, form, true);
	return json_value(&arena, arena_strdup(&arena, json), strlen(json), &why);
}

static void bodies(void)
{
	uint64_t pings[] = { 12, 13 };
	struct message_parts parts;
	struct delivery delivery = reply("Paid to @bob and <@13>");
	CHECK(!message_parts(&arena, &delivery, 3, &parts) && parts.form == MESSAGE_EMBED);
	const cJSON *body = made(&delivery, &parts, MESSAGE_EMBED);
	SAME(json_text(body, "content"), "");
	CHECK(!json_get(body, "flags") && json_get(body, "components"));
	CHECK(!json_get(json_get(body, "allowed_mentions"), "users"));
	delivery.pings = pings;
	delivery.ping_count = 2;
	CHECK(!message_parts(&arena, &delivery, 3, &parts) && parts.form == MESSAGE_EMBED);
	body = made(&delivery, &parts, MESSAGE_EMBED);
	SAME(json_text(body, "content"), "<@12> <@13>");
	CHECK(cJSON_GetArraySize(json_get(json_get(body, "allowed_mentions"), "users")) == 2);
	/* as text, only whom it does not mention by itself; and the same people are notified */
	body = made(&delivery, &parts, MESSAGE_PLAIN);
	SAME(json_text(body, "content"), "Paid to @bob and <@13>\n<@12>");
	CHECK(json_integer(body, "flags", 0) == 4 && !json_get(body, "embeds"));
	CHECK(cJSON_GetArraySize(json_get(json_get(body, "allowed_mentions"), "users")) == 2);
	CHECK(json_get(body, "components"));
	CHECK(!json_get(made(&delivery, &parts, MESSAGE_BARE), "components"));
	/* a mention in a block, or an escaped one, notifies nobody */
	delivery.content = "as \\<@12>\n```\n<@13>\n```";
	CHECK(!message_parts(&arena, &delivery, 3, &parts));
	SAME(parts.texts[0], "as \\<@12>\n```\n<@13>\n```\n<@12> <@13>");
}

static void forms(void)
{
	struct message_parts parts;
	struct delivery delivery = reply(of_length(MESSAGE_POINTS, "a"));
	CHECK(!message_parts(&arena, &delivery, 3, &parts) && parts.form == MESSAGE_EMBED);
	delivery.content = of_length(MESSAGE_POINTS + 1, "a"); /* more than one message */
	CHECK(!message_parts(&arena, &delivery, 3, &parts) && parts.form == MESSAGE_PLAIN);
	delivery.content = of_length(4 * MESSAGE_POINTS, "a"); /* a file */
	CHECK(!message_parts(&arena, &delivery, 3, &parts) && parts.form == MESSAGE_PLAIN);
	delivery = reply("text");
	delivery.appearance = (struct appearance){ 0 };
	CHECK(!message_parts(&arena, &delivery, 3, &parts) && parts.form == MESSAGE_BARE);
	delivery.content = NULL;
	delivery.appearance.title = "Title";
	CHECK(message_parts(&arena, &delivery, 3, &parts));
}

static int part_of(const char *json, const struct delivery *delivery,
		   const struct message_parts *parts)
{
	const char *why;
	return message_is_part(json_value(&arena, arena_strdup(&arena, json), strlen(json), &why),
			       999, delivery, parts);
}

#define OWN "\"author\":{\"id\":\"999\"},"
#define REFERS "\"message_reference\":{\"message_id\":\"30\"},"
#define EMBED(title, text) "\"embeds\":[{\"title\":\"" title "\",\"description\":\"" text "\"}]"

static void recognition(void)
{
	struct message_parts parts;
	struct delivery delivery = reply(" **Report** \ntwo\nlines \n");
	CHECK(!message_parts(&arena, &delivery, 3, &parts) && parts.form == MESSAGE_EMBED);
	delivery.content = "**Report**\n```\nx\n```\nlines \n";
	CHECK(!message_parts(&arena, &delivery, 3, &parts) && parts.form == MESSAGE_EMBED);
#define AS(json) part_of("{" json "}", &delivery, &parts)
	CHECK(AS(OWN REFERS "\"content\":\"\"," EMBED("Report", "```\\nx\\n```\\nlines")) == 0);
	CHECK(AS(OWN "\"content\":\"\"," EMBED("Report", "```\\nx\\n```\\nlines")) == 0);
	CHECK(AS(OWN REFERS "\"content\":\"**Report**\\n```\\nx\\n```\\nlines\"") == 0); /* plain */
	/* of another, with other words, to another command */
	CHECK(AS("\"author\":{\"id\":\"998\"}," REFERS
		 "\"content\":\"\"," EMBED("Report", "```\\nx\\n```\\nlines")) == -1);
	CHECK(AS(OWN REFERS "\"content\":\"\"," EMBED("Report", "lines")) == -1);
	CHECK(AS(OWN REFERS "\"content\":\"\"," EMBED("Other", "```\\nx\\n```\\nlines")) == -1);
	CHECK(AS(OWN "\"message_reference\":{\"message_id\":\"31\"},\"content\":\"\"," EMBED(
		      "Report", "```\\nx\\n```\\nlines")) == -1);
	/* a moderator removed the embed: the command that it answers tells; else nothing does */
	CHECK(AS(OWN REFERS "\"content\":\"\",\"flags\":4,\"embeds\":[]") == 0);
	CHECK(AS(OWN REFERS "\"content\":\"\",\"embeds\":[]") == -1);
	CHECK(AS(OWN "\"content\":\"\",\"flags\":4,\"embeds\":[]") == -1);
	/* the nonce comes first, where Discord gives it back */
	CHECK(AS(OWN "\"content\":\"edited\",\"nonce\":\"n7\"") == 0);
	CHECK(AS(OWN REFERS "\"content\":\"\",\"nonce\":\"n70\"," EMBED("Report", "```\\nx\\n```"
										  "\\nlines")) ==
	      -1);
	CHECK(AS(OWN "\"content\":\"\",\"nonce\":\"n7-1\"") == -1);
	CHECK(AS(OWN "\"content\":\"\",\"nonce\":\"n7-x\"") == -1);
}

/* A message with buttons is the same message in each form, and when somebody pressed one. */
static void recognition_with_buttons(void)
{
	struct button buttons[] = { { "1:yes:41", "Accept", BUTTON_SUCCESS } };
	struct message_parts parts;
	struct delivery delivery = reply("**Request**\n@ana asks you");
	delivery.appearance.buttons = buttons;
	delivery.appearance.button_count = 1;
	CHECK(!message_parts(&arena, &delivery, 3, &parts) && parts.form == MESSAGE_EMBED);
	for (int form = MESSAGE_EMBED; form <= MESSAGE_BARE; form++) {
		const cJSON *body = made(&delivery, &parts, (enum message_form)form),
			    *row = cJSON_GetArrayItem(json_get(body, "components"), 0),
			    *button = cJSON_GetArrayItem(json_get(row, "components"), 0);
		CHECK((button != NULL) == (form != MESSAGE_BARE));
		if (button)
			SAME(json_text(button, "custom_id"), "1:yes:41");
	}
	CHECK(AS(OWN REFERS "\"content\":\"\"," EMBED("Request", "@ana asks you")) == 0);
	CHECK(AS(OWN REFERS "\"content\":\"**Request**\\n@ana asks you\"") == 0);
	CHECK(AS(OWN REFERS "\"content\":\"<@12> chose this\"," EMBED("Request", "@ana asks "
										 "you")) == 0);
	CHECK(AS(OWN REFERS "\"content\":\"**Request**\\n@ana asks you\\n<@12> chose this\"") == 0);
	CHECK(AS(OWN REFERS "\"content\":\"**Request**\\n@ana asks your dog\"") == -1);
	CHECK(AS(OWN REFERS "\"content\":\"**Request**\\n@ana asks you\\nfor more\"") == -1);
	delivery.appearance.button_count = 0;
	CHECK(AS(OWN REFERS "\"content\":\"**Request**\\n@ana asks you\\n<@12> chose this\"") ==
	      -1);
}

int main(void)
{
	titles();
	times_stand_outside();
	limits();
	bodies();
	forms();
	recognition();
	recognition_with_buttons();
	arena_free(&arena);
	return REPORT("embeds");
}
