/* How people are called in answers, so that nobody is taken for another. */
#include <string.h>

#include "base/lookalike.h"
#include "ledger/verb_support.h"

void guild_add_seen_name(struct books *books, struct guild *guild, uint64_t user_id,
			 const char *name)
{
	struct seen_name *seen = arena_alloc(&books->memory, sizeof *seen);
	*seen = (struct seen_name){ .next = guild->seen_names,
				    .user_id = user_id,
				    .look = text_skeleton(&books->memory, name) };
	guild->seen_names = seen;
}

bool guild_sees_alike(const struct guild *guild, const struct user *user)
{
	const struct seen_name *seen = guild_seen_names(guild);
	struct arena scratch = { 0 };
	const char *look = text_skeleton(&scratch, user->nick ? user->nick : user->name);
	while (seen && (seen->user_id == user->key.id || !skeletons_alike(seen->look, look)))
		seen = seen->next;
	arena_free(&scratch);
	return seen;
}

/* Whether TEXT has PART with no digit behind it. */
static bool has_numbered(const char *text, const char *part)
{
	size_t length = strlen(part);
	for (const char *at = text; (at = strstr(at, part)); at += length)
		if (at[length] < '0' || at[length] > '9')
			return true;
	return false;
}

const char *person_label(const struct verb_context *context, const struct user *user)
{
	const struct books *books = context->books;
	if (user == context->author)
		return user->label;
	uint64_t number = user->account ? user->account->key.id : user->key.id;
	const char *numbered = arena_printf(&context->books->chunk, "%s #%llu", user->label,
					    (unsigned long long)number);
	/* Somebody of the same name may have been forgotten since: a replay says what was said. */
	bool unclear = books->replayed ? books->replayed_text &&
						 has_numbered(books->replayed_text, numbered)
				       : name_is_unclear(user->nick ? user->nick : user->name) ||
						 guild_sees_alike(context->guild, user);
	return unclear ? numbered : user->label;
}
