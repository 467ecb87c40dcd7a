/* A ring of the last rows. Texts are copied into buffers that the next round uses again. */
#include "report/last_rows.h"
#include "ledger/currency_code.h"

#include <string.h>

enum { MOST_VALUES = MAX_REPORT_COLUMNS + 2 };

/* The next row goes to rows % most. A failure within a query leaves it as it is: the next report
 * begins again. */
static struct kept_row {
	struct value values[MOST_VALUES];
	struct buf texts[MOST_VALUES];
	int count;
	wide running;
} ring[MOST_LAST_ROWS];

static bool is_nothing(const struct value *value)
{
	return value->kind == VALUE_NULL || (value->kind == VALUE_INTEGER && !value->integer) ||
	       (value->kind == VALUE_TEXT && strcmp(value->text, "0") == 0);
}

static struct row_sums *sums_of(struct last_rows *last, const struct value *values, int count)
{
	const char *currency = last->currency >= 0 && values[last->currency].kind == VALUE_TEXT
				       ? values[last->currency].text
				       : "";
	for (size_t i = 0; i < last->sum_count; i++)
		if (strcmp(last->sums[i].currency, currency) == 0)
			return &last->sums[i];
	if (last->sum_count == MOST_SUMS)
		return NULL; /* then there is no total of it */
	struct row_sums *sums = &last->sums[last->sum_count++];
	*sums = (struct row_sums){ .scale = (int)values[count - 1].integer };
	currency_code_copy(sums->currency, currency);
	return sums;
}

static void sum_up(struct last_rows *last, const struct value *values, int count)
{
	struct row_sums *sums = last->summed ? sums_of(last, values, count) : NULL;
	for (int i = 0; sums && i < count; i++)
		if (last->summed >> i & 1 && values[i].kind != VALUE_NULL)
			sums->amounts[i] += value_wide(&values[i]);
}

void last_rows_add(struct last_rows *last, const struct value *values, int count, wide running)
{
	last->read++;
	if (last->only >= 0 && is_nothing(&values[last->only]))
		return;
	struct kept_row *row = &ring[last->rows++ % last->most];
	sum_up(last, values, count);
	row->count = count;
	row->running = running;
	for (int i = 0; i < count; i++) {
		row->values[i] = values[i];
		buf_clear(&row->texts[i]);
		if (values[i].kind == VALUE_TEXT)
			buf_text(&row->texts[i], values[i].text);
	}
}

void last_rows_give(struct last_rows *last, kept_row_sink *sink, void *context)
{
	uint64_t first = last->rows > last->most ? last->rows - last->most : 0;
	for (uint64_t n = first; n < last->rows; n++) {
		struct kept_row *row = &ring[n % last->most];
		for (int i = 0; i < row->count; i++)
			if (row->values[i].kind == VALUE_TEXT)
				row->values[i].text = buf_string(&row->texts[i]);
		sink(context, row->values, row->count, row->running);
	}
	for (size_t i = 0; i < MOST_LAST_ROWS; i++)
		for (int text = 0; text < MOST_VALUES; text++)
			buf_free(&ring[i].texts[text]);
}
