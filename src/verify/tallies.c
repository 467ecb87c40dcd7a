/* What is counted beside the log: commands, deliveries, the open batch; how far each channel was
 * read; what is blank. */
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "command/verbs.h"
#include "verify/pass.h"

/* A name as the counters keep it: cut, but never within a character. */
static void put(char *to, size_t room, const char *text)
{
	size_t length = strnlen(text, room - 1);
	while (text[length] && length && ((unsigned char)text[length] & 0xc0) == 0x80)
		length--;
	memcpy(to, text, length);
}

static void count_command(struct pass *pass, const struct log_row *row)
{
	struct command_count wanted = { 0 }, *count;
	put(wanted.key.verb, sizeof wanted.key.verb,
	    row->code && strcmp(row->code, "unknown_verb") == 0 ? "unknown" : row->verb);
	put(wanted.key.status, sizeof wanted.key.status, row->status);
	count = pass->last_command;
	if (!count || memcmp(&count->key, &wanted.key, sizeof wanted.key) != 0)
		HASH_FIND(hh, pass->commands, &wanted.key, sizeof wanted.key, count);
	pass->last_command = count;
	if (!count) {
		count = arena_alloc(&pass->memory, sizeof *count);
		count->key = wanted.key;
		HASH_ADD(hh, pass->commands, key, sizeof count->key, count);
	}
	count->count++;
}

static void note_channel(struct pass *pass, uint64_t channel_id, uint64_t message_id)
{
	struct channel_end *channel;
	HASH_FIND(hh, pass->channels, &channel_id, sizeof channel_id, channel);
	if (!channel) {
		channel = arena_alloc(&pass->memory, sizeof *channel);
		channel->channel_id = channel_id;
		HASH_ADD(hh, pass->channels, channel_id, sizeof channel->channel_id, channel);
	}
	if (message_id > channel->highest)
		channel->highest = message_id;
}

void tally_is_blank(struct pass *pass, int64_t seq)
{
	pass->blank_count++;
	pass->blank_seq = seq;
}

void count_row(struct pass *pass, const struct log_row *row)
{
	count_command(pass, row);
	if (row->said)
		note_channel(pass, row->command->channel_id, row->message_id);
	if (row->command && row->wordless)
		tally_is_blank(pass, row->seq);
	if (row->ok && row->traits & TRAIT_FORGETS)
		pass->blank_count = pass->blank_seq = 0;
}

static void check_cursors(struct pass *pass)
{
	struct binding guild = bind_integer(":guild", (int64_t)pass->guild_id);
	const struct value *values;
	struct reader *rows = store_read(pass->store, "verify cursors", &guild, 1);
	while ((values = reading_next(rows))) {
		uint64_t channel_id = (uint64_t)number_of(&values[0]);
		struct channel_end *channel;
		HASH_FIND(hh, pass->channels, &channel_id, sizeof channel_id, channel);
		if (channel && (uint64_t)number_of(&values[1]) < channel->highest)
			fault_add(pass->faults, CHECK_CURSOR, "cursors",
				  row_key(pass->faults, "%ju/%ju", pass->guild_id, channel_id),
				  "it is at %jd, and the log holds message %ju of that "
				  "channel",
				  number_of(&values[1]), channel->highest);
		if (channel)
			channel->found = true;
	}
	reading_end(rows);
	for (struct channel_end *channel = pass->channels; channel; channel = channel->hh.next)
		if (!channel->found)
			fault_add(pass->faults, CHECK_CURSOR, "cursors",
				  row_key(pass->faults, "%ju/%ju", pass->guild_id,
					  channel->channel_id),
				  "the row is missing, and the log holds message %ju of that "
				  "channel",
				  channel->highest);
}

static void check_channels(struct pass *pass)
{
	struct binding guild = bind_integer(":guild", (int64_t)pass->guild_id);
	const struct value *values;
	struct reader *rows = store_read(pass->store, "verify channels", &guild, 1);
	while ((values = reading_next(rows)))
		fault_add(pass->faults, CHECK_CURSOR, "channels",
			  row_key(pass->faults, "%ju/%jd", pass->guild_id, number_of(&values[0])),
			  "it is read from message %jd on, and its cursor is before that or "
			  "is missing",
			  number_of(&values[1]));
	reading_end(rows);
}

struct counters {
	struct pass *pass;
	int64_t sent, failed;
	bool sent_found;
};

static bool take_settled(void *context, const struct value *values)
{
	struct counters *counters = context;
	counters->failed = number_of(&values[1]);
	counters->sent = counters->pass->last_delivery - number_of(&values[0]) -
			 counters->failed; /* they are numbered without gaps */
	return false;
}

static const char *key_of(struct pass *pass, const struct value *values)
{
	return row_key(pass->faults, "%ju/%s/%s/%s", pass->guild_id, values[0].text, values[1].text,
		       values[2].text);
}

