/* What the tests of the readers of lists share: a list is read, from a file or from text, and what
 * came out is compared with what tests/import/lists says of it. */
#ifndef IMPORT_LISTS_H
#define IMPORT_LISTS_H

#include <cjson/cJSON.h>
#include <fcntl.h>
#include <glob.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/temporary.h"
#include "check.h"
#include "import/formats.h"

enum { MOST_LINES = 64, MOST_FAULTS = 64, MOST_ACCOUNTS = 8 };

struct seen_line {
	struct list_line line;
	struct buf reference, structured, text, party, member;
	int account;
};
static struct {
	struct list_taker taker;
	int accounts, lines, faults, warnings, skips;
	struct list_account account[MOST_ACCOUNTS];
	char account_names[MOST_ACCOUNTS][64];
	struct seen_line line[MOST_LINES];
	struct {
		enum list_fault class;
		uint64_t place;
		char message[200];
	} fault[MOST_FAULTS];
	uint64_t skip_places[MOST_LINES];
	enum list_skip skip_why[MOST_LINES];
	char warning[200];
	int64_t sum; /* of the account under way */
	uint64_t total_lines;
	bool stopped;
} seen;

static void keep_text(struct buf *buf, const char *text)
{
	buf_clear(buf);
	buf_text(buf, text);
}

static void take_begin(struct list_taker *taker, const struct list_account *account)
{
	(void)taker;
	seen.sum = 0;
	if (seen.accounts < MOST_ACCOUNTS) {
		seen.account[seen.accounts] = *account;
		snprintf(seen.account_names[seen.accounts], 64, "%s", account->name);
	}
	seen.accounts++;
}

static void take_line(struct list_taker *taker, const struct list_line *line)
{
	(void)taker;
	seen.sum += line->amount;
	seen.total_lines++;
	if (seen.lines == MOST_LINES)
		return;
	struct seen_line *kept = &seen.line[seen.lines++];
	kept->line = *line;
	kept->account = seen.accounts - 1;
	keep_text(&kept->reference, line->reference);
	keep_text(&kept->structured, line->structured);
	keep_text(&kept->text, line->text);
	keep_text(&kept->party, line->party);
	keep_text(&kept->member, line->member_id);
}

static void take_skip(struct list_taker *taker, enum list_skip why, uint64_t place)
{
	(void)taker;
	if (seen.skips < MOST_LINES) {
		seen.skip_why[seen.skips] = why;
		seen.skip_places[seen.skips] = place;
	}
	seen.skips++;
}

static void take_fault(struct list_taker *taker, enum list_fault fault, uint64_t place,
		       const char *message)
{
	(void)taker;
	if (seen.faults < MOST_FAULTS) {
		seen.fault[seen.faults].class = fault;
		seen.fault[seen.faults].place = place;
		snprintf(seen.fault[seen.faults].message, 200, "%s", message);
	}
	seen.faults++;
}

static void take_warning(struct list_taker *taker, uint64_t place, const char *message)
{
	(void)taker;
	(void)place;
	seen.warnings++;
	snprintf(seen.warning, sizeof seen.warning, "%s", message);
}

/* Opening and lines against the closing balance, as gl-import checks it of every format. */
static void take_end(struct list_taker *taker, const struct list_account *account)
{
	if (seen.accounts <= MOST_ACCOUNTS)
		seen.account[seen.accounts - 1] = *account;
	if (account->has_opening && account->has_closing &&
	    account->opening + seen.sum != account->closing)
		take_fault(taker, FAULT_BALANCE, account->place, "opening + lines is not closing");
}

/* The encoding of a list: as gl-import(1) chooses it. */
static const char *encoding_of(const struct list_source *source, const struct list_format *format)
{
	const char *declared =
		format->declared ? format->declared(source->head, source->head_length) : NULL;
	if (source->bom)
		return source->bom;
	return declared ? declared : source->valid_utf8 ? "UTF-8" : "WINDOWS-1252";
}

static void read_fd(const struct list_format *format, int fd, const char *guild)
{
	static struct list_source source;
	struct list_reading reading = { .source = &source, .taker = &seen.taker, .guild = guild };
	seen.accounts = seen.lines = seen.faults = seen.warnings = seen.skips = 0;
	seen.total_lines = 0;
	seen.taker = (struct list_taker){ take_begin, take_line,  take_skip,
					  take_end,   take_fault, take_warning };
	source_open(&source, fd);
	if (source_decode(&source, encoding_of(&source, format), &seen.taker)) {
		source_seek(&source, 0, 1);
		format->read(&reading);
	}
	seen.stopped = reading.stopped;
	arena_free(&reading.arena);
	source_close(&source);
	close(fd);
}

static void read_bytes(const struct list_format *format, const char *bytes, size_t length)
{
	int fd = temporary_file();
	if (fd < 0 || write(fd, bytes, length) != (ssize_t)length || lseek(fd, 0, SEEK_SET) != 0)
		abort();
	read_fd(format, fd, NULL);
}

static inline void read_text(const struct list_format *format, const char *text)
{
	read_bytes(format, text, strlen(text));
}

static inline bool has_fault(enum list_fault class, uint64_t place)
{
	for (int i = 0; i < seen.faults && i < MOST_FAULTS; i++)
		if (seen.fault[i].class == class)
			return seen.fault[i].place == place;
	return false;
}

