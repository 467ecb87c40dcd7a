/* Names that are taken for each other are found by their hash, whatever stands between. */
#include "check.h"

#include "base/lookalike.h"
#include "ledger/lookups.h"
#include "ledger/verb_support.h"

/* The nth of all texts of one to three of these, which look alike in many ways. */
static const char *nth_text(struct arena *arena, int number)
{
	static const char *const pieces[] = { "I", "l", "i", "|", "1", "a", "А", "ı", "-", "é" };
	enum { PIECES = sizeof pieces / sizeof *pieces };
	return arena_printf(arena, "%s%s%s", pieces[number % PIECES],
			    number >= PIECES ? pieces[number / PIECES % PIECES] : "",
			    number >= PIECES * PIECES ? pieces[number / PIECES / PIECES] : "");
}

static void alike_skeletons_have_one_hash(void)
{
	struct arena arena = { 0 };
	enum { TEXTS = 1000 };
	const char *looks[TEXTS];
	int alike = 0, wrong = 0;
	for (int i = 0; i < TEXTS; i++)
		looks[i] = text_skeleton(&arena, nth_text(&arena, i));
	for (int i = 0; i < TEXTS; i++)
		for (int k = 0; k < i; k++)
			if (skeletons_alike(looks[i], looks[k])) {
				alike++;
				wrong += skeleton_hash(looks[i]) != skeleton_hash(looks[k]);
			}
	CHECK(alike > TEXTS);
	CHECK(wrong == 0);
	CHECK(skeleton_hash("ana") != skeleton_hash("anb"));
	arena_free(&arena);
}

static void a_guild_of_any_size_finds_them(void)
{
	struct books books = { 0 };
	struct guild guild = { .guild_id = 1, .books = &books, .has_seen_names = true };
	struct user user = { .key = { .guild_id = 1, .id = 5 } };
	enum { MEMBERS = 5000 };
	books_start(&books);
	for (int i = 0; i < MEMBERS; i++) {
		user.name = arena_printf(&books.memory, "Member %d", i);
		user.key.id = 1000 + (uint64_t)i;
		CHECK(!guild_sees_alike(&books.chunk, &guild,
					&user)); /* nobody yet, or others only */
		guild_add_seen_name(&books, &guild, user.key.id, user.name);
		CHECK(!guild_sees_alike(&books.chunk, &guild, &user)); /* oneself does not count */
	}
	user.key.id = 5;
	for (int i = 0; i < MEMBERS; i++) {
		user.name = arena_printf(&books.memory, "MEMBER_%d", i);
		CHECK(guild_sees_alike(&books.chunk, &guild, &user));
	}
	user.name = "Nobody";
	user.nick = "member 7";
	CHECK(guild_sees_alike(&books.chunk, &guild, &user));
	arena_free(&books.memory);
	arena_free(&books.chunk);
}

/* Else an answer would depend on whether the names were loaded before or after. */
static void a_name_that_somebody_no_longer_has_is_nobodys(void)
{
	struct books books = { 0 };
	books_start(&books);
	struct guild *guild = books_add_guild(&books, 1);
	struct user *first = books_add_user(&books, 1, 11, "Ana"),
		    other = { .key = { .guild_id = 1, .id = 12 }, .name = "ANA" };
	guild->has_seen_names = true;
	guild_add_seen_name(&books, guild, 11, "Ana");
	CHECK(guild_sees_alike(&books.chunk, guild, &other));
	books_nick_user(&books, first, "aña"); /* and the name stays */
	CHECK(guild_sees_alike(&books.chunk, guild, &other));
	books_name_user(&books, first, "Bea");
	other.name = "bea";
	CHECK(guild_sees_alike(&books.chunk, guild, &other));
	books_name_user(&books, first, "Carmen");
	CHECK(!guild_sees_alike(&books.chunk, guild, &other));
	books_nick_user(&books, first, "Bea");
	CHECK(guild_sees_alike(&books.chunk, guild, &other));
	books_nick_user(&books, first, "Carmen"); /* both the same */
	CHECK(!guild_sees_alike(&books.chunk, guild, &other));
	books_nick_user(&books, first, NULL);
	other.name = "carmen";
	CHECK(guild_sees_alike(&books.chunk, guild, &other));
	books_name_user(&books, first, "Dora");
	CHECK(!guild_sees_alike(&books.chunk, guild, &other));
	CHECK(guild->seen_names.count == 1);
	books_forget(&books);
	arena_free(&books.memory);
	arena_free(&books.chunk);
}

int main(void)
{
	alike_skeletons_have_one_hash();
	a_guild_of_any_size_finds_them();
	a_name_that_somebody_no_longer_has_is_nobodys();
	return REPORT("seen names");
}
