/* attach, and what becomes of files that come with what is booked. */
#include "ledger/evidence.h"

#include <string.h>

#include "ledger/fetched.h"
#include "ledger/lookups.h"
#include "ledger/number_lines.h"
#include "ledger/pending_rows.h"
#include "record/attached.h"

/* Whether the transaction has a file of that content. */
static bool has_file(const struct fetched_transaction *target, const char *sha256)
{
	for (const struct fetched_evidence *file = target->evidence; file; file = file->next)
		if (strcmp(file->sha256, sha256) == 0)
			return true;
	return false;
}

/* Whether one before it in the same message has the same content. */
static bool is_twin(const struct attached *attached, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (strcmp(attached->evidence[i].sha256, attached->evidence[index].sha256) == 0)
			return true;
	return false;
}

/* Also beside what was loaded of the transaction, for those behind this one in the chunk. */
static void add_row(struct verb_context *context, int64_t transaction, const struct evidence *file)
{
	struct guild *guild = context->guild;
	struct fetched_transaction *target =
		books_loaded_transaction(context->books, guild->guild_id, transaction);
	struct detail_row *row = books_detail(context->books, DETAIL_EVIDENCE, guild->guild_id,
					      (uint64_t)transaction);
	row->evidence.file = file;
	row->evidence.seq = guild->next_seq;
	row->evidence.batch = guild->batch.number;
	context->decision->evidence++;
	if (target) {
		struct fetched_evidence *known = arena_alloc(&context->books->chunk, sizeof *known);
		*known = (struct fetched_evidence){ file->sha256, target->evidence };
		target->evidence = known;
	}
}

void keep_evidence(struct verb_context *context, int64_t transaction)
{
	const struct attached *attached = context->command->attached;
	for (size_t i = 0;
	     attached && context->verb->traits & TRAIT_EVIDENCE && i < attached->evidence_count;
	     i++)
		if (!is_twin(attached, i))
			add_row(context, transaction, &attached->evidence[i]);
}

/* MANY: of several files; by rules before RULES_YEAR they were spoken of as one. */
static const char *reason_text(enum unkept_why why, bool many)
{
	static const char *const of_many[UNKEPT_REASONS] = {
		[UNKEPT_TOO_LARGE] = N_("they are too large"),
		[UNKEPT_MEMBER_DAY] = N_("your files of today are too big: send them tomorrow"),
		[UNKEPT_GUILD_DAY] = N_("the files of today are too big: send them tomorrow"),
		[UNKEPT_TOO_LATE] = N_("they took too long"),
		[UNKEPT_GONE] = N_("Discord no longer has them"),
		[UNKEPT_BROKEN] = N_("they did not arrive whole"),
		[UNKEPT_ADDRESS] = N_("their addresses are none of Discord's"),
	};
	static const char *const texts[UNKEPT_REASONS] = {
		[UNKEPT_TOO_MANY] = N_("there are too many in one message"),
		[UNKEPT_TOO_LARGE] = N_("it is too large"),
		[UNKEPT_MEMBER_DAY] = N_("your files of today are too big: send it tomorrow"),
		[UNKEPT_GUILD_DAY] = N_("the files of today are too big: send it tomorrow"),
		[UNKEPT_TOO_LATE] = N_("it took too long"),
		[UNKEPT_GONE] = N_("Discord no longer has it"),
		[UNKEPT_BROKEN] = N_("it did not arrive whole"),
		[UNKEPT_ADDRESS] = N_("its address is not one of Discord's"),
		[UNKEPT_NO_ROOM] = N_("there is no room on the disk: tell an admin"),
		[UNKEPT_UNREACHABLE] = N_("Discord could not be reached"),
	};
	return many && of_many[why] ? of_many[why] : texts[why];
}

/* "1, 3" of those that are missing for that reason. */
static const char *file_numbers(struct arena *arena, const struct attached *attached,
				enum unkept_why why, unsigned long *count)
{
	struct buf list = { 0 };
	*count = 0;
	for (size_t i = 0; i < attached->unkept_count; i++)
		if (attached->unkept[i].why == why)
			buf_printf(&list, "%s%jd", (*count)++ ? ", " : "",
				   attached->unkept[i].file);
	const char *copy = list.length ? arena_strdup(arena, buf_string(&list)) : NULL;
	buf_free(&list);
	return copy;
}

static void tell_unkept(struct verb_context *context, const struct attached *attached)
{
	struct arena *arena = &context->books->chunk;
	enum lang lang = context->command->lang;
	for (enum unkept_why why = 0; why < UNKEPT_REASONS; why++) {
		unsigned long count;
		const char *files = file_numbers(arena, attached, why, &count);
		bool many = count > 1 && context->books->rules >= RULES_YEAR;
		if (files)
			context_add_answer(context,
					   arena_printf(arena,
							trn(lang, "File %s is not kept: %s.",
							    "Files %s are not kept: %s.", count),
							files, tr(lang, reason_text(why, many))));
	}
}

