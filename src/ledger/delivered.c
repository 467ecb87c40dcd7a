/* What became of deliveries. */
#include <string.h>

#include "ledger/fetched.h"
#include "ledger/lookups.h"
#include "ledger/outbox.h"
#include "ledger/pending_rows.h"
#include "ledger/roles.h"
#include "ledger/verb_support.h"

static bool is(const struct delivered *delivered, const char *status)
{
	return strcmp(delivered->status, status) == 0;
}

/* A result of what has no number yet is of nothing: written behind the chunk's deliveries, it must
 * not end one that a later record of the chunk makes. */
static struct delivered_row *settle(struct books *books, const struct delivered *delivered,
				    int64_t id)
{
	struct delivered_row *row = arena_alloc(&books->chunk, sizeof *row);
	*row = (struct delivered_row){ .guild_id = delivered->guild_id,
				       .discord_id = delivered->discord_id,
				       .delivery = id,
				       .not_before = delivered->not_before,
				       .uncertain = delivered->uncertain,
				       .untried = delivered->untried && is(delivered, "retry"),
				       .state = is(delivered, "retry")     ? "due"
						: is(delivered, "refused") ? "failed"
									   : delivered->status };
	if (delivered->error_message)
		row->error = arena_printf(&books->chunk, "%d %jd %s", delivered->error_http,
					  delivered->error_code, delivered->error_message);
	if (id < books_guild(books, delivered->guild_id)->next_delivery)
		STAILQ_INSERT_TAIL(&books->delivered, row, pending);
	return row;
}

/* Discord refused the words. Of a digest somebody's are at fault: each half goes by itself, until
 * they are alone. Those are said once in words that name nobody; gl-send calls that failed when it
 * is refused, too. */
static void put_otherwise(struct books *books, const struct delivered *delivered)
{
	size_t count = delivered->with_count + 1, half = (count + 1) / 2;
	int64_t lead = delivered->id;
	for (size_t i = 0; i < count; i++) {
		int64_t id = i ? delivered->with[i - 1] : delivered->id;
		struct delivered_row *row = settle(books, delivered, id);
		size_t together = i < half ? half : count - half;
		lead = i == half ? id : lead;
		row->state = "due";
		row->refused = true;
		row->digest = together > 1 ? lead : 0;
		row->neutral = count == 1;
	}
}

void settle_deliveries(struct books *books, const struct delivered *delivered)
{
	settle(books, delivered, delivered->id);
	for (size_t i = 0; i < delivered->with_count; i++)
		settle(books, delivered, delivered->with[i]);
}

void apply_delivered(struct books *books, struct guild *guild, const struct delivered *delivered,
		     struct decision *decision)
{
	struct fetched_delivery *found =
		books_fetched_delivery(books, guild->guild_id, delivered->id);
	struct fetched_delivery *role = found && found->role_id ? found : NULL;
	bool refused = is(delivered, "refused") && !role; /* of a role no words can be */
	if (found && !role)
		apply_message_result(books, guild, delivered, found, decision);
	else if (role)
		apply_role_result(books, guild, delivered, role, decision);
	else
		decision->quiet = true; /* an answer that was sent changes nothing in the books */
	if (found && !is(delivered, "retry"))
		found->exists = false; /* settled: a second result tells nothing */
	if (refused)
		put_otherwise(books, delivered);
	else
		settle_deliveries(books, delivered);
}
