/* Rules for CSV: what is read as hledger reads it, what is refused with its file and line, which
 * rules a list is for, and in which order lines come. */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "check.h"
#include "import/formats.h"
#include "import/rules.h"

/* A taker that writes what it is given as one text. */
struct teller {
	struct list_taker taker;
	struct buf told;
};

static void begin(struct list_taker *taker, const struct list_account *account)
{
	(void)taker, (void)account;
}

static void take_line(struct list_taker *taker, const struct list_line *line)
{
	struct buf *told = &((struct teller *)taker)->told;
	buf_printf(told, "%llu:%s%s%lld", (unsigned long long)line->place, line->text,
		   *line->text ? " " : "", (long long)line->amount);
	if (line->has_balance)
		buf_printf(told, "=%lld", (long long)line->balance);
	if (*line->purpose)
		buf_printf(told, " >%s@%llu", line->purpose,
			   (unsigned long long)line->purpose_place);
	buf_text(told, ";");
}

static void skip(struct list_taker *taker, enum list_skip why, uint64_t place)
{
	(void)why;
	buf_printf(&((struct teller *)taker)->told, "-%llu;", (unsigned long long)place);
}

static void take_fault(struct list_taker *taker, enum list_fault fault, uint64_t place,
		       const char *message)
{
	buf_printf(&((struct teller *)taker)->told, "%s %llu: %s;", list_fault_word(fault),
		   (unsigned long long)place, message);
}

static char folder[] = "/tmp/guildledger-rules-XXXXXX";

static const char *write_file(const char *name, const char *text)
{
	static char path[300];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "we");
	CHECK(file && fputs(text, file) >= 0 && fclose(file) == 0);
	return path;
}

/* What the list's name says is between its cells. */
static char by_name;

/* What comes of LIST by the rules TEXT. */
static const char *told(const char *text, const char *list)
{
	static struct teller teller = { { begin, take_line, skip, begin, take_fault, NULL },
					{ 0 } };
	static struct list_source source;
	buf_clear(&teller.told);
	struct import_rules *rules = rules_read(write_file("x.rules", text), &teller.taker);
	if (!rules)
		return buf_string(&teller.told);
	int fd = open(write_file("x.csv", list), O_RDONLY | O_CLOEXEC);
	source_open(&source, fd);
	struct list_reading reading = {
		.source = &source, .rules = rules, .taker = &teller.taker, .separator = by_name
	};
	format_csv.read(&reading);
	arena_free(&reading.arena);
	source_close(&source);
	close(fd);
	rules_free(rules);
	return buf_string(&teller.told);
}

#define HEAD "fields date, description, amount\ncurrency EUR\n"

static void check_ifs(void)
{
	static const char list[] = "2026-01-01,Rent,5\n2026-01-02,Food x,6\n2026-01-03,bank,7\n";
	SAME(told(HEAD, list), "1:Rent 500;2:Food x 600;3:bank 700;");
	SAME(told(HEAD "if rent\n account2 a\n", list), "1:Rent 500 >a@4;2:Food x 600;3:bank 700;");
	SAME(told(HEAD "if\nfood.*x\n& ^2026-01-02\nbank\n account2 a\nif ,7$\n account2 b\n",
		  list),
	     "1:Rent 500;2:Food x 600 >a@7;3:bank 700 >b@9;");
	SAME(told(HEAD "if\n! %description bank\n& %3 5\n account2 a\n", list),
	     "1:Rent 500 >a@6;2:Food x 600;3:bank 700;");
	SAME(told(HEAD "if|account2|comment\nrent|a|\nfood||note\n\naccount2 z\n", list),
	     "1:Rent 500 >a@4;2:Food x 600 >z@7;3:bank 700 >z@7;");
	SAME(told(HEAD "if rent\n skip\n", list), "-1;2:Food x 600;3:bank 700;");
	SAME(told(HEAD "if rent\n skip 2\n", list), "-1;-2;3:bank 700;");
	SAME(told(HEAD "if food\n end\n", list), "1:Rent 500;");
	SAME(told(HEAD "newest-first\nif food\n end\n", list), "1:Rent 500;");
	SAME(told(HEAD "newest-first\nif rent\n skip 2\n", list), "-1;-2;3:bank 700;");
	SAME(told("fields date, a, amount\ncurrency EUR\ndescription [%a] %2 %(a) 5% of\n",
		  "2026-01-01,  x ,5\n"),
	     "1:[x] x x 5% of 500;");
	SAME(told(HEAD "if rent\n account2 members:42\n", list), "1:Rent 500 >members:42@4;2:Food "
								 "x 600;3:bank 700;");
}

