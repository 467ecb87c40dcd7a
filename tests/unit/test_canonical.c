/* The canonical form of a batch, byte for byte, and what sealing computes from it. */
#include "check.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "ledger/pending_rows.h"
#include "store/seal.h"

static void keep(void *context, const char *bytes, size_t length)
{
	buf_add(context, bytes, length);
}

static void add_entry(struct books *books, int64_t transaction, int64_t entry, int64_t account,
		      const char *currency, int64_t amount)
{
	struct entry_row *row = arena_alloc(&books->chunk, sizeof *row);
	*row = (struct entry_row){ .guild_id = 1000,
				   .transaction = transaction,
				   .entry = entry,
				   .account_id = account,
				   .currency = currency,
				   .amount = amount };
	STAILQ_INSERT_TAIL(&books->entries, row, pending);
}

static void add_transaction(struct books *books, int64_t transaction, const char *verb,
			    int64_t reverses)
{
	struct transaction_row *row = arena_alloc(&books->chunk, sizeof *row);
	*row = (struct transaction_row){ .guild_id = 1000,
					 .transaction = transaction,
					 .batch = 1,
					 .time = 1730070407000 + transaction,
					 .seq = 2,
					 .verb = verb,
					 .reverses = reverses,
					 .memo = "not in the form, \"quoted\"" };
	STAILQ_INSERT_TAIL(&books->transactions, row, pending);
}

static void fill(struct store *store, struct books *books)
{
	struct guild *guild = books_add_guild(books, 1000);
	guild->name = guild->timezone = "Test";
	memcpy(guild->currency, "PTS", 4);
	memset(guild->last_hash, '0', HASH_TEXT_SIZE - 1);
	guild->batch = (struct batch){
		.number = 1, .opened_at = 1, .opened_by = 1, .first_transaction = 1
	};
	guild->dirty = guild->batch_dirty = true;
	add_transaction(books, 1, "deposit", 0);
	add_entry(books, 1, 1, 1, "PTS", 1250);
	add_entry(books, 1, 2, 4, "PTS", -1250);
	add_transaction(books, 2, "reverse", 1);
	add_entry(books, 2, 1, 1, "PTS", -1250);
	add_entry(books, 2, 2, 4, "PTS", 1250);
	store_write(store, books);
}

int main(void)
{
	/* Hashes by coreutils' sha256sum of these texts, the root by rfc6962.py. */
	static const char wanted[] =
		"1,1,1730070407001,deposit,,1,PTS,1250\n1,2,1730070407001,deposit,,4,PTS,-1250\n"
		"2,1,1730070407002,reverse,1,1,PTS,-1250\n2,2,1730070407002,reverse,1,4,PTS,1250\n";
	static const char second[] =
		"2,1,1730070407002,reverse,1,1,PTS,-1250\n2,2,1730070407002,reverse,1,4,PTS,1250\n";
	char folder[] = "/tmp/guildledger-test-XXXXXX";
	struct buf path = { 0 }, text = { 0 };
	struct books books;
	CHECK(mkdtemp(folder) != NULL);
	buf_printf(&path, "%s/books.db", folder);
	CHECK(store_migrate(buf_string(&path)) == 0);
	CHECK(store_migrate(buf_string(&path)) == store_newest_schema);
	struct store *store = store_open(buf_string(&path), STORE_WRITE);
	books_start(&books);
	store_begin(store);
	fill(store, &books);
	CHECK(store_batch_canonical(store, 1000, 1, keep, &text));
	SAME(buf_string(&text), wanted);
	CHECK(!store_batch_canonical(store, 1000, 2, keep, &text));
	struct seal seal = {
		.guild_id = 1000, .batch = 1, .closed_at = 9, .closed_by = 9, .followed = 2
	};
	struct seal older = { .guild_id = 1000, .batch = 1, .form = FORM_TREE };
	seal_compute(store, &older); /* as rules before RULES_BANK sealed */
	SAME(older.hash, "cd775e4d30e0a902cfa7cb92ea17095ac3e17a5bac8991d04b284a146375af8c");
	seal_free(&older);
	seal_compute(store, &seal);
	CHECK(seal.form == FORM_ALL);
	SAME(seal.entries_hash, "71ecae7b0dc13ac27a0b445477855644175311a2ffdaada1b7d555aa762dee3c");
	SAME(seal.merkle_root, "a9c807af5c27198243f841b1f52d482251eff7677d395593f40871db1e7d587d");
	SAME(seal.hash, "6b389ca0a3e6fc99385bf8b7b60fc92c13be54491f7709e4f26428cca64bc3b4");
	SAME(buf_string(&seal.followed_lines), second);
	CHECK(seal.path.index == 1 && seal.path.leaves == 2 && seal.path.steps == 1);
	CHECK(seal.transactions == 2 && seal.last_transaction == 2);
	struct control_total *total = seal_add_total(&seal, 4, "PTS");
	CHECK(total->entries == 2 && total->debits.low == 1250 && total->credits.low == 1250 &&
	      !total->debits.over && !total->counted);
	store_write_seal(store, &seal);
	struct sealed sealed;
	CHECK(store_sealed(store, 1000, 1, &sealed) && !sealed.open &&
	      sealed.last_transaction == 2 && sealed.line.transactions == 2);
	SAME(sealed.hash, seal.hash);
	SAME(sealed.line.merkle_root, seal.merkle_root);
	/* Once closed, the same again: what a check of the books computes. */
	struct seal again = { .guild_id = 1000, .batch = 1 };
	seal_compute(store, &again);
	SAME(again.hash, seal.hash);
	seal_free(&again);
	store_commit(store);
	seal_free(&seal);
	books_end_chunk(&books);
	books_forget(&books);
	store_close(store);
	CHECK(unlink(buf_string(&path)) == 0);
	buf_text(&path, "-queue");
	CHECK(unlink(buf_string(&path)) == 0 && rmdir(folder) == 0);
	arena_free(&books.chunk);
	arena_free(&books.memory);
	buf_free(&path);
	buf_free(&text);
	return REPORT("canonical form");
}
