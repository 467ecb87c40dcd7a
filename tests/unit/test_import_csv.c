/* Lists of CSV in the shapes of banks, with the rules beside them: what comes out, or which fault
 * at which line. */
#include <cjson/cJSON.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "import/checks.h"
#include "import/formats.h"
#include "import/rules.h"

static const char folder[] = "tests/import/lists";

/* A taker that keeps all as JSON, in the words of NN.expect.json. */
struct collector {
	struct list_taker taker;
	cJSON *lines;
	struct list_checks *told; /* what it is also given to */
};

static void begin(struct list_taker *taker, const struct list_account *account)
{
	struct list_taker *next = &((struct collector *)taker)->told->taker;
	next->begin(next, account);
}

static void end(struct list_taker *taker, const struct list_account *account)
{
	struct list_taker *next = &((struct collector *)taker)->told->taker;
	next->end(next, account);
}

static void take_line(struct list_taker *taker, const struct list_line *line)
{
	struct collector *collector = (struct collector *)taker;
	struct list_taker *next = &collector->told->taker;
	char day[DAY_TEXT_SIZE];
	next->line(next, line);
	if (line->amount == 0 && !*line->member_id)
		return;
	cJSON *json = cJSON_CreateObject();
	if (line->day == NO_DAY)
		cJSON_AddNullToObject(json, "date");
	else
		cJSON_AddStringToObject(json, "date", day_format(line->day, day));
	cJSON_AddNumberToObject(json, "amount_minor", (double)line->amount);
	cJSON_AddStringToObject(json, "currency", line->currency);
	cJSON_AddStringToObject(json, "reference", line->reference);
	cJSON_AddStringToObject(json, "text", line->text);
	if (line->has_balance)
		cJSON_AddNumberToObject(json, "balance_after", (double)line->balance);
	if (*line->member_id)
		cJSON_AddStringToObject(json, "member_id", line->member_id);
	cJSON_AddItemToArray(collector->lines, json);
}

static void skip(struct list_taker *taker, enum list_skip why, uint64_t place)
{
	struct list_taker *next = &((struct collector *)taker)->told->taker;
	next->skip(next, why, place);
}

static void take_fault(struct list_taker *taker, enum list_fault fault, uint64_t place,
		       const char *message)
{
	struct list_taker *next = &((struct collector *)taker)->told->taker;
	next->fault(next, fault, place, message);
}

static void warn(struct list_taker *taker, uint64_t place, const char *message)
{
	struct list_taker *next = &((struct collector *)taker)->told->taker;
	next->warn(next, place, message);
}

static void read_list(struct collector *collector, const char *list, const char *rules_file)
{
	static struct list_source source;
	int fd = open(list, O_RDONLY | O_CLOEXEC);
	CHECK(fd >= 0);
	struct import_rules *rules = rules_read(rules_file, &collector->taker);
	if (fd < 0 || !rules)
		return;
	source_open(&source, fd);
	const char *encoding = rules_encoding(rules);
	if (!encoding)
		encoding = source.bom ? source.bom : "UTF-8";
	if (source_decode(&source, encoding, &collector->taker)) {
		struct list_reading reading = { .source = &source,
						.rules = rules,
						.taker = &collector->taker };
		format_csv.read(&reading);
		arena_free(&reading.arena);
	}
	source_close(&source);
	rules_free(rules);
	close(fd);
}

static void compare_faults(const struct list_checks *told, const cJSON *error, const char *name)
{
	CHECK(told->fault_count > 0);
	for (int fault = 0; fault < LIST_FAULTS; fault++) {
		if (!told->faults[fault].count)
			continue;
		bool wanted = strcmp(list_fault_word(fault),
				     cJSON_GetObjectItem(error, "class")->valuestring) == 0 &&
			      told->faults[fault].place ==
				      (uint64_t)cJSON_GetObjectItem(error, "line")->valuedouble;
		CHECK(wanted);
		if (!wanted)
			printf("%s: %s at line %llu: %s\n", name, list_fault_word(fault),
			       (unsigned long long)told->faults[fault].place,
			       told->faults[fault].message);
	}
}

