/* The table of verbs: what each row must say so that all that derives from it is whole. */
#include <string.h>

#include "base/i18n.h"
#include "command/verbs.h"
#include "check.h"

static void each_row_has_its_place(void)
{
	for (enum verb_id id = 0; id < VERB_COUNT; id++) {
		const struct verb *verb = &verb_table[id];
		CHECK(verb->id == id && verb_named(verb->name) == verb);
		CHECK(verb->permit != PERMIT_NONE && verb->summary && *verb->summary);
		CHECK(verb_traits(verb->name) == verb->traits);
		/* whoever only asks changes nothing */
		CHECK(!(verb->traits & TRAIT_ASKS) ||
		      !(verb->traits & (TRAIT_MOVES_MONEY | TRAIT_OPENS_ACCOUNT | TRAIT_REGISTERS |
					TRAIT_SETS_FLOOR | TRAIT_SEALS | TRAIT_FORGETS)));
	}
	CHECK(!verb_named("refund") && verb_traits("refund") & TRAIT_REVERSES);
	CHECK(!verb_traits("post") && !verb_traits("no such verb"));
}

/* The site and reports say what a transaction is by a noun. */
static void what_moves_money_has_a_noun_in_spanish(void)
{
	for (const struct verb *verb = verb_table; verb < verb_table + VERB_COUNT; verb++)
		if (verb->traits & TRAIT_MOVES_MONEY)
			CHECK(strcmp(tr(LANG_ES, verb->name), verb->name) != 0);
}

/* Money goes by a memo, or by what is said elsewhere: of a count, a fee, a transaction, dues. What
 * is only asked for or held moves when it is decided. */
static void amounts_mean_money(void)
{
	for (const struct verb *verb = verb_table; verb < verb_table + VERB_COUNT; verb++) {
		if (verb_takes(verb, PARAM_AMOUNT) && !(verb->traits & TRAIT_OF_MONTH))
			CHECK(verb->traits & TRAIT_MOVES_MONEY);
		if (verb_takes(verb, PARAM_AMOUNT) && verb->id != VERB_DUES)
			CHECK(verb_takes(verb, PARAM_MEMO));
	}
}

/* Rules of the month are asked only by what a schedule or the grammar writes. */
static void what_has_no_words_is_scheduled(void)
{
	for (const struct verb *verb = verb_table; verb < verb_table + VERB_COUNT; verb++)
		for (int lang = 0; lang < LANG_COUNT; lang++)
			CHECK(!*verb->words[lang] == !!(verb->traits & TRAITS_UNTYPED));
}

int main(void)
{
	each_row_has_its_place();
	what_moves_money_has_a_noun_in_spanish();
	amounts_mean_money();
	what_has_no_words_is_scheduled();
	return REPORT("verbs");
}
