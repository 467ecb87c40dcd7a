/* Patterns, amounts and days of rules for CSV: what is read, what is refused, and that no pattern
 * takes more time or memory than its text is long. */
#include <stdlib.h>
#include <time.h>

#include "base/calendar.h"
#include "check.h"
#include "import/cells.h"
#include "import/patterns.h"

static struct patterns *pattern_set(const char *pattern)
{
	char why[PATTERN_WHY_SIZE] = "";
	struct patterns *set = patterns_new();
	bool read = patterns_add(set, pattern, 0, why);
	CHECK(read);
	if (!read)
		printf("%s: %s\n", pattern, why);
	return set;
}

static bool found(struct patterns *set, const char *text)
{
	char folded[256];
	uint64_t bits = 0;
	patterns_find(set, folded, pattern_fold(folded, text, strlen(text)), &bits);
	return bits & 1;
}

static void check_found(void)
{
	static const struct {
		const char *pattern, *text;
		bool found;
	} cases[] = {
		{ "mercadona", "Compra MERCADONA 12", true },
		{ "mercadona", "mercadon", false },
		{ "^rent", "Rent 5", true },
		{ "^rent", "the rent", false },
		{ "^zz", "y\nzz", true }, /* lines, as hledger */
		{ "y$", "y\nzz", true },
		{ "a.b", "a\nb", false },
		{ "rent$", "the rent", true },
		{ "^$", "", true },
		{ "^ *$", " ", true },
		{ "^ *$", " x", false },
		{ "a|b|cd", "xcdx", true },
		{ "(ab)+c", "ababc", true },
		{ "(ab)+c", "abac", false },
		{ "ab{2,3}c", "abbbc", true },
		{ "ab{2,3}c", "abbbbc", false },
		{ "ab{2}c", "abbc", true },
		{ "ab{2,}c", "abbbbbbc", true },
		{ "ab{2,}c", "abc", false },
		{ "ab{0,1}c", "ac", true },
		{ "ab{0,}c", "abbbc", true },
		{ "[0-9]{4}", "in 2026", true },
		{ "[^0-9]", "2026", false },
		{ "[^0-9]", "20ñ6", true },
		{ "[]x]", "]", true },
		{ "[A-Z]+$", "12ab", true },
		{ "[[:digit:]-]+", "-", true },
		{ "YÑ", "xyñz", true },
		{ "cuot.s", "cuotás", true },
		{ "[áé]x", "ÉX", true },
		{ "[^áé]x", "éx", false },
		{ "[а-я]+ 5", "КАССА 5", true },
		{ "[^а-я]", "касса", false },
		{ "€ 5", "€ 5", true },
		{ "[€$] 5", "€ 5", true },
		{ "\\.com", "a.com", true },
		{ "\\.com", "acom", false },
		{ "\\bsol\\b", "el sol sale", true },
		{ "\\bsol\\b", "consola", false },
		{ "\\<sol", "solar", true },
		{ "sol\\>", "solar", false },
		{ "a\\Bb", "ab", true },
		{ "(a|b)*c", "ababx", false },
		{ "x*", "", true },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct patterns *set = pattern_set(cases[i].pattern);
		bool same = found(set, cases[i].text) == cases[i].found &&
			    found(set, cases[i].text) == cases[i].found; /* by kept states */
		CHECK(same);
		if (!same)
			printf("%s in %s\n", cases[i].pattern, cases[i].text);
		patterns_free(set);
	}
}