/* The line by which what is missing can be attached later. */
static const char *later_line(struct verb_context *context)
{
	struct arena *arena = &context->books->chunk;
	enum lang lang = context->command->lang;
	if (context->decision->transaction)
		return arena_printf(arena, tr(lang, N_("Send what is missing with %s.")),
				    line_of_number(context, VERB_ATTACH,
						   (uint64_t)context->decision->transaction));
	return arena_printf(arena,
			    tr(lang, N_("Once it is booked, send them again with its number: %s.")),
			    line_to_type(context, VERB_HELP, verb_table[VERB_ATTACH].words[lang]));
}

void tell_evidence(struct verb_context *context)
{
	const struct attached *attached = context->command->attached;
	const struct decision *decision = context->decision;
	enum lang lang = context->command->lang;
	if (!attached || decision->status != STATUS_OK || !context->verb ||
	    !(context->verb->traits & TRAIT_EVIDENCE) || context->verb->id == VERB_ATTACH)
		return;
	if (decision->evidence)
		context_add_answer(context, arena_printf(&context->books->chunk,
							 trn(lang, "%jd file is kept with it.",
							     "%jd files are kept with it.",
							     (unsigned long)decision->evidence),
							 decision->evidence));
	else if (decision->evidence_waits)
		context_add_answer(context, tr(lang, N_("The files are kept until it is "
							"decided.")));
	tell_unkept(context, attached);
	if (attached->unkept_count ||
	    (attached->evidence_count && !decision->evidence && !decision->evidence_waits))
		context_add_answer(context, later_line(context));
}

/* Whether the author may attach something to TARGET; refuses otherwise. */
static bool may_attach(struct verb_context *context, const struct fetched_transaction *target)
{
	if (context->permits & PERMIT_TREASURER ||
	    (context->author && target->author_id == context->author->key.id))
		return true;
	context_deny(context, "not_asker",
		     N_("Only whoever asked for transaction %jd and treasurers can attach files "
			"to it."),
		     target->transaction);
	return false;
}

/* Whether files came that are kept; refuses otherwise. */
static bool files_came(struct verb_context *context, const struct fetched_transaction *target)
{
	const struct attached *attached = context->command->attached;
	if (attached && attached->evidence_count)
		return true;
	if (attached && attached->unkept_count) {
		context_refuse(context, "not_kept", N_("Nothing is attached to transaction %jd."),
			       target->transaction);
		tell_unkept(context, attached);
	} else if (context->command->source == SOURCE_INTERACTION) {
		context_refuse(context, "no_file",
			       N_("A slash command cannot bring files: write `!attach %jd` as a "
				  "message, with the files on it."),
			       target->transaction);
	} else {
		context_refuse(context, "no_file",
			       N_("Put the files on the message itself: `!attach %jd` with one or "
				  "more of them."),
			       target->transaction);
	}
	return false;
}

static bool batch_is_open(struct verb_context *context)
{
	if (context->guild->batch.number)
		return true;
	context_refuse(context, "no_open_batch",
		       N_("No batch is open, and what is attached is sealed with the open batch. "
			  "Send it again after the next booking, or after `!batch open`."));
	return false;
}

/* The files that the transaction does not have yet: how many. */
static size_t count_new(const struct attached *attached, const struct fetched_transaction *target)
{
	size_t count = 0;
	for (size_t i = 0; i < attached->evidence_count; i++)
		count += !is_twin(attached, i) && !has_file(target, attached->evidence[i].sha256);
	return count;
}

static bool files_fit(struct verb_context *context, const struct fetched_transaction *target)
{
	size_t more = count_new(context->command->attached, target), has = 0;
	for (const struct fetched_evidence *file = target->evidence; file; file = file->next)
		has++;
	if (!more)
		context_refuse(context, "already_attached",
			       N_("Transaction %jd has these files already."), target->transaction);
	else if (has + more > MOST_EVIDENCE)
		context_refuse(context, "too_many_files",
			       N_("Transaction %jd has %zu files, and %d are allowed."),
			       target->transaction, has, MOST_EVIDENCE);
	else
		return true;
	return false;
}

void decide_attach(struct verb_context *context)
{
	const struct fetched_transaction *target = find_movement(context);
	const struct attached *attached = context->command->attached;
	if (!target || !may_attach(context, target) || !files_came(context, target) ||
	    !batch_is_open(context) || !files_fit(context, target))
		return;
	for (size_t i = 0; i < attached->evidence_count; i++)
		if (!is_twin(attached, i) && !has_file(target, attached->evidence[i].sha256))
			add_row(context, target->transaction, &attached->evidence[i]);
	context_answer(context,
		       trn(context->command->lang, "%jd file is attached to transaction %jd.",
			   "%jd files are attached to transaction %jd.",
			   (unsigned long)context->decision->evidence),
		       context->decision->evidence, target->transaction);
	if (attached->unkept_count) {
		tell_unkept(context, attached);
		context_add_answer(context,
				   arena_printf(&context->books->chunk,
						tr(context->command->lang, N_("Send what is "
									      "missing with %s.")),
						line_of_number(context, VERB_ATTACH,
							       (uint64_t)target->transaction)));
	}
}
