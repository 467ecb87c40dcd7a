/* From JSON: which record a line is, and its fields checked. */
#include "record/record.h"

#include <string.h>

#include "base/digest.h"
#include "base/instant.h"
#include "record/reading.h"

static const char *const source_names[] = { "discord", "operator", "schedule", "import",
					    "interaction" };

const char *source_name(enum source source)
{
	return source_names[source];
}

bool command_of_member(const struct command *command)
{
	return command->source == SOURCE_DISCORD || command->source == SOURCE_INTERACTION;
}

bool command_is_message(const struct command *command)
{
	return command->source == SOURCE_DISCORD && command->channel_id;
}

bool command_is_read_by_others(const struct command *command)
{
	return command_of_member(command) && command->channel_id && !command->private_reply;
}

bool command_answer_notifies(const struct command *command)
{
	return command_is_read_by_others(command) && !command->pressed;
}

int64_t command_time(const struct command *command)
{
	return command_of_member(command) ? snowflake_time(command->message_id) : command->time;
}

const char *command_argument(const struct command *command, const char *key)
{
	for (size_t i = 0; i < command->argument_count; i++) {
		const struct argument *argument = &command->arguments[i];
		if (*argument->key == *key && strcmp(argument->key, key) == 0)
			return argument->value;
	}
	return NULL;
}

bool command_add_argument(struct command *command, const char *key, const char *value)
{
	if (command->argument_count == MAX_ARGUMENTS)
		return false;
	command->arguments[command->argument_count++] = (struct argument){ key, value };
	return true;
}

static bool read_roles(struct arena *arena, const cJSON *list, uint64_t **roles, size_t *count,
		       const char **why)
{
	*roles = NULL;
	*count = 0;
	if (!cJSON_IsArray(list))
		return true;
	*roles = arena_alloc(arena, sizeof **roles * ((size_t)cJSON_GetArraySize(list) + 1));
	const cJSON *role;
	cJSON_ArrayForEach(role, list)
	{
		if (!cJSON_IsString(role) ||
		    !snowflake_parse(role->valuestring, &(*roles)[*count])) {
			*why = "\"roles\" holds something that is no id (a string of decimal "
			       "digits)";
			return false;
		}
		++*count;
	}
	return true;
}

bool record_read_author(struct arena *arena, const cJSON *json, struct author *author,
			const char **why)
{
	if (!cJSON_IsObject(json)) {
		*why = "\"author\" is missing or no object";
		return false;
	}
	const char *name = json_text(json, "name");
	author->name = name ? name : "";
	author->identified = cJSON_IsArray(json_get(json, "roles"));
	author->member = json_true(json, "member");
	author->owner = json_true(json, "owner");
	if (!json_id(json, "id", &author->id)) { /* 0 is an operator, who has none */
		*why = "the \"id\" of \"author\" is missing or no id (a string of decimal digits)";
		return false;
	}
	return read_roles(arena, json_get(json, "roles"), &author->roles, &author->role_count, why);
}

static bool read_arguments(const cJSON *args, struct command *command, const char **why)
{
	const cJSON *item;
	cJSON_ArrayForEach(item, args)
	{
		if (!cJSON_IsString(item) || !item->string) {
			*why = "\"args\" holds something that is no string";
			return false;
		}
		if (!command_add_argument(command, item->string, item->valuestring)) {
			*why = "\"args\" holds too many arguments";
			return false;
		}
	}
	return true;
}

static bool read_source(const char *name, enum source *source)
{
	for (int i = SOURCE_DISCORD; i <= SOURCE_INTERACTION; i++)
		if (name && strcmp(name, source_names[i]) == 0) {
			*source = (enum source)i;
			return true;
		}
	return false;
}

static bool read_ids(struct arena *arena, const cJSON *json, struct command *command,
		     const char **why)
{
	return record_need_id(arena, json, "message_id", &command->message_id, why) &&
	       record_need_id(arena, json, "guild_id", &command->guild_id, why) &&
	       (!json_get(json, "channel_id") ||
		record_need_id(arena, json, "channel_id", &command->channel_id, why));
}

