/* Batches: opened and closed by rows of the log, sealed over what lies between. */
#include <stdlib.h>
#include <string.h>

#include "command/verbs.h"
#include "verify/pass.h"

/* Columns of the query "verify batches". */
enum {
	BATCH,
	STATE,
	OPENED_AT,
	OPENED_BY,
	CLOSED_AT,
	CLOSED_BY,
	TRANSACTIONS,
	FIRST,
	LAST,
	PREVIOUS_HASH,
	HASH,
	ENTRIES_HASH,
	MERKLE_ROOT
};

static int64_t batch_number(const struct pass *pass, int column)
{
	return number_of(&pass->batch[column]);
}

static const char *key_of(struct pass *pass)
{
	return row_key(pass->faults, "%ju/%jd", pass->guild_id, batch_number(pass, BATCH));
}

static bool is_closed(const struct pass *pass)
{
	return strcmp(pass->batch[STATE].text, "closed") == 0;
}

/* A closed batch is hashed and totalled while its entries pass by. */
static void begin_seal(struct pass *pass)
{
	pass->seal =
		(struct seal){ .guild_id = pass->guild_id, .batch = batch_number(pass, BATCH) };
	if (is_closed(pass) && batch_number(pass, FIRST) == pass->last_transaction + 1)
		pass->sealing = seal_begin(pass->store, &pass->seal);
}

void drop_seal(struct pass *pass)
{
	if (pass->sealing)
		seal_give_up(pass->sealing);
	pass->sealing = NULL;
	seal_free(&pass->seal);
}

/* Where others passed by than lie in its range, or none as after a checkpoint, its entries are read
 * again. */
static void end_seal(struct pass *pass)
{
	struct sealing *sealing = pass->sealing;
	if (sealing && batch_number(pass, LAST) == pass->last_transaction) {
		pass->sealing = NULL;
		seal_end(sealing);
		return;
	}
	drop_seal(pass);
	pass->seal =
		(struct seal){ .guild_id = pass->guild_id, .batch = batch_number(pass, BATCH) };
	seal_compute(pass->store, &pass->seal);
}

static void check_opening(struct pass *pass, const struct log_row *row)
{
	if (!row || batch_number(pass, OPENED_BY) != row->seq || !row->ok)
		fault_add(pass->faults, CHECK_BATCH, "batches", key_of(pass),
			  "opened_by is %jd, and that row of the log (or the order of the "
			  "batches) did not open it",
			  batch_number(pass, OPENED_BY));
	else if (batch_number(pass, OPENED_AT) != row->time)
		fault_add(pass->faults, CHECK_BATCH, "batches", key_of(pass),
			  "opened_at is %jd, the time of its log row %jd",
			  batch_number(pass, OPENED_AT), row->time);
	if (batch_number(pass, BATCH) != pass->last_batch + 1)
		fault_add(pass->faults, CHECK_SEQUENCE, "batches", key_of(pass),
			  "the batch before has the number %jd", pass->last_batch);
	if (batch_number(pass, FIRST) != pass->last_transaction + 1)
		fault_add(pass->faults, CHECK_BATCH, "batches", key_of(pass),
			  "first_transaction is %jd, and %jd came next when it was opened",
			  batch_number(pass, FIRST), pass->last_transaction + 1);
	if (strcmp(pass->batch[PREVIOUS_HASH].text, pass->last_hash) != 0)
		fault_add(pass->faults, CHECK_CHAIN, "batches", key_of(pass),
			  "previous_hash is %s, the batch before has %s",
			  pass->batch[PREVIOUS_HASH].text, pass->last_hash);
	if (!is_closed(pass) &&
	    (pass->batch[CLOSED_AT].kind != VALUE_NULL ||
	     pass->batch[CLOSED_BY].kind != VALUE_NULL ||
	     pass->batch[TRANSACTIONS].kind != VALUE_NULL || pass->batch[LAST].kind != VALUE_NULL))
		fault_add(pass->faults, CHECK_BATCH, "batches", key_of(pass),
			  "it is open, and says when or with what it was closed");
	pass->batch_opened = true;
	pass->last_batch = batch_number(pass, BATCH);
	pass->batch_count++;
	begin_seal(pass);
}

struct counting {
	struct pass *pass;
	struct seal *seal;
	int64_t counted;
};

