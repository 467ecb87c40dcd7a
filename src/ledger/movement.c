/* One transaction of the books: its receipt, and the verb that shows it to those whom it concerns.
 */
#include "base/instant.h"
#include "ledger/canonical.h"
#include "ledger/evidence.h"
#include "ledger/fetched.h"
#include "ledger/lookups.h"
#include "ledger/verb_support.h"

void ledger_receipt(const struct fetched_transaction *fetched, struct receipt_code *code)
{
	struct buf lines = { 0 };
	for (size_t i = 0; i < fetched->entry_count; i++)
		canonical_line(&lines, &(struct canonical_entry){
					       .transaction = fetched->transaction,
					       .entry = fetched->entries[i].number,
					       .time = fetched->time,
					       .verb = fetched->verb,
					       .reverses = fetched->reverses,
					       .account_id = fetched->entries[i].account_id,
					       .currency = fetched->entries[i].currency,
					       .amount = fetched->entries[i].amount });
	canonical_code(code, fetched->transaction, buf_string(&lines), lines.length);
	buf_free(&lines);
}

/* Whom it concerns: its author, and the members whose money it moved. Who may read the journal may
 * read each line of it. */
static bool may_see(const struct verb_context *context, const struct fetched_transaction *target)
{
	const struct user *author = context->author;
	uint64_t guild_id = context->guild->guild_id;
	if (context->permits & verb_table[VERB_REPORT].permit)
		return true;
	if (!author)
		return false;
	if (target->author_id == author->key.id)
		return true;
	for (size_t i = 0; i < target->entry_count; i++) {
		const struct account *account =
			books_account(context->books, guild_id, target->entries[i].account_id);
		if (account->owner_id == author->key.id)
			return true;
	}
	return false;
}

const struct fetched_transaction *find_movement(struct verb_context *context)
{
	uint64_t id;
	if (!snowflake_parse(context_argument(context, "transaction"), &id) || id > INT64_MAX)
		id = 0;
	const struct fetched_transaction *target =
		books_transaction(context->books, context->guild->guild_id, (int64_t)id);
	if (!target || !may_see(context, target)) { /* nobody learns which others there are */
		context_refuse(context, "unknown_transaction",
			       N_("You have no transaction %jd; auditors can also see those of "
				  "others."),
			       id);
		return NULL;
	}
	return target;
}

void decide_transaction(struct verb_context *context)
{
	struct decision *decision = context->decision;
	const struct fetched_transaction *target = find_movement(context);
	if (!target)
		return;
	decision->need = NEED_REPORT;
	decision->inquiry =
		(struct inquiry){ .name = "transaction", .transaction = target->transaction };
}
