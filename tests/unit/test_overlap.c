/* Whether a line is kept already: the judgement of one key, the pairs of lists in
 * tests/import/lists, what --known refuses. */
#include <dirent.h>
#include <sys/wait.h>
#include <sysexits.h>

#include "base/decimal.h"
#include "check.h"
#include "listed.h"

#define LISTS "tests/import/lists/"

static struct arena arena;

/* A line kept as "10", with "?" before it where it waits as cut and "=" where it was told to be one
 * that is kept; "-" instead of a balance for none. */
static size_t read_kept(struct kept_line *lines, const char *words)
{
	size_t count = 0;
	for (const char *at = words; *at; at += strcspn(at, " "), at += strspn(at, " ")) {
		struct kept_line *line = &lines[count++];
		*line = (struct kept_line){ .occurrence = (int64_t)count };
		line->state = *at == '?' ? KEPT_CUT_WAITS : *at == '=' ? KEPT_CUT_SAME : KEPT;
		at += *at == '?' || *at == '=';
		line->has_balance = *at != '-';
		line->balance = line->has_balance ? strtoll(at, NULL, 10) : 0;
	}
	return count;
}

/* What becomes of a list of one key with these balances, line after line: "known", "new" and "cut",
 * a letter each, with the occurrence under which it is kept where it is not its own. */
static const char *judged(const char *kept, const char *list, bool cut)
{
	static char told[200];
	struct kept_line lines[40], wanted[20];
	struct kept_lines all = { .lines = lines, .count = read_kept(lines, kept) };
	size_t count = read_kept(wanted, list), used = 0;
	overlap_count(&all);
	told[0] = '\0';
	for (size_t i = 0; i < count; i++) {
		struct overlap_line line = { .occurrence = (int64_t)i + 1,
					     .cut = cut,
					     .has_balance = wanted[i].has_balance,
					     .balance = wanted[i].balance };
		struct overlap_verdict verdict = overlap_judge(&line, &all);
		used += (size_t)snprintf(told + used, sizeof told - used, "%s%c", i ? " " : "",
					 verdict.what == OVERLAP_NEW     ? 'n'
					 : verdict.what == OVERLAP_KNOWN ? 'k'
									 : 'c');
		CHECK((verdict.what == OVERLAP_KNOWN) == (verdict.kept != NULL));
		if (verdict.what == OVERLAP_KNOWN)
			continue;
		if (verdict.occurrence != line.occurrence)
			used += (size_t)snprintf(told + used, sizeof told - used, "%jd",
						 (intmax_t)verdict.occurrence);
		lines[all.count++] =
			(struct kept_line){ .occurrence = verdict.occurrence,
					    .state = verdict.what == OVERLAP_CUT ? KEPT_CUT_WAITS
										 : KEPT,
					    .has_balance = line.has_balance,
					    .balance = line.balance };
		overlap_add(&all);
	}
	return told;
}

