/* The manifest: lines of words. */
#include "site/manifest.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"

#define HEADER "guildledger-site 3"

static void *made(size_t size)
{
	void *memory = calloc(1, size);
	if (!memory)
		fail(EX_OSERR, "out of memory");
	return memory;
}

void print_of(const struct buf *text, char print[PRINT_SIZE])
{
	unsigned char hash[(PRINT_SIZE - 1) / 2];
	crypto_generichash(hash, sizeof hash, (const unsigned char *)buf_string(text), text->length,
			   NULL, 0);
	sodium_bin2hex(print, PRINT_SIZE, hash, sizeof hash);
}

struct known_account *manifest_account(struct manifest *manifest, int64_t id)
{
	struct known_account *account;
	HASH_FIND(hh, manifest->accounts, &id, sizeof id, account);
	if (!account) {
		account = made(sizeof *account);
		account->id = id;
		HASH_ADD(hh, manifest->accounts, id, sizeof account->id, account);
	}
	return account;
}

struct day *manifest_day(struct manifest *manifest, const char *date, const char *currency)
{
	struct day key = { 0 }, *day;
	snprintf(key.key.date, sizeof key.key.date, "%.10s", date);
	snprintf(key.key.currency, sizeof key.key.currency, "%s", currency);
	HASH_FIND(hh, manifest->days, &key.key, sizeof key.key, day);
	if (!day) {
		day = made(sizeof *day);
		day->key = key.key;
		HASH_ADD(hh, manifest->days, key, sizeof day->key, day);
	}
	return day;
}

struct result *manifest_result(struct manifest *manifest, const char *date, const char *currency)
{
	struct result key = { 0 }, *result;
	snprintf(key.key.month, sizeof key.key.month, "%.7s", date);
	snprintf(key.key.currency, sizeof key.key.currency, "%s", currency);
	HASH_FIND(hh, manifest->results, &key.key, sizeof key.key, result);
	if (!result) {
		result = made(sizeof *result);
		result->key = key.key;
		HASH_ADD(hh, manifest->results, key, sizeof result->key, result);
	}
	return result;
}

struct tally *manifest_tally(struct manifest *manifest, int64_t account, const char *currency)
{
	struct tally key, *tally;
	memset(&key, 0, sizeof key);
	key.key.account = account;
	snprintf(key.key.currency, sizeof key.key.currency, "%s", currency);
	HASH_FIND(hh, manifest->tallies, &key.key, sizeof key.key, tally);
	if (!tally) {
		tally = made(sizeof *tally);
		memcpy(&tally->key, &key.key, sizeof key.key);
		HASH_ADD(hh, manifest->tallies, key, sizeof tally->key, tally);
	}
	return tally;
}

struct author *manifest_author(struct manifest *manifest, int64_t id)
{
	struct author *author;
	HASH_FIND(hh, manifest->authors, &id, sizeof id, author);
	if (!author) {
		author = made(sizeof *author);
		author->id = id;
		HASH_ADD(hh, manifest->authors, id, sizeof author->id, author);
	}
	return author;
}

void manifest_kind(struct manifest *manifest, const char *verb)
{
	struct kind *kind;
	HASH_FIND_STR(manifest->kinds, verb, kind);
	if (!kind) {
		kind = made(sizeof *kind);
		snprintf(kind->verb, sizeof kind->verb, "%s", verb);
		HASH_ADD_STR(manifest->kinds, verb, kind);
	}
}

static bool read_line(struct manifest *m, const char *line)
{
	char date[12], currency[CURRENCY_SIZE], label[PRINT_SIZE], state[PRINT_SIZE];
	char first[DECIMAL_TEXT_SIZE], second[DECIMAL_TEXT_SIZE];
	int64_t a, b;
	if (sscanf(line, "account %jd %32[0-9a-f] %32[0-9a-f]", &a, label, state) == 3) {
		struct known_account *account = manifest_account(m, a);
		memcpy(account->label, label, PRINT_SIZE);
		memcpy(account->state, state, PRINT_SIZE);
	} else if (sscanf(line, "day %11s %11s %jd %47s", date, currency, &a, first) == 4) {
		struct day *day = manifest_day(m, date, currency);
		day->movements = a;
		return wide_from_text(first, &day->volume);
	} else if (sscanf(line, "tally %jd %11s %jd %47s %47s", &a, currency, &b, first, second) ==
		   5) {
		struct tally *tally = manifest_tally(m, a, currency);
		tally->entries = b;
		return wide_from_text(first, &tally->debits) &&
		       wide_from_text(second, &tally->credits);
	} else if (sscanf(line, "result %7s %11s %47s %47s", date, currency, first, second) == 4) {
		struct result *result = manifest_result(m, date, currency);
		return wide_from_text(first, &result->income) &&
		       wide_from_text(second, &result->expenses);
	} else if (sscanf(line, "author %jd %32[0-9a-f]", &a, label) == 2) {
		memcpy(manifest_author(m, a)->print, label, PRINT_SIZE);
	} else if (strncmp(line, "kind ", 5) == 0) {
		manifest_kind(m, line + 5);
	} else if (strncmp(line, "month ", 6) == 0) {
		return month_read(&m->months, line);
	} else {
		return strcmp(line, "end") == 0;
	}
	return true;
}

