/* A report as the answer to a message: a title, code blocks as wide as a phone, and what was left
 * out. */
#include <string.h>

#include "base/output.h"
#include "base/unicode.h"
#include "report/chat_block.h"
#include "report/chat_rows.h"
#include "report/chat_text.h"
#include "report/chat_title.h"

enum { MESSAGE_POINTS = 2000 };

/* "Balance 245.56": what the newest row has there. */
static void add_foot(struct chat_answer *answer, struct chat_group *block)
{
	int column = chat_column_called(answer->report, "balance");
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

static void lay_out(struct chat_answer *answer)
{
	for (size_t i = 0; i < answer->block_count; i++) {
		struct chat_group *block = &answer->blocks[i];
		add_foot(answer, block);
		block->heading = chat_block(&answer->view, answer->lines, block->rows,
					    block->count + block->sum, block->texts);
	}
}

static size_t points_of(const char *text)
{
	return utf8_count(text);
}

static void hide(struct chat_group *block)
{
	for (size_t i = 0; i < block->count + block->sum; i++)
		block->shown[i] = false;
}

/* Chooses what is shown of the block in ROOM code points: totals, and the first of the others; none
 * of it where not even the totals fit. One line alone is never left out: two are. Returns how many
 * points that takes. */
static size_t choose(struct chat_group *block, size_t room)
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
static void choose_rows(struct chat_answer *answer, size_t room)
{
	enum { FIXED = FENCES + BLOCK_TITLE };
	bool done[MOST_GROUPS] = { false };
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

static uint64_t shown_rows(const struct chat_answer *answer)
{
	uint64_t shown = 0;
	for (size_t b = 0; b < answer->block_count; b++)
		for (size_t i = 0; i < answer->blocks[b].count; i++)
			shown += answer->blocks[b].shown[i];
	return shown;
}

static bool is_hidden(const struct chat_group *block)
{
	for (size_t i = 0; i < block->count; i++)
		if (block->shown[i])
			return false;
	return true;
}

static void add_blocks(const struct chat_answer *answer, struct buf *out)
{
	for (size_t b = 0; b < answer->block_count; b++) {
		const struct chat_group *block = &answer->blocks[b];
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
static void add_closing(struct store *store, const struct chat_answer *answer,
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
		buf_printf(out, tr(lang, N_("… more than %ju more")), cut - 1);
	else
		buf_printf(out, tr(lang, N_("… %ju more")), cut);
	if (cut && options->attached)
		buf_text(out, tr(lang, N_(", all of it is in the attached CSV")));
	else if (cut)
		buf_printf(out, ": %s", buf_string(&line));
	buf_free(&line);
}

static void add_head(struct store *store, const struct chat_answer *answer,
		     const struct answer_options *options, struct buf *out)
{
	if (!options->part)
		chat_title(store, answer->request, options, chat_only_currency(answer), out);
	buf_text(out, buf_string(&answer->times));
}

static void add_empty(const struct chat_answer *answer, struct buf *out)
{
	const char *empty = answer->report->chat.empty;
	bool narrowed = answer->request->from || answer->request->to;
	buf_char(out, '\n');
	buf_text(out, tr(answer->request->lang, narrowed ? N_("Nothing in these days.")
						: empty  ? empty
							 : N_("There is nothing yet.")));
}

struct answer_size report_answer(struct store *store, const struct report_request *request,
				 const struct answer_options *options, size_t max_points,
				 struct buf *out)
{
	static struct chat_answer answer; /* large */
	enum { CLOSING = 200 };
	struct buf head = { 0 };
	bool more = chat_rows_read(store, request, &answer);
	add_head(store, &answer, options, &head);
	size_t before = points_of(buf_string(&head)) + (answer.link ? strlen(answer.link) + 1 : 0) +
			(more || answer.report->chat.legend ? CLOSING : 0),
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
	if (answer.rows && answer.report->chat.legend)
		buf_printf(&head, "\n-# %s", tr(request->lang, answer.report->chat.legend));
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
