/* The outbox: what became of deliveries. */
#include <string.h>

#include "ledger/deciding.h"

static void settle(struct books *books, const struct delivered *delivered, int64_t id)
{
	struct delivered_row *row = arena_alloc(&books->chunk, sizeof *row);
	*row = (struct delivered_row){ .guild_id = delivered->guild_id, .discord_id = delivered->discord_id, .delivery = id,
				       .not_before = delivered->not_before, .uncertain = delivered->uncertain,
				       .state = strcmp(delivered->status, "retry") == 0 ? "due" : delivered->status };
	if (delivered->error_message)
		row->error = arena_printf(&books->chunk, "%d %lld %s", delivered->error_http, (long long)delivered->error_code, delivered->error_message);
	STAILQ_INSERT_TAIL(&books->delivered, row, pending);
}

void apply_delivered(struct books *books, const struct delivered *delivered)
{
	settle(books, delivered, delivered->id);
	for (size_t i = 0; i < delivered->with_count; i++)
		settle(books, delivered, delivered->with[i]);
}
