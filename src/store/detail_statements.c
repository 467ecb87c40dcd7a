/* One statement a detail. */
#include "store/detail_statements.h"

#include "base/calendar.h"
#include "ledger/import_lines.h"
#include "ledger/pending_rows.h"
#include "ledger/people.h"
#include "record/attached.h"

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
	[DETAIL_PREFERENCE] = WRITE_PREFERENCE,
	[DETAIL_PREFERENCES_GONE] = DROP_PREFERENCES,
	[DETAIL_LIMIT] = WRITE_LIMIT,
	[DETAIL_BUDGET] = WRITE_BUDGET,
	[DETAIL_BUDGET_GONE] = DROP_BUDGET,
	[DETAIL_EXEMPTION] = WRITE_EXEMPTION,
	[DETAIL_IMPORT_LINE] = WRITE_IMPORT_LINE,
	[DETAIL_IMPORT] = WRITE_IMPORT,
	[DETAIL_COUNTERPARTY] = WRITE_COUNTERPARTY,
	[DETAIL_RECONCILIATION] = WRITE_RECONCILIATION,
	[DETAIL_EVIDENCE] = WRITE_EVIDENCE,
	[DETAIL_SUM_SEED] = WRITE_SUM_SEED,
	[DETAIL_YEAR] = WRITE_YEAR,
	[DETAIL_ACCOUNTING_DAY] = WRITE_ACCOUNTING_DAY,
};

struct detail_values {
	struct value values[MOST_PARAMETERS];
	int count;
	char days[2][DAY_TEXT_SIZE];
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

static void add_preference(struct detail_values *row, const struct detail_row *detail)
{
	add(row, value_text(detail->preference.name));
	add(row, value_integer((int64_t)detail->preference.about));
	add(row, value_text(detail->preference.value));
}

static void add_limit(struct detail_values *row, const struct detail_row *detail)
{
	add(row, value_text(limit_period_names[detail->limit.period]));
	add(row, value_text(detail->limit.currency));
	if (detail->limit.amount >= 0)
		add(row, value_integer(detail->limit.amount));
}

static void add_year(struct detail_values *row, const struct detail_row *detail)
{
	add(row, value_integer(detail->year.ends));
	add(row, value_integer(detail->year.seq));
	add(row, value_id((uint64_t)detail->year.first_transaction));
	add(row, value_id((uint64_t)detail->year.last_transaction));
	add(row, value_id((uint64_t)detail->year.waiting));
}

static void add_budget(struct detail_values *row, const struct detail_row *detail)
{
	add(row, value_text(detail->budget.currency));
	add(row, value_integer(detail->budget.amount));
	add(row, value_text(detail->budget.unit));
	add(row, value_integer(detail->budget.carry));
	add(row, value_text(day_format(detail->budget.since, row->days[0])));
}

static void add_exemption(struct detail_values *row, const struct detail_row *detail)
{
	if (detail->exemption.ended_seq) {
		add(row, value_integer(detail->exemption.ended_seq));
		return;
	}
	add(row, value_integer(detail->exemption.seq));
	add(row, value_text(day_format(detail->exemption.starts, row->days[0])));
	add(row, value_text(detail->exemption.until == NO_DAY
				    ? NULL
				    : day_format(detail->exemption.until, row->days[1])));
	add(row, value_text(detail->exemption.reason));
	add(row, value_text(NULL));
}

static void add_import_line(struct detail_values *row, const struct import_row *line)
{
	add(row, value_text(line->id));
	add(row, value_integer(line->seq));
	add(row, value_integer(line->account_id));
	add(row, value_text(line->currency));
	add(row, value_text(day_format(line->day, row->days[0])));
	add(row, value_integer(line->amount));
	add(row, line->has_balance ? value_integer(line->balance) : value_text(NULL));
	add(row, value_text(line->reference));
	add(row, value_text(line->text));
	add(row, value_text(import_state_names[line->state]));
	add(row, value_text(line->doubt));
	add(row, value_text(line->found_by));
	add(row, value_id((uint64_t)line->transaction));
	add(row, value_id((uint64_t)line->number));
	add(row, value_text(line->import));
}

static void add_import(struct detail_values *row, const struct import_list *list)
{
	add(row, value_text(list->id));
	add(row, value_integer(list->seq));
	add(row, value_integer(list->account_id));
	add(row, value_text(list->currency));
	add(row, value_text(list->format));
	add(row, value_text(list->sha256));
	add(row, value_text(day_format(list->first, row->days[0])));
	add(row, value_text(day_format(list->last, row->days[1])));
	add(row, list->has_opening ? value_integer(list->opening) : value_text(NULL));
	add(row, list->has_closing ? value_integer(list->closing) : value_text(NULL));
	add(row, value_integer(list->lines));
	add(row, value_integer(list->crossed));
}

static void add_counterparty(struct detail_values *row, const struct counterparty *counterparty)
{
	add(row, value_text(counterparty->party));
	if (!counterparty->account_id)
		return;
	add(row, value_integer(counterparty->account_id));
	add(row, value_integer(counterparty->number));
}

/* Behind guild and account. */
static void add_reconciliation(struct detail_values *row, const struct reconciliation *reconciled)
{
	add(row, value_text(reconciled->currency));
	add(row, value_integer(reconciled->seq));
	add(row, value_text(day_format(reconciled->day, row->days[0])));
	add(row, value_integer(reconciled->statement));
	add(row, value_integer(reconciled->books));
	add(row, value_text(reconciled->list));
	add(row, value_integer(reconciled->last_transaction));
	add(row, value_integer(reconciled->batch));
	add(row, value_id((uint64_t)reconciled->reopened_by));
}

static void add_evidence(struct detail_values *row, const struct detail_row *detail)
{
	add(row, value_text(detail->evidence.file->sha256));
	add(row, value_integer(detail->evidence.seq));
	add(row, value_integer(detail->evidence.file->size));
	add(row, value_text(detail->evidence.file->media_type));
	add(row, value_integer(detail->evidence.batch));
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
	case DETAIL_PREFERENCE: add_preference(row, detail); break;
	case DETAIL_LIMIT: add_limit(row, detail); break;
	case DETAIL_BUDGET: add_budget(row, detail); break;
	case DETAIL_BUDGET_GONE: add(row, value_text(detail->budget.currency)); break;
	case DETAIL_EXEMPTION: add_exemption(row, detail); break;
	case DETAIL_IMPORT_LINE: add_import_line(row, detail->import_line); break;
	case DETAIL_IMPORT: add_import(row, detail->import); break;
	case DETAIL_COUNTERPARTY: add_counterparty(row, detail->counterparty); break;
	case DETAIL_RECONCILIATION: add_reconciliation(row, detail->reconciliation); break;
	case DETAIL_EVIDENCE: add_evidence(row, detail); break;
	case DETAIL_SUM_SEED:
		add(row, value_text(detail->sum_seed.seed));
		add(row, value_integer(detail->sum_seed.seq));
		break;
	case DETAIL_YEAR: add_year(row, detail); break;
	case DETAIL_ACCOUNTING_DAY:
		add(row, value_integer(detail->accounting_day.time));
		add(row, value_text(day_format(detail->accounting_day.day, row->days[0])));
		break;
	case DETAIL_ROLE_GONE:
	case DETAIL_PREFERENCES_GONE:
	case DETAIL_MEMBER_ROLES_GONE:
	case DETAIL_OFFER_GONE: break;
	}
}

