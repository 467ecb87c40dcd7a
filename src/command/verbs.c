/* The table of verbs. Argument keys that the ledger reads: to who from account name kind floor
 * amount unit currency behind memo limit transaction reason batch n role permit key value verb
 * code, count:ACCOUNT, count:ACCOUNT=CURRENCY, difference, and of reports name account currency
 * from to at last batch limit verb status chart csv. */
#include "command/verbs.h"

#include <string.h>

#include "base/unicode.h"
#include "command/report_names.h"
#include "command/verb_parameters.inc"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers" /* a row names the traits that it \
								 has; clang wants all of them */
const struct verb verb_table[VERB_COUNT] = {
#include "command/member_verbs.inc"
#include "command/office_verbs.inc"
#include "command/role_verbs.inc"
#include "command/month_verbs.inc"
#include "command/bank_verbs.inc"
};
const struct verb refund_verb = { .id = VERB_COUNT,
				  .name = "refund",
				  .traits = TRAIT_MOVES_MONEY | TRAIT_REVERSES };
#pragma GCC diagnostic pop

/* Verbs by a hash of their names, as each record is looked up several times: VERB + 1; 0: none. */
enum { VERB_SLOTS = 512 };
_Static_assert(VERB_COUNT < UINT8_MAX && VERB_COUNT * 2 < VERB_SLOTS, "the slots hold all verbs");

static size_t slot_of(const char *name)
{
	uint32_t hash = 2166136261U; /* FNV-1a */
	for (; *name; name++)
		hash = (hash ^ (unsigned char)*name) * 16777619U;
	return hash % VERB_SLOTS;
}

static const uint8_t *verb_slots(void)
{
	static uint8_t slots[VERB_SLOTS];
	static bool filled;
	for (size_t i = 0; !filled && i < VERB_COUNT; i++) {
		size_t slot = slot_of(verb_table[i].name);
		while (slots[slot])
			slot = (slot + 1) % VERB_SLOTS;
		slots[slot] = (uint8_t)(i + 1);
	}
	filled = true;
	return slots;
}

const struct verb *verb_named(const char *name)
{
	const uint8_t *slots = verb_slots();
	for (size_t slot = slot_of(name); slots[slot]; slot = (slot + 1) % VERB_SLOTS)
		if (strcmp(verb_table[slots[slot] - 1].name, name) == 0)
			return &verb_table[slots[slot] - 1];
	return NULL;
}

uint64_t verb_traits(const char *name)
{
	const struct verb *verb =
		strcmp(name, refund_verb.name) == 0 ? &refund_verb : verb_named(name);
	return verb ? verb->traits : 0;
}

bool word_is_uncounted(struct arena *arena, const char *text)
{
	static const char *const words[] = { UNCOUNTED, "not-counted", "not counted",
					     UNCOUNTED_SPANISH, "sin contar" };
	const char *folded = text_fold(arena, text);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i], folded) == 0)
			return true;
	return false;
}

bool verb_of_office(const struct verb *verb)
{
	return verb->permit & (PERMIT_TELLER | PERMIT_TREASURER | PERMIT_ADMIN);
}

const struct parameter *parameter_of(const struct verb *verb, enum parameter_kind kind)
{
	for (const struct parameter *parameter = verb->parameters; parameter->key; parameter++)
		if (parameter->kind == kind)
			return parameter;
	return NULL;
}

#define BIT(kind) (UINT64_C(1) << (kind))
/* WANTED: kinds of parameters, a set of bits. */
static bool takes_any(const struct verb *verb, uint64_t wanted)
{
	for (const struct parameter *parameter = verb->parameters; parameter->key; parameter++)
		if (wanted & BIT(parameter->kind))
			return true;
	return false;
}

bool verb_takes(const struct verb *verb, enum parameter_kind kind)
{
	return takes_any(verb, BIT(kind));
}

/* Roles that somebody has or gets. */
static const uint64_t member_role_kinds = BIT(PARAM_ROLE_NAME) | BIT(PARAM_ROLES);

bool verb_reads_roles(const struct verb *verb)
{
	return verb->traits & TRAIT_READS_ROLES ||
	       takes_any(verb, member_role_kinds | BIT(PARAM_ROLE));
}

bool verb_reads_members(const struct verb *verb)
{
	return verb->traits & TRAIT_READS_MEMBERS ||
	       takes_any(verb, member_role_kinds | BIT(PARAM_REQUEST));
}

bool verb_needs_roles_of_now(const struct verb *verb)
{
	return verb->traits & TRAIT_ROLES_OF_NOW || takes_any(verb, member_role_kinds);
}
