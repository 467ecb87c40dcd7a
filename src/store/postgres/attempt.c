/* Work that is begun anew when the server could not serialise it, or went away: after a failover
 * the same work goes on with another server. Whether a COMMIT was lost or only its answer cannot be
 * told: the work has to come out the same when it was done already. */
#include <stdlib.h>
#include <sysexits.h>
#include <time.h>

#include "base/fail.h"
#include "base/instant.h"
#include "store/counters.h"
#include "store/postgres/engine.h"

enum { FIRST_PAUSE_MS = 25, LONGEST_PAUSE_MS = 1000 };

static void forget_all(struct postgres_store *store)
{
	pipeline_drop(store);
	bulk_drop_all(store);
	counters_drop(&store->store);
	store->transaction = store->reading_began = false;
	store->readings = 0;
	store->store.limited = store->store.out_of_work = false;
}

static void wait_for_server(struct postgres_store *store, int64_t until, int *pause_ms)
{
	do {
		struct timespec pause = { *pause_ms / 1000, *pause_ms % 1000 * 1000000L };
		if (instant_now() >= until)
			fail(EX_TEMPFAIL,
			     "%s: the server could not do it within %d s; nothing is half done, "
			     "run again",
			     store->store.location, patience_for_server() / 1000);
		nanosleep(&pause, NULL);
		*pause_ms = *pause_ms * 2 > LONGEST_PAUSE_MS ? LONGEST_PAUSE_MS : *pause_ms * 2;
	} while (!postgres_reconnect(store));
}

/* A connection whose pipeline failed in the middle is easier left than led to its end. */
void postgres_rollback(struct store *base)
{
	struct postgres_store *store = postgres_of(base);
	int pause_ms = FIRST_PAUSE_MS;
	store->again = NULL;
	forget_all(store);
	if (!postgres_reconnect(store))
		wait_for_server(store, instant_now() + patience_for_server(), &pause_ms);
}

void postgres_attempt(struct store *base, void (*work)(void *), void (*undo)(void *), void *context)
{
	struct postgres_store *store = postgres_of(base);
	jmp_buf begin;
	volatile int64_t until = 0;
	volatile int pause = FIRST_PAUSE_MS;
	if (setjmp(begin)) {
		int pause_ms = pause;
		if (!until)
			until = instant_now() + patience_for_server();
		store->again = NULL;
		forget_all(store);
		undo(context);
		wait_for_server(store, until, &pause_ms);
		pause = pause_ms;
		store->repeated = true;
	}
	store->again = &begin;
	work(context);
	store->again = NULL;
	store->repeated = false;
}
