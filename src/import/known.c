/* What a list adds to what the books keep of earlier ones. */
#include <stdlib.h>
#include <string.h>

#include "base/unicode.h"
#include "import/known_rows.h"

void known_see(struct known *known, const struct digest *key)
{
	char text[LINE_ID_KEY_SIZE];
	struct known_key *found = known_key_of(known, line_id_key(key, text));
	if (found)
		found->seen++;
}

static int compare_numbers(int64_t one, int64_t other)
{
	return (one > other) - (one < other);
}

/* By account, currency, day and amount: what may be the same comes together. */
static int compare_places(const struct known_row *row, const struct known_row *other)
{
	int order = strcmp(row->account, other->account);
	order = order ? order : strcmp(row->currency, other->currency);
	order = order ? order : compare_numbers(row->day, other->day);
	return order ? order : compare_numbers(row->amount, other->amount);
}

static int compare_rows(const void *one, const void *other)
{
	const struct known_row *row = one, *next = other;
	int order = compare_places(row, next);
	order = order ? order : compare_numbers(row->transaction, next->transaction);
	return order || !row->id || !next->id ? order : strcmp(row->id, next->id);
}

static int compare_same(const void *one, const void *other)
{
	const struct known_row *const *row = one, *const *next = other;
	return strcmp((*row)->same, (*next)->same);
}

/* The list has ROW: as many lines of its key, or more, as its occurrence says. */
static bool is_seen(const struct known_row *row)
{
	return row->key && row->occurrence <= row->key->seen;
}

/* A line with other words that was told to be ROW is it. */
static void find_what_is_there(struct known *known)
{
	size_t count = 0;
	known->same = calloc(known->count + 1, sizeof *known->same);
	if (!known->same)
		memory_out(known->count * sizeof *known->same);
	for (size_t i = 0; i < known->count; i++)
		if (known->rows[i].same && is_seen(&known->rows[i]))
			known->same[count++] = &known->rows[i];
	qsort(known->same, count, sizeof *known->same, compare_same);
	for (size_t i = 0; count && i < known->count; i++) {
		struct known_row wanted = { .same = known->rows[i].id }, *at = &wanted;
		known->rows[i].there =
			known->rows[i].id &&
			bsearch(&at, known->same, count, sizeof *known->same, compare_same);
	}
}

/* Once the whole list was seen. */
static void get_ready(struct known *known)
{
	struct known_key *key, *next;
	if (known->ready)
		return;
	known->ready = true;
	if (known->count)
		qsort(known->rows, known->count, sizeof *known->rows, compare_rows);
	find_what_is_there(known);
	HASH_ITER(hh, known->keys, key, next)
	{
		/* cppcheck-suppress uninitvar ; HASH_ITER sets it */
		overlap_sort(key->lines, key->kept.count);
		overlap_count(&key->kept);
	}
}

/* A movement that the books have of a list, and this list has not. */
static bool is_lacking(const struct known_row *row)
{
	return (row->kind == ROW_BOOKED || row->kind == ROW_WAITS) && !is_seen(row) && !row->there;
}