static void check_amounts(void)
{
	SAME(told("fields date, amount-in, amount-out, balance\ncurrency EUR\n",
		  "2026-01-01,5,,5\n2026-01-02,0.00,2,3\n"),
	     "1:500=500;2:-200=300;");
	SAME(told("fields date, amount, fee, balance\ncurrency EUR\n#gl amount-fee %fee\n",
		  "2026-01-01,-5,0.50,4.50\n"),
	     "1:-550=450;");
	SAME(told("fields date, amount, fee, balance\ncurrency EUR\n#gl amount-fee %fee\n"
		  "#gl fee-account expenses:bank fees\n",
		  "2026-01-01,-5,0.50,4.50\n"),
	     "1:-500=500;1:-50=450 >expenses:bank fees@4;");
	SAME(told("fields date, amount-in, amount-out\ncurrency EUR\n", "2026-01-01,5,6\n"),
	     "amount 1: the record says two amounts: amount, amount-in and amount-out are for "
	     "one;");
	SAME(told("fields date, amount\n", "2026-01-01,5\n"),
	     "currency 1: nothing says the currency: say \"currency EUR\" in the rules;");
}

#define WITH_BALANCE "fields date, description, amount, balance\ncurrency EUR\n"

static void check_order(void)
{
	static const char falling[] = "2026-01-02,c,3\n2026-01-02,b,2\n2026-01-01,a,1\n";
	static const char rising[] = "2026-01-01,a,1\n2026-01-02,c,3\n2026-01-02,b,2\n";
	SAME(told(HEAD, falling), "3:a 100;2:b 200;1:c 300;");
	SAME(told(HEAD "#gl unsorted\n", falling), "1:c 300;2:b 200;3:a 100;");
	SAME(told(HEAD "intra-day-reversed\n", rising), "1:a 100;3:b 200;2:c 300;");
	SAME(told(HEAD "newest-first\nintra-day-reversed\n", falling), "3:a 100;1:c 300;2:b 200;");
	SAME(told(HEAD, "2026-01-01,\"x\n\ny \"\"z\"\"\",1\n\n2026-01-02,t,2\n"), "1:x y \"z\" "
										  "100;5:t 200;");
	/* Two lines in the wrong order turn nothing around: the first and the last day count. */
	SAME(told(HEAD, "2026-01-02,b,2\n2026-01-01,a,1\n2026-01-03,c,3\n2026-01-04,d,4\n"),
	     "1:b 200;2:a 100;3:c 300;4:d 400;");
	SAME(told(HEAD, "2026-01-02,b,2\n2026-01-03,a,1\n2026-01-01,c,3\n2026-01-02,d,4\n"),
	     "4:d 400;3:c 300;2:a 100;1:b 200;");
	/* Where all are of one day, the balances do. */
	SAME(told(WITH_BALANCE, "2026-01-02,c,3,6\n2026-01-02,b,2,3\n2026-01-02,a,1,1\n"),
	     "3:a 100=100;2:b 200=300;1:c 300=600;");
	SAME(told(WITH_BALANCE, "2026-01-02,a,1,1\n2026-01-02,b,2,3\n2026-01-02,c,3,6\n"),
	     "1:a 100=100;2:b 200=300;3:c 300=600;");
	SAME(told(WITH_BALANCE, "2026-01-02,c,3,7\n2026-01-02,b,2,3\n2026-01-02,a,1,1\n"),
	     "1:c 300=700;2:b 200=300;3:a 100=100;");
	SAME(told(WITH_BALANCE, "2026-01-02,c,3,6\n2026-01-02,b,2,\n2026-01-02,a,1,1\n"),
	     "1:c 300=600;2:b 200;3:a 100=100;");
	SAME(told("fields date, amount, fee, balance\ncurrency EUR\n#gl amount-fee %fee\n"
		  "#gl fee-account fees\n",
		  "2026-01-01,5,1,4\n2026-01-01,-2,0,0\n"),
	     "2:-200=0;1:500=500;1:-100=400 >fees@4;");
	/* Blocks: more than 64 KiB, newest first. */
	struct buf list = { 0 }, expected = { 0 };
	for (int i = 5000; i > 0; i--)
		buf_printf(&list, "2026-01-%02d,line %d,%d\n", 1 + i / 200, i, i);
	for (int i = 1; i <= 5000; i++)
		buf_printf(&expected, "%d:line %d %d00;", 5001 - i, i, i);
	CHECK(list.length > 96 * 1024);
	CHECK(strcmp(told(HEAD, buf_string(&list)), buf_string(&expected)) == 0);
	buf_free(&list);
	buf_free(&expected);
}

