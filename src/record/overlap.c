/* Whether a line of a bank's list is kept already. */
#include "record/overlap.h"

#include <stdlib.h>

static int compare_occurrences(const void *one, const void *other)
{
	const struct kept_line *line = one, *next = other;
	return (line->occurrence > next->occurrence) - (line->occurrence < next->occurrence);
}

void overlap_sort(struct kept_line *lines, size_t count)
{
	if (count > 1)
		qsort(lines, count, sizeof *lines, compare_occurrences);
}

static void count_line(struct kept_lines *lines, const struct kept_line *line)
{
	lines->kept += line->state == KEPT;
	lines->waiting += line->state == KEPT_CUT_WAITS;
	if (line->occurrence > lines->highest)
		lines->highest = line->occurrence;
}

void overlap_count(struct kept_lines *lines)
{
	lines->kept = lines->waiting = lines->highest = 0;
	for (size_t i = 0; i < lines->count; i++)
		count_line(lines, &lines->lines[i]);
}

void overlap_add(struct kept_lines *lines)
{
	count_line(lines, &lines->lines[lines->count - 1]);
}

/* The NUMBER-th of them that is kept for certain. */
static const struct kept_line *kept_for_certain(const struct kept_lines *lines, int64_t number)
{
	size_t at = (size_t)number - 1;
	if (lines->kept == (int64_t)lines->count) /* all are: the usual case */
		return &lines->lines[at];
	for (at = 0; lines->lines[at].state != KEPT || --number > 0;)
		at++;
	return &lines->lines[at];
}

/* One that has the balance of LINE: of those that wait, or of all. */
static const struct kept_line *of_balance(const struct kept_lines *lines,
					  const struct overlap_line *line, bool waiting)
{
	for (size_t i = 0; i < lines->count; i++)
		if (lines->lines[i].has_balance && lines->lines[i].balance == line->balance &&
		    (!waiting || lines->lines[i].state == KEPT_CUT_WAITS))
			return &lines->lines[i];
	return NULL;
}

static const struct kept_line *one_that_waits(const struct kept_lines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		if (lines->lines[i].state == KEPT_CUT_WAITS)
			return &lines->lines[i];
	return NULL;
}

struct overlap_verdict overlap_judge(const struct overlap_line *line, const struct kept_lines *kept)
{
	struct overlap_verdict verdict = { .occurrence = kept->highest + 1 };
	if (line->occurrence > kept->kept + kept->waiting) {
		/* Even if all that wait are lines of their own, the list has one more. */
		verdict.what = OVERLAP_NEW;
		return verdict;
	}
	if (line->cut && line->has_balance)
		verdict.kept = of_balance(kept, line, false);
	else if (line->occurrence <= kept->kept)
		verdict.kept = kept_for_certain(kept, line->occurrence);
	else
		verdict.kept =
			line->has_balance ? of_balance(kept, line, true) : one_that_waits(kept);
	verdict.what = verdict.kept ? OVERLAP_KNOWN : OVERLAP_CUT;
	return verdict;
}

bool overlap_by_hand(int64_t line_day, int64_t line_amount, int64_t entry_day, int64_t entry_amount)
{
	return line_amount == entry_amount && line_day - entry_day <= OVERLAP_HAND_DAYS &&
	       entry_day - line_day <= OVERLAP_HAND_DAYS;
}
