/* What the last run published, kept in the site's folder: how far it came, names as they stood, and
 * running sums, so that a run reads only what is new. */
#ifndef SITE_MANIFEST_H
#define SITE_MANIFEST_H

#include "base/buf.h"
#include "base/decimal.h"
#include "base/hash.h"
#include "ledger/books.h"
#include "site/months.h"

enum { PRINT_SIZE = 33 }; /* a fingerprint in hexadecimal */

struct known_account {
	int64_t id;
	char label[PRINT_SIZE], state[PRINT_SIZE];
	UT_hash_handle hh;
};
struct day {
	struct {
		char date[12], currency[CURRENCY_SIZE];
	} key;
	int64_t movements;
	wide volume;
	UT_hash_handle hh;
};
/* What came in and went out in a month, "2026-09". */
struct result {
	struct {
		char month[8], currency[CURRENCY_SIZE];
	} key;
	wide income, expenses;
	UT_hash_handle hh;
};
/* Of an account in the open batch; FRESH: entries since the last run, in whatever batch. */
struct tally {
	struct {
		int64_t account;
		char currency[CURRENCY_SIZE];
	} key;
	int64_t entries, fresh;
	wide debits, credits;
	UT_hash_handle hh;
};

/* Somebody who asked for a transaction. */
struct author {
	int64_t id;
	char print[PRINT_SIZE]; /* of the name that was published */
	bool renamed;
	char *label; /* as it is now; NULL: it was not looked up, or there is none */
	UT_hash_handle hh;
};
/* A kind of transaction that the journal has. */
struct kind {
	char verb[32];
	UT_hash_handle hh;
};

struct manifest {
	bool found;
	uint64_t guild_id;
	char frame[PRINT_SIZE]; /* of what is on every page */
	int64_t transaction, time,
		seq_of; /* the last transaction, and what proves that it is the same one */
	int64_t seq, batch, batches; /* of the log; the open batch; how many there are */
	struct known_account *accounts;
	struct day *days;
	struct tally *tallies;
	struct result *results;
	struct month *months;
	struct author *authors;
	struct kind *kinds;
};

/* Reads TEXT; false, and an empty manifest, when it is none of this version. */
bool manifest_read(struct manifest *manifest, char *text);
void manifest_forget(struct manifest *manifest); /* gives its memory back; it is then empty */
void manifest_write(const struct manifest *manifest, struct buf *out);
struct known_account *manifest_account(struct manifest *manifest,
				       int64_t id); /* made when it is not there */
struct day *manifest_day(struct manifest *manifest, const char *date, const char *currency);
/* DATE begins with the month. */
struct result *manifest_result(struct manifest *manifest, const char *date, const char *currency);
struct tally *manifest_tally(struct manifest *manifest, int64_t account, const char *currency);
struct author *manifest_author(struct manifest *manifest, int64_t id);
void manifest_kind(struct manifest *manifest, const char *verb); /* notes it */
/* The fingerprint of TEXT. */
void print_of(const struct buf *text, char print[PRINT_SIZE]);

#endif
