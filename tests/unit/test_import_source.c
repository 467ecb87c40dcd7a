/* Lists as bytes: files and pipes, encodings, lines and their numbers, limits. */
#include "import/source.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/temporary.h"
#include "check.h"

struct faults {
	struct list_taker taker;
	int count;
	enum list_fault fault;
	uint64_t place;
	char message[256];
};

static void take_fault(struct list_taker *taker, enum list_fault fault, uint64_t place,
		       const char *message)
{
	struct faults *faults = (struct faults *)taker;
	faults->count++;
	faults->fault = fault;
	faults->place = place;
	snprintf(faults->message, sizeof faults->message, "%s", message);
}

static struct faults faults;
static struct list_source source;

static int file_of(const char *bytes, size_t length)
{
	int fd = temporary_file();
	if (fd < 0 || write(fd, bytes, length) != (ssize_t)length || lseek(fd, 0, SEEK_SET) != 0)
		abort();
	return fd;
}

static void open_bytes(const char *bytes, size_t length)
{
	memset(&faults, 0, sizeof faults);
	faults.taker.fault = take_fault;
	source_open(&source, file_of(bytes, length));
}
#define OPEN(text) open_bytes(text, sizeof(text) - 1)

static void close_source(void)
{
	int fd = source.fd;
	source_close(&source);
	close(fd);
}

static const char *next(void)
{
	size_t length;
	const char *line = source_line(&source, &length, &faults.taker);
	if (line)
		CHECK(strlen(line) == length);
	return line ? line : "(end)";
}

static void test_lines(void)
{
	OPEN("one\r\n\ntwo \xc3\xa9\nlast");
	CHECK(source.valid_utf8 && !source.ascii && !source.has_nul && !source.bom);
	CHECK(source.first_letter_line == 3);
	SAME(source.head, "one\r\n\ntwo \xc3\xa9\nlast");
	SAME(next(), "one");
	CHECK(source.number == 1 && source.offset == 0 && source.next == 5);
	SAME(next(), "");
	CHECK(source.number == 2);
	SAME(next(), "two \xc3\xa9");
	uint64_t at = source.offset;
	CHECK(at == 6 && source.number == 3 && !source.torn);
	SAME(next(), "last");
	CHECK(source.torn && source.number == 4);
	SAME(next(), "(end)");
	SAME(next(), "(end)");
	source_seek(&source, at, 3);
	SAME(next(), "two \xc3\xa9");
	CHECK(source.number == 3 && source.offset == at);
	source_seek(&source, 0, 1);
	SAME(next(), "one");
	CHECK(source.number == 1 && faults.count == 0);
	close_source();
	/* As old Macs wrote: a CR ends a line only where no LF does. */
	OPEN("one\r\rtwo \xc3\xa9\rlast");
	SAME(next(), "one");
	SAME(next(), "");
	SAME(next(), "two \xc3\xa9");
	CHECK(source.number == 3 && source.offset == 5);
	SAME(next(), "last");
	SAME(next(), "(end)");
	close_source();
	OPEN("one\rand\ntwo");
	SAME(next(), "one\rand");
	close_source();
}

static void test_pipe_and_digest(void)
{
	int ends[2];
	char text[DIGEST_TEXT_SIZE], bytes[8];
	memset(&faults, 0, sizeof faults);
	if (pipe(ends) != 0 || write(ends[1], "abc", 3) != 3)
		abort();
	close(ends[1]);
	source_open(&source, ends[0]);
	/* FIPS 180-4, the digest of "abc" */
	SAME(digest_text(&source.digest, text), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb4"
						"10ff61f20015ad");
	for (int pass = 0; pass < 2; pass++) {
		source_seek(&source, 0, 1);
		CHECK(source_read(&source, bytes, 2) == 2 && memcmp(bytes, "ab", 2) == 0);
		CHECK(source_read(&source, bytes, 8) == 1 && *bytes == 'c');
		CHECK(source_read(&source, bytes, 8) == 0);
	}
	CHECK(!source_changed(&source));
	close_source();
	close(ends[0]);
}

/* A file that somebody else has read a part of begins where they stopped. */
static void test_file_that_changes(void)
{
	memset(&faults, 0, sizeof faults);
	int fd = file_of("preamble\na\nb\n", 13);
	lseek(fd, 9, SEEK_SET);
	source_open(&source, fd);
	SAME(next(), "a");
	CHECK(!source_changed(&source));
	if (pwrite(fd, "c\n", 2, 13) != 2)
		abort();
	CHECK(source_changed(&source));
	close_source();
}

static void test_encodings(void)
{
	OPEN("caf\xe9\n\x80 5\n");
	CHECK(!source.valid_utf8 && source.first_invalid_line == 1);
	CHECK(!source_decode(&source, "UTF-8", &faults.taker) && faults.fault == FAULT_ENCODING);
	CHECK(source_decode(&source, "windows-1252", &faults.taker));
	CHECK(source.valid_utf8);
	SAME(next(), "caf\xc3\xa9");
	SAME(next(), "\xe2\x82\xac 5");
	CHECK(source.number == 2);
	close_source();

	OPEN("a\nb\n\x81\n");
	CHECK(!source_decode(&source, "windows-1252", &faults.taker));
	CHECK(faults.fault == FAULT_ENCODING && faults.place == 3);
	CHECK(strstr(faults.message, "0x81"));
	close_source();

	OPEN("a\nn\xc3\xbaria\n");
	CHECK(!source_decode(&source, "latin1", &faults.taker));
	CHECK(faults.fault == FAULT_ENCODING && faults.place == 2);
	close_source();

	OPEN("plain\n");
	CHECK(source_decode(&source, "cp850", &faults.taker) && faults.count == 0);
	SAME(next(), "plain");
	CHECK(!source_decode(&source, "no-such", &faults.taker) && faults.count == 1);
	close_source();
}

