/* What is expected of each month of a forecast, while it is made. */
#include "report/forecast.h"

#include <string.h>

int forecast_month(const struct forecast *forecast, int64_t day)
{
	int month = 0;
	while (month < forecast->months && day >= forecast->begins[month + 1])
		month++;
	return month;
}

struct expected *forecast_item(struct forecast *forecast, const char *item, int64_t schedule,
			       const char *currency)
{
	struct expected *expected = forecast->first;
	for (; expected; expected = expected->next)
		if (expected->schedule == schedule && strcmp(expected->item, item) == 0 &&
		    strcmp(expected->currency, currency) == 0)
			return expected;
	expected = arena_alloc(&forecast->arena, sizeof *expected);
	expected->item = item;
	expected->schedule = schedule;
	strncat(expected->currency, currency, sizeof expected->currency - 1);
	*forecast->last = expected;
	forecast->last = &expected->next;
	return expected;
}
