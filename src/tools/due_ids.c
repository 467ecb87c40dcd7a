/* Ids of users as queries give them. */
#include "tools/due_ids.h"

#include <string.h>

#include "ledger/dues.h"
#include "tools/channels.h"

void due_add_id(struct due_ids *ids, uint64_t id)
{
	if (ids->count == ids->room) {
		size_t room = ids->room ? 2 * ids->room : DUES_PART;
		uint64_t *larger = arena_alloc_raw(ids->arena, room * sizeof *larger);
		if (ids->count)
			memcpy(larger, ids->list, ids->count * sizeof *larger);
		ids->list = larger;
		ids->room = room;
	}
	ids->list[ids->count++] = id;
}

bool due_take_id(void *context, const struct value *values)
{
	due_add_id(context, id_of(&values[0]));
	return true;
}

bool due_has_id(const struct due_ids *ids, uint64_t id)
{
	size_t low = 0, high = ids->count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (ids->list[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < ids->count && ids->list[low] == id;
}
