/* Which line of its key each line of a list is. */
#include "import/occurrence.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/calendar.h"
#include "base/memory.h"
#include "base/unicode.h"

enum { MOST_ACCOUNTS = 64 };

/* Where an account is: its last day, in which run of lines of one day it was, and whether its days
 * rise (1) or fall (-1). */
struct account_days {
	const char *account;
	int64_t day;
	uint64_t run;
	int direction;
};
struct list_days {
	struct arena names, words;
	struct account_days accounts[MOST_ACCOUNTS];
	size_t count, last; /* LAST: that of the line before */
	int64_t day;        /* of the line before */
	uint64_t run, lines;
	bool out_of_order;
};

static void *need(void *memory, size_t bytes)
{
	if (!memory)
		memory_out(bytes);
	return memory;
}

struct list_days *days_begin(void)
{
	struct list_days *days = need(calloc(1, sizeof *days), sizeof *days);
	days->day = NO_DAY;
	return days;
}

/* NULL: there are too many. */
static struct account_days *find_account(struct list_days *days, const char *name)
{
	arena_reset(&days->words);
	const char *folded = text_fold(&days->words, name);
	for (size_t i = 0; i < days->count; i++) {
		size_t at = (days->last + i) % days->count;
		if (strcmp(days->accounts[at].account, folded) == 0) {
			days->last = at;
			return &days->accounts[at];
		}
	}
	if (days->count == MOST_ACCOUNTS)
		return NULL;
	days->last = days->count++;
	days->accounts[days->last] =
		(struct account_days){ .account = arena_strdup(&days->names, folded),
				       .day = NO_DAY };
	return &days->accounts[days->last];
}

void days_see(struct list_days *days, const char *books_account, int64_t day)
{
	days->lines++;
	if (days->lines == 1 || day != days->day)
		days->run++;
	days->day = day;
	if (days->out_of_order)
		return;
	struct account_days *account = find_account(days, books_account);
	if (!account) {
		days->out_of_order = true;
		return;
	}
	if (account->run && account->run != days->run) {
		int direction = (day > account->day) - (day < account->day);
		/* The same day once more, with another one between, or a turn. */
		if (!direction || (account->direction && direction != account->direction))
			days->out_of_order = true;
		account->direction = direction;
	}
	account->run = days->run;
	account->day = day;
}

bool days_in_order(const struct list_days *days)
{
	return !days->out_of_order;
}

uint64_t days_lines(const struct list_days *days)
{
	return days->lines;
}

void days_end(struct list_days *days)
{
	if (!days)
		return;
	arena_free(&days->names);
	arena_free(&days->words);
	free(days);
}

/* A key that was seen: 96 bits of a hash with a secret of this process, so that nobody can make two
 * texts whose keys look alike here, and how often it was. */
struct slot {
	uint32_t mark[3], seen; /* SEEN 0: empty */
};
struct line_ids {
	struct slot *slots;
	uint64_t size, used;
	bool in_order, begun;
	int64_t day; /* in order: of the keys in SLOTS */
	unsigned char secret[crypto_shorthash_siphashx24_KEYBYTES];
};
enum { FEWEST_SLOTS = 64, FULL = 8 /* of FULL + 1 slots */ };

static void make_slots(struct line_ids *ids, uint64_t size)
{
	ids->slots = need(calloc(size, sizeof *ids->slots), size * sizeof *ids->slots);
	ids->size = size;
	ids->used = 0;
}

struct line_ids *ids_begin(bool in_order, uint64_t lines)
{
	struct line_ids *ids = need(calloc(1, sizeof *ids), sizeof *ids);
	ids->in_order = in_order;
	randombytes_buf(ids->secret, sizeof ids->secret);
	make_slots(ids, in_order || lines < FEWEST_SLOTS ? FEWEST_SLOTS : lines + lines / FULL + 1);
	return ids;
}

/* The slot of MARK: its own, or the empty one where it goes. */
static struct slot *slot_of(const struct line_ids *ids, const uint32_t mark[3])
{
	uint64_t high = (uint64_t)mark[0] << 32 | mark[1];
	uint64_t at = (uint64_t)((unsigned __int128)high * ids->size >> 64);
	while (ids->slots[at].seen &&
	       memcmp(ids->slots[at].mark, mark, sizeof ids->slots->mark) != 0)
		at = at + 1 == ids->size ? 0 : at + 1;
	return &ids->slots[at];
}

static void grow(struct line_ids *ids)
{
	struct slot *old = ids->slots;
	uint64_t size = ids->size, used = ids->used;
	make_slots(ids, size * 2);
	ids->used = used;
	for (uint64_t i = 0; i < size; i++)
		if (old[i].seen)
			*slot_of(ids, old[i].mark) = old[i];
	free(old);
}

/* A day is over: its keys do not come again. */
static void forget_keys(struct line_ids *ids)
{
	if (ids->size > FEWEST_SLOTS) {
		free(ids->slots);
		make_slots(ids, FEWEST_SLOTS);
	} else {
		memset(ids->slots, 0, ids->size * sizeof *ids->slots);
		ids->used = 0;
	}
}

uint64_t ids_occurrence(struct line_ids *ids, const struct digest *key, int64_t day)
{
	uint32_t hash[crypto_shorthash_siphashx24_BYTES / sizeof(uint32_t)];
	if (ids->in_order && ids->begun && day != ids->day)
		forget_keys(ids);
	ids->begun = true;
	ids->day = day;
	crypto_shorthash_siphashx24((unsigned char *)hash, key->bytes, sizeof key->bytes,
				    ids->secret);
	struct slot *slot = slot_of(ids, hash);
	if (slot->seen)
		return ++slot->seen;
	if ((ids->used + 1) * (FULL + 1) > ids->size * FULL) {
		grow(ids);
		slot = slot_of(ids, hash);
	}
	memcpy(slot->mark, hash, sizeof slot->mark);
	ids->used++;
	return slot->seen = 1;
}

void ids_end(struct line_ids *ids)
{
	if (!ids)
		return;
	sodium_memzero(ids->secret, sizeof ids->secret);
	free(ids->slots);
	free(ids);
}
