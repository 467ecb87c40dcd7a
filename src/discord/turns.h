/* Who is next: things to do of several guilds, taken round robin, so that the length of one guild's
 * queue delays no other. */
#ifndef DISCORD_TURNS_H
#define DISCORD_TURNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

struct turns;
struct turn;

/* Part of what waits; the caller owns it, and finds the rest of it from here. */
struct turn_entry {
	int64_t not_before; /* it is passed over until then; any clock, the same in all calls */
	struct turn *turn;  /* whose it is; set by turns_add() */
	STAILQ_ENTRY(turn_entry) next;
};

/* Where several guilds have come, none has more than MOST_OF_ONE entries under way. Exits with
 * EX_OSERR without memory. */
struct turns *turns_start(int most_of_one);
void turns_free(struct turns *turns);

/* Puts ENTRY behind all else of guild ID, or (an entry that was taken) in front of it: then this
 * guild is next, too. */
void turns_add(struct turns *turns, uint64_t id, struct turn_entry *entry);
void turns_put_back(struct turns *turns, struct turn_entry *entry);
/* Takes out the first entry that may go at NOW, of the guild whose turn it is; NULL when there is
 * none. */
struct turn_entry *turns_next(struct turns *turns, int64_t now);
/* An entry that was taken is under way from here to there. */
void turns_begin(struct turn_entry *entry);
void turns_end(struct turn_entry *entry);

bool turns_empty(const struct turns *turns);
/* When the next entry may go; LATEST when none may sooner. */
int64_t turns_earliest(const struct turns *turns, int64_t latest);

#endif
