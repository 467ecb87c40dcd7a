/* A batch streamed once: to be hashed in its form, totalled, printed, and to prove one of its transactions. */
#include "store/seal.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"

enum { SCHEMA_WITH_FORMS = 8 }; /* a copy that is proven may be older */

struct stream {
	void (*sink)(void *context, const char *bytes, size_t length); /* NULL: nobody wants the bytes */
	void *context;
	struct seal *seal;
	crypto_hash_sha256_state bytes; /* all of them */
	struct merkle tree;
	int64_t transaction;            /* whose lines are gathered; 0: none yet */
	struct buf lines;
	bool overflow;
};

static void take_hash(char hash[HASH_TEXT_SIZE], const struct value *value)
{
	if (value->kind == VALUE_TEXT && strlen(value->text) < HASH_TEXT_SIZE)
		memcpy(hash, value->text, strlen(value->text) + 1);
}

static bool take_sealed(void *context, const struct value *values, int columns)
{
	struct sealed *sealed = context;
	(void)columns;
	sealed->first_transaction = values[2].integer;
	sealed->open = values[4].kind == VALUE_NULL;
	sealed->last_transaction = sealed->open ? INT64_MAX : values[3].integer;
	sealed->form = sealed->open ? FORM_TREE : (int)values[5].integer;
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
		{ ":guild", { .kind = VALUE_INTEGER, .integer = (int64_t)guild_id } },
		{ ":batch", { .kind = VALUE_INTEGER, .integer = batch } },
	};
	memset(sealed, 0, sizeof *sealed);
	sealed->line.guild_id = guild_id;
	store_query(store, store_schema_version(store) < SCHEMA_WITH_FORMS ? "batch header of form 1" : "batch header", bindings, 2, take_sealed, sealed);
	return sealed->line.batch != 0;
}

struct control_total *seal_add_total(struct seal *seal, int64_t account_id, const char *currency)
{
	struct control_total *total;
	struct total_key key = { .account_id = account_id };
	memcpy(key.currency, currency, strnlen(currency, CURRENCY_SIZE - 1));
	HASH_FIND(hh, seal->totals, &key, sizeof key, total);
	if (total)
		return total;
	total = calloc(1, sizeof *total);
	if (!total)
		fail(EX_OSERR, "out of memory: the control totals of batch %lld", (long long)seal->batch);
	total->key = key;
	HASH_ADD(hh, seal->totals, key, sizeof total->key, total);
	return total;
}

static bool add_to_totals(struct seal *seal, const struct value *values)
{
	struct control_total *total = seal_add_total(seal, values[5].integer, values[6].text);
	int64_t amount = values[7].integer;
	total->entries++;
	return amount > 0 ? !__builtin_add_overflow(total->debits, amount, &total->debits)
			  : !__builtin_sub_overflow(total->credits, amount, &total->credits);
}

static void put_out(struct stream *stream, const char *bytes, size_t length)
{
	crypto_hash_sha256_update(&stream->bytes, (const unsigned char *)bytes, length);
	if (stream->sink)
		stream->sink(stream->context, bytes, length);
}

/* The transaction that was gathered becomes a leaf. */
static void finish_transaction(struct stream *stream)
{
	struct seal *seal = stream->seal;
	struct digest leaf;
	if (!stream->transaction)
		return;
	put_out(stream, buf_string(&stream->lines), stream->lines.length);
	merkle_leaf(&leaf, buf_string(&stream->lines), stream->lines.length);
	if (stream->transaction == seal->followed) {
		buf_add(&seal->followed_lines, buf_string(&stream->lines), stream->lines.length);
		merkle_follow(&stream->tree);
	}
	merkle_add(&stream->tree, &leaf);
	seal->transactions++;
	seal->last_transaction = stream->transaction;
	buf_clear(&stream->lines);
}

static bool take_entry(void *context, const struct value *values, int columns)
{
	struct stream *stream = context;
	struct canonical_entry entry = {
		.transaction = values[0].integer, .entry = values[1].integer, .time = values[2].integer, .verb = values[3].text,
		.reverses = values[4].kind == VALUE_INTEGER ? values[4].integer : 0, .account_id = values[5].integer,
		.currency = values[6].text, .amount = values[7].integer,
	};
	(void)columns;
	if (entry.transaction != stream->transaction)
		finish_transaction(stream);
	stream->transaction = entry.transaction;
	canonical_line(&stream->lines, &entry);
	stream->overflow |= !add_to_totals(stream->seal, values);
	return true;
}

/* What the bytes that went by add up to, in the form of the batch. */
static void hash_batch(struct stream *stream, struct canonical_seal *line)
{
	struct seal *seal = stream->seal;
	struct digest bytes, root, whole;
	struct buf text = { 0 };
	crypto_hash_sha256_final(&stream->bytes, bytes.bytes);
	merkle_root(&stream->tree, &root);
	seal->path = stream->tree.path;
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

static bool stream_batch(struct store *store, struct stream *stream)
{
	struct seal *seal = stream->seal;
	struct sealed sealed;
	if (!store_sealed(store, seal->guild_id, seal->batch, &sealed))
		return false;
	struct binding bindings[] = {
		{ ":guild", { .kind = VALUE_INTEGER, .integer = (int64_t)seal->guild_id } },
		{ ":first", { .kind = VALUE_INTEGER, .integer = sealed.first_transaction } },
		{ ":last", { .kind = VALUE_INTEGER, .integer = sealed.last_transaction } },
	};
	seal->form = sealed.form;
	seal->last_transaction = sealed.first_transaction - 1;
	crypto_hash_sha256_init(&stream->bytes);
	if (seal->form == FORM_WHOLE) {
		canonical_header(&stream->lines, seal->guild_id, seal->batch, sealed.line.previous_hash);
		put_out(stream, buf_string(&stream->lines), stream->lines.length);
		buf_clear(&stream->lines);
	}
	store_query(store, "batch entries", bindings, 3, take_entry, stream);
	finish_transaction(stream);
	hash_batch(stream, &sealed.line);
	buf_free(&stream->lines);
	return true;
}

bool store_batch_canonical(struct store *store, uint64_t guild_id, int64_t batch,
			   void (*sink)(void *, const char *, size_t), void *context)
{
	struct seal seal = { .guild_id = guild_id, .batch = batch };
	struct stream stream = { .sink = sink, .context = context, .seal = &seal };
	bool found = stream_batch(store, &stream);
	seal_free(&seal);
	return found;
}

bool seal_compute(struct store *store, struct seal *seal)
{
	struct stream stream = { .seal = seal };
	if (!stream_batch(store, &stream))
		fail(EX_SOFTWARE, "batch %lld is not in the books", (long long)seal->batch);
	return !stream.overflow;
}

void seal_free(struct seal *seal)
{
	struct control_total *total, *next;
	HASH_ITER(hh, seal->totals, total, next) {
		HASH_DEL(seal->totals, total); /* NOLINT(clang-analyzer-unix.Malloc): HASH_ITER took the next one before */
		free(total);
	}
	buf_free(&seal->followed_lines);
}
