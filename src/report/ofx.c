/* A statement as OFX 2.2 (https://www.ofx.net/downloads/OFX%202.2.pdf, sections 2.2 and 11.4): one
 * STMTTRNRS a currency. Or under the head of OFX 1.0.3, which names the encoding: some readers
 * (ofxparse) take a file without for ASCII; both heads are followed by the same lines. */
#include <string.h>
#include <time.h>

#include "base/decimal.h"
#include "base/instant.h"
#include "base/output.h"
#include "base/unicode.h"
#include "report/export.h"
#include "report/names.h"
#include "report/subjects.h"

enum { FLUSH_BYTES = 64 * 1024, OFX_TIME_SIZE = 40, NAME_POINTS = 32, MEMO_POINTS = 255 };

struct ofx {
	struct store *store;
	const struct report_request *request;
	struct buf out;
	int fd;
	int64_t account, transaction, statements;
	int side, part;
};

static char *ofx_time(int64_t unix_ms, char text[OFX_TIME_SIZE])
{
	time_t seconds = unix_ms / 1000;
	struct tm utc;
	if (!gmtime_r(&seconds, &utc) ||
	    !strftime(text, OFX_TIME_SIZE, "%Y%m%d%H%M%S[0:GMT]", &utc))
		text[0] = '\0';
	return text;
}

/* At most POINTS code points of TEXT, cleaned, as XML. */
static void xml_text(struct buf *out, const char *text, size_t points)
{
	struct buf clean = { 0 };
	export_text(&clean, text, "");
	const char *at = buf_string(&clean), *end = at + utf8_prefix(at, points);
	for (; at < end; at++) {
		if (text_not_in_xml(at))
			at += text_not_in_xml(at) - 1;
		else if (*at == '&')
			buf_text(out, "&amp;");
		else if (*at == '<')
			buf_text(out, "&lt;");
		else if (*at == '>')
			buf_text(out, "&gt;");
		else
			buf_char(out, *at);
	}
	buf_free(&clean);
}

static bool take_line(void *context, const struct value *values)
{
	struct ofx *ofx = context;
	char time[OFX_TIME_SIZE], amount[DECIMAL_TEXT_SIZE];
	if (values[0].kind == VALUE_NULL) /* the opening balance is no movement */
		return true;
	struct buf party = { 0 };
	wide minor = value_wide(&values[5]);
	ofx->part = values[1].integer == ofx->transaction ? ofx->part + 1 : 1;
	ofx->transaction = values[1].integer;
	buf_printf(&ofx->out,
		   "<STMTTRN><TRNTYPE>%s</TRNTYPE><DTPOSTED>%s</DTPOSTED><TRNAMT>%s</"
		   "TRNAMT><FITID>%jd-%d</FITID><NAME>",
		   minor < 0 ? "DEBIT" : "CREDIT", ofx_time(values[0].integer, time),
		   decimal_from_minor(minor, (int)values[value_count(values) - 1].integer, amount),
		   ofx->transaction, ofx->part);
	if (values[3].kind == VALUE_TEXT)
		shown_name(&party, values[3].text, true);
	xml_text(&ofx->out, party.length ? buf_string(&party) : values[2].text, NAME_POINTS);
	buf_text(&ofx->out, "</NAME><MEMO>"); /* what was done, where nobody wrote what for */
	xml_text(&ofx->out,
		 values[4].kind == VALUE_TEXT && *values[4].text ? values[4].text : values[2].text,
		 MEMO_POINTS);
	buf_text(&ofx->out, "</MEMO></STMTTRN>\n");
	buf_free(&party);
	if (ofx->out.length >= FLUSH_BYTES)
		buf_flush(&ofx->out, ofx->fd);
	return true;
}

static void ask(struct ofx *ofx, const char *query, const char *currency, row_callback *row)
{
	const struct report_request *request = ofx->request;
	struct binding bindings[] = {
		bind_integer(":guild", (int64_t)request->guild_id),
		bind_optional(":from", request->from),
		bind_optional(":to", request->to),
		bind_integer(":account", ofx->account),
		bind_integer(":side", ofx->side),
		bind_text(":currency", currency),
	};
	store_query(ofx->store, query, bindings, sizeof bindings / sizeof *bindings, row, ofx);
}

