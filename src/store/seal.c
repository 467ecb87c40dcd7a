/* The canonical form of a batch, streamed once to be hashed, totalled or printed. */
#include "store/seal.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/fail.h"

struct stream {
	void (*sink)(void *context, const char *bytes, size_t length);
	void *context;
	struct buf line;
	struct seal *seal; /* NULL: only the bytes are wanted */
	int64_t transaction;
	bool overflow;
};

struct header { bool found; int64_t first, last; char previous_hash[HASH_TEXT_SIZE]; };

static bool take_header(void *context, const struct value *values, int columns)
{
	struct header *header = context;
	(void)columns;
	header->found = true;
	header->first = values[2].integer;
	header->last = values[3].kind == VALUE_NULL ? INT64_MAX : values[3].integer;
	memcpy(header->previous_hash, values[1].text, HASH_TEXT_SIZE);
	return true;
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

static bool take_entry(void *context, const struct value *values, int columns)
{
	struct stream *stream = context;
	(void)columns;
	struct buf *line = &stream->line;
	buf_clear(line);
	buf_printf(line, "%lld,%lld,%lld,%s,", (long long)values[0].integer, (long long)values[1].integer,
		   (long long)values[2].integer, values[3].text);
	if (values[4].kind == VALUE_INTEGER)
		buf_printf(line, "%lld", (long long)values[4].integer);
	buf_printf(line, ",%lld,%s,%lld\n", (long long)values[5].integer, values[6].text, (long long)values[7].integer);
	stream->sink(stream->context, line->bytes, line->length);
	if (!stream->seal)
		return true;
	if (values[0].integer != stream->transaction)
		stream->seal->transactions++;
	stream->transaction = values[0].integer;
	stream->seal->last_transaction = values[0].integer;
	stream->overflow |= !add_to_totals(stream->seal, values);
	return !stream->overflow;
}

static bool stream_batch(struct store *store, uint64_t guild_id, int64_t batch, struct stream *stream)
{
	struct header header = { 0 };
	struct binding bindings[] = {
		{ ":guild", { .kind = VALUE_INTEGER, .integer = (int64_t)guild_id } },
		{ ":batch", { .kind = VALUE_INTEGER, .integer = batch } },
		{ ":first", { .kind = VALUE_INTEGER } },
		{ ":last", { .kind = VALUE_INTEGER } },
	};
	store_query(store, "batch header", bindings, 2, take_header, &header);
	if (!header.found)
		return false;
	bindings[2].value.integer = header.first;
	bindings[3].value.integer = header.last;
	buf_clear(&stream->line);
	buf_printf(&stream->line, "guildledger-batch,1,%llu,%lld,%s\n", (unsigned long long)guild_id, (long long)batch,
		   header.previous_hash);
	stream->sink(stream->context, stream->line.bytes, stream->line.length);
	if (stream->seal)
		stream->seal->last_transaction = header.first - 1;
	store_query(store, "batch entries", bindings, 4, take_entry, stream);
	buf_free(&stream->line);
	return true;
}

bool store_batch_canonical(struct store *store, uint64_t guild_id, int64_t batch,
			   void (*sink)(void *, const char *, size_t), void *context)
{
	struct stream stream = { .sink = sink, .context = context };
	return stream_batch(store, guild_id, batch, &stream);
}

static void hash_bytes(void *context, const char *bytes, size_t length)
{
	crypto_hash_sha256_update(context, (const unsigned char *)bytes, length);
}

bool seal_compute(struct store *store, struct seal *seal)
{
	crypto_hash_sha256_state hash;
	unsigned char digest[crypto_hash_sha256_BYTES];
	struct stream stream = { .sink = hash_bytes, .context = &hash, .seal = seal };
	crypto_hash_sha256_init(&hash);
	if (!stream_batch(store, seal->guild_id, seal->batch, &stream))
		fail(EX_SOFTWARE, "batch %lld was to be closed but is not in the books", (long long)seal->batch);
	crypto_hash_sha256_final(&hash, digest);
	sodium_bin2hex(seal->hash, sizeof seal->hash, digest, sizeof digest);
	return !stream.overflow;
}

void seal_free(struct seal *seal)
{
	struct control_total *total, *next;
	HASH_ITER(hh, seal->totals, total, next) {
		HASH_DEL(seal->totals, total); /* NOLINT(clang-analyzer-unix.Malloc): HASH_ITER took the next one before */
		free(total);
	}
}
