/* Reads a list by the reader of its format, and keeps what the reader gave as lines of text; and
 * compares a list of tests/import/lists with its NN.expect.json. */
#ifndef LIST_READ_H
#define LIST_READ_H

#include <cjson/cJSON.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/temporary.h"
#include "check.h"
#include "import/formats.h"

/* What was read: "begin NAME CUR FROM TO OPENING", "PLACE DAY AMOUNT CUR [REFERENCE] TEXT",
 * "skip PLACE", "end TO CLOSING", "fault CLASS PLACE", "warn PLACE"; lines and messages apart. */
struct read_list {
	struct list_taker taker;
	struct buf said;
	struct buf messages;
	cJSON *lines, *openings, *closings, *totals; /* as NN.expect.json has them */
	char account[80];
	int faults, warnings;
	bool other_class; /* not all faults are of the first one's class */
	char fault[24];   /* the first */
	uint64_t fault_place;
};

static void say_day(struct buf *said, int64_t day)
{
	char text[DAY_TEXT_SIZE];
	buf_printf(said, " %s", day == NO_DAY ? "-" : day_format(day, text));
}

static void take_begin(struct list_taker *taker, const struct list_account *account)
{
	struct read_list *list = (struct read_list *)taker;
	snprintf(list->account, sizeof list->account, "%s", account->name);
	buf_printf(&list->said, "begin [%s] %s", account->name, account->currency);
	say_day(&list->said, account->from);
	say_day(&list->said, account->to);
	if (account->has_opening) {
		buf_printf(&list->said, " %lld", (long long)account->opening);
		cJSON_AddNumberToObject(list->openings, account->name, (double)account->opening);
	}
	buf_char(&list->said, '\n');
}

static void take_end(struct list_taker *taker, const struct list_account *account)
{
	struct read_list *list = (struct read_list *)taker;
	buf_text(&list->said, "end");
	say_day(&list->said, account->to);
	if (account->has_closing) {
		buf_printf(&list->said, " %lld", (long long)account->closing);
		cJSON_AddNumberToObject(list->closings, account->name, (double)account->closing);
	}
	buf_char(&list->said, '\n');
}

static void take_line(struct list_taker *taker, const struct list_line *line)
{
	struct read_list *list = (struct read_list *)taker;
	char day[DAY_TEXT_SIZE];
	cJSON *json = cJSON_CreateObject();
	cJSON *total = cJSON_GetObjectItemCaseSensitive(list->totals, line->currency);
	buf_printf(&list->said, "%llu %s %lld %s [%s] %s", (unsigned long long)line->place,
		   day_format(line->day, day), (long long)line->amount, line->currency,
		   line->reference, line->text);
	if (*line->party)
		buf_printf(&list->said, " {%s}", line->party);
	buf_char(&list->said, '\n');
	cJSON_AddStringToObject(json, "date", day);
	cJSON_AddNumberToObject(json, "amount_minor", (double)line->amount);
	cJSON_AddStringToObject(json, "currency", line->currency);
	cJSON_AddStringToObject(json, "reference", line->reference);
	cJSON_AddStringToObject(json, "text", line->text);
	cJSON_AddStringToObject(json, "account", list->account);
	cJSON_AddItemToArray(list->lines, json);
	if (total)
		cJSON_SetNumberValue(total, total->valuedouble + (double)line->amount);
	else
		cJSON_AddNumberToObject(list->totals, line->currency, (double)line->amount);
}

static void take_skip(struct list_taker *taker, enum list_skip why, uint64_t place)
{
	struct read_list *list = (struct read_list *)taker;
	static const char *const words[LIST_SKIPS] = { "rule", "pending", "zero" };
	buf_printf(&list->said, "skip %s %llu\n", words[why], (unsigned long long)place);
}

static void take_fault(struct list_taker *taker, enum list_fault fault, uint64_t place,
		       const char *message)
{
	struct read_list *list = (struct read_list *)taker;
	if (!list->faults++) {
		snprintf(list->fault, sizeof list->fault, "%s", list_fault_word(fault));
		list->fault_place = place;
	}
	list->other_class |= strcmp(list->fault, list_fault_word(fault)) != 0;
	buf_printf(&list->said, "fault %s %llu\n", list_fault_word(fault),
		   (unsigned long long)place);
	buf_printf(&list->messages, "%s\n", message);
}

static void take_warning(struct list_taker *taker, uint64_t place, const char *message)
{
	struct read_list *list = (struct read_list *)taker;
	list->warnings++;
	buf_printf(&list->said, "warn %llu\n", (unsigned long long)place);
	buf_printf(&list->messages, "%s\n", message);
}

static void free_list(struct read_list *list)
{
	buf_free(&list->said);
	buf_free(&list->messages);
	cJSON_Delete(list->lines);
	cJSON_Delete(list->openings);
	cJSON_Delete(list->closings);
	cJSON_Delete(list->totals);
	memset(list, 0, sizeof *list);
}

static void begin_list(struct read_list *list)
{
	*list = (struct read_list){
		.taker = { take_begin, take_line, take_skip, take_end, take_fault, take_warning },
		.lines = cJSON_CreateArray(),
		.openings = cJSON_CreateObject(),
		.closings = cJSON_CreateObject(),
		.totals = cJSON_CreateObject(),
	};
}

