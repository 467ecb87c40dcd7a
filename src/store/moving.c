/* A guild's books go from one place to another in three transactions, each of one side:
 *   1. TO gets all rows and a mark that they are on their way, so that nobody works with them;
 *   2. FROM loses them and gets the mark of where they are now, both at once;
 *   3. TO loses its mark.
 * FROM is locked from before 1 until behind 2. Until 2 the books are at FROM, and what is at TO may
 * be removed; from 2 on they are at TO, and only 3 is left to do. */
#include "store/moving.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/instant.h"
#include "store/copy_tables.h"

struct side {
	struct store *store;
	uint64_t guild_id;
	bool holds;    /* rows of the guild */
	bool marked;   /* it is in moved_guilds */
	char *place;   /* where its books went; NULL: they are on their way here, or not marked */
	char *address; /* of this side, as the other can find it */
};

static bool take_guild(void *context, const struct value *values)
{
	(void)values;
	((struct side *)context)->holds = true;
	return false;
}

static bool take_place(void *context, const struct value *values)
{
	struct side *side = context;
	side->marked = true;
	if (values[1].kind == VALUE_TEXT && !(side->place = strdup(values[1].text)))
		fail(EX_OSERR, "out of memory");
	return false;
}

/* A file by its whole path. */
static char *address_of(const struct store *store)
{
	const char *location = store_location(store);
	char *path = store_can(store, STORE_CAN_BACKUP_FILE) ? realpath(location, NULL) : NULL;
	if (!path && !(path = strdup(location)))
		fail(EX_OSERR, "out of memory");
	return path;
}

static struct side look_at(struct store *store, uint64_t guild_id)
{
	struct side side = { .store = store, .guild_id = guild_id };
	struct binding guild = bind_id(":guild", guild_id);
	store_query(store, "guild one", &guild, 1, take_guild, &side);
	store_query(store, "guild places", &guild, 1, take_place, &side);
	side.address = address_of(store);
	return side;
}

static bool take_any(void *context, const struct value *values)
{
	(void)context;
	(void)values;
	return true;
}

/* Whoever writes books or marks deliveries waits, until the transaction ends. */
static void begin_locked(const struct side *side)
{
	struct binding guild = bind_id(":guild", side->guild_id);
	store_begin(side->store);
	store_query(side->store, "forget hold", &guild, 1, take_any, NULL);
	store_query(side->store, "outbox hold", NULL, 0, take_any, NULL);
}

static void mark(const struct side *side, const char *place)
{
	struct binding bindings[] = { bind_id(":guild", side->guild_id), bind_text(":place", place),
				      bind_integer(":now", instant_now()) };
	store_send_change(side->store, "guild moves", bindings, 3);
}

static void unmark(const struct side *side)
{
	struct binding guild = bind_id(":guild", side->guild_id);
	store_begin(side->store);
	store_send_change(side->store, "guild arrived", &guild, 1);
	store_commit(side->store);
}

static void fill(const struct side *from, const struct side *to)
{
	store_begin(to->store);
	mark(to, NULL);
	if (to->holds) /* left by a move that was killed */
		tables_remove(to->store, to->guild_id);
	tables_copy(from->store, to->store, to->guild_id);
	store_commit(to->store);
}

static void leave(const struct side *from, const struct side *to)
{
	struct binding guild = bind_id(":guild", from->guild_id);
	mark(from, to->address);
	store_send_change(from->store, "guild lease", &guild, 1);
	tables_remove(from->store, from->guild_id);
	store_commit(from->store);
}

/* Why they cannot be moved; MOVE_DONE: they can. */
static enum move_result judge(const struct side *from, const struct side *to, struct buf *problem)
{
	const char *here = from->address, *there = to->address;
	bool live_there = to->holds && !to->marked;
	if (from->holds && !from->marked && live_there) {
		buf_printf(problem, "%s and %s both hold guild %ju: one of them has to go first",
			   here, there, from->guild_id);
		return MOVE_REFUSED;
	}
	if (from->holds && !from->marked)
		return MOVE_DONE;
	if (live_there)
		return MOVE_THERE;
	if (from->place && strcmp(from->place, there) == 0 && to->holds)
		return MOVE_ENDED;
	if (from->place)
		buf_printf(problem, "%s: the books of guild %ju went to %s: move them from there",
			   here, from->guild_id, from->place);
	else if (from->marked)
		buf_printf(problem,
			   "%s: the books of guild %ju are on their way here: let the move that "
			   "was begun end first, by the same command",
			   here, from->guild_id);
	else
		buf_printf(problem, "%s holds no guild %ju", here, from->guild_id);
	return MOVE_REFUSED;
}

static enum move_result move(struct side *from, struct side *to, struct buf *summary,
			     struct buf *problem)
{
	if (!tables_are_as_described(from->store, problem) ||
	    !tables_are_as_described(to->store, problem))
		return MOVE_REFUSED;
	fill(from, to);
	tables_compare(from->store, to->store, from->guild_id, summary, problem);
	if (problem->length)
		return MOVE_DIFFERS;
	leave(from, to);
	unmark(to);
	return MOVE_DONE;
}

enum move_result store_move(struct store *from_store, struct store *to_store, uint64_t guild_id,
			    struct buf *summary, struct buf *problem, int64_t *locked_ms)
{
	struct side from = { .store = from_store, .guild_id = guild_id };
	int64_t began = instant_now();
	begin_locked(&from);
	from = look_at(from_store, guild_id);
	struct side to = look_at(to_store, guild_id);
	enum move_result result = judge(&from, &to, problem);
	if (result == MOVE_DONE)
		result = move(&from, &to, summary, problem);
	else if (result == MOVE_ENDED)
		unmark(&to);
	if (result != MOVE_DONE)
		store_rollback(from_store);
	*locked_ms = instant_now() - began;
	free(from.place);
	free(from.address);
	free(to.place);
	free(to.address);
	return result;
}
