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

static void say_unfinished(void *context, int exit_code)
{
	const struct side *side = context;
	(void)exit_code;
	log_line(LOG_ERROR, "move-unfinished",
		 "guild %ju: its books are at %s, and are used again once the same command has run "
		 "again",
		 side->guild_id, side->address);
}

static void unmark(struct side *side)
{
	struct binding guild = bind_id(":guild", side->guild_id);
	fail_last(say_unfinished, side);
	store_begin(side->store);
	store_send_change(side->store, "guild arrived", &guild, 1);
	store_commit(side->store);
	fail_last(NULL, NULL);
	store_change(side->store, "copy filled", NULL, 0);
}

static void fill(const struct side *from, const struct side *to)
{
	begin_locked(to);
	mark(to, NULL);
	if (to->holds) /* left by a move that was killed */
		tables_remove(to->store, to->guild_id);
	tables_copy(from->store, to->store, to->guild_id, true);
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

enum { LOG_COLUMNS = 6 };
struct log_row {
	bool any;
	int64_t seq;
	uint64_t words; /* of its texts */
	struct value values[LOG_COLUMNS];
};

static bool take_log_row(void *context, const struct value *values)
{
	struct log_row *row = context;
	row->any = true;
	row->seq = values[0].integer;
	for (int i = 0; i < LOG_COLUMNS; i++) {
		row->values[i] = values[i];
		for (const char *at = value_words(&values[i]); *at; at++)
			row->words = row->words * 31 + (unsigned char)*at;
	}
	return false;
}

/* The row SEQ of the log; 0: the last one. */
static struct log_row log_row(const struct side *side, int64_t seq)
{
	struct log_row row = { 0 };
	struct binding bindings[] = { bind_id(":guild", side->guild_id),
				      bind_optional(":seq", seq) };
	store_query(side->store, "log row", bindings, 2, take_log_row, &row);
	return row;
}

/* Whether OTHER knows all that ONE knows of the guild, and perhaps more: by the last row of ONE's
 * log. */
static bool is_older_copy(const struct side *one, const struct side *other)
{
	struct log_row last = log_row(one, 0), same = log_row(other, last.seq);
	bool alike = last.any && same.any && last.words == same.words;
	for (int i = 0; i < LOG_COLUMNS && alike; i++)
		alike = last.values[i].kind == same.values[i].kind &&
			(last.values[i].kind != VALUE_INTEGER ||
			 last.values[i].integer == same.values[i].integer);
	return alike;
}

/* Why they cannot be moved; MOVE_DONE: they can. */
static enum move_result judge(const struct side *from, const struct side *to, struct buf *problem)
{
	const char *here = from->address, *there = to->address;
	bool live_there = to->holds && !to->marked;
	if (from->holds && !from->marked && live_there) {
		buf_printf(problem,
			   "%s and %s both hold guild %ju: mark the one that is out of date as "
			   "gone (docs/postgres.md)",
			   here, there, from->guild_id);
		return MOVE_REFUSED;
	}
	/* what is on its way may be replaced, unless FROM is what knows less: it was restored */
	if (from->holds && !from->marked && to->holds && !is_older_copy(to, from)) {
		buf_printf(problem,
			   "%s: newer books of guild %ju are on their way here than those at %s, "
			   "which a restore may have brought back",
			   there, from->guild_id, here);
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
	tables_compare(from->store, to->store, from->guild_id, true, summary, problem);
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