static bool take_statement(void *context, const struct value *values)
{
	struct ofx *ofx = context;
	const struct report_request *request = ofx->request;
	const char *code = values[0].text;
	char start[OFX_TIME_SIZE], end[OFX_TIME_SIZE], as_of[OFX_TIME_SIZE],
		amount[DECIMAL_TEXT_SIZE];
	int64_t last = values[3].integer,
		first = values[2].kind == VALUE_NULL ? last : values[2].integer;
	bool three = strlen(code) == 3 && strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
	ofx_time(request->from ? request->from : first, start);
	ofx_time(request->to ? request->to : last, end);
	buf_printf(&ofx->out,
		   "<STMTTRNRS><TRNUID>%jd</TRNUID><STATUS><CODE>0</CODE><SEVERITY>INFO</"
		   "SEVERITY></STATUS><STMTRS><CURDEF>%s</CURDEF>\n"
		   "<BANKACCTFROM><BANKID>guildledg</BANKID><ACCTID>%jd-%s</"
		   "ACCTID><ACCTTYPE>CHECKING</ACCTTYPE></BANKACCTFROM>\n"
		   "<BANKTRANLIST><DTSTART>%s</DTSTART><DTEND>%s</DTEND>\n",
		   ++ofx->statements, three ? code : "XXX", ofx->account, code, start, end);
	ofx->transaction = 0;
	ask(ofx, "report statement", code, take_line);
	buf_printf(&ofx->out,
		   "</BANKTRANLIST>\n<LEDGERBAL><BALAMT>%s</BALAMT><DTASOF>%s</DTASOF></"
		   "LEDGERBAL></STMTRS></STMTTRNRS>\n",
		   decimal_from_minor(value_wide(&values[4]), (int)values[1].integer, amount),
		   ofx_time(last, as_of));
	return true;
}

static const char head_1[] =
	"OFXHEADER:100\nDATA:OFXSGML\nVERSION:103\nSECURITY:NONE\nENCODING:UTF-8\nCHARSET:"
	"NONE\nCOMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n";
static const char head_2[] = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n"
			     "<?OFX OFXHEADER=\"200\" VERSION=\"220\" SECURITY=\"NONE\" "
			     "OLDFILEUID=\"NONE\" NEWFILEUID=\"NONE\"?>\n";

static bool take_guild(void *context, const struct value *values)
{
	struct ofx *ofx = context;
	char now[OFX_TIME_SIZE];
	buf_text(&ofx->out, ofx->request->format == FORMAT_OFX1 ? head_1 : head_2);
	buf_printf(&ofx->out,
		   "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></"
		   "STATUS><DTSERVER>%s</DTSERVER><LANGUAGE>%s</LANGUAGE></SONRS></"
		   "SIGNONMSGSRSV1>\n<BANKMSGSRSV1>\n",
		   ofx_time(values[2].integer, now), ofx->request->lang == LANG_ES ? "SPA" : "ENG");
	ask(ofx, "export statements", ofx->request->currency, take_statement);
	buf_text(&ofx->out, "</BANKMSGSRSV1></OFX>\n");
	return false;
}

static void run_ofx(struct store *store, const struct report_request *request, int fd)
{
	struct ofx ofx = { .store = store, .request = request, .fd = fd };
	struct report_account account = report_find_account(store, request);
	ofx.account = account.id;
	ofx.side = account.debit_side ? 1 : -1;
	ask(&ofx, "export guild", NULL, take_guild);
	buf_flush(&ofx.out, fd);
	buf_free(&ofx.out);
}

#define OFX_FILTERS (FILTER_FROM_TO | FILTER_CURRENCY | FILTER_ACCOUNT)

const struct report_format ofx_format = { .name = "ofx",
					  .ending = ".ofx",
					  .media_type = "application/x-ofx",
					  .only = "statement",
					  .filters = OFX_FILTERS,
					  .run = run_ofx };
const struct report_format ofx1_format = { .name = "ofx1",
					   .help = "for readers that need the older head",
					   .ending = ".ofx",
					   .media_type = "application/x-ofx",
					   .only = "statement",
					   .filters = OFX_FILTERS,
					   .run = run_ofx };
