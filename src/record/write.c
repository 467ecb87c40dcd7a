/* To JSON: one line a record, keys always in the same order. */
#include <string.h>

#include "base/instant.h"
#include "record/reading.h"

static void write_type(struct buf *out, const char *type)
{
	buf_text(out, "{\"type\":\"");
	buf_text(out, type);
	buf_char(out, '"');
}

/* KEY carries its punctuation, ,"guild_id":" for instance: these lines are written by the hundred
 * thousand. */
static void write_id(struct buf *out, const char *key, uint64_t id)
{
	buf_text(out, key);
	buf_unsigned(out, id);
	buf_char(out, '"');
}

static void write_text(struct buf *out, const char *key, const char *text)
{
	if (!text)
		return;
	buf_text(out, key);
	buf_json(out, text);
}

static void write_bool(struct buf *out, const char *key, bool value)
{
	buf_text(out, key);
	buf_text(out, value ? "true" : "false");
}

static void write_roles(struct buf *out, const uint64_t *roles, size_t count)
{
	buf_text(out, ",\"roles\":[");
	for (size_t i = 0; i < count; i++)
		write_id(out, i ? ",\"" : "\"", roles[i]);
	buf_char(out, ']');
}

static void write_time(struct buf *out, const char *key, int64_t time)
{
	char text[INSTANT_TEXT_SIZE];
	buf_text(out, key);
	buf_text(out, instant_format(time, text));
	buf_char(out, '"');
}

static void write_ids(struct buf *out, const struct command *command)
{
	write_id(out, ",\"message_id\":\"", command->message_id);
	if (command->channel_id)
		write_id(out, ",\"channel_id\":\"", command->channel_id);
	write_id(out, ",\"guild_id\":\"", command->guild_id);
}

void record_write_author(struct buf *out, const struct author *author)
{
	write_id(out, ",\"author\":{\"id\":\"", author->id);
	write_text(out, ",\"name\":", author->name ? author->name : "");
	if (author->identified) {
		write_roles(out, author->roles, author->role_count);
		write_bool(out, ",\"member\":", author->member);
		write_bool(out, ",\"owner\":", author->owner);
	}
	buf_char(out, '}');
}

static void write_common(struct buf *out, const char *type, const struct command *command)
{
	write_type(out, type);
	write_ids(out, command);
	record_write_author(out, &command->author);
	write_time(out, ",\"time\":\"", command->time);
	write_text(out, ",\"lang\":", lang_name(command->lang));
	write_text(out, ",\"source\":", source_name(command->source));
	write_text(out, ",\"verb\":", command->verb);
	if (command->late)
		buf_text(out, ",\"late\":true");
	if (command->pressed)
		buf_text(out, ",\"pressed\":true");
	if (command->private_reply)
		buf_text(out, ",\"private\":true");
}

void record_write_command(struct buf *out, const struct command *command)
{
	write_common(out, "command", command);
	record_write_channel_facts(out, command);
	buf_text(out, ",\"args\":{");
	for (size_t i = 0; i < command->argument_count; i++) {
		buf_json_key(out, command->arguments[i].key);
		buf_json(out, command->arguments[i].value);
	}
	buf_char(out, '}');
	record_write_attached(out, command);
	if (command->forgotten_status) {
		write_text(out, ",\"forgotten\":{\"status\":", command->forgotten_status);
		write_text(out, ",\"code\":", command->forgotten_code);
		buf_char(out, '}');
	}
	buf_text(out, "}\n");
}

void record_write_reject(struct buf *out, const struct command *command)
{
	write_common(out, "reject", command);
	buf_text(out, ",\"error\":{\"code\":");
	buf_json(out, command->error_code);
	write_text(out, ",\"detail\":", command->error_detail);
	write_text(out, ",\"hint\":", command->error_hint);
	if (command->near_miss && strcmp(command->error_code, NEAR_MISS_CODE) != 0)
		buf_text(out, ",\"near_miss\":true");
	buf_text(out, "}}\n");
}

void record_write_skip(struct buf *out, const struct command *command)
{
	write_type(out, "skip");
	write_ids(out, command);
	buf_text(out, "}\n");
}

void record_write_guild(struct buf *out, const struct guild_record *guild)
{
	write_type(out, "guild");
	write_id(out, ",\"guild_id\":\"", guild->guild_id);
	write_text(out, ",\"name\":", guild->name);
	write_id(out, ",\"owner_id\":\"", guild->owner_id);
	write_text(out, ",\"lang\":", guild->lang);
	if (guild->bot_id)
		write_id(out, ",\"bot_id\":\"", guild->bot_id);
	if (guild->bot_role_id)
		write_id(out, ",\"bot_role_id\":\"", guild->bot_role_id);
	if (guild->bot_top_role) {
		write_id(out, ",\"bot_top_role\":\"", guild->bot_top_role);
		buf_printf(out, ",\"bot_position\":%jd", guild->bot_position);
	}
	buf_text(out, "}\n");
}

void record_write_role(struct buf *out, const struct role_record *role)
{
	write_type(out, "role");
	write_id(out, ",\"guild_id\":\"", role->guild_id);
	write_id(out, ",\"role_id\":\"", role->role_id);
	write_text(out, ",\"name\":", role->name);
	buf_printf(out, ",\"position\":%jd", role->position);
	write_bool(out, ",\"managed\":", role->managed);
	write_text(out, ",\"permissions\":", role->permissions);
	if (role->gone)
		write_bool(out, ",\"gone\":", true);
	buf_text(out, "}\n");
}

void record_write_member(struct buf *out, const struct member_record *member)
{
	write_type(out, "member");
	write_id(out, ",\"guild_id\":\"", member->guild_id);
	write_id(out, ",\"user_id\":\"", member->user_id);
	write_text(out, ",\"name\":", member->name);
	write_text(out, ",\"nick\":", member->nick);
	write_roles(out, member->roles, member->role_count);
	if (member->joined_at)
		write_time(out, ",\"joined_at\":\"", member->joined_at);
	write_bool(out, ",\"pending\":", member->pending);
	write_bool(out, ",\"left\":", member->left);
	if (member->bot)
		write_bool(out, ",\"bot\":", true);
	if (member->forgotten)
		write_bool(out, ",\"forgotten\":", true);
	if (member->recheck)
		write_bool(out, ",\"recheck\":", true);
	buf_text(out, "}\n");
}

void record_write_sum_seed(struct buf *out, const struct sum_seed_record *seed)
{
	buf_printf(out, "{\"type\":\"sum-seed\",\"guild_id\":\"%ju\",\"seed\":\"%s\"}\n",
		   seed->guild_id, seed->seed);
}

void record_write_init(struct buf *out, const struct init_record *init)
{
	write_type(out, "init");
	write_id(out, ",\"guild_id\":\"", init->guild_id);
	write_text(out, ",\"name\":", init->name);
	write_id(out, ",\"owner_id\":\"", init->owner_id);
	write_text(out, ",\"currency\":", init->currency);
	buf_printf(out, ",\"scale\":%d", init->scale);
	write_text(out, ",\"lang\":", lang_name(init->lang));
	write_text(out, ",\"timezone\":", init->timezone);
	buf_text(out, "}\n");
}
