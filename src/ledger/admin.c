/* Verbs of the admins about permits: permit, permits. */
#include <string.h>

#include "base/instant.h"
#include "ledger/deciding.h"

static const struct { const char *name; unsigned permits; } grants[] = {
	{ "none", 0 }, { "member", PERMIT_MEMBER }, { "teller", PERMIT_MEMBER | PERMIT_TELLER },
	{ "treasurer", PERMIT_MEMBER | PERMIT_TREASURER }, { "auditor", PERMIT_MEMBER | PERMIT_AUDITOR },
	{ "admin", PERMIT_MEMBER | PERMIT_ADMIN },
};
enum { GRANT_COUNT = sizeof grants / sizeof *grants };

static const char *grant_name(unsigned permits)
{
	for (size_t i = GRANT_COUNT; i-- > 0;)
		if ((permits & grants[i].permits) == grants[i].permits)
			return grants[i].name;
	return "none";
}

static bool read_role(struct deciding *deciding, const char *text, uint64_t *role_id)
{
	if (strcmp(text, "everyone") == 0) {
		*role_id = deciding->guild->guild_id; /* the id of @everyone is the guild's */
		return true;
	}
	if (*text == '&' && snowflake_parse(text + 1, role_id))
		return true;
	refuse(deciding, "role_mention_needed", N_("Write the role as a mention (@Role), not as the text “%s”: names are not unique."), shown(deciding, text));
	return false;
}

static const char *role_label(struct deciding *deciding, uint64_t role_id)
{
	if (role_id == deciding->guild->guild_id)
		return "everyone";
	return arena_printf(&deciding->books->chunk, "<@&%llu>", (unsigned long long)role_id);
}

void decide_permit(struct deciding *deciding)
{
	const char *wanted = argument(deciding, "permit");
	struct guild *guild = deciding->guild;
	uint64_t role_id;
	size_t grant = 0;
	if (!read_role(deciding, argument(deciding, "role"), &role_id))
		return;
	while (grant < GRANT_COUNT && strcmp(grants[grant].name, wanted) != 0)
		grant++;
	if (grant == GRANT_COUNT) {
		refuse(deciding, "bad_permit", N_("“%s” is no permit: member, teller, treasurer, auditor, admin or none."), shown(deciding, wanted));
		return;
	}
	if (role_id == guild->guild_id && grants[grant].permits & ~(unsigned)PERMIT_MEMBER) {
		refuse(deciding, "everyone_too_powerful", N_("Everyone can be given no more than `member`; give %s to a role."), wanted);
		return;
	}
	guild_add_permits(deciding->books, guild, role_id, grants[grant].permits);
	struct detail_row *row = books_detail(deciding->books, DETAIL_PERMIT, guild->guild_id, role_id);
	row->number = grants[grant].permits;
	answer(deciding, N_("%s: the permit is now %s."), role_label(deciding, role_id), tr(deciding->command->lang, grants[grant].name));
}

void decide_permits(struct deciding *deciding)
{
	struct buf list = { 0 };
	for (const struct permit_row *row = deciding->guild->permits; row; row = row->next)
		if (row->permits)
			buf_printf(&list, "\n%s: %s", role_label(deciding, row->role_id),
				   tr(deciding->command->lang, grant_name(row->permits)));
	answer(deciding, N_("The owner is admin. Roles:%s"), list.length ? buf_string(&list) : " -");
	buf_free(&list);
}
