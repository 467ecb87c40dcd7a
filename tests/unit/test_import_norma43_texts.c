/* References and texts of Norma 43: what is joined, which letters they are, how columns are
 * counted. */
#include "norma43_lists.h"

static void both_references_stand_side_by_side_else_the_document(void)
{
	static const struct {
		const char *fields, *wanted;
	} cases[] = {
		{ "0000000000"
		  "000000000000"
		  "0000000000000000",
		  "" },
		{ "0000000000"
		  "            "
		  "NONREF          ",
		  "" },
		{ "0000000000"
		  "00000000A-1 "
		  "REF 2           ",
		  "00000000A-1 REF 2" },
		{ "0000000017"
		  "000000000000"
		  "                ",
		  "0000000017" },
		{ "0000000017"
		  "000000000009"
		  "NOTPROVIDED     ",
		  "000000000009" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf list = { 0 }, wanted = { 0 };
		buf_printf(&list, ACCOUNT "22    000026101226101202000200000000001500%s\n%s",
			   cases[i].fields,
			   TOTALS("00000", "00000", "00001", "01500", "200000000051500")
				   END("000003"));
		buf_printf(&wanted, BEGIN "2 2026-10-12 1500 EUR [%s] \nend 2026-10-14 51500\n",
			   cases[i].wanted);
		SAME(read_n43(buf_string(&list)), buf_string(&wanted));
		buf_free(&list);
		buf_free(&wanted);
	}
}

/* The texts of one line, and what they become; CONCEPT is common to all banks. */
static void check_text(const char *concept, const char *texts, const char *wanted)
{
	struct buf list = { 0 };
	char line[512];
	buf_printf(&list,
		   ACCOUNT "22    0000261012261012%s0002000000000015000000000000000000000000\n%s"
			   "33000000000000000001000000000000000000000001000000000015002000000000515"
			   "00978\n",
		   concept, texts);
	snprintf(line, sizeof line, BEGIN "2 2026-10-12 1500 EUR [] %s\nend 2026-10-14 51500\n",
		 wanted);
	const char *said = read_n43(buf_string(&list));
	struct buf without = { 0 };
	buf_add(&without, said, strcspn(said, "w")); /* up to the warning: no record 88 */
	SAME(said + strlen(said) - strlen("end 2026-10-14 51500\n"), "end 2026-10-14 51500\n");
	buf_text(&without, "end 2026-10-14 51500\n");
	SAME(buf_string(&without), line);
	buf_free(&without);
	buf_free(&list);
}

#define C38 "AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDD"

static void texts_are_joined_as_they_stand(void)
{
	/* Full records cut words in two; records cut of their blanks do not join words. */
	check_text("02", "2301" C38 C38 "\n2302" C38 "\n2303X\n", C38 C38 C38 " X");
	check_text("02", "2301   A   B\n", "A B");
	check_text("02", "2301\n2302\n", "");
	/* Annex 4 is known by its purposes: these are none of ISO 20022, or the concept is another.
	 */
	check_text("04", "2301ANA\n2303PAGOCLUBCUOTA\n", "ANA PAGOCLUBCUOTA");
	check_text("04", "2301ANA\n2303CUOTA DEL MES\n", "ANA CUOTA DEL MES");
	check_text("04", "2301ANA\n2302CUOTA\n", "ANA CUOTA");
	check_text("12", "2301ANA\n2303        CUOTA\n", "ANA CUOTA");
}

static void annex_4_has_name_and_words_in_columns_of_their_own(void)
{
	check_text("04", "2301ANA\n2302E2E-1\n2303        CUOTA\n2305OTHER\n", "ANA | CUOTA {ANA}");
	check_text("04", "2301ANA\n2303    GDDSCUOTA\n", "ANA | CUOTA {ANA}");
	check_text("04", "2301ANA\n2303SUPP    CUOTA\n", "ANA | CUOTA {ANA}");
	check_text("03", "2301COREANA\n2303        CUOTA\n", "ANA | CUOTA {ANA}");
	check_text("03", "2301B2B ANA\n2303        CUOTA\n", "ANA | CUOTA {ANA}");
	check_text("04", "2303        CUOTA\n", "CUOTA");
	/* Where they hold nothing, all texts are taken. */
	check_text("04", "2302E2E-1\n2303\n", "E2E-1");
}

static void letters_of_dos_are_known_between_letters(void)
{
	static const char *const texts[] = { "ESPA\xa5"
					     "A",
					     "espa\xa4"
					     "a" };
	static const char *const wanted[] = { "ESPA\xc3\x91"
					      "A",
					      "espa\xc3\xb1"
					      "a" };
	for (size_t i = 0; i < 2; i++) {
		char list[128];
		snprintf(list, sizeof list, "2301%s \x82\n", texts[i]);
		char text[128];
		snprintf(text, sizeof text, "%s \xc3\xa9", wanted[i]);
		check_text("02", list, text);
	}
	/* Not beside a digit or a blank, where Latin-1 has its signs; nor in UTF-8. */
	check_text("02", "2301A \xa5 5\xa4 \xd1\n", "A \xc2\xa5 5\xc2\xa4 \xc3\x91");
	check_text("02",
		   "2301M\xc3\xa4"
		   "R \xc3\xa5\n",
		   "M\xc3\xa4R \xc3\xa5");
}

static void columns_are_characters(void)
{
	/* 76 characters of UTF-8, 152 bytes, then the next text. */
	struct buf texts = { 0 }, wanted = { 0 };
	buf_text(&texts, "2301");
	for (int i = 0; i < 76; i++) {
		buf_text(&texts, "\xc3\x91");
		buf_text(&wanted, "\xc3\x91");
	}
	buf_text(&texts, "\n2302X\n");
	buf_text(&wanted, "X");
	check_text("02", buf_string(&texts), buf_string(&wanted));
	buf_free(&texts);
	buf_free(&wanted);
	SAME(read_n43(ACCOUNT "2301" C38 C38 "X\n"),
	     BEGIN "fault column 2\nfault truncated 2\nwarn 2\n"
		   "end 2026-10-14\n");
}

static void modes_without_texts_are_warned_of_once(void)
{
	SAME(read_n43(MODE_1 NOTHING("1") MODE_2 NOTHING("2") END("000004")),
	     BEGIN "warn 1\nend 2026-10-14 50000\n"
		   "begin [0000 0000 0000000002] EUR 2026-10-12 2026-10-14 50000\n"
		   "end 2026-10-14 50000\n");
}

int main(void)
{
	both_references_stand_side_by_side_else_the_document();
	texts_are_joined_as_they_stand();
	annex_4_has_name_and_words_in_columns_of_their_own();
	letters_of_dos_are_known_between_letters();
	columns_are_characters();
	modes_without_texts_are_warned_of_once();
	read_bytes(NULL, NULL, 0);
	return REPORT("import_norma43_texts");
}