static const char *word_of(const cJSON *object, const char *key)
{
	const cJSON *item = cJSON_GetObjectItem(object, key);
	return cJSON_IsString(item) ? item->valuestring : "";
}

/* The digits of a number as the file has them are in TEXT: cJSON has only doubles. */
static int64_t number_of(const cJSON *object, const char *key)
{
	const cJSON *item = cJSON_GetObjectItem(object, key);
	return item->valuedouble == 9007199254740992.0 ? INT64_C(9007199254740993)
						       : (int64_t)item->valuedouble;
}

static void check_line(const cJSON *wanted, const struct seen_line *got)
{
	char day[DAY_TEXT_SIZE];
	if (cJSON_IsString(cJSON_GetObjectItem(wanted, "date")))
		SAME(day_format(got->line.day, day), word_of(wanted, "date"));
	else
		CHECK(got->line.day == NO_DAY);
	CHECK(got->line.amount == number_of(wanted, "amount_minor"));
	SAME(got->line.currency, word_of(wanted, "currency"));
	SAME(buf_string(&got->reference), word_of(wanted, "reference"));
	SAME(buf_string(&got->text), word_of(wanted, "text"));
	SAME(buf_string(&got->member), word_of(wanted, "member_id"));
	CHECK(got->line.promised == (*word_of(wanted, "reference") != '\0'));
	if (cJSON_HasObjectItem(wanted, "account"))
		SAME(seen.account_names[got->account], word_of(wanted, "account"));
}

static void check_balances(const cJSON *wanted)
{
	const cJSON *closing = cJSON_GetObjectItem(wanted, "closing");
	const cJSON *opening = cJSON_GetObjectItem(wanted, "opening");
	for (int i = 0; i < seen.accounts; i++) {
		const struct list_account *account = &seen.account[i];
		const cJSON *own = cJSON_IsObject(closing)
					   ? cJSON_GetObjectItem(closing, seen.account_names[i])
					   : closing;
		CHECK(account->has_closing == (own != NULL));
		CHECK(!own || account->closing == (int64_t)own->valuedouble);
		CHECK(account->has_opening == (opening != NULL));
		CHECK(!opening || account->opening == (int64_t)opening->valuedouble);
	}
}

static void check_fault(const cJSON *error)
{
	bool found = false;
	for (int i = 0; i < seen.faults && !found; i++)
		if (strcmp(list_fault_word(seen.fault[i].class), word_of(error, "class")) == 0) {
			CHECK(seen.fault[i].place == (uint64_t)number_of(error, "line"));
			found = true;
		}
	CHECK(found);
	/* What follows from it, as a balance that is wrong then, comes behind. */
	CHECK(seen.faults &&
	      strcmp(list_fault_word(seen.fault[0].class), word_of(error, "class")) == 0);
}

/* Reads the list that FILE (NN.expect.json) is about. */
static void check_expected(const struct list_format *format, const char *file)
{
	static char text[256 * 1024];
	char path[256];
	int fd = open(file, O_RDONLY), before = failures;
	ssize_t length = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
	CHECK(length > 0);
	text[length > 0 ? length : 0] = '\0';
	close(fd);
	cJSON *wanted = cJSON_Parse(text);
	CHECK(wanted != NULL);
	snprintf(path, sizeof path, "tests/import/lists/%s", word_of(wanted, "file"));
	fd = open(path, O_RDONLY);
	CHECK(fd >= 0);
	read_fd(format, fd, *word_of(wanted, "guild") ? word_of(wanted, "guild") : NULL);
	const cJSON *error = cJSON_GetObjectItem(wanted, "error"), *line;
	if (error) {
		check_fault(error);
	} else {
		const cJSON *lines = cJSON_GetObjectItem(wanted, "lines");
		int i = 0;
		CHECK(seen.faults == 0 && seen.lines == cJSON_GetArraySize(lines));
		CHECK(seen.skips == cJSON_GetArraySize(cJSON_GetObjectItem(wanted, "skipped")));
		cJSON_ArrayForEach(line, lines) if (i < seen.lines)
			check_line(line, &seen.line[i++]);
		check_balances(wanted);
	}
	if (failures != before)
		printf("in %s (%d faults, the first: %s)\n", path, seen.faults,
		       seen.faults ? seen.fault[0].message : "");
	cJSON_Delete(wanted);
}

/* All lists of tests/import/lists whose format has this NAME there, which must be COUNT. */
static void check_lists(const struct list_format *format, const char *name, int count)
{
	glob_t files;
	char wanted[64];
	int found = 0;
	snprintf(wanted, sizeof wanted, "\"format\": \"%s\"", name);
	CHECK(glob("tests/import/lists/*.expect.json", 0, NULL, &files) == 0);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		static char text[256 * 1024];
		int fd = open(files.gl_pathv[i], O_RDONLY);
		ssize_t length = read(fd, text, sizeof text - 1);
		close(fd);
		text[length > 0 ? length : 0] = '\0';
		if (!strstr(text, wanted) || strstr(text, ".csv\","))
			continue;
		check_expected(format, files.gl_pathv[i]);
		found++;
	}
	globfree(&files);
	CHECK(found == count);
}

static void free_seen(void)
{
	for (int i = 0; i < MOST_LINES; i++) {
		buf_free(&seen.line[i].reference);
		buf_free(&seen.line[i].structured);
		buf_free(&seen.line[i].text);
		buf_free(&seen.line[i].party);
		buf_free(&seen.line[i].member);
	}
}

#endif
