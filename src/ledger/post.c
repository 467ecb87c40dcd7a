/* Posting: the one place where balances change. Every line is checked before any is booked. */
#include "base/decimal.h"
#include "ledger/canonical.h"
#include "ledger/approvals.h"
#include "ledger/currency_code.h"
#include "ledger/evidence.h"
#include "ledger/fetched.h"
#include "ledger/import_lines.h"
#include "ledger/limits.h"
#include "ledger/pending_rows.h"
#include "ledger/reconciliations.h"
#include "ledger/waiting.h"
#include "ledger/setting_values.h"
#include "ledger/usage.h"
#include "ledger/verb_support.h"
#include "ledger/years.h"

void open_batch(struct verb_context *context)
{
	struct guild *guild = context->guild;
	guild->batch = (struct batch){
		.number = ++guild->last_batch,
		.opened_at = context->time,
		.opened_by = guild->next_seq,
		.first_transaction = guild->next_transaction,
	};
	guild->batch_dirty = true;
}

bool batch_allows(struct verb_context *context)
{
	if (context->guild->batch.number ||
	    guild_setting_choice(context->guild, SETTING_BATCH_POLICY) == BATCH_AUTO)
		return true;
	context_refuse(context, "no_open_batch",
		       N_("No batch is open, so nothing can be booked. A treasurer opens one with "
			  "`!batch "
			  "open`."));
	return false;
}

bool account_is_open(struct verb_context *context, const struct account *account)
{
	if (account->state == STATE_OPEN)
		return true;
	if (account->state == STATE_FROZEN)
		context_refuse(context, "account_frozen",
			       N_("The account of %s is frozen; a treasurer can unfreeze it: %s."),
			       account_label(context, account),
			       line_to_type(context, VERB_ACCOUNT_UNFREEZE,
					    typed_account(context, account)));
	else
		context_refuse(context, "account_closed", N_("The account %s is closed."),
			       account_label(context, account));
	return false;
}

static void refuse_shortage(struct verb_context *context, const struct account *account,
			    const char *currency, int64_t needed, int64_t floor)
{
	const struct currency *unit = guild_currency(context->guild, currency);
	const struct balance *balance = find_balance(account, currency);
	const char *have = format_amount(context, account_holdings(account, currency), unit),
		   *need = format_amount(context, needed, unit);
	if (!tells_holdings(context, account)) {
		if (context->author && account == context->author->account)
			context_refuse(context, "insufficient_funds",
				       N_("You do not have enough; you need %s."), need);
		else
			context_refuse(context, "insufficient_funds",
				       N_("%s does not have enough; %s is needed."),
				       account_label(context, account), need);
		return;
	}
	if (balance && balance->held)
		context_refuse(context, "insufficient_funds",
			       N_("%s has %s, of which %s are held; %s are needed."),
			       account_label(context, account), have,
			       format_bare_amount(context, balance->held, unit),
			       format_bare_amount(context, needed, unit));
	else if (context->author && account == context->author->account && floor == 0)
		context_refuse(context, "insufficient_funds", N_("You have %s; you need %s."), have,
			       need);
	else if (floor == 0)
		context_refuse(context, "insufficient_funds", N_("%s has %s; %s is needed."),
			       account_label(context, account), have, need);
	else
		context_refuse(context, "insufficient_funds",
			       N_("%s has %s and may not go below %s; %s is needed."),
			       account_label(context, account), have,
			       format_amount(context, floor, unit), need);
}

bool amount_is_available(struct verb_context *context, const struct account *account,
			 const char *currency, int64_t amount)
{
	const struct balance *balance = find_balance(account, currency);
	int64_t left, floor, held = balance ? balance->held : 0;
	bool fits = checked_add(account_holdings(account, currency), -held, &left) &&
		    checked_add(left, -amount, &left);
	if (fits && (!has_floor(context, account, currency, &floor) || left >= floor))
		return true;
	if (fits)
		refuse_shortage(context, account, currency, amount, floor);
	else
		context_refuse(context, "too_large",
			       N_("The balance of %s would become larger than an account can "
				  "hold."),
			       account_label(context, account));
	return false;
}