/* The first row at or behind the place of WANTED. */
static size_t first_at(const struct known *known, const struct known_row *wanted)
{
	size_t low = 0, high = known->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare_places(&known->rows[middle], wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* A row of the place of WANTED that the list lacks, or that somebody made BY_HAND: rather one that
 * no line was asked about. */
static struct known_row *row_beside(struct known *known, const struct known_row *wanted,
				    bool by_hand)
{
	struct known_row *found = NULL;
	for (size_t i = first_at(known, wanted);
	     i < known->count && compare_places(&known->rows[i], wanted) == 0; i++) {
		struct known_row *row = &known->rows[i];
		if (by_hand ? row->kind != ROW_BY_HAND : !is_lacking(row))
			continue;
		if (!row->asked)
			return row;
		found = found ? found : row;
	}
	return found;
}

/* The nearest of the days around that of WANTED. */
static struct known_row *row_by_hand(struct known *known, const struct known_row *wanted)
{
	struct known_row place = *wanted, *found = NULL;
	for (int64_t days = 0; !found && days <= OVERLAP_HAND_DAYS; days++) {
		place.day = wanted->day - days;
		found = row_beside(known, &place, true);
		place.day = wanted->day + days;
		found = found || !days ? found : row_beside(known, &place, true);
	}
	return found;
}

/* What a new line may be the same as. */
static struct known_verdict judge_new(struct known *known, const struct known_line *line)
{
	struct known_verdict verdict = { .what = KNOWN_NEW };
	struct arena arena = { 0 };
	struct known_row place = { .account = known_account(known, &arena, line->account),
				   .day = line->day,
				   .amount = line->amount };
	struct known_row *beside = NULL;
	strncpy(place.currency, line->currency, sizeof place.currency - 1);
	if (place.account && (beside = row_beside(known, &place, false)))
		verdict.what = KNOWN_WORDS;
	else if (place.account && (beside = row_by_hand(known, &place)))
		verdict.what = KNOWN_BY_HAND;
	if (beside) {
		beside->asked = true;
		verdict.beside = beside->id;
		verdict.transaction = beside->transaction;
	}
	arena_free(&arena);
	return verdict;
}

/* What is found of a line counts for those of its key that follow it. */
static void keep(struct known_key *key, const struct known_line *line,
		 const struct overlap_verdict *overlap)
{
	struct kept_line kept = { .occurrence = overlap->occurrence,
				  .state = overlap->what == OVERLAP_CUT ? KEPT_CUT_WAITS : KEPT,
				  .has_balance = line->overlap.has_balance,
				  .balance = line->overlap.balance };
	known_keep(key, &kept);
	overlap_add(&key->kept);
}

struct known_verdict known_judge(struct known *known, const struct known_line *line)
{
	char text[LINE_ID_KEY_SIZE];
	struct known_key *key = known_key_of(known, line_id_key(line->key, text));
	static const struct kept_lines none;
	get_ready(known);
	struct overlap_verdict overlap = overlap_judge(&line->overlap, key ? &key->kept : &none);
	struct known_verdict verdict = { .what = KNOWN_BOOKED };
	if (overlap.what == OVERLAP_KNOWN)
		return verdict;
	if (key)
		keep(key, line, &overlap);
	verdict.what = KNOWN_CUT;
	return overlap.what == OVERLAP_CUT ? verdict : judge_new(known, line);
}

static const char *ordinal(struct arena *arena, enum lang lang, uint64_t number)
{
	static const char *const words[] = {
		N_("line|second"), N_("line|third"), N_("line|fourth"),
		N_("line|fifth"),  N_("line|sixth"), N_("line|seventh"),
		N_("line|eighth"), N_("line|ninth"), N_("line|tenth"),
	};
	if (number - 2 < sizeof words / sizeof *words)
		return tr_of(lang, words[number - 2]);
	return arena_printf(arena, "%ju.", (uintmax_t)number);
}

const char *known_told(struct arena *arena, enum lang lang, const struct known_verdict *verdict,
		       uint64_t occurrence)
{
	switch (verdict->what) {
	case KNOWN_BOOKED: return tr_of(lang, N_("line|known"));
	case KNOWN_CUT: return tr(lang, N_("ask: another equal line, or one that is booked?"));
	case KNOWN_WORDS: return tr(lang, N_("ask: the same with other words?"));
	case KNOWN_BY_HAND:
		return verdict->transaction ? arena_printf(arena,
							   tr(lang, N_("ask: booked by hand "
								       "(transaction %jd)?")),
							   (intmax_t)verdict->transaction)
					    : tr(lang, N_("ask: booked by hand?"));
	default: break;
	}
	return occurrence > 1 ? arena_printf(arena, tr(lang, N_("new (%s equal line)")),
					     ordinal(arena, lang, occurrence))
			      : tr_of(lang, N_("line|new"));
}

uint64_t known_lacking(struct known *known, const char *account, int64_t from, int64_t to,
		       void (*tell)(void *context, const struct known_lacking *lacking),
		       void *context)
{
	struct arena arena = { 0 };
	const char *wanted = known_account(known, &arena, account);
	uint64_t count = 0;
	get_ready(known);
	for (size_t i = 0; wanted && i < known->count; i++) {
		const struct known_row *row = &known->rows[i];
		if (row->account != wanted || row->kind != ROW_BOOKED || row->day < from ||
		    row->day > to || !is_lacking(row))
			continue;
		count++;
		if (!tell)
			continue;
		tell(context, &(struct known_lacking){ .id = row->id,
						       .day = row->day,
						       .amount = row->amount,
						       .currency = row->currency,
						       .transaction = row->transaction });
	}
	arena_free(&arena);
	return count;
}
