/* A report as the answer to a message: a table in a code block that fits Discord's limit. One pass
 * over the report, in little memory: an answer is made while the books are locked. */
#include <string.h>

#include "base/arena.h"
#include "base/unicode.h"
#include "report/render.h"

/* Discord shows about this many monospaced columns before it wraps on a desktop. No more rows can
 * fit than are kept: a row has 20 characters and more. */
enum { ANSWER_COLUMNS = 80, ROOM_FOR_CLOSING = 60, MOST_KEPT = 128, MOST_COUNTED = 10000 };

struct answer {
	struct renderer renderer;
	struct buf line;
	struct arena arena;
	const char *link; /* of the last row that has one; NULL: none has */
	const char *kept[MOST_KEPT][MAX_REPORT_COLUMNS];
	uint64_t rows;
};

/* Three backticks would end the block. */
static void add_defused(struct buf *out, const char *text)
{
	for (; *text; text++)
		buf_char(out, *text == '`' ? '\'' : *text);
}

/* The row's link, where it has one: in a block it could not be followed. */
static const char *link_of(const struct answer *answer, const char *const *cells)
{
	for (int i = 0; i < answer->renderer.columns; i++)
		if (answer->renderer.report->columns[i].kind == COLUMN_LINK && cells[i])
			return cells[i];
	return NULL;
}

static bool keep_row(void *context, const char *const *cells)
{
	struct answer *answer = context;
	const char *link = link_of(answer, cells);
	if (link) {
		answer->link = arena_strdup(&answer->arena, link);
		return true;
	}
	if (answer->rows < MOST_KEPT) {
		table_measure(&answer->renderer, cells);
		for (int i = 0; i < answer->renderer.columns; i++)
			answer->kept[answer->rows][i] =
				cells[i] ? arena_copy(&answer->arena, cells[i], strlen(cells[i]))
					 : NULL;
	}
	return ++answer->rows <= MOST_COUNTED;
}

/* As many of the rows as fit; returns how many those are. */
static uint64_t add_rows(struct answer *answer, size_t most_points, struct buf *out)
{
	size_t points = utf8_count(buf_string(out));
	uint64_t shown = 0;
	for (; shown < answer->rows && shown < MOST_KEPT; shown++) {
		buf_clear(&answer->line);
		report_formats[FORMAT_TABLE]->row(&answer->renderer, answer->kept[shown]);
		points += utf8_count(buf_string(&answer->line));
		if (points > most_points)
			break;
		add_defused(out, buf_string(&answer->line));
	}
	return shown;
}

static void add_closing(enum lang lang, const struct answer_size *answered, struct buf *out)
{
	if (answered->rows > MOST_COUNTED)
		buf_printf(out, tr(lang, N_("… more than %llu more lines")),
			   (unsigned long long)answered->cut - 1);
	else if (answered->cut)
		buf_printf(out, tr(lang, N_("… %llu more lines")),
			   (unsigned long long)answered->cut);
}

struct answer_size report_answer(struct store *store, const struct report_request *request,
				 size_t max_points, struct buf *out)
{
	static struct answer answer; /* large */
	struct buf block = { 0 };
	answer = (struct answer){ .renderer = { .report = report_named(request->name),
						.lang = request->lang } };
	answer.renderer.out = &answer.line;
	answer.renderer.in_answer = true;
	while (answer.renderer.report->columns[answer.renderer.columns].title)
		answer.renderer.columns++;
	table_measure(&answer.renderer, NULL);
	report_rows(store, request, FORM_PEOPLE, NULL, keep_row, &answer);
	table_fit(&answer.renderer, ANSWER_COLUMNS);
	report_formats[FORMAT_TABLE]->begin(&answer.renderer);
	buf_text(&block, "```\n");
	add_defused(&block, buf_string(&answer.line));
	struct answer_size answered = { .rows = answer.rows };
	answered.cut = answer.rows - add_rows(&answer,
					      max_points - ROOM_FOR_CLOSING -
						      (answer.link ? strlen(answer.link) + 1 : 0),
					      &block);
	buf_text(&block, "```");
	add_closing(request->lang, &answered, &block);
	if (answer.link)
		buf_printf(&block, "\n%s", answer.link);
	buf_text(out, buf_string(&block));
	buf_free(&block);
	buf_free(&answer.line);
	arena_free(&answer.arena);
	return answered;
}