static void refuse_excess(struct verb_context *context, const struct balance *balance)
{
	const struct account *account = balance->account;
	const struct currency *unit = guild_currency(context->guild, balance->currency);
	int64_t room = balance->ceiling - account_holdings(account, balance->currency);
	if (!tells_holdings(context, account))
		context_refuse(context, "over_ceiling", N_("%s cannot receive that much."),
			       account_label(context, account));
	else
		context_refuse(context, "over_ceiling", N_("%s can hold at most %s, so %s more."),
			       account_label(context, account),
			       format_amount(context, balance->ceiling, unit),
			       format_bare_amount(context, room > 0 ? room : 0, unit));
}

static bool line_fits(struct verb_context *context, const struct line *line)
{
	const struct balance *balance = find_balance(line->account, line->currency);
	int64_t before = balance ? balance->amount : 0, after, floor;
	if (!checked_add(before, line->amount, &after) || after == INT64_MIN) {
		context_refuse(context, "too_large",
			       N_("The balance of %s would become larger than an account can "
				  "hold."),
			       account_label(context, line->account));
		return false;
	}
	bool debit = debit_normal(line->account->kind);
	int64_t holding = debit ? after : -after, change = debit ? line->amount : -line->amount;
	int64_t held = balance ? balance->held : 0, available;
	if (has_floor(context, line->account, line->currency, &floor) && change < 0 &&
	    (!checked_add(holding, -held, &available) || available < floor)) {
		refuse_shortage(context, line->account, line->currency, -change, floor);
		return false;
	}
	if (change > 0 && balance && balance->has_ceiling && holding > balance->ceiling) {
		refuse_excess(context, balance);
		return false;
	}
	return budget_allows(context, line);
}

static void book_line(struct verb_context *context, const struct line *line, int64_t transaction,
		      int64_t number)
{
	struct books *books = context->books;
	struct balance *balance = need_balance(context, line->account, line->currency);
	balance->amount += line->amount;
	balance->entries++;
	books_touch_balance(books, balance);
	struct entry_row *entry = arena_alloc_raw(&books->chunk, sizeof *entry);
	*entry = (struct entry_row){
		.guild_id = context->guild->guild_id,
		.transaction = transaction,
		.entry = number,
		.account_id = (int64_t)line->account->key.id,
		.amount = line->amount,
		.currency = balance->currency,
	};
	STAILQ_INSERT_TAIL(&books->entries, entry, pending);
}

/* What is hashed of the transaction is final now, long before its batch is sealed: so the answer
 * can name it. */
static void give_receipt(struct verb_context *context, const struct transaction_row *row,
			 const struct line *lines, size_t count)
{
	struct receipt_code code;
	struct buf text = { 0 };
	char code_text[RECEIPT_TEXT_SIZE];
	for (size_t i = 0; i < count; i++)
		canonical_line(&text, &(struct canonical_entry){
					      .transaction = row->transaction,
					      .entry = (int64_t)i + 1,
					      .time = row->time,
					      .verb = row->verb,
					      .reverses = row->reverses,
					      .account_id = (int64_t)lines[i].account->key.id,
					      .currency = lines[i].currency,
					      .amount = lines[i].amount });
	canonical_code(&code, row->transaction, buf_string(&text), text.length);
	context->decision->receipt =
		arena_strdup(&context->books->chunk, receipt_code_write(&code, code_text));
	buf_free(&text);
}

/* What nobody claimed has numbers, which a movement by any other verb would not settle. */
static bool refuse_to_sort(struct verb_context *context, const struct line *lines, size_t count)
{
	bool settles = context->verb->id == VERB_BANK_LINE || context->verb->id == VERB_ASSIGN;
	for (size_t i = 0; i < count && context->guild->to_sort && !settles; i++)
		if (lines[i].account == context->guild->to_sort) {
			context_refuse(context, "to_sort",
				       N_("Only lines of the bank move money into %s, and only "
					  "assigning moves it out: `!help assign`."),
				       account_label(context, lines[i].account));
			return true;
		}
	return false;
}