/* What hledger has by the list's name. */
static void check_separator(void)
{
	static const char list[] = "2026-01-01;a;5\n";
	by_name = ';';
	SAME(told(HEAD, list), "1:a 500;");
	CHECK(strstr(told(HEAD "separator ,\n", list), "the record has 1 cells"));
	by_name = '\0';
	CHECK(strstr(told(HEAD, list), "the record has 1 cells"));
}

static void check_refused(void)
{
	static const struct {
		const char *rules, *why;
	} cases[] = {
		{ "source x.csv\n", "rules 3: \"source\" is not read" },
		{ "archive\n", "rules 3: \"archive\" is not read" },
		{ "timezone CET\n", "rules 3: \"timezone\" is not read" },
		{ "balance-type ==\n", "rules 3: \"balance-type\" is not read" },
		{ "amount2 5\n", "rules 3: \"amount2\" is not read" },
		{ "account3 x\n", "rules 3: \"account3\" is not read" },
		{ "status *\n", "rules 3: \"status\" is not read" },
		{ "colour red\n", "rules 3: \"colour\" is no directive" },
		{ "description \\1\n", "rules 3: groups of a pattern" },
		{ "description %nothing\n", "rules 3: no column is called \"%nothing\"" },
		{ "account2 members:ana\n", "rules 3: \"members:ana\": a member is named by "
					    "number" },
		{ "if\n  account2 x\n", "rules 3: an if needs a pattern" },
		{ "if x\naccount2 y\n", "rules 3: an if needs a pattern" },
		{ "if (x\n  account2 y\n", "rules 3: the pattern \"(x\" is not read" },
		{ "if %nothing x\n  account2 y\n", "rules 3: no column is called" },
		{ "  account2 y\n", "rules 3: \"account2 y\" is indented" },
		{ "if,account2\nx,y,z\n", "rules 4: the line has not as many values" },
		{ "#gl colour red\n", "rules 3: \"#gl colour\" is not known" },
		{ "#gl months ENE FEB\n", "rules 3: #gl months takes twelve names" },
		{ "#gl currency $\n", "rules 3: #gl currency takes" },
		{ "date-format %d/%m\n", "rules 3: a date's format needs" },
		{ "date-format %U\n", "rules 3: %U is not read" },
		{ "decimal-mark ;\n", "rules 3: decimal-mark is" },
		{ "separator ab\n", "rules 3: separator takes" },
		{ "skip x\n", "rules 3: skip takes" },
		{ "include ../x.rules\n", "rules 3: include takes" },
		{ "include none.rules\n", "rules 3: cannot read" },
		{ "include x.rules\n", "is included by more than 8 files" },
		{ "include part.rules\n", "part.rules, line 2: \"colour\" is no directive" },
		{ "encoding no-such\n", "rules 3: no encoding is called \"no-such\"" },
		{ "#gl encoding no-such\n", "rules 3: no encoding is called \"no-such\"" },
	};
	write_file("part.rules", "# part\ncolour red\n");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char rules[200];
		snprintf(rules, sizeof rules, HEAD "%s", cases[i].rules);
		const char *got = told(rules, "2026-01-01,x,1\n");
		bool same = strncmp(got, "rules ", 6) == 0 && strstr(got, cases[i].why);
		CHECK(same);
		if (!same)
			printf("%s: %s\n", cases[i].rules, got);
	}
	struct buf many = { 0 };
	buf_text(&many, HEAD);
	for (int i = 0; i < 1001; i++)
		buf_printf(&many, "if x%d\n account2 y\n", i);
	CHECK(strstr(told(buf_string(&many), ""), "more than 1000 patterns"));
	buf_free(&many);
}

