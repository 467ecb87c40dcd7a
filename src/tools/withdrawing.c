/* The last look at a role before it is handed out: what was asked for was harmless then. */
#include "tools/withdrawing.h"

#include <string.h>

#include "ledger/books.h"
#include "ledger/people.h"

struct withdrawn {
	struct withdrawn *next;
	uint64_t guild_id;
	int64_t delivery;
};
struct withdrawing {
	struct arena arena;
	struct withdrawn *first, **last;
};

static bool is_true(const struct value *value)
{
	return value->kind == VALUE_TEXT
		       ? strcmp(value->text, "true") == 0 || strcmp(value->text, "1") == 0
		       : value->kind == VALUE_INTEGER && value->integer;
}

static bool take_role(void *context, const struct value *values)
{
	struct withdrawing *withdrawing = context;
	bool granted = values[4].integer,
	     by_operator = values[6].kind == VALUE_TEXT && strcmp(values[6].text, "operator") == 0;
	uint64_t of_everyone = values[3].kind == VALUE_TEXT ? role_permissions(values[3].text) : 0;
	if ((granted && (is_true(&values[5]) || by_operator || values[7].integer)) ||
	    !role_powers(role_permissions(values[2].text), of_everyone))
		return true;
	struct withdrawn *withdrawn = arena_alloc(&withdrawing->arena, sizeof *withdrawn);
	*withdrawn = (struct withdrawn){ .guild_id = (uint64_t)values[0].integer,
					 .delivery = values[1].integer };
	*withdrawing->last = withdrawn;
	withdrawing->last = &withdrawn->next;
	return true;
}

void withdraw_powerful(struct store *store, const struct binding *bindings, int binding_count,
		       int64_t until, struct buf *out)
{
	struct withdrawing withdrawing = { .last = &withdrawing.first };
	store_query(store, "outbox roles", bindings, binding_count, take_role, &withdrawing);
	for (const struct withdrawn *withdrawn = withdrawing.first; withdrawn;
	     withdrawn = withdrawn->next) {
		struct binding mark[] = { bind_integer(":guild", (int64_t)withdrawn->guild_id),
					  bind_integer(":delivery", withdrawn->delivery),
					  bind_integer(":until", until) };
		struct delivered delivered = { .guild_id = withdrawn->guild_id,
					       .id = withdrawn->delivery,
					       .status = "failed",
					       .withdrawn = true,
					       .error_message = "role_too_powerful" };
		store_send_change(store, "outbox under way", mark, 3);
		record_write_delivered(out, &delivered);
	}
	arena_free(&withdrawing.arena);
}
