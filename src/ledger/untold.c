/* What is told with the next answer. */
#include "ledger/untold.h"

#include <stdlib.h>
#include <string.h>

#include "ledger/debt_words.h"
#include "ledger/fetched.h"
#include "ledger/lookups.h"
#include "ledger/notices.h"
#include "ledger/pending_rows.h"
#include "ledger/preferences.h"
#include "ledger/wanted.h"

void tell_later(struct verb_context *context, struct user *user, struct untold_ref ref)
{
	struct told **end = &context->decision->told;
	if (context->books->rules < RULES_YEAR || !is_told(context, user))
		return;
	for (; *end; end = &(*end)->next)
		if ((*end)->user == user && (*end)->later.kind == ref.kind &&
		    (*end)->later.number == ref.number)
			return; /* by another line of the same transaction */
	*end = arena_alloc(&context->books->chunk, sizeof **end);
	**end = (struct told){ .user = user, .moved = true, .later = ref };
}

static void keep(struct books *books, const struct user *user)
{
	const struct untold *untold = user->preferences.untold;
	struct buf value = { 0 };
	struct detail_row *row =
		books_detail(books, DETAIL_PREFERENCE, user->key.guild_id, user->key.id);
	buf_printf(&value, "%jd", untold ? untold->count : (int64_t)0);
	for (size_t i = 0; untold && i < MAX_UNTOLD && untold->refs[i].kind; i++)
		buf_printf(&value, ",%c%jd", untold->refs[i].kind == UNTOLD_MOVED ? 't' : 'n',
			   untold->refs[i].number);
	row->preference.name = UNTOLD_PREFERENCE;
	row->preference.value = arena_strdup(&books->chunk, buf_string(&value));
	buf_free(&value);
}

/* The oldest of the refs goes where there is no room for one more. */
static void add_ref(struct untold *untold, const struct untold_ref *ref)
{
	size_t used = 0;
	while (used < MAX_UNTOLD && untold->refs[used].kind)
		used++;
	if (used == MAX_UNTOLD) {
		used--;
		memmove(untold->refs, untold->refs + 1, sizeof *untold->refs * used);
	}
	untold->refs[used] = *ref;
}

void keep_untold(struct books *books, struct user *user, const struct untold_ref *ref)
{
	struct untold **untold = &user->preferences.untold;
	if (!*untold)
		*untold = arena_alloc(&books->memory, sizeof **untold);
	(*untold)->count++;
	add_ref(*untold, ref);
	books_guild(books, user->key.guild_id)->has_untold = true;
	keep(books, user);
}

struct untold *untold_read(struct books *books, const char *value, size_t length)
{
	char *end, *at = arena_copy(&books->chunk, value, length);
	int64_t count = strtoll(at, &end, 10);
	if (count <= 0)
		return NULL;
	struct untold *untold = arena_alloc(&books->memory, sizeof *untold);
	untold->count = count;
	for (at = end; *at == ',' && (at[1] == 't' || at[1] == 'n'); at = end) {
		struct untold_ref ref = { at[1] == 't' ? UNTOLD_MOVED : UNTOLD_ASKED,
					  strtoll(at + 2, &end, 10) };
		add_ref(untold, &ref);
	}
	return untold;
}

void want_untold(struct books *books, const struct user *user)
{
	const struct untold *untold = user->preferences.untold;
	uint64_t guild_id = user->key.guild_id;
	for (size_t i = 0; i < MAX_UNTOLD && untold->refs[i].kind; i++) {
		uint64_t number = (uint64_t)untold->refs[i].number;
		if (untold->refs[i].kind == UNTOLD_MOVED) {
			want_transaction(books, guild_id, number);
			continue;
		}
		books_want(books, WANTED_WAITING, guild_id, number, NULL);
		const struct waiting *row = books_loaded_waiting(books, guild_id, (int64_t)number);
		if (row && row->exists && row->schedule)
			books_want(books, WANTED_SCHEDULE, guild_id, (uint64_t)row->schedule, NULL);
	}
}

/* Whether a member paid it, of their own will, to another. */
static bool was_paid(const struct fetched_transaction *fetched, const struct user *user)
{
	const struct verb *verb = fetched->verb ? verb_named(fetched->verb) : NULL;
	return fetched->author_id && fetched->author_id != user->key.id && verb &&
	       !fetched->reverses && (verb->id == VERB_PAY || verb->id == VERB_ACCEPT);
}

