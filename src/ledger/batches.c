/* Verbs about batches: status, open, close, list, show. */
#include <string.h>

#include "ledger/counting.h"
#include "ledger/fetched.h"
#include "ledger/lookups.h"
#include "ledger/reconciliations.h"

void decide_batch_status(struct verb_context *context)
{
	const struct batch *batch = &context->guild->batch;
	if (batch->number)
		context_answer(context,
			       N_("Batch %jd has been open since %s; transactions so far: %jd."),
			       batch->number, format_time(context, batch->opened_at),
			       (context->guild->next_transaction - batch->first_transaction));
	else
		context_answer(context, N_("No batch is open; the last one is %jd."),
			       context->guild->last_batch);
	context->decision->batch = batch->number;
}

void decide_batch_open(struct verb_context *context)
{
	if (context->guild->batch.number) {
		context_refuse(context, "batch_open",
			       N_("Batch %jd is already open; close it first."),
			       context->guild->batch.number);
		return;
	}
	open_batch(context);
	context->decision->batch = context->guild->batch.number;
	context_answer(context, N_("Batch %jd is open."), context->guild->batch.number);
}

void decide_batch_close(struct verb_context *context)
{
	struct guild *guild = context->guild;
	if (!guild->batch.number) {
		context_refuse(context, "no_open_batch_to_close",
			       N_("No batch is open, so there is none to close."));
		return;
	}
	if (refuse_unreconciled(context) || refuse_without_count(context))
		return;
	if (!read_counted(context) || !settle_counted(context)) {
		context->decision->counted_count = context->decision->uncounted_count = 0;
		return;
	}
	context->decision->batch = guild->batch.number;
	context->decision->need = NEED_SEAL;
}

void ledger_sealed(struct books *books, const struct record *record, struct decision *decision,
		   int64_t count, const char *hash)
{
	struct guild *guild = books_guild(books, record->command.guild_id);
	struct verb_context context =
		system_context(books, guild, record->command.lang, NULL, 0, decision);
	enum lang lang = context.command->lang;
	const char *rest = not_counted(&context);
	struct buf result = { 0 };
	buf_printf(&result,
		   trn(lang, "Batch %jd is closed: %jd transaction.",
		       "Batch %jd is closed: %jd transactions.", (unsigned long)count),
		   decision->batch, count);
	add_count_results(&context, command_is_read_by_others(&record->command), &result);
	if (rest)
		buf_printf(&result, tr(lang, N_(" Not counted: %s.")), rest);
	if (ledger_sheet_channel(books, record)) /* the sheet has it whole */
		buf_printf(&result, tr(lang, N_(" Seal %.8s…")), hash);
	else
		buf_printf(&result, tr(lang, N_(" Seal %s.")), hash);
	context_answer(&context, "%s", buf_string(&result));
	buf_free(&result);
	memcpy(guild->last_hash, hash, HASH_TEXT_SIZE);
	books_drop_transactions(books, guild->guild_id); /* those of the batch are sealed now; */
	guild->has_untold = true;  /* who is to be told of them asks for them anew, */
	decision->listener = NULL; /* and who closed it with their next command */
	guild->batch = (struct batch){ 0 };
	guild->batch_dirty = false;
	decision->need = NEED_NOTHING;
}

void decide_batch_list(struct verb_context *context)
{
	context->decision->need = NEED_REPORT;
	context->decision->inquiry =
		(struct inquiry){ .name = "batches",
				  .limit = context_argument_number(context, "n", 10, INT64_MAX) };
}

void decide_batch_show(struct verb_context *context)
{
	int64_t batch =
		context_argument_number(context, "batch", context->guild->last_batch, INT64_MAX);
	if (!batch || batch > context->guild->last_batch) {
		context_refuse(context, "unknown_batch",
			       N_("There is no batch %jd; the last one is %jd."), batch,
			       context->guild->last_batch);
		return;
	}
	context->decision->need = NEED_REPORT;
	context->decision->inquiry = (struct inquiry){ .name = "batch", .batch = batch };
}
