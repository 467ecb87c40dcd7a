/* The pass over one guild: each row of the log, then what it did, in the order in which it was
 * done. */
#include "verify/guild.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/progress.h"
#include "ledger/currency_code.h"
#include "verify/month.h"
#include "verify/pass.h"

/* Columns of the query "verify guild". */
enum { GUILD, OWNER, CURRENCY, SEALED, LAST_TIME, LAST_SEQ, LAST_TRANSACTION, LAST_DELIVERY };

static bool digest_row(void *context, const struct value *values)
{
	struct buf text = { 0 };
	unsigned char bytes[crypto_hash_sha256_BYTES];
	for (int i = 0; values[i].kind != VALUE_END; i++) {
		if (values[i].kind == VALUE_TEXT)
			buf_json(&text, values[i].text);
		else if (values[i].kind == VALUE_INTEGER)
			buf_printf(&text, "%jd", values[i].integer);
		buf_char(&text, values[i + 1].kind != VALUE_END ? ',' : '\n');
	}
	crypto_hash_sha256(bytes, (const unsigned char *)text.bytes, text.length);
	sodium_bin2hex(context, HASH_TEXT_SIZE, bytes, sizeof bytes);
	buf_free(&text);
	return false;
}

/* The digest of what never changes in a log row; of nothing when it is not there. */
static void row_digest(struct pass *pass, int64_t seq, char digest[HASH_TEXT_SIZE])
{
	struct binding bindings[] = { bind_integer(":guild", (int64_t)pass->guild_id),
				      bind_integer(":seq", seq) };
	memset(digest, 0, HASH_TEXT_SIZE);
	store_query(pass->store, "verify last log row", bindings, 2, digest_row, digest);
}

struct closed {
	char hash[HASH_TEXT_SIZE];
	int64_t last;
};

static bool take_closed(void *context, const struct value *values)
{
	struct closed *closed = context;
	if (text_of(&values[0]))
		snprintf(closed->hash, sizeof closed->hash, "%s", values[0].text);
	closed->last = number_of(&values[1]);
	return false;
}

/* What can be told at once of what the checkpoint says. */
static void compare_with_checkpoint(struct pass *pass, const struct value *row)
{
	const struct checkpoint_guild *since = pass->since;
	struct binding bindings[] = { bind_integer(":guild", (int64_t)pass->guild_id),
				      bind_integer(":batch", since->batch) };
	struct closed closed = { { 0 }, 0 };
	char digest[HASH_TEXT_SIZE];
	const char *key = row_key(pass->faults, "%ju", pass->guild_id);
	if (since->seq > number_of(&row[LAST_SEQ]) ||
	    since->transaction > number_of(&row[LAST_TRANSACTION]) ||
	    since->delivery > number_of(&row[LAST_DELIVERY]))
		fault_add(pass->faults, CHECK_CHECKPOINT, "guilds", key,
			  "it went to log row %jd, transaction %jd, delivery %jd; the books end "
			  "at %jd, %jd, %jd",
			  since->seq, since->transaction, since->delivery,
			  number_of(&row[LAST_SEQ]), number_of(&row[LAST_TRANSACTION]),
			  number_of(&row[LAST_DELIVERY]));
	row_digest(pass, since->seq, digest);
	if (strcmp(digest, since->row) != 0)
		fault_add(pass->faults, CHECK_CHECKPOINT, "commands",
			  row_key(pass->faults, "%ju/%jd", pass->guild_id, since->seq),
			  "the log's row is not the one that the checkpoint ended with");
	if (since->batch)
		store_query(pass->store, "verify batch", bindings, 2, take_closed, &closed);
	if (since->batch && strcmp(closed.hash, since->hash) != 0)
		fault_add(pass->faults, CHECK_CHECKPOINT, "batches",
			  row_key(pass->faults, "%ju/%jd", pass->guild_id, since->batch),
			  "its hash is %s, at the checkpoint it was %s",
			  *closed.hash ? closed.hash : "missing", since->hash);
	pass->last_end = closed.last;
}

static bool take_terms(void *context, const struct value *values)
{
	((struct pass *)context)->has_terms = number_of(&values[0]) > 0;
	return false;
}

/* What the log before the checkpoint set for accounts that are opened from then on. */
static void find_terms(struct pass *pass)
{
	struct binding guild = bind_integer(":guild", (int64_t)pass->guild_id);
	store_query(pass->store, "verify opening terms", &guild, 1, take_terms, pass);
}