void manifest_forget(struct manifest *manifest)
{
	struct known_account *account, *next_account;
	struct day *day, *next_day;
	struct tally *tally, *next_tally;
	struct result *result, *next_result;
	struct author *author, *next_author;
	struct kind *kind, *next_kind;
	HASH_ITER(hh, manifest->accounts, account, next_account)
	{
		HASH_DEL(manifest->accounts, account); /* NOLINT(clang-analyzer-unix.Malloc):
							  HASH_ITER took the next one before */
		free(account);
	}
	HASH_ITER(hh, manifest->days, day, next_day)
	{
		HASH_DEL(manifest->days, day); /* NOLINT(clang-analyzer-unix.Malloc): HASH_ITER took
						  the next one before */
		free(day);
	}
	HASH_ITER(hh, manifest->tallies, tally, next_tally)
	{
		HASH_DEL(manifest->tallies, tally); /* NOLINT(clang-analyzer-unix.Malloc): HASH_ITER
						       took the next one before */
		free(tally);
	}
	HASH_ITER(hh, manifest->results, result, next_result)
	{
		HASH_DEL(manifest->results, result); /* NOLINT(clang-analyzer-unix.Malloc):
							HASH_ITER took the next one before */
		free(result);
	}
	HASH_ITER(hh, manifest->authors, author, next_author)
	{
		HASH_DEL(manifest->authors, author); /* NOLINT(clang-analyzer-unix.Malloc):
							HASH_ITER took the next one before */
		free(author->label);
		free(author);
	}
	HASH_ITER(hh, manifest->kinds, kind, next_kind)
	{
		HASH_DEL(manifest->kinds, kind); /* NOLINT(clang-analyzer-unix.Malloc): HASH_ITER
						    took the next one before */
		free(kind);
	}
	months_free(&manifest->months);
	*manifest = (struct manifest){ 0 };
}

static bool read_text(struct manifest *manifest, char *text)
{
	int64_t guild, transaction, time, seq_of, seq, batch, batches;
	char *rest = NULL, *line = strtok_r(text, "\n", &rest), *last = line;
	if (!line || strcmp(line, HEADER) != 0)
		return false;
	line = strtok_r(NULL, "\n", &rest);
	if (!line ||
	    sscanf(line, "published %jd %32[0-9a-f] %jd %jd %jd %jd %jd %jd", &guild,
		   manifest->frame, &transaction, &time, &seq_of, &seq, &batch, &batches) != 8)
		return false;
	manifest->guild_id = (uint64_t)guild;
	manifest->transaction = transaction;
	manifest->time = time;
	manifest->seq_of = seq_of;
	manifest->seq = seq;
	manifest->batch = batch;
	manifest->batches = batches;
	while ((line = strtok_r(NULL, "\n", &rest))) {
		if (!read_line(manifest, line))
			return false;
		last = line;
	}
	return manifest->found = strcmp(last, "end") == 0;
}

bool manifest_read(struct manifest *manifest, char *text)
{
	bool read = read_text(manifest, text);
	if (!read)
		manifest_forget(manifest);
	return read;
}

void manifest_write(const struct manifest *m, struct buf *out)
{
	char number[DECIMAL_TEXT_SIZE], other[DECIMAL_TEXT_SIZE];
	buf_printf(out, HEADER "\npublished %jd %s %jd %jd %jd %jd %jd %jd\n", m->guild_id,
		   m->frame, m->transaction, m->time, m->seq_of, m->seq, m->batch, m->batches);
	for (const struct known_account *a = m->accounts; a; a = a->hh.next)
		buf_printf(out, "account %jd %s %s\n", a->id, a->label, a->state);
	for (const struct day *d = m->days; d; d = d->hh.next)
		buf_printf(out, "day %s %s %jd %s\n", d->key.date, d->key.currency, d->movements,
			   decimal_from_minor(d->volume, 0, number));
	for (const struct tally *t = m->tallies; t; t = t->hh.next)
		if (t->entries)
			buf_printf(out, "tally %jd %s %jd %s %s\n", t->key.account, t->key.currency,
				   t->entries, decimal_from_minor(t->debits, 0, number),
				   decimal_from_minor(t->credits, 0, other));
	for (const struct result *r = m->results; r; r = r->hh.next)
		buf_printf(out, "result %s %s %s %s\n", r->key.month, r->key.currency,
			   decimal_from_minor(r->income, 0, number),
			   decimal_from_minor(r->expenses, 0, other));
	for (const struct author *a = m->authors; a; a = a->hh.next)
		buf_printf(out, "author %jd %s\n", a->id, *a->print ? a->print : "0");
	for (const struct kind *k = m->kinds; k; k = k->hh.next)
		buf_printf(out, "kind %s\n", k->verb);
	months_write(m->months, out);
	buf_text(out, "end\n");
}
