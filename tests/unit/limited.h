/* Limits in folders of their own, for the unit tests of them. */
#ifndef LIMITED_H
#define LIMITED_H

#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "discord/limits.h"

enum { SECOND = 1000, MINUTE = 60 * SECOND, TICK = 3 * SECOND };
static const int64_t start = INT64_C(1790000000000);
static const struct limit_headers silent = { .remaining = -1,
					     .reset_after_ms = -1,
					     .retry_after_ms = -1 };
static char folder[] = "/dev/shm/guildledger-limits.XXXXXX";
static int folders;

static struct limits *fresh(void)
{
	char path[64];
	snprintf(path, sizeof path, "%s/%d", folder, folders++);
	limits_make_folder(path);
	return limits_open(path, "key");
}

static bool take(struct limits *limits, struct route route, int64_t now)
{
	struct hold hold;
	return limits_take(limits, &route, now, &hold);
}

static void note(struct limits *limits, struct route route, struct limit_headers headers,
		 struct refusal refusal, int64_t now)
{
	limits_note(limits, &route, &headers, &refusal, now);
}

static bool begin_limits(void)
{
	return mkdtemp(folder);
}

static bool end_limits(void)
{
	char command[128];
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command) == 0;
}

#endif
