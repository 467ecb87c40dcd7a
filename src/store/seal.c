/* A batch streamed once: to be hashed in its form, totalled, printed, and to prove one of its
 * transactions. */
#include "store/seal.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "ledger/currency_code.h"
#include "store/seal_lines.h"

enum { SCHEMA_WITH_FORMS = 8 }; /* a copy that is proven may be older */

struct sealing {
	void (*sink)(void *context, const char *bytes,
		     size_t length); /* NULL: nobody wants the bytes */
	void *context;
	struct seal *seal;
	crypto_hash_sha256_state bytes; /* all of them */
	struct merkle tree;
	struct sealed sealed; /* what the books say */
	int64_t transaction;  /* whose lines are gathered; 0: none yet */
	struct buf lines;
	struct seal_lines beside; /* of FORM_ALL: those that are no entries */
};

static void take_hash(char hash[HASH_TEXT_SIZE], const struct value *value)
{
	if (value->kind == VALUE_TEXT && strlen(value->text) < HASH_TEXT_SIZE)
		memcpy(hash, value->text, strlen(value->text) + 1);
}

static bool take_sealed(void *context, const struct value *values)
{
	struct sealed *sealed = context;
	sealed->first_transaction = values[2].integer;
	sealed->open = values[4].kind == VALUE_NULL;
	sealed->last_transaction = sealed->open ? INT64_MAX : values[3].integer;
	sealed->form = sealed->open ? FORM_NOW : (int)values[5].integer;
	sealed->line.form = sealed->form;
	sealed->line.batch = values[0].integer;
	sealed->line.transactions = values[8].integer;
	take_hash(sealed->hash, &values[4]);
	take_hash(sealed->line.previous_hash, &values[1]);
	take_hash(sealed->line.entries_hash, &values[6]);
	take_hash(sealed->line.merkle_root, &values[7]);
	return false;
}

bool store_sealed(struct store *store, uint64_t guild_id, int64_t batch, struct sealed *sealed)
{
	struct binding bindings[] = {
		bind_integer(":guild", (int64_t)guild_id),
		bind_integer(":batch", batch),
	};
	memset(sealed, 0, sizeof *sealed);
	sealed->line.guild_id = guild_id;
	store_query(store,
		    store_schema_version(store) < SCHEMA_WITH_FORMS ? "batch header of form 1"
								    : "batch header",
		    bindings, 2, take_sealed, sealed);
	return sealed->line.batch != 0;
}

struct control_total *seal_add_total(struct seal *seal, int64_t account_id, const char *currency)
{
	struct control_total *total;
	struct total_key key = { .account_id = account_id };
	currency_code_copy(key.currency, currency);
	HASH_FIND(hh, seal->totals, &key, sizeof key, total);
	if (total)
		return total;
	total = calloc(1, sizeof *total);
	if (!total)
		fail(EX_OSERR, "out of memory: the control totals of batch %jd", seal->batch);
	total->key = key;
	HASH_ADD(hh, seal->totals, key, sizeof total->key, total);
	return total;
}

static void add_to_totals(struct seal *seal, const struct canonical_entry *entry)
{
	struct control_total *total = seal_add_total(seal, entry->account_id, entry->currency);
	total->entries++;
	if (entry->amount > 0)
		wide_add(&total->debits, entry->amount);
	else
		wide_add(&total->credits, -entry->amount);
}

static void put_out(struct sealing *sealing, const char *bytes, size_t length)
{
	crypto_hash_sha256_update(&sealing->bytes, (const unsigned char *)bytes, length);
	if (sealing->sink)
		sealing->sink(sealing->context, bytes, length);
}

/* What is sealed beside the entries of TRANSACTION. Of those before this batch it follows at the
 * end. */
static void put_beside(struct sealing *sealing, int64_t transaction)
{
	const char *line;
	while ((line = seal_lines_next(&sealing->beside, transaction)))
		put_out(sealing, line, strlen(line));
}

/* The transaction that was gathered becomes a leaf. */
static void finish_transaction(struct sealing *sealing)
{
	struct seal *seal = sealing->seal;
	struct digest leaf;
	if (!sealing->transaction)
		return;
	put_out(sealing, buf_string(&sealing->lines), sealing->lines.length);
	merkle_leaf(&leaf, buf_string(&sealing->lines), sealing->lines.length);
	if (sealing->transaction == seal->followed) {
		buf_add(&seal->followed_lines, buf_string(&sealing->lines), sealing->lines.length);
		merkle_follow(&sealing->tree);
	}
	merkle_add(&sealing->tree, &leaf);
	put_beside(sealing, sealing->transaction);
	seal->transactions++;
	seal->last_transaction = sealing->transaction;
	buf_clear(&sealing->lines);
}

void seal_entry(struct sealing *sealing, const struct canonical_entry *entry)
{
	if (entry->transaction != sealing->transaction)
		finish_transaction(sealing);
	sealing->transaction = entry->transaction;
	canonical_line(&sealing->lines, entry);
	add_to_totals(sealing->seal, entry);
}