static void begin(struct pass *pass, const struct value *row)
{
	const struct checkpoint_guild *since = pass->since;
	currency_code_copy(pass->currency, row[CURRENCY].text);
	pass->sealed_transaction = number_of(&row[SEALED]);
	pass->stored_last_time = number_of(&row[LAST_TIME]);
	pass->last_seq = number_of(&row[LAST_SEQ]);
	pass->last_delivery = number_of(&row[LAST_DELIVERY]);
	memset(pass->last_hash, '0', HASH_TEXT_SIZE - 1);
	if (since) {
		compare_with_checkpoint(pass, row);
		pass->seq = since->seq;
		pass->last_transaction = since->transaction;
		pass->delivery_number = since->delivery;
		pass->last_batch = pass->sealed_batch = since->batch;
		pass->last_time = since->last_time;
		memcpy(pass->last_hash, since->hash, HASH_TEXT_SIZE);
	}
	load_accounts(pass);
	begin_month(pass);
	if (since)
		find_terms(pass);
	if (since)
		begin_balances(pass);
	struct binding bindings[] = { bind_integer(":guild", (int64_t)pass->guild_id),
				      bind_integer(":transaction", pass->last_transaction),
				      bind_integer(":delivery", pass->delivery_number),
				      bind_integer(":batch", pass->last_batch) };
	pass->transactions = store_read(pass->store, "verify transactions", bindings, 4);
	pass->entries = store_read(pass->store, "verify entries", bindings, 4);
	pass->outbox = store_read(pass->store, "verify outbox", bindings, 4);
	pass->batches = store_read(pass->store, "verify batches", bindings, 4);
	struct binding files[] = { bind_integer(":guild", (int64_t)pass->guild_id),
				   bind_integer(":seq", pass->seq) };
	pass->evidence = store_read(pass->store, "verify evidence", files, 2);
	pass->transaction = reading_next(pass->transactions);
	pass->entry = reading_next(pass->entries);
	pass->delivery = reading_next(pass->outbox);
	pass->batch = reading_next(pass->batches);
	pass->file = reading_next(pass->evidence);
	/* it was open at the checkpoint */
	if (since && pass->batch && number_of(&pass->batch[3]) <= since->seq) {
		pass->batch_opened = pass->batch_older = true;
		pass->last_batch = number_of(&pass->batch[0]);
	}
}

static void check_log_row(struct pass *pass, const struct value *values)
{
	struct log_row row;
	log_read(pass, values, &row);
	log_check(pass, &row);
	find_effect(pass, &row);
	pass->rules = row.rules;
	open_accounts(pass, &row);
	open_batches(pass, &row);
	begin_month_row(pass, &row);
	take_transactions(pass, &row);
	take_evidence(pass, &row);
	struct log_row effect = row;
	effect.command = row.effect;
	effect.traits = row.effect_traits;
	effect.ok &= !row.asks;
	check_year_closed(pass, &effect);
	set_floors(pass, &effect);
	end_month_row(pass, &row);
	close_batches(pass, &row);
	take_deliveries(pass, &row);
	check_told(pass, &row);
	count_row(pass, &row);
	pass->seq = row.seq;
	pass->log_rows++;
	if (row.time > pass->last_time)
		pass->last_time = row.time;
	arena_reset(&pass->line);
}

static void read_log(struct pass *pass)
{
	struct binding bindings[] = { bind_integer(":guild", (int64_t)pass->guild_id),
				      bind_integer(":seq", pass->seq) };
	const struct value *values;
	struct reader *log = store_read(pass->store, "verify log", bindings, 2);
	while ((values = reading_next(log))) {
		check_log_row(pass, values);
		progress_count(1);
	}
	reading_end(log);
}

/* "ID" or text of a value. */
static const char *shown(const struct value *value, char number[24])
{
	snprintf(number, 24, "%jd", value->integer);
	return value->kind == VALUE_TEXT ? value->text : number;
}

static bool take_reference(void *context, const struct value *values)
{
	struct pass *pass = context;
	char key[24], named[24];
	fault_add(pass->faults, CHECK_REFERENCE, values[0].text,
		  row_key(pass->faults, "%ju/%s", pass->guild_id, shown(&values[1], key)),
		  "%s %s is not in %s", values[2].text, shown(&values[3], named), values[4].text);
	return true;
}

static bool take_word(void *context, const struct value *values)
{
	struct pass *pass = context;
	char key[24], word[24];
	fault_add(pass->faults, CHECK_FORM, values[0].text,
		  row_key(pass->faults, "%ju/%s", pass->guild_id, shown(&values[1], key)),
		  "%s cannot be %s", values[2].text, shown(&values[3], word));
	return true;
}

