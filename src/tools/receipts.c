/* What gl-batch prints for others to check, and the check of a proof. */
#include "tools/receipts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/output.h"
#include "base/sandbox.h"
#include "ledger/proof.h"
#include "ledger/sum_proof.h"
#include "store/seal.h"

enum { FLUSH_BYTES = 64 * 1024, LARGEST_PROOF = 64 * 1024, NOT_PROVEN = 1 };

static void print_bytes(void *context, const char *bytes, size_t length)
{
	struct buf *out = context;
	buf_add(out, bytes, length);
	if (out->length >= FLUSH_BYTES)
		buf_flush(out, STDOUT_FILENO);
}

static void load_sealed(struct store *store, uint64_t guild_id, int64_t batch,
			struct sealed *sealed)
{
	if (!store_sealed(store, guild_id, batch, sealed))
		fail(EX_USAGE, "there is no batch %jd; gl-batch list shows them", batch);
}

void print_canonical(struct store *store, uint64_t guild_id, int64_t batch)
{
	struct buf out = { 0 };
	struct sealed sealed;
	load_sealed(store, guild_id, batch, &sealed);
	store_batch_canonical(store, guild_id, batch, print_bytes, &out);
	buf_flush(&out, STDOUT_FILENO);
	buf_free(&out);
}

void print_seal(struct store *store, uint64_t guild_id, int64_t batch)
{
	struct buf out = { 0 };
	struct sealed sealed;
	load_sealed(store, guild_id, batch, &sealed);
	if (sealed.open)
		fail(EX_TEMPFAIL, "batch %jd is open: it gets its seal when it is closed", batch);
	if (sealed.form == FORM_WHOLE)
		fail(EX_USAGE,
		     "batch %jd was sealed before receipts, without such a line: gl-batch "
		     "canonical %jd | sha256sum gives its hash",
		     batch, batch);
	canonical_seal_write(&out, &sealed.line);
	buf_flush(&out, STDOUT_FILENO);
	buf_free(&out);
}

static int64_t batch_of(struct store *store, uint64_t guild_id, int64_t transaction)
{
	struct binding bindings[] = {
		bind_integer(":guild", (int64_t)guild_id),
		bind_integer(":transaction", transaction),
	};
	int64_t batch = store_number(store, "transaction batch", bindings, 2);
	if (!batch)
		fail(EX_DATAERR, "there is no transaction %jd: that receipt is not of these books",
		     transaction);
	return batch;
}

/* The books as they are now must still be what was sealed. */
static void compare(const struct seal *seal, const struct sealed *sealed,
		    const struct receipt_code *given)
{
	struct receipt_code code;
	int64_t transaction = given->transaction, batch = seal->batch;
	canonical_code(&code, given->transaction, buf_string(&seal->followed_lines),
		       seal->followed_lines.length);
	if (strcmp(code.letters, given->letters) != 0)
		fail(EX_DATAERR,
		     "transaction %jd exists but its code is another: that receipt is not what "
		     "the books say",
		     transaction);
	if (sealed->open)
		fail(EX_TEMPFAIL,
		     "the code is right, but batch %jd is open: transaction %jd can be proved "
		     "once it is closed",
		     batch, transaction);
	if (strcmp(seal->hash, sealed->hash) != 0)
		fail(EX_DATAERR,
		     "the entries of batch %jd give the hash %s, but it was sealed with %s: the "
		     "books were changed, restore a backup",
		     batch, seal->hash, sealed->hash);
	if (sealed->form == FORM_WHOLE)
		fail(EX_USAGE,
		     "the code is right, but batch %jd was sealed before receipts: gl-batch "
		     "canonical %jd | sha256sum checks it as a whole",
		     batch, batch);
}

void print_receipt(struct store *store, uint64_t guild_id, const char *code)
{
	struct buf out = { 0 };
	struct proof proof = { 0 };
	struct sealed sealed;
	if (!receipt_code_read(code, &proof.code))
		fail(EX_USAGE, "'%s' is no receipt code; it looks like 12-7K3M9QXZ", code);
	struct seal seal = { .guild_id = guild_id,
			     .batch = batch_of(store, guild_id, proof.code.transaction),
			     .followed = proof.code.transaction };
	load_sealed(store, guild_id, seal.batch, &sealed);
	seal_compute(store, &seal);
	compare(&seal, &sealed, &proof.code);
	proof.lines = seal.followed_lines;
	proof.path = seal.path;
	proof.seal = sealed.line;
	memcpy(proof.hash, sealed.hash, sizeof proof.hash);
	proof_write(&out, &proof);
	buf_flush(&out, STDOUT_FILENO);
	buf_free(&out);
	seal_free(&seal);
}

