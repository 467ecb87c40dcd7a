/* Proofs of random batches: each proves, and with any one bit changed, a byte more or a byte less
 * it proves nothing. The seed is printed; given as an argument it is used again. */
#include "check.h"

#include <stdlib.h>
#include <time.h>

#include "ledger/proof.h"

enum { MOST_TRANSACTIONS = 200, ROUNDS = 20, ALL_BITS_ROUNDS = 8 };

static uint64_t state;

static uint64_t chance(uint64_t below) /* splitmix64, https://prng.di.unimi.it/splitmix64.c */
{
	uint64_t z = state += 0x9e3779b97f4a7c15;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return (z ^ z >> 31) % below;
}

static void make_lines(struct buf *lines, int64_t transaction, int entries, const char *verb,
		       int64_t amount)
{
	buf_clear(lines);
	for (int i = 1; i <= entries; i++)
		canonical_line(lines, &(struct canonical_entry){
					      .transaction = transaction,
					      .entry = i,
					      .time = 1730070407000 + transaction,
					      .verb = verb,
					      .reverses = transaction % 7 ? 0 : transaction / 2 + 1,
					      .account_id = (int64_t)(amount % 90) + i,
					      .currency = "PTS",
					      .amount = i % 2 ? amount : -amount });
}

/* The proof of transaction WANTED (from 0) of a batch of COUNT. */
static void make_proof(struct proof *proof, uint64_t count, uint64_t wanted)
{
	struct merkle tree = { 0 };
	struct digest leaf, root, hash, previous = { { 0 } };
	struct buf lines = { 0 }, all = { 0 }, seal = { 0 };
	int64_t first = 1 + (int64_t)chance(100000);
	memset(proof, 0, sizeof *proof);
	for (uint64_t i = 0; i < count; i++) {
		make_lines(&lines, first + (int64_t)i, 2 + (int)chance(4),
			   chance(2) ? "pay" : "batch close", 1 + (int64_t)chance(1000000));
		merkle_leaf(&leaf, buf_string(&lines), lines.length);
		if (i == wanted) {
			merkle_follow(&tree);
			buf_add(&proof->lines, buf_string(&lines), lines.length);
			receipt_code_make(&proof->code, first + (int64_t)i, &leaf);
		}
		merkle_add(&tree, &leaf);
		buf_add(&all, buf_string(&lines), lines.length);
	}
	merkle_root(&tree, &root);
	proof->path = tree.path;
	proof->seal = (struct canonical_seal){ .form = chance(2) ? FORM_TREE : FORM_ALL,
					       .guild_id = chance(INT64_MAX),
					       .batch = 1 + (int64_t)chance(999),
					       .transactions = (int64_t)count };
	for (size_t i = 0; i < sizeof previous.bytes; i++)
		previous.bytes[i] = (unsigned char)chance(256);
	digest_text(&previous, proof->seal.previous_hash);
	digest_of(&hash, buf_string(&all), all.length);
	digest_text(&hash, proof->seal.entries_hash);
	digest_text(&root, proof->seal.merkle_root);
	canonical_seal_write(&seal, &proof->seal);
	digest_of(&hash, buf_string(&seal), seal.length);
	digest_text(&hash, proof->hash);
	buf_free(&lines);
	buf_free(&all);
	buf_free(&seal);
}

static bool proves(const char *text, size_t length)
{
	struct proof read;
	bool holds = !proof_read(text, length, &read);
	proof_free(&read);
	return holds;
}

static int wrongly_proved(struct buf *text)
{
	int wrong = 0;
	for (size_t bit = 0; bit < text->length * 8; bit++) {
		text->bytes[bit / 8] ^= (char)(1 << bit % 8);
		wrong += proves(text->bytes, text->length);
		text->bytes[bit / 8] ^= (char)(1 << bit % 8);
	}
	for (size_t length = 0; length < text->length; length++)
		wrong += proves(text->bytes, length);
	return wrong;
}

static void check_forgeries(void)
{
	struct proof proof;
	struct buf text = { 0 };
	/* A proof whose every part is right but one, written as a proof is: the bytes are no help
	 * to the reader here. */
	for (int forgery = 0; forgery < 6; forgery++) {
		make_proof(&proof, 9, 4);
		switch (forgery) {
		case 0: make_lines(&proof.lines, proof.code.transaction, 2, "pay", 5); break;
		case 1: proof.seal.transactions++; break;
		case 2: proof.hash[0] = proof.hash[0] == '0' ? '1' : '0'; break;
		case 3: proof.code.transaction++; break;
		case 4: proof.path.hashes[1].bytes[0] ^= 1; break;
		default: proof.path.index++; break;
		}
		buf_clear(&text);
		proof_write(&text, &proof);
		CHECK(!proves(text.bytes, text.length));
		proof_free(&proof);
	}
	/* Lines of one's own with the code that belongs to them: only the root refuses. */
	make_proof(&proof, 9, 4);
	make_lines(&proof.lines, proof.code.transaction, 2, "pay", 5);
	canonical_code(&proof.code, proof.code.transaction, proof.lines.bytes, proof.lines.length);
	buf_clear(&text);
	proof_write(&text, &proof);
	CHECK(!proves(text.bytes, text.length));
	proof_free(&proof);
	buf_free(&text);
}

int main(int argc, char **argv)
{
	struct buf text = { 0 };
	struct proof proof;
	state = argc > 1 ? strtoull(argv[1], NULL, 10) : (uint64_t)time(NULL);
	printf("seed %ju\n", state);
	for (int round = 0; round < ROUNDS; round++) {
		uint64_t count = 1 + chance(MOST_TRANSACTIONS);
		for (uint64_t wanted = 0; wanted < count; wanted++) {
			make_proof(&proof, count, wanted);
			buf_clear(&text);
			proof_write(&text, &proof);
			CHECK(proves(text.bytes, text.length));
			if (round < ALL_BITS_ROUNDS && wanted == count / 2)
				CHECK(wrongly_proved(&text) == 0);
			proof_free(&proof);
		}
	}
	check_forgeries();
	CHECK(!proves("", 0));
	buf_free(&text);
	return REPORT("proofs");
}
