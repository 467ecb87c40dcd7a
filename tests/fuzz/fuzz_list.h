/* What holds for every reader of bank lists, whatever it is given: accounts begin and end, lines
 * are fit to be booked, a second look finds the same, and what is told to be right adds up. */
#ifndef FUZZ_LIST_H
#define FUZZ_LIST_H

#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

#include "import/formats.h"

struct fuzz_taker {
	struct list_taker taker;
	bool begun, sorted; /* sorted: days never go back */
	unsigned faults;
	uint64_t said; /* a hash of all that was given */
	int64_t last_day;
	__int128 balance;
	bool has_opening;
};

static void fuzz_say(struct fuzz_taker *taker, const void *bytes, size_t length)
{
	const unsigned char *at = bytes;
	for (size_t i = 0; i < length; i++)
		taker->said = (taker->said ^ at[i]) * UINT64_C(1099511628211);
}

/* What a terminal or a log can be shown. */
static void fuzz_say_shown(struct fuzz_taker *taker, const char *text)
{
	REQUIRE(utf8_valid(text, strlen(text)));
	for (const char *at = text; *at; at++)
		REQUIRE((unsigned char)*at >= ' ' && *at != 0x7f);
	fuzz_say(taker, text, strlen(text) + 1);
}

static void fuzz_say_text(struct fuzz_taker *taker, const char *text)
{
	REQUIRE(*text != ' ' && !strstr(text, "  "));
	fuzz_say_shown(taker, text);
}

static void fuzz_begin(struct list_taker *list, const struct list_account *account)
{
	struct fuzz_taker *taker = (struct fuzz_taker *)list;
	REQUIRE(!taker->begun && strlen(account->currency) < LIST_CURRENCY_SIZE);
	fuzz_say_text(taker, account->name);
	taker->begun = true;
	taker->has_opening = account->has_opening;
	taker->balance = account->opening;
	taker->last_day = FIRST_DAY;
	fuzz_say(taker, &account->opening, sizeof account->opening);
}

static void fuzz_line_of_list(struct list_taker *list, const struct list_line *line)
{
	struct fuzz_taker *taker = (struct fuzz_taker *)list;
	REQUIRE(taker->begun && line->amount && line->place);
	REQUIRE(line->day >= FIRST_DAY && line->day <= LAST_DAY);
	REQUIRE(!taker->sorted || line->day >= taker->last_day);
	taker->last_day = line->day;
	taker->balance += line->amount;
	fuzz_say_text(taker, line->text);
	fuzz_say_text(taker, line->reference);
	fuzz_say_text(taker, line->party);
	fuzz_say(taker, &line->day, sizeof line->day);
	fuzz_say(taker, &line->amount, sizeof line->amount);
}

static void fuzz_skip(struct list_taker *list, enum list_skip why, uint64_t place)
{
	REQUIRE(why < LIST_SKIPS);
	fuzz_say((struct fuzz_taker *)list, &place, sizeof place);
}

static void fuzz_end(struct list_taker *list, const struct list_account *account)
{
	struct fuzz_taker *taker = (struct fuzz_taker *)list;
	REQUIRE(taker->begun);
	taker->begun = false;
	REQUIRE(!account->has_closing || !taker->has_opening || taker->faults ||
		taker->balance == account->closing);
	fuzz_say(taker, &account->closing, sizeof account->closing);
}

static void fuzz_fault(struct list_taker *list, enum list_fault fault, uint64_t place,
		       const char *message)
{
	struct fuzz_taker *taker = (struct fuzz_taker *)list;
	REQUIRE(fault < LIST_FAULTS && *message);
	fuzz_say_shown(taker, message);
	taker->faults++;
	fuzz_say(taker, &place, sizeof place);
}

static void fuzz_warn(struct list_taker *list, uint64_t place, const char *message)
{
	REQUIRE(*message);
	fuzz_say((struct fuzz_taker *)list, &place, sizeof place);
}

/* One look at the list in FD. */
static struct fuzz_taker fuzz_look(const struct list_format *format, int fd, bool sorted, int dates)
{
	static struct list_source source;
	struct fuzz_taker taker = { .taker = { fuzz_begin, fuzz_line_of_list, fuzz_skip, fuzz_end,
					       fuzz_fault, fuzz_warn },
				    .sorted = sorted };
	lseek(fd, 0, SEEK_SET);
	source_open(&source, fd);
	bool fits = format->fits(source.head, source.head_length);
	const char *encoding = format->declared(source.head, source.head_length);
	if (!encoding)
		encoding = source.valid_utf8 ? "UTF-8" : "WINDOWS-1252";
	struct list_reading reading = { .source = &source,
					.taker = &taker.taker,
					.day_first = dates == 1,
					.month_first = dates == 2 };
	if (source_decode(&source, encoding, &taker.taker))
		format->read(&reading);
	arena_free(&reading.arena);
	source_close(&source);
	REQUIRE(!taker.begun);
	fuzz_say(&taker, &fits, sizeof fits);
	return taker;
}

static int fuzz_list(const struct list_format *format, bool sorted, const uint8_t *data,
		     size_t size)
{
	static int fd = -1;
	if (fd < 0)
		fd = memfd_create("list", MFD_CLOEXEC);
	REQUIRE(fd >= 0 && ftruncate(fd, 0) == 0 && pwrite(fd, data, size, 0) == (ssize_t)size);
	int dates = size ? data[size - 1] % 3 : 0;
	struct fuzz_taker first = fuzz_look(format, fd, sorted, dates);
	struct fuzz_taker second = fuzz_look(format, fd, sorted, dates);
	REQUIRE(first.said == second.said && first.faults == second.faults);
	return 0;
}

#endif
