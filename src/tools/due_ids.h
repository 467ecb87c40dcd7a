/* Ids of users that gl-due reads from the books, rising. */
#ifndef TOOLS_DUE_IDS_H
#define TOOLS_DUE_IDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/store.h"

/* Empty is { .arena = ARENA }: its list lives there. */
struct due_ids {
	uint64_t *list;
	size_t count, room;
	struct arena *arena;
};

/* Adds ID, which is above all that are in the list where due_has_id() is asked. */
void due_add_id(struct due_ids *ids, uint64_t id);
/* Whether ID is in a list that rises. */
bool due_has_id(const struct due_ids *ids, uint64_t id);

/* For store_query(): adds the id in the first column to CONTEXT, a struct due_ids. */
bool due_take_id(void *context, const struct value *values);

#endif
