/* Income and expenses by the tags in memos. An amount counts under each tag of its memo, once; one
 * without a tag is untagged. What reverses a transaction counts under the tags of that one, so that
 * both come to nothing. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/unicode.h"
#include "report/results.h"
#include "report/subjects.h"
#include "report/tags.h"

#include <uthash.h>

/* Members write tags: those beyond so many kinds are summed in one line, which says so. */
enum { MOST_TAGS = 20000 };
enum { T_KIND, T_CURRENCY, T_BUCKET, T_AMOUNT, T_MEMO, T_SCALE };

struct side {
	wide income, expense;
};
/* One tag in one currency. */
struct tag {
	UT_hash_handle hh;
	const char *key;      /* currency, a space, the tag as folded */
	const char *spelling; /* as it was written first; NULL: of many */
	const char *currency;
	int64_t scale, entries;
	uint64_t row;      /* the last one that had it */
	wide size;         /* what lists are sorted by */
	struct side *sums; /* of each period */
};
struct tags {
	const struct feeding *feeding;
	struct periods periods;
	struct arena arena, words; /* WORDS: of a row */
	struct tag *list;
	size_t kinds;
	uint64_t rows;
};

static struct tag *new_tag(struct tags *tags, const char *key, const char *currency, int64_t scale)
{
	size_t sums = (size_t)tags->periods.count * sizeof(struct side);
	struct tag *tag = arena_alloc(&tags->arena, sizeof *tag);
	tag->key = arena_strdup(&tags->arena, key);
	tag->currency = arena_strdup(&tags->arena, currency);
	tag->scale = scale;
	tag->sums = arena_alloc(&tags->arena, sums);
	HASH_ADD_KEYPTR(hh, tags->list, tag->key, strlen(tag->key), tag);
	return tag;
}

/* The tag that is written at WORD, or what all those count under that are too many. */
static struct tag *tag_of(struct tags *tags, const char *word, size_t length,
			  const struct value *values)
{
	const char *currency = value_words(&values[T_CURRENCY]),
		   *written = arena_copy(&tags->words, word, length),
		   *key = arena_printf(&tags->words, "%s %s", currency,
				       text_fold(&tags->words, written));
	struct tag *tag;
	HASH_FIND_STR(tags->list, key, tag);
	if (!tag && tags->kinds < MOST_TAGS) {
		tags->kinds++;
		tag = new_tag(tags, key, currency, values[T_SCALE].integer);
		tag->spelling = arena_printf(&tags->arena, "#%s", written);
	}
	if (tag)
		return tag;
	HASH_FIND_STR(tags->list, currency, tag);
	return tag ? tag : new_tag(tags, currency, currency, values[T_SCALE].integer);
}

static void count(struct tags *tags, struct tag *tag, const struct value *values)
{
	bool income = strcmp(value_words(&values[T_KIND]), "income") == 0;
	wide amount = value_wide(&values[T_AMOUNT]);
	if (tag->row == tags->rows) /* "#a #A" */
		return;
	tag->row = tags->rows;
	tag->entries++;
	for (int i = 0; i < tags->periods.count; i++)
		if (period_has(&tags->periods, i, values[T_BUCKET].integer)) {
			tag->sums[i].income -= income ? amount : 0;
			tag->sums[i].expense += income ? 0 : amount;
		}
}

static struct tag *tagged_all(struct tags *tags, const struct value *values)
{
	const char *currency = value_words(&values[T_CURRENCY]);
	const char *key = arena_printf(&tags->words, " %s", currency);
	struct tag *tag;
	HASH_FIND_STR(tags->list, key, tag);
	return tag ? tag : new_tag(tags, key, currency, values[T_SCALE].integer);
}

static bool take(void *context, const struct value *values)
{
	struct tags *tags = context;
	const char *at = value_words(&values[T_MEMO]), *word;
	size_t length;
	bool any = false;
	if (!any_period_has(&tags->periods, values[T_BUCKET].integer))
		return true;
	arena_reset(&tags->words);
	tags->rows++;
	for (; (word = next_tag(&at, &length)); any = true)
		count(tags, tag_of(tags, word, length, values), values);
	if (any)
		count(tags, tagged_all(tags, values), values);
	return true;
}

static void read_tags(struct tags *tags)
{
	const struct report_request *request = tags->feeding->request;
	struct binding bindings[PERIOD_BINDINGS + 2] = {
		bind_integer(":guild", (int64_t)request->guild_id),
		bind_text(":currency", request->currency),
	};
	periods_bind(&tags->periods, bindings + 2);
	store_query(tags->feeding->store, "report tagged", bindings, PERIOD_BINDINGS + 2, take,
		    tags);
}

/* A line: of one period its sides, else the result of each. */
static bool give(const struct tags *tags, const char *name, const struct tag *tag)
{
	const struct feeding *feeding = tags->feeding;
	struct figures figures = {
		.kind = LINE_OF_TAG, .name = name, .currency = tag->currency, .scale = tag->scale
	};
	for (int i = 0; i < tags->periods.count; i++)
		figures.amounts[i] = tag->sums[i].income - tag->sums[i].expense;
	if (tags->periods.compare)
		return figures_give(feeding, &tags->periods, &figures);
	struct arena arena = { 0 };
	bool more = feeding->row(feeding->context,
				 (struct value[]){
					 { .kind = VALUE_TEXT, .text = name },
					 wide_or_text(&arena, tag->sums[0].income),
					 wide_or_text(&arena, tag->sums[0].expense),
					 wide_or_text(&arena, figures.amounts[0]),
					 { .kind = VALUE_INTEGER, .integer = tag->entries },
					 { .kind = VALUE_TEXT, .text = tag->currency },
					 { .kind = VALUE_INTEGER, .integer = tag->scale },
					 { .kind = VALUE_END },
				 });
	arena_free(&arena);
	return more;
}

