/* Proofs of transactions: written, and read with mistrust. */
#include "ledger/proof.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char first_line[] = "guildledger-receipt 1";
static const char advice[] = "# To check: gl-batch check-receipt FILE, then compare the hash below "
			     "with the one that was published; by hand: docs/receipts.md.";

static void write_lines(struct buf *out, const struct buf *lines)
{
	const char *line = buf_string(lines), *end;
	for (; (end = strchr(line, '\n')); line = end + 1)
		buf_printf(out, "line %.*s\n", (int)(end - line), line);
}

void proof_write(struct buf *out, const struct proof *proof)
{
	char code[RECEIPT_TEXT_SIZE], text[DIGEST_TEXT_SIZE];
	bool left[MERKLE_LEVELS];
	size_t steps = merkle_sides(proof->path.index, proof->path.leaves, left);
	buf_printf(out, "%s\n%s\nreceipt %s\n", first_line, advice,
		   receipt_code_write(&proof->code, code));
	write_lines(out, &proof->lines);
	buf_printf(out, "leaf %" PRIu64 " of %" PRIu64 "\n", proof->path.index, proof->path.leaves);
	for (size_t i = 0; i < steps && i < proof->path.steps; i++)
		buf_printf(out, "%s %s\n", left[i] ? "left" : "right",
			   digest_text(&proof->path.hashes[i], text));
	buf_text(out, "seal ");
	canonical_seal_write(out, &proof->seal);
	buf_printf(out, "hash %s\n", proof->hash);
}

/* One line of the text. False when it is none of those that a proof has. */
static bool read_line(struct proof *proof, const char *line)
{
	char hash[DIGEST_TEXT_SIZE] = "";
	struct merkle_path *path = &proof->path;
	if (strncmp(line, "receipt ", 8) == 0)
		return receipt_code_read(line + 8, &proof->code);
	if (strncmp(line, "line ", 5) == 0) {
		buf_text(&proof->lines, line + 5);
		buf_char(&proof->lines, '\n');
		return true;
	}
	if (strncmp(line, "seal ", 5) == 0)
		return canonical_seal_read(line + 5, &proof->seal);
	if (sscanf(line, "hash %64[0-9a-f]", proof->hash) == 1)
		return true;
	if (sscanf(line, "leaf %" SCNu64 " of %" SCNu64, &path->index, &path->leaves) == 2)
		return true;
	if (sscanf(line, "left %64[0-9a-f]", hash) == 1 ||
	    sscanf(line, "right %64[0-9a-f]", hash) == 1)
		return path->steps < MERKLE_LEVELS &&
		       digest_parse(hash, &path->hashes[path->steps++]);
	return strcmp(line, first_line) == 0 || strcmp(line, advice) == 0;
}

static bool read_lines(const char *text, size_t length, struct proof *proof)
{
	struct buf line = { 0 };
	bool good = length && text[length - 1] == '\n' && !memchr(text, '\0', length);
	for (const char *end; good && (end = memchr(text, '\n', length));
	     length -= (size_t)(end + 1 - text), text = end + 1) {
		buf_clear(&line);
		buf_add(&line, text, (size_t)(end - text));
		good = read_line(proof, buf_string(&line));
	}
	buf_free(&line);
	return good;
}

/* Each of the transaction's lines begins with its number. */
static bool lines_of(const struct buf *lines, int64_t transaction)
{
	char start[32];
	size_t length = (size_t)snprintf(start, sizeof start, "%" PRId64 ",", transaction);
	const char *line = buf_string(lines), *end;
	for (; (end = strchr(line, '\n')); line = end + 1)
		if (strncmp(line, start, length) != 0)
			return false;
	return true;
}

static bool hash_of_seal(const struct proof *proof)
{
	struct buf line = { 0 };
	struct digest digest;
	char text[DIGEST_TEXT_SIZE];
	canonical_seal_write(&line, &proof->seal);
	digest_of(&digest, buf_string(&line), line.length);
	buf_free(&line);
	return strcmp(digest_text(&digest, text), proof->hash) == 0;
}

static bool written_so(const char *text, size_t length, const struct proof *proof)
{
	struct buf again = { 0 };
	proof_write(&again, proof);
	bool same = again.length == length && memcmp(buf_string(&again), text, length) == 0;
	buf_free(&again);
	return same;
}

const char *proof_read(const char *text, size_t length, struct proof *proof)
{
	struct receipt_code code;
	struct digest leaf, root;
	char root_text[DIGEST_TEXT_SIZE];
	memset(proof, 0, sizeof *proof);
	if (!read_lines(text, length, proof) || !proof->code.transaction || !proof->lines.length ||
	    !proof->path.leaves || !*proof->hash)
		return "it is no receipt's proof, or a part of it is missing or was changed";
	canonical_code(&code, proof->code.transaction, buf_string(&proof->lines),
		       proof->lines.length);
	if (!lines_of(&proof->lines, proof->code.transaction) ||
	    strcmp(code.letters, proof->code.letters) != 0)
		return "the code is not that of the transaction's lines";
	merkle_leaf(&leaf, buf_string(&proof->lines), proof->lines.length);
	if (!merkle_climb(&proof->path, &leaf, &root) ||
	    strcmp(digest_text(&root, root_text), proof->seal.merkle_root) != 0)
		return "the transaction's lines do not lead to the root of the seal: it is not in "
		       "this batch";
	if (proof->seal.transactions < 0 ||
	    (uint64_t)proof->seal.transactions != proof->path.leaves)
		return "the seal counts other transactions than the proof";
	if (!hash_of_seal(proof))
		return "the hash is not that of the seal's line";
	return written_so(text, length, proof) ? NULL
					       : "it is not written as a proof is: it was changed";
}

void proof_free(struct proof *proof)
{
	buf_free(&proof->lines);
}
