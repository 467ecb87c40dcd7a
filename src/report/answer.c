/* A report as the answer to a message: a title, code blocks as wide as a phone, and what was left
 * out. One pass over the report, in little memory: an answer is made while the books are locked. */
#include <string.h>

#include "base/arena.h"
#include "base/output.h"
#include "base/unicode.h"
#include "report/cells.h"
#include "report/chat_block.h"
#include "report/chat_text.h"
#include "report/chat_title.h"
#include "report/last_rows.h"
#include "report/words.h"

/* No more rows can fit than are kept: a row has 16 characters and more. */
enum {
	MOST_KEPT = MOST_LAST_ROWS,
	MOST_COUNTED = 10000,
	MOST_LAST = 1000,
	MOST_BLOCKS = 16,
	MESSAGE_POINTS = 2000
};

/* The rows of one currency: those that were read, and what is made of them. */
struct block {
	const char *currency; /* NULL: none */
	struct chat_row rows[MOST_KEPT + 1];
	const char *texts[MOST_KEPT + 1], *heading, *foot;
	bool shown[MOST_KEPT + 1];
	size_t count; /* rows; the sum, where there is one, is behind them */
	bool sum;
};

struct answer {
	const struct report_request *request;
	const struct report *report;
	const char *lines[CHAT_LINES];
	struct arena arena;
	struct chat_view view;
	struct block blocks[MOST_BLOCKS];
	size_t block_count;
	const char *link; /* of the last row that has one; NULL: none has */
	struct buf times; /* what belongs above the blocks */
	uint64_t rows;
	bool uncounted;              /* there may be more rows than were read */
	int currency, account, only; /* columns; -1: none */
};

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

static int column_called(const struct report *report, const char *title)
{
	return title ? chat_column(report, title, strlen(title)) : -1;
}

static void prepare(struct answer *answer, const struct report_request *request)
{
	const struct report *report = report_named(request->name);
	memset(answer, 0, sizeof *answer);
	answer->request = request;
	answer->report = report;
	answer->view = (struct chat_view){
		.report = report, .lang = request->lang, .arena = &answer->arena, .days = DAY_SHORT
	};
	memcpy(answer->lines, report->chat.lines, sizeof answer->lines);
	if (!answer->lines[0])
		answer->lines[0] = derived_line(&answer->arena, report);
	answer->currency = column_called(report, "currency");
	answer->account = column_called(report, "account_id");
	answer->only = column_called(report, report->chat.only);
}

/* What is not for a block: a link, and a time by each reader's own clock, which only work outside.
 */
static bool goes_elsewhere(struct answer *answer, const char *const *cells)
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

static struct block *block_of(struct answer *answer, const char *currency)
{
	bool one = answer->report->chat.code_by_line;
	for (size_t i = 0; i < answer->block_count; i++) {
		const char *its = answer->blocks[i].currency;
		if (one || its == currency || (its && currency && strcmp(its, currency) == 0))
			return &answer->blocks[i];
	}
	if (answer->block_count == MOST_BLOCKS)
		return NULL; /* its rows count as cut */
	struct block *block = &answer->blocks[answer->block_count++];
	block->currency = currency;
	return block;
}

/* Where the next row goes; NULL: there is no room. A total, which comes behind the others, takes
 * the place of one of them. */
static struct chat_row *place_of(struct block *block, bool total)
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