static wide without_sign(wide amount)
{
	return amount < 0 ? -amount : amount;
}

/* The largest first: what came in and went out under a tag, in all periods. */
static int compare_tags(const void *one, const void *other)
{
	const struct tag *a = *(struct tag *const *)one, *b = *(struct tag *const *)other;
	return a->size != b->size ? (a->size < b->size) - (a->size > b->size)
				  : strcmp(a->key, b->key);
}

/* Adds PART to SUM, FACTOR times: 1 or -1. */
static void add_sums(const struct tags *tags, struct tag *sum, const struct tag *part, int factor)
{
	sum->entries += factor * part->entries;
	for (int i = 0; i < tags->periods.count; i++) {
		sum->sums[i].income += factor * part->sums[i].income;
		sum->sums[i].expense += factor * part->sums[i].expense;
	}
}

/* The tags of CURRENCY, sorted; *COUNT of them. */
static struct tag **sorted(struct tags *tags, const char *currency, size_t *found)
{
	struct tag **list = arena_alloc(&tags->arena, (tags->kinds + 1) * sizeof *list);
	*found = 0;
	for (struct tag *tag = tags->list; tag; tag = tag->hh.next) {
		if (!tag->spelling || strcmp(tag->currency, currency) != 0)
			continue;
		for (int i = 0; i < tags->periods.count; i++)
			tag->size += without_sign(tag->sums[i].income) +
				     without_sign(tag->sums[i].expense);
		list[(*found)++] = tag;
	}
	qsort(list, *found, sizeof *list, compare_tags);
	return list;
}

/* "12 more tags", and "more tags" for programs; of those that no line has, where kinds were too
 * many to be told apart. */
static const char *name_of_others(struct tags *tags, size_t left_out, bool uncounted)
{
	enum lang lang = tags->feeding->request->lang;
	if (tags->feeding->form == FORM_RECORD)
		return "more tags";
	return uncounted ? arena_printf(&tags->arena, tr(lang, N_("more than %zu more tags")),
					left_out)
			 : arena_printf(&tags->arena,
					trn(lang, "%zu more tag", "%zu more tags", left_out),
					left_out);
}

static bool give_tags(struct tags *tags, const char *currency, int64_t scale)
{
	size_t found, shown, limit = (size_t)tags->feeding->request->limit;
	struct tag **list = sorted(tags, currency, &found), *beyond;
	HASH_FIND_STR(tags->list, currency, beyond);
	shown = limit && limit < found ? limit : found;
	for (size_t i = 0; i < shown; i++)
		if (!give(tags, list[i]->spelling, list[i]))
			return false;
	if (shown == found && !beyond)
		return true;
	struct tag *others = new_tag(tags, "\1", currency, scale);
	for (size_t i = shown; i < found; i++)
		add_sums(tags, others, list[i], 1);
	if (beyond)
		add_sums(tags, others, beyond, 1);
	HASH_DEL(tags->list, others);
	return give(tags, name_of_others(tags, found - shown, beyond != NULL), others);
}

/* What has no tag is all less what has one. */
static struct tag *sum_of(struct tags *tags, const struct results *results, size_t first,
			  size_t count, const char *key)
{
	struct figures sums = results->list[first].figures;
	struct tag *all = new_tag(tags, key, sums.currency, sums.scale);
	for (size_t i = first; i < first + count; i++) {
		const struct figures *figures = &results->list[i].figures;
		bool income = strcmp(figures->section, "income") == 0;
		for (int p = 0; p < tags->periods.count; p++) {
			all->sums[p].income += income ? figures->amounts[p] : 0;
			all->sums[p].expense += income ? 0 : figures->amounts[p];
		}
		all->entries += results->list[i].entries;
	}
	HASH_DEL(tags->list, all);
	return all;
}

static bool give_sums(struct tags *tags, const struct results *results, size_t first, size_t count)
{
	const char *currency = results->list[first].figures.currency;
	struct tag *all = sum_of(tags, results, first, count, "\1"),
		   *untagged = sum_of(tags, results, first, count, "\2"), *tagged;
	const char *key = arena_printf(&tags->arena, " %s", currency);
	HASH_FIND_STR(tags->list, key, tagged);
	if (tagged)
		add_sums(tags, untagged, tagged, -1);
	return (!untagged->entries || give(tags, "untagged", untagged)) &&
	       give(tags, "result", all);
}

/* Of a long list in Discord the last lines are left out: sums come first there. */
void feed_tags(const struct feeding *feeding)
{
	struct tags tags = { .feeding = feeding };
	struct results results;
	bool more = true, sums_first = feeding->form == FORM_CHAT;
	periods_read(&tags.periods, feeding->request, feeding->zone);
	read_tags(&tags);
	results_read(&results, feeding, &tags.periods);
	for (size_t first = 0, count; more && first < results.count; first += count) {
		const struct figures *figures = &results.list[first].figures;
		count = results_of_currency(&results, first);
		more = (!sums_first || give_sums(&tags, &results, first, count)) &&
		       give_tags(&tags, figures->currency, figures->scale) &&
		       (sums_first || give_sums(&tags, &results, first, count));
	}
	HASH_CLEAR(hh, tags.list);
	results_free(&results);
	arena_free(&tags.arena);
	arena_free(&tags.words);
}
