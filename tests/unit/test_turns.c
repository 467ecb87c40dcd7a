/* The guilds' turns: round robin, each guild's own order kept, and none passes its share of what is
 * under way. */

#include "check.h"
#include "discord/turns.h"

struct thing {
	struct turn_entry entry;
	char name;
};

static struct thing things[26];

static void add(struct turns *turns, uint64_t guild, const char *names)
{
	for (; *names; names++) {
		things[*names - 'a'] = (struct thing){ .name = *names };
		turns_add(turns, guild, &things[*names - 'a'].entry);
	}
}

/* The names of all that may go at NOW, in their order. */
static const char *taken(struct turns *turns, int64_t now)
{
	static char names[27];
	size_t count = 0;
	for (struct turn_entry *entry; count < 26 && (entry = turns_next(turns, now));)
		names[count++] = ((struct thing *)entry)->name;
	names[count] = '\0';
	return names;
}

/* A long queue delays another by one of its things, whenever that other comes. */
static void takes_turns(void)
{
	struct turns *turns = turns_start(26);
	CHECK(turns_empty(turns));
	add(turns, 1, "abcdef");
	add(turns, 2, "xy");
	add(turns, 3, "z");
	SAME(taken(turns, 0), "axzbycdef");
	CHECK(turns_empty(turns));
	add(turns, 1, "abc");
	CHECK(((struct thing *)turns_next(turns, 0))->name == 'a');
	add(turns, 2, "x");
	SAME(taken(turns, 0), "bxc");
	turns_free(turns);
}

/* What must wait lets others of its guild pass; what is put back is next. */
static void waits(void)
{
	struct turns *turns = turns_start(26);
	add(turns, 1, "abc");
	add(turns, 2, "xy");
	things['a' - 'a'].entry.not_before = 50;
	things['x' - 'a'].entry.not_before = 40;
	CHECK(turns_earliest(turns, 100) == 0);
	SAME(taken(turns, 10), "byc");
	CHECK(turns_earliest(turns, 100) == 40);
	CHECK(turns_earliest(turns, 30) == 30);
	SAME(taken(turns, 40), "x");
	add(turns, 2, "z");
	struct turn_entry *entry = turns_next(turns, 60);
	CHECK(((struct thing *)entry)->name == 'a');
	turns_put_back(turns, entry);
	SAME(taken(turns, 60), "az");
	turns_free(turns);
}

/* Where there are several, slow things of one guild leave room for the others'; alone it has all.
 */
static void shares(void)
{
	struct turns *turns = turns_start(2);
	add(turns, 1, "abcd");
	for (int i = 0; i < 3; i++)
		turns_begin(turns_next(turns, 0));
	add(turns, 2, "xyz");
	SAME(taken(turns, 0), "xyz");
	CHECK(turns_earliest(turns, 100) == 100);
	turns_end(&things[0].entry);
	SAME(taken(turns, 0), "");
	turns_end(&things[1].entry);
	SAME(taken(turns, 0), "d");
	turns_free(turns);
}

int main(void)
{
	takes_turns();
	waits();
	shares();
	return REPORT("turns");
}