static void keep(struct answer *answer, const char *const *cells)
{
	const char *currency = answer->currency >= 0 ? cells[answer->currency] : NULL;
	struct block *block =
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
	struct answer *answer = context;
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
static void turn_round(const struct answer *answer, struct block *block)
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
static enum day_length day_length(const struct answer *answer)
{
	const char *year = NULL;
	for (size_t b = 0; b < answer->block_count; b++)
		for (size_t i = 0; i < answer->blocks[b].count; i++)
			for (int c = 0; answer->report->columns[c].title; c++) {
				enum column_kind kind = answer->report->columns[c].kind;
				const char *cell = answer->blocks[b].rows[i].cells[c];
				if ((kind != COLUMN_TIME && kind != COLUMN_DAY) || !cell)
					continue;
				if (year && !is_year(cell, year))
					return DAY_YEAR;
				year = cell;
			}
	return DAY_SHORT;
}

/* The row of sums behind the others. */
static void add_sum(struct answer *answer, struct block *block, const struct last_rows *last)
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

/* "Balance 245.56": what the newest row has there. */
static void add_foot(struct answer *answer, struct block *block)
{
	int column = column_called(answer->report, "balance");
	const char *label = answer->report->chat.foot,
		   *balance = block->count && column >= 0 ? block->rows[0].cells[column] : NULL;
	block->foot = "";
	if (!label || !balance)
		return;
	bool negative = *balance == '-';
	block->foot =
		chat_wrap(&answer->arena,
			  arena_printf(&answer->arena, "%s %s%s", tr(answer->request->lang, label),
				       negative ? "−" : "", balance + negative),
			  CHAT_COLUMNS, true);
	block->foot = arena_printf(&answer->arena, "%s\n", block->foot);
}

static void read_last(struct store *store, struct answer *answer)
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
static void join_blocks(struct answer *answer)
{
	struct block *first = &answer->blocks[0], *second = &answer->blocks[1];
	if (answer->block_count != 2 || first->currency || second->count + first->count > MOST_KEPT)
		return;
	for (size_t i = 0; i < second->count; i++)
		first->rows[first->count++] = second->rows[i];
	first->currency = second->currency;
	answer->block_count = 1;
}

static void lay_out(struct answer *answer)
{
	for (size_t i = 0; i < answer->block_count; i++) {
		struct block *block = &answer->blocks[i];
		add_foot(answer, block);
		block->heading = chat_block(&answer->view, answer->lines, block->rows,
					    block->count + block->sum, block->texts);
	}
}

static size_t points_of(const char *text)
{
	return utf8_count(text);
}

static void hide(struct block *block)
{
	for (size_t i = 0; i < block->count + block->sum; i++)
		block->shown[i] = false;
}

/* Chooses what is shown of the block in ROOM code points: totals, and the first of the others; none
 * of it where not even the totals fit. One line alone is never left out: two are. Returns how many
 * points that takes. */
static size_t choose(struct block *block, size_t room)
{
	size_t all = block->count + block->sum, left = 0, last = 0;
	size_t taken = points_of(block->heading) + points_of(block->foot);
	for (size_t i = 0; i < all; i++) {
		block->shown[i] = block->rows[i].total;
		taken += block->shown[i] ? points_of(block->texts[i]) : 0;
	}
	for (size_t i = 0; i < all; i++) {
		size_t points = points_of(block->texts[i]);
		if (block->rows[i].total)
			continue;
		if (left || taken + points > room) {
			left++;
			continue;
		}
		block->shown[i] = true;
		taken += points;
		last = i;
	}
	if (left == 1 && block->shown[last] && !block->rows[last].total) {
		block->shown[last] = false;
		taken -= points_of(block->texts[last]);
	}
	if (taken <= room)
		return taken;
	hide(block);
	return 0;
}

enum { FENCES = 9, BLOCK_TITLE = CURRENCY_SIZE + 6 };

/* Each block has what it needs, where that is no more than an equal share of ROOM; what those leave
 * is for the others. */
static void choose_rows(struct answer *answer, size_t room)
{
	enum { FIXED = FENCES + BLOCK_TITLE };
	bool done[MOST_BLOCKS] = { false };
	size_t left = answer->block_count;
	for (bool again = true; again;) {
		again = false;
		for (size_t i = 0; i < answer->block_count; i++) {
			size_t needed = FIXED + choose(&answer->blocks[i], SIZE_MAX / 2);
			if (done[i] || needed > room / left)
				continue;
			done[i] = again = true;
			room -= needed;
			left--;
		}
	}
	for (size_t i = 0; i < answer->block_count; i++) {
		size_t share = left ? room / left : 0, taken;
		if (done[i])
			continue;
		taken = FIXED + choose(&answer->blocks[i], share > FIXED ? share - FIXED : 0);
		room -= taken < room ? taken : room;
		left--;
	}
}

static uint64_t shown_rows(const struct answer *answer)
{
	uint64_t shown = 0;
	for (size_t b = 0; b < answer->block_count; b++)
		for (size_t i = 0; i < answer->blocks[b].count; i++)
			shown += answer->blocks[b].shown[i];
	return shown;
}

static bool is_hidden(const struct block *block)
{
	for (size_t i = 0; i < block->count; i++)
		if (block->shown[i])
			return false;
	return true;
}

static void add_blocks(const struct answer *answer, struct buf *out)
{
	for (size_t b = 0; b < answer->block_count; b++) {
		const struct block *block = &answer->blocks[b];
		if (is_hidden(block))
			continue;
		if (answer->block_count > 1 && block->currency)
			buf_printf(out, "\n**%s**", block->currency);
		buf_text(out, "\n```\n");
		buf_text(out, block->heading);
		for (size_t i = 0; i < block->count + block->sum; i++)
			buf_text(out, block->shown[i] ? block->texts[i] : "");
		buf_text(out, block->foot);
		buf_text(out, "```");
	}
}

/* What was left out, and where it is. */
static void add_closing(struct store *store, const struct answer *answer,
			const struct answer_options *options, uint64_t cut, bool limited,
			struct buf *out)
{
	enum lang lang = answer->request->lang;
	struct buf line = { 0 };
	if (!cut && !limited)
		return;
	if (limited && options->more)
		text_code(&line, options->more);
	else
		chat_line_to_type(store, answer->request, limited, &line);
	buf_char(out, '\n');
	if (!cut)
		buf_printf(out, tr(lang, N_("… more: %s")), buf_string(&line));
	else if (answer->uncounted)
		buf_printf(out, tr(lang, N_("… more than %llu more")), (unsigned long long)cut - 1);
	else
		buf_printf(out, tr(lang, N_("… %llu more")), (unsigned long long)cut);
	if (cut && options->attached)
		buf_text(out, tr(lang, N_(", all of it is in the attached CSV")));
	else if (cut)
		buf_printf(out, ": %s", buf_string(&line));
	buf_free(&line);
}

static const char *only_currency(const struct answer *answer)
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

static void add_head(struct store *store, const struct answer *answer,
		     const struct answer_options *options, struct buf *out)
{
	if (!options->part)
		chat_title(store, answer->request, options, only_currency(answer), out);
	buf_text(out, buf_string(&answer->times));
}

static void add_empty(const struct answer *answer, struct buf *out)
{
	const char *empty = answer->report->chat.empty;
	bool narrowed = answer->request->from || answer->request->to;
	buf_char(out, '\n');
	buf_text(out, tr(answer->request->lang, narrowed ? N_("Nothing in these days.")
						: empty  ? empty
							 : N_("There is nothing yet.")));
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
static bool drop_beyond(struct answer *answer, int64_t limit)
{
	if (answer->rows <= (uint64_t)limit || answer->block_count != 1)
		return false;
	struct block *block = &answer->blocks[0];
	if (answer->rows <= MOST_KEPT)
		block->count--;
	answer->rows--;
	return true;
}

static void read_rows(struct store *store, struct answer *answer)
{
	if (answer->report->chat.newest_first)
		read_last(store, answer);
	else
		report_rows(store, answer->request, FORM_CHAT, NULL, keep_row, answer);
	join_blocks(answer);
	answer->view.days = day_length(answer);
	answer->view.codes = answer->report->chat.code_by_line && !only_currency(answer);
}

struct answer_size report_answer(struct store *store, const struct report_request *request,
				 const struct answer_options *options, size_t max_points,
				 struct buf *out)
{
	static struct answer answer; /* large */
	struct report_request limited = *request;
	enum { CLOSING = 200 };
	struct buf head = { 0 };
	bool probing = limit_rows(report_named(request->name), &limited);
	prepare(&answer, &limited);
	read_rows(store, &answer);
	bool more = probing && drop_beyond(&answer, limited.limit - 1);
	answer.request = request;
	add_head(store, &answer, options, &head);
	size_t before = points_of(buf_string(&head)) + (answer.link ? strlen(answer.link) + 1 : 0) +
			(more ? CLOSING : 0),
	       room = max_points > before ? max_points - before : 0;
	lay_out(&answer);
	choose_rows(&answer, room);
	if (shown_rows(&answer) < answer.rows && !more)
		choose_rows(&answer, room > CLOSING ? room - CLOSING : 0);
	struct answer_size answered = { .rows = answer.rows };
	answered.cut = answer.rows - shown_rows(&answer);
	if (answer.rows)
		add_blocks(&answer, &head);
	else
		add_empty(&answer, &head);
	add_closing(store, &answer, options, answered.cut, more, &head);
	if (answer.link)
		buf_printf(&head, "\n%s", answer.link);
	buf_text(out, buf_string(&head) + (options->part && head.length ? 1 : 0));
	buf_free(&head);
	buf_free(&answer.times);
	arena_free(&answer.arena);
	return answered;
}

static void print_chat(struct store *store, const struct report_request *request, int fd)
{
	struct buf out = { 0 };
	report_answer(store, request, &(struct answer_options){ 0 }, MESSAGE_POINTS, &out);
	buf_char(&out, '\n');
	buf_flush(&out, fd);
	buf_free(&out);
}

const struct report_format chat_format = { .name = "chat",
					   .help = "for Discord: 34 columns",
					   .ending = ".txt",
					   .media_type = "text/plain; charset=utf-8",
					   .form = FORM_CHAT,
					   .run = print_chat };
