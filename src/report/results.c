/* Reading them, in one pass over the entries; and their sums. */
#include "report/results.h"

#include <string.h>

#include "base/memory.h"
#include "report/subjects.h"

enum { R_ACCOUNT, R_LABEL, R_NAME, R_KIND, R_CURRENCY, R_BUCKET, R_AMOUNT, R_ENTRIES, R_SCALE };

struct reading {
	struct results *results;
	const struct periods *periods;
};

static bool same_account(const struct result *result, const struct value *values)
{
	return result->figures.account == values[R_ACCOUNT].integer &&
	       strcmp(result->figures.currency, value_words(&values[R_CURRENCY])) == 0;
}

static struct result *add_result(struct results *results, const struct value *values)
{
	if (results->count == results->room) {
		size_t room = results->room ? 2 * results->room : 64;
		struct result *larger = arena_alloc_raw(&results->arena, room * sizeof *larger);
		if (results->count)
			memcpy(larger, results->list, results->count * sizeof *larger);
		results->list = larger;
		results->room = room;
	}
	struct result *result = &results->list[results->count++];
	bool income = strcmp(value_words(&values[R_KIND]), "income") == 0;
	*result = (struct result){
		.figures = { .section = income ? "income" : "expense",
			     .name = arena_strdup(&results->arena, value_words(&values[R_LABEL])),
			     .account = values[R_ACCOUNT].integer,
			     .currency = arena_strdup(&results->arena,
						      value_words(&values[R_CURRENCY])),
			     .scale = values[R_SCALE].integer },
		.name = arena_strdup(&results->arena, value_words(&values[R_NAME]))
	};
	return result;
}

static bool take(void *context, const struct value *values)
{
	struct reading *reading = context;
	struct results *results = reading->results;
	if (!any_period_has(reading->periods, values[R_BUCKET].integer))
		return true;
	struct result *result = results->count ? &results->list[results->count - 1] : NULL;
	if (!result || !same_account(result, values))
		result = add_result(results, values);
	wide amount = value_wide(&values[R_AMOUNT]);
	result->entries += values[R_ENTRIES].integer;
	if (*result->figures.section == 'i')
		amount = -amount;
	for (int i = 0; i < reading->periods->count; i++)
		if (period_has(reading->periods, i, values[R_BUCKET].integer))
			result->figures.amounts[i] += amount;
	return true;
}

void results_read(struct results *results, const struct feeding *feeding,
		  const struct periods *periods)
{
	struct reading reading = { results, periods };
	struct binding bindings[PERIOD_BINDINGS + 2] = {
		bind_integer(":guild", (int64_t)feeding->request->guild_id),
		bind_text(":currency", feeding->request->currency),
	};
	memset(results, 0, sizeof *results);
	periods_bind(periods, bindings + 2);
	store_query(feeding->store, "report results", bindings, PERIOD_BINDINGS + 2, take,
		    &reading);
}

void results_free(struct results *results)
{
	arena_free(&results->arena);
}

size_t results_of_currency(const struct results *results, size_t first)
{
	size_t count = 1;
	while (first + count < results->count &&
	       strcmp(results->list[first].figures.currency,
		      results->list[first + count].figures.currency) == 0)
		count++;
	return count;
}

struct figures results_sum(const struct results *results, size_t first, size_t count,
			   const char *section, const char *called, bool *any)
{
	struct figures sum = { .section = called,
			       .currency = results->list[first].figures.currency,
			       .scale = results->list[first].figures.scale };
	*any = false;
	for (size_t i = first; i < first + count; i++) {
		const struct figures *figures = &results->list[i].figures;
		if (section && strcmp(figures->section, section) != 0)
			continue;
		*any = true;
		wide sign = !section && *figures->section == 'e' ? -1 : 1;
		for (int p = 0; p < MOST_PERIODS; p++)
			sum.amounts[p] += sign * figures->amounts[p];
	}
	return sum;
}
