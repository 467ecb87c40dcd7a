/* What ends by itself: roles that were given until a time, and what waits. */
#include "base/instant.h"
#include "tools/channels.h"
#include "tools/due.h"

/* A role of a member that ends. */
struct role_end {
	uint64_t user_id, role_id;
};

static void fill_role_end(struct due_run *run, const struct due_item *item, struct command *command)
{
	const struct role_end *end = item->of;
	char until[INSTANT_TEXT_SIZE];
	due_argument(run, command, "who", "@%ju", end->user_id);
	due_argument(run, command, "role", "&%ju", end->role_id);
	due_argument(run, command, "ending", "%s", instant_format(item->place.instant, until));
}

static bool add_role_end(void *context, const struct value *values)
{
	struct due_run *run = context;
	struct role_end *end = arena_alloc(&run->arena, sizeof *end);
	*end = (struct role_end){ id_of(&values[1]), id_of(&values[2]) };
	due_add(run, &(struct due_item){
			     .place = { values[3].integer, DUE_ROLE_ENDS, (int64_t)end->user_id },
			     .verb = VERB_ROLE_REVOKE,
			     .day = NO_DAY,
			     .text = arena_printf(&run->arena, "&%ju", end->role_id),
			     .fill = fill_role_end,
			     .of = end,
		     });
	return true;
}

void due_add_role_ends(struct due_run *run)
{
	struct binding bindings[] = { bind_id(":guild", run->guild->guild_id),
				      bind_integer(":now", run->now) };
	store_query(run->store, "roles ending", bindings, 2, add_role_end, run);
}

static void fill_waiting_end(struct due_run *run, const struct due_item *item,
			     struct command *command)
{
	due_argument(run, command, "n", "%jd", item->place.number);
	due_argument(run, command, item->of, "%s", item->text);
}

static bool add_waiting_end(void *context, const struct value *values)
{
	struct due_run *run = context;
	bool at = values[1].kind == VALUE_INTEGER;
	char text[INSTANT_TEXT_SIZE];
	int64_t instant = values[1].integer, last;
	if (!at) {
		if (!day_parse(value_words(&values[2]), &last))
			return true;
		instant = due_instant(run, last + 1, 0);
		day_format(last, text);
	} else {
		instant_format(instant, text);
	}
	due_add(run, &(struct due_item){
			     .place = { instant, DUE_WAITING_ENDS, values[0].integer },
			     .verb = VERB_DUE_EXPIRE,
			     .day = NO_DAY,
			     .text = arena_strdup(&run->arena, text),
			     .fill = fill_waiting_end,
			     .of = at ? "at" : "ends",
		     });
	return true;
}

void due_add_waiting_ends(struct due_run *run)
{
	char tomorrow[DAY_TEXT_SIZE];
	struct binding bindings[] = {
		bind_id(":guild", run->guild->guild_id),
		bind_integer(":now", run->now),
		bind_text(":day", day_format(due_today(run) + 1, tomorrow)),
	};
	store_query(run->store, "due ends", bindings, 3, add_waiting_end, run);
}