static void check_refused(void)
{
	static const char *const refused[] = {
		"(a)\\1",
		"\\d+",
		"\\w",
		"a**",
		"*a",
		"(a",
		"a)",
		"[a",
		"[z-a]",
		"[[:x:]]",
		"(?:a)",
		"a{2,1}",
		"a{",
		"a{1001}",
		"a|*",
		"[[.a.]]",
		"\\",
		"[€-₿]",
		"a{99}{99}",
		"((((a{9}){99}){99}){99})",
		"(a{500}){500}",
	};
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		char why[PATTERN_WHY_SIZE] = "";
		struct patterns *set = patterns_new();
		bool read = patterns_add(set, refused[i], 0, why);
		CHECK(!read && *why);
		if (read)
			printf("%s was read\n", refused[i]);
		patterns_free(set);
	}
	char deep[PATTERN_LONGEST + 2], why[PATTERN_WHY_SIZE] = "";
	struct patterns *set = patterns_new();
	memset(deep, '(', sizeof deep - 1);
	deep[sizeof deep - 1] = '\0';
	CHECK(!patterns_add(set, deep, 0, why));
	deep[PATTERN_LONGEST] = '\0';
	CHECK(!patterns_add(set, deep, 0, why));
	patterns_free(set);
}

/* Patterns that make other engines backtrack, or make states without end. */
static void check_bounded(void)
{
	static const char *const hostile[] = { "(a*)*c", "(a|a)*c", "a.{200}c", "(a|b)*a(a|b){60}c",
					       "(.*)(.*)(.*)(.*)c" };
	enum { LENGTH = 64 * 1024 };
	char *text = malloc(LENGTH + 1);
	unsigned seed = 1;
	for (int i = 0; i < LENGTH; i++) {
		seed = seed * 1103515245 + 12345;
		text[i] = "ab"[seed >> 16 & 1];
	}
	text[LENGTH] = '\0';
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		struct patterns *set = pattern_set(hostile[i]);
		uint64_t bits = 0;
		clock_t begin = clock();
		patterns_keep(set, 256);
		patterns_find(set, text, LENGTH, &bits);
		double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
		CHECK(bits == 0);
		CHECK(seconds < 5);
		patterns_free(set);
	}
	free(text);
}

/* Many at once, with fewer states kept than they need. */
static void check_many(void)
{
	struct patterns *set = patterns_new();
	char why[PATTERN_WHY_SIZE], pattern[32], folded[64];
	for (unsigned i = 0; i < 200; i++) {
		snprintf(pattern, sizeof pattern, "shop %u( |$)", i);
		CHECK(patterns_add(set, pattern, i, why));
	}
	for (int kept = 16; kept <= 4096; kept *= 16) {
		patterns_keep(set, (unsigned)kept);
		for (unsigned i = 0; i < 200; i++) {
			uint64_t bits[4] = { 0 };
			snprintf(pattern, sizeof pattern, "a SHOP %u b", i);
			patterns_find(set, folded, pattern_fold(folded, pattern, strlen(pattern)),
				      bits);
			for (unsigned j = 0; j < 200; j++)
				CHECK((bits[j / 64] >> (j & 63) & 1) == (i == j));
		}
	}
	patterns_free(set);
}