static void read_file(const char *file, struct buf *text)
{
	char block[4096];
	bool standard = strcmp(file, "-") == 0;
	int fd = standard ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		fail(EX_NOINPUT, "%s: cannot be read (%s)", file, strerrordesc_np(errno));
	sandbox_confine(SANDBOX_PURE, NULL, NULL);
	for (ssize_t count;
	     (count = read(fd, block, sizeof block)) != 0 && text->length <= LARGEST_PROOF;) {
		if (count < 0)
			fail(EX_NOINPUT, "%s: cannot be read (%s)", file, strerrordesc_np(errno));
		buf_add(text, block, (size_t)count);
	}
	close(fd);
}

int check_receipt(const char *file, const char *hash)
{
	struct buf text = { 0 }, out = { 0 };
	struct proof proof = { 0 };
	char code[RECEIPT_TEXT_SIZE];
	read_file(file, &text);
	const char *why = text.length > LARGEST_PROOF
				  ? "it is too long for a proof"
				  : proof_read(buf_string(&text), text.length, &proof);
	if (!why && hash && strcasecmp(hash, proof.hash) != 0)
		why = "it proves the transaction in a batch with another hash than the one given: "
		      "it is not of these books, or they were rewritten";
	if (why) {
		log_line(LOG_ERROR, "receipt-refused", "%s: not proven: %s", file, why);
	} else {
		buf_printf(&out,
			   "proven: transaction %jd, receipt %s, is in batch %jd of guild "
			   "%ju\n%s: %s\n",
			   proof.code.transaction, receipt_code_write(&proof.code, code),
			   proof.seal.batch, proof.seal.guild_id,
			   hash ? "the batch has the hash that was given"
				: "compare the batch's hash with the one that was published",
			   proof.hash);
		buf_flush(&out, STDOUT_FILENO);
	}
	buf_free(&out);
	buf_free(&text);
	proof_free(&proof);
	return why ? NOT_PROVEN : EX_OK;
}

/* Whether POST is the line of the proof, or its hash (with its newline). */
static bool is_post(const struct sum_post *proven, const char *post)
{
	struct buf line = { 0 };
	struct digest digest;
	char text[DIGEST_TEXT_SIZE];
	sum_post_write(&line, proven);
	digest_of(&digest, buf_string(&line), line.length);
	size_t length = strcspn(post, "\n");
	bool same = (length == line.length - 1 && memcmp(post, line.bytes, length) == 0) ||
		    (length == DIGEST_TEXT_SIZE - 1 &&
		     strncasecmp(post, digest_text(&digest, text), length) == 0);
	buf_free(&line);
	return same;
}

/* POST that is written as no post and no hash was copied wrongly: nobody is to be suspected of
 * showing other sums for that. */
static void check_post(const char *post)
{
	struct buf line = { 0 };
	struct sum_post read;
	buf_add(&line, post, strcspn(post, "\n"));
	if (!sum_post_read(buf_string(&line), &read) &&
	    (line.length != DIGEST_TEXT_SIZE - 1 ||
	     strspn(post, "0123456789abcdefABCDEF") < line.length))
		fail(EX_USAGE,
		     "'%s' is no post of a sum: copy the whole line that begins with "
		     "guildledger-sum,1, from the channel, or its SHA-256",
		     buf_string(&line));
	buf_free(&line);
}

int check_sum(const char *file, const char *post)
{
	struct buf text = { 0 }, out = { 0 };
	struct sum_proof proof;
	check_post(post);
	read_file(file, &text);
	const char *why = text.length > LARGEST_PROOF
				  ? "it is too long for a proof"
				  : sum_proof_read(buf_string(&text), text.length, &proof);
	if (!why && !is_post(&proof.post, post))
		why = "it is a proof in another sum than the one that was posted: somebody shows "
		      "different sums to different people, or you took another post";
	if (why) {
		log_line(LOG_ERROR, "sum-refused", "%s: not proven: %s", file, why);
	} else {
		buf_printf(
			&out,
			"proven: user %ju held %jd (smallest units of %s) when batch %jd of guild "
			"%ju was closed\nthe sum of all members is the one that was posted: %jd\n",
			proof.user_id, proof.amount, proof.post.currency, proof.post.batch,
			proof.post.guild_id, proof.post.total);
		buf_flush(&out, STDOUT_FILENO);
	}
	buf_free(&out);
	buf_free(&text);
	return why ? NOT_PROVEN : EX_OK;
}
