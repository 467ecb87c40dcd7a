/* OFX: what banks send, whole, damaged and hostile. */
#include "import_lists.h"

#define HEAD                                                                                 \
	"OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n<OFX>"  \
	"<BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>7</BANKACCTFROM>" \
	"<BANKTRANLIST>"
#define TAIL "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"
#define LINE(day, amount, rest) \
	"<STMTTRN><DTPOSTED>" day "<TRNAMT>" amount "<FITID>F" rest "</STMTTRN>"
#define ONE(day, amount, rest)       \
	HEAD LINE(day, amount, rest) \
	TAIL

static void read_ofx(const char *text)
{
	read_text(&format_ofx, text);
}

static void is_read(const char *text, const char *wanted)
{
	read_ofx(text);
	CHECK(seen.faults == 0 && seen.lines == 1);
	SAME(buf_string(&seen.line[0].text), wanted);
}

static void is_amount(const char *text, int64_t amount)
{
	char list[1024];
	snprintf(list, sizeof list, HEAD LINE("20261005", "%s", "<NAME>A") TAIL, text);
	read_ofx(list);
	CHECK(seen.faults == 0 && seen.lines == 1 && seen.line[0].line.amount == amount);
}

static void is_no_amount(const char *text)
{
	char list[1024];
	snprintf(list, sizeof list, HEAD LINE("20261005", "%s", "<NAME>A") TAIL, text);
	read_ofx(list);
	CHECK(seen.lines == 0 && has_fault(FAULT_AMOUNT, 7));
}

static void amounts_have_one_mark_and_no_thousands(void)
{
	is_amount("12.00", 1200);
	is_amount("+12,5", 1250);
	is_amount("-.5", -50);
	is_amount("7.", 700);
	is_amount(" 5 ", 500);
	is_amount("5.0000", 500);
	is_amount("-92233720368547758.07", -INT64_MAX);
	is_no_amount("1.234,56");
	is_no_amount("1,234.56");
	is_no_amount("1.234");
	is_no_amount("1.000");
	is_no_amount("1.005,0");
	is_no_amount("1.0050");
	is_no_amount("5 EUR");
	is_no_amount("1e3");
	is_no_amount("-");
	is_no_amount(".");
	is_no_amount("--1");
	is_no_amount("92233720368547758.08");
	is_no_amount("99999999999999999999999999999999999999999999999");
}

static void is_day(const char *text, const char *day)
{
	char list[1024], got[DAY_TEXT_SIZE];
	snprintf(list, sizeof list, HEAD LINE("%s", "1", "<NAME>A") TAIL, text);
	read_ofx(list);
	CHECK(seen.faults == 0 && seen.lines == 1);
	SAME(day_format(seen.line[0].line.day, got), day);
}

static void days_are_those_written_whatever_the_zone(void)
{
	is_day("20261005", "2026-10-05");
	is_day("20261005230000[-3:BRT]", "2026-10-05");
	is_day("20261005000000.000[+14:X]", "2026-10-05");
	static const char *const wrong[] = { "2026-10-05", "20261305",  "20260230",
					     "2026100",    "05102026x", "00000000" };
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		char list[1024];
		snprintf(list, sizeof list, HEAD LINE("%s", "1", "") TAIL, wrong[i]);
		read_ofx(list);
		CHECK(seen.lines == 0 && has_fault(FAULT_DATE, 7));
	}
}

static void texts_are_name_and_memo_with_their_entities(void)
{
	is_read(ONE("20261005", "1", "<NAME>A &amp; B &lt;x&gt;<MEMO>c"), "A & B <x> | c");
	is_read(ONE("20261005", "1", "<NAME>A</NAME><MEMO></MEMO>"), "A");
	is_read(ONE("20261005", "1", "<MEMO>only\n  words <MEMO>again"), "only words");
	is_read(ONE("20261005", "1", "<NAME>AT&T &nosuch; &amp;lt;"), "AT&T &nosuch; &lt;");
	is_read(ONE("20261005", "1", "<NAME>&#241;&#xF1;&#x1F600;&#xD800;&#0;"), "ññ😀&#xD800;&#0;");
	is_read(ONE("20261005", "1", "<NAME>3 < 4 <5 &"), "3 < 4 <5 &");
	is_read(ONE("20261005", "1", "<NAME><![CDATA[a <b> & c]]>"), "a <b> & c");
	is_read(ONE("20261005", "1", "<!-- <NAME>no --><NAME>yes"), "yes");
	is_read(ONE("20261005", "1", "<PAYEE><NAME>Shop<CITY>X</PAYEE><MEMO>m"), "Shop | m");
	is_read(ONE("20261005", "1", "<NAME>Caf\xe9"), "Café");
	is_read(ONE("20261005", "1", "<NAME>Caf\xc3\xa9"), "Café");
	is_read(ONE("20261005", "1", "<name>lower case"), "lower case");
}

static void other_accounts_are_the_party_and_not_the_account(void)
{
	read_ofx(ONE("20261005", "1", "<NAME>A<BANKACCTTO><ACCTID>99</BANKACCTTO>"));
	SAME(seen.account_names[0], "7");
	SAME(buf_string(&seen.line[0].party), "99");
}

