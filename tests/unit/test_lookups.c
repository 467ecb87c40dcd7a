/* What rules look up: there, known to be absent, or never asked for, which fails and says what. */
#include "check.h"

#include "base/fail.h"
#include "rules.h"

static struct books books;
static struct fail_guard failure;

/* Whether LOOKUP ends in a miss of that KIND whose message names WHAT. */
#define MISSES(wanted_kind, what, lookup)                                                     \
	do {                                                                                  \
		failure.reason[0] = '\0';                                                     \
		books.missed.kind = WANTED_NOTHING;                                           \
		if (!setjmp(failure.back)) {                                                  \
			fail_guard(&failure);                                                 \
			(void)(lookup);                                                       \
			fail_guard(NULL);                                                     \
		}                                                                             \
		CHECK(books.missed.kind == (wanted_kind) && strstr(failure.reason, (what)));  \
		books_want(&books, books.missed.kind, books.missed.guild_id, books.missed.id, \
			   books.missed.folded_name);                                         \
		load(&books);                                                                 \
		(void)(lookup); /* it is loaded now: the second time it comes back */         \
	} while (0)

static void what_nobody_asked_for_is_never_absent(void)
{
	struct guild *guild = books_guild(&books, GUILD);
	guild->has_roles = guild->has_own_names = guild->has_seen_names = false;
	guild->highest_stored = 99;
	guild->next_transaction = guild->next_delivery = 9;
	MISSES(WANTED_USER, "user 11 of guild 1000", books_user(&books, GUILD, 11));
	struct user *user = books_user(&books, GUILD, 11);
	CHECK(!user->name);
	MISSES(WANTED_MEMBER, "member 11", books_member(&books, user));
	CHECK(!books_registration(&books, user));
	MISSES(WANTED_ACCOUNT_NAME, "account name “role-fees”",
	       books_account_called(&books, GUILD, "role-fees"));
	CHECK(!books_account_called(&books, GUILD, "role-fees"));
	MISSES(WANTED_MESSAGE, "message 5", books_seen(&books, GUILD, 5));
	CHECK(!books_seen(&books, GUILD, 5));
	guild->last_number = 4;
	guild->next_schedule = 4;
	MISSES(WANTED_WAITING, "what waits with number 4", books_waiting(&books, GUILD, 4));
	CHECK(!books_waiting(&books, GUILD, 4) && !books_waiting(&books, GUILD, 5));
	MISSES(WANTED_SCHEDULE, "schedule 3 of", books_schedule(&books, GUILD, 3));
	CHECK(!books_schedule(&books, GUILD, 4));
	MISSES(WANTED_WAITING_OF_USER, "what waits of user 11",
	       books_waiting_of_user(&books, user));
	MISSES(WANTED_WEARERS, "wearers of role 501", books_need_wearers(&books, guild, 501));
	MISSES(WANTED_DELIVERY, "delivery 8", books_fetched_delivery(&books, GUILD, 8));
	CHECK(!books_fetched_delivery(&books, GUILD, 8));
	MISSES(WANTED_TRANSACTION, "transaction 8", books_transaction(&books, GUILD, 8));
	CHECK(!books_transaction(&books, GUILD, 8));
	MISSES(WANTED_OWN_NAMES, "names of accounts", guild_own_names(guild));
	MISSES(WANTED_SEEN_NAMES, "names of members", guild_seen_names(guild));
	guild->has_roles = false;
	failure.reason[0] = '\0';
	if (!setjmp(failure.back)) {
		fail_guard(&failure);
		guild_role(guild, 501);
	}
	CHECK(books.missed.kind == WANTED_ROLES && strstr(failure.reason, "roles of guild 1000"));
}

static void what_has_no_number_yet_is_absent_unasked(void)
{
	books_loaded_guild(&books, GUILD)->has_roles = true;
	CHECK(!books_transaction(&books, GUILD, 9) && !books_transaction(&books, GUILD, 0) &&
	      !books_transaction(&books, GUILD, -1));
	CHECK(!books_fetched_delivery(&books, GUILD, 9) &&
	      !books_fetched_delivery(&books, GUILD, 0));
	CHECK(!books_seen(&books, GUILD, 100));
}

static void end(void)
{
	books_end_chunk(&books);
	books_forget(&books);
	arena_free(&books.chunk);
	arena_free(&books.memory);
}

/* A row that leaves out what its rule looks up: the decision fails, and changes nothing. */
static void a_forgotten_prefetch_names_what_it_forgot(void)
{
	struct command command = { .guild_id = GUILD };
	struct decision decision = { 0 };
	struct verb_context context = { .books = &books,
					.command = &command,
					.verb = &verb_table[VERB_CONFIG],
					.decision = &decision };
	end();
	start(&books);
	context.guild = books_guild(&books, GUILD);
	int64_t next = context.guild->next_account;
	if (!setjmp(failure.back)) {
		fail_guard(&failure);
		need_fees_account(&context);
	}
	CHECK(strstr(failure.reason, "role-fees") && context.guild->next_account == next);
	CHECK(books.missed.kind == WANTED_ACCOUNT_NAME);
}

int main(void)
{
	start(&books);
	what_nobody_asked_for_is_never_absent();
	what_has_no_number_yet_is_absent_unasked();
	a_forgotten_prefetch_names_what_it_forgot();
	end();
	return REPORT("lookups");
}
