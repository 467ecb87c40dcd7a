/* What records say of channels: those that a command names, and those that a setup can choose. From
 * and to JSON. */
#include <string.h>

#include "record/reading.h"

static const char *const state_names[] = { "seen", "unseen", "unknown" };
static const char *const lack_names[LACKS_COUNT] = { "view_channel",
						     "send_messages",
						     "send_messages_in_threads",
						     "read_message_history",
						     "attach_files",
						     "connect",
						     "timed_out" };

enum channel_kind channel_kind(int64_t type)
{
	switch (type) {
	case 0:  /* text */
	case 5:  /* announcements */
	case 10: /* threads */
	case 11:
	case 12: return CHANNEL_OF_TEXT;
	case 2: /* voice */
	case 13: /* stage */ return CHANNEL_OF_VOICE;
	case 15: /* forum */
	case 16: /* media */ return CHANNEL_OF_THREADS;
	default: return CHANNEL_WITHOUT_MESSAGES; /* a category; what is not known yet */
	}
}

const struct channel_fact *command_channel(const struct command *command, uint64_t id)
{
	for (size_t i = 0; i < command->channel_count; i++)
		if (command->channels[i].id == id)
			return &command->channels[i];
	return NULL;
}

static bool read_state(const char *name, enum channel_state *state)
{
	for (int i = CHANNEL_SEEN; i <= CHANNEL_UNKNOWN; i++)
		if (name && strcmp(name, state_names[i]) == 0) {
			*state = (enum channel_state)i;
			return true;
		}
	return false;
}

static unsigned read_lacks(const cJSON *list)
{
	const cJSON *item;
	unsigned lacks = 0;
	cJSON_ArrayForEach(item, list) for (int i = 0; i < LACKS_COUNT && cJSON_IsString(item);
					    i++) if (strcmp(item->valuestring, lack_names[i]) == 0)
		lacks |= 1U << i;
	return lacks;
}

static bool read_fact(const cJSON *item, struct channel_fact *fact)
{
	if (!json_id(item, "id", &fact->id) || !read_state(json_text(item, "state"), &fact->state))
		return false;
	fact->type = json_integer(item, "type", -1);
	fact->lacks = read_lacks(json_get(item, "missing"));
	return fact->state != CHANNEL_SEEN ||
	       (json_id(item, "guild_id", &fact->guild_id) && fact->type >= 0);
}

bool record_read_channel_facts(const cJSON *list, struct command *command, const char **why)
{
	const cJSON *item;
	cJSON_ArrayForEach(item, list)
	{
		if (command->channel_count == MAX_CHANNEL_FACTS ||
		    !read_fact(item, &command->channels[command->channel_count])) {
			*why = "\"channels\" holds more than two, or one without \"id\" and "
			       "\"state\", or seen without \"guild_id\" and \"type\"";
			return false;
		}
		command->channel_count++;
	}
	return true;
}

static void write_lacks(struct buf *out, unsigned lacks)
{
	buf_text(out, ",\"missing\":[");
	for (unsigned i = 0; lacks; i++, lacks >>= 1)
		if (lacks & 1U)
			buf_printf(out, "\"%s\"%s", lack_names[i], lacks > 1 ? "," : "");
	buf_char(out, ']');
}

void record_write_place(struct buf *out, const struct place_record *place)
{
	static const char *const kinds[] = { "text", "voice", "threads", "none" };
	buf_printf(out, "{\"type\":\"place\",\"guild_id\":\"%ju\"", place->guild_id);
	if (place->channel_id)
		buf_printf(out, ",\"channel_id\":\"%ju\",\"kind\":\"%s\",\"position\":%jd",
			   place->channel_id, kinds[place->kind], place->position);
	if (place->channel_id)
		write_lacks(out, place->lacks);
	buf_text(out, ",\"name\":");
	buf_json(out, place->name);
	buf_text(out, "}\n");
}

static void write_fact(struct buf *out, const struct channel_fact *fact)
{
	buf_printf(out, "{\"id\":\"%ju\",\"state\":\"%s\"", fact->id, state_names[fact->state]);
	if (fact->state == CHANNEL_SEEN)
		buf_printf(out, ",\"guild_id\":\"%ju\",\"type\":%jd", fact->guild_id, fact->type);
	if (fact->lacks)
		write_lacks(out, fact->lacks);
	buf_char(out, '}');
}

void record_write_channel_facts(struct buf *out, const struct command *command)
{
	for (size_t i = 0; i < command->channel_count; i++) {
		buf_text(out, i ? "," : ",\"channels\":[");
		write_fact(out, &command->channels[i]);
	}
	if (command->channel_count)
		buf_char(out, ']');
}