static void references_name_a_movement_or_are_none(void)
{
	static const struct {
		const char *fitid, *reference;
	} cases[] = { { "0", "" },           { "000 0", "" },   { "NONREF", "" },    { "", "" },
		      { "notprovided", "" }, { "A  1", "A 1" }, { "00010", "00010" } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char list[1024];
		snprintf(list, sizeof list,
			 HEAD "<STMTTRN><DTPOSTED>20261005<TRNAMT>1<FITID>%s</STMTTRN>" TAIL,
			 cases[i].fitid);
		read_ofx(list);
		CHECK(seen.lines == 1 &&
		      seen.line[0].line.promised == (*cases[i].reference != '\0'));
		SAME(buf_string(&seen.line[0].reference), cases[i].reference);
	}
}

static void lines_come_oldest_first(void)
{
	read_ofx(HEAD LINE("20261007", "3", "") LINE("20261005", "2", "") LINE("20261005", "1", "")
			 TAIL);
	CHECK(seen.lines == 3 && seen.line[0].line.amount == 100 &&
	      seen.line[1].line.amount == 200 && seen.line[2].line.amount == 300);
	read_ofx(HEAD LINE("20261005", "1", "") LINE("20261007", "3", "") LINE("20261005", "2", "")
			 LINE("20261008", "4", "") TAIL);
	for (int i = 0; i < 4; i++)
		CHECK(seen.lines == 4 && seen.line[i].line.amount == (i + 1) * 100);
}

static void zero_pending_and_withdrawn_lines_are_passed_over(void)
{
	read_ofx(HEAD LINE("20261005", "0.00", "") "<STMTTRNP><TRNAMT>5</STMTTRNP>" LINE(
		"20261005", "5", "<CORRECTACTION>DELETE") LINE("20261006", "1", "") TAIL);
	CHECK(seen.lines == 1 && seen.skips == 3 && seen.faults == 0 && seen.warnings == 1);
	CHECK(seen.skip_why[0] == SKIP_ZERO && seen.skip_why[1] == SKIP_PENDING &&
	      seen.skip_why[2] == SKIP_RULE);
}

static void what_is_missing_is_named_where_its_record_begins(void)
{
	read_ofx(HEAD "\n\n<STMTTRN><TRNAMT>1</STMTTRN>" TAIL);
	CHECK(has_fault(FAULT_COLUMN, 9));
	read_ofx("<OFX><STMTRS><BANKTRANLIST>" LINE("20261005", "1", "") "</BANKTRANLIST></STMTRS>"
									 "</OFX>");
	CHECK(has_fault(FAULT_COLUMN, 1) && seen.lines == 0);
	read_ofx("<OFX>\n" LINE("20261005", "1", "") "</OFX>");
	CHECK(has_fault(FAULT_SCHEMA, 2));
	read_ofx("<OFX><SIGNONMSGSRSV1><STATUS><SEVERITY>ERROR<MESSAGE>closed</STATUS>"
		 "</SIGNONMSGSRSV1></OFX>");
	CHECK(has_fault(FAULT_NO_TABLE, 1) && strstr(seen.warning, "closed"));
	read_ofx("OFXHEADER:100\n");
	CHECK(has_fault(FAULT_NOT_A_LIST, 1));
	read_ofx(ONE("20261005", "1", "<CURRENCY><CURRATE>1.1<CURSYM>USD</CURRENCY>"));
	CHECK(has_fault(FAULT_CURRENCY, 7) && seen.lines == 0);
	read_ofx(ONE("20261005", "1", "<ORIGCURRENCY><CURRATE>1.1<CURSYM>USD</ORIGCURRENCY>"));
	CHECK(seen.faults == 0 && seen.lines == 1);
}

static void forgotten_ends_are_made_up_for(void)
{
	read_ofx(HEAD "<STMTTRN><DTPOSTED>20261005<TRNAMT>1<STMTTRN><DTPOSTED>20261006<TRNAMT>2"
		      "</BANKTRANLIST><LEDGERBAL><BALAMT>3</STMTRS></OFX>");
	CHECK(seen.lines == 2 && seen.faults == 0 && seen.account[0].has_closing &&
	      seen.account[0].closing == 300);
}

static void every_beginning_of_a_list_is_truncated(void)
{
	static const char whole[] = ONE("20261005", "1", "<NAME>A &amp; B");
	for (size_t length = sizeof HEAD - 1; length < sizeof whole - 3; length += 3) {
		read_bytes(&format_ofx, whole, length);
		CHECK(seen.faults >= 1 && has_fault(FAULT_TRUNCATED, 7));
	}
}

/* COUNT times PIECE in a list. */
static void read_repeated(const char *piece, int count, const char *before, const char *behind)
{
	struct buf list = { 0 };
	buf_text(&list, before);
	for (int i = 0; i < count; i++)
		buf_text(&list, piece);
	buf_text(&list, behind);
	read_bytes(&format_ofx, list.bytes, list.length);
	buf_free(&list);
}

