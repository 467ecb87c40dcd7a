/* A queue for each guild, and a ring of those that have something in it. */
#include "discord/turns.h"

#include <stdlib.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/hash.h"

STAILQ_HEAD(entry_queue, turn_entry);

struct turn {
	uint64_t id;
	struct entry_queue entries;
	int under_way;
	bool in_ring;
	STAILQ_ENTRY(turn) next;
	UT_hash_handle hh;
};

struct turns {
	struct turn *by_id;       /* all that ever had an entry */
	STAILQ_HEAD(, turn) ring; /* those that have one; the first is next */
	size_t in_ring;
	int most_of_one;
};

struct turns *turns_start(int most_of_one)
{
	struct turns *turns = calloc(1, sizeof *turns);
	if (!turns)
		fail(EX_OSERR, "out of memory");
	STAILQ_INIT(&turns->ring);
	turns->most_of_one = most_of_one;
	return turns;
}

void turns_free(struct turns *turns)
{
	struct turn *turn, *next;
	HASH_ITER(hh, turns->by_id, turn, next)
	{
		HASH_DEL(turns->by_id, turn); /* NOLINT(clang-analyzer-unix.Malloc): HASH_ITER took
						 the next one before */
		free(turn);
	}
	free(turns);
}

static struct turn *turn_of(struct turns *turns, uint64_t id)
{
	struct turn *turn;
	HASH_FIND(hh, turns->by_id, &id, sizeof id, turn);
	if (turn)
		return turn;
	turn = calloc(1, sizeof *turn);
	if (!turn)
		fail(EX_OSERR, "out of memory");
	turn->id = id;
	STAILQ_INIT(&turn->entries);
	HASH_ADD(hh, turns->by_id, id, sizeof turn->id, turn);
	return turn;
}

static void join_ring(struct turns *turns, struct turn *turn)
{
	if (turn->in_ring)
		return;
	turn->in_ring = true;
	turns->in_ring++;
	STAILQ_INSERT_TAIL(&turns->ring, turn, next);
}

static void leave_ring(struct turns *turns, struct turn *turn)
{
	turn->in_ring = false;
	turns->in_ring--;
	STAILQ_REMOVE(&turns->ring, turn, turn, next);
}

void turns_add(struct turns *turns, uint64_t id, struct turn_entry *entry)
{
	entry->turn = turn_of(turns, id);
	STAILQ_INSERT_TAIL(&entry->turn->entries, entry, next);
	join_ring(turns, entry->turn);
}

void turns_put_back(struct turns *turns, struct turn_entry *entry)
{
	struct turn *turn = entry->turn;
	STAILQ_INSERT_HEAD(&turn->entries, entry, next);
	if (turn->in_ring)
		leave_ring(turns, turn);
	turn->in_ring = true;
	turns->in_ring++;
	STAILQ_INSERT_HEAD(&turns->ring, turn, next);
}

static bool has_its_share(const struct turns *turns, const struct turn *turn)
{
	return turn->under_way >= turns->most_of_one && HASH_COUNT(turns->by_id) > 1;
}

static struct turn_entry *take_ready(struct turn *turn, int64_t now)
{
	struct turn_entry *entry;
	STAILQ_FOREACH(entry, &turn->entries, next)
	if (entry->not_before <= now) {
		STAILQ_REMOVE(&turn->entries, entry, turn_entry, next);
		return entry;
	}
	return NULL;
}

struct turn_entry *turns_next(struct turns *turns, int64_t now)
{
	for (size_t left = turns->in_ring; left; left--) {
		struct turn *turn = STAILQ_FIRST(&turns->ring);
		struct turn_entry *entry =
			has_its_share(turns, turn) ? NULL : take_ready(turn, now);
		leave_ring(turns, turn);
		if (!STAILQ_EMPTY(&turn->entries))
			join_ring(turns, turn); /* behind the others */
		if (entry)
			return entry;
	}
	return NULL;
}

void turns_begin(struct turn_entry *entry)
{
	entry->turn->under_way++;
}

void turns_end(struct turn_entry *entry)
{
	entry->turn->under_way--;
}

bool turns_empty(const struct turns *turns)
{
	return STAILQ_EMPTY(&turns->ring);
}

int64_t turns_earliest(const struct turns *turns, int64_t latest)
{
	const struct turn *turn;
	const struct turn_entry *entry;
	STAILQ_FOREACH(turn, &turns->ring, next)
	if (!has_its_share(turns, turn)) /* else it waits for what is under way */
		STAILQ_FOREACH(entry, &turn->entries, next)
	if (entry->not_before < latest)
		latest = entry->not_before;
	return latest;
}