/* The statement; some kinds have one that takes away, too. */
static enum statement statement_of(const struct detail_row *detail)
{
	if (detail->kind == DETAIL_PERMIT && !detail->permits)
		return DROP_PERMIT;
	if (detail->kind == DETAIL_LIMIT && detail->limit.amount < 0)
		return DROP_LIMIT;
	if (detail->kind == DETAIL_EXEMPTION && detail->exemption.ended_seq)
		return END_EXEMPTION;
	if (detail->kind == DETAIL_COUNTERPARTY && !detail->counterparty->account_id)
		return DROP_COUNTERPARTY;
	return statements[detail->kind];
}

/* Whether the key of its table is a word. */
static bool is_by_word(enum detail_kind kind)
{
	return kind == DETAIL_CURRENCY || kind == DETAIL_GROUP || kind == DETAIL_GROUP_GONE ||
	       kind == DETAIL_IMPORT_LINE || kind == DETAIL_IMPORT || kind == DETAIL_COUNTERPARTY ||
	       kind == DETAIL_SUM_SEED; /* one a guild */
}

void write_detail(struct store *store, const struct detail_row *detail)
{
	struct detail_values row = { 0 };
	add(&row, value_integer((int64_t)detail->guild_id));
	if (!is_by_word(detail->kind))
		add(&row, value_integer((int64_t)detail->id));
	add_rest(&row, detail);
	store->engine->put(store, statement_of(detail), row.values, row.count, NULL);
}