/* What a line of a bank's list may turn out to be. */
static void note_by_hand(struct verb_context *context, const struct line *line, int64_t transaction,
			 int64_t reverses)
{
	struct by_hand *entry = line->account->by_hand;
	if (!line->account->has_by_hand || context->verb->traits & (TRAIT_IMPORTED | TRAIT_SEALS))
		return;
	for (; reverses && entry; entry = entry->next)
		if (entry->transaction == reverses)
			entry->agreed = true;
	if (reverses)
		return;
	entry = books_add_by_hand(context->books, line->account);
	entry->transaction = transaction;
	entry->time = context->time;
	entry->amount = line->amount;
	currency_code_copy(entry->currency, line->currency);
}

/* In the order of guildledger(7), "Refusals". */
static bool lines_allowed(struct verb_context *context, const struct line *lines, size_t count)
{
	if (count > MAX_ENTRIES) {
		context_refuse(context, "too_many", N_("One transaction has at most %d entries."),
			       MAX_ENTRIES);
		return false;
	}
	if (context->closes_until) /* floors, budgets and closed accounts hinder no year's end */
		return batch_allows(context);
	if (!context->owed &&
	    (refuse_own_lines(context, lines, count) || !limits_allow(context, lines, count)))
		return false;
	if (refuse_to_sort(context, lines, count))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!account_is_open(context, lines[i].account))
			return false;
	if (!batch_allows(context))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!line_fits(context, &lines[i]))
			return false;
	return true;
}

/* What a credit of a member's account may settle: ledger/settlement.h. */
static void note_credit(struct books *books, const struct line *line)
{
	struct account *account = line->account;
	if (!account->owing || line->amount > 0)
		return;
	find_balance(account, line->currency)->credited -= line->amount;
	if (account->credited)
		return;
	account->credited = true;
	account->next_credited = NULL;
	struct account **end = &books->credited;
	while (*end)
		end = &(*end)->next_credited;
	*end = account;
}

bool post_quietly(struct verb_context *context, const struct line *lines, size_t count,
		  const char *memo)
{
	const struct decision before = *context->decision;
	if (post_transaction(context, lines, count, memo, 0))
		return true;
	*context->decision = before;
	return false;
}

bool may_post(struct verb_context *context, const struct line *lines, size_t count,
	      const char *memo, int64_t reverses)
{
	return lines_allowed(context, lines, count) &&
	       (context->owed || !approval_asked(context, lines, count, memo, reverses));
}

bool post_transaction(struct verb_context *context, const struct line *lines, size_t count,
		      const char *memo, int64_t reverses)
{
	struct guild *guild = context->guild;
	if (!may_post(context, lines, count, memo, reverses))
		return false;
	if (!guild->batch.number)
		open_batch(context);
	struct transaction_row *row = arena_alloc_raw(&context->books->chunk, sizeof *row);
	*row = (struct transaction_row){
		.guild_id = guild->guild_id,
		.author_id =
			context->in_name_of ? context->in_name_of : context->command->author.id,
		.waiting = context->waiting ? (int64_t)context->waiting->key.id : 0,
		.approved = context->approved,
		.approved_by = context->approved_by,
		.transaction = guild->next_transaction++,
		.batch = guild->batch.number,
		.time = context->time,
		.seq = guild->next_seq,
		.reverses = reverses,
		.verb = context->verb->name,
		.memo = memo,
	};
	STAILQ_INSERT_TAIL(&context->books->transactions, row, pending);
	if (may_count_elsewhere(context))
		keep_accounting_day(context, row);
	struct fetched_transaction *reversed =
		books_loaded_transaction(context->books, guild->guild_id, reverses);
	if (reversed) {
		reversed->reversed_by = row->transaction;
		reopen_reconciliations(context, reversed, row->transaction);
	}
	for (size_t i = 0; i < count; i++) {
		book_line(context, &lines[i], row->transaction, (int64_t)i + 1);
		note_by_hand(context, &lines[i], row->transaction, reverses);
		if (!reverses) /* what comes back was there before */
			note_credit(context->books, &lines[i]);
	}
	context->posted = row->transaction;
	if (!context->decision->transactions++) { /* the log row names the first */
		give_receipt(context, row, lines, count);
		context->decision->transaction = row->transaction;
		context->decision->batch = row->batch;
		keep_evidence(context, row->transaction);
	}
	count_usage(context, lines, count, row);
	tell_moved(context, lines, count, memo, reverses);
	return true;
}
