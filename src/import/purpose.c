/* Whose a line is: payment references, Discord ids, rules, its other party. */
#include "import/purpose.h"

#include <string.h>

#include "base/decimal.h"
#include "command/payment_reference.h"
#include "import/identity.h"

enum {
	SHORTEST_ID = 17,
	LONGEST_ID = 20, /* digits: all of 64 bits */
	MOST_IDS = 6     /* so that with references, rules and a party all fit */
};

struct candidates {
	struct import_candidate *list;
	size_t count;
	bool too_many;
};

static void add(struct candidates *all, enum import_by by, const char *to, int64_t rule)
{
	for (size_t i = 0; i < all->count; i++)
		if (all->list[i].by == by && strcmp(all->list[i].to, to) == 0)
			return;
	if (all->count == MAX_IMPORT_CANDIDATES)
		all->too_many = true;
	else
		all->list[all->count++] =
			(struct import_candidate){ .by = by, .to = to, .rule = rule };
}

/* Those in TEXT; whether there are any. */
static bool add_references(struct arena *arena, struct candidates *all, const char *text)
{
	struct payment_reference found[PAYMENT_MOST_REFERENCES];
	size_t count = payment_references_in(text, found);
	if (count > PAYMENT_MOST_REFERENCES)
		all->too_many = true;
	else
		for (size_t i = 0; i < count; i++)
			add(all, IMPORT_BY_REFERENCE,
			    arena_printf(arena, "%jd%c", (intmax_t)found[i].account,
					 found[i].letter),
			    0);
	return count > 0;
}

/* Whether LENGTH digits at AT are a snowflake: not above 64 bits, no zeros before it. */
static bool is_snowflake(const char *at, size_t length)
{
	static const char highest[] = "18446744073709551615";
	return length >= SHORTEST_ID && length <= LONGEST_ID && *at != '0' &&
	       (length < LONGEST_ID || strncmp(at, highest, LONGEST_ID) <= 0);
}

static void add_ids(struct arena *arena, struct candidates *all, const char *text)
{
	size_t before = all->count;
	for (const char *at = text; *(at += strcspn(at, "0123456789"));) {
		size_t length = strspn(at, "0123456789");
		if (is_snowflake(at, length))
			add(all, IMPORT_BY_MEMBER, arena_printf(arena, "@%.*s", (int)length, at),
			    0);
		if (all->count - before > MOST_IDS || all->too_many) {
			all->too_many = true;
			return;
		}
		at += length;
	}
}

/* account2 of the rules: "members:ID" is a member, anything else an account. */
static const char *member_of_rules(struct arena *arena, const char *purpose)
{
	static const char members[] = "members:";
	const char *id = purpose + sizeof members - 1;
	if (strncmp(purpose, members, sizeof members - 1) != 0 ||
	    !is_snowflake(id, strspn(id, "0123456789")) || id[strspn(id, "0123456789")])
		return NULL;
	return arena_printf(arena, "@%s", id);
}

size_t purpose_candidates(struct arena *arena, const char *party, const struct list_line *line,
			  struct import_candidate candidates[MAX_IMPORT_CANDIDATES])
{
	struct candidates all = { .list = candidates };
	const char *member = member_of_rules(arena, line->purpose);
	if (!add_references(arena, &all, line->structured))
		add_references(arena, &all, line->text);
	add_ids(arena, &all, line->text);
	if (*line->member_id)
		add(&all, IMPORT_BY_MEMBER, arena_printf(arena, "@%s", line->member_id), 0);
	if (member)
		add(&all, IMPORT_BY_RULE_MEMBER, member, (int64_t)line->purpose_place);
	if (*party)
		add(&all, IMPORT_BY_COUNTERPARTY, party, 0);
	if (*line->purpose && !member)
		add(&all, IMPORT_BY_RULE, arena_strdup(arena, line->purpose),
		    (int64_t)line->purpose_place);
	return all.too_many ? 0 : all.count;
}

static const char *whom_of(struct arena *arena, enum lang lang,
			   const struct import_candidate *candidate)
{
	size_t digits = strspn(candidate->to, "0123456789");
	return candidate->by == IMPORT_BY_REFERENCE
		       ? arena_printf(arena, tr(lang, N_("account %.*s")), (int)digits,
				      candidate->to)
		       : candidate->to;
}

static const char *by_of(struct arena *arena, enum lang lang,
			 const struct import_candidate *candidate, unsigned long same)
{
	bool id = candidate->by == IMPORT_BY_MEMBER,
	     reference = candidate->by == IMPORT_BY_REFERENCE;
	if (reference)
		return same == 1 ? tr(lang, N_("reference"))
				 : arena_printf(arena, tr(lang, N_("%lu references")), same);
	if (id)
		return same == 1 ? tr(lang, N_("id"))
				 : arena_printf(arena, tr(lang, N_("%lu ids")), same);
	return same == 1 ? arena_printf(arena, tr(lang, N_("rule line %jd")),
					(intmax_t)candidate->rule)
			 : arena_printf(arena, tr(lang, N_("%lu rules")), same);
}

void purpose_told(struct arena *arena, enum lang lang, const struct import_candidate *candidates,
		  size_t count, const char **whom, const char **by)
{
	*whom = NULL;
	*by = "-";
	for (size_t i = 0; i < count; i++) {
		const struct import_candidate *one = &candidates[i];
		unsigned long same = 1; /* candidates of the same kind follow one another */
		if (one->by == IMPORT_BY_COUNTERPARTY)
			continue;
		while (i + same < count && one[same].by == one->by)
			same++;
		*by = by_of(arena, lang, one, same);
		if (same == 1)
			*whom = whom_of(arena, lang, one);
		return;
	}
}
