/* camt.053 and camt.052: entries and their details, balances, damaged and hostile lists, schemas.
 */
#include "import_lists.h"

#include "import/camt_schema.h"

#define NAMESPACE "urn:iso:std:iso:20022:tech:xsd:camt.053.001."
#define HEAD                                                                           \
	"<?xml version=\"1.0\"?>\n<Document xmlns=\"" NAMESPACE "08\"><BkToCstmrStmt>" \
	"<Stmt><Acct><Id><Othr><Id>A1</Id></Othr></Id></Acct>\n"
#define TAIL "</Stmt></BkToCstmrStmt></Document>\n"
#define ENTRY(amount, sign, rest)                                                \
	"<Ntry><Amt Ccy=\"EUR\">" amount "</Amt><CdtDbtInd>" sign "</CdtDbtInd>" \
	"<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-10-12</Dt></BookgDt>" rest "</Ntry>\n"
#define REFERENCE "<AcctSvcrRef>R</AcctSvcrRef>"
#define DETAILS(all) "<NtryDtls>" all "</NtryDtls>"
#define DETAIL(amount, rest) "<TxDtls>" rest "<Amt Ccy=\"EUR\">" amount "</Amt></TxDtls>"
#define PAYER(name) \
	"<RltdPties><Dbtr><Pty><Nm>" name "</Nm></Pty></Dbtr><Cdtr><Nm>Us</Nm></Cdtr></RltdPties>"
#define OWN_REFERENCE(text) "<Refs><AcctSvcrRef>" text "</AcctSvcrRef></Refs>"

static void read_camt(const char *text)
{
	read_text(&format_camt, text);
}

static void is_line(int i, int64_t amount, const char *reference, const char *text)
{
	CHECK(i < seen.lines && seen.line[i].line.amount == amount);
	SAME(buf_string(&seen.line[i].reference), reference);
	SAME(buf_string(&seen.line[i].text), text);
}

static void batches_that_add_up_become_a_line_each(void)
{
	read_camt(HEAD ENTRY("30", "CRDT",
			     REFERENCE DETAILS(DETAIL("10", PAYER("Ana")) DETAIL(
				     "20", OWN_REFERENCE("D2") PAYER("Bo"))) "<AddtlNtryInf>Batch</"
									     "AddtlNtryInf>") TAIL);
	CHECK(seen.faults == 0 && seen.lines == 2);
	is_line(0, 1000, "R/1", "Ana");
	is_line(1, 2000, "D2", "Bo");
	SAME(seen.account_names[0], "A1");
	SAME(seen.account[0].currency, "EUR");
	/* Amounts of version .02, in two groups; a detail of its own sign. */
	read_camt(HEAD ENTRY("5", "DBIT",
			     REFERENCE DETAILS("<TxDtls><AmtDtls><TxAmt><Amt "
					       "Ccy=\"EUR\">7</Amt></TxAmt>"
					       "</AmtDtls></TxDtls>")
				     DETAILS("<TxDtls><CdtDbtInd>CRDT</"
					     "CdtDbtInd><AmtDtls><TxAmt><Amt Ccy=\"EUR\">2"
					     "</Amt></TxAmt></AmtDtls></TxDtls>")) TAIL);
	CHECK(seen.faults == 0 && seen.lines == 2);
	is_line(0, -700, "R/1", "");
	is_line(1, 200, "R/2", "");
}

static void batches_that_do_not_add_up_are_one_line_of_nobody(void)
{
	static const char *const lists[] = {
		HEAD ENTRY("31", "CRDT",
			   REFERENCE DETAILS(DETAIL("10", PAYER("Ana")) DETAIL(
				   "20", PAYER("Bo"))) "<AddtlNtryInf>Batch</AddtlNtryInf>") TAIL,
		HEAD ENTRY("30", "CRDT",
			   REFERENCE DETAILS("<TxDtls>" PAYER("Ana") "</TxDtls>" DETAIL(
				   "30", PAYER("Bo"))) "<AddtlNtryInf>Batch</AddtlNtryInf>") TAIL,
		HEAD ENTRY("30", "CRDT",
			   REFERENCE DETAILS(DETAIL("10", "") "<TxDtls><Amt Ccy=\"USD\">20</Amt>"
							      "</TxDtls>") "<AddtlNtryInf>Batch</"
									   "AddtlNtryInf>") TAIL,
		HEAD ENTRY("30", "CRDT",
			   REFERENCE DETAILS(DETAIL("10", "") DETAIL(
				   "20x", "")) "<AddtlNtryInf>Batch</AddtlNtryInf>") TAIL,
	};
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		read_camt(lists[i]);
		CHECK(seen.faults == 0 && seen.lines == 1);
		is_line(0, i ? 3000 : 3100, "R", "Batch");
		SAME(buf_string(&seen.line[0].party), "");
	}
}

