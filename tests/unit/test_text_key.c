/* Keys of what a text names in a guild, and names without white space at their ends or in runs. */
#include "ledger/text_key.h"

#include <string.h>

#include "base/lookalike.h"
#include "check.h"

static bool same(struct text_key one, struct text_key other)
{
	return one.length == other.length && memcmp(one.bytes, other.bytes, one.length) == 0;
}

static void long_and_short_names_are_found_by_their_guild_and_all_their_bytes(void)
{
	struct arena memory = { 0 };
	char name[1000];
	for (size_t length = 0; length < sizeof name; length++) {
		struct text_key_room room;
		memset(name, 'a', length);
		name[length] = '\0';
		const struct text_key kept = text_key_kept(&memory, 7, name);
		CHECK(same(text_key_in(&room, 7, name), kept));
		text_key_free(&room);
		CHECK(!same(text_key_in(&room, 8, name), kept));
		text_key_free(&room);
		if (!length)
			continue;
		name[length - 1] = 'b';
		CHECK(!same(text_key_in(&room, 7, name), kept));
		text_key_free(&room);
	}
	arena_free(&memory);
}

/* The plain form of a text is found without a look at each code point; with a letter that is not
 * ASCII before it, it is not. */
static void tidy_is_the_same_with_and_without_a_letter_beyond_ascii(void)
{
	static const char *const texts[] = { "",      " ",     "a",      " a",      "a ",  "a b",
					     "a  b",  "a\tb",  "a \tb ", "\n",      "a\n", "a b c",
					     "  a b", "a\x7f", "a\x01z", "a   b c " };
	struct arena memory = { 0 };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const char *slow =
			text_tidy(&memory, arena_printf(&memory, "\xc3\xa9|%s|\xc3\xa9", texts[i]));
		const char *fast = text_tidy(&memory, arena_printf(&memory, "e|%s|e", texts[i]));
		SAME(arena_printf(&memory, "%.*s", (int)strlen(fast) - 3, fast + 1),
		     arena_printf(&memory, "%.*s", (int)strlen(slow) - 5, slow + 2));
	}
	SAME(text_tidy(&memory, " a"), "a");
	SAME(text_tidy(&memory, "a "), "a");
	SAME(text_tidy(&memory, "a  b"), "a b");
	arena_free(&memory);
}

int main(void)
{
	long_and_short_names_are_found_by_their_guild_and_all_their_bytes();
	tidy_is_the_same_with_and_without_a_letter_beyond_ascii();
	return REPORT("text key");
}
