/* The order in which Discord shows the options of a slash command. */
#include "command/slash_order.h"

#include <string.h>

/* Discord wants the required options first, and a phone shows a few of them: behind those comes
 * what one of several options must say, how much, what it is for, and last what is rarely wanted.
 * The order of the grammar is kept otherwise. */
enum { RANK_REQUIRED, RANK_ONE_OF, RANK_AMOUNT, RANK_MEMO, RANK_MORE, RANK_RARE, RANK_PUBLIC };

static int rank_of(const struct slash_option *option)
{
	const struct parameter *parameter = option->parameter;
	if (option->required)
		return RANK_REQUIRED;
	if (!parameter)
		return RANK_PUBLIC;
	if (!parameter->optional)
		return RANK_ONE_OF;
	switch (parameter->kind) {
	case PARAM_AMOUNT:
	case PARAM_PART: return RANK_AMOUNT;
	case PARAM_MEMO: return RANK_MEMO;
	case PARAM_PAYEES:
	case PARAM_EACH:
	case PARAM_NEAR_USER: return RANK_RARE;
	default: return RANK_MORE;
	}
}

void slash_sort_options(struct arena *arena, struct slash_verb *slash)
{
	size_t count = slash->option_count, to = 0;
	struct slash_option *sorted = arena_alloc(arena, sizeof slash->options);
	for (int rank = RANK_REQUIRED; rank <= RANK_PUBLIC; rank++)
		for (size_t i = 0; i < count; i++)
			if (rank_of(&slash->options[i]) == rank)
				sorted[to++] = slash->options[i];
	memcpy(slash->options, sorted, count * sizeof *sorted);
}
