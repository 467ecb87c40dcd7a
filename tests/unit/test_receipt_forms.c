/* The lines that are hashed, and proofs as texts: what each fault is called. A proof of one
 * transaction of three, written here line by line. */
#include "check.h"

#include <inttypes.h>

#include "ledger/proof.h"

static const char not_a_proof[] =
	"it is no receipt's proof, or a part of it is missing or was changed";
static const char other_code[] = "the code is not that of the transaction's lines";
static const char not_in_batch[] =
	"the transaction's lines do not lead to the root of the seal: it is not in this batch";
static const char other_count[] = "the seal counts other transactions than the proof";
static const char other_hash[] = "the hash is not that of the seal's line";
static const char not_so_written[] = "it is not written as a proof is: it was changed";

static const char lines[] =
	"8,1,1730070407001,pay,,4,PTS,1250\n8,2,1730070407001,pay,,5,PTS,-1250\n";

static void seal_it(struct proof *proof)
{
	struct buf line = { 0 };
	struct digest digest;
	canonical_seal_write(&line, &proof->seal);
	digest_of(&digest, buf_string(&line), line.length);
	digest_text(&digest, proof->hash);
	buf_free(&line);
}

/* The second of three transactions, with the numbers and lines given. */
static void make(struct proof *proof, int64_t transaction, const char *text)
{
	struct merkle tree = { 0 };
	struct digest leaf, root;
	memset(proof, 0, sizeof *proof);
	buf_text(&proof->lines, text);
	canonical_code(&proof->code, transaction, text, strlen(text));
	for (int i = 0; i < 3; i++) {
		if (i == 1)
			merkle_follow(&tree);
		merkle_leaf(&leaf, i == 1 ? text : "x", i == 1 ? strlen(text) : 1);
		merkle_add(&tree, &leaf);
	}
	merkle_root(&tree, &root);
	proof->path = tree.path;
	proof->seal = (struct canonical_seal){
		.form = FORM_TREE, .guild_id = 1000, .batch = 2, .transactions = 3
	};
	memset(proof->seal.previous_hash, '0', DIGEST_TEXT_SIZE - 1);
	memset(proof->seal.entries_hash, '1', DIGEST_TEXT_SIZE - 1);
	digest_text(&root, proof->seal.merkle_root);
	seal_it(proof);
}

static const char *said(const char *text, size_t length)
{
	struct proof read;
	memset(&read, 0x5a, sizeof read); /* whatever stood there before */
	const char *fault = proof_read(text, length, &read);
	proof_free(&read);
	return fault;
}

static const char *said_of(const struct proof *proof)
{
	struct buf text = { 0 };
	proof_write(&text, proof);
	const char *fault = said(buf_string(&text), text.length);
	buf_free(&text);
	return fault;
}

/* The proof with the first WAS of it replaced by IS. */
static const char *said_with(const struct proof *proof, const char *was, const char *is)
{
	struct buf text = { 0 }, changed = { 0 };
	proof_write(&text, proof);
	const char *at = strstr(buf_string(&text), was);
	CHECK(at != NULL);
	if (at) {
		buf_add(&changed, text.bytes, (size_t)(at - text.bytes));
		buf_text(&changed, is);
		buf_text(&changed, at + strlen(was));
	}
	const char *fault = said(buf_string(&changed), changed.length);
	buf_free(&text);
	buf_free(&changed);
	return fault;
}

static void every_part_of_a_proof_is_needed(void)
{
	struct proof proof;
	make(&proof, 8, lines);
	CHECK(said_of(&proof) == NULL);
	SAME(said("", 0), not_a_proof);
	static const char *const parts[] = { "\nreceipt ", "\nline 8,1", "\nleaf ", "\nhash ",
					     "\nseal " };
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		SAME(said_with(&proof, parts[i], "\n# "),
		     not_a_proof); /* and no other line may stand in its place */
	struct buf text = { 0 };
	proof_write(&text, &proof);
	/* that part left out: the last of them is the seal, whose hash is missed then */
	for (size_t i = 0; i < sizeof parts / sizeof *parts - 1; i++) {
		struct buf less = { 0 };
		for (const char *line = buf_string(&text), *end; (end = strchr(line, '\n'));
		     line = end + 1)
			if (strncmp(line, parts[i] + 1, strlen(parts[i]) - 1 - (i == 1 ? 3 : 0)) !=
			    0)
				buf_add(&less, line, (size_t)(end + 1 - line));
		SAME(said(buf_string(&less), less.length), not_a_proof);
		buf_free(&less);
	}
	buf_free(&text);
	proof_free(&proof);
}

