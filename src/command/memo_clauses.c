/* What of a memo could be meant as an option or a clause: refused with a line to copy, never
 * guessed. */
#include <string.h>

#include "base/unicode.h"
#include "command/parsing.h"

/* Whether the words from AT on before END, at most four, could be meant as a date. */
static bool is_date_like(struct parsing *parsing, size_t at, size_t end)
{
	bool like = false;
	if (end - at > LONGEST_CLAUSE)
		return false;
	for (; at < end; at++) {
		const struct word *word = &parsing->words.list[at];
		const char *text =
			text_fold(parsing->arena, without_end(parsing->arena, word->text));
		bool filler = is_one_of(text, "the of el la los las de del");
		if (word->quoted || (!filler && !is_like_date(text)))
			return false;
		like |= !filler;
	}
	return like;
}

static void fail_memo(struct parsing *parsing, size_t first, size_t from, size_t to)
{
	const struct word *list = parsing->words.list;
	struct buf clean = { 0 };
	const char *start = list[from].start;
	text_markdown(&clean, arena_copy(parsing->arena, start, (size_t)(list[to].end - start)));
	fail_line(parsing, &list[from], "ambiguous_clause",
		  arena_printf(parsing->arena,
			       tr(parsing->command->lang, N_("Is “%s” part of the memo? Put the "
							     "memo in quotes: %s.")),
			       buf_string(&clean), line_with_memo(parsing, list[first].start)));
	buf_free(&clean);
}

static bool takes_dates(const struct parameter *ends)
{
	return ends && (has_choice(ends->choices, "from") || has_choice(ends->choices, "until"));
}

/* Clauses before the memo, which is no place of theirs: `until 2027-12-31 rent`. Read as a memo,
 * the payment would never end. False: the words from FIRST on begin with none. */
static bool fail_early(struct parsing *parsing, size_t first)
{
	const struct word *list = parsing->words.list;
	size_t count = parsing->words.count, behind = first, used;
	while (!parsing->failed && behind < count && (used = clause_words(parsing, behind)))
		behind += used;
	if (parsing->failed || behind == first || behind >= count)
		return parsing->failed;
	const char *from = list[first].start, *memo = list[behind].start,
		   *end = list[count - 1].end;
	const char *clauses =
			   arena_copy(parsing->arena, from, (size_t)(list[behind - 1].end - from)),
		   *moved = arena_printf(parsing->arena, "%.*s %s", (int)(end - memo), memo,
					 clauses);
	fail_line(parsing, &list[first], "ambiguous_clause",
		  arena_printf(parsing->arena,
			       tr(parsing->command->lang,
				  N_("Dates and counts come behind the memo: write %s. If they are "
				     "part of the memo, put it in quotes: %s.")),
			       line_with(parsing, from, end, moved, NULL),
			       line_with_memo(parsing, from)));
	return true;
}

void check_memo(struct parsing *parsing, size_t first)
{
	const struct parameter *extras = parameter_of(parsing->verb, PARAM_EXTRAS),
			       *ends = parameter_of(parsing->verb, PARAM_CLAUSES);
	size_t count = parsing->words.count, end = count;
	for (size_t at = first; extras && at < count; at++)
		if (option_of(parsing, extras, &parsing->words.list[at])) {
			fail_memo(parsing, first, at, at);
			return;
		}
	if (fail_early(parsing, first) || fail_early(parsing, parsing->next))
		return;
	for (size_t at = count; takes_dates(ends) && at-- > first;) {
		const struct word *word = &parsing->words.list[at];
		const char *text = word->quoted ? "" : text_fold(parsing->arena, word->text);
		if (is_one_of(text, "from until desde hasta") && at + 1 < end &&
		    is_date_like(parsing, at + 1, end))
			end = at;
	}
	if (end < count)
		fail_memo(parsing, first, end, count - 1);
}
