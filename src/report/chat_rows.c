/* Reading a report for Discord, in one pass and little memory: an answer is made while the books
 * are locked. */
#include "report/chat_rows.h"

#include <string.h>

#include "report/cells.h"
#include "report/words.h"

enum { MOST_COUNTED = 10000, MOST_LAST = 1000 };

/* A form for a report that has none: its texts at the left, its numbers at the right. */
static const char *derived_line(struct arena *arena, const struct report *report)
{
	struct buf left = { 0 }, right = { 0 };
	int numbers = 0;
	for (const struct column *column = report->columns; column->title; column++) {
		if (column->not_in_tables || column->kind == COLUMN_LINK ||
		    column->kind == COLUMN_HASH || strcmp(column->title, "currency") == 0)
			continue;
		bool number = column_is_numeric(column->kind) && column->kind != COLUMN_ID;
		if (number && numbers++ < MAX_CHAT_CELLS)
			buf_printf(&right, "\t{%s}", column->title);
		else if (!number)
			buf_printf(&left, left.length ? "[ · {%s}]" : "{%s}", column->title);
	}
	buf_text(&left, buf_string(&right));
	const char *line = arena_strdup(arena, buf_string(&left));
	buf_free(&left);
	buf_free(&right);
	return line;
}

int chat_column_called(const struct report *report, const char *title)
{
	return title ? chat_column(report, title, strlen(title)) : -1;
}

static void prepare(struct store *store, struct chat_answer *answer,
		    const struct report_request *request)
{
	const struct report *report = report_shape(store, request);
	memset(answer, 0, sizeof *answer);
	answer->request = request;
	answer->report = report;
	answer->view = (struct chat_view){
		.report = report, .lang = request->lang, .arena = &answer->arena, .days = DAY_SHORT
	};
	if (report->dated)
		answer->view.today = report_today(store, request->guild_id);
	memcpy(answer->lines, report->chat.lines, sizeof answer->lines);
	if (!answer->lines[0])
		answer->lines[0] = derived_line(&answer->arena, report);
	answer->currency = chat_column_called(report, "currency");
	answer->account = chat_column_called(report, "account_id");
	answer->only = chat_column_called(report, report->chat.only);
}

/* What is not for a block: a link, and a time by each reader's own clock, which only work outside.
 */
static bool goes_elsewhere(struct chat_answer *answer, const char *const *cells)
{
	bool elsewhere = false;
	for (int i = 0; answer->report->columns[i].title; i++) {
		enum column_kind kind = answer->report->columns[i].kind;
		if (kind == COLUMN_LINK && cells[i]) {
			answer->link = arena_strdup(&answer->arena, cells[i]);
			elsewhere = true;
		} else if (kind == COLUMN_DETAIL && cells[i] && *cells[i] == *CHAT_TIME) {
			buf_printf(&answer->times, "\n%s", cells[i] + 1);
			elsewhere = true;
		} else if (kind == COLUMN_DETAIL && (!cells[i] || !*cells[i])) {
			elsewhere = true;
		}
	}
	return elsewhere;
}

static struct chat_group *block_of(struct chat_answer *answer, const char *currency)
{
	bool one = answer->report->chat.code_by_line;
	for (size_t i = 0; i < answer->block_count; i++) {
		const char *its = answer->blocks[i].currency;
		if (one || its == currency || (its && currency && strcmp(its, currency) == 0))
			return &answer->blocks[i];
	}
	if (answer->block_count == MOST_GROUPS)
		return NULL; /* its rows count as cut */
	struct chat_group *block = &answer->blocks[answer->block_count++];
	block->currency = currency;
	return block;
}

/* Where the next row goes; NULL: there is no room. A total, which comes behind the others, takes
 * the place of one of them. */
static struct chat_row *place_of(struct chat_group *block, bool total)
{
	if (block->count < MOST_KEPT)
		return &block->rows[block->count++];
	size_t last = block->count - 1;
	while (last && block->rows[last].total)
		last--;
	if (!total || block->rows[last].total)
		return NULL;
	memmove(&block->rows[last], &block->rows[last + 1],
		(block->count - 1 - last) * sizeof *block->rows);
	return &block->rows[block->count - 1];
}