static void one_detail_is_the_entry_whatever_its_amount(void)
{
	read_camt(HEAD ENTRY("30", "CRDT",
			     REFERENCE DETAILS(DETAIL("29", OWN_REFERENCE("NOTPROVIDED") PAYER(
								    "Ana"))) "<AddtlNtryInf>SEPA</"
									     "AddtlNtryInf>") TAIL);
	is_line(0, 3000, "R", "Ana | SEPA");
}

static void parties_and_words_are_those_of_the_other_side(void)
{
	read_camt(HEAD ENTRY(
		"1", "CRDT",
		DETAILS("<TxDtls><RltdPties><Dbtr><Nm> Ana\n Ejemplo</Nm></Dbtr><DbtrAcct><Id>"
			"<IBAN>ES00</IBAN></Id></DbtrAcct><Cdtr><Nm>Us</Nm></Cdtr></RltdPties>"
			"<RmtInf><Ustrd>one</Ustrd><Ustrd>two</Ustrd><Strd><CdtrRefInf><Tp/>"
			"<Ref>RF083G</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>")) TAIL);
	is_line(0, 100, "", "Ana Ejemplo | one two RF083G");
	SAME(buf_string(&seen.line[0].structured), "RF083G");
	SAME(buf_string(&seen.line[0].party), "ES00");
	read_camt(HEAD ENTRY("1", "DBIT", DETAILS("<TxDtls>" PAYER("Them") "</TxDtls>")) TAIL);
	is_line(0, -100, "", "Us"); /* as the creditor of a debit */
	read_camt(HEAD ENTRY("1", "CRDT",
			     DETAILS("<TxDtls><RltdPties><UltmtDbtr><Pty><Nm>Last</Nm></Pty>"
				     "</UltmtDbtr></RltdPties></TxDtls>")) TAIL);
	is_line(0, 100, "", "Last");
}

static void a_reversal_turns_the_parties_but_not_the_sign(void)
{
	read_camt(HEAD ENTRY("1", "DBIT",
			     "<RvslInd>true</RvslInd>" DETAILS("<TxDtls>" PAYER("Ana") "</TxDtls>"))
			  TAIL);
	is_line(0, -100, "", "Ana");
}

static void only_booked_entries_count(void)
{
	read_camt(HEAD "<Ntry><Amt Ccy=\"EUR\">1</Amt><Sts>PDNG</Sts></Ntry><Ntry><Sts><Cd>INFO"
		       "</Cd></Sts></Ntry>" ENTRY("0.00", "CRDT", "") ENTRY("2", "CRDT", "") TAIL);
	CHECK(seen.faults == 0 && seen.lines == 1 && seen.skips == 3);
	CHECK(seen.skip_why[0] == SKIP_PENDING && seen.skip_why[2] == SKIP_ZERO &&
	      seen.skip_places[2] == 3);
}

static void is_faulty(const char *entry, enum list_fault fault)
{
	struct buf list = { 0 };
	buf_printf(&list, "%s\n%s%s", HEAD, entry, TAIL);
	read_camt(list.bytes);
	CHECK(seen.lines == 0 && has_fault(fault, 4));
	buf_free(&list);
}

static void what_is_wrong_with_an_entry_is_named(void)
{
	is_faulty("<Ntry><Sts>BOOK</Sts><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-10-12</Dt>"
		  "</BookgDt></Ntry>",
		  FAULT_SCHEMA);
	is_faulty("<Ntry><Amt Ccy=\"EUR\">1</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>", FAULT_SCHEMA);
	is_faulty(ENTRY("1", "CR", ""), FAULT_SCHEMA);
	is_faulty(ENTRY("-1", "CRDT", ""), FAULT_AMOUNT);
	is_faulty(ENTRY("1,5", "CRDT", ""), FAULT_AMOUNT);
	is_faulty(ENTRY("1.005", "CRDT", ""), FAULT_AMOUNT);
	is_faulty(ENTRY("99999999999999999999", "CRDT", ""), FAULT_AMOUNT);
	is_faulty("<Ntry><Amt Ccy=\"EURO\">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>"
		  "<BookgDt><Dt>2026-10-12</Dt></BookgDt></Ntry>",
		  FAULT_CURRENCY);
	is_faulty("<Ntry><Amt Ccy=\"EUR\">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>"
		  "<BookgDt><Dt>2026-02-30</Dt></BookgDt></Ntry>",
		  FAULT_DATE);
	read_camt(HEAD ENTRY("1", "CRDT", "") "<Ntry><Amt Ccy=\"USD\">1</Amt><CdtDbtInd>CRDT"
					      "</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-10-12"
					      "</Dt></BookgDt></Ntry>" TAIL);
	CHECK(has_fault(FAULT_CURRENCY, 4));
}