static void check_judgement(void)
{
	static const struct {
		const char *kept, *list;
		bool cut;
		const char *told;
	} rows[] = {
		{ "", "- -", false, "n n" },
		{ "- -", "- - -", false, "k k n" },
		{ "- - -", "- -", false, "k k" },
		{ "10 20", "10 20 30", true, "k k n" }, /* the whole day, and one more */
		{ "10 20", "20 30", true, "k c3" },     /* cut: the first is missing */
		{ "10 20", "20 30", false, "k k" },     /* on a later day balances do not count */
		{ "10 20", "- -", true, "k k" },        /* nothing to compare */
		{ "- -", "10 20", true, "c3 c4" },
		{ "10 20", "20 30 40", true, "k c3 c4" },
		{ "20", "10 20", true, "c2 k" }, /* the list before was cut, too */
		/* Asked once: it waits, and is told new or the same. */
		{ "10 20 ?30", "20 30", true, "k k" },
		{ "10 20 30", "20 30", true, "k k" },
		{ "10 20 =30", "20 30", true, "k k" },
		/* What was told to be the same is no line of its own. */
		{ "10 20 =25", "10 20 30", false, "k k n4" },
		{ "10 20 =25", "10 20 30", true, "k k n4" },
		/* While one waits the third may be it, or not. */
		{ "10 20 ?30", "10 20 30", false, "k k k" },
		{ "10 20 ?25", "10 20 30", false, "k k c4" },
		{ "10 20 ?25", "- - -", false, "k k k" },
		{ "10 20 ?30", "10 20 30 40", false, "k k k n" },
		{ "=5", "10", true, "n2" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		SAME(judged(rows[i].kept, rows[i].list, rows[i].cut), rows[i].told);
	struct kept_line turned[] = { { .occurrence = 3 },
				      { .occurrence = 1 },
				      { .occurrence = 2 } };
	overlap_sort(turned, 3);
	CHECK(turned[0].occurrence == 1 && turned[2].occurrence == 3);
	CHECK(overlap_by_hand(10, 5, 13, 5) && overlap_by_hand(13, 5, 10, 5));
	CHECK(!overlap_by_hand(10, 5, 14, 5) && !overlap_by_hand(14, 5, 10, 5));
	CHECK(!overlap_by_hand(10, 5, 10, -5));
}

static cJSON *read_json(const char *name)
{
	static char bytes[1 << 20];
	char path[300];
	snprintf(path, sizeof path, LISTS "%s", name);
	FILE *file = fopen(path, "r");
	if (!file)
		return NULL;
	bytes[fread(bytes, 1, sizeof bytes - 1, file)] = '\0';
	fclose(file);
	return cJSON_Parse(bytes);
}

static void add_row(struct buf *rows, const struct listed_line *one)
{
	char day[DAY_TEXT_SIZE], amount[DECIMAL_TEXT_SIZE], balance[DECIMAL_TEXT_SIZE];
	int scale = list_scale(one->line.currency);
	buf_printf(rows,
		   "{\"id\":\"%s\",\"account\":\"Bank\",\"date\":\"%s\",\"amount\":\"%s\","
		   "\"currency\":\"%s\",\"balance\":",
		   one->id, day_format(one->line.day, day),
		   decimal_from_minor(one->line.amount, scale, amount), one->line.currency);
	if (one->line.has_balance)
		buf_printf(rows, "\"%s\"", decimal_from_minor(one->line.balance, scale, balance));
	else
		buf_text(rows, "null");
	buf_text(rows, ",\"state\":\"booked\",\"doubt\":null,\"same\":null,\"transaction\":\"7\"}"
		       "\n");
}

/* Whether the lines of SECOND that are new are those that it says. */
static void check_second(const char *name, const struct listed *listed, const cJSON *second)
{
	int64_t news = 0, known = 0, asked = 0;
	const cJSON *new_lines = cJSON_GetObjectItem(second, "new_lines"), *index;
	for (size_t i = 0; i < listed->count; i++) {
		enum known_what what = listed->lines[i].verdict.what;
		bool wanted = false;
		cJSON_ArrayForEach(index, new_lines) wanted |= index->valuedouble == (double)i;
		if (wanted != (what == KNOWN_NEW))
			printf("%s: line %zu\n", name, i);
		CHECK(wanted == (what == KNOWN_NEW));
		news += what == KNOWN_NEW;
		known += what == KNOWN_BOOKED;
		asked += what != KNOWN_NEW && what != KNOWN_BOOKED;
	}
	CHECK((double)news == cJSON_GetNumberValue(cJSON_GetObjectItem(second, "new")));
	CHECK((double)known == cJSON_GetNumberValue(cJSON_GetObjectItem(second, "known")));
	CHECK((double)asked == cJSON_GetNumberValue(cJSON_GetObjectItem(second, "doubtful")));
}

static bool are_promised(const cJSON *list)
{
	const char *format = listed_text(list, "format");
	return strcmp(format, "ofx") == 0 || strcmp(format, "camt") == 0;
}

/* NAME is the second list of a pair: NNb.expect.json, after NN.expect.json. */
static void check_pair(const char *name, const cJSON *second)
{
	static struct listed listed;
	char first_name[40];
	snprintf(first_name, sizeof first_name, "%.2s.expect.json", name);
	cJSON *first = read_json(first_name);
	struct buf rows = { 0 };
	SAME(listed_text(first, "file"), listed_text(second, "after"));
	listed_name(&listed, first, are_promised(first));
	for (size_t i = 0; i < listed.count; i++)
		add_row(&rows, &listed.lines[i]);
	/* The first one again: nothing is new, nothing is lacking. */
	struct known *known = listed_judge(&listed, buf_string(&rows), true);
	for (size_t i = 0; i < listed.count; i++)
		CHECK(listed.lines[i].verdict.what == KNOWN_BOOKED);
	CHECK(known_lacking(known, "bank", listed.from, listed.to, NULL, NULL) == 0);
	known_free(known);
	listed_name(&listed, second, are_promised(second));
	known = listed_judge(&listed, buf_string(&rows), true);
	check_second(name, &listed, second);
	CHECK(known_lacking(known, "bank", listed.from, listed.to, NULL, NULL) == 0);
	known_free(known);
	buf_free(&rows);
	cJSON_Delete(first);
}

static void check_pairs(void)
{
	DIR *folder = opendir(LISTS);
	struct dirent *entry;
	int pairs = 0;
	while (folder && (entry = readdir(folder))) {
		const char *dot = strchr(entry->d_name, '.');
		cJSON *json =
			dot && strcmp(dot, ".expect.json") == 0 ? read_json(entry->d_name) : NULL;
		if (cJSON_GetObjectItem(json, "after")) {
			check_pair(entry->d_name, json);
			pairs++;
		}
		cJSON_Delete(json);
	}
	if (folder)
		closedir(folder);
	CHECK(pairs == 7);
}

static const char row_start[] = "{\"account\":\"bank\",\"currency\":\"EUR\",";

/* What a list of LINES ("2026-10-14 1000 text; …") is, beside ROWS without what all have: a word
 * each, and what is lacking. */
static const char *beside(const char *rows_text, const char *lines_text)
{
	static const char *const whats[] = { [KNOWN_NEW] = "new",
					     [KNOWN_BOOKED] = "known",
					     [KNOWN_CUT] = "cut",
					     [KNOWN_WORDS] = "words",
					     [KNOWN_BY_HAND] = "hand" };
	static struct listed listed;
	static char told[400];
	struct buf rows = { 0 };
	char copy[1000], *save = NULL;
	size_t used = 0;
	cJSON *list = cJSON_CreateObject(), *lines = cJSON_AddArrayToObject(list, "lines");
	snprintf(copy, sizeof copy, "%s", rows_text);
	for (char *row = strtok_r(copy, ";", &save); row; row = strtok_r(NULL, ";", &save))
		buf_printf(&rows, "%s%s}\n", row_start, row);
	snprintf(copy, sizeof copy, "%s", lines_text);
	for (char *line = strtok_r(copy, ";", &save); line; line = strtok_r(NULL, ";", &save)) {
		cJSON *json = cJSON_CreateObject();
		line += strspn(line, " ");
		char *end, *text;
		cJSON_AddItemToObject(json, "date", cJSON_CreateString(strndupa(line, 10)));
		cJSON_AddNumberToObject(json, "amount_minor", (double)strtoll(line + 11, &end, 10));
		text = end + 1;
		cJSON_AddStringToObject(json, "text", text);
		cJSON_AddStringToObject(json, "currency", "EUR");
		cJSON_AddItemToArray(lines, json);
	}
	listed_name(&listed, list, false);
	struct known *known = listed_judge(&listed, buf_string(&rows), true);
	told[0] = '\0';
	for (size_t i = 0; i < listed.count; i++)
		used += (size_t)snprintf(told + used, sizeof told - used, "%s ",
					 whats[listed.lines[i].verdict.what]);
	snprintf(told + used, sizeof told - used, "lacks %ju",
		 (uintmax_t)known_lacking(known, "bank", listed.from, listed.to, NULL, NULL));
	known_free(known);
	buf_free(&rows);
	cJSON_Delete(list);
	return told;
}

/* A row as beside() takes it, of the line with that day, amount and text. */
static const char *row_of(const char *day, int64_t amount, const char *text, const char *more)
{
	struct list_line line = {
		.amount = amount, .currency = "EUR", .reference = "", .text = text, .member_id = ""
	};
	struct digest key;
	char id[LINE_ID_SIZE], decimal[DECIMAL_TEXT_SIZE];
	CHECK(day_parse(day, &line.day));
	line_key(&key, &arena, "bank", &line);
	return arena_printf(&arena, "\"id\":\"%s\",\"date\":\"%s\",\"amount\":\"%s\",%s",
			    line_id(&key, 1, id), day, decimal_from_minor(amount, 2, decimal),
			    more);
}

static void check_questions(void)
{
	const char *booked = "\"state\":\"booked\"";
	const char *rent = row_of("2026-10-14", 1000, "rent", booked);
	SAME(beside(rent, "2026-10-14 1000 RENT."), "known lacks 0");
	SAME(beside(rent, "2026-10-14 1000 rent; 2026-10-14 1000 food"), "known new lacks 0");
	/* The same day and amount with other words: asked, in any order, and named. */
	SAME(beside(rent, "2026-10-14 1000 loyer"), "words lacks 1");
	SAME(beside(rent, "2026-10-14 1000 food; 2026-10-14 1000 rent"), "new known lacks 0");
	SAME(beside(rent, "2026-10-14 1001 loyer"), "new lacks 1");
	SAME(beside(rent, "2026-10-13 1000 loyer; 2026-10-15 5 x"), "new new lacks 1");
	SAME(beside(rent, "2026-10-15 1000 loyer"), "new lacks 0");
	SAME(beside(row_of("2026-10-14", 1000, "rent", "\"state\":\"waiting\",\"doubt\":\"hand\""),
		    "2026-10-14 1000 loyer"),
	     "words lacks 0");
	/* Somebody said that it is the same: it is known then, and stands for the other one. */
	const char *id =
		arena_printf(&arena, "%.*s", (int)(strchr(rent + 6, '"') - rent - 6), rent + 6);
	const char *same =
		arena_printf(&arena, "%s;%s", rent,
			     row_of("2026-10-14", 1000, "loyer",
				    arena_printf(&arena,
						 "\"state\":\"same\",\"doubt\":\"words\","
						 "\"same\":\"%s\"",
						 id)));
	SAME(beside(same, "2026-10-14 1000 loyer"), "known lacks 0");
	SAME(beside(same, "2026-10-14 1000 loyer; 2026-10-14 1000 food"), "known new lacks 0");
	SAME(beside(same, "2026-10-14 1000 food"), "words lacks 1");
	/* Made by hand, within three days. */
	const char *by_hand = "\"id\":null,\"date\":\"2026-10-14\",\"amount\":\"10.00\","
			      "\"transaction\":\"9\"";
	SAME(beside(by_hand, "2026-10-14 1000 x"), "hand lacks 0");
	SAME(beside(by_hand, "2026-10-11 1000 x; 2026-10-17 1000 x"), "hand hand lacks 0");
	SAME(beside(by_hand, "2026-10-10 1000 x; 2026-10-18 1000 x"), "new new lacks 0");
	SAME(beside(by_hand, "2026-10-14 -1000 x"), "new lacks 0");
	SAME(beside("", "2026-10-14 -1000 x"), "new lacks 0");
}

static void check_words(void)
{
	struct known_verdict verdict = { .what = KNOWN_NEW };
	SAME(known_told(&arena, LANG_EN, &verdict, 1), "new");
	SAME(known_told(&arena, LANG_EN, &verdict, 2), "new (second equal line)");
	SAME(known_told(&arena, LANG_EN, &verdict, 10), "new (tenth equal line)");
	SAME(known_told(&arena, LANG_EN, &verdict, 11), "new (11. equal line)");
	verdict.what = KNOWN_BOOKED;
	SAME(known_told(&arena, LANG_EN, &verdict, 2), "known");
	verdict = (struct known_verdict){ .what = KNOWN_BY_HAND, .transaction = 12 };
	SAME(known_told(&arena, LANG_EN, &verdict, 1), "ask: booked by hand (transaction 12)?");
}

/* A file that is none is refused with the number of the line. */
static void check_refusals(void)
{
	static const char *const wrong[] = {
		"{\n",
		"[]\n",
		"{}\n",
		"{\"account\":\"bank\"}\n",
		"{\"account\":\"bank\",\"date\":\"2026-02-30\",\"currency\":\"EUR\",\"amount\":"
		"\"1\"}\n",
		"{\"account\":\"bank\",\"date\":\"2026-02-03\",\"currency\":\"EUR\",\"amount\":1}"
		"\n",
		"{\"account\":\"bank\",\"date\":\"2026-02-03\",\"currency\":\"EUR\",\"amount\":\"1."
		"001\"}\n",
		"{\"account\":\"bank\",\"date\":\"2026-02-03\",\"currency\":\"ABCDEFGHIJKL\","
		"\"amount\":\"1\"}\n",
		"{\"id\":\"imp:A\",\"account\":\"bank\",\"date\":\"2026-02-03\",\"currency\":"
		"\"EUR\","
		"\"amount\":\"1\",\"state\":\"booked\"}\n",
		"{\"id\":\"imp:A.1\",\"account\":\"bank\",\"date\":\"2026-02-03\",\"currency\":"
		"\"EUR\","
		"\"amount\":\"1\",\"state\":\"seen\"}\n",
		"{\"id\":\"imp:A.1\",\"account\":\"bank\",\"date\":\"2026-02-03\",\"currency\":"
		"\"EUR\","
		"\"amount\":\"1\",\"state\":\"booked\",\"balance\":\"x\"}\n",
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		int status = 0;
		fflush(stdout);
		pid_t child = fork();
		if (!child) {
			int fd = memfd_create("known", 0);
			if (write(fd, wrong[i], strlen(wrong[i])) < 0)
				_exit(1);
			lseek(fd, 0, SEEK_SET);
			close(STDERR_FILENO);
			known_read(fd, "x", 0, 30000);
			_exit(0);
		}
		waitpid(child, &status, 0);
		CHECK(WIFEXITED(status) && WEXITSTATUS(status) == EX_DATAERR);
	}
}

int main(void)
{
	check_judgement();
	check_pairs();
	check_questions();
	check_words();
	check_refusals();
	arena_free(&arena);
	return REPORT("test_overlap");
}
