/* Numbers that somebody can decide, end or look at, each with what it is about. */
#include <string.h>

#include "base/decimal.h"
#include "report/names.h"
#include "tools/choices.h"

const char *choices_amount(struct choices *choices, const struct value *minor,
			   const struct value *currency, const struct value *scale)
{
	char text[DECIMAL_TEXT_SIZE];
	if (currency->kind != VALUE_TEXT || minor->kind != VALUE_INTEGER)
		return NULL;
	decimal_from_minor(minor->integer, (int)scale->integer, text);
	char *point = strchr(text, '.');
	if (point && choices->query->lang == LANG_ES)
		*point = ',';
	return arena_printf(choices->arena, "%s %s", text, currency->text);
}

/* "@ana", of a label of the views shown_users and shown_accounts. */
static const char *shown(struct choices *choices, const struct value *label)
{
	struct buf name = { 0 };
	if (label->kind != VALUE_TEXT)
		return NULL;
	shown_name(&name, label->text, true);
	const char *copy = arena_strdup(choices->arena, buf_string(&name));
	buf_free(&name);
	return copy;
}

static const char *number_text(struct choices *choices, const struct value *value)
{
	return arena_printf(choices->arena, "%jd", value->integer);
}

static bool is_kind(const struct value *kind, const char *name)
{
	return strcmp(value_words(kind), name) == 0;
}

/* Whether the verb can be used on a row of "choose waiting", as src/ledger/decisions.c and holds.c
 * decide it. */
static bool can_use(const struct choices *choices, const struct value *values)
{
	const struct value *kind = &values[1];
	uint64_t me = choices->query->author.id;
	bool treasurer = choices->permits & PERMIT_TREASURER, hold = is_kind(kind, "hold"),
	     line = is_kind(kind, "line"),
	     asked = (uint64_t)values[2].integer == me &&
		     (values[5].kind == VALUE_NULL || is_kind(kind, "approval")),
	     of_community =
		     is_kind(kind, "charge") || is_kind(kind, "dues") || is_kind(kind, "owe");
	switch (choices->verb->id) {
	case VERB_CAPTURE:
	case VERB_RELEASE: return hold;
	case VERB_LINE:
	case VERB_ASSIGN:
	case VERB_ASSIGN_FORGET: return line && treasurer;
	case VERB_CANCEL: return !hold && (asked || (treasurer && of_community));
	case VERB_REMIND: return (asked && is_kind(kind, "request")) || (treasurer && of_community);
	default: break;
	}
	if (values[4].kind == VALUE_INTEGER && values[4].integer)
		return !hold && !line && !asked && choices->permits & (unsigned)values[4].integer;
	return !hold && values[3].kind == VALUE_INTEGER && (uint64_t)values[3].integer == me;
}

static bool take_waiting(void *context, const struct value *values)
{
	struct choices *choices = context;
	const char *number = number_text(choices, &values[0]);
	const char *parts[] = { number, shown(choices, &values[10]),
				choices_amount(choices, &values[6], &values[7], &values[8]),
				value_words(&values[9]) };
	if (can_use(choices, values))
		choices_add(choices, choices_join(choices, parts, 4), number);
	return true;
}

/* Whether the verb or report is about a schedule of that KIND and STATE. */
static bool is_about(const struct choices *choices, const struct value *kind,
		     const struct value *state)
{
	switch (choices->verb->id) {
	case VERB_SCHEDULE_PAUSE: return is_kind(state, "active");
	case VERB_SCHEDULE_RESUME: return is_kind(state, "paused");
	case VERB_REPORT: return is_kind(kind, "dues");
	default: return true;
	}
}

static bool take_schedule(void *context, const struct value *values)
{
	struct choices *choices = context;
	const char *number = number_text(choices, &values[0]);
	const char *parts[] = { number, choices_amount(choices, &values[3], &values[4], &values[5]),
				value_words(&values[6]), shown(choices, &values[7]) };
	if (is_about(choices, &values[1], &values[2]))
		choices_add(choices, choices_join(choices, parts, 4), number);
	return true;
}

static bool take_batch(void *context, const struct value *values)
{
	struct choices *choices = context;
	const char *number = number_text(choices, &values[0]);
	bool open = is_kind(&values[1], "open");
	const char *parts[] = { number, open ? tr(choices->query->lang, N_("open")) : NULL };
	choices_add(choices, choices_join(choices, parts, 2), number);
	return true;
}

/* What the asker's office has to do with of what waits, as "choose waiting" calls it; NULL: nothing
 * but what is theirs. */
static const char *office_of(const struct choices *choices)
{
	unsigned office;
	const char *word;
	switch (choices->verb->id) {
	case VERB_CAPTURE:
	case VERB_RELEASE:
		office = PERMIT_TELLER;
		word = "holds";
		break;
	case VERB_CANCEL:
	case VERB_REMIND:
		office = PERMIT_TREASURER;
		word = "community";
		break;
	default:
		office = ~(unsigned)PERMIT_MEMBER; /* each row says which */
		word = "decides";
		break;
	}
	return choices->permits & office ? word : NULL;
}

/* Whether the asker's office lets them use the verb on the schedules of others. */
static bool has_all_schedules(const struct choices *choices)
{
	bool looks = choices->verb->traits & TRAIT_ASKS;
	return choices->permits & (looks ? PERMIT_TREASURER | PERMIT_AUDITOR : PERMIT_TREASURER);
}

void choices_find_numbers(struct choices *choices)
{
	enum slash_source source = choices->option->source;
	struct binding bindings[] = { bind_id(":guild", choices->guild->guild_id),
				      bind_id(":user", choices->query->author.id),
				      bind_text(":office", office_of(choices)),
				      bind_optional(":all", has_all_schedules(choices)) };
	if (source == SLASH_WAITING)
		store_query(choices->store, "choose waiting", bindings, 4, take_waiting, choices);
	else if (source == SLASH_SCHEDULES)
		store_query(choices->store, "choose schedules", bindings, 4, take_schedule,
			    choices);
	else if (choices->permits & PERMIT_AUDITOR)
		store_query(choices->store, "choose batches", bindings, 4, take_batch, choices);
}