static void test_utf16(void)
{
	static const char little[] = "\xff\xfe"
				     "a\0\n\0\xe9\0\n\0";
	open_bytes(little, sizeof little - 1);
	SAME(source.bom, "UTF-16LE");
	CHECK(source.has_nul);
	CHECK(source_decode(&source, "utf-16", &faults.taker) && !source.has_nul);
	SAME(source.head, "a\n\xc3\xa9\n");
	SAME(next(), "a");
	SAME(next(), "\xc3\xa9");
	close_source();
	open_bytes("\xfe\xff\0a\0", 5); /* the second letter is cut in two */
	CHECK(!source_decode(&source, source.bom, &faults.taker));
	CHECK(faults.fault == FAULT_ENCODING && faults.place == 1);
	close_source();
	OPEN("\xef\xbb\xbf"
	     "Date\n");
	SAME(source.bom, "UTF-8");
	SAME(next(), "Date");
	close_source();
}

static void test_hostile(void)
{
	enum { SIZE = 3 * 1024 * 1024 };
	static char bytes[SIZE];
	memset(bytes, 'x', SIZE);
	bytes[1] = '\n';
	open_bytes(bytes, SIZE);
	SAME(next(), "x");
	SAME(next(), "(end)");
	CHECK(faults.count == 1 && faults.fault == FAULT_TOO_LONG && faults.place == 2);
	CHECK(source.failed);
	SAME(next(), "(end)");
	CHECK(faults.count == 1);
	close_source();
	/* the longest line there may be, and one more byte */
	bytes[SOURCE_LONGEST_LINE] = '\n';
	bytes[1] = 'x';
	open_bytes(bytes, SOURCE_LONGEST_LINE + 2);
	CHECK(strlen(next()) == SOURCE_LONGEST_LINE && faults.count == 0);
	SAME(next(), "x");
	close_source();

	OPEN("a\nb\0c\nd\n");
	CHECK(source.has_nul && source.first_nul_line == 2);
	SAME(next(), "a");
	SAME(next(), "(end)");
	CHECK(faults.fault == FAULT_NUL && faults.place == 2 && source.failed);
	close_source();
}

/* Letters of two to four bytes at every place around the end of a piece, and lines read backwards
 * across windows. */
static void test_pieces(void)
{
	enum { PIECE = 64 * 1024, LINES = 40000, WIDTH = 12 };
	static char bytes[LINES * WIDTH + 1];
	static const char *const letters[] = { "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80" };
	for (int letter = 0; letter < 3; letter++)
		for (int shift = 0; shift < 6; shift++) {
			memset(bytes, 'x', PIECE + 8);
			memcpy(bytes + PIECE - shift, letters[letter], strlen(letters[letter]));
			open_bytes(bytes, PIECE + 8);
			CHECK(source.valid_utf8 && !source.ascii && source.first_letter_line == 1);
			close_source();
			bytes[PIECE - shift + 1] = 'x';
			open_bytes(bytes, PIECE + 8);
			CHECK(!source.valid_utf8);
			close_source();
		}
	for (int i = 0; i < LINES; i++)
		snprintf(bytes + (size_t)i * WIDTH, WIDTH + 1, "line %06d\n", i);
	open_bytes(bytes, LINES * WIDTH);
	bool same = true;
	for (int i = LINES - 1; i >= 0; i--) {
		size_t length;
		source_seek(&source, (uint64_t)i * WIDTH, (uint64_t)i + 1);
		const char *line = source_line(&source, &length, &faults.taker);
		same = same && line && length == WIDTH - 1 && source.number == (uint64_t)i + 1 &&
		       strncmp(line, bytes + (size_t)i * WIDTH, WIDTH - 1) == 0;
	}
	CHECK(same);
	close_source();
}

static void test_words(void)
{
	struct arena arena = { 0 };
	SAME(list_text(&arena, "  a \t b\r\nc  "), "a b c");
	SAME(list_text(&arena, ""), "");
	SAME(list_text(&arena, " \t"), "");
	SAME(list_text(&arena, "a\xc2\xa0\xc2\xa0"
			       "b\x01"
			       "c\xe2\x80\xae"
			       "d"),
	     "a bcd");
	SAME(list_text(&arena, "a\x1b[1mb\x7f\xc2\x9b"
			       "c\xc2\xa0"
			       "d\xc2\xa9\x0b"
			       "e"),
	     "a[1mbc d\xc2\xa9 e");
	SAME(list_text(&arena, "N\xc3\x9aRIA  PROVA"), "N\xc3\x9aRIA PROVA");
	CHECK(list_scale("EUR") == 2 && list_scale("JPY") == 0 && list_scale("KWD") == 3 &&
	      list_scale("CLF") == 4 && list_scale("") == 2 && list_scale("HUF") == 2);
	SAME(list_fault_word(FAULT_AMBIGUOUS_DATE), "ambiguous-date");
	for (int fault = 0; fault < LIST_FAULTS; fault++)
		CHECK(list_fault_word(fault));
	memset(&faults, 0, sizeof faults);
	faults.taker.fault = take_fault;
	list_fault(&faults.taker, FAULT_DATE, 7, "%s is no day", "31/02");
	SAME(faults.message, "31/02 is no day");
	CHECK(faults.place == 7 && faults.fault == FAULT_DATE);
	arena_free(&arena);
}

int main(void)
{
	test_lines();
	test_pipe_and_digest();
	test_file_that_changes();
	test_encodings();
	test_utf16();
	test_hostile();
	test_pieces();
	test_words();
	return REPORT("import source");
}