/* --dates of what is read next. */
static bool say_day_first, say_month_first;

static void read_fd(struct read_list *list, const struct list_format *format, int fd)
{
	static struct list_source source; /* its head is large */
	begin_list(list);
	source_open(&source, fd);
	const char *encoding = format->declared(source.head, source.head_length);
	if (!encoding)
		encoding = source.valid_utf8 ? "UTF-8" : "WINDOWS-1252";
	CHECK(source_decode(&source, encoding, &list->taker));
	struct list_reading reading = { .source = &source,
					.taker = &list->taker,
					.day_first = say_day_first,
					.month_first = say_month_first };
	format->read(&reading);
	arena_free(&reading.arena);
	source_close(&source);
}

/* Reads BYTES; the answer lives until the next call of this. */
static const char *read_bytes(const struct list_format *format, const char *bytes, size_t length)
{
	static struct read_list list;
	free_list(&list);
	int fd = temporary_file();
	if (!bytes) /* to leave nothing behind */
		return close(fd), NULL;
	if (fd < 0 || write(fd, bytes, length) != (ssize_t)length || lseek(fd, 0, SEEK_SET) != 0)
		abort();
	read_fd(&list, format, fd);
	close(fd);
	return buf_string(&list.said);
}

static const char *read_text(const struct list_format *format, const char *text)
{
	return read_bytes(format, text, strlen(text));
}

static const char *text_in(const cJSON *json, const char *key)
{
	const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, key));
	return text ? text : "(nothing)";
}

static double number_in(const cJSON *json, const char *key)
{
	return cJSON_GetObjectItemCaseSensitive(json, key)->valuedouble;
}

static void compare_line(const cJSON *wanted, const cJSON *got)
{
	static const char *const texts[] = { "date", "currency", "reference", "text", "account" };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (cJSON_HasObjectItem(wanted, texts[i]))
			SAME(text_in(got, texts[i]), text_in(wanted, texts[i]));
	CHECK(number_in(got, "amount_minor") == number_in(wanted, "amount_minor"));
}

/* WANTED is a number, where there is one account, or an object by account. */
static void compare_balance(const cJSON *wanted, const cJSON *got)
{
	if (cJSON_IsNumber(wanted))
		CHECK(cJSON_GetArraySize(got) == 1 &&
		      got->child->valuedouble == wanted->valuedouble);
	else if (wanted)
		CHECK(cJSON_Compare(wanted, got, true));
	else
		CHECK(cJSON_GetArraySize(got) == 0);
}

static void compare_list(const struct read_list *list, const cJSON *wanted)
{
	const cJSON *lines = cJSON_GetObjectItemCaseSensitive(wanted, "lines");
	CHECK(list->faults == 0);
	CHECK(cJSON_GetArraySize(list->lines) == cJSON_GetArraySize(lines));
	for (int i = 0; i < cJSON_GetArraySize(lines); i++)
		compare_line(cJSON_GetArrayItem(lines, i), cJSON_GetArrayItem(list->lines, i));
	CHECK(cJSON_Compare(cJSON_GetObjectItemCaseSensitive(wanted, "total"), list->totals, true));
	compare_balance(cJSON_GetObjectItemCaseSensitive(wanted, "opening"), list->openings);
	compare_balance(cJSON_GetObjectItemCaseSensitive(wanted, "closing"), list->closings);
}

static void add_file(struct buf *text, const char *path)
{
	char bytes[4096];
	FILE *file = fopen(path, "r");
	if (!file)
		abort();
	for (size_t got; (got = fread(bytes, 1, sizeof bytes, file));)
		buf_add(text, bytes, got);
	fclose(file);
}

/* Reads the list that tests/import/lists/NAME.expect.json is of. */
static inline void expect_list(const struct list_format *format, const char *name)
{
	struct read_list list;
	int before = failures;
	char path[256];
	struct buf text = { 0 };
	snprintf(path, sizeof path, "tests/import/lists/%s.expect.json", name);
	add_file(&text, path);
	cJSON *wanted = cJSON_Parse(buf_string(&text));
	cJSON *error = cJSON_GetObjectItemCaseSensitive(wanted, "error");
	CHECK(wanted && strcmp(text_in(wanted, "format"), format->name) == 0);
	snprintf(path, sizeof path, "tests/import/lists/%s", text_in(wanted, "file"));
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char head[SOURCE_HEAD_SIZE + 1];
	ssize_t length = pread(fd, head, SOURCE_HEAD_SIZE, 0);
	CHECK(length > 0);
	head[length > 0 ? length : 0] = '\0';
	CHECK(format->fits(head, (size_t)length));
	read_fd(&list, format, fd);
	close(fd);
	if (error) {
		SAME(list.fault, text_in(error, "class"));
		CHECK(list.fault_place == (uint64_t)number_in(error, "line"));
		CHECK(!list.other_class);
	} else {
		compare_list(&list, wanted);
	}
	if (failures != before)
		printf("%s:\n%s%s", name, buf_string(&list.said), buf_string(&list.messages));
	free_list(&list);
	cJSON_Delete(wanted);
	buf_free(&text);
}

#endif
