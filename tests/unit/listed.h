/* Lists as JSON says them, judged against what is known: for the unit test and the property test of
 * overlaps. */
#ifndef LISTED_H
#define LISTED_H

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "import/identity.h"
#include "import/known.h"
#include "import/occurrence.h"

enum { LISTED_MOST = 5000 };

struct listed_line {
	struct list_line line;
	struct digest key;
	uint64_t occurrence;
	char id[LINE_ID_SIZE];
	struct known_verdict verdict;
};
struct listed {
	struct listed_line lines[LISTED_MOST];
	size_t count;
	int64_t from, to;
};

static const char *listed_text(const cJSON *json, const char *key)
{
	const cJSON *item = cJSON_GetObjectItem(json, key);
	return cJSON_IsString(item) ? item->valuestring : "";
}

/* Of an object as in tests/import/lists: the texts stay the object's. */
static void listed_read(struct list_line *line, const cJSON *json, bool promised)
{
	const cJSON *balance = cJSON_GetObjectItem(json, "balance_after");
	*line = (struct list_line){ .reference = listed_text(json, "reference"),
				    .promised = promised,
				    .structured = listed_text(json, "structured"),
				    .text = listed_text(json, "text"),
				    .party = "",
				    .purpose = "",
				    .account = "",
				    .member_id = "" };
	if (!day_parse(listed_text(json, "date"), &line->day))
		line->day = NO_DAY;
	line->amount = (int64_t)cJSON_GetNumberValue(cJSON_GetObjectItem(json, "amount_minor"));
	snprintf(line->currency, sizeof line->currency, "%s", listed_text(json, "currency"));
	line->has_balance = cJSON_IsNumber(balance);
	line->balance = line->has_balance ? (int64_t)balance->valuedouble : 0;
}

/* LIST: an object with "lines", and perhaps "opening" and "closing". Names each of its lines, as
 * gl-import does in two passes. */
static void listed_name(struct listed *listed, const cJSON *list, bool promised)
{
	static struct arena arena;
	const cJSON *opening = cJSON_GetObjectItem(list, "opening"),
		    *closing = cJSON_GetObjectItem(list, "closing"), *json;
	struct list_days *days = days_begin();
	int64_t balance = cJSON_IsNumber(opening) ? (int64_t)opening->valuedouble : 0, sum = 0;
	listed->count = 0;
	cJSON_ArrayForEach(json, cJSON_GetObjectItem(list, "lines"))
	{
		struct list_line *line = &listed->lines[listed->count++].line;
		listed_read(line, json, promised);
		days_see(days, "bank", line->day);
		sum += line->amount;
	}
	if (!cJSON_IsNumber(opening) && cJSON_IsNumber(closing))
		balance = (int64_t)closing->valuedouble - sum;
	struct line_ids *ids = ids_begin(days_in_order(days), days_lines(days));
	listed->from = listed->count ? listed->lines[0].line.day : NO_DAY;
	listed->to = listed->from;
	for (size_t i = 0; i < listed->count; i++) {
		struct listed_line *one = &listed->lines[i];
		if (one->line.day < listed->from)
			listed->from = one->line.day;
		if (one->line.day > listed->to)
			listed->to = one->line.day;
		balance += one->line.amount;
		if (!one->line.has_balance &&
		    (cJSON_IsNumber(opening) || cJSON_IsNumber(closing))) {
			one->line.has_balance = true;
			one->line.balance = balance;
		}
		line_key(&one->key, &arena, "bank", &one->line);
		one->occurrence = ids_occurrence(ids, &one->key, one->line.day);
		line_id(&one->key, one->occurrence, one->id);
		arena_reset(&arena);
	}
	ids_end(ids);
	days_end(days);
	arena_free(&arena);
}

/* ROWS, lines of the report, against LISTED, whose first day MAY_BE_CUT. */
static struct known *listed_judge(struct listed *listed, const char *rows, bool may_be_cut)
{
	int fd = memfd_create("known", 0);
	if (write(fd, rows, strlen(rows)) != (ssize_t)strlen(rows) || lseek(fd, 0, SEEK_SET) != 0)
		abort();
	struct known *known = known_read(fd, "the rows", listed->from, listed->to);
	for (size_t i = 0; i < listed->count; i++)
		known_see(known, &listed->lines[i].key);
	for (size_t i = 0; i < listed->count; i++) {
		struct listed_line *one = &listed->lines[i];
		struct known_line line = { .key = &one->key,
					   .account = "bank",
					   .day = one->line.day,
					   .amount = one->line.amount,
					   .currency = one->line.currency,
					   .overlap = { .occurrence = (int64_t)one->occurrence,
							.cut = may_be_cut &&
							       one->line.day == listed->from &&
							       !line_has_reference(&one->line),
							.has_balance = one->line.has_balance,
							.balance = one->line.balance } };
		one->verdict = known_judge(known, &line);
	}
	return known;
}

#endif
