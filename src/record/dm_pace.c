/* The pace of direct messages that nobody asked for. */
#include "record/dm_pace.h"

enum { SECOND = 1000, MINUTE = 60 * SECOND };
/* Shorter than the ten minutes of a refusal (40003): after it the pace is the first one again. */
enum { KEPT_PACE_MS = 5 * MINUTE };

/* The minute after one that was full: Discord took it, so it takes more. */
static int doubled(int pace)
{
	return pace * 2 < MOST_OPENINGS ? pace * 2 : MOST_OPENINGS;
}

bool openings_take(struct openings *openings, int64_t now)
{
	bool kept = openings->pace && now < openings->ends + KEPT_PACE_MS &&
		    now >= openings->ends - 2 * MINUTE; /* else the clock was put back */
	if (!kept || now >= openings->ends) {
		int pace = !kept                 ? FIRST_OPENINGS
			   : openings->remaining ? openings->pace
						 : doubled(openings->pace);
		*openings = (struct openings){ pace, pace, now + MINUTE };
	}
	if (!openings->remaining)
		return false;
	openings->remaining--;
	return true;
}

bool known_sent_take(struct known_sent *sent, int64_t now)
{
	if (now >= sent->until || now < sent->until - 2 * SECOND) /* the clock was put back */
		sent->remaining = KNOWN_A_SECOND;
	if (!sent->remaining)
		return false;
	sent->remaining--;
	sent->until = now + SECOND; /* counted from the last one */
	return true;
}

size_t minutes_of_messages(size_t people)
{
	size_t minutes = 1;
	for (int pace = FIRST_OPENINGS; people > (size_t)pace; minutes++) {
		people -= (size_t)pace;
		pace = doubled(pace);
	}
	return minutes;
}