/* Of lines of banks' lists. */
static bool take_line(void *context, const struct value *values)
{
	struct pass *pass = context;
	char key[24];
	fault_add(pass->faults, CHECK_LINE, values[0].text,
		  row_key(pass->faults, "%ju/%s", pass->guild_id, shown(&values[1], key)), "%s",
		  values[2].text);
	return true;
}

static bool take_reconciliation(void *context, const struct value *values)
{
	struct pass *pass = context;
	char key[24];
	fault_add(pass->faults, CHECK_RECONCILIATION, values[0].text,
		  row_key(pass->faults, "%ju/%s", pass->guild_id, shown(&values[1], key)), "%s",
		  values[2].text);
	return true;
}

static void take_checkpoint(struct pass *pass, struct checkpoint *taken)
{
	struct checkpoint_guild *guild = checkpoint_add(taken, pass->guild_id);
	guild->seq = pass->seq;
	guild->transaction = pass->last_transaction;
	guild->delivery = pass->delivery_number;
	guild->batch = pass->sealed_batch;
	guild->last_time = pass->last_time;
	memcpy(guild->hash, pass->last_hash, HASH_TEXT_SIZE);
	row_digest(pass, pass->seq, guild->row);
	balances_digest(pass, guild->balances);
	for (struct book_account *account = pass->first_account; account; account = account->next)
		for (const struct holding *holding = account->holdings; holding;
		     holding = holding->next) {
			if (holding->has_floor == (account->owner_id != 0) && !holding->floor)
				continue;
			struct checkpoint_floor *floor = arena_alloc(&taken->memory, sizeof *floor);
			*floor = (struct checkpoint_floor){ .next = guild->floors,
							    .account_id = account->account_id,
							    .floor = holding->floor,
							    .has_floor = holding->has_floor };
			memcpy(floor->currency, holding->currency, CURRENCY_SIZE);
			guild->floors = floor;
		}
}

static void end(struct pass *pass)
{
	struct binding guild = bind_integer(":guild", (int64_t)pass->guild_id);
	end_transactions(pass);
	end_batches(pass);
	end_accounts(pass);
	end_deliveries(pass);
	end_evidence(pass);
	end_balances(pass);
	end_month(pass);
	end_tallies(pass);
	if (pass->last_time != pass->stored_last_time)
		fault_add(pass->faults, CHECK_LOG, "guilds",
			  row_key(pass->faults, "%ju", pass->guild_id),
			  "last_time is %jd, the newest in the log %jd", pass->stored_last_time,
			  pass->last_time);
	if (!pass->seq)
		fault_add(pass->faults, CHECK_LOG, "guilds",
			  row_key(pass->faults, "%ju", pass->guild_id), "it has no log");
	store_query(pass->store, "verify references", &guild, 1, take_reference, pass);
	store_query(pass->store, "verify words", &guild, 1, take_word, pass);
	store_query(pass->store, "verify lines", &guild, 1, take_line, pass);
	store_query(pass->store, "verify imports", &guild, 1, take_line, pass);
	store_query(pass->store, "verify reconciliations", &guild, 1, take_reconciliation, pass);
	check_reconciliations(pass);
	check_years(pass);
}

static void free_pass(struct pass *pass)
{
	struct reader *readings[] = { pass->transactions, pass->entries, pass->outbox,
				      pass->batches, pass->evidence };
	for (size_t i = 0; i < sizeof readings / sizeof *readings; i++)
		reading_end(readings[i]);
	drop_seal(pass);
	free_month(pass);
	HASH_CLEAR(hh, pass->users);
	free(pass->numbered);
	HASH_CLEAR(by_owner, pass->by_owner);
	HASH_CLEAR(by_name, pass->by_name);
	HASH_CLEAR(hh, pass->accounts);
	arena_free(&pass->line);
	arena_free(&pass->memory);
}

void pass_guild(struct store *store, struct faults *faults, const struct value *row,
		const struct checkpoint_guild *since, struct checkpoint *taken,
		struct verify_counts *tally)
{
	struct pass pass = { .store = store,
			     .faults = faults,
			     .guild_id = (uint64_t)number_of(&row[GUILD]),
			     .since = since };
	begin(&pass, row);
	read_log(&pass);
	end(&pass);
	if (taken)
		take_checkpoint(&pass, taken);
	tally->guilds++;
	tally->log_rows += pass.log_rows;
	tally->transactions += pass.transaction_count;
	tally->entries += pass.entry_count;
	tally->batches += pass.batch_count;
	free_pass(&pass);
}
