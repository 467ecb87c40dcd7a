/* Names that a guild gives to accounts and role groups: what may be one, and which would be taken for another. */
#include <string.h>

#include "base/lookalike.h"
#include "base/unicode.h"
#include "ledger/deciding.h"

enum { LONGEST_NAME = 40 };

/* Not empty, not too long, nothing hidden in it, and no sign of NOT_FIRST at its start. */
static bool is_sound_name(const struct deciding *deciding, const char *name, const char *not_first)
{
	const char *folded = text_fold(&deciding->books->chunk, name);
	if (strspn(folded, " ") == strlen(folded) || utf8_count(name) > LONGEST_NAME || strchr(not_first, *name))
		return false;
	if (!strict_rules(deciding))
		return true;
	/* A sign of another width is that sign to whoever compares without case. */
	const char *look = text_skeleton(&deciding->books->chunk, name);
	return !text_hides(name) && *look && !strchr(not_first, *folded) && !strchr(not_first, *look);
}

/* The account of the guild's own for which NAME would be taken; NULL: none. */
static const char *account_alike(const struct deciding *deciding, const char *name)
{
	static const char *const tills[] = { "till", "caja" };
	struct arena *arena = &deciding->books->chunk;
	const char *folded = text_fold(arena, name), *look = text_skeleton(arena, name);
	for (const struct own_name *own = deciding->guild->own_names; own; own = own->next)
		if (strcmp(folded, own->folded_name) == 0 || skeletons_alike(look, own->skeleton))
			return own->name;
	for (size_t i = 0; i < sizeof tills / sizeof *tills; i++)
		if (skeletons_alike(look, text_skeleton(arena, tills[i])))
			return tills[i];
	return NULL;
}

/* The group for which NAME would be taken; NULL: none. */
static const struct role_group *group_alike(const struct deciding *deciding, const char *name)
{
	struct arena scratch = { 0 };
	const char *look = text_skeleton(&scratch, name);
	const struct role_group *group = deciding->guild->groups;
	while (group && !skeletons_alike(look, text_skeleton(&scratch, group->name)))
		group = group->next;
	arena_free(&scratch);
	return group;
}

static bool is_taken(struct deciding *deciding, const char *name)
{
	const char *folded = text_fold(&deciding->books->chunk, name);
	const struct account_name *known = books_account_name(deciding->books, deciding->guild->guild_id, folded);
	if (!(known && known->account) && strcmp(folded, "till") != 0 && strcmp(folded, "caja") != 0)
		return false;
	refuse(deciding, "name_taken", N_("There is already an account “%s”."), shown(deciding, name));
	return true;
}

static bool is_taken_for_another(struct deciding *deciding, const char *name)
{
	bool short_enough = utf8_count(name) <= 2 * LONGEST_NAME; /* with what does not show */
	const char *alike = strict_rules(deciding) && short_enough ? account_alike(deciding, name) : NULL;
	if (!alike)
		return false;
	if (strcmp(text_fold(&deciding->books->chunk, alike), text_fold(&deciding->books->chunk, name)) == 0)
		refuse(deciding, "name_taken", N_("There is already an account “%s”."), shown(deciding, name));
	else
		refuse(deciding, "name_taken", N_("“%s” would be taken for the account “%s”; choose a name that nobody confuses with it."), shown(deciding, name),
		       shown(deciding, alike));
	return true;
}

static bool is_account_name(const struct deciding *deciding, const char *name)
{
	const char *folded = text_fold(&deciding->books->chunk, name);
	if (!is_sound_name(deciding, name, "@<&#=\"") || strchr(name, '=') || strspn(folded, "0123456789.,") == strlen(folded))
		return false;
	const char *look = text_skeleton(&deciding->books->chunk, name);
	return !strict_rules(deciding) || (!strchr(folded, '=') && strspn(look, "0123456789., ") != strlen(look));
}

bool refuse_account_name(struct deciding *deciding, const char *name)
{
	/* What only looks like an account is told so, whatever else is wrong with it. */
	if (is_taken_for_another(deciding, name))
		return true;
	if (!is_account_name(deciding, name))
		refuse(deciding, "bad_name", N_("“%s” cannot be an account's name: up to 40 characters, not only digits, no = and no @ < & # at its start."),
		       shown(deciding, name));
	else if (is_taken(deciding, name))
		return true;
	else if (strict_rules(deciding) && deciding->guild->own_name_count >= MOST_OWN_ACCOUNTS)
		refuse(deciding, "too_many_accounts", N_("This community has %d accounts of its own already; that is the most."), MOST_OWN_ACCOUNTS);
	else
		return false;
	return true;
}

bool refuse_group_name(struct deciding *deciding, const char *name)
{
	if (!is_sound_name(deciding, name, "@<&#")) {
		refuse(deciding, "bad_name", N_("“%s” cannot be a group's name: up to 40 characters, and no @ < & # at its start."), shown(deciding, name));
		return true;
	}
	bool fresh = strict_rules(deciding) && !guild_group(deciding->guild, text_fold(&deciding->books->chunk, name));
	const struct role_group *alike = fresh ? group_alike(deciding, name) : NULL;
	if (alike)
		refuse(deciding, "name_taken", N_("“%s” would be taken for the group “%s”; choose a name that nobody confuses with it."), shown(deciding, name),
		       shown(deciding, alike->name));
	return alike;
}