static bool read_command(struct arena *arena, const cJSON *json, struct command *command,
			 bool reject, const char **why)
{
	if (!read_ids(arena, json, command, why) ||
	    !record_read_author(arena, json_get(json, "author"), &command->author, why))
		return false;
	const char *time = json_text(json, "time"), *lang = json_text(json, "lang");
	command->late = json_true(json, "late");
	if (!time || !instant_parse(zone_utc(), time, &command->time))
		*why = "\"time\" is missing or no RFC 3339 time";
	else if (!lang || lang_from_name(lang, &command->lang) < 0)
		*why = "\"lang\" is neither \"en\" nor \"es\"";
	else if (!read_source(json_text(json, "source"), &command->source))
		*why = "\"source\" is none of discord, operator, schedule, import, "
		       "interaction";
	if (command->source == SOURCE_INTERACTION) {
		command->pressed = json_true(json, "pressed");
		command->private_reply = json_true(json, "private");
		command->author.owner = false;
	}
	command->verb = json_text(json, "verb");
	const cJSON *error = json_get(json, "error"), *forgotten = json_get(json, "forgotten");
	command->forgotten_status = json_text(forgotten, "status");
	command->forgotten_code = json_text(forgotten, "code");
	if (reject) {
		command->error_code = json_text(error, "code");
		command->error_detail = json_text(error, "detail");
		command->error_hint = json_text(error, "hint");
		if (!command->error_code)
			*why = "\"error\" is missing or has no \"code\"";
		else
			command->near_miss = json_true(error, "near_miss") ||
					     strcmp(command->error_code, NEAR_MISS_CODE) == 0;
	} else if (!command->verb) {
		*why = "\"verb\" is missing";
	}
	return !*why && record_read_channel_facts(json_get(json, "channels"), command, why) &&
	       record_read_attached(arena, json, command, why) &&
	       read_arguments(json_get(json, "args"), command, why);
}

static bool read_guild(struct arena *arena, const cJSON *json, struct guild_record *guild,
		       const char **why)
{
	guild->name = json_text(json, "name");
	guild->lang = json_text(json, "lang");
	json_id(json, "bot_id", &guild->bot_id);
	json_id(json, "bot_role_id", &guild->bot_role_id);
	json_id(json, "bot_top_role", &guild->bot_top_role);
	guild->bot_position = json_integer(json, "bot_position", 0);
	if (!guild->name)
		*why = "\"name\" is missing";
	return !*why && record_need_id(arena, json, "guild_id", &guild->guild_id, why) &&
	       record_need_id(arena, json, "owner_id", &guild->owner_id, why);
}

static bool read_role(struct arena *arena, const cJSON *json, struct role_record *role,
		      const char **why)
{
	role->name = json_text(json, "name");
	role->position = json_integer(json, "position", 0);
	role->managed = json_true(json, "managed");
	role->gone = json_true(json, "gone");
	role->permissions = json_text(json, "permissions");
	if (!role->permissions)
		role->permissions = "0";
	if (!role->name)
		*why = "\"name\" is missing";
	return !*why && record_need_id(arena, json, "guild_id", &role->guild_id, why) &&
	       record_need_id(arena, json, "role_id", &role->role_id, why);
}

static bool read_member(struct arena *arena, const cJSON *json, struct member_record *member,
			const char **why)
{
	member->name = json_text(json, "name");
	member->nick = json_text(json, "nick");
	member->pending = json_true(json, "pending");
	member->left = json_true(json, "left");
	member->bot = json_true(json, "bot");
	member->forgotten = json_true(json, "forgotten");
	member->recheck = json_true(json, "recheck");
	const char *joined = json_text(json, "joined_at");
	if (!member->name)
		*why = "\"name\" is missing";
	else if (joined && !instant_parse(zone_utc(), joined, &member->joined_at))
		*why = "\"joined_at\" is no RFC 3339 time";
	return !*why && record_need_id(arena, json, "guild_id", &member->guild_id, why) &&
	       record_need_id(arena, json, "user_id", &member->user_id, why) &&
	       read_roles(arena, json_get(json, "roles"), &member->roles, &member->role_count, why);
}

