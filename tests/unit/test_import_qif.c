/* Lists of QIF: those in real shapes, and a case for each rule that they do not show. */
#include "list_read.h"

#define BEGIN "begin [] EUR - -\n"
#define END "end -\n"
#define RECORD(day, amount, payee) "D" day "\nT" amount "\nP" payee "\n^\n"

static const char *read_qif(const char *text)
{
	return read_text(&format_qif, text);
}

static void lists_in_real_shapes(void)
{
	static const char *const names[] = { "35", "89", "90" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		expect_list(&format_qif, names[i]);
}

static void order_of_day_and_month_is_that_of_the_whole_file_or_the_one_said(void)
{
#define EITHER "!Type:Bank\n" RECORD("05/10'26", "1.00", "A")
	SAME(read_qif(EITHER RECORD("13/10'26", "2.00", "B")),
	     BEGIN "2 2026-10-05 100 EUR [] A {A}\n6 2026-10-13 200 EUR [] B {B}\n" END);
	SAME(read_qif(EITHER RECORD("10/13'26", "2.00", "B")),
	     BEGIN "2 2026-05-10 100 EUR [] A {A}\n6 2026-10-13 200 EUR [] B {B}\n" END);
	SAME(read_qif(EITHER), "fault ambiguous-date 2\n");
	say_day_first = true;
	SAME(read_qif(EITHER), BEGIN "2 2026-10-05 100 EUR [] A {A}\n" END);
	SAME(read_qif(EITHER RECORD("10/13'26", "2.00", "B")), BEGIN "2 2026-10-05 100 EUR [] A "
								     "{A}\nfault date 6\n" END);
	say_day_first = false;
	say_month_first = true;
	SAME(read_qif(EITHER), BEGIN "2 2026-05-10 100 EUR [] A {A}\n" END);
	say_month_first = false;
	/* Both: the first that shows one decides. */
	SAME(read_qif("!Type:Bank\n" RECORD("13/10'26", "1", "A") RECORD("10/14'26", "2", "B")),
	     BEGIN "2 2026-10-13 100 EUR [] A {A}\nfault date 6\n" END);
	/* The same either way. */
	SAME(read_qif("!Type:Bank\n" RECORD("05/05'26", "1.00", "A")), BEGIN "2 2026-05-05 100 EUR "
									     "[] A {A}\n" END);
}

static void years_have_two_digits_or_four(void)
{
	static const struct {
		const char *day, *wanted;
	} cases[] = { { "31/ 1'26", "2026-01-31" },   { "31/1' 6", "2006-01-31" },
		      { "31.01.94", "1994-01-31" },   { "31-01-26", "2026-01-31" },
		      { "31/01/2026", "2026-01-31" }, { "2026-01-31", "2026-01-31" },
		      { "1/31/26", "2026-01-31" },    { "31/01'2026", "2026-01-31" } };
	static const char *const wrong[] = { "31/02/26",  "31/01",       "31/01/",
					     "31/01/26X", "31 01 26",    "X",
					     "",          "99999/01/26", "00/00/26" };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char list[64], wanted[96];
		snprintf(list, sizeof list, "!Type:Bank\nD%s\nT1\n^\n", cases[i].day);
		snprintf(wanted, sizeof wanted, BEGIN "2 %s 100 EUR [] \n" END, cases[i].wanted);
		SAME(read_qif(list), wanted);
	}
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		char list[64];
		snprintf(list, sizeof list, "!Type:Bank\nD%s\nT1\n^\n", wrong[i]);
		SAME(read_qif(list), BEGIN "fault date 2\n" END);
	}
}

/* AMOUNT beside OTHER, which may show the mark; WANTED NULL: no amount. */
static void check_amount(const char *amount, const char *other, const char *wanted)
{
	char list[128], line[64];
	snprintf(list, sizeof list, "!Type:Bank\nD31/01'26\nT%s\n^\nD31/01'26\nT%s\n^\n", amount,
		 other);
	snprintf(line, sizeof line, "2 2026-01-31 %s EUR [] \n", wanted ? wanted : "");
	const char *said = read_qif(list);
	if (wanted)
		CHECK(strstr(said, line) && !strstr(said, "fault"));
	else
		CHECK(strstr(said, "fault amount 2\n"));
	if (!wanted == !strstr(said, "fault amount 2\n"))
		printf("%s: %s", amount, said);
}

static void decimal_mark_is_that_of_the_whole_file(void)
{
	check_amount("1,234.50", "1", "123450");
	check_amount("-1.234,50", "1", "-123450");
	check_amount("+43,5", "1", "4350");
	check_amount("43,", "1", "4300");
	check_amount(",50", "1", "50");
	check_amount("1,234,567", "1", "123456700");
	check_amount("1234567", "1", "123456700");
	check_amount("1,234", "2.50", "123400");
	check_amount("1.234", "2,50", "123400");
	check_amount("1,234", "1", NULL);
	check_amount("1,234", "0,50", NULL);
	check_amount("12,34.50", "1", NULL);
	check_amount("1,2345.50", "1", NULL);
	check_amount("1.50,000", "1", NULL);
	check_amount("1.505", "2.50", NULL);
	check_amount("1.2.3", "1", NULL);
	check_amount("1..5", "1", NULL);
	check_amount(".", "1", NULL);
	check_amount("", "1", NULL);
	check_amount("1e5", "1", NULL);
	check_amount("--1", "1", NULL);
	check_amount("99999999999999999999", "1", NULL);
}

