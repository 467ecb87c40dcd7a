/* Income statements: account by account beside other periods, and by category. */
#include <string.h>

#include "report/category_tree.h"
#include "report/results.h"

/* Those in SECTION among COUNT from FIRST on, and their sum where they are a tree. */
static bool give_section(const struct feeding *feeding, const struct periods *periods,
			 struct results *results, size_t first, size_t count, const char *section,
			 const char *total)
{
	struct category *categories =
		arena_alloc_raw(&results->arena, (count + 1) * sizeof *categories);
	size_t found = 0;
	bool any;
	for (size_t i = first; i < first + count; i++) {
		const struct result *result = &results->list[i];
		if (strcmp(result->figures.section, section) == 0)
			categories[found++] = (struct category){ &result->figures, result->name };
	}
	for (size_t i = 0; !total && i < found; i++) {
		struct figures line = *categories[i].figures;
		line.kind = LINE_OF_ACCOUNT;
		if (!figures_give(feeding, periods, &line))
			return false;
	}
	if (!total || !found)
		return true;
	struct figures sum = results_sum(results, first, count, section, total, &any);
	return categories_give(feeding, periods, categories, found) &&
	       figures_give(feeding, periods, &sum);
}

static void give_results(const struct feeding *feeding, bool tree)
{
	struct periods periods;
	struct results results;
	bool any, more = true;
	periods_read(&periods, feeding->request, feeding->zone);
	results_read(&results, feeding, &periods);
	for (size_t first = 0, count; more && first < results.count; first += count) {
		count = results_of_currency(&results, first);
		struct figures result = results_sum(&results, first, count, NULL, "result", &any);
		result.kind = tree ? LINE_OF_TREE : LINE_OF_ACCOUNT;
		more = give_section(feeding, &periods, &results, first, count, "income",
				    tree ? "total income" : NULL) &&
		       give_section(feeding, &periods, &results, first, count, "expense",
				    tree ? "total expenses" : NULL) &&
		       figures_give(feeding, &periods, &result);
	}
	results_free(&results);
}

void feed_income(const struct feeding *feeding)
{
	give_results(feeding, false);
}

void feed_categories(const struct feeding *feeding)
{
	give_results(feeding, true);
}
