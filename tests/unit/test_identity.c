/* What names a line of a list: folding, keys and ids by values of another program (Python's
 * hashlib, base64 and unicodedata), and occurrences against counting them all. Prints its seed;
 * SEED=N repeats a run. */
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "import/identity.h"
#include "import/occurrence.h"
#include "check.h"

static struct arena arena;
static uint64_t state;

static uint64_t chance(uint64_t below)
{
	state = state * 6364136223846793005 + 1442695040888963407;
	return (state >> 33) % below;
}

static int64_t day_of(const char *text)
{
	int64_t day = NO_DAY;
	CHECK(day_parse(text, &day));
	return day;
}

static struct list_line line_of(const char *day, int64_t amount, const char *text)
{
	struct list_line line = { .day = day_of(day),
				  .amount = amount,
				  .currency = "EUR",
				  .reference = "",
				  .structured = "",
				  .text = text,
				  .party = "",
				  .purpose = "",
				  .account = "",
				  .member_id = "" };
	return line;
}

static const char *id_of(const char *account, const struct list_line *line, uint64_t occurrence)
{
	static char text[LINE_ID_SIZE];
	struct digest key;
	line_key(&key, &arena, account, line);
	return line_id(&key, occurrence, text);
}

static void check_folding(void)
{
	static const struct {
		const char *text, *folded;
	} rows[] = {
		{ "", "" },
		{ " -./| ", "" },
		{ "Seguros | recibo 12", "SEGUROSRECIBO12" },
		{ "Stra\u00dfe \u00bd \u2167 \ufb01n", "STRASSE12VIIIFIN" },
		{ "\u01f0 \u00b5", "J\u039c" },
		{ "\u0130stanbul \u0131I", "ISTANBULII" },
		{ "\u0395\u03bb\u03bb\u03ac\u03c2 \u03b0", "\u0395\u039b\u039b\u0391\u03a3\u03a5" },
		{ "\u65e5\u672c\u8a9e\uff11\uff12\uff13", "\u65e5\u672c\u8a9e123" },
		{ "\u00c5\u212b", "AA" },
		{ "a\u0301b", "AB" },
		{ "x\u00b2 \u2460", "X21" },
		{ "\U0001f389", "" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		SAME(line_fold(&arena, rows[i].text), rows[i].folded);
	/* Runs longer than what the stack takes. */
	char text[4001] = "", folded[2001] = "";
	for (int i = 0; i < 2000; i++) {
		memcpy(text + 2 * i, "\u00f1", 2);
		folded[i] = 'N';
	}
	SAME(line_fold(&arena, text), folded);
}

static void check_keys(void)
{
	struct list_line line = line_of("2026-10-13", -4350, "SEGUROS \u00d1 | RECIBO");
	SAME(id_of("bank", &line, 1), "imp:LRN4HWILZHFPNBJ7HA6WLNYE2T.1");
	SAME(id_of("BANK", &line, 12), "imp:LRN4HWILZHFPNBJ7HA6WLNYE2T.12");
	line.text = "seguros n recibo"; /* case, accents and blanks change */
	SAME(id_of("bank", &line, UINT64_MAX), "imp:LRN4HWILZHFPNBJ7HA6WLNYE2T."
					       "18446744073709551615");
	line.reference = "R13"; /* shown, not promised */
	SAME(id_of("bank", &line, 1), "imp:LRN4HWILZHFPNBJ7HA6WLNYE2T.1");
	line.promised = true;
	SAME(id_of("bank", &line, 1), "imp:KH5TW4274FYHISPWBOZOIIAHJB.1");
	line.text = "OTHER";
	SAME(id_of("bank", &line, 1), "imp:KH5TW4274FYHISPWBOZOIIAHJB.1");
	static const char *const none[] = { "", "0", "00000000", "NONREF", "NOTPROVIDED", "0 0" };
	line.text = "seguros n recibo";
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		line.reference = none[i];
		SAME(id_of("bank", &line, 1), "imp:LRN4HWILZHFPNBJ7HA6WLNYE2T.1");
	}
	line = line_of("2026-10-14", 1000, "---");
	SAME(id_of("bank", &line, 1), "imp:4USNPI2IO2X5XSGVYLO3F5KJBP.1");
	line = line_of("2026-10-14", INT64_MIN, "x");
	SAME(id_of("bank", &line, 1), "imp:TCKEUL22CUO7C7O3KVHTVO32G5.1");
	/* A member's balance is booked once, whatever it is. */
	line.member_id = "900000000000000001";
	strcpy(line.currency, "PTS");
	SAME(id_of("bank", &line, 1), "imp:IBMSSZAGWIKLYJ5FART2MJVVAZ.1");
	line.amount = 5;
	line.day = NO_DAY;
	SAME(id_of("bank", &line, 1), "imp:IBMSSZAGWIKLYJ5FART2MJVVAZ.1");
}

/* Each thing that is in a key makes it another one. */
static void check_parts(void)
{
	struct list_line line = line_of("2026-10-14", 1000, "x"), other;
	char first[LINE_ID_SIZE];
	strcpy(first, id_of("bank", &line, 1));
	CHECK(strcmp(id_of("bank2", &line, 1), first) != 0);
	other = line;
	other.amount = -1000;
	CHECK(strcmp(id_of("bank", &other, 1), first) != 0);
	other = line;
	other.day++;
	CHECK(strcmp(id_of("bank", &other, 1), first) != 0);
	other = line;
	other.text = "y";
	CHECK(strcmp(id_of("bank", &other, 1), first) != 0);
	other = line;
	strcpy(other.currency, "USD");
	CHECK(strcmp(id_of("bank", &other, 1), first) != 0);
	other = line;
	other.reference = "X"; /* the words of a text are no reference */
	other.promised = true;
	CHECK(strcmp(id_of("bank", &other, 1), first) != 0);
}

/* Whether the days in WORDS ("a5 a5 b5 a6": an account and a day each) are in order. */
static bool in_order(const char *words)
{
	struct list_days *days = days_begin();
	uint64_t count = 0;
	for (const char *at = words; *at; at += strcspn(at, " "), at += strspn(at, " ")) {
		char account[2] = { *at, '\0' };
		days_see(days, account, strtoll(at + 1, NULL, 10));
		count++;
	}
	bool order = days_in_order(days);
	CHECK(days_lines(days) == count);
	days_end(days);
	return order;
}

static void check_order(void)
{
	static const char *const ordered[] = { "",
					       "a1",
					       "a1 a1 a2 a5 a5",
					       "a5 a5 a2 a1",
					       "a1 a2 a3 b1 b2 b3",
					       "a1 b1 a1 b2 a2",
					       "a1 a2 b5 b4",
					       "a1 A1 a2" };
	static const char *const others[] = { "a1 a2 a1",       "a1 a3 a2",    "a3 a1 a2",
					      "a1 b2 a1",       "a1 a2 b1 a2", "a1 b1 b2 a1",
					      "a1 a2 A2 b1 A2", "a2 a3 b9 a1" };
	for (size_t i = 0; i < sizeof ordered / sizeof *ordered; i++)
		CHECK(in_order(ordered[i]));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		CHECK(!in_order(others[i]));
	struct list_days *days = days_begin();
	for (int i = 0; i < 65; i++) {
		char account[8];
		snprintf(account, sizeof account, "a%d", i);
		CHECK(days_in_order(days) == (i < 65));
		days_see(days, account, 1);
	}
	CHECK(!days_in_order(days));
	days_end(days);
}

enum { MOST_LINES = 3000, KEYS = 50 };

/* Lists of random days, accounts and equal lines: the numbers are those of counting all. */
static void check_numbers(void)
{
	static struct {
		int64_t day;
		unsigned key, account;
	} lines[MOST_LINES];
	int orders[2] = { 0 };
	for (int round = 0; round < 300; round++) {
		size_t count = 1 + chance(round % 10 ? 60 : MOST_LINES);
		bool wild = chance(3) == 0;
		int64_t day = 20000, step = chance(2) ? 1 : -1;
		struct list_days *days = days_begin();
		for (size_t i = 0; i < count; i++) {
			day += chance(4) == 0 ? step * (int64_t)(1 + chance(3)) : 0;
			lines[i].day = wild ? 20000 + (int64_t)chance(9) : day;
			lines[i].key = (unsigned)chance(KEYS);
			lines[i].account = chance(4) == 0;
			days_see(days, lines[i].account ? "other" : "bank", lines[i].day);
		}
		bool order = days_in_order(days);
		orders[order]++;
		/* A list that has more lines than it had takes more memory, no more. */
		struct line_ids *ids = ids_begin(order, chance(2) ? count : 1);
		for (size_t i = 0; i < count; i++) {
			struct list_line line = line_of("2026-01-01", lines[i].key, "x");
			struct digest key;
			uint64_t wanted = 0;
			line.day = lines[i].day;
			line_key(&key, &arena, lines[i].account ? "other" : "bank", &line);
			for (size_t j = 0; j <= i; j++)
				wanted += lines[j].day == lines[i].day &&
					  lines[j].key == lines[i].key &&
					  lines[j].account == lines[i].account;
			if (ids_occurrence(ids, &key, line.day) != wanted) {
				printf("round %d, line %zu\n", round, i);
				CHECK(!"a wrong occurrence");
				break;
			}
		}
		ids_end(ids);
		days_end(days);
		arena_reset(&arena);
	}
	CHECK(orders[false] > 30 && orders[true] > 100);
}

#ifdef __SANITIZE_ADDRESS__
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif

static size_t resident(void)
{
	unsigned long all = 0, there = 0;
	FILE *file = fopen("/proc/self/statm", "r");
	if (!file || fscanf(file, "%lu %lu", &all, &there) != 2)
		CHECK(!"no statm");
	if (file)
		fclose(file);
	return (size_t)there * (size_t)sysconf(_SC_PAGESIZE);
}

/* A million keys in no order take some 18 MiB, in order almost nothing; the rest is the leak
 * check's own. */
static void check_memory(void)
{
	enum { LINES = 1000 * 1000, MIB = 1024 * 1024 };
	for (int order = 1; order >= 0; order--) {
		size_t before = resident();
		struct line_ids *ids = ids_begin(order, LINES);
		uint64_t twice = 0;
		for (uint64_t i = 0; i < LINES; i++) {
			struct digest key = { { 0 } };
			memcpy(key.bytes, &i, sizeof i);
			twice += ids_occurrence(ids, &key, (int64_t)(i / 100)) != 1;
		}
		CHECK(twice == 0);
		CHECK(resident() - before < (order ? 8 : 24) * (size_t)MIB);
		ids_end(ids);
	}
}

int main(void)
{
	const char *given = getenv("SEED");
	state = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
	printf("SEED=%ju\n", (uintmax_t)state);
	check_folding();
	check_keys();
	check_parts();
	check_order();
	check_numbers();
	if (!SANITIZED) /* memory is another then */
		check_memory();
	arena_free(&arena);
	return REPORT("test_identity");
}