/* A stored control total against the entries of the batch and the running balance at its end. */
static bool take_total(void *context, const struct value *values)
{
	struct counting *counting = context;
	struct pass *pass = counting->pass;
	struct control_total *total =
		seal_add_total(counting->seal, number_of(&values[0]), values[1].text);
	struct book_account *account = account_of(pass, number_of(&values[0]));
	const char *key = row_key(pass->faults, "%ju/%jd/%jd/%s", pass->guild_id,
				  batch_number(pass, BATCH), number_of(&values[0]), values[1].text);
	bool is_counted = values[6].kind != VALUE_NULL;
	char texts[4][WIDE_TEXT_SIZE];
	struct wide_sum debits = { number_of(&values[7]), number_of(&values[3]) },
			credits = { number_of(&values[8]), number_of(&values[4]) };
	if (total->entries != number_of(&values[2]) || !wide_equal(&total->debits, &debits) ||
	    !wide_equal(&total->credits, &credits))
		fault_add(pass->faults, CHECK_TOTALS, "batch_totals", key,
			  "%jd entries, debits %s and credits %s; the batch has %jd, %s and %s",
			  number_of(&values[2]), decimal_from_wide(&debits, 0, texts[0]),
			  decimal_from_wide(&credits, 0, texts[1]), total->entries,
			  decimal_from_wide(&total->debits, 0, texts[2]),
			  decimal_from_wide(&total->credits, 0, texts[3]));
	int64_t balance = account ? holding_of(pass, account, values[1].text)->amount : 0;
	if (!account)
		fault_add(pass->faults, CHECK_REFERENCE, "batch_totals", key,
			  "account_id %jd is not in accounts", number_of(&values[0]));
	else if (balance != number_of(&values[5]))
		fault_add(pass->faults, CHECK_TOTALS, "batch_totals", key,
			  "the balance is %jd, by the entries it was %jd when the batch closed",
			  number_of(&values[5]), balance);
	else if (is_counted && normal_side(account, balance) != number_of(&values[6]))
		fault_add(pass->faults, CHECK_TOTALS, "batch_totals", key,
			  "%jd was counted, and the account was left at %jd", number_of(&values[6]),
			  normal_side(account, balance));
	if (!is_counted && !total->entries)
		fault_add(pass->faults, CHECK_TOTALS, "batch_totals", key,
			  "nothing was booked there and nothing counted");
	counting->counted += is_counted;
	HASH_DEL(counting->seal->totals, total);
	free(total);
	return true;
}

static int64_t counted_in(const struct log_row *row)
{
	int64_t count = 0;
	for (size_t i = 0; row && row->effect && i < row->effect->argument_count; i++)
		count += strncmp(row->effect->arguments[i].key, "count:", 6) == 0 &&
			 (row->rules < RULES_COUNTED ||
			  strcmp(row->effect->arguments[i].value, UNCOUNTED) != 0);
	return count;
}

static void check_totals(struct pass *pass, struct seal *seal, const struct log_row *row)
{
	struct counting counting = { .pass = pass, .seal = seal };
	struct binding bindings[] = { bind_integer(":guild", (int64_t)pass->guild_id),
				      bind_integer(":batch", batch_number(pass, BATCH)) };
	store_query(pass->store, "verify totals", bindings, 2, take_total, &counting);
	for (const struct control_total *total = seal->totals; total; total = total->hh.next)
		fault_add(pass->faults, CHECK_TOTALS, "batch_totals",
			  row_key(pass->faults, "%ju/%jd/%jd/%s", pass->guild_id,
				  batch_number(pass, BATCH), total->key.account_id,
				  total->key.currency),
			  "the row is missing");
	if (row && row->readable && counted_in(row) != counting.counted)
		fault_add(pass->faults, CHECK_TOTALS, "batches", key_of(pass),
			  "%jd accounts have a counted amount, the command that closed it counted "
			  "%jd",
			  counting.counted, counted_in(row));
}

