/* LD_PRELOAD: a clock that is wrong, for one tool or all, or that jumps within a process.
 * TORTURE_CLOCK holds words such as "all:+18000", "gl-send:-18000" and "gl-send:+0@40:-18000": from
 * the 40th look on. Elapsed time (CLOCK_MONOTONIC) goes on as ever. */
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static struct {
	bool found;
	long offset, jump_at, jump_to;
} mine;
static atomic_long looks;

static void take_word(const char *word)
{
	const char *name = program_invocation_short_name, *colon = strchr(word, ':');
	if (!colon || (strncmp(word, "all:", 4) != 0 &&
		       (strncmp(word, name, (size_t)(colon - word)) != 0 || name[colon - word])))
		return;
	mine.found = true;
	sscanf(colon, ":%ld@%ld:%ld", &mine.offset, &mine.jump_at, &mine.jump_to);
}

__attribute__((constructor)) static void start(void)
{
	char words[300];
	const char *given = getenv("TORTURE_CLOCK");
	if (!given)
		return;
	snprintf(words, sizeof words, "%s", given);
	for (char *rest = NULL, *word = strtok_r(words, " ", &rest); word;
	     word = strtok_r(NULL, " ", &rest))
		take_word(word);
}

static long shift(void)
{
	return !mine.found                               ? 0
	       : mine.jump_at && ++looks >= mine.jump_at ? mine.jump_to
							 : mine.offset;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
	int result = (int)syscall(SYS_clock_gettime, clock, now);
	if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
		now->tv_sec += shift();
	return result;
}

int gettimeofday(struct timeval *now, void *zone)
{
	struct timespec precise;
	(void)zone;
	clock_gettime(CLOCK_REALTIME, &precise);
	*now = (struct timeval){ precise.tv_sec, precise.tv_nsec / 1000 };
	return 0;
}

time_t time(time_t *place)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	if (place)
		*place = now.tv_sec;
	return now.tv_sec;
}