static void keep(struct chat_answer *answer, const char *const *cells)
{
	const char *currency = answer->currency >= 0 ? cells[answer->currency] : NULL;
	struct chat_group *block =
		block_of(answer, currency ? arena_strdup(&answer->arena, currency) : NULL);
	bool total = answer->report->totals && answer->account >= 0 && !cells[answer->account];
	struct chat_row *row = block ? place_of(block, total) : NULL;
	if (!row)
		return;
	for (int i = 0; answer->report->columns[i].title; i++)
		row->cells[i] = cells[i] ? arena_strdup(&answer->arena, cells[i]) : NULL;
	row->currency = answer->currency >= 0 ? row->cells[answer->currency] : NULL;
	row->total = total;
}

static bool keep_row(void *context, const char *const *cells)
{
	struct chat_answer *answer = context;
	if (goes_elsewhere(answer, cells))
		return true;
	keep(answer, cells);
	answer->uncounted = ++answer->rows > MOST_COUNTED && !answer->report->totals;
	return !answer->uncounted;
}

static bool keep_last_row(void *context, const char *const *cells)
{
	keep(context, cells);
	return true;
}

static void turn_rows(struct chat_row *rows, size_t count)
{
	for (size_t i = 0; i < count / 2; i++) {
		struct chat_row row = rows[i];
		rows[i] = rows[count - 1 - i];
		rows[count - 1 - i] = row;
	}
}

/* The newest first; those of one day stay in their order. */
static void turn_round(const struct chat_answer *answer, struct chat_group *block)
{
	int day = 0;
	turn_rows(block->rows, block->count);
	while (answer->report->columns[day].title &&
	       answer->report->columns[day].kind != COLUMN_DAY)
		day++;
	if (!answer->report->columns[day].title)
		return;
	for (size_t i = 0, same; i < block->count; i += same) {
		const char *first = block->rows[i].cells[day];
		for (same = 1; i + same < block->count; same++) {
			const char *next = block->rows[i + same].cells[day];
			if (!first || !next || strcmp(first, next) != 0)
				break;
		}
		turn_rows(&block->rows[i], same);
	}
}

static bool is_year(const char *cell, const char *year)
{
	return strncmp(cell, year, strcspn(year, "-") + 1) == 0;
}

/* dd/mm, where all of the rows are of one year. */
static enum day_length day_length(const struct chat_answer *answer)
{
	const char *year = NULL;
	for (size_t b = 0; b < answer->block_count; b++)
		for (size_t i = 0; i < answer->blocks[b].count; i++)
			for (int c = 0; answer->report->columns[c].title; c++) {
				enum column_kind kind = answer->report->columns[c].kind;
				const char *cell = answer->blocks[b].rows[i].cells[c];
				if ((kind != COLUMN_TIME && kind != COLUMN_DAY &&
				     kind != COLUMN_NEXT) ||
				    !cell)
					continue;
				if (year && !is_year(cell, year))
					return DAY_YEAR;
				year = cell;
			}
	return DAY_SHORT;
}

/* The row of sums behind the others. */
static void add_sum(struct chat_answer *answer, struct chat_group *block,
		    const struct last_rows *last)
{
	const struct row_sums *sums = NULL;
	for (size_t i = 0; i < last->sum_count && !sums; i++)
		if (strcmp(last->sums[i].currency, block->currency ? block->currency : "") == 0)
			sums = &last->sums[i];
	if (!sums || block->count < 2)
		return;
	struct chat_row *row = &block->rows[block->count];
	*row = (struct chat_row){ .label = tr_of(answer->request->lang, N_("sum|Total")),
				  .total = true };
	for (int i = 0; answer->report->columns[i].title; i++) {
		char text[LOCALIZED_SIZE];
		bool amount = answer->report->columns[i].kind == COLUMN_AMOUNT;
		if (last->summed >> i & 1)
			row->cells[i] = arena_strdup(
				&answer->arena,
				localized_amount(answer->request->lang, sums->amounts[i],
						 amount ? sums->scale : 0, text));
	}
	block->sum = true;
}