static void days_of_times_are_those_written(void)
{
	char day[DAY_TEXT_SIZE];
	read_camt(HEAD
		  "<Ntry><Amt Ccy=\"EUR\">1.500</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK"
		  "</Sts><BookgDt><DtTm>2026-10-12T23:59:59-03:00</DtTm></BookgDt></Ntry>" TAIL);
	SAME(day_format(seen.line[0].line.day, day), "2026-10-12");
	CHECK(seen.line[0].line.amount == 150);
}

#define BALANCE(code, amount, sign, day)                                                 \
	"<Bal><Tp><CdOrPrtry><Cd>" code "</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">" amount \
	"</Amt><CdtDbtInd>" sign "</CdtDbtInd><Dt><Dt>" day "</Dt></Dt></Bal>\n"

static void balances_are_the_first_opening_and_the_last_closing(void)
{
	read_camt(HEAD BALANCE("CLBD", "9", "CRDT", "2026-10-13")
			  BALANCE("CLBD", "8", "CRDT", "2026-10-12")
				  BALANCE("OPBD", "9", "CRDT", "2026-10-13")
					  BALANCE("OPBD", "10", "DBIT", "2026-10-12")
						  BALANCE("ITBD", "77", "CRDT", "2026-10-12")
							  ENTRY("19", "CRDT", "") TAIL);
	CHECK(seen.faults == 0 && seen.account[0].has_opening && seen.account[0].has_closing);
	CHECK(seen.account[0].opening == -1000 && seen.account[0].closing == 900 &&
	      seen.account[0].place == 3);
	read_camt(HEAD BALANCE("PRCD", "5", "CRDT", "2026-10-11") TAIL);
	CHECK(seen.account[0].has_opening && seen.account[0].opening == 500 &&
	      !seen.account[0].has_closing);
	read_camt(HEAD BALANCE("CLBD", "5", "", "2026-10-11") TAIL);
	CHECK(has_fault(FAULT_SCHEMA, 3));
}

static void lines_come_oldest_first_account_by_account(void)
{
	read_camt("<p:Document xmlns:p=\"urn:iso:std:iso:20022:tech:xsd:camt.052.001.06\">"
		  "<p:BkToCstmrAcctRpt><p:Rpt><p:Acct><p:Id><p:IBAN>X</p:IBAN></p:Id></p:Acct>"
		  "<p:Ntry><p:Amt Ccy=\"EUR\">2</p:Amt><p:CdtDbtInd>CRDT</p:CdtDbtInd><p:Sts>BOOK"
		  "</p:Sts><p:BookgDt><p:Dt>2026-10-13</p:Dt></p:BookgDt></p:Ntry>"
		  "<p:Ntry><p:Amt Ccy=\"EUR\">1</p:Amt><p:CdtDbtInd>CRDT</p:CdtDbtInd><p:Sts>BOOK"
		  "</p:Sts><p:BookgDt><p:Dt>2026-10-12</p:Dt></p:BookgDt></p:Ntry>"
		  "</p:Rpt><p:Rpt/></p:BkToCstmrAcctRpt></p:Document>");
	CHECK(seen.faults == 0 && seen.lines == 2 && seen.accounts == 2);
	is_line(0, 100, "", "");
	SAME(seen.account_names[0], "X");
}

static void other_messages_are_refused(void)
{
	read_camt("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.02\"/>");
	CHECK(has_fault(FAULT_NOT_A_LIST, 1));
	read_camt("<Document><BkToCstmrDbtCdtNtfctn/></Document>");
	CHECK(has_fault(FAULT_NOT_A_LIST, 1));
	read_camt("<Document><BkToCstmrStmt/></Document>");
	CHECK(has_fault(FAULT_NO_TABLE, 1));
}

