/* JSON, and NDJSON: an object a line. */
#include "report/render.h"

/* Keys are the English titles: programs read them. Counts are numbers; ids and amounts are strings,
 * being 64-bit. */
static void json_members(struct renderer *renderer, const char *const *cells)
{
	struct buf *out = renderer->out;
	buf_char(out, '{');
	for (int i = 0; i < renderer->columns; i++) {
		const struct column *column = &renderer->report->columns[i];
		buf_json_key(out, column->title);
		if (!cells[i])
			buf_text(out, "null");
		else if (column->kind == COLUMN_NUMBER)
			buf_text(out, cells[i]);
		else
			buf_json(out, cells[i]);
	}
	buf_char(out, '}');
}

static void ndjson_row(struct renderer *renderer, const char *const *cells)
{
	json_members(renderer, cells);
	buf_char(renderer->out, '\n');
}

const struct report_format ndjson_format = { .name = "ndjson",
					     .ending = ".ndjson",
					     .media_type = "application/x-ndjson",
					     .row = ndjson_row };

static void json_begin(struct renderer *renderer)
{
	buf_char(renderer->out, '[');
}

static void json_row(struct renderer *renderer, const char *const *cells)
{
	buf_text(renderer->out, renderer->rows ? ",\n" : "\n");
	json_members(renderer, cells);
}

static void json_end(struct renderer *renderer)
{
	buf_text(renderer->out, "\n]\n");
}

const struct report_format json_format = { .name = "json",
					   .ending = ".json",
					   .media_type = "application/json",
					   .begin = json_begin,
					   .row = json_row,
					   .end = json_end };