static bool take_entry(void *context, const struct value *values)
{
	seal_entry(context,
		   &(struct canonical_entry){
			   .transaction = values[0].integer,
			   .entry = values[1].integer,
			   .time = values[2].integer,
			   .verb = value_words(&values[3]),
			   .reverses = values[4].kind == VALUE_INTEGER ? values[4].integer : 0,
			   .account_id = values[5].integer,
			   .currency = value_words(&values[6]),
			   .amount = values[7].integer,
		   });
	return true;
}

/* What the bytes that went by add up to, in the form of the batch. */
static void hash_batch(struct sealing *sealing, struct canonical_seal *line)
{
	struct seal *seal = sealing->seal;
	struct digest bytes, root, whole;
	struct buf text = { 0 };
	put_beside(sealing, SEAL_LINES_REST);
	crypto_hash_sha256_final(&sealing->bytes, bytes.bytes);
	merkle_root(&sealing->tree, &root);
	seal->path = sealing->tree.path;
	if (seal->form == FORM_WHOLE) {
		digest_text(&bytes, seal->hash);
		return;
	}
	digest_text(&bytes, seal->entries_hash);
	digest_text(&root, seal->merkle_root);
	line->transactions = seal->transactions;
	memcpy(line->entries_hash, seal->entries_hash, sizeof line->entries_hash);
	memcpy(line->merkle_root, seal->merkle_root, sizeof line->merkle_root);
	canonical_seal_write(&text, line);
	digest_of(&whole, buf_string(&text), text.length);
	digest_text(&whole, seal->hash);
	buf_free(&text);
}

/* NULL when there is no such batch. */
static struct sealing *begin(struct store *store, struct seal *seal,
			     void (*sink)(void *, const char *, size_t), void *context)
{
	struct sealing *sealing = calloc(1, sizeof *sealing);
	if (!sealing)
		fail(EX_OSERR, "out of memory: the seal of batch %jd", seal->batch);
	if (!store_sealed(store, seal->guild_id, seal->batch, &sealing->sealed)) {
		free(sealing);
		return NULL;
	}
	sealing->seal = seal;
	sealing->sink = sink;
	sealing->context = context;
	if (!sealing->sealed.open || !seal->form)
		seal->form = sealing->sealed.form;
	sealing->sealed.line.form = seal->form;
	if (seal->form == FORM_ALL)
		seal_lines_load(store, seal->guild_id, seal->batch, &sealing->sealed,
				&sealing->beside);
	seal->last_transaction = sealing->sealed.first_transaction - 1;
	crypto_hash_sha256_init(&sealing->bytes);
	if (seal->form == FORM_WHOLE) {
		canonical_header(&sealing->lines, seal->guild_id, seal->batch,
				 sealing->sealed.line.previous_hash);
		put_out(sealing, buf_string(&sealing->lines), sealing->lines.length);
		buf_clear(&sealing->lines);
	}
	return sealing;
}

static void stream_batch(struct store *store, struct sealing *sealing)
{
	struct binding bindings[] = {
		bind_integer(":guild", (int64_t)sealing->seal->guild_id),
		bind_integer(":first", sealing->sealed.first_transaction),
		bind_integer(":last", sealing->sealed.last_transaction),
	};
	store_query(store, "batch entries", bindings, 3, take_entry, sealing);
}

struct sealing *seal_begin(struct store *store, struct seal *seal)
{
	struct sealing *sealing = begin(store, seal, NULL, NULL);
	if (!sealing)
		fail(EX_SOFTWARE, "batch %jd is not in the books", seal->batch);
	return sealing;
}

void seal_end(struct sealing *sealing)
{
	finish_transaction(sealing);
	hash_batch(sealing, &sealing->sealed.line);
	seal_give_up(sealing);
}

void seal_give_up(struct sealing *sealing)
{
	buf_free(&sealing->lines);
	seal_lines_free(&sealing->beside);
	free(sealing);
}

bool store_batch_canonical(struct store *store, uint64_t guild_id, int64_t batch,
			   void (*sink)(void *, const char *, size_t), void *context)
{
	struct seal seal = { .guild_id = guild_id, .batch = batch };
	struct sealing *sealing = begin(store, &seal, sink, context);
	if (!sealing)
		return false;
	stream_batch(store, sealing);
	seal_end(sealing);
	seal_free(&seal);
	return true;
}

void seal_compute(struct store *store, struct seal *seal)
{
	struct sealing *sealing = seal_begin(store, seal);
	stream_batch(store, sealing);
	seal_end(sealing);
}

void seal_free(struct seal *seal)
{
	struct control_total *total, *next;
	HASH_ITER(hh, seal->totals, total, next)
	{
		HASH_DEL(seal->totals, total); /* NOLINT(clang-analyzer-unix.Malloc): HASH_ITER took
						  the next one before */
		free(total);
	}
	buf_free(&seal->followed_lines);
}
