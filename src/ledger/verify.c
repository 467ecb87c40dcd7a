/* The verb verify: whether a receipt is what the books say. The answer is in a channel for all
 * to read, whoever asks, so it tells of the transaction only what the code already says, and where
 * it is sealed: no amount, no name. */
#include <string.h>

#include "ledger/canonical.h"
#include "ledger/fetched.h"
#include "ledger/lookups.h"
#include "ledger/verb_support.h"

static bool is_right(struct verb_context *context, const struct fetched_transaction *target,
		     const struct receipt_code *given)
{
	struct receipt_code code;
	if (!target) {
		context_refuse(context, "unknown_receipt",
			       N_("There is no transaction %jd: what you hold is not in these "
				  "books."),
			       given->transaction);
		return false;
	}
	ledger_receipt(target, &code);
	if (strcmp(code.letters, given->letters) == 0)
		return true;
	context_refuse(context, "wrong_receipt",
		       N_("Transaction %jd exists, but its code is different: what you hold is not "
			  "what the books say. Compare the code letter by letter; if it is the one "
			  "that I gave you, tell an auditor."),
		       given->transaction);
	return false;
}

static void confirm(struct verb_context *context, const struct fetched_transaction *target,
		    const struct receipt_code *given)
{
	char code[RECEIPT_TEXT_SIZE];
	int64_t transaction = target->transaction, batch = target->batch;
	context->decision->batch = target->batch;
	if (!target->batch_hash)
		context_answer(
			context,
			N_("The code is right: the books say of transaction %jd what they said "
			   "when it was booked. Batch %jd is still open; ask again when it is "
			   "closed and sealed."),
			transaction, batch);
	else if (target->form != FORM_WHOLE)
		context_answer(
			context,
			N_("The code is right: the books say of transaction %jd what they said "
			   "when it was booked. Batch %jd is sealed since %s; its hash is %s. Who "
			   "runs the books can make a proof that needs no trust in them: `gl-batch "
			   "receipt %s`."),
			transaction, batch, format_time(context, target->sealed_at),
			target->batch_hash, receipt_code_write(given, code));
	else
		context_answer(
			context,
			N_("The code is right. Transaction %jd is in batch %jd, sealed %s, when "
			   "there were no receipts yet; its hash is %s. Such a batch is checked as "
			   "a whole: `gl-batch canonical %jd`."),
			transaction, batch, format_time(context, target->sealed_at),
			target->batch_hash, batch);
}

void decide_verify(struct verb_context *context)
{
	const char *text = context_argument(context, "code");
	struct receipt_code given;
	if (!receipt_code_read(text, &given)) {
		context_refuse(context, "bad_receipt", N_("“%s” is not a receipt code."),
			       escape_markdown(context, text));
		return;
	}
	const struct fetched_transaction *target =
		books_transaction(context->books, context->guild->guild_id, given.transaction);
	if (is_right(context, target, &given))
		confirm(context, target, &given);
}
