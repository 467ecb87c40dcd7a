/* What reconciliations agreed, and what reopens them. */
#include "ledger/reconciliations.h"

#include "ledger/days.h"
#include "ledger/lookups.h"
#include "ledger/pending_rows.h"
#include "ledger/prefetch_month.h"
#include "ledger/setting_references.h"
#include "ledger/setting_values.h"

void touch_reconciliation(struct books *books, const struct reconciliation *reconciled)
{
	books_detail(books, DETAIL_RECONCILIATION, reconciled->guild_id,
		     (uint64_t)reconciled->account_id)
		->reconciliation = reconciled;
}

static bool holds(const struct reconciliation *reconciled, const char *currency)
{
	return !reconciled->reopened_by && strcmp(reconciled->currency, currency) == 0;
}

struct reconciliation *last_reconciliation(struct books *books, const struct account *account,
					   const char *currency)
{
	struct reconciliation *found = NULL;
	for (struct reconciliation *row = books_reconciled(books, account); row; row = row->next)
		if (holds(row, currency) &&
		    (!found || (books->rules >= RULES_YEAR && row->day > found->day)))
			found = row;
	return found;
}

const struct reconciliation *same_reconciliation(struct books *books,
						 const struct statement_check *check,
						 int64_t last_transaction)
{
	const char *currency = check->currency->code;
	const struct reconciliation *last = last_reconciliation(books, check->account, currency);
	for (const struct reconciliation *row = last ? check->account->reconciled : NULL; row;
	     row = row->next) {
		bool same_list = row->list && check->list && strcmp(row->list, check->list) == 0;
		if (holds(row, currency) && row->day == check->day &&
		    row->statement == check->statement &&
		    (same_list || row->last_transaction == last_transaction) &&
		    (row == last || books->rules >= RULES_YEAR))
			return row;
	}
	return NULL;
}

/* Whether it is of those that a bank may keep. */
static bool is_reconcilable(const struct account *account)
{
	return account->kind == KIND_ASSET && !account->owner_id;
}

/* On which day of the bank the entry counted when RECONCILED was made: what was said of it later
 * does not change that. */
static int64_t day_then(const struct guild *guild, const struct reconciliation *reconciled,
			const struct fetched_transaction *transaction,
			const struct fetched_entry *entry)
{
	return entry->line_day != NO_DAY && entry->linked < reconciled->seq
		       ? entry->line_day
		       : day_at(guild->zone, transaction->time);
}

static bool agreed_by(const struct guild *guild, const struct reconciliation *reconciled,
		      const struct fetched_transaction *transaction,
		      const struct fetched_entry *entry)
{
	return strcmp(reconciled->currency, entry->currency) == 0 &&
	       transaction->transaction <= reconciled->last_transaction &&
	       day_then(guild, reconciled, transaction, entry) <= reconciled->day;
}

/* The line that reconciles ACCOUNT in CURRENCY, as the asker types it; BALANCE NULL: what the bank
 * has, they know. */
static const char *line_to_reconcile(const struct verb_context *context,
				     const struct account *account, const struct currency *currency,
				     int64_t day, const int64_t *balance)
{
	struct arena *arena = &context->books->chunk;
	char text[DAY_TEXT_SIZE];
	/* three decimals could be read as thousands where no currency is named */
	bool named = strcmp(currency->code, context->guild->currency) != 0 || currency->scale == 3;
	const char *amount = balance ? format_bare_amount(context, *balance, currency)
			     : context->command->lang == LANG_ES ? "1234,50"
								 : "1234.50";
	return line_to_type(context, VERB_RECONCILE,
			    arena_printf(arena, "%s %s%s%s %s", typed_account(context, account),
					 amount, named ? " " : "", named ? currency->code : "",
					 day_format(day, text)));
}

static void say_reopened(struct verb_context *context, const struct account *account,
			 const struct reconciliation *reconciled)
{
	struct arena *arena = &context->books->chunk;
	const char *before = context->decision->remark,
		   *sentence = arena_printf(
			   arena,
			   tr(context->command->lang, N_("%s was reconciled up to %s; that no "
							 "longer holds. Reconcile it "
							 "again: %s.")),
			   account_label(context, account), format_day(context, reconciled->day),
			   line_to_reconcile(context, account,
					     guild_currency(context->guild, reconciled->currency),
					     reconciled->day, &reconciled->statement));
	context->decision->remark =
		before ? arena_printf(arena, "%s %s", before, sentence) : sentence;
}