static const char *words_of_entry(const struct verb_context *words, const struct user *user,
				  const struct fetched_transaction *fetched,
				  const struct fetched_entry *entry)
{
	const struct currency *currency = guild_currency(words->guild, entry->currency);
	const char *amount =
		format_amount(words, entry->amount < 0 ? -entry->amount : entry->amount, currency);
	bool comes = debit_normal(user->account->kind) == (entry->amount > 0);
	if (comes && was_paid(fetched, user))
		return notice_text(words, N_("%s paid you %s (transaction %jd)."),
				   mention_of(words, fetched->author_id), amount,
				   fetched->transaction);
	if (!comes && fetched->verb && strcmp(fetched->verb, verb_table[VERB_DUES].name) == 0)
		return notice_text(words, N_("%s paid your dues (transaction %jd)."), amount,
				   fetched->transaction);
	return comes ? notice_text(words, N_("%s came into your account (transaction %jd)."),
				   amount, fetched->transaction)
		     : notice_text(words, N_("%s left your account (transaction %jd)."), amount,
				   fetched->transaction);
}

/* What a transaction moved of theirs: no memo, which may be forgotten, and no balance. */
static void add_moved(const struct verb_context *words, const struct user *user, int64_t number,
		      struct buf *lines)
{
	const struct fetched_transaction *fetched =
		books_transaction(words->books, words->guild->guild_id, number);
	if (!fetched || !fetched->exists || !user->account)
		return;
	for (size_t i = 0; i < fetched->entry_count; i++)
		if (fetched->entries[i].account_id == (int64_t)user->account->key.id)
			buf_printf(lines, "\n%s",
				   words_of_entry(words, user, fetched, &fetched->entries[i]));
}

/* Dues that they were asked for, as they are now. */
static void add_asked(const struct verb_context *words, int64_t number, struct buf *lines)
{
	const struct waiting *row = books_waiting(words->books, words->guild->guild_id, number);
	const struct currency *currency = row ? guild_currency(words->guild, row->currency) : NULL;
	if (!currency)
		return;
	if (row->state == STILL_WAITING)
		buf_printf(lines, "\n%s",
			   notice_text(words,
				       N_("%s: %s are open (n.º %jd). `!accept %jd` pays them."),
				       debt_title(words, row),
				       format_amount(words, row->amount - row->paid, currency),
				       number, number));
	else if (row->paid)
		buf_printf(lines, "\n%s",
			   notice_text(words, N_("%s: %s paid."), debt_title(words, row),
				       format_amount(words, row->paid, currency)));
}

static const char *lines_of(const struct verb_context *words, const struct user *user)
{
	const struct untold *untold = user->preferences.untold;
	struct buf lines = { 0 };
	size_t shown = 0;
	buf_text(&lines, tr(words->command->lang, N_("What else happened:")));
	for (; shown < MAX_UNTOLD && untold->refs[shown].kind; shown++)
		if (untold->refs[shown].kind == UNTOLD_MOVED)
			add_moved(words, user, untold->refs[shown].number, &lines);
		else
			add_asked(words, untold->refs[shown].number, &lines);
	if (untold->count > (int64_t)shown)
		buf_printf(&lines, "\n%s",
			   notice_text(words, N_("and %jd more: `!history`"),
				       untold->count - (int64_t)shown));
	const char *copy = strchr(buf_string(&lines), '\n')
				   ? arena_strdup(&words->books->chunk, buf_string(&lines))
				   : NULL; /* nothing is left of it: what was asked was cancelled */
	buf_free(&lines);
	return copy;
}

const char *take_untold(struct books *books, const struct record *record, struct decision *decision,
			bool others)
{
	struct user *user = decision->listener;
	decision->listener = NULL;
	if (!user || !user->preferences.untold)
		return NULL; /* they were forgotten just now */
	struct verb_context words = { .books = books,
				      .guild = books_guild(books, record->command.guild_id),
				      .command = &record->command,
				      .time = command_time(&record->command),
				      .decision = decision };
	const char *lines = others && wants_private(words.guild, user)
				    ? notice_text(&words, N_("There is news about your money: "
							     "`!history` and `!requests` show it."))
				    : lines_of(&words, user);
	user->preferences.untold = NULL;
	keep(books, user);
	return lines;
}