static void check_amounts(void)
{
	static const struct {
		const char *text, *currency;
		char mark;
		int fault;
		int64_t amount;
	} cases[] = {
		{ "1.234,56", "EUR", ',', CELL_OK, 123456 },
		{ "1,234.56", "EUR", '.', CELL_OK, 123456 },
		{ "-10494", "EUR", ',', CELL_OK, -1049400 },
		{ "-58,3", "EUR", ',', CELL_OK, -5830 },
		{ "(5.00)", "USD", '.', CELL_OK, -500 },
		{ "-(5.00)", "USD", '.', CELL_OK, 500 },
		{ "--5.00", "USD", '.', CELL_OK, 500 },
		{ "45.00-", "USD", '.', CELL_OK, -4500 },
		{ "+10,00", "EUR", ',', CELL_OK, 1000 },
		{ "5.00 CR", "USD", '.', CELL_OK, 500 },
		{ "5.00 DR", "USD", '.', CELL_OK, -500 },
		{ "($1,234.56)", "", '.', CELL_OK, -123456 },
		{ "10,00 €", "", ',', CELL_OK, 1000 },
		{ "−10,00 €", "", ',', CELL_OK, -1000 },
		{ "10,00 €", "USD", ',', FAULT_CURRENCY, 0 },
		{ "1 234,50", "EUR", ',', CELL_OK, 123450 },
		{ "1\u00a0234,50", "EUR", ',', CELL_OK, 123450 },
		{ "1'234.50", "CHF", '.', CELL_OK, 123450 },
		{ ",50", "EUR", ',', CELL_OK, 50 },
		{ "1.000", "JPY", ',', CELL_OK, 1000 },
		{ "1.000", "KWD", '.', CELL_OK, 1000 },
		{ "12.50", "JPY", '.', FAULT_AMOUNT, 0 },
		{ "-123.45", "EUR", ',', FAULT_AMOUNT, 0 },
		{ "1,234", "EUR", ',', FAULT_AMOUNT, 0 },
		{ "1.23.456,00", "EUR", ',', FAULT_AMOUNT, 0 },
		{ "1234.567,00", "EUR", ',', FAULT_AMOUNT, 0 },
		{ "1.234 567,00", "EUR", ',', FAULT_AMOUNT, 0 },
		{ "1,00,00", "EUR", ',', FAULT_AMOUNT, 0 },
		{ "10,", "EUR", ',', FAULT_AMOUNT, 0 },
		{ "12.50", "EUR", 0, CELL_OK, 1250 },
		{ "12,5", "EUR", 0, CELL_OK, 1250 },
		{ "1.234,50", "EUR", 0, CELL_OK, 123450 },
		{ "1.234.567", "EUR", 0, CELL_OK, 123456700 },
		{ "1'234.50", "EUR", 0, CELL_OK, 123450 },
		{ "-1’234’567.50", "EUR", 0, CELL_OK, -123456750 },
		{ "1’23.50", "EUR", 0, FAULT_AMOUNT, 0 },
		{ "1.234", "EUR", 0, FAULT_AMOUNT, 0 },
		{ "1.2345", "EUR", 0, FAULT_AMOUNT, 0 },
		{ "12 - 5", "EUR", 0, FAULT_AMOUNT, 0 },
		{ "5 apples", "EUR", 0, FAULT_AMOUNT, 0 },
		{ "1e5", "EUR", 0, FAULT_AMOUNT, 0 },
		{ "(5", "EUR", 0, FAULT_AMOUNT, 0 },
		{ "", "EUR", 0, FAULT_AMOUNT, 0 },
		{ "99999999999999999999", "EUR", 0, FAULT_AMOUNT, 0 },
		{ "92233720368547758,07", "EUR", 0, CELL_OK, INT64_MAX },
	};
	const char *words[] = { "CR", "DR" };
	struct currency_sign signs[] = { { "$", "USD" } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct amount_rules rules = { cases[i].mark, signs, 1, words, 2 };
		char code[LIST_CURRENCY_SIZE] = "", why[CELL_WHY_SIZE] = "";
		int64_t amount = 0;
		memcpy(code, cases[i].currency, strlen(cases[i].currency) + 1);
		int fault = list_cell_amount(&rules, cases[i].text, code, &amount, why);
		bool same =
			fault == cases[i].fault && (fault != CELL_OK || amount == cases[i].amount);
		CHECK(same);
		if (!same)
			printf("%s: %lld, %d %s\n", cases[i].text, (long long)amount, fault, why);
	}
}