static void reopen_by_entry(struct verb_context *context, const struct fetched_transaction *target,
			    const struct fetched_entry *entry, int64_t reversal)
{
	struct books *books = context->books;
	struct account *account = books_account(books, context->guild->guild_id, entry->account_id);
	struct reconciliation *reconciled = is_reconcilable(account)
						    ? books_reconciled(books, account)
						    : NULL,
			      *newest = NULL;
	for (; reconciled; reconciled = reconciled->next) {
		if (reconciled->reopened_by ||
		    !agreed_by(context->guild, reconciled, target, entry))
			continue;
		reconciled->reopened_by = reversal;
		touch_reconciliation(books, reconciled);
		if (!newest)
			newest = reconciled;
	}
	if (newest)
		say_reopened(context, account, newest);
}

void reopen_reconciliations(struct verb_context *context, const struct fetched_transaction *target,
			    int64_t reversal)
{
	for (size_t i = 0; i < target->entry_count; i++)
		reopen_by_entry(context, target, &target->entries[i], reversal);
}

void note_linked(struct verb_context *context, int64_t transaction, const struct account *bank,
		 const char *currency, int64_t day)
{
	struct fetched_transaction *loaded =
		books_loaded_transaction(context->books, context->guild->guild_id, transaction);
	for (size_t i = 0; loaded && i < loaded->entry_count; i++) {
		struct fetched_entry *entry = &loaded->entries[i];
		if (entry->account_id != (int64_t)bank->key.id || entry->line_day != NO_DAY ||
		    strcmp(entry->currency, currency) != 0)
			continue;
		entry->line_day = day;
		entry->linked = context->guild->next_seq;
	}
}

void want_reopened(struct books *books, uint64_t guild_id, int64_t transaction)
{
	const struct fetched_transaction *loaded =
		books_loaded_transaction(books, guild_id, transaction);
	for (size_t i = 0; loaded && i < loaded->entry_count; i++) {
		const struct account *account =
			books_loaded_account(books, guild_id, loaded->entries[i].account_id);
		if (account && is_reconcilable(account))
			books_want(books, WANTED_RECONCILED, guild_id, account->key.id, NULL);
	}
}

static const struct account *account_of_setting(const struct books *books,
						const struct guild *guild)
{
	const char *name = guild_setting_text(guild, SETTING_CLOSE_RECONCILED);
	return strcmp(name, SETTING_NONE) == 0
		       ? NULL
		       : loaded_account_called(books, guild->guild_id, name);
}

void want_reconciled(struct books *books, const struct command *command, const struct verb *verb)
{
	const struct guild *guild = books_loaded_guild(books, command->guild_id);
	const char *name = verb->id == VERB_RECONCILE ? command_argument(command, "account") : NULL;
	const struct account *account =
		guild && name ? loaded_account_called(books, guild->guild_id, name) : NULL;
	if (guild && verb->traits & TRAIT_SEALS) {
		want_kept_setting(books, guild, &setting_rows[SETTING_CLOSE_RECONCILED]);
		account = account_of_setting(books, guild);
	}
	if (account)
		books_want(books, WANTED_RECONCILED, guild->guild_id, account->key.id, NULL);
}

/* The first currency of ACCOUNT, in the order of the guild's, that was not reconciled for more than
 * DAYS days; NULL: all were. */
static const struct currency *currency_behind(struct verb_context *context,
					      const struct account *account, int64_t days)
{
	const struct currency *currency = context->guild->currencies;
	int64_t oldest = day_of_command(context) - days;
	for (; currency; currency = currency->next) {
		const struct balance *balance = find_balance(account, currency->code);
		const struct reconciliation *last =
			last_reconciliation(context->books, account, currency->code);
		if (balance && balance->entries && (!last || last->day < oldest))
			return currency;
	}
	return NULL;
}

bool refuse_unreconciled(struct verb_context *context)
{
	const struct account *account = account_of_setting(context->books, context->guild);
	int64_t days = guild_setting_integer(context->guild, SETTING_CLOSE_RECONCILED_DAYS);
	const struct currency *currency = account ? currency_behind(context, account, days) : NULL;
	if (!currency)
		return false;
	const struct reconciliation *last =
		last_reconciliation(context->books, account, currency->code);
	const char *label = account_label(context, account),
		   *line = line_to_reconcile(context, account, currency, day_of_command(context),
					     NULL);
	if (last)
		context_refuse(context, "not_reconciled",
			       trn(context->command->lang,
				   "%s was last reconciled up to %s, which is more than %jd day "
				   "ago. Compare it with the bank's balance before you close: %s.",
				   "%s was last reconciled up to %s, which is more than %jd days "
				   "ago. Compare it with the bank's balance before you close: %s.",
				   (unsigned long)days),
			       label, format_day(context, last->day), days, line);
	else
		context_refuse(context, "not_reconciled",
			       N_("%s has to be reconciled in %s before a batch is closed: %s."),
			       label, currency->code, line);
	return true;
}
