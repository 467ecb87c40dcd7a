/* One statement a detail. */
#include "store/sqlite/details.h"

#include "store/sqlite/binding.h"

static const enum statement statements[] = {
	[DETAIL_CURRENCY] = WRITE_CURRENCY, [DETAIL_PERMIT] = WRITE_PERMIT, [DETAIL_CHANNEL] = WRITE_CHANNEL, [DETAIL_ROLE] = WRITE_ROLE,
	[DETAIL_ROLE_GONE] = DROP_ROLE, [DETAIL_MEMBER] = WRITE_MEMBER, [DETAIL_MEMBER_ROLE] = WRITE_MEMBER_ROLE,
	[DETAIL_MEMBER_ROLE_GONE] = DROP_MEMBER_ROLE, [DETAIL_MEMBER_ROLES_GONE] = DROP_MEMBER_ROLES, [DETAIL_GROUP] = WRITE_GROUP,
	[DETAIL_GROUP_GONE] = DROP_GROUP, [DETAIL_OFFER] = WRITE_OFFER, [DETAIL_OFFER_GONE] = DROP_OFFER,
	[DETAIL_WANTED_ROLE] = WRITE_WANTED_ROLE, [DETAIL_WANTED_ROLE_GONE] = DROP_WANTED_ROLE, [DETAIL_REGISTRATION] = WRITE_REGISTRATION,
};

static void bind_group(sqlite3_stmt *row, const struct role_group *group)
{
	bind_text(row, 2, group->folded_name);
	bind_text(row, 3, group->name);
	bind_number(row, 4, group->most);
	bind_number(row, 5, group->registered);
	bind_id(row, 6, group->needs_role);
	bind_number(row, 7, group->fee);
	bind_text(row, 8, group->currency);
}

static void bind_wanted_role(sqlite3_stmt *row, const struct detail_row *detail)
{
	bind_number(row, 3, (int64_t)detail->role->role_id);
	bind_number(row, 4, detail->role->wanted);
	bind_number(row, 5, detail->role->granted);
	bind_id(row, 6, (uint64_t)detail->role->until);
	bind_id(row, 7, (uint64_t)detail->role->fee_transaction);
	bind_number(row, 8, detail->number);
}

static void bind_role(sqlite3_stmt *row, const struct detail_row *detail)
{
	bind_text(row, 3, detail->text);
	bind_number(row, 4, detail->number);
	bind_number(row, 5, detail->flag);
	bind_text(row, 6, detail->other_text);
}

static void bind_member(sqlite3_stmt *row, const struct detail_row *detail)
{
	bind_text(row, 3, detail->text);
	bind_id(row, 4, (uint64_t)detail->number);
	bind_number(row, 5, detail->flag);
	bind_number(row, 6, detail->other_flag);
	bind_id(row, 7, (uint64_t)detail->other_number);
}

void write_detail(struct store *store, const struct detail_row *detail)
{
	bool no_permit = detail->kind == DETAIL_PERMIT && !detail->number;
	sqlite3_stmt *row = store_for_ids(store, no_permit ? DROP_PERMIT : statements[detail->kind], detail->guild_id, detail->id);
	switch (detail->kind) {
	case DETAIL_CURRENCY:
		bind_text(row, 2, detail->text);
		bind_number(row, 3, detail->number);
		break;
	case DETAIL_PERMIT:
		if (!no_permit)
			bind_number(row, 3, detail->number);
		break;
	case DETAIL_CHANNEL:
		bind_number(row, 3, detail->flag);
		bind_number(row, 4, (int64_t)detail->other_id);
		break;
	case DETAIL_ROLE: bind_role(row, detail); break;
	case DETAIL_MEMBER: bind_member(row, detail); break;
	case DETAIL_MEMBER_ROLE:
	case DETAIL_MEMBER_ROLE_GONE:
	case DETAIL_WANTED_ROLE_GONE: bind_number(row, 3, (int64_t)detail->other_id); break;
	case DETAIL_GROUP: bind_group(row, detail->group); break;
	case DETAIL_GROUP_GONE: bind_text(row, 2, detail->text); break;
	case DETAIL_OFFER: bind_text(row, 3, detail->text); break;
	case DETAIL_WANTED_ROLE: bind_wanted_role(row, detail); break;
	case DETAIL_REGISTRATION:
		bind_number(row, 3, detail->number);
		bind_number(row, 4, detail->other_number);
		bind_text(row, 5, detail->text);
		break;
	case DETAIL_ROLE_GONE:
	case DETAIL_MEMBER_ROLES_GONE:
	case DETAIL_OFFER_GONE: break;
	}
	store_run(store, row);
}