static void any_doctype_is_refused_before_it_is_read(void)
{
	read_camt("<?xml version=\"1.0\"?><!-- <x> -->\n<!DOCTYPE Document SYSTEM \"x\">" TAIL);
	CHECK(has_fault(FAULT_DOCTYPE, 2) && seen.faults == 1);
	read_camt("\n<!doctype html>");
	CHECK(has_fault(FAULT_DOCTYPE, 2));
	read_camt("<!ENTITY a \"b\">");
	CHECK(has_fault(FAULT_DOCTYPE, 1));
	read_camt(HEAD "<!DOCTYPE Document>" TAIL);
	CHECK(seen.faults == 1 && seen.stopped);
	read_camt(HEAD ENTRY("1", "CRDT", "<AddtlNtryInf>&x;</AddtlNtryInf>") TAIL);
	CHECK(has_fault(FAULT_SCHEMA, 3) && seen.lines == 0);
	read_camt(HEAD ENTRY("1", "CRDT", "<AddtlNtryInf>&amp;&#241;</AddtlNtryInf>") TAIL);
	is_line(0, 100, "", "&ñ");
}

/* TEXT as UTF-16, with or without a mark. */
static void read_wide(const char *text, bool mark, bool big)
{
	struct buf wide = { 0 };
	if (mark)
		buf_add(&wide, big ? "\xfe\xff" : "\xff\xfe", 2);
	for (; *text; text++) {
		char pair[2] = { big ? 0 : *text, big ? *text : 0 };
		buf_add(&wide, pair, 2);
	}
	CHECK(mark || format_camt.fits(wide.bytes, wide.length));
	read_bytes(&format_camt, wide.bytes, wide.length);
	buf_free(&wide);
}

static void encodings_hide_nothing(void)
{
	static const char bomb[] =
		"<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n<!DOCTYPE Document "
		"[<!ENTITY a \"camt.053\">]>\n<Document>&a;</Document>";
	for (int i = 0; i < 4; i++) {
		read_wide(bomb, i & 1, i & 2);
		CHECK(has_fault(FAULT_DOCTYPE, 2) && seen.faults == 1);
		read_wide(HEAD ENTRY("1", "CRDT", "") TAIL, i & 1, i & 2);
		CHECK(seen.faults == 0 && seen.lines == 1);
	}
	read_camt("<?xml version=\"1.0\" "
		  "encoding=\"ISO-8859-1\"?><Document><BkToCstmrStmt><Stmt>" ENTRY(
			  "1", "CRDT", "<AddtlNtryInf>Caf\xe9</AddtlNtryInf>") TAIL);
	is_line(0, 100, "", "Café");
}

static void read_repeated(const char *piece, int count, const char *behind)
{
	struct buf list = { 0 };
	buf_text(&list, HEAD);
	for (int i = 0; i < count; i++)
		buf_text(&list, piece);
	buf_text(&list, behind);
	read_bytes(&format_camt, list.bytes, list.length);
	buf_free(&list);
}

