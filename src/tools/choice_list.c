/* The list of choices while it is made, and how its lines name things. */
#include <string.h>

#include "base/unicode.h"
#include "ledger/defaults.h"
#include "tools/choices.h"

void choices_add(struct choices *choices, const char *name, const char *value)
{
	const char *folded = text_fold(choices->arena, name);
	size_t length = strlen(choices->typed);
	bool begins = strncmp(folded, choices->typed, length) == 0 ||
		      strncmp(text_fold(choices->arena, value), choices->typed, length) == 0;
	struct choice *list = begins ? choices->first : choices->others;
	size_t *count = begins ? &choices->first_count : &choices->other_count;
	if ((!begins && !strstr(folded, choices->typed)) || *count == SLASH_MOST_OPTIONS)
		return;
	struct buf clean = { 0 };
	text_clean(&clean, name);
	list[(*count)++] = (struct choice){ arena_strdup(choices->arena, buf_string(&clean)),
					    arena_strdup(choices->arena, value) };
	buf_free(&clean);
}

const char *choices_join(struct choices *choices, const char *const *parts, size_t count)
{
	const char *joined = "";
	for (size_t i = 0; i < count; i++)
		if (parts[i] && *parts[i])
			joined = arena_printf(choices->arena, "%s%s%s", joined,
					      *joined ? " · " : "", parts[i]);
	return joined;
}

const char *choices_account(const struct choices *choices, const char *name, const char *purpose)
{
	struct account account = { .name = name,
				   .folded_name = text_fold(choices->arena, name),
				   .purpose = purpose };
	const char *known = default_name_in(choices->query->lang, &account);
	return known ? known : name;
}