/* One that says what the bank had is a command; both have the same place in RECORD. */
static bool read_import_end(struct arena *arena, const cJSON *json, struct record *record,
			    const char **why)
{
	const struct import_end *end;
	if (!record_read_import_end(arena, json, &end, why))
		return false;
	if (import_end_reconciles(arena, end, &record->command))
		record->type = RECORD_COMMAND;
	else
		record->import_end = end;
	return true;
}

static bool read_sum_seed(struct arena *arena, const cJSON *json, struct sum_seed_record *record,
			  const char **why)
{
	struct digest seed;
	if (!record_need_id(arena, json, "guild_id", &record->guild_id, why))
		return false;
	record->seed = json_text(json, "seed");
	if (record->seed && digest_parse(record->seed, &seed))
		return true;
	*why = "\"seed\" must be 64 hexadecimal digits";
	return false;
}

bool record_read(struct arena *arena, const char *line, size_t length, struct record *record,
		 const char **why)
{
	static const struct {
		const char *name;
		enum record_type type;
	} types[] = {
		{ "command", RECORD_COMMAND },     { "skip", RECORD_SKIP },
		{ "reject", RECORD_REJECT },       { "guild", RECORD_GUILD },
		{ "role", RECORD_ROLE },           { "member", RECORD_MEMBER },
		{ "outcome", RECORD_OUTCOME },     { "channel", RECORD_CHANNEL },
		{ "post", RECORD_POST },           { "delivery", RECORD_DELIVERY },
		{ "delivered", RECORD_DELIVERED }, { "import-line", RECORD_COMMAND },
		{ "import", RECORD_IMPORT },       { "import-end", RECORD_IMPORT_END },
		{ "sum-seed", RECORD_SUM_SEED },
	};
	memset(record, 0, sizeof *record);
	cJSON *json = json_object(arena, line, length, why);
	if (!json)
		return false;
	record->type = cJSON_IsNumber(json_get(json, "type")) ? RECORD_MESSAGE : RECORD_OTHER;
	record->type_name = json_text(json, "type");
	if (record->type == RECORD_OTHER && !record->type_name) {
		*why = "it has no \"type\"";
		return false;
	}
	for (size_t i = 0; record->type_name && i < sizeof types / sizeof *types; i++)
		if (strcmp(record->type_name, types[i].name) == 0) {
			record->type = types[i].type;
			break;
		}
	switch (record->type) {
	case RECORD_COMMAND:
		if (strcmp(record->type_name, "import-line") == 0)
			return record_read_import_line(arena, json, &record->command, why);
		return read_command(arena, json, &record->command, false, why);
	case RECORD_REJECT: return read_command(arena, json, &record->command, true, why);
	case RECORD_SKIP: return read_ids(arena, json, &record->command, why);
	case RECORD_GUILD: return read_guild(arena, json, &record->guild, why);
	case RECORD_ROLE: return read_role(arena, json, &record->role, why);
	case RECORD_CHANNEL: return record_read_channel(arena, json, &record->channel, why);
	case RECORD_POST: return record_read_post(arena, json, &record->post, why);
	case RECORD_DELIVERY: return record_read_delivery(arena, json, &record->delivery, why);
	case RECORD_DELIVERED: return record_read_delivered(arena, json, &record->delivered, why);
	case RECORD_IMPORT: return record_read_import(arena, json, &record->import_start, why);
	case RECORD_IMPORT_END: return read_import_end(arena, json, record, why);
	case RECORD_MEMBER: return read_member(arena, json, &record->member, why);
	case RECORD_SUM_SEED: return read_sum_seed(arena, json, &record->sum_seed, why);
	default: record->json = json; return true;
	}
}
