/* Cash flow: what the guild's asset accounts held, what came in and went out by the account on the
 * other side, and what they hold. Money that moves from one of them to another is none, unless one
 * account is asked for. Of one transaction each entry on the other side is a flow of its own
 * amount, so that opening and flows give the closing balance, whatever it is split into. */
#include <string.h>

#include "report/category_tree.h"
#include "report/subjects.h"

enum { C_PARTY, C_LABEL, C_NAME, C_CURRENCY, C_BUCKET, C_WENT, C_AMOUNT, C_SCALE };
/* Parties that are no account: what is held, and all members together. */
enum { PARTY_HELD = 0, PARTY_MEMBERS = -1 };

struct party {
	int64_t id;
	const char *label, *name;
	wide came[MOST_PERIODS], went[MOST_PERIODS];
};
struct gathering {
	const struct feeding *feeding;
	struct periods periods;
	struct arena arena;
	struct party *list; /* of one currency */
	size_t count, room;
	char currency[16];
	int64_t scale;
	wide opening[MOST_PERIODS], change[MOST_PERIODS];
	bool held, stopped;
};

static struct party *party_of(struct gathering *gathering, const struct value *values)
{
	struct party *last = gathering->count ? &gathering->list[gathering->count - 1] : NULL;
	if (last && last->id == values[C_PARTY].integer)
		return last;
	if (gathering->count == gathering->room) {
		size_t room = gathering->room ? 2 * gathering->room : 64;
		struct party *larger = arena_alloc_raw(&gathering->arena, room * sizeof *larger);
		if (gathering->count)
			memcpy(larger, gathering->list, gathering->count * sizeof *larger);
		gathering->list = larger;
		gathering->room = room;
	}
	last = &gathering->list[gathering->count++];
	*last = (struct party){
		.id = values[C_PARTY].integer,
		.label = arena_strdup(&gathering->arena, value_words(&values[C_LABEL])),
		.name = arena_strdup(&gathering->arena, value_words(&values[C_NAME]))
	};
	return last;
}

static struct figures line_of(const struct gathering *gathering, const char *section)
{
	return (struct figures){ .section = section,
				 .currency = gathering->currency,
				 .scale = gathering->scale };
}

/* What came in (or went out) by category, and its sum. */
static bool give_side(struct gathering *gathering, const char *section, const char *total,
		      bool came)
{
	size_t found = 0, most = gathering->count + 1;
	struct figures *figures = arena_alloc(&gathering->arena, most * sizeof *figures),
		       sum = line_of(gathering, total);
	struct category *categories = arena_alloc(&gathering->arena, most * sizeof *categories);
	for (size_t i = 0; i < gathering->count; i++) {
		const struct party *party = &gathering->list[i];
		const wide *amounts = came ? party->came : party->went;
		struct figures *line = &figures[found];
		*line = line_of(gathering, section);
		line->name = party->label;
		line->account = party->id > 0 ? party->id : 0;
		memcpy(line->amounts, amounts, sizeof line->amounts);
		if (figures_are_zero(&gathering->periods, line))
			continue;
		for (int p = 0; p < gathering->periods.count; p++)
			sum.amounts[p] += amounts[p];
		categories[found++] = (struct category){ line, party->name };
	}
	return !found ||
	       (categories_give(gathering->feeding, &gathering->periods, categories, found) &&
		figures_give(gathering->feeding, &gathering->periods, &sum));
}

static bool give_balance(struct gathering *gathering, bool closing)
{
	struct figures line = line_of(gathering, closing ? "closing balance" : "opening balance");
	line.first = !closing;
	line.last = closing;
	for (int p = 0; p < gathering->periods.count; p++)
		line.amounts[p] = gathering->opening[p] + (closing ? gathering->change[p] : 0);
	return figures_give(gathering->feeding, &gathering->periods, &line);
}

static void end_currency(struct gathering *gathering)
{
	if (gathering->held && !gathering->stopped)
		gathering->stopped = !(give_balance(gathering, false) &&
				       give_side(gathering, "in", "total in", true) &&
				       give_side(gathering, "out", "total out", false) &&
				       give_balance(gathering, true));
	memset(gathering->opening, 0, sizeof gathering->opening);
	memset(gathering->change, 0, sizeof gathering->change);
	arena_reset(&gathering->arena);
	gathering->list = NULL;
	gathering->count = gathering->room = 0;
	gathering->held = false;
}

static void add_held(struct gathering *gathering, const struct value *values)
{
	int64_t bucket = values[C_BUCKET].integer;
	wide amount = value_wide(&values[C_AMOUNT]);
	gathering->held = true;
	for (int p = 0; p < gathering->periods.count; p++) {
		if (period_is_behind(&gathering->periods, p, bucket))
			gathering->opening[p] += amount;
		else if (period_has(&gathering->periods, p, bucket))
			gathering->change[p] += amount;
	}
}

static bool take(void *context, const struct value *values)
{
	struct gathering *gathering = context;
	const char *currency = value_words(&values[C_CURRENCY]);
	if (strcmp(currency, gathering->currency) != 0) {
		end_currency(gathering);
		gathering->currency[0] = '\0';
		strncat(gathering->currency, currency, sizeof gathering->currency - 1);
		gathering->scale = values[C_SCALE].integer;
	}
	if (values[C_PARTY].integer == PARTY_HELD) {
		add_held(gathering, values);
	} else if (any_period_has(&gathering->periods, values[C_BUCKET].integer)) {
		struct party *party = party_of(gathering, values);
		for (int p = 0; p < gathering->periods.count; p++)
			if (period_has(&gathering->periods, p, values[C_BUCKET].integer)) {
				wide *side = values[C_WENT].integer ? party->went : party->came;
				side[p] += value_wide(&values[C_AMOUNT]);
			}
	}
	return !gathering->stopped;
}

void feed_cash(const struct feeding *feeding)
{
	struct gathering gathering = { .feeding = feeding };
	const struct report_request *request = feeding->request;
	int64_t account = request->account ? report_find_account(feeding->store, request).id : 0;
	struct binding bindings[PERIOD_BINDINGS + 5] = {
		bind_integer(":guild", (int64_t)request->guild_id),
		bind_text(":currency", request->currency),
		bind_optional(":account", account),
		bind_integer(":held", PARTY_HELD),
		bind_integer(":members", PARTY_MEMBERS),
	};
	periods_read(&gathering.periods, request, feeding->zone);
	periods_bind(&gathering.periods, bindings + 5);
	store_query(feeding->store, "report cash", bindings, PERIOD_BINDINGS + 5, take, &gathering);
	end_currency(&gathering);
	arena_free(&gathering.arena);
}