static void a_proof_is_whole_lines_and_no_byte_behind_them_is_read(void)
{
	struct proof proof;
	struct buf text = { 0 };
	make(&proof, 8, lines);
	proof_write(&text, &proof);
	size_t length = text.length;
	buf_text(&text, "what stands behind it\nand more\nand more\nand more\nand more\n");
	CHECK(said(text.bytes, length) == NULL);
	SAME(said(text.bytes, length + 1), not_a_proof);
	SAME(said(text.bytes, length - 1), not_a_proof);
	SAME(said(text.bytes, text.length), not_a_proof);
	text.bytes[strcspn(text.bytes, "\n") + 5] = '\0';
	SAME(said(text.bytes, length), not_a_proof);
	buf_clear(&text);
	proof_write(&text, &proof);
	buf_add(&text, "\0\n", 2); /* a line that only looks empty */
	SAME(said(text.bytes, text.length), not_a_proof);
	SAME(said_with(&proof, "\nreceipt", "\n\nreceipt"), not_a_proof);
	buf_free(&text);
	proof_free(&proof);
}

static void a_proof_is_written_one_way_only(void)
{
	struct proof proof;
	make(&proof, 8, lines);
	char code[RECEIPT_TEXT_SIZE], lower[RECEIPT_TEXT_SIZE];
	receipt_code_write(&proof.code, code);
	for (size_t i = 0; i < sizeof code; i++)
		lower[i] = code[i] >= 'A' && code[i] <= 'Z' ? (char)(code[i] + 'a' - 'A') : code[i];
	CHECK(strcmp(code, lower) != 0);
	SAME(said_with(&proof, code, lower), not_so_written);
	SAME(said_with(&proof, "leaf 1 of 3", "leaf 01 of 3"), not_so_written);
	SAME(said_with(&proof, "guildledger-receipt 1\n", ""), not_so_written);
	proof_free(&proof);
}

static void each_fault_has_its_name(void)
{
	struct proof proof;
	make(&proof, 8, lines);
	proof.code.letters[3] = proof.code.letters[3] == 'A' ? 'B' : 'A';
	SAME(said_of(&proof), other_code);
	proof_free(&proof);
	/* the letters are right, but a line is that of another transaction: of the first, of the
	 * last */
	make(&proof, 9, lines);
	SAME(said_of(&proof), other_code);
	proof_free(&proof);
	make(&proof, 8, "8,1,1730070407001,pay,,4,PTS,1250\n81,2,1730070407001,pay,,5,PTS,-1250\n");
	SAME(said_of(&proof), other_code);
	proof_free(&proof);
	make(&proof, 8, lines);
	proof.path.hashes[0].bytes[0] ^= 1;
	SAME(said_of(&proof), not_in_batch);
	proof.path.hashes[0].bytes[0] ^= 1;
	proof.path.index = 3;
	SAME(said_of(&proof), not_in_batch);
	proof.path.index = 1;
	proof.seal.transactions = 4;
	seal_it(&proof);
	SAME(said_of(&proof), other_count);
	proof.seal.transactions = 3;
	SAME(said_of(&proof), other_hash);
	seal_it(&proof);
	CHECK(said_of(&proof) == NULL);
	proof.hash[5] = proof.hash[5] == '0' ? '1' : '0';
	SAME(said_of(&proof), other_hash);
	proof_free(&proof);
}

/* As many as 2^64 - 1 leaves have paths of 64 hashes; a seal's count has a sign. */
static void a_path_has_at_most_64_hashes(void)
{
	struct proof proof;
	struct digest leaf, root;
	make(&proof, 8, lines);
	proof.path.leaves = UINT64_MAX;
	proof.path.index = 0;
	proof.path.steps = MERKLE_LEVELS;
	merkle_leaf(&leaf, lines, strlen(lines));
	CHECK(merkle_climb(&proof.path, &leaf, &root));
	digest_text(&root, proof.seal.merkle_root);
	proof.seal.transactions = -1;
	seal_it(&proof);
	SAME(said_of(&proof), other_count);
	SAME(said_with(&proof, "\nseal ",
		       "\nleft "
		       "0000000000000000000000000000000000000000000000000000000000000000\nseal "),
	     not_a_proof);
	proof_free(&proof);
}