static void read_last(struct store *store, struct chat_answer *answer)
{
	unsigned summed[CHAT_LINES] = { 0 };
	int columns[MAX_CHAT_CELLS];
	for (int i = 0; i < CHAT_LINES; i++)
		if (answer->lines[i])
			chat_template_cells(answer->report, answer->lines[i], columns, &summed[i]);
	struct last_rows last = { .report = answer->report,
				  .most = MOST_KEPT,
				  .only = answer->only,
				  .currency = answer->currency,
				  .summed = summed[0] | summed[1] };
	report_last_rows(store, answer->request, FORM_CHAT, &last, keep_last_row, answer);
	answer->rows = last.rows;
	answer->uncounted = last.read == MOST_LAST && answer->request->limit == MOST_LAST;
	for (size_t i = 0; i < answer->block_count; i++) {
		turn_round(answer, &answer->blocks[i]);
		add_sum(answer, &answer->blocks[i], &last);
	}
}

/* Rows without a currency, as of a day on which nothing moved, stand in the block of the only one.
 */
static void join_blocks(struct chat_answer *answer)
{
	struct chat_group *first = &answer->blocks[0], *second = &answer->blocks[1];
	if (answer->block_count != 2 || first->currency || second->count + first->count > MOST_KEPT)
		return;
	for (size_t i = 0; i < second->count; i++)
		first->rows[first->count++] = second->rows[i];
	first->currency = second->currency;
	answer->block_count = 1;
}

const char *chat_only_currency(const struct chat_answer *answer)
{
	const char *only = NULL;
	for (size_t b = 0; b < answer->block_count; b++)
		for (size_t i = 0; i < answer->blocks[b].count; i++) {
			const char *currency = answer->blocks[b].rows[i].currency;
			if (only && currency && strcmp(only, currency) != 0)
				return NULL;
			only = currency ? currency : only;
		}
	return only ? only : answer->request->currency;
}

static bool sums_any(const struct report *report)
{
	int columns[MAX_CHAT_CELLS];
	unsigned summed = 0;
	if (report->chat.lines[0])
		chat_template_cells(report, report->chat.lines[0], columns, &summed);
	return summed != 0;
}

/* One row more than were asked for tells whether there are more. Of a transaction's two entries one
 * is shown where the other is left out. */
static bool limit_rows(const struct report *report, struct report_request *request)
{
	if (!(report->filters & FILTER_LIMIT))
		return false;
	if (!request->limit && report->chat.newest_first)
		request->limit = MOST_LAST;
	if (!request->limit || request->limit > MOST_COUNTED || report->chat.only ||
	    report->chat.limit_by_currency || sums_any(report))
		return false;
	request->limit++;
	return true;
}

/* Drops what was read only to know that there is more. */
static bool drop_beyond(struct chat_answer *answer, int64_t limit)
{
	if (answer->rows <= (uint64_t)limit || answer->block_count != 1)
		return false;
	struct chat_group *block = &answer->blocks[0];
	if (answer->rows <= MOST_KEPT)
		block->count--;
	answer->rows--;
	return true;
}

static void read_rows(struct store *store, struct chat_answer *answer)
{
	if (answer->report->chat.newest_first)
		read_last(store, answer);
	else
		report_rows(store, answer->request, FORM_CHAT, NULL, keep_row, answer);
	join_blocks(answer);
	answer->view.days = day_length(answer);
	answer->view.codes = answer->report->chat.code_by_line && !chat_only_currency(answer);
}

bool chat_rows_read(struct store *store, const struct report_request *request,
		    struct chat_answer *answer)
{
	struct report_request limited = *request;
	bool probing = limit_rows(report_named(request->name), &limited);
	prepare(store, answer, &limited);
	read_rows(store, answer);
	answer->request = request;
	return probing && drop_beyond(answer, limited.limit - 1);
}