static void compare_command(struct pass *pass, const struct value *values)
{
	struct command_count wanted = { 0 }, *count;
	put(wanted.key.verb, sizeof wanted.key.verb, values[1].text);
	put(wanted.key.status, sizeof wanted.key.status, values[2].text);
	HASH_FIND(hh, pass->commands, &wanted.key, sizeof wanted.key, count);
	int64_t found = count ? count->count : 0;
	if (pass->since ? number_of(&values[3]) < found /* only the new ones were seen */
			: number_of(&values[3]) != found)
		fault_add(pass->faults, CHECK_COUNTER, "counters", key_of(pass, values),
			  "it is %jd, the log has %jd such rows", number_of(&values[3]), found);
	if (count)
		count->count = 0;
}

static void compare_debits(struct pass *pass, const struct value *values)
{
	struct book_currency *currency = currency_of(pass, values[2].text);
	if (!pass->batch_older && (!currency || currency->open_debits != number_of(&values[3])))
		fault_add(pass->faults, CHECK_COUNTER, "counters", key_of(pass, values),
			  "it is %jd, the debits of the open batch are %jd", number_of(&values[3]),
			  (currency ? currency->open_debits : 0));
	if (currency)
		currency->open_debits = 0;
}

static void compare_deliveries(struct counters *counters, const struct value *values)
{
	int64_t value = number_of(&values[3]);
	bool sent = strcmp(values[1].text, "sent") == 0,
	     failed = strcmp(values[1].text, "failed") == 0;
	if ((sent && value != counters->sent) || (failed && value < counters->failed))
		fault_add(counters->pass->faults, CHECK_COUNTER, "counters",
			  key_of(counters->pass, values),
			  "it is %jd, the outbox has %jd in that state", value,
			  (sent ? counters->sent : counters->failed));
	counters->sent_found |= sent;
}

static void compare_counters(struct pass *pass)
{
	struct binding guild = bind_integer(":guild", (int64_t)pass->guild_id);
	struct counters counters = { .pass = pass };
	const struct value *values;
	store_query(pass->store, "verify settled", &guild, 1, take_settled, &counters);
	struct reader *rows = store_read(pass->store, "verify counters", &guild, 1);
	while ((values = reading_next(rows))) {
		const char *name = values[0].text;
		if (strcmp(name, "command") == 0)
			compare_command(pass, values);
		else if (strcmp(name, "batch") == 0)
			compare_debits(pass, values);
		else if (strcmp(name, "delivery") == 0)
			compare_deliveries(&counters, values);
		else if (strcmp(name, "message") != 0 && strcmp(name, "retry") != 0 &&
			 strcmp(name, "failure") != 0 && strcmp(name, "unanswered") != 0 &&
			 strcmp(name, "outbox") != 0)
			fault_add(pass->faults, CHECK_FORM, "counters", key_of(pass, values),
				  "nothing is counted under that name");
		if (number_of(&values[3]) < 0)
			fault_add(pass->faults, CHECK_FORM, "counters", key_of(pass, values),
				  "a count is never below zero");
	}
	reading_end(rows);
	if (counters.sent && !counters.sent_found)
		fault_add(pass->faults, CHECK_COUNTER, "counters",
			  row_key(pass->faults, "%ju/delivery/sent/", pass->guild_id),
			  "the row is missing; %jd deliveries were sent", counters.sent);
}

void end_tallies(struct pass *pass)
{
	check_cursors(pass);
	check_channels(pass);
	compare_counters(pass);
	for (struct command_count *count = pass->commands; count; count = count->hh.next)
		if (count->count)
			fault_add(pass->faults, CHECK_COUNTER, "counters",
				  row_key(pass->faults, "%ju/command/%s/%s", pass->guild_id,
					  count->key.verb, count->key.status),
				  "the row is missing; the log has %jd such rows", count->count);
	for (struct book_currency *currency = pass->currencies; currency; currency = currency->next)
		if (currency->open_debits && !pass->batch_older)
			fault_add(pass->faults, CHECK_COUNTER, "counters",
				  row_key(pass->faults, "%ju/batch/%jd/%s", pass->guild_id,
					  pass->last_batch, currency->code),
				  "the row is missing; the debits of the open batch are %jd",
				  currency->open_debits);
	if (pass->blank_count)
		fault_add(pass->faults, CHECK_LOG, "commands",
			  row_key(pass->faults, "%ju/%jd", pass->guild_id, pass->blank_seq),
			  "%jd answers up to this row are blank, and no `forget` after it blanked "
			  "them",
			  pass->blank_count);
	HASH_CLEAR(hh, pass->commands);
	HASH_CLEAR(hh, pass->channels);
}
