/* Rows of entries into transactions. */
#include "site/gather.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"

struct gathering {
	struct gathered transaction;
	gathered_callback *take;
	void *context;
};

static int64_t integer_or_0(const struct value *value)
{
	return value->kind == VALUE_INTEGER ? value->integer : 0;
}

static void begin(struct gathered *t, const struct value *row)
{
	bool receipt = value_count(row) > 12;
	t->id = row[0].integer;
	t->time = row[1].integer;
	t->batch = row[2].integer;
	t->reverses = integer_or_0(&row[5]);
	t->entries = 0;
	t->mixed = false;
	t->debits = 0;
	snprintf(t->verb, sizeof t->verb, "%s", value_words(&row[3]));
	buf_clear(&t->memo);
	buf_clear(&t->operator_name);
	buf_text(&t->memo, value_words(&row[4]));
	if (!receipt)
		return;
	t->reversed_by = integer_or_0(&row[12]);
	t->author = integer_or_0(&row[13]);
	buf_text(&t->operator_name, value_words(&row[14]));
	snprintf(t->channel, sizeof t->channel, "%s", value_words(&row[15]));
	t->message = integer_or_0(&row[16]);
}

static struct gathered_entry *next_entry(struct gathered *t)
{
	if (t->entries == t->room) {
		int room = t->room ? 2 * t->room : 8;
		t->entry = realloc(t->entry, (size_t)room * sizeof *t->entry);
		if (!t->entry)
			fail(EX_OSERR, "out of memory");
		memset(t->entry + t->room, 0, (size_t)(room - t->room) * sizeof *t->entry);
		t->room = room;
	}
	return &t->entry[t->entries++];
}

static bool take_row(void *context, const struct value *row)
{
	struct gathering *gathering = context;
	struct gathered *t = &gathering->transaction;
	if (row[0].integer != t->id) {
		if (t->id)
			gathering->take(gathering->context, t);
		begin(t, row);
	}
	struct gathered_entry *entry = next_entry(t);
	entry->number = row[11].integer;
	entry->account = row[6].integer;
	entry->amount = row[9].integer;
	entry->scale = (int)row[10].integer;
	snprintf(entry->currency, sizeof entry->currency, "%s", value_words(&row[8]));
	buf_clear(&entry->label);
	buf_text(&entry->label, value_words(&row[7]));
	if (entry->amount > 0)
		t->debits += entry->amount;
	if (strcmp(entry->currency, t->entry[0].currency) != 0)
		t->mixed = true;
	return true;
}

void gather_transactions(struct site *site, const char *query, const struct binding *bindings,
			 int count, gathered_callback *take, void *context)
{
	struct gathering gathering = { .take = take, .context = context };
	struct gathered *t = &gathering.transaction;
	site_query(site, query, bindings, count, take_row, &gathering);
	if (t->id)
		take(context, t);
	for (int i = 0; i < t->room; i++)
		buf_free(&t->entry[i].label);
	free(t->entry);
	buf_free(&t->memo);
	buf_free(&t->operator_name);
}