static void check_days(void)
{
	static const struct {
		const char *format, *text, *day; /* NULL: refused */
	} cases[] = {
		{ "%d/%m/%Y", "31/10/2026", "2026-10-31" },
		{ "%d/%m/%Y", "1/10/2026", "2026-10-01" },
		{ "%-d/%-m/%Y", "1/10/2026", "2026-10-01" },
		{ "%d.%m.%y", "08.10.26", "2026-10-08" },
		{ "%d.%m.%y", "08.10.69", "1969-10-08" },
		{ "%Y%m%d", "20261002", "2026-10-02" },
		{ "%Y%m%d", "2026102", NULL },
		{ "%Y-%m-%d %H:%M:%S", "2026-10-01 12:00:00", "2026-10-01" },
		{ "%Y-%m-%d", "2026-10-01 12:00:00", NULL },
		{ "%d-%b-%Y", "05-ENE-2026", "2026-01-05" },
		{ "%d-%b-%Y", "05-Jan-2026", "2026-01-05" },
		{ "%d %b %Y", "05 January 2026", "2026-01-05" },
		{ "%d-%b-%Y", "05-XXX-2026", NULL },
		{ "%d/%m/%Y", "31/02/2026", NULL },
		{ "%d/%m/%Y", "29/02/2028", "2028-02-29" },
		{ "%d/%m/%Y", "01/13/2026", NULL },
		{ "%d/%m/%Y", "01/01/0026", NULL },
		{ "%d/%m/%Y", "", NULL },
		{ "%Y-%m-%dT%H:%M:%S%Z", "2026-10-01T23:30:00Z", "2026-10-01" },
		{ "%Y-%m-%dT%H:%M:%S%z", "2026-10-01T23:30:00-0300", "2026-10-01" },
		{ "%Y-%m-%dT%H:%M:%S%Ez", "2026-10-01T23:30:00-03:00", "2026-10-01" },
		{ "%Y-%m-%dT%H:%M:%S%z", "2026-10-01T23:30:00-03", NULL },
		{ "%Y-%m-%d %T %Z", "2026-10-01 23:30:00 CEST", "2026-10-01" },
		{ "%Y-%m-%dT%H:%M:%S%QZ", "2026-10-01T23:30:00.123456Z", "2026-10-01" },
		{ "%Y-%m-%dT%H:%M:%S%QZ", "2026-10-01T23:30:00Z", "2026-10-01" },
		{ "%Y-%m-%dT%H:%M:%S%QZ", "2026-10-01T23:30:00.Z", NULL },
		{ "%Y-%m-%d.%f", "2026-10-01.123456789012", "2026-10-01" },
		{ "%Y-%m-%d.%f", "2026-10-01.1234567890123", NULL },
		{ "%D", "10/31/26", "2026-10-31" },
		{ "%F %R", "2026-10-31 09:15", "2026-10-31" },
		{ "%F %k:%M", "2026-10-31  9:15", "2026-10-31" },
		{ "%m/%d/%Y %l:%M %P", "10/31/2026  9:15 pm", "2026-10-31" },
		{ "%a %d %b %Y", "Sat 31 Oct 2026", "2026-10-31" },
		{ "%A, %d. %b %Y", "Sábado, 31. Oct 2026", "2026-10-31" },
		{ "%a %d %b %Y", "31 Oct 2026", NULL },
		{ "%d%b%y", "31OCT26", "2026-10-31" },
		{ "%F", "2026-10-31x", NULL },
		{ NULL, "2026-10-01", "2026-10-01" },
		{ NULL, "2026/1/2", "2026-01-02" },
		{ NULL, "2026-1/2", NULL },
		{ NULL, "01/02/2026", NULL },
	};
	static const char *const spanish[12] = { "ene", "feb", "mar", "abr", "may", "jun",
						 "jul", "ago", "sep", "oct", "nov", "dic" };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct date_rules rules = { .month_set_count = 1 };
		char why[CELL_WHY_SIZE] = "", text[DAY_TEXT_SIZE] = "";
		int64_t day = 0;
		memcpy(rules.months[0], spanish, sizeof spanish);
		rules.formats[0] = cases[i].format;
		rules.format_count = cases[i].format != NULL;
		int fault = cell_day(&rules, cases[i].text, &day, why);
		CHECK((fault == CELL_OK) == (cases[i].day != NULL));
		CHECK(fault == CELL_OK || (fault == FAULT_DATE && *why));
		if (fault == CELL_OK)
			SAME(day_format(day, text), cases[i].day ? cases[i].day : cases[i].text);
	}
}

int main(void)
{
	check_found();
	check_refused();
	check_bounded();
	check_many();
	check_amounts();
	check_days();
	return REPORT("import patterns");
}
