/* Months of the journal, and their pages. */
#include "site/months.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/instant.h"
#include "site/figures.h"

static void *grown(void *memory, size_t size)
{
	memory = realloc(memory, size);
	if (!memory)
		fail(EX_OSERR, "out of memory");
	return memory;
}

void journal_mark(struct marks *marks, int64_t page)
{
	if (page / 8 >= marks->size) {
		int64_t size = page / 8 + 64;
		marks->bits = grown(marks->bits, (size_t)size);
		memset(marks->bits + marks->size, 0, (size_t)(size - marks->size));
		marks->size = size;
	}
	marks->bits[page / 8] |= (unsigned char)(1 << page % 8);
}

bool journal_is_marked(const struct marks *marks, int64_t page)
{
	return page / 8 < marks->size && marks->bits[page / 8] & 1 << page % 8;
}

struct month *month_find(struct month **months, const char *date)
{
	char name[MONTH_NAME_SIZE] = { 0 };
	struct month *month;
	snprintf(name, sizeof name, "%.7s", date);
	HASH_FIND_STR(*months, name, month);
	return month;
}

struct month *month_made(struct month **months, const char *date)
{
	struct month *month = month_find(months, date);
	if (!month) {
		month = grown(NULL, sizeof *month);
		*month = (struct month){ 0 };
		snprintf(month->name, sizeof month->name, "%.7s", date);
		HASH_ADD_STR(*months, name, month);
	}
	return month;
}

static int64_t parts(int64_t count)
{
	return (count + MONTH_PAGE - 1) / MONTH_PAGE;
}

void month_add(struct month *month, int64_t transaction)
{
	if (month->count % MONTH_PAGE == 0) {
		month->firsts = grown(month->firsts,
				      (size_t)(parts(month->count) + 1) * sizeof *month->firsts);
		month->firsts[month->count / MONTH_PAGE] = transaction;
	}
	month->count++;
	month->last = transaction;
}

void months_free(struct month **months)
{
	struct month *month, *next;
	HASH_ITER(hh, *months, month, next)
	{
		HASH_DEL(*months, month); /* NOLINT(clang-analyzer-unix.Malloc): HASH_ITER took the
					     next one before */
		free(month->firsts);
		free(month->again.bits);
		free(month);
	}
}

static int by_name(const struct month *a, const struct month *b)
{
	return strcmp(a->name, b->name);
}

struct month *months_link(struct month **months)
{
	struct month *before = NULL;
	HASH_SORT(*months, by_name);
	for (struct month *month = *months; month; month = month->hh.next) {
		month->older = before;
		if (before) {
			before->newer = month;
			/* Where its newer one begins: on that month's first page */
			before->neighbours_changed |=
				month->was == 0 ||
				!month_full_pages(month->was) != !month_full_pages(month->count);
			month->neighbours_changed |= before->was == 0;
		}
		before = month;
	}
	return before;
}

void month_mark(struct month *month, int64_t transaction)
{
	int64_t low = 0, high = parts(month->count);
	while (high - low > 1) {
		int64_t middle = (low + high) / 2;
		if (month->firsts[middle] <= transaction)
			low = middle;
		else
			high = middle;
	}
	journal_mark(&month->again, low);
}

int64_t month_full_pages(int64_t count)
{
	return count > MONTH_PAGE ? (count - 1) / MONTH_PAGE - 1 : 0;
}

bool month_page_changed(const struct month *month, int64_t number)
{
	int64_t full = month_full_pages(month->count), were = month_full_pages(month->was);
	if (number > 0) /* the one that was the last full one has a newer neighbour now */
		return number > were || (number == were && full > were) ||
		       (number == 1 && month->neighbours_changed) ||
		       journal_is_marked(&month->again, number - 1);
	return month->count != month->was || month->neighbours_changed ||
	       journal_is_marked(&month->again, full) || journal_is_marked(&month->again, full + 1);
}

int64_t month_page_range(const struct month *month, int64_t number, int64_t *after, int64_t *upto)
{
	int64_t full = month_full_pages(month->count);
	*after = month->firsts[number ? number - 1 : full] - 1;
	*upto = number ? month->firsts[number] - 1 : month->last;
	return number ? MONTH_PAGE : month->count - full * MONTH_PAGE;
}

void month_page_name(struct buf *out, const struct month *month, int64_t number)
{
	buf_text(out, month->name);
	if (number)
		buf_printf(out, "-%jd", number);
}

void month_title(struct buf *out, const struct month *month, enum lang lang)
{
	/* The month's name and the year */
	buf_printf(out, tr(lang, N_("%s %.4s")), figure_month(lang, month->name), month->name);
}

void month_bounds(const struct month *month, const struct zone *zone, int64_t *from, int64_t *until)
{
	char date[FIGURE_DAY_SIZE];
	figure_month_after(month->name, 0, date);
	if (!instant_parse(zone, date, from))
		*from = 0;
	figure_month_after(month->name, 1, date);
	if (!instant_parse(zone, date, until))
		*until = INT64_MAX; /* behind the last year of the calendar */
}

void months_write(const struct month *months, struct buf *out)
{
	for (const struct month *month = months; month; month = month->hh.next) {
		buf_printf(out, "month %s %jd %jd", month->name, month->count, month->last);
		for (int64_t i = 0; i < parts(month->count); i++)
			buf_printf(out, " %jd", month->firsts[i]);
		buf_char(out, '\n');
	}
}

bool month_read(struct month **months, const char *line)
{
	char name[MONTH_NAME_SIZE], *end;
	int64_t count, last;
	int read = 0;
	if (sscanf(line, "month %7[0-9-] %jd %jd%n", name, &count, &last, &read) != 3 ||
	    count < 1 || strlen(name) != 7 || count / MONTH_PAGE > (int64_t)strlen(line))
		return false;
	struct month *month = month_made(months, name);
	month->count = month->was = count;
	month->last = last;
	month->firsts = grown(month->firsts, (size_t)parts(count) * sizeof *month->firsts);
	line += read;
	for (int64_t i = 0; i < parts(count); i++, line = end) {
		month->firsts[i] = strtoll(line, &end, 10);
		if (end == line || month->firsts[i] < 1)
			return false;
	}
	return *line == '\0';
}
