/* What became of a record, from and to JSON. */
#include <string.h>

#include "record/reading.h"

static void write_number(struct buf *out, const char *key, uint64_t number)
{
	if (number)
		buf_printf(out, ",\"%s\":\"%ju\"", key, number);
}

static void write_text(struct buf *out, const char *key, const char *text)
{
	if (!text)
		return;
	buf_text(out, key);
	buf_json(out, text);
}

void record_write_outcome(struct buf *out, const struct outcome *outcome)
{
	buf_text(out, "{\"type\":\"outcome\"");
	write_number(out, "message_id", outcome->message_id);
	write_text(out, ",\"line\":", outcome->line);
	write_text(out, ",\"verb\":", outcome->verb);
	write_text(out, ",\"status\":", outcome->status);
	write_text(out, ",\"code\":", outcome->code);
	write_number(out, "transaction", (uint64_t)outcome->transaction);
	write_number(out, "batch", (uint64_t)outcome->batch);
	if (outcome->transactions > 1)
		buf_printf(out, ",\"transactions\":%jd", outcome->transactions);
	write_text(out, ",\"receipt\":", outcome->receipt);
	write_text(out, ",\"text\":", outcome->text);
	for (int64_t i = 0; i < outcome->numbers; i++)
		buf_printf(out, "%s\"%jd\"", i ? "," : ",\"waiting\":[", outcome->first_number + i);
	if (outcome->numbers)
		buf_char(out, ']');
	record_write_one_appearance(out, &outcome->appearance);
	record_write_buttons(out, &outcome->appearance);
	if (outcome->ping_count)
		record_write_id_list(out, "pings", outcome->pings, outcome->ping_count);
	record_write_files(out, outcome->files, outcome->file_count);
	buf_text(out, "}\n");
}

static int64_t number_of(const cJSON *json, const char *key)
{
	uint64_t number = 0;
	json_id(json, key, &number);
	return (int64_t)number;
}

/* What waits is numbered without gaps: the first number and the count say it. */
static bool read_waiting(struct arena *arena, const cJSON *list, struct outcome *outcome)
{
	uint64_t *numbers;
	size_t count = 0;
	if (!record_read_id_list(arena, list, &numbers, &count))
		return false;
	outcome->first_number = count ? (int64_t)numbers[0] : 0;
	outcome->numbers = (int64_t)count;
	return true;
}

bool record_read_outcome(struct arena *arena, const cJSON *json, struct outcome *outcome,
			 const char **why)
{
	const cJSON *appearance = json_get(json, "appearance");
	*outcome = (struct outcome){
		.message_id = (uint64_t)number_of(json, "message_id"),
		.line = json_text(json, "line"),
		.verb = json_text(json, "verb"),
		.status = json_text(json, "status"),
		.code = json_text(json, "code"),
		.transaction = number_of(json, "transaction"),
		.batch = number_of(json, "batch"),
		.transactions = json_integer(json, "transactions", 0),
		.receipt = json_text(json, "receipt"),
		.text = json_text(json, "text"),
	};
	record_take_appearance(appearance, appearance, &outcome->appearance);
	record_take_buttons(arena, json, &outcome->appearance);
	*why = NULL;
	if (!outcome->status)
		*why = "\"status\" is missing";
	else if (!read_waiting(arena, json_get(json, "waiting"), outcome))
		*why = "\"waiting\" holds something that is no number";
	else if (!record_read_id_list(arena, json_get(json, "pings"), &outcome->pings,
				      &outcome->ping_count) ||
		 outcome->ping_count > MAX_PINGS)
		*why = "\"pings\" is no list of at most 50 ids";
	return !*why && record_read_files(json_get(json, "files"), outcome->files,
					  &outcome->file_count, why);
}