static int hashes_written(const struct proof *proof)
{
	struct buf text = { 0 };
	int hashes = 0;
	proof_write(&text, proof);
	for (const char *at = buf_string(&text); (at = strchr(at, '\n')); at++)
		hashes += strncmp(at, "\nright ", 7) == 0 || strncmp(at, "\nleft ", 6) == 0;
	buf_free(&text);
	return hashes;
}

/* Whatever stands in the rest of the room for them. */
static void only_hashes_that_there_are_are_written(void)
{
	struct proof proof;
	make(&proof, 8, lines);
	CHECK(proof.path.steps == 2 && hashes_written(&proof) == 2);
	proof.path.steps = 1;
	CHECK(hashes_written(&proof) == 1);
	proof.path.steps = MERKLE_LEVELS;
	CHECK(hashes_written(&proof) == 2);
	proof_free(&proof);
}

static void a_line_of_an_entry_is_its_numbers_and_words(void)
{
	struct buf line = { 0 };
	canonical_line(&line, &(struct canonical_entry){ 12, 3, 1730070407001, "deposit", 0, 4,
							 "PTS", 1250 });
	canonical_line(&line,
		       &(struct canonical_entry){ 13, 1, -1, "reverse", 12, 4, "PTS", -1250 });
	canonical_line(&line, &(struct canonical_entry){ INT64_MAX, 0, 0, "count", 1, 1, "A1",
							 INT64_MIN });
	SAME(buf_string(&line), "12,3,1730070407001,deposit,,4,PTS,1250\n13,1,-1,reverse,12,4,PTS,-"
				"1250\n9223372036854775807,0,0,count,1,1,A1,-"
				"9223372036854775808\n");
	buf_clear(&line);
	canonical_header(&line, UINT64_MAX, 7, "00ff");
	SAME(buf_string(&line), "guildledger-batch,1,18446744073709551615,7,00ff\n");
	buf_free(&line);
}

#define SIXTEEN "0123456789abcdef"
#define HASH SIXTEEN SIXTEEN SIXTEEN SIXTEEN
static void a_seal_is_read_as_it_is_written(void)
{
	static const char good[] = "guildledger-batch,2,1000,3," HASH ",17," HASH "," HASH;
	struct canonical_seal seal;
	struct buf again = { 0 };
	CHECK(canonical_seal_read(good, &seal) && seal.guild_id == 1000 && seal.batch == 3 &&
	      seal.transactions == 17);
	canonical_seal_write(&again, &seal);
	CHECK(strncmp(buf_string(&again), good, strlen(good)) == 0 &&
	      strcmp(buf_string(&again) + strlen(good), "\n") == 0);
	CHECK(!canonical_seal_read("", &seal));
	CHECK(!canonical_seal_read("guildledger-batch,2,1000,3," HASH ",17," HASH, &seal));
	CHECK(canonical_seal_read("guildledger-batch,3,1000,3," HASH ",17," HASH "," HASH, &seal) &&
	      seal.form == FORM_ALL);
	CHECK(!canonical_seal_read("guildledger-batch,4,1000,3," HASH ",17," HASH "," HASH, &seal));
	CHECK(!canonical_seal_read("guildledger-batch,1,1000,3," HASH ",17," HASH "," HASH, &seal));
	CHECK(!canonical_seal_read("guildledger-batch,2,1000,3," HASH ",17," HASH "," HASH "0",
				   &seal));
	CHECK(!canonical_seal_read("guildledger-batch,2,1000,3," HASH ",17," HASH "," HASH "\n",
				   &seal));
	buf_free(&again);
}

int main(void)
{
	every_part_of_a_proof_is_needed();
	a_proof_is_whole_lines_and_no_byte_behind_them_is_read();
	a_proof_is_written_one_way_only();
	each_fault_has_its_name();
	a_path_has_at_most_64_hashes();
	only_hashes_that_there_are_are_written();
	a_line_of_an_entry_is_its_numbers_and_words();
	a_seal_is_read_as_it_is_written();
	return REPORT("forms of receipts");
}
