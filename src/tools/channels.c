/* From the books to channel records. */
#include "tools/channels.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/instant.h"
#include "base/output.h"
#include "command/setting_rows.h"
#include "record/record.h"

/* Ids are minted by many workers: one that is lower by so much may surface later. */
enum { OVERLAP_MS = 5000, FLUSH_BYTES = 64 * 1024 };
/* Messages of a channel that can be answered with `yes`, and what one of them names at most. */
enum { MOST_MESSAGES = 200, MOST_NUMBERS = 100 };

struct printing {
	struct store *store;
	struct arena arena;
	struct buf out;
	int fd;
};

static bool add_seen(void *context, const struct value *values)
{
	struct channel_record *channel = context;
	channel->seen[channel->seen_count++] = (uint64_t)values[0].integer;
	return true;
}

struct gathering {
	struct arena *arena;
	struct channel_record *channel;
};

/* Messages, newest first, with a row for each number. */
static bool add_waiting(void *context, const struct value *values)
{
	const struct gathering *gathering = context;
	struct channel_record *channel = gathering->channel;
	uint64_t message_id = (uint64_t)values[0].integer;
	struct waiting_message *last =
		channel->waiting_count ? &channel->waiting[channel->waiting_count - 1] : NULL;
	if (!last || last->message_id != message_id) {
		if (channel->waiting_count == MOST_MESSAGES)
			return false;
		last = &channel->waiting[channel->waiting_count++];
		*last = (struct waiting_message){ .message_id = message_id,
						  .numbers = arena_alloc(gathering->arena,
									 sizeof *last->numbers *
										 MOST_NUMBERS) };
	}
	if (last->count < MOST_NUMBERS)
		last->numbers[last->count++] = (uint64_t)values[1].integer;
	return true;
}

/* Where nothing waits in the guild this finds nothing at once. */
static void find_waiting(struct printing *printing, struct channel_record *channel)
{
	struct gathering gathering = { &printing->arena, channel };
	struct binding bindings[] = { bind_id(":guild", channel->guild_id),
				      bind_id(":channel", channel->channel_id) };
	channel->waiting = arena_alloc(&printing->arena, sizeof *channel->waiting * MOST_MESSAGES);
	store_query(printing->store, "messages that wait", bindings, 2, add_waiting, &gathering);
}

static void print_channel(struct printing *printing, struct channel_record *channel)
{
	uint64_t overlap = (uint64_t)OVERLAP_MS << 22;
	uint64_t behind = channel->cursor > overlap ? channel->cursor - overlap : 0;
	if (behind > channel->after)
		channel->after = behind;
	struct binding bindings[] = { bind_id(":guild", channel->guild_id),
				      bind_id(":channel", channel->channel_id),
				      bind_integer(":after", (int64_t)channel->after),
				      bind_id(":cursor", channel->cursor) };
	channel->seen = arena_alloc(&printing->arena,
				    sizeof *channel->seen * 1000); /* the query's own limit */
	channel->seen_count = 0;
	store_query(printing->store, "messages seen", bindings, 4, add_seen, channel);
	find_waiting(printing, channel);
	record_write_channel(&printing->out, channel);
	arena_reset(&printing->arena);
	if (printing->out.length > FLUSH_BYTES)
		buf_flush(&printing->out, printing->fd);
}

uint64_t id_of(const struct value *value)
{
	uint64_t id = 0;
	if (value->kind == VALUE_TEXT)
		snowflake_parse(value->text, &id);
	return value->kind == VALUE_INTEGER ? (uint64_t)value->integer : id;
}

/* The text of a setting's column; NULL for NULL. */
static const char *kept_text(const struct value *value)
{
	return value->kind == VALUE_TEXT ? value->text : NULL;
}

static bool channel_row(void *context, const struct value *values)
{
	bool threads = setting_bool(SETTING_THREADS, kept_text(&values[9]));
	print_channel(
		context,
		&(struct channel_record){
			.guild_id = id_of(&values[0]),
			.channel_id = id_of(&values[1]),
			.cursor = id_of(&values[2]),
			.after = id_of(&values[3]),
			.lang = values[5].text,
			.prefix = setting_text(SETTING_PREFIX, kept_text(&values[6])),
			.bot_id = id_of(&values[7]),
			.bot_role_id = id_of(&values[8]),
			.restored = values[12].kind == VALUE_INTEGER
					    ? snowflake_at(values[12].integer)
					    : 0,
			.threads_since = threads ? id_of(&values[10]) : 0,
			.mentions_only = setting_choice(SETTING_READING, kept_text(&values[11])) ==
					 READING_MENTIONS });
	return true;
}

static bool thread_row(void *context, const struct value *values)
{
	print_channel(context, &(struct channel_record){ .guild_id = id_of(&values[0]),
							 .channel_id = id_of(&values[1]),
							 .cursor = id_of(&values[2]),
							 .thread = true });
	return true;
}

struct binding binding_of_holder(const char *name)
{
	const char *holder = name ? name : getenv("GL_HOLDER");
	return bind_text(":holder", holder && *holder ? holder : NULL); /* "GL_HOLDER=": all */
}

static bool add_count(void *context, const struct value *values)
{
	int64_t *count = context;
	*count = values[0].integer;
	return true;
}

static bool are_few(struct store *store, const struct channels_wanted *wanted)
{
	struct binding bindings[] = { bind_id(":guild", wanted->guild_id),
				      binding_of_holder(wanted->holder),
				      bind_id(":most", (uint64_t)wanted->few + 1) };
	int64_t count = 0;
	store_query(store, "guilds to read", bindings, 3, add_count, &count);
	return count <= wanted->few;
}

void channels_print(struct store *store, const struct channels_wanted *wanted, int fd)
{
	struct printing printing = { .store = store, .fd = fd };
	int64_t now = instant_now();
	bool talking = wanted->talking_ms && !(wanted->few && are_few(store, wanted));
	struct binding bindings[] = {
		bind_id(":guild", wanted->guild_id),
		binding_of_holder(wanted->holder),
		bind_id(":since", talking ? snowflake_at(now - wanted->talking_ms) : 0),
		/* the clocks of Discord and of this machine differ */
		bind_id(":until", talking ? snowflake_at(now + wanted->talking_ms) : 0),
	};
	store_query(store, "channels to read", bindings, 4, channel_row, &printing);
	store_query(store, "thread cursors", bindings, 4, thread_row, &printing);
	buf_flush(&printing.out, fd);
	buf_free(&printing.out);
	arena_free(&printing.arena);
}