static void splits_are_not_counted_again_and_other_letters_mean_nothing(void)
{
	SAME(read_qif("!Type:CCard\nD31/"
		      "01'26\nT-3.00\nCx\nN00\nASomewhere\nMM\nSA\n$-1.00\nEX\nSB\n"
		      "$-2.00\n%50\nT-9.00\n^\n"),
	     BEGIN "2 2026-01-31 -300 EUR [] M\n" END);
	SAME(read_qif("!Type:Cash\nD31/01'26\nU2.00\nP A  B \n^\n"), BEGIN "2 2026-01-31 200 EUR "
									   "[] A B {A B}\n" END);
}

static void records_without_day_or_amount_and_zeros(void)
{
	SAME(read_qif("!Type:Bank\nT1\n^\nD31/01'26\n^\n^\nD31/01'26\nT0.00\n^\n"),
	     BEGIN "fault column 2\nfault column 4\nskip zero 7\n" END);
}

static void accounts_have_the_names_that_the_list_gives_them(void)
{
	SAME(read_qif("!Option:AutoSwitch\n!Account\nNOne\nTBank\n^\nNTwo\nTCash\n^\n!Clear:"
		      "AutoSwitch\n"
		      "!Account\nNTwo\nTCash\n^\n!Type:Cash\n" RECORD(
			      "31/01'26", "1", "A") "!Type:Cat\nNFood\nE\n^\n!Account\nNOne\n^\n!"
						    "Type:Oth L\n" RECORD("30/01'26", "2", "B")),
	     "begin [Two] EUR - -\n15 2026-01-31 100 EUR [] A {A}\nend -\n"
	     "begin [One] EUR - -\n27 2026-01-30 200 EUR [] B {B}\nend -\n");
	SAME(read_qif("!Type:Invst\nD31/01'26\nT1\n^\n"), "fault not-a-list 1\n");
	SAME(read_qif(""), "fault not-a-list 1\n");
}

static void records_that_are_cut_end_the_list(void)
{
	SAME(read_qif("!Type:Bank\nD31/01'26\nT1\n\n!Type:Bank\n"), "fault truncated 3\n");
	SAME(read_qif("!Type:Bank\nD31/01'26\nT1\n^"), BEGIN "2 2026-01-31 100 EUR [] \n" END);
}

/* COUNT records; DAY of each says in which order they are. Each must come in the order of its day,
 * and, on one day, of the file, or, where the newest is first, of the file read backwards. */
static void check_order(int count, int (*day)(int, int), bool backwards)
{
	struct buf list = { 0 };
	buf_text(&list, "!Type:Bank\n");
	for (int i = 0; i < count; i++)
		buf_printf(&list, "D%d.1.%d\nT%d.00\n^\n", 13 + day(i, count) % 19,
			   1990 + day(i, count) / 19, i + 1);
	const char *at = read_qif(buf_string(&list)), *line;
	char last[DAY_TEXT_SIZE] = "";
	long long last_amount = 0;
	int lines = 0;
	CHECK(!strstr(at, "fault"));
	for (; (line = strchr(at, '\n')); at = line + 1) {
		char text[DAY_TEXT_SIZE];
		unsigned long long place;
		long long amount;
		if (sscanf(at, "%llu %10s %lld", &place, text, &amount) != 3)
			continue;
		int order = strcmp(text, last);
		lines++;
		if (order < 0 ||
		    (order == 0 && (backwards ? amount >= last_amount : amount <= last_amount)) ||
		    place != 2 + 3 * ((unsigned long long)amount / 100 - 1)) {
			CHECK(!"the order of days");
			break;
		}
		snprintf(last, sizeof last, "%s", text);
		last_amount = amount;
	}
	CHECK(lines == count);
	buf_free(&list);
}

static int rising(int i, int count)
{
	(void)count;
	return i / 3;
}

static int falling(int i, int count)
{
	return (count - i) / 3;
}

static int in_no_order(int i, int count)
{
	return (int)((unsigned)i * 2654435761u % (unsigned)count) / 3;
}

static void lines_come_oldest_first_whatever_the_order_of_the_list(void)
{
	static const int counts[] = { 0, 1, 2, 511, 512, 513, 1024, 1100 };
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		check_order(counts[i], rising, false);
		if (counts[i] < 4) /* of one day */
			continue;
		check_order(counts[i], falling, true);
		check_order(counts[i], in_no_order, false);
	}
}

static void only_qif_fits(void)
{
	static const char *const lists[] = { "!Type:Bank\n",
					     "\r\n!type:Bank\n",
					     "!Account\nNX\n^\n!Type:Bank\n",
					     "Type:Bank\n",
					     "X\n!Type:Bank\n",
					     "!important\n",
					     "" };
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		CHECK(format_qif.fits(lists[i], strlen(lists[i])) == (i < 3));
}

int main(void)
{
	lists_in_real_shapes();
	order_of_day_and_month_is_that_of_the_whole_file_or_the_one_said();
	years_have_two_digits_or_four();
	decimal_mark_is_that_of_the_whole_file();
	splits_are_not_counted_again_and_other_letters_mean_nothing();
	records_without_day_or_amount_and_zeros();
	accounts_have_the_names_that_the_list_gives_them();
	records_that_are_cut_end_the_list();
	lines_come_oldest_first_whatever_the_order_of_the_list();
	only_qif_fits();
	read_bytes(NULL, NULL, 0);
	return REPORT("import_qif");
}
