/* Prints the table of verbs, for what is made from it while building (sql/embed.awk) and for tests:
 * nobody reads the source's layout. It is not installed. Lines: verb TAB name TAB permit TAB
 * English words TAB Spanish words; parameter TAB verb TAB key; choice TAB English TAB Spanish;
 * trait TAB trait TAB verb. */
#include <stdio.h>

#include "command/verbs.h"

static const char *permit_name(enum permit permit)
{
	switch (permit) {
	case PERMIT_MEMBER: return "member";
	case PERMIT_TELLER: return "teller";
	case PERMIT_TREASURER: return "treasurer";
	case PERMIT_AUDITOR: return "auditor";
	case PERMIT_ADMIN: return "admin";
	default: return "none";
	}
}

static void print_traits(const struct verb *verb)
{
#define PRINT(id, trait, bit)          \
	if (verb->traits & TRAIT_##id) \
		printf("trait\t" #trait "\t%s\n", verb->name);
	TRAIT_LIST(PRINT)
#undef PRINT
}

static void print_parameters(const struct verb *verb)
{
	for (const struct parameter *parameter = verb->parameters; parameter->key; parameter++) {
		printf("parameter\t%s\t%s\n", verb->name, parameter->key);
		for (const char *const(*choice)[LANG_COUNT] = parameter->choices;
		     choice && (*choice)[0]; choice++)
			printf("choice\t%s\t%s\n", (*choice)[LANG_EN], (*choice)[LANG_ES]);
	}
}

int main(void)
{
	for (const struct verb *verb = verb_table; verb < verb_table + VERB_COUNT; verb++) {
		if (verb->traits & TRAITS_UNTYPED) { /* nobody types it */
			print_traits(verb);
			continue;
		}
		printf("verb\t%s\t%s\t%s\t%s\n", verb->name, permit_name(verb->permit),
		       verb->words[LANG_EN], verb->words[LANG_ES]);
		print_parameters(verb);
		print_traits(verb);
	}
	return 0;
}
