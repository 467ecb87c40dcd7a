/* Blanked memos, followed to where rules put them. */
#include "apply/forget_month.h"

#include <string.h>

#include "base/arena.h"

struct schedule_list {
	struct arena memory;
	int64_t *numbers;
	size_t count, room;
};

static bool take_schedule(void *context, const struct value *values)
{
	struct schedule_list *list = context;
	if (list->count == list->room) {
		size_t room = list->room * 2 + 16;
		int64_t *larger = arena_alloc(&list->memory, sizeof *larger * room);
		if (list->count)
			memcpy(larger, list->numbers, sizeof *larger * list->count);
		list->numbers = larger;
		list->room = room;
	}
	list->numbers[list->count++] = values[0].integer;
	return true;
}

void forget_month(struct store *store, int64_t guild_id, int64_t from, int64_t to)
{
	struct schedule_list schedules = { 0 };
	struct binding bindings[] = { bind_integer(":guild", guild_id), bind_integer(":from", from),
				      bind_integer(":to", to) };
	store_send_change(store, "forget waiting", bindings, 3);
	store_send_change(store, "forget exemptions", bindings, 3);
	store_query(store, "forget which schedules", bindings, 3, take_schedule, &schedules);
	for (size_t i = 0; i < schedules.count; i++) {
		struct binding schedule[] = { bind_integer(":guild", guild_id),
					      bind_integer(":schedule", schedules.numbers[i]) };
		store_send_change(store, "forget schedule", schedule, 2);
	}
	if (schedules.count) { /* the log is read through for what they booked */
		store_send_change(store, "forget scheduled", bindings, 1);
		store_send_change(store, "forget scheduled memos", bindings, 1);
	}
	store_send_change(store, "forget accepted memos", bindings, 3);
	store_send_change(store, "forget line records", bindings, 3);
	store_send_change(store, "forget lines", bindings, 3);
	store_send_change(store, "forget line memos", bindings, 3);
	store_send_change(store, "forget line waiting", bindings, 3);
	arena_free(&schedules.memory);
}