static void hostile_lists_are_refused_in_bounded_memory(void)
{
	read_repeated("<Ntry>", 10000, TAIL);
	CHECK(has_fault(FAULT_SCHEMA, 3) && seen.stopped);
	read_repeated("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 100000, TAIL);
	CHECK(has_fault(FAULT_TOO_LONG, 3) && seen.stopped);
	read_repeated("<Ntry><AddtlNtryInf>aaaaaaaaaaaaaaaaaaaaaaaa</AddtlNtryInf></Ntry>", 3,
		      TAIL);
	CHECK(has_fault(FAULT_SCHEMA, 3));
	read_repeated("<TxDtls><RmtInf><Ustrd>a</Ustrd></RmtInf></TxDtls>", 10000, TAIL);
	CHECK(seen.faults == 0 && seen.lines == 0);
	read_repeated("\x01", 1, TAIL);
	CHECK(has_fault(FAULT_ENCODING, 3));
	read_camt(HEAD "</Ntry>" TAIL);
	CHECK(has_fault(FAULT_SCHEMA, 3));
}

static void every_beginning_of_a_list_is_truncated(void)
{
	static const char whole[] = HEAD ENTRY("1", "CRDT",
					       "<AddtlNtryInf>a &amp; b"
					       "</AddtlNtryInf>") TAIL;
	for (size_t length = sizeof HEAD; length < sizeof whole - 3; length += 5) {
		read_bytes(&format_camt, whole, length);
		CHECK(seen.faults == 1 && seen.fault[0].class == FAULT_TRUNCATED);
	}
}

/* Libxml2 notes only 16 bits of an element's line. */
static void places_are_right_beyond_65535_lines(void)
{
	read_repeated("<x/>\n", 70000,
		      ENTRY("1", "CRDT", "") "\n\n<Ntry>\n\n<Amt Ccy=\"EUR\">x</Amt>"
					     "<CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</"
					     "Sts><BookgDt><Dt>2026-10-12"
					     "</Dt></BookgDt></Ntry>" TAIL);
	CHECK(seen.lines == 1 && seen.line[0].line.place == 70003);
	CHECK(has_fault(FAULT_AMOUNT, 70006));
}

static const char schema_text[] =
	"<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"" NAMESPACE
	"02\" elementFormDefault=\"qualified\"><xs:element name=\"Document\"><xs:complexType>"
	"<xs:sequence><xs:element name=\"BkToCstmrStmt\"><xs:complexType><xs:sequence>"
	"<xs:element name=\"GrpHdr\"/><xs:element name=\"Stmt\"><xs:complexType><xs:sequence>"
	"<xs:any processContents=\"skip\" maxOccurs=\"4\"/>"
	"<xs:element name=\"Acct\"/><xs:element name=\"Bal\" maxOccurs=\"2\"/>"
	"<xs:element name=\"Ntry\" maxOccurs=\"unbounded\"><xs:complexType><xs:sequence>"
	"<xs:element name=\"Amt\"/><xs:element name=\"CdtDbtInd\"/>"
	"<xs:any processContents=\"skip\" maxOccurs=\"unbounded\"/>"
	"</xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>"
	"</xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>"
	"</xs:schema>";

static bool is_valid(const struct camt_schema *schema, const char *list)
{
	static struct list_source source;
	int fd = open(list, O_RDONLY);
	seen.faults = 0;
	source_open(&source, fd);
	bool valid = camt_schema_check(schema, &source, &seen.taker);
	source_close(&source);
	close(fd);
	return valid;
}

static void a_schema_checks_all_of_a_list(void)
{
	char path[] = "/tmp/camt-schema-XXXXXX";
	int fd = mkstemp(path);
	CHECK(write(fd, schema_text, sizeof schema_text - 1) == (ssize_t)sizeof schema_text - 1);
	close(fd);
	struct camt_schema *schema = camt_schema_read(path);
	unlink(path);
	CHECK(is_valid(schema, "tests/import/lists/34-camt053-a.xml"));
	CHECK(seen.faults == 0);
	CHECK(!is_valid(schema, "tests/import/lists/76-camt-against-schema.xml"));
	CHECK(has_fault(FAULT_SCHEMA, 7) && strstr(seen.fault[0].message, "CdtDbtInd"));
	CHECK(!is_valid(schema, "tests/import/lists/34-camt053-b.xml")); /* another version */
	CHECK(has_fault(FAULT_SCHEMA, 2));
	CHECK(!is_valid(schema, "tests/import/lists/78-camt-entities.xml"));
	CHECK(has_fault(FAULT_DOCTYPE, 2));
	CHECK(!is_valid(schema, "tests/import/lists/74-camt-truncated.xml"));
	CHECK(has_fault(FAULT_TRUNCATED, 9));
	camt_schema_free(schema);
}

int main(void)
{
	check_lists(&format_camt, "camt", 9);
	batches_that_add_up_become_a_line_each();
	batches_that_do_not_add_up_are_one_line_of_nobody();
	one_detail_is_the_entry_whatever_its_amount();
	parties_and_words_are_those_of_the_other_side();
	a_reversal_turns_the_parties_but_not_the_sign();
	only_booked_entries_count();
	what_is_wrong_with_an_entry_is_named();
	days_of_times_are_those_written();
	balances_are_the_first_opening_and_the_last_closing();
	lines_come_oldest_first_account_by_account();
	other_messages_are_refused();
	any_doctype_is_refused_before_it_is_read();
	encodings_hide_nothing();
	hostile_lists_are_refused_in_bounded_memory();
	every_beginning_of_a_list_is_truncated();
	places_are_right_beyond_65535_lines();
	a_schema_checks_all_of_a_list();
	free_seen();
	return REPORT("camt");
}
