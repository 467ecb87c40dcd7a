/* Whom a date of a payment or payroll pays: those of its record who can be paid now. */
#include "ledger/payout.h"

#include "ledger/lookups.h"
#include "ledger/notices.h"
#include "ledger/payees.h"
#include "ledger/schedule_runs.h"

/* Whether the payee can be paid at this date. In a payroll its owner is, where somebody else
 * approved that. */
static bool is_payable(const struct payout *payout, const struct account *account)
{
	const struct schedule *schedule = payout->schedule;
	const struct user *owner = account ? account->owner : NULL;
	if (!account || account->state != STATE_OPEN || account == payout->payer ||
	    account->kind == KIND_ASSET || account->kind == KIND_EXPENSE)
		return false;
	if (owner && (owner->left || owner->bot))
		return false;
	return schedule->kind != SCHEDULE_PAYROLL || !owner ||
	       owner->key.id != schedule->owner_id || schedule_pays_owner(schedule);
}

static bool is_listed(const struct payout *payout, const struct account *account)
{
	for (size_t i = 1; i <= payout->count; i++)
		if (payout->lines[i].account == account)
			return true;
	return false;
}

static void pass_over(struct payout *payout, const struct payee_word *word,
		      const struct account *account)
{
	struct verb_context words = notice_context(payout->context);
	const char *name = account                      ? account_label(&words, account)
			   : word->kind == PAYEE_MEMBER ? user_mention(&words, word->id)
							: escape_markdown(&words, word->text);
	buf_printf(&payout->passed, "%s%s", payout->passed.length ? ", " : "", name);
}

static void add_payable(struct payout *payout, const struct payee_word *word,
			struct account *account)
{
	payout->lines[++payout->count] =
		(struct line){ account, -payout->schedule->amount, payout->schedule->currency };
	add_payee_word(&payout->payable, word);
}

static struct account *account_of_word(const struct payout *payout, const struct payee_word *word)
{
	return word->kind == PAYEE_MEMBER || word->kind == PAYEE_NAME
		       ? account_meant(payout->context, word->text)
		       : NULL;
}

static void gather_passed(struct payout *payout)
{
	struct verb_context *context = payout->context;
	const char *text = context_argument(context, "passed");
	struct payee_word word;
	for (const char *at = text ? text : ""; next_payee_word(context->books, &at, &word);)
		pass_over(payout, &word, account_of_word(payout, &word));
}

void gather_payees(struct payout *payout)
{
	struct verb_context *context = payout->context;
	const char *text = context_argument(context, "payees"), *at = text ? text : "";
	struct payee_word word;
	size_t words = 0;
	while (next_payee_word(context->books, &at, &word))
		words++;
	payout->lines = arena_alloc(&context->books->chunk, sizeof *payout->lines * (words + 1));
	for (at = text ? text : ""; next_payee_word(context->books, &at, &word);) {
		struct account *account = account_of_word(payout, &word);
		if (!is_payable(payout, account)) {
			pass_over(payout, &word, account);
			add_payee_word(&payout->left_out, &word);
		} else if (!is_listed(payout, account)) {
			add_payable(payout, &word, account);
		}
	}
	gather_passed(payout);
}
