/* What became of deliveries. */
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

void settle_deliveries(struct books *books, const struct delivered *delivered)
{
	settle(books, delivered, delivered->id);
	for (size_t i = 0; i < delivered->with_count; i++)
		settle(books, delivered, delivered->with[i]);
}

void apply_delivered(struct books *books, struct guild *guild, const struct delivered *delivered, struct decision *decision)
{
	struct role_delivery *role = books_role_delivery(books, guild->guild_id, delivered->id);
	if (role && !role->exists && delivered->id >= guild->first_new_delivery && !role->looked_twice) {
		decision->need = NEED_DELIVERY;
		role->looked_twice = true;
		return;
	}
	decision->need = NEED_NOTHING;
	if (role && role->exists)
		apply_role_result(books, guild, delivered, role, decision);
	else
		decision->quiet = true; /* an answer that was sent changes nothing in the books */
	if (decision->need != NEED_NOTHING)
		return;
	if (role && strcmp(delivered->status, "retry") != 0) { /* settled: a second result tells nothing */
		role->exists = false;
		role->looked_twice = true;
	}
	settle_deliveries(books, delivered);
}
