/* Which of Discord's messages are from people, and what they say. */
#include "record/message.h"

enum {
	TYPE_DEFAULT = 0,
	TYPE_REPLY = 19,
	FLAG_IS_CROSSPOST = 1 << 1,
	FLAG_HAS_SNAPSHOT = 1 << 14,
	REFERENCE_FORWARD = 1
};

static bool is_from_person(const cJSON *json, const cJSON *author)
{
	int64_t type = json_integer(json, "type", -1), flags = json_integer(json, "flags", 0);
	const cJSON *webhook = json_get(json, "webhook_id"),
		    *snapshots = json_get(json, "message_snapshots");
	return (type == TYPE_DEFAULT || type == TYPE_REPLY) &&
	       (!webhook || cJSON_IsNull(webhook)) && !json_true(author, "bot") &&
	       !json_true(author, "system") && !(flags & (FLAG_IS_CROSSPOST | FLAG_HAS_SNAPSHOT)) &&
	       json_integer(json_get(json, "message_reference"), "type", 0) != REFERENCE_FORWARD &&
	       !cJSON_GetArraySize(snapshots);
}

bool message_read(const cJSON *json, struct message *message, const char **why)
{
	const cJSON *author = json_get(json, "author"), *gl = json_get(json, "gl");
	*message = (struct message){ 0 };
	*why = NULL;
	if (!json_id(json, "id", &message->id))
		*why = "\"id\" is missing or no id (a string of decimal digits)";
	else if (!json_id(json, "channel_id", &message->channel_id))
		*why = "\"channel_id\" is missing or no id (a string of decimal digits)";
	else if (json_get(json, "guild_id") && !json_id(json, "guild_id", &message->guild_id))
		*why = "\"guild_id\" is no id (a string of decimal digits)";
	else if (!cJSON_IsObject(author) || !json_id(author, "id", &message->author_id))
		*why = "\"author\" is missing or its \"id\" is no id (a string of decimal digits)";
	else if (json_get(json, "content") && !json_text(json, "content"))
		*why = "\"content\" is no string";
	if (*why)
		return false;
	message->json = json;
	message->content = json_text(json, "content");
	message->author_name = json_text(author, "global_name");
	if (!message->author_name)
		message->author_name = json_text(author, "username");
	if (!message->author_name)
		message->author_name = "";
	message->from_person = is_from_person(json, author);
	message->gl.prefix = json_text(gl, "prefix");
	message->gl.lang = json_text(gl, "lang");
	message->gl.late = json_true(gl, "late");
	message->gl.waiting = json_get(gl, "waiting");
	json_id(gl, "bot_id", &message->gl.bot_id);
	json_id(gl, "bot_role_id", &message->gl.bot_role_id);
	return true;
}
