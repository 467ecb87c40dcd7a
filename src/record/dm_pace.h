/* How fast direct messages that nobody asked for go. Pure: times are given, Unix milliseconds.
 * Discord blocks bots that open direct messages to many people at once. */
#ifndef RECORD_DM_PACE_H
#define RECORD_DM_PACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Direct messages to people whom the bot has not written to before are opened at so many a minute
 * at first, over all guilds; each minute that was full doubles it, up to MOST. */
enum { FIRST_OPENINGS = 10, MOST_OPENINGS = 60 };
/* Of those that are open already so many go in any second. */
enum { KNOWN_A_SECOND = 5 };

/* A minute in which PACE may be opened, and REMAINING still may; it ends then. Zeros: none yet. */
struct openings {
	int pace, remaining;
	int64_t ends;
};
/* Whether one more may be opened at NOW: then it is taken, in a new minute where the last one is
 * over. After five minutes without any, or where the clock was put back, it begins anew. */
bool openings_take(struct openings *openings, int64_t now);

/* Those to open channels that have gone lately; zeros: none. */
struct known_sent {
	int remaining;
	int64_t until; /* once none remains, none goes before */
};
/* Whether one more may go at NOW: then it is taken. Any second has KNOWN_A_SECOND at most. */
bool known_sent_take(struct known_sent *sent, int64_t now);

/* How many minutes it takes to write to so many people, none of whom the bot has written to
 * before: at least one. Who was written to before is told sooner, so it is the most. */
size_t minutes_of_messages(size_t people);

#endif