static void compare_skips(const struct list_checks *told, const cJSON *expected)
{
	static const char *const words[] = { "rule", "pending", "zero" };
	uint64_t counts[LIST_SKIPS] = { 0 };
	const cJSON *one;
	cJSON_ArrayForEach(one, expected)
	{
		const char *why = cJSON_GetObjectItem(one, "why")->valuestring;
		for (int skip_kind = 0; skip_kind < LIST_SKIPS; skip_kind++)
			if (strcmp(words[skip_kind], why) == 0) {
				CHECK(told->skips[skip_kind].places[counts[skip_kind]] ==
				      (uint64_t)cJSON_GetObjectItem(one, "line")->valuedouble);
				counts[skip_kind]++;
			}
	}
	for (int skip_kind = 0; skip_kind < LIST_SKIPS; skip_kind++)
		CHECK(told->skips[skip_kind].count == counts[skip_kind]);
}

static void compare_lines(const cJSON *lines, const cJSON *expected, const char *name)
{
	static const char *const elsewhere[] = { "member", "account" }; /* not of the reader */
	CHECK(cJSON_GetArraySize(lines) == cJSON_GetArraySize(expected));
	for (int i = 0; i < cJSON_GetArraySize(lines); i++) {
		const cJSON *got = cJSON_GetArrayItem(lines, i);
		cJSON *wanted = cJSON_Duplicate(cJSON_GetArrayItem(expected, i), true);
		for (size_t key = 0; key < sizeof elsewhere / sizeof *elsewhere; key++)
			cJSON_DeleteItemFromObject(wanted, elsewhere[key]);
		bool same = cJSON_Compare(got, wanted, true);
		CHECK(same);
		if (!same) {
			char *one = cJSON_PrintUnformatted(got),
			     *other = cJSON_PrintUnformatted(wanted);
			printf("%s, line %d:\n got    %s\n wanted %s\n", name, i, one, other);
			free(one);
			free(other);
		}
		cJSON_Delete(wanted);
	}
}

static cJSON *read_json(const char *name)
{
	static char text[256 * 1024];
	FILE *file = fopen(name, "re");
	size_t length = file ? fread(text, 1, sizeof text - 1, file) : 0;
	text[length] = '\0';
	if (file)
		fclose(file);
	return cJSON_Parse(text);
}

static void check_list(const cJSON *expected, const char *name)
{
	char list[300], rules[300];
	struct list_checks told;
	checks_begin(&told, NO_DAY);
	struct collector collector = { { begin, take_line, skip, end, take_fault, warn },
				       cJSON_CreateArray(),
				       &told };
	snprintf(list, sizeof list, "%s/%s", folder,
		 cJSON_GetObjectItem(expected, "file")->valuestring);
	snprintf(rules, sizeof rules, "%s/%s", folder,
		 cJSON_GetObjectItem(expected, "rules")->valuestring);
	read_list(&collector, list, rules);
	const cJSON *error = cJSON_GetObjectItem(expected, "error");
	if (error) {
		compare_faults(&told, error, name);
	} else {
		for (int fault = 0; fault < LIST_FAULTS; fault++)
			if (told.faults[fault].count)
				printf("%s: %s\n", name, told.faults[fault].message);
		CHECK(told.fault_count == 0);
		compare_lines(collector.lines, cJSON_GetObjectItem(expected, "lines"), name);
		compare_skips(&told, cJSON_GetObjectItem(expected, "skipped"));
	}
	cJSON_Delete(collector.lines);
	checks_free(&told);
}

int main(void)
{
	struct dirent *entry;
	int lists = 0;
	DIR *directory = opendir(folder);
	CHECK(directory != NULL);
	while (directory && (entry = readdir(directory))) {
		char name[300];
		if (!strstr(entry->d_name, ".expect.json"))
			continue;
		snprintf(name, sizeof name, "%s/%s", folder, entry->d_name);
		cJSON *expected = read_json(name);
		CHECK(expected != NULL);
		if (cJSON_GetObjectItem(expected, "rules")) {
			check_list(expected, entry->d_name);
			lists++;
		}
		cJSON_Delete(expected);
	}
	closedir(directory);
	CHECK(lists >= 30);
	return REPORT("import csv");
}
