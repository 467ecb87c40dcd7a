/* Tables that were answered behind a `forget`, before all was blank, and are gone since. The books
 * are asked, not the rows read so far: a verification may begin at a checkpoint behind it. */
#include "verify/pass.h"

bool explains_lost_table(struct store *store, uint64_t guild_id, int64_t seq)
{
	struct binding bindings[] = { bind_integer(":guild", (int64_t)guild_id),
				      bind_integer(":seq", seq) };
	return store_has_row(store, "verify lost table", bindings, 2);
}