static void check_seal(struct pass *pass, const struct log_row *row)
{
	struct seal *seal = &pass->seal;
	int64_t first = batch_number(pass, FIRST);
	const char *hash = pass->batch[HASH].text;
	end_seal(pass);
	if (batch_number(pass, LAST) != pass->last_transaction)
		fault_add(pass->faults, CHECK_BATCH, "batches", key_of(pass),
			  "last_transaction is %jd, and %jd was the last when it was closed",
			  batch_number(pass, LAST), pass->last_transaction);
	if (batch_number(pass, TRANSACTIONS) != seal->transactions ||
	    seal->transactions != pass->last_transaction - first + 1)
		fault_add(pass->faults, CHECK_BATCH, "batches", key_of(pass),
			  "it counts %jd transactions; %jd with entries are within its range, "
			  "%jd were posted while it was open",
			  batch_number(pass, TRANSACTIONS), seal->transactions,
			  pass->last_transaction - first + 1);
	if (!hash || strcmp(hash, seal->hash) != 0)
		fault_add(pass->faults, CHECK_CHAIN, "batches", key_of(pass),
			  "its hash is %s, that of its entries is %s", hash ? hash : "missing",
			  seal->hash);
	if (strcmp(pass->batch[ENTRIES_HASH].text, seal->entries_hash) != 0 ||
	    strcmp(pass->batch[MERKLE_ROOT].text, seal->merkle_root) != 0)
		fault_add(pass->faults, CHECK_CHAIN, "batches", key_of(pass),
			  "its seal names other entries or another root than its entries have");
	check_totals(pass, seal, row);
	check_batch_sums(pass, batch_number(pass, BATCH), batch_number(pass, CLOSED_BY));
	if (hash && strlen(hash) == HASH_TEXT_SIZE - 1)
		memcpy(pass->last_hash, hash, HASH_TEXT_SIZE);
	seal_free(seal);
}

static void forget_debits(struct pass *pass)
{
	for (struct book_currency *currency = pass->currencies; currency; currency = currency->next)
		currency->open_debits = 0;
	pass->batch_older = false;
}

static void next_batch(struct pass *pass)
{
	drop_seal(pass);
	forget_debits(pass);
	if (is_closed(pass)) {
		pass->sealed_batch = batch_number(pass, BATCH);
		pass->last_end = batch_number(pass, LAST);
	}
	pass->batch = reading_next(pass->batches);
	pass->batch_opened = false;
}

/* Closed, though no row of the log that was read closed it. */
static void close_unasked(struct pass *pass)
{
	fault_add(pass->faults, CHECK_BATCH, "batches", key_of(pass),
		  "it is closed by log row %jd, which did not close it",
		  batch_number(pass, CLOSED_BY));
	check_seal(pass, NULL);
	next_batch(pass);
}

void open_batches(struct pass *pass, const struct log_row *row)
{
	if (pass->batch && pass->batch_opened && is_closed(pass) &&
	    batch_number(pass, CLOSED_BY) < row->seq)
		close_unasked(pass);
	if (pass->batch && !pass->batch_opened && batch_number(pass, OPENED_BY) <= row->seq)
		check_opening(pass, row);
}

void close_batches(struct pass *pass, const struct log_row *row)
{
	if (!row->ok || !(row->effect_traits & TRAIT_SEALS) || !row->batch) /* 0: it waits */
		return;
	if (!pass->batch || !pass->batch_opened || !is_closed(pass) ||
	    row->batch != batch_number(pass, BATCH)) {
		fault_add(pass->faults, CHECK_EFFECT, "commands", log_key(pass, row),
			  "it says that it closed batch %jd, which is not so", row->batch);
		if (pass->batch && pass->batch_opened && row->batch == batch_number(pass, BATCH))
			next_batch(pass);
		return;
	}
	if (batch_number(pass, CLOSED_BY) != row->seq || batch_number(pass, CLOSED_AT) != row->time)
		fault_add(pass->faults, CHECK_BATCH, "batches", key_of(pass),
			  "closed by %jd at %jd; log row %jd closed it at %jd",
			  batch_number(pass, CLOSED_BY), batch_number(pass, CLOSED_AT), row->seq,
			  row->time);
	check_seal(pass, row);
	next_batch(pass);
}

void end_batches(struct pass *pass)
{
	bool open = false;
	while (pass->batch) {
		if (!pass->batch_opened)
			check_opening(pass, NULL);
		if (open)
			fault_add(pass->faults, CHECK_BATCH, "batches", key_of(pass),
				  "the batch before it is still open");
		if (is_closed(pass)) {
			close_unasked(pass);
			continue;
		}
		open = true;
		pass->batch = reading_next(pass->batches);
		pass->batch_opened = false;
	}
	if (pass->sealed_transaction != pass->last_end)
		fault_add(pass->faults, CHECK_BATCH, "guilds",
			  row_key(pass->faults, "%ju", pass->guild_id),
			  "sealed_transaction is %jd, the last transaction of a closed batch is "
			  "%jd",
			  pass->sealed_transaction, pass->last_end);
}