static void hostile_lists_are_refused_in_bounded_memory(void)
{
	read_repeated("<PAYEE>", 10000, HEAD "<STMTTRN>", TAIL);
	CHECK(has_fault(FAULT_SCHEMA, 7) && seen.stopped);
	read_repeated("aaaaaaaaaaaaaaaa", 10000, HEAD "<STMTTRN><NAME>", TAIL);
	CHECK(has_fault(FAULT_TOO_LONG, 7) && seen.stopped);
	read_repeated("aaaaaaaaaaaaaaaa", 10000, HEAD "<STMTTRN><NAME ", ">" TAIL);
	CHECK(has_fault(FAULT_TOO_LONG, 7));
	read_ofx("<?xml version=\"1.0\"?>\n<!DOCTYPE OFX [<!ENTITY a \"b\">]>" ONE("20261005", "1",
										   "<NAME>&a;"));
	CHECK(has_fault(FAULT_DOCTYPE, 2) && seen.lines == 0 && seen.stopped);
	read_bytes(&format_ofx, HEAD "\n<NAME>\0", sizeof HEAD + 7);
	CHECK(has_fault(FAULT_NUL, 8));
	read_repeated("</STMTTRN>", 10000, HEAD, TAIL);
	CHECK(seen.faults == 0 && seen.lines == 0);
}

/* More than memory holds: lines go through the file without a name, forwards and backwards. */
static void many_lines_come_in_order(void)
{
	for (int newest_first = 0; newest_first < 3; newest_first++) {
		struct buf list = { 0 };
		enum { MANY = 30000 };
		buf_text(&list, HEAD);
		for (int i = 0; i < MANY; i++) {
			int k = newest_first == 1 ? MANY - 1 - i : i;
			buf_printf(&list,
				   "<STMTTRN><DTPOSTED>20%02d%02d%02d<TRNAMT>%d<FITID>%d<NAME>"
				   "SOMEBODY WITH A NAME</STMTTRN>",
				   10 + k / 3000, k / 300 % 10 + 1,
				   newest_first == 2 ? k * 7 % 28 + 1 : k % 300 / 15 + 1, k + 1, k);
		}
		buf_text(&list, TAIL);
		read_bytes(&format_ofx, list.bytes, list.length);
		CHECK(seen.faults == 0 && seen.total_lines == MANY);
		CHECK(seen.sum == INT64_C(100) * MANY * (MANY + 1) / 2);
		for (int i = 1; i < MOST_LINES; i++)
			CHECK(seen.line[i - 1].line.day <= seen.line[i].line.day);
		CHECK(newest_first == 2 || seen.line[9].line.amount == 1000);
		buf_free(&list);
	}
}

static const char *declared(const char *head)
{
	const char *encoding = format_ofx.declared(head, strlen(head));
	return encoding ? encoding : "(none)";
}

static void heads_are_known_and_careless_charsets_are_not_believed(void)
{
	CHECK(format_ofx.fits(HEAD, sizeof HEAD - 1));
	CHECK(format_ofx.fits("\xef\xbb\xbf\r\n<?xml?><OFX>", 18));
	CHECK(format_ofx.fits("<\0O\0F\0X\0>\0", 10));
	CHECK(!format_ofx.fits("<Document><x>OFX", 16));
	CHECK(!format_ofx.fits("a;b\n<OFX>", 9));
	SAME(declared(HEAD), "(none)");
	SAME(declared("OFXHEADER:100\nENCODING:UTF-8\nCHARSET:NONE\n<OFX>"), "UTF-8");
	SAME(declared("OFXHEADER:100\nENCODING:UNICODE\nCHARSET:NONE\n<OFX>"), "UTF-8");
	SAME(declared("OFXHEADER:100\nENCODING:USASCII\nCHARSET:NONE\n<OFX>"), "(none)");
	SAME(declared("OFXHEADER:100ENCODING:USASCIICHARSET:1251COMPRESSION:NONE<OFX>"), "WINDOWS-"
											 "1251");
	SAME(declared("OFXHEADER:100\nENCODING:USASCII\nCHARSET:1251\n<OFX>\xc3\xa9"), "(none)");
	SAME(declared("<?xml version='1.0' encoding='UTF-8'?><OFX>"), "UTF-8");
	SAME(declared("<?xml version='1.0' encoding='ISO-8859-1'?><OFX>"), "(none)");
	SAME(declared("<?xml version='1.0'?><OFX>"), "(none)");
}

int main(void)
{
	check_lists(&format_ofx, "ofx", 7);
	amounts_have_one_mark_and_no_thousands();
	days_are_those_written_whatever_the_zone();
	texts_are_name_and_memo_with_their_entities();
	other_accounts_are_the_party_and_not_the_account();
	references_name_a_movement_or_are_none();
	lines_come_oldest_first();
	zero_pending_and_withdrawn_lines_are_passed_over();
	what_is_missing_is_named_where_its_record_begins();
	forgotten_ends_are_made_up_for();
	every_beginning_of_a_list_is_truncated();
	hostile_lists_are_refused_in_bounded_memory();
	many_lines_come_in_order();
	heads_are_known_and_careless_charsets_are_not_believed();
	free_seen();
	return REPORT("OFX");
}
