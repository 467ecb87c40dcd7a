/* What the fuzz targets of lists share: any bytes are read to their end, twice with the same
 * result, and what comes out is what readers promise. */
#ifndef FUZZ_MARKED_H
#define FUZZ_MARKED_H

#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"
#include "import/formats.h"

struct fuzz_taker {
	struct list_taker taker;
	bool in_account;
	int64_t last_day;
	uint64_t lines, skips, faults, digest;
};

static void fuzz_begin(struct list_taker *taker, const struct list_account *account)
{
	struct fuzz_taker *seen = (struct fuzz_taker *)taker;
	REQUIRE(!seen->in_account && account->name);
	seen->in_account = true;
	seen->last_day = INT64_MIN;
}

static void fuzz_line_taken(struct list_taker *taker, const struct list_line *line)
{
	struct fuzz_taker *seen = (struct fuzz_taker *)taker;
	const char *texts[] = { line->reference, line->structured, line->text, line->party };
	REQUIRE(seen->in_account && line->place > 0 && line->day >= seen->last_day);
	REQUIRE(line->member_id && (*line->member_id || strlen(line->currency) == 3));
	for (int i = 0; i < 4; i++) {
		REQUIRE(texts[i] && utf8_valid(texts[i], strlen(texts[i])));
		REQUIRE(!strpbrk(texts[i], "\n\t\r\x01\x1b") && !strstr(texts[i], "  "));
		for (const char *at = texts[i]; *at; at++)
			seen->digest = seen->digest * 31 + (unsigned char)*at;
	}
	seen->digest = seen->digest * 31 + (uint64_t)line->amount;
	seen->last_day = line->day;
	seen->lines++;
}

static void fuzz_skip(struct list_taker *taker, enum list_skip why, uint64_t place)
{
	struct fuzz_taker *seen = (struct fuzz_taker *)taker;
	REQUIRE(seen->in_account && why < LIST_SKIPS && place > 0);
	seen->skips++;
}

static void fuzz_end(struct list_taker *taker, const struct list_account *account)
{
	struct fuzz_taker *seen = (struct fuzz_taker *)taker;
	REQUIRE(seen->in_account && account->name);
	seen->in_account = false;
}

static void fuzz_fault(struct list_taker *taker, enum list_fault fault, uint64_t place,
		       const char *message)
{
	struct fuzz_taker *seen = (struct fuzz_taker *)taker;
	REQUIRE(fault < LIST_FAULTS && place > 0 && *message);
	seen->faults++;
}

static void fuzz_warn(struct list_taker *taker, uint64_t place, const char *message)
{
	(void)taker;
	REQUIRE(place > 0 && *message);
}

static struct fuzz_taker fuzz_read(const struct list_format *format, struct list_source *source)
{
	struct fuzz_taker seen = { .taker = { fuzz_begin, fuzz_line_taken, fuzz_skip, fuzz_end,
					      fuzz_fault, fuzz_warn } };
	struct list_reading reading = { .source = source, .taker = &seen.taker };
	source_seek(source, 0, 1);
	format->read(&reading);
	REQUIRE(!reading.stopped || seen.faults);
	arena_free(&reading.arena);
	return seen;
}

static inline void fuzz_list(const struct list_format *format, const uint8_t *data, size_t size)
{
	static struct list_source source;
	int fd = memfd_create("list", MFD_CLOEXEC);
	REQUIRE(fd >= 0 && write(fd, data, size) == (ssize_t)size && lseek(fd, 0, SEEK_SET) == 0);
	source_open(&source, fd);
	format->fits(source.head, source.head_length);
	format->declared(source.head, source.head_length);
	if (source.valid_utf8) {
		struct fuzz_taker one = fuzz_read(format, &source);
		struct fuzz_taker other = fuzz_read(format, &source);
		REQUIRE(one.lines == other.lines && one.digest == other.digest &&
			one.faults == other.faults && one.skips == other.skips);
	}
	source_close(&source);
	close(fd);
}

#endif
