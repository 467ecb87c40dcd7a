/* Files that show what a transaction was for, each beside the row of the log that it came with. */
#include <stdlib.h>
#include <string.h>

#include "command/verbs.h"
#include "record/attached.h"
#include "verify/pass.h"

/* Columns of the query "verify evidence". */
enum { SEQ, TRANSACTION, HASH, SIZE, MEDIA_TYPE, BATCH };

static const char *key_of(struct pass *pass, int64_t transaction, const char *hash)
{
	return row_key(pass->faults, "%ju/%jd/%.*s", pass->guild_id, transaction, SHORT_HASH, hash);
}

static const char *key_of_file(struct pass *pass)
{
	return key_of(pass, number_of(&pass->file[TRANSACTION]), pass->file[HASH].text);
}

/* The files that the row brought, where it booked something or attached them; NULL: none. */
static const struct attached *files_of(const struct log_row *row)
{
	bool takes = row->ok && !row->asks && row->effect && row->effect->verb &&
		     verb_traits(row->effect->verb) & TRAIT_EVIDENCE;
	return takes && row->effect->attached && row->effect->attached->evidence_count
		       ? row->effect->attached
		       : NULL;
}

static bool attaches(const struct log_row *row)
{
	return row->effect && row->effect->verb && verb_named(row->effect->verb) &&
	       verb_named(row->effect->verb)->id == VERB_ATTACH;
}

/* The transaction that they belong to; 0: none. */
static int64_t transaction_of(const struct log_row *row)
{
	const char *named = attaches(row) ? command_argument(row->effect, "transaction") : NULL;
	return named ? atoll(named) : row->transaction;
}

static const struct evidence *file_called(const struct attached *attached, const char *hash)
{
	for (size_t i = 0; attached && i < attached->evidence_count; i++)
		if (strcmp(attached->evidence[i].sha256, hash) == 0)
			return &attached->evidence[i];
	return NULL;
}

static void check_file(struct pass *pass, const struct log_row *row,
		       const struct attached *attached, int64_t transaction)
{
	const struct value *file = pass->file;
	const struct evidence *said = file_called(attached, file[HASH].text);
	if (!said || number_of(&file[TRANSACTION]) != transaction) {
		fault_add(pass->faults, CHECK_EVIDENCE, "evidence", key_of_file(pass),
			  "log row %jd brought no such file for this transaction", row->seq);
		return;
	}
	if (number_of(&file[SIZE]) != said->size ||
	    strcmp(file[MEDIA_TYPE].text, said->media_type) != 0)
		fault_add(pass->faults, CHECK_EVIDENCE, "evidence", key_of_file(pass),
			  "it has %jd bytes of %s, log row %jd says %jd bytes of %s",
			  number_of(&file[SIZE]), file[MEDIA_TYPE].text, row->seq, said->size,
			  said->media_type);
	if (transaction > pass->last_transaction)
		fault_add(pass->faults, CHECK_EVIDENCE, "evidence", key_of_file(pass),
			  "transaction %jd was not there at log row %jd", transaction, row->seq);
	if (number_of(&file[BATCH]) != pass->last_batch || pass->last_batch == pass->sealed_batch)
		fault_add(pass->faults, CHECK_EVIDENCE, "evidence", key_of_file(pass),
			  "batch is %jd, at log row %jd %s %jd", number_of(&file[BATCH]), row->seq,
			  pass->last_batch == pass->sealed_batch ? "none was open after batch"
								 : "the open one was",
			  pass->last_batch);
}

/* Whether the transaction had the file before that row. */
static bool was_there(struct pass *pass, int64_t transaction, const char *hash, int64_t seq)
{
	struct binding bindings[] = { bind_integer(":guild", (int64_t)pass->guild_id),
				      bind_integer(":transaction", transaction),
				      bind_text(":hash", hash) };
	int64_t before = store_number(pass->store, "verify evidence before", bindings, 3);
	return before && before < seq;
}

/* The files that came with the row: each has its row. FOUND: which have. */
static void check_missing(struct pass *pass, const struct log_row *row,
			  const struct attached *attached, int64_t transaction, const bool *found)
{
	for (size_t i = 0; attached && i < attached->evidence_count; i++) {
		const char *hash = attached->evidence[i].sha256;
		if (found[i] || file_called(attached, hash) != &attached->evidence[i] ||
		    (attaches(row) && was_there(pass, transaction, hash, row->seq)))
			continue;
		fault_add(pass->faults, CHECK_EVIDENCE, "commands", log_key(pass, row),
			  "it brought file %.*s for transaction %jd, which does not have it",
			  SHORT_HASH, hash, transaction);
	}
}

void take_evidence(struct pass *pass, const struct log_row *row)
{
	const struct attached *attached = files_of(row);
	int64_t transaction = transaction_of(row);
	bool found[MAX_ATTACHED] = { false };
	if (attached && !transaction)
		attached = NULL; /* of a request, which is paid later by another */
	while (pass->file && number_of(&pass->file[SEQ]) <= row->seq) {
		const struct evidence *said = file_called(attached, pass->file[HASH].text);
		if (number_of(&pass->file[SEQ]) < row->seq)
			fault_add(pass->faults, CHECK_EVIDENCE, "evidence", key_of_file(pass),
				  "log row %jd, with which it came, is not there",
				  number_of(&pass->file[SEQ]));
		else
			check_file(pass, row, attached, transaction);
		if (said && number_of(&pass->file[SEQ]) == row->seq)
			found[said - attached->evidence] = true;
		pass->file = reading_next(pass->evidence);
	}
	check_missing(pass, row, attached, transaction, found);
}

void end_evidence(struct pass *pass)
{
	for (; pass->file; pass->file = reading_next(pass->evidence))
		fault_add(pass->faults, CHECK_EVIDENCE, "evidence", key_of_file(pass),
			  "log row %jd, with which it came, is not there",
			  number_of(&pass->file[SEQ]));
}
