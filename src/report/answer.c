/* A report as the answer to a message: a table in a code block that fits Discord's limit. */
#include <string.h>

#include "base/unicode.h"
#include "report/render.h"

/* Discord shows about this many monospaced columns before it wraps on a desktop. */
enum { ANSWER_COLUMNS = 80, ROOM_FOR_CLOSING = 60 };

struct answer {
	struct renderer renderer;
	struct buf line;
	struct buf *out;
	size_t points, most_points;
	uint64_t left_out;
};

static void measure_row(void *context, const char *const *cells)
{
	table_measure(&((struct answer *)context)->renderer, cells);
}

/* Three backticks would end the block. */
static void add_defused(struct buf *out, const char *text)
{
	for (; *text; text++)
		buf_char(out, *text == '`' ? '\'' : *text);
}

static void add_row(void *context, const char *const *cells)
{
	struct answer *answer = context;
	buf_clear(&answer->line);
	if (!answer->left_out)
		table_format.row(&answer->renderer, cells);
	size_t points = utf8_count(buf_string(&answer->line));
	if (answer->left_out || answer->points + points > answer->most_points) {
		answer->left_out++;
		return;
	}
	answer->points += points;
	add_defused(answer->out, buf_string(&answer->line));
}

uint64_t report_answer(struct store *store, const struct report_request *request, size_t max_points, struct buf *out)
{
	struct answer answer = { .renderer = { .report = report_named(request->name), .lang = request->lang }, .out = out,
				 .most_points = max_points - ROOM_FOR_CLOSING };
	answer.renderer.out = &answer.line;
	while (answer.renderer.report->columns[answer.renderer.columns].title)
		answer.renderer.columns++;
	table_measure(&answer.renderer, NULL);
	report_rows(store, request, true, measure_row, &answer);
	table_fit(&answer.renderer, ANSWER_COLUMNS);
	table_format.begin(&answer.renderer);
	buf_text(out, "```\n");
	add_defused(out, buf_string(&answer.line));
	answer.points = utf8_count(buf_string(out));
	report_rows(store, request, true, add_row, &answer);
	buf_text(out, "```");
	if (answer.left_out)
		buf_printf(out, tr(request->lang, N_("… %llu more lines")), (unsigned long long)answer.left_out);
	buf_free(&answer.line);
	return answer.left_out;
}
