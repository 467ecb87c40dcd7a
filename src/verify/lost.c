/* Tables that were answered behind a `forget`, before all was blank, and are gone since. The books
 * are asked, not the rows read so far: a verification may begin at a checkpoint behind it. */
#include "verify/pass.h"

static bool take_any(void *context, const struct value *values)
{
	(void)values;
	*(bool *)context = true;
	return false;
}

bool explains_lost_table(struct store *store, uint64_t guild_id, int64_t seq)
{
	struct binding bindings[] = { bind_integer(":guild", (int64_t)guild_id),
				      bind_integer(":seq", seq) };
	bool found = false;
	store_query(store, "verify lost table", bindings, 2, take_any, &found);
	return found;
}
