/* Lists of MT940: those in real shapes, and a case for each rule that they do not show. */
#include "list_read.h"

#define HEAD ":20:X\n:25:0000/1\n:28C:1/1\n"
#define OPENING HEAD ":60F:C261011EUR500,00\n"
#define CLOSING(amount) ":62F:C261014EUR" amount "\n-\n"
#define BEGIN "begin [0000/1] EUR - - 50000\n"

static const char *read_mt940(const char *text)
{
	return read_text(&format_mt940, text);
}

static void lists_in_real_shapes(void)
{
	static const char *const names[] = { "45", "45b", "46", "86", "87", "88" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		expect_list(&format_mt940, names[i]);
}

/* What becomes of one movement's fields. */
static void check_movement(const char *fields, const char *closing, const char *wanted)
{
	struct buf list = { 0 }, said = { 0 };
	buf_printf(&list, OPENING "%s:62F:C261014EUR%s\n", fields, closing);
	buf_printf(&said, BEGIN "%s\n", wanted);
	SAME(read_mt940(buf_string(&list)), buf_string(&said));
	buf_free(&list);
	buf_free(&said);
}

/* The same of one that is not understood. */
static void check_wrong(const char *fields, const char *wanted)
{
	check_movement(fields, "500,00", wanted);
}

static void marks_say_which_way_the_money_went(void)
{
	check_movement(":61:261012C15,00NTRFX\n", "515,00",
		       "5 2026-10-12 1500 EUR [] \nend 2026-10-14 51500");
	check_movement(":61:261012D15,00NTRFX\n", "485,00",
		       "5 2026-10-12 -1500 EUR [] \nend 2026-10-14 48500");
	check_movement(":61:261012CR15,00NTRFX\n", "515,00",
		       "5 2026-10-12 1500 EUR [] \nend 2026-10-14 51500");
	check_movement(":61:261012RCR15,00NTRFX\n", "485,00",
		       "5 2026-10-12 -1500 EUR [] \nend 2026-10-14 48500");
	check_movement(":61:261012RDR15,00NTRFX\n", "515,00",
		       "5 2026-10-12 1500 EUR [] \nend 2026-10-14 51500");
	check_wrong(":61:261012X15,00NTRFX\n", "fault column 5\nend 2026-10-14");
}

static void amounts_have_a_comma_and_no_more_decimals_than_the_currency(void)
{
	check_movement(":61:261012C15,NTRFX\n", "515,",
		       "5 2026-10-12 1500 EUR [] \nend 2026-10-14 51500");
	check_movement(":61:261012C0,5NTRFX\n", "500,5",
		       "5 2026-10-12 50 EUR [] \nend 2026-10-14 50050");
	check_movement(":61:261012C1,500NTRFX\n", "501,50",
		       "5 2026-10-12 150 EUR [] \nend 2026-10-14 50150");
	check_movement(":61:261012C0,00NTRFX\n", "500,00", "skip zero 5\nend 2026-10-14 50000");
	check_wrong(":61:261012C1,505NTRFX\n", "fault amount 5\nend 2026-10-14");
	check_wrong(":61:261012C15NTRFX\n", "fault amount 5\nend 2026-10-14");
	check_wrong(":61:261012C1.500,00NTRFX\n", "fault amount 5\nend 2026-10-14");
	check_wrong(":61:261012C1,5,0NTRFX\n", "fault amount 5\nend 2026-10-14");
	check_wrong(":61:261012C,NTRFX\n", "fault amount 5\nend 2026-10-14");
	check_wrong(":61:261012C99999999999999999999,00NTRFX\n", "fault amount 5\nend 2026-10-14");
	SAME(read_mt940(HEAD ":60F:C261011JPY500,\n:61:261012C15,NTRFX\n:62F:C261014JPY515,00\n"),
	     "begin [0000/1] JPY - - 500\n5 2026-10-12 15 JPY [] \nend 2026-10-14 515\n");
	SAME(read_mt940(HEAD ":60F:D261011KWD0,500\n:61:261012C1,5NTRFX\n:62F:C261014KWD1,000\n"),
	     "begin [0000/1] KWD - - -500\n5 2026-10-12 1500 KWD [] \nend 2026-10-14 1000\n");
}

static void entry_day_is_the_nearest_to_the_value_day(void)
{
#define DAY(days, wanted)                                     \
	check_movement(":61:" days "C15,00NTRFX\n", "515,00", \
		       "5 " wanted " 1500 EUR [] \nend 2026-10-14 51500")
	DAY("261012", "2026-10-12");
	DAY("2610121013", "2026-10-13");
	DAY("2612310102", "2027-01-02");
	DAY("2601021231", "2025-12-31");
	DAY("2602280301", "2026-03-01");
	DAY("2803010229", "2028-02-29");
	DAY("2701010229", "2028-02-29");
	DAY("7912310102", "2080-01-02");
	DAY("8001021231", "1979-12-31");
	check_wrong(":61:2610121313C15,00NTRFX\n", "fault date 5\nend 2026-10-14");
	check_wrong(":61:261312C15,00NTRFX\n", "fault date 5\nend 2026-10-14");
	check_wrong(":61:2601010229C15,00NTRFX\n", "fault date 5\nend 2026-10-14");
}

/* A field :61: without breaks, with one at each place before the references. */
/* Details behind the line that no :86: follows; they live until the movement is given. */
static void details_come_also_without_words(void)
{
	check_movement(":61:261012C15,00NTRFX\nFIRST DETAILS\n:61:261013C5,00NTRFX\nSECOND\n",
		       "520,00",
		       "5 2026-10-12 1500 EUR [] FIRST DETAILS\n"
		       "7 2026-10-13 500 EUR [] SECOND\nend 2026-10-14 52000");
	check_movement(":61:261012C15,00NTRFX\nFIRST\n:61:261013C5,00NTRFX\n:86:WORDS\n",
		       "520,00",
		       "5 2026-10-12 1500 EUR [] FIRST\n"
		       "7 2026-10-13 500 EUR [] WORDS\nend 2026-10-14 52000");
}

static void lines_may_be_broken_anywhere(void)
{
	static const char whole[] = ":61:2610121013CR15,00N062NONREF//B12";
	static const char wanted[] = "5 2026-10-13 1500 EUR [B12] TEXT\nend 2026-10-14 51500";
	size_t references = strlen(whole) - strlen("NONREF//B12");
	for (size_t at = 1; at <= references; at++) {
		struct buf fields = { 0 };
		buf_add(&fields, whole, at);
		buf_char(&fields, '\n');
		buf_text(&fields, whole + at);
		buf_text(&fields, "\n:\n86:TEXT\n");
		check_movement(buf_string(&fields), "515,00", wanted);
		buf_free(&fields);
	}
	/* Between the references, and where the line was full. */
	check_movement(":61:261012C15,00NTRFA\n//B12\n", "515,00",
		       "5 2026-10-12 1500 EUR [B12] \nend 2026-10-14 51500");
	check_movement(":61:261012C15,00NTRFA/\n/B12\n", "515,00",
		       "5 2026-10-12 1500 EUR [B12] \nend 2026-10-14 51500");
	check_movement(":61:2610121012CR000000000015,00NTRF0123456789012345//012345678901\n2345\n",
		       "515,00", "5 2026-10-12 1500 EUR [0123456789012345] \nend 2026-10-14 51500");
}

static void tags_and_balances_may_be_broken_anywhere(void)
{
	static const char whole[] = ":62F:C261014EUR500,00\n";
	for (size_t at = 1; at < strlen(whole); at++) {
		struct buf list = { 0 };
		buf_text(&list, OPENING);
		buf_add(&list, whole, at);
		buf_char(&list, '\n');
		buf_text(&list, whole + at);
		SAME(read_mt940(buf_string(&list)), BEGIN "end 2026-10-14 50000\n");
		buf_free(&list);
	}
}

static void what_follows_the_references_is_no_part_of_them(void)
{
	check_movement(":61:261012C15,00NTRFX//B12\n/OCMT/EUR15,00/\n:86:TEXT\n", "515,00",
		       "5 2026-10-12 1500 EUR [B12] TEXT\nend 2026-10-14 51500");
	/* It is the text where there is no other. */
	check_movement(":61:261012C15,00NTRFX//B12\nDETAILS\n", "515,00",
		       "5 2026-10-12 1500 EUR [B12] DETAILS\nend 2026-10-14 51500");
	check_movement(":61:261012C15,00NTRFX//NONREF\n", "515,00",
		       "5 2026-10-12 1500 EUR [] \nend 2026-10-14 51500");
}

static void subfields_are_joined_as_they_stand(void)
{
#define TEXT(field, wanted)                                                \
	check_movement(":61:261012C15,00NTRFX\n:86:" field "\n", "515,00", \
		       "5 2026-10-12 1500 EUR [] " wanted "\nend 2026-10-14 51500")
	TEXT("166?00G?20AB?21CD ?29EF?60GH?63IJ?64NOT?32NA?33ME", "NAME | ABCD EFGHIJ {NAME}");
	TEXT("166?00G?20AB\nCD?2\n1EF?3\n2NAME", "NAME | ABCDEF {NAME}");
	TEXT("166?00FEE?109310", "FEE");
	TEXT("166?20A?31DE00", "A {DE00}");
	TEXT("?20A", "A");
	TEXT("1666?20A", "1666?20A");
	TEXT("166?20Why? Because?", "Why? Because?");
	TEXT("A\nB\n:86:C", "A B C");
	TEXT("A\n:8\nB", "A :8 B");
	TEXT("A\n-5 EUR\n:X", "A -5 EUR :X");
	TEXT("", "");
}

static void words_behind_a_balance_are_of_the_whole_statement(void)
{
	SAME(read_mt940(OPENING ":61:261012C15,00NTRFX\n" CLOSING("515,00") ":86:SUM\n"),
	     BEGIN "5 2026-10-12 1500 EUR [] \nend 2026-10-14 51500\n");
	SAME(read_mt940(OPENING ":86:BEFORE\n:61:261012C15,00NTRFX\n:64:C261014EUR1,00\n:86:SUM\n"
				":62F:C261014EUR515,00\n"),
	     BEGIN "6 2026-10-12 1500 EUR [] \nend 2026-10-14 51500\n");
}

static void envelopes_and_what_banks_write_around_are_passed_over(void)
{
	SAME(read_mt940("BANK 01\n940 00\n" OPENING CLOSING("500,00") "END\n"),
	     BEGIN "end 2026-10-14 50000\n");
	SAME(read_mt940("{1:F01}{2:I940}{4:" OPENING ":62F:C261014EUR500,00-}{5:{CHK:1}}\n"),
	     BEGIN "end 2026-10-14 50000\n");
	SAME(read_mt940("\r\n{1:F01}{2:I940}{4:\r\n" OPENING ":62F:C261014EUR500,00\r\n-}\r\n\r\n"),
	     BEGIN "end 2026-10-14 50000\n");
	SAME(read_mt940(":20:X\n:25P: 0000/1 \nBANKDEFF\n:60F:C261011EUR500,00\n" CLOSING("500,"
											  "00")),
	     BEGIN "end 2026-10-14 50000\n");
}

static void pages_must_meet_and_all_be_there(void)
{
#define PAGE_1 OPENING ":61:261012C15,00NTRFX\n:62M:C261012EUR515,00\n"
#define PAGE_2(amount) HEAD ":60M:C261012EUR" amount "\n:61:261013C10,00NTRFX\n"
	SAME(read_mt940(PAGE_1 PAGE_2("515,00") CLOSING("525,00")),
	     BEGIN "5 2026-10-12 1500 EUR [] \n11 2026-10-13 1000 EUR [] \nend 2026-10-14 52500\n");
	SAME(read_mt940(PAGE_1 PAGE_2("520,00") CLOSING("530,00")),
	     BEGIN "5 2026-10-12 1500 EUR [] \nfault balance 10\n"
		   "11 2026-10-13 1000 EUR [] \nend 2026-10-14\n");
	SAME(read_mt940(PAGE_1), BEGIN "5 2026-10-12 1500 EUR [] \nfault truncated 6\nend "
				       "2026-10-12\n");
	SAME(read_mt940(PAGE_1 OPENING CLOSING("500,00")), BEGIN "5 2026-10-12 1500 EUR [] \nfault "
								 "truncated 9\nend 2026-10-14\n");
	SAME(read_mt940(PAGE_2("515,00") CLOSING("525,00")),
	     "warn 4\nbegin [0000/1] EUR - - 51500\n5 2026-10-13 1000 EUR [] \n"
	     "end 2026-10-14 52500\n");
	SAME(read_mt940(OPENING ":61:261012C15,00NTRFX\n:62M:C261012EUR516,00\n" PAGE_2("516,00")
				CLOSING("526,00")),
	     BEGIN "5 2026-10-12 1500 EUR [] \nfault balance 6\n11 2026-10-13 1000 EUR [] \n"
		   "end 2026-10-14\n");
}

static void statements_of_one_account_are_one_and_must_meet(void)
{
#define DAY_1 OPENING ":61:261012C15,00NTRFX\n:62F:C261012EUR515,00\n-\n"
#define DAY_2(day, amount) HEAD ":60F:C" day "EUR" amount "\n:61:261019C10,00NTRFX\n"
	SAME(read_mt940(DAY_1 DAY_2("261012", "515,00") CLOSING("525,00")),
	     BEGIN "5 2026-10-12 1500 EUR [] \n12 2026-10-19 1000 EUR [] \nend 2026-10-14 52500\n");
	SAME(read_mt940(DAY_1 DAY_2("261018", "600,00") CLOSING("610,00")),
	     BEGIN "5 2026-10-12 1500 EUR [] \nfault balance 11\n12 2026-10-19 1000 EUR [] \n"
		   "end 2026-10-14\n");
	SAME(read_mt940(DAY_1 ":20:Y\n:25:0000/2\n:60F:C261012EUR1,00\n:62F:C261012EUR1,00\n"),
	     BEGIN "5 2026-10-12 1500 EUR [] \nend 2026-10-12 51500\n"
		   "begin [0000/2] EUR - - 100\nend 2026-10-12 100\n");
}

static void fields_that_are_missing_or_wrong_are_told(void)
{
	SAME(read_mt940(":20:X\n:25:1\n:61:261012C15,00NTRFX\n"), "fault column 3\nfault "
								  "not-a-list 1\n");
	SAME(read_mt940(HEAD ":60F:X261011EUR500,00\n" CLOSING("500,00")),
	     "fault column 4\nbegin [0000/1]  - -\nend 2026-10-14\n");
	SAME(read_mt940(HEAD ":60F:C261311EUR500,00\n" CLOSING("500,00")),
	     "fault date 4\nbegin [0000/1]  - -\nend 2026-10-14\n");
	SAME(read_mt940(HEAD ":60F:C261011E1R500,00\n" CLOSING("500,00")),
	     "fault currency 4\nbegin [0000/1]  - -\nend 2026-10-14\n");
	SAME(read_mt940(HEAD ":60F:C261011EUR500.00\n" CLOSING("500,00")),
	     "fault amount 4\nbegin [0000/1]  - -\nend 2026-10-14\n");
	SAME(read_mt940(OPENING ":62F:C261014USD500,00\n"), BEGIN "fault currency 5\nend "
								  "2026-10-14\n");
	SAME(read_mt940(OPENING ":62F:C261014EUR500\n"), BEGIN "fault amount 5\nend -\n");
	SAME(read_mt940(OPENING ":61:261012C15,00NTRFX\n" HEAD),
	     BEGIN "5 2026-10-12 1500 EUR [] \nfault truncated 8\nend -\n");
	SAME(read_mt940(OPENING ":61:261012C15,00NTRFX\n-\n" OPENING CLOSING("500,00")),
	     BEGIN "5 2026-10-12 1500 EUR [] \nfault truncated 9\nend 2026-10-14\n");
	SAME(read_mt940(":20:X\n:25:1\n:34F:EUR0,\n:61:261012C15,00NTRFX\n"),
	     "fault column 4\nfault not-a-list 1\n");
	SAME(read_mt940(""), "fault not-a-list 1\n");
}

static void field_without_end_is_refused(void)
{
	static const char *const fields[] = { "0123456789\n", ":86:0123456789\n", "0123456789" };
	for (size_t field = 0; field < 3; field++) {
		struct buf list = { 0 };
		buf_text(&list, OPENING ":61:261012C15,00NTRFX\n:86:");
		for (int i = 0; i < 10000; i++)
			buf_text(&list, fields[field]);
		buf_text(&list, "\n" CLOSING("515,00"));
		const char *said = read_mt940(buf_string(&list));
		CHECK(strncmp(said, BEGIN "fault too-long ", strlen(BEGIN) + 15) == 0);
		CHECK(strstr(said, "\nend 2026-10-14\n") && !strstr(said, "0123456789"));
		buf_free(&list);
	}
}

static void only_mt940_fits(void)
{
	static const char *const lists[] = {
		OPENING, "X\n" OPENING,       "{1:F01}{2:I940}", HEAD ":60M:C261011EUR1,",
		HEAD,    ":60F:C261011EUR1,", "{\"users\":[]}",  "a;:20:;:60F:\n",
		""
	};
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		CHECK(format_mt940.fits(lists[i], strlen(lists[i])) == (i < 4));
}

int main(void)
{
	lists_in_real_shapes();
	marks_say_which_way_the_money_went();
	amounts_have_a_comma_and_no_more_decimals_than_the_currency();
	entry_day_is_the_nearest_to_the_value_day();
	details_come_also_without_words();
	lines_may_be_broken_anywhere();
	tags_and_balances_may_be_broken_anywhere();
	what_follows_the_references_is_no_part_of_them();
	subfields_are_joined_as_they_stand();
	words_behind_a_balance_are_of_the_whole_statement();
	envelopes_and_what_banks_write_around_are_passed_over();
	pages_must_meet_and_all_be_there();
	statements_of_one_account_are_one_and_must_meet();
	fields_that_are_missing_or_wrong_are_told();
	field_without_end_is_refused();
	only_mt940_fits();
	read_bytes(NULL, NULL, 0);
	return REPORT("import_mt940");
}
