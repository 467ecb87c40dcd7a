/* What a request names, looked up. */
#include "report/subjects.h"

#include <string.h>

#include "base/decimal.h"
#include "base/instant.h"
#include "base/unicode.h"
#include "ledger/defaults.h"
#include "report/render.h"

static bool take_account(void *context, const struct value *values)
{
	struct report_account *found = context;
	bool asset = strcmp(values[1].text, "asset") == 0;
	*found = (struct report_account){ values[0].integer, true, asset,
					  asset || strcmp(values[1].text, "expense") == 0 };
	return false;
}

static bool take_first(void *context, const struct value *values)
{
	struct report_account *found = context;
	*found = (struct report_account){ .id = values[0].integer, .found = true };
	return false;
}

struct value value_or_null(int64_t value)
{
	return (struct value){ .kind = value ? VALUE_INTEGER : VALUE_NULL, .integer = value };
}

struct value text_or_null(const char *text)
{
	return (struct value){ .kind = text ? VALUE_TEXT : VALUE_NULL, .text = text };
}

struct value wide_or_text(struct arena *arena, wide amount)
{
	if (amount >= INT64_MIN && amount <= INT64_MAX)
		return (struct value){ .kind = VALUE_INTEGER, .integer = (int64_t)amount };
	char text[DECIMAL_TEXT_SIZE];
	return (struct value){ .kind = VALUE_TEXT,
			       .text = arena_strdup(arena, decimal_from_minor(amount, 0, text)) };
}

struct report_account report_find_account(struct store *store, const struct report_request *request)
{
	struct arena arena = { 0 };
	struct report_account found = { 0 };
	uint64_t owner = 0;
	const char *folded = text_fold(&arena, request->account);
	if (*folded == '@' && !snowflake_parse(folded + 1, &owner))
		owner = 0;
	const struct default_account_names *known = default_account_called(folded, RULES_NOW);
	struct binding bindings[] = {
		bind_id(":guild", request->guild_id),
		bind_text(":folded", folded),
		bind_id(":owner", owner),
		bind_text(":purpose", known ? known->purpose : NULL),
	};
	store_query(store, "report account", bindings, 4, take_account, &found);
	arena_free(&arena);
	return found;
}

bool report_batch_exists(struct store *store, const struct report_request *request)
{
	struct report_account found = { 0 };
	struct binding bindings[] = { bind_id(":guild", request->guild_id),
				      bind_optional(":batch", request->batch) };
	store_query(store, "report batch exists", bindings, 2, take_first, &found);
	return found.found;
}

bool report_transaction_exists(struct store *store, const struct report_request *request)
{
	struct report_account found = { 0 };
	struct binding bindings[] = { bind_id(":guild", request->guild_id),
				      bind_optional(":transaction", request->transaction) };
	store_query(store, "report transaction exists", bindings, 2, take_first, &found);
	return found.found;
}

uint64_t report_author_id(const struct report_request *request)
{
	uint64_t id;
	return *request->account == '@' && snowflake_parse(request->account + 1, &id) ? id : 0;
}
