/* Fuzz target: what Discord says of its limits, in any order and however absurd, on a clock that
 * jumps. No answer may stop the tools for good, no request may go out beyond what was allowed, and
 * the tools stop themselves before Discord bans them. */
#include "fuzz.h"

#include "discord/limits.h"

enum { HOUR = 3600 * 1000, DAY_MS = 24 * HOUR };

/* A step of the input: 8 bytes. */
struct step {
	uint8_t route, status, remaining, flags;
	uint16_t reset, retry;
};

static struct limits *limits;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static char folder[4096];
	const char *within = getenv("TMPDIR");
	(void)argc;
	(void)argv;
	snprintf(folder, sizeof folder, "%s/fuzz-limits-XXXXXX", within ? within : "/tmp");
	REQUIRE(mkdtemp(folder));
	limits = limits_open(folder, "00112233445566778899aabbccddeeff");
	return 0;
}

static int64_t wide(uint16_t value)
{
	return value % 5 == 0 ? -1 : value % 5 == 1 ? (int64_t)value << 24 : value;
}

static void take_step(const struct step *step, int64_t now)
{
	static const int statuses[] = { 200, 204, 401, 403, 404, 429, 429, 500, 502, 0 };
	static const int64_t codes[] = { 0, 10003, 50001, 50013, 40333, 20028 };
	struct route route = { .id = step->route % ROUTE_COUNT,
			       .ids = { 7 + step->route % 3u, 11, 501 } };
	struct limit_headers headers = { .remaining = step->remaining % 8 - 1,
					 .reset_after_ms = wide(step->reset),
					 .retry_after_ms = wide(step->retry),
					 .global = step->flags & 1,
					 .shared = step->flags & 2 };
	struct refusal refusal = { statuses[step->status % 10], codes[step->flags / 4 % 6],
				   step->flags & 128 };
	struct hold hold;
	int invalid = limits_invalid_requests(limits, now);
	bool go = limits_take(limits, &route, now, &hold);
	REQUIRE(go == (hold.reason == HOLD_NONE));
	REQUIRE(go || (hold.until > now && hold.until <= now + DAY_MS + 60000));
	REQUIRE(!go || invalid < MOST_INVALID_REQUESTS);
	if (!go)
		return;
	int64_t wait = limits_note(limits, &route, &headers, &refusal, now);
	REQUIRE(wait >= 0 && wait <= (refusal.http == 429 ? HOUR + 50 : DAY_MS));
	REQUIRE(refusal.http != 429 || wait > 0);
	REQUIRE(wait == 0 || refusal.http >= 400); /* a limit, or what may be allowed soon */
	/* What was just refused for all must not go out again at once. */
	if (refusal.http == 401 || (refusal.http == 429 && (headers.global || refusal.from_edge)))
		REQUIRE(!limits_take(limits, &route, now + 1, &hold));
	else if (refusal.http != 429 && headers.remaining == 0 && headers.reset_after_ms > 1000)
		REQUIRE(!limits_take(limits, &route, now + 1, &hold) && hold.until > now);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int64_t now = 1700000000000;
	struct hold hold;
	for (size_t at = 0; at + sizeof(struct step) <= size && at < 64 * sizeof(struct step);
	     at += sizeof(struct step)) {
		struct step step;
		memcpy(&step, data + at, sizeof step);
		now += step.flags & 64 ? 1000 * (int64_t)step.retry : step.retry % 200;
		take_step(&step, now);
	}
	now += DAY_MS + 20 * 60000; /* the next day all of it is forgiven */
	for (enum route_id id = ROUTE_ME; id < ROUTE_COUNT; id++) {
		now += 1000;
		REQUIRE(limits_take(limits, &(struct route){ .id = id, .ids = { 7, 11, 501 } }, now,
				    &hold));
	}
	limits_forgive(limits);
	return 0;
}
