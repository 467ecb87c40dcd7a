/* One statement a detail. */
#include "store/detail_statements.h"
#include "ledger/pending_rows.h"
#include "ledger/people.h"

static const enum statement statements[] = {
	[DETAIL_CURRENCY] = WRITE_CURRENCY,
	[DETAIL_PERMIT] = WRITE_PERMIT,
	[DETAIL_CHANNEL] = WRITE_CHANNEL,
	[DETAIL_ROLE] = WRITE_ROLE,
	[DETAIL_ROLE_GONE] = DROP_ROLE,
	[DETAIL_MEMBER] = WRITE_MEMBER,
	[DETAIL_MEMBER_ROLE] = WRITE_MEMBER_ROLE,
	[DETAIL_MEMBER_ROLE_GONE] = DROP_MEMBER_ROLE,
	[DETAIL_MEMBER_ROLES_GONE] = DROP_MEMBER_ROLES,
	[DETAIL_GROUP] = WRITE_GROUP,
	[DETAIL_GROUP_GONE] = DROP_GROUP,
	[DETAIL_OFFER] = WRITE_OFFER,
	[DETAIL_OFFER_GONE] = DROP_OFFER,
	[DETAIL_WANTED_ROLE] = WRITE_WANTED_ROLE,
	[DETAIL_WANTED_ROLE_GONE] = DROP_WANTED_ROLE,
	[DETAIL_REGISTRATION] = WRITE_REGISTRATION,
	[DETAIL_PREFERENCE] = WRITE_PREFERENCE,
	[DETAIL_PREFERENCES_GONE] = DROP_PREFERENCES,
};

struct detail_values {
	struct value values[MOST_PARAMETERS];
	int count;
};

static void add(struct detail_values *row, struct value value)
{
	row->values[row->count++] = value;
}

static void add_group(struct detail_values *row, const struct role_group *group)
{
	add(row, value_text(group->folded_name));
	add(row, value_text(group->name));
	add(row, value_integer(group->most));
	add(row, value_integer(group->registered));
	add(row, value_id(group->needs_role));
	add(row, value_integer(group->fee));
	add(row, value_text(group->currency));
}

static void add_wanted_role(struct detail_values *row, const struct detail_row *detail)
{
	add(row, value_integer((int64_t)detail->wanted.role->role_id));
	add(row, value_integer(detail->wanted.role->wanted));
	add(row, value_integer(detail->wanted.role->granted));
	add(row, value_id((uint64_t)detail->wanted.role->until));
	add(row, value_id((uint64_t)detail->wanted.role->fee_transaction));
	add(row, value_integer(detail->wanted.seq));
}

static void add_role(struct detail_values *row, const struct detail_row *detail)
{
	add(row, value_text(detail->role.name));
	add(row, value_integer(detail->role.position));
	add(row, value_integer(detail->role.managed));
	add(row, value_text(detail->role.permissions));
}

static void add_member(struct detail_values *row, const struct detail_row *detail)
{
	add(row, value_text(detail->member.nick));
	add(row, value_id((uint64_t)detail->member.joined_at));
	add(row, value_integer(detail->member.pending));
	add(row, value_integer(detail->member.left));
	add(row, value_id((uint64_t)detail->member.left_at));
}

static void add_registration(struct detail_values *row, const struct detail_row *detail)
{
	add(row, value_integer(detail->registration.request));
	add(row, value_integer(detail->registration.requested_at));
	add(row, value_text(detail->registration.state));
}

static void add_preference(struct detail_values *row, const struct detail_row *detail)
{
	add(row, value_text(detail->preference.name));
	add(row, value_integer((int64_t)detail->preference.about));
	add(row, value_text(detail->preference.value));
}

/* What follows the guild and the id, or the guild alone where the key is a word. */
static void add_rest(struct detail_values *row, const struct detail_row *detail)
{
	switch (detail->kind) {
	case DETAIL_CURRENCY:
		add(row, value_text(detail->currency.code));
		add(row, value_integer(detail->currency.scale));
		break;
	case DETAIL_PERMIT:
		if (detail->permits)
			add(row, value_integer(detail->permits));
		break;
	case DETAIL_CHANNEL:
		add(row, value_integer(detail->channel.enabled));
		add(row, value_integer((int64_t)detail->channel.since));
		break;
	case DETAIL_ROLE: add_role(row, detail); break;
	case DETAIL_MEMBER: add_member(row, detail); break;
	case DETAIL_MEMBER_ROLE:
	case DETAIL_MEMBER_ROLE_GONE:
	case DETAIL_WANTED_ROLE_GONE: add(row, value_integer((int64_t)detail->role_id)); break;
	case DETAIL_GROUP: add_group(row, detail->group); break;
	case DETAIL_GROUP_GONE:
	case DETAIL_OFFER: add(row, value_text(detail->group_name)); break;
	case DETAIL_WANTED_ROLE: add_wanted_role(row, detail); break;
	case DETAIL_REGISTRATION: add_registration(row, detail); break;
	case DETAIL_PREFERENCE: add_preference(row, detail); break;
	case DETAIL_ROLE_GONE:
	case DETAIL_PREFERENCES_GONE:
	case DETAIL_MEMBER_ROLES_GONE:
	case DETAIL_OFFER_GONE: break;
	}
}

void write_detail(struct store *store, const struct detail_row *detail)
{
	bool no_permit = detail->kind == DETAIL_PERMIT && !detail->permits;
	struct detail_values row = { 0 };
	add(&row, value_integer((int64_t)detail->guild_id));
	if (detail->kind != DETAIL_CURRENCY && detail->kind != DETAIL_GROUP &&
	    detail->kind != DETAIL_GROUP_GONE)
		add(&row, value_integer((int64_t)detail->id));
	add_rest(&row, detail);
	store->engine->put(store, no_permit ? DROP_PERMIT : statements[detail->kind], row.values,
			   row.count, NULL);
}