/* The rules of samples/rules that each list of tests is for: its own name says which. */
static void check_samples(void)
{
	static const struct {
		const char *list, *rules, *encoding;
	} cases[] = {
		{ "01-bbva.csv", "bbva", NULL },
		{ "02-caixabank-a.csv", "caixabank", NULL },
		{ "03-santander-es.csv", "santander-es", NULL },
		{ "05-bankinter.csv", "bankinter", NULL },
		{ "07-n26.csv", "n26", NULL },
		{ "09-wise.csv", "wise", NULL },
		{ "10-paypal.csv", "paypal-es", NULL },
		{ "11-stripe.csv", "stripe", NULL },
		{ "12-sparkasse-a.csv", "sparkasse", NULL },
		{ "13-dkb.csv", "dkb", NULL },
		{ "15-ing-nl.csv", "ing-nl", NULL },
		{ "16-monzo.csv", "monzo", NULL },
		{ "17-starling.csv", "starling", NULL },
		{ "18-barclays.csv", "barclays", NULL },
		{ "19-chase.csv", "chase", NULL },
		{ "21-mercadopago.csv", "mercado-pago", NULL },
		{ "23-nubank.csv", "nubank", NULL },
		{ "25-late-a.csv", "", NULL },
		{ "63-csv-missing-column.csv", "", NULL },
	};
	struct teller teller = { { begin, take_line, skip, begin, take_fault, NULL }, { 0 } };
	struct arena arena = { 0 };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char path[300], expected[300] = "";
		static struct list_source source;
		snprintf(path, sizeof path, "tests/import/lists/%s", cases[i].list);
		if (*cases[i].rules)
			snprintf(expected, sizeof expected, "samples/rules/%s.rules",
				 cases[i].rules);
		int fd = open(path, O_RDONLY | O_CLOEXEC);
		CHECK(fd >= 0);
		source_open(&source, fd);
		SAME(rules_for("samples/rules", source.head, &arena, &teller.taker), expected);
		source_close(&source);
		close(fd);
	}
	CHECK(strstr(buf_string(&teller.told), "\"date,payee,amount\""));
	write_file("one.rules", "#gl header a;b\n");
	write_file("two.rules", "#gl header a;b\n");
	SAME(rules_for(folder, "x\na;b;c\n", &arena, &teller.taker), "");
	CHECK(strstr(buf_string(&teller.told), "both have the header"));
	struct dirent *entry;
	DIR *directory = opendir("samples/rules");
	while (directory && (entry = readdir(directory))) {
		char path[300];
		if (*entry->d_name == '.')
			continue;
		snprintf(path, sizeof path, "samples/rules/%s", entry->d_name);
		struct import_rules *rules = rules_read(path, &teller.taker);
		CHECK(rules && rules_header(rules));
		rules_free(rules);
	}
	closedir(directory);
	arena_free(&arena);
	buf_free(&teller.told);
}

/* Lists of other formats: by their text alone. */
static void check_match(void)
{
	struct teller teller = { { begin, take_line, skip, begin, take_fault, NULL }, { 0 } };
	struct list_line line = { .text = "ACME | Recibo Luz", .purpose = "", .account = "" };
	struct import_rules *rules =
		rules_read(write_file("x.rules", "if recibo luz\n account2 expenses:light\nif "
						 "%description ^acme\n"
						 " account1 till\n"),
			   &teller.taker);
	CHECK(rules != NULL);
	rules_match(rules, &line);
	SAME(line.purpose, "expenses:light");
	CHECK(line.purpose_place == 2);
	SAME(line.account, "till");
	rules_free(rules);
	buf_free(&teller.told);
}

int main(void)
{
	CHECK(mkdtemp(folder) != NULL);
	check_ifs();
	check_amounts();
	check_order();
	check_separator();
	check_refused();
	check_samples();
	check_match();
	static const char *const files[] = { "x.rules", "x.csv", "part.rules", "one.rules",
					     "two.rules" };
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char path[300];
		snprintf(path, sizeof path, "%s/%s", folder, files[i]);
		unlink(path);
	}
	rmdir(folder);
	return REPORT("import rules");
}
