/* Balances of another bot that wait under a member's id, once that member has an account here. */
#include "tools/channels.h"
#include "tools/due.h"

static void fill_opening(struct due_run *run, const struct due_item *item, struct command *command)
{
	due_argument(run, command, "n", "%jd", item->place.number);
	due_argument(run, command, "targets", "%s", item->text);
}

static bool add_opening(void *context, const struct value *values)
{
	struct due_run *run = context;
	due_add(run, &(struct due_item){
			     .place = { values[2].integer, DUE_OPENINGS, values[0].integer },
			     .verb = VERB_ASSIGN,
			     .day = NO_DAY,
			     .text = arena_printf(&run->arena, "@%ju", id_of(&values[1])),
			     .fill = fill_opening,
		     });
	return true;
}

void due_add_openings(struct due_run *run)
{
	struct binding guild = bind_id(":guild", run->guild->guild_id);
	if (due_can_book(run))
		store_query(run->store, "due openings", &guild, 1, add_opening, run);
}
