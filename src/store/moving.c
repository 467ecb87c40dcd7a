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
	int64_t gone;  /* the last row of the log that went there */
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
	side->gone = values[2].integer;
	if (values[1].kind == VALUE_TEXT && !(side->place = strdup(values[1].text)))
		fail(EX_OSERR, "out of memory");
	return false;
}

char *store_address(const struct store *store)
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
	side.address = store_address(store);
	return side;
}

static void forget_side(struct side *side)
{
	free(side->place);
	free(side->address);
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

/* Whoever asks at SIDE, where the books are not, is sent to ADDRESS. The row of the log that went
 * there first is kept: they know as much at least. */
static void point_to(const struct side *side, const char *address)
{
	struct binding bindings[] = { bind_id(":guild", side->guild_id),
				      bind_text(":named", side->place),
				      bind_text(":place", address) };
	store_send_change(side->store, "place renamed", bindings, 3);
	store_commit(side->store);
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

/* Whether TO, where the books went from FROM, knows less than it did then. */
static bool is_restored(const struct side *from, const struct side *to)
{
	if (to->holds)
		return log_row(to, 0).seq < from->gone;
	return !to->marked || (to->place && strcmp(to->place, from->address) == 0);
}

/* Why they cannot be moved; MOVE_DONE: they can. */
static enum move_result judge(const struct side *from, const struct side *to, struct buf *problem)
{
	const char *here = from->address, *there = to->address;
	bool live_there = to->holds && !to->marked;
	if (from->holds && !from->marked && live_there) {
		buf_printf(problem,
			   "%s and %s both hold guild %ju: gl-db drop-copy removes the one that is "
			   "out of date",
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
	bool went_there = from->place && strcmp(from->place, there) == 0;
	if (went_there && is_restored(from, to)) {
		buf_printf(problem,
			   "%s: the books of guild %ju went to %s, which %s: it was restored from "
			   "a "
			   "copy from before the move; bring them back there first "
			   "(docs/postgres.md, Several servers)",
			   here, from->guild_id, there,
			   to->holds ? "knows less of it" : "has none of it");
		return MOVE_REFUSED;
	}
	if (live_there)
		return MOVE_THERE;
	if (went_there && to->holds)
		return MOVE_ENDED;
	if (went_there)
		buf_printf(problem,
			   "%s: the books of guild %ju went to %s, and from there to %s: move them "
			   "from there",
			   here, from->guild_id, there, to->place);
	else if (from->place)
		buf_printf(problem,
			   "%s: the books of guild %ju went to %s: move them from there; or if "
			   "that "
			   "is what %s was called before: gl-db rename-place",
			   here, from->guild_id, from->place, there);
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
	if (result == MOVE_THERE && from.place && strcmp(from.place, to.address) != 0)
		point_to(&from, to.address);
	else if (result != MOVE_DONE)
		store_rollback(from_store);
	*locked_ms = instant_now() - began;
	if (result == MOVE_DONE || result == MOVE_ENDED)
		store_change(to_store, "copy filled", NULL, 0);
	forget_side(&from);
	forget_side(&to);
	return result;
}

/* Why what COPY has may not be dropped. */
static void judge_drop(const struct side *live, const struct side *copy, struct buf *problem)
{
	if (!live->holds || live->marked)
		buf_printf(problem, "%s is not at work for guild %ju: its books are not there",
			   live->address, live->guild_id);
	else if (!copy->holds)
		buf_printf(problem, "%s holds no guild %ju", copy->address, live->guild_id);
	else if (!is_older_copy(copy, live))
		buf_printf(problem,
			   "%s knows of guild %ju what %s does not: their logs differ (gl-db "
			   "missing lists what a copy has more)",
			   copy->address, live->guild_id, live->address);
}

bool store_drop_copy(struct store *live_store, struct store *copy_store, uint64_t guild_id,
		     struct buf *problem)
{
	struct side live = look_at(live_store, guild_id), copy = look_at(copy_store, guild_id);
	if (strcmp(live.address, copy.address) == 0) {
		buf_printf(problem, "%s: these are the same books", live.address);
	} else {
		begin_locked(&live);
		begin_locked(&copy);
		forget_side(&live);
		forget_side(&copy);
		live = look_at(live_store, guild_id);
		copy = look_at(copy_store, guild_id);
		judge_drop(&live, &copy, problem);
		if (!problem->length)
			leave(&copy, &live);
		else
			store_rollback(copy_store);
		store_rollback(live_store);
	}
	forget_side(&live);
	forget_side(&copy);
	return !problem->length;
}

static bool take_count(void *context, const struct value *values)
{
	*(int64_t *)context = values[0].integer;
	return false;
}

int64_t store_rename_place(struct store *store, const char *old, const char *new)
{
	int64_t count = 0;
	struct binding bindings[] = { { ":guild", { .kind = VALUE_NULL } },
				      bind_text(":named", old),
				      bind_text(":place", new) };
	store_begin(store);
	store_query(store, "places named", &bindings[1], 1, take_count, &count);
	store_send_change(store, "place renamed", bindings, 3);
	store_commit(store);
	return count;
}
