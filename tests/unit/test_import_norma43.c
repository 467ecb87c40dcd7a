/* Lists of Norma 43: those in real shapes, and a case for each rule that they do not show. */
#include "norma43_lists.h"

static void lists_in_real_shapes(void)
{
	static const char *const names[] = {
		"40", "40b", "41", "42", "81", "82", "83", "84", "85"
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		expect_list(&format_norma43, names[i]);
}

static void records_are_counted_with_or_without_the_last(void)
{
	SAME(read_n43(ACCOUNT TWO_LINES TWO_TOTALS END("000006")), WHOLE);
	SAME(read_n43(ACCOUNT TWO_LINES TWO_TOTALS END("000007")), WHOLE);
	SAME(read_n43(ACCOUNT TWO_LINES TWO_TOTALS END("000008")),
	     BEGIN UNO DOS "fault count 7\nend 2026-10-14 52500\n");
	SAME(read_n43(ACCOUNT TWO_LINES TWO_TOTALS END("00000X")),
	     BEGIN UNO DOS "fault column 7\nend 2026-10-14 52500\n");
}

static void list_without_its_last_record_is_warned_of(void)
{
	SAME(read_n43(ACCOUNT TWO_LINES TWO_TOTALS), BEGIN UNO DOS "warn 6\nend 2026-10-14 "
								   "52500\n");
}

static void line_ends_blank_lines_and_ctrl_z_mean_nothing(void)
{
	SAME(read_n43("11000000000000000001261012261014200000000050000"
		      "9783\n" TWO_LINES "\r\n\n" TWO_TOTALS "   \n" END("000006") "\x1a"),
	     WHOLE);
	SAME(read_n43(ACCOUNT TWO_LINES TWO_TOTALS "88999999999999999999000006\x1a\r\n\x1a\x1a"),
	     WHOLE);
}

static void sums_closing_and_account_must_be_those_that_were_read(void)
{
	SAME(read_n43(ACCOUNT TWO_LINES TOTALS("00000", "00000", "00002", "02501",
					       "200000000052500") END("000006")),
	     BEGIN UNO DOS "fault balance 6\nend 2026-10-14\n");
	SAME(read_n43(ACCOUNT TWO_LINES TOTALS("00001", "00000", "00002", "02500",
					       "200000000052500") END("000006")),
	     BEGIN UNO DOS "fault count 6\nend 2026-10-14\n");
	SAME(read_n43(ACCOUNT TWO_LINES TOTALS("00000", "00000", "00002", "02500",
					       "200000000052501") END("000006")),
	     BEGIN UNO DOS "fault balance 6\nend 2026-10-14\n");
	SAME(read_n43(ACCOUNT TWO_LINES "3300000000000000000200000000000000000000000200000000002500"
					"2000000000525009"
					"78\n" END("000006")),
	     BEGIN UNO DOS "fault account 6\nend 2026-10-14\n");
	SAME(read_n43(ACCOUNT TWO_LINES "3300000000000000000100000000000000000000000200000000002500"
					"2000000000525008"
					"40\n" END("000006")),
	     BEGIN UNO DOS "fault currency 6\nend 2026-10-14\n");
	SAME(read_n43(ACCOUNT TWO_LINES "330000000000000000010000000000\n" END("000006")),
	     BEGIN UNO DOS "fault column 6\nend 2026-10-14\n");
}

static void closing_of_zero_that_is_not_right_is_not_told(void)
{
	SAME(read_n43(ACCOUNT TWO_LINES TOTALS("00000", "00000", "00002", "02500",
					       "200000000000000") END("000006")),
	     BEGIN UNO DOS "warn 6\nend 2026-10-14\n");
	SAME(read_n43("11000000000000000001261012261014100000000002500"
		      "9783\n" TWO_LINES TOTALS("00000", "00000", "00002", "02500",
						"200000000000000") END("000006")),
	     "begin [0000 0000 0000000001] EUR 2026-10-12 2026-10-14 -2500\n" UNO DOS
	     "end 2026-10-14 0\n");
}

static void line_of_zero_counts_on_its_side_and_is_skipped(void)
{
	SAME(read_n43(ACCOUNT LINE("261012", "1", "00000", NO_REFERENCES)
			      LINE("261012", "2", "00000", NO_REFERENCES)
				      TOTALS("00001", "00000", "00001", "00000", "200000000050000")
					      END("000004")),
	     BEGIN "skip zero 2\nskip zero 3\nend 2026-10-14 50000\n");
}

static void counts_begin_again_at_100_000_and_at_1_000_000(void)
{
	struct buf list = { 0 };
	const char *said;
	buf_text(&list, ACCOUNT);
	for (int i = 0; i < 100001; i++)
		buf_text(&list, LINE("261012", "2", "00000", NO_REFERENCES));
	for (int i = 0; i < 900001; i++)
		buf_text(&list, "24\n");
	buf_text(&list, TOTALS("00000", "00000", "00001", "00000", "200000000050000") END("00000"
											  "4"));
	said = read_n43(buf_string(&list));
	CHECK(strstr(said, "end 2026-10-14 50000\n") && !strstr(said, "fault"));
	buf_free(&list);
}

static void statements_of_one_account_are_one(void)
{
#define DAY_1                                             \
	"11000000000000000001261012261012200000000050000" \
	"9783\n"
#define DAY_2                                             \
	"11000000000000000001261013261014200000000051500" \
	"9783\n"
#define DAY_5                                             \
	"11000000000000000001261015261016200000000051500" \
	"9783\n"
#define OTHER                                             \
	"11000000000000000001261013261014200000000051501" \
	"9783\n"
#define PLUS(sum, closing) TOTALS("00000", "00000", "00001", sum, closing)
#define FIRST DAY_1 LINE("261012", "2", "01500", NO_REFERENCES) PLUS("01500", "200000000051500")
#define SECOND LINE("261014", "2", "01000", NO_REFERENCES) PLUS("01000", "200000000052500")
	SAME(read_n43(FIRST DAY_2 SECOND END("000006")),
	     "begin [0000 0000 0000000001] EUR 2026-10-12 2026-10-12 50000\n"
	     "2 2026-10-12 1500 EUR [] \n5 2026-10-14 1000 EUR [] \nend 2026-10-14 52500\n");
	SAME(read_n43(FIRST END("000003") DAY_2 SECOND END("000003")),
	     "begin [0000 0000 0000000001] EUR 2026-10-12 2026-10-12 50000\n"
	     "2 2026-10-12 1500 EUR [] \n6 2026-10-14 1000 EUR [] \nend 2026-10-14 52500\n");
	/* The opening must be the closing of the one before. */
	const char *said = read_n43(FIRST OTHER SECOND END("000006"));
	CHECK(strstr(said, "fault balance 4\n") && strstr(said, "end 2026-10-14\n"));
}

static void gap_between_statements_names_the_missing_days(void)
{
	struct read_list list;
	int fd = temporary_file();
	dprintf(fd, "%s",
		FIRST "11000000000000000001261018261019200000000049500"
		      "9783\n" LINE("261018", "2", "01000", NO_REFERENCES)
			      PLUS("01000", "200000000050500") END("000006"));
	lseek(fd, 0, SEEK_SET);
	read_fd(&list, &format_norma43, fd);
	close(fd);
	SAME(buf_string(&list.messages),
	     "account 0000 0000 0000000001 begins again with 495.00, but ended with 515.00: the "
	     "days from 2026-10-13 to 2026-10-17 are missing; download the list with them\n");
	free_list(&list);
}

static void currencies_are_numbers_and_their_decimals_are_their_own(void)
{
#define IN(number, amount, closing)                                                                \
	"1100000000000000000126101226101420000000000000"                                           \
	"0" number                                                                                 \
	"3\n" LINE("261012", "2", amount, NO_REFERENCES) "330000000000000000010000000000000000000" \
							 "00001000000000" amount closing number    \
							 "\n" END("000003")
	static const struct {
		const char *list, *wanted;
	} cases[] = {
		{ IN("840", "01234",
		     "2000000000"
		     "01234"),
		  "2 2026-10-12 1234 USD [] \n" },
		{ IN("826", "01234",
		     "2000000000"
		     "01234"),
		  "2 2026-10-12 1234 GBP [] \n" },
		{ IN("392", "01200",
		     "2000000000"
		     "01200"),
		  "2 2026-10-12 12 JPY [] \n" },
		{ IN("414", "01234",
		     "2000000000"
		     "01234"),
		  "2 2026-10-12 12340 KWD [] \n" },
		{ IN("392", "01234",
		     "2000000000"
		     "01234"),
		  "fault amount 2\n" },
		{ IN("999", "01234",
		     "2000000000"
		     "01234"),
		  "fault currency 1\n" },
		{ IN("   ", "01234",
		     "2000000000"
		     "01234"),
		  "fault currency 1\n" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *said = read_n43(cases[i].list);
		CHECK(strstr(said, cases[i].wanted));
		CHECK(!strstr(cases[i].wanted, "2026") || !strstr(said, "fault"));
	}
}

static void records_out_of_place_are_told(void)
{
	SAME(read_n43("2301X\n"), "fault column 1\nwarn 1\n");
	SAME(read_n43(TWO_TOTALS), "fault column 1\nwarn 1\n");
	SAME(read_n43(ACCOUNT "2301X\n" NOTHING("1") END("000003")), BEGIN "fault column 2\nend "
									   "2026-10-14\n");
	SAME(read_n43(ACCOUNT "99\n" NOTHING("1") END("000003")), BEGIN "fault column 2\nend "
									"2026-10-14\n");
	/* No 33 before the next account, or before the end. */
	SAME(read_n43(ACCOUNT TWO_LINES MODE_2 NOTHING("2") END("000007")),
	     BEGIN UNO DOS "fault truncated 5\nend 2026-10-14\n"
			   "begin [0000 0000 0000000002] EUR 2026-10-12 2026-10-14 50000\nwarn 6\n"
			   "end 2026-10-14 50000\n");
	SAME(read_n43(ACCOUNT TWO_LINES END("000005")), BEGIN UNO DOS "fault truncated 5\nend "
								      "2026-10-14\n");
	SAME(read_n43(""), "fault not-a-list 1\n");
}

static void account_that_is_not_understood_is_told_once(void)
{
	SAME(read_n43("11000000000000000001261012261014200000000050\n" NOTHING("1") END("000002")),
	     "fault column 1\nbegin [0000 0000 0000000001]  2026-10-12 2026-10-14\n"
	     "end 2026-10-14\n");
	SAME(read_n43("11000000000000000001261012261014300000000050000"
		      "9783\n" NOTHING("1") END("000002")),
	     "fault amount 1\nbegin [0000 0000 0000000001] EUR 2026-10-12 2026-10-14\n"
	     "end 2026-10-14\n");
	SAME(read_n43("11000000000000000001261312000000200000000050000"
		      "9783\n" NOTHING("1") END("000002")),
	     "fault date 1\nbegin [0000 0000 0000000001] EUR - - 50000\nend - 50000\n");
}

static void texts_without_end_are_refused(void)
{
	struct buf list = { 0 };
	buf_text(&list, ACCOUNT LINE("261012", "2", "01500", NO_REFERENCES));
	for (int i = 0; i < 10000; i++)
		buf_text(&list, "2301X\n");
	CHECK(strstr(read_n43(buf_string(&list)), "fault too-long 19\n"));
	buf_free(&list);
}

static void amounts_beyond_64_bits_do_not_wrap(void)
{
	struct buf list = { 0 };
	buf_text(&list, ACCOUNT);
	for (int i = 0; i < 100000; i++)
		buf_text(&list, "22    0000261012261012020002"
				"99999999999999\n");
	buf_text(&list, NOTHING("1"));
	CHECK(strstr(read_n43(buf_string(&list)), "fault balance 100002\n"));
	buf_free(&list);
}

static void only_norma_43_fits(void)
{
	static const char *const lists[] = { ACCOUNT TWO_LINES, "\r\n" ACCOUNT TWO_LINES,
					     MODE_1 NOTHING("1"), MODE_1,
					     /* Not: */
					     TWO_LINES, "11;12;13\n22;23;24\n",
					     "11000000000000000001261012261014200000000050000"
					     "9783\nX",
					     "11\n22\n", "" };
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		CHECK(format_norma43.fits(lists[i], strlen(lists[i])) == (i < 4));
}

int main(void)
{
	lists_in_real_shapes();
	records_are_counted_with_or_without_the_last();
	list_without_its_last_record_is_warned_of();
	line_ends_blank_lines_and_ctrl_z_mean_nothing();
	sums_closing_and_account_must_be_those_that_were_read();
	closing_of_zero_that_is_not_right_is_not_told();
	line_of_zero_counts_on_its_side_and_is_skipped();
	statements_of_one_account_are_one();
	gap_between_statements_names_the_missing_days();
	currencies_are_numbers_and_their_decimals_are_their_own();
	records_out_of_place_are_told();
	account_that_is_not_understood_is_told_once();
	texts_without_end_are_refused();
	amounts_beyond_64_bits_do_not_wrap();
	only_norma_43_fits();
	counts_begin_again_at_100_000_and_at_1_000_000();
	read_bytes(NULL, NULL, 0);
	return REPORT("import_norma43");
}
