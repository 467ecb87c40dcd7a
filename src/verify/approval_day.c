/* What one person moved on a local day by one kind of command, which approval.day bounds: what is
 * small enough alone is not done ten times without a second person. */
#include <string.h>

#include "base/calendar.h"
#include "base/decimal.h"
#include "ledger/currency_code.h"
#include "verify/month.h"

/* Commands come nearly in the order of their times: what is older than that many days that had
 * movements is not asked for any more. */
enum { KEPT_DAYS = 8 };

struct moved_by {
	struct {
		uint64_t asker_id;
		int64_t choice;
		char currency[CURRENCY_SIZE];
	} key;
	struct {
		int64_t day, sum;
	} days[KEPT_DAYS]; /* the newest used first */
	size_t count;
	UT_hash_handle hh;
};

static struct moved_by *movements_of(struct pass *pass, uint64_t asker_id, int choice,
				     const char *currency)
{
	struct moved_by *found, wanted;
	memset(&wanted, 0, sizeof wanted); /* the key's padding, too */
	wanted.key.asker_id = asker_id;
	wanted.key.choice = choice;
	currency_code_copy(wanted.key.currency, currency);
	HASH_FIND(hh, pass->month->moved, &wanted.key, sizeof wanted.key, found);
	if (found)
		return found;
	found = arena_alloc(&pass->memory, sizeof *found);
	memcpy(found, &wanted, sizeof *found);
	HASH_ADD(hh, pass->month->moved, key, sizeof found->key, found);
	return found;
}

/* Makes DAY the first of the list; whichever was used longest ago goes where there is no room. */
static void bring_forward(struct moved_by *moved, int64_t day)
{
	size_t place = 0;
	int64_t sum = 0;
	while (place < moved->count && moved->days[place].day != day)
		place++;
	if (place < moved->count)
		sum = moved->days[place].sum;
	else if (moved->count < KEPT_DAYS)
		moved->count++;
	else
		place = KEPT_DAYS - 1;
	memmove(&moved->days[1], &moved->days[0], place * sizeof *moved->days);
	moved->days[0].day = day;
	moved->days[0].sum = sum;
}

int64_t moved_that_day(struct pass *pass, uint64_t asker_id, int choice, const char *currency,
		       int64_t time, int64_t amount)
{
	const struct zone *zone = pass->month->zone;
	if (!zone)
		return 0;
	struct moved_by *moved = movements_of(pass, asker_id, choice, currency);
	bring_forward(moved, day_at(zone, time));
	if (!checked_add(moved->days[0].sum, amount, &moved->days[0].sum))
		moved->days[0].sum = INT64_MAX;
	return moved->days[0].sum;
}

void free_moved(struct pass *pass)
{
	HASH_CLEAR(hh, pass->month->moved);
}
