/* Fuzz target: records of every type. What is read is written, what is written is read again, and
 * is then written as the same line. */
#include "fuzz.h"

#include "record/record.h"

static bool write_record(struct buf *out, const struct record *record)
{
	switch (record->type) {
	case RECORD_COMMAND: record_write_command(out, &record->command); return true;
	case RECORD_REJECT: record_write_reject(out, &record->command); return true;
	case RECORD_SKIP: record_write_skip(out, &record->command); return true;
	case RECORD_GUILD: record_write_guild(out, &record->guild); return true;
	case RECORD_ROLE: record_write_role(out, &record->role); return true;
	case RECORD_MEMBER: record_write_member(out, &record->member); return true;
	case RECORD_CHANNEL: record_write_channel(out, &record->channel); return true;
	case RECORD_POST: record_write_post(out, &record->post); return true;
	case RECORD_DELIVERY: record_write_delivery(out, &record->delivery); return true;
	case RECORD_DELIVERED: record_write_delivered(out, &record->delivered); return true;
	default: return false;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	char *text = arena_copy(&arena, (const char *)data, size), *at = text, *line;
	while ((line = fuzz_line(&at, text + size))) {
		struct record record, again;
		struct buf first = { 0 }, second = { 0 };
		const char *why = NULL;
		size_t length = (size_t)(at - line) - (at[-1] == '\0');
		bool read = record_read(&arena, line, strlen(line) < length ? length : strlen(line),
					&record, &why);
		REQUIRE(read || (why && *why));
		if (read && write_record(&first, &record)) {
			REQUIRE(first.length && first.bytes[first.length - 1] == '\n' &&
				!memchr(first.bytes, '\n', first.length - 1));
			char *copy = arena_copy(&arena, first.bytes, first.length - 1);
			REQUIRE(record_read(&arena, copy, first.length - 1, &again, &why) &&
				again.type == record.type);
			REQUIRE(write_record(&second, &again) &&
				strcmp(first.bytes, second.bytes) == 0);
		}
		buf_free(&first);
		buf_free(&second);
	}
	arena_free(&arena);
	return 0;
}
