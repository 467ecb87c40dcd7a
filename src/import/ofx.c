/* OFX: statements of bank accounts and credit cards, as SGML (1.x, also called QFX) and XML (2.x).
 * Open Financial Exchange 2.2, chapter 11; what banks do otherwise is said where it is met. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "import/marked.h"
#include "import/ofx_line.h"

/* The aggregates that matter; all others are as if they were not there. */
enum aggregate {
	NO_AGGREGATE,
	OFX,
	STATEMENT,
	INVESTMENT,
	ACCOUNT,
	OTHER_ACCOUNT,
	LINES,
	LINE,
	PENDING,
	LEDGER_BALANCE,
	OTHER_BALANCE,
	LINE_CURRENCY,
	OTHER_CURRENCY,
	PAYEE,
	STATUS
};
static const struct {
	const char *name;
	enum aggregate aggregate;
} aggregates[] = {
	{ "STMTTRN", LINE },
	{ "STMTTRNP", PENDING },
	{ "OFX", OFX },
	{ "STMTRS", STATEMENT },
	{ "CCSTMTRS", STATEMENT },
	{ "INVSTMTRS", INVESTMENT },
	{ "BANKACCTFROM", ACCOUNT },
	{ "CCACCTFROM", ACCOUNT },
	{ "BANKACCTTO", OTHER_ACCOUNT },
	{ "CCACCTTO", OTHER_ACCOUNT },
	{ "BANKTRANLIST", LINES },
	{ "BANKTRANLISTP", LINES },
	{ "LEDGERBAL", LEDGER_BALANCE },
	{ "AVAILBAL", OTHER_BALANCE },
	{ "CURRENCY", LINE_CURRENCY },
	{ "ORIGCURRENCY", OTHER_CURRENCY },
	{ "PAYEE", PAYEE },
	{ "STATUS", STATUS },
};

enum { DEEPEST = 16 };

struct ofx {
	struct list_reading *reading;
	struct list_taker *taker;
	struct ofx_scan scan;
	struct line_spool spool;
	struct {
		enum aggregate aggregate;
		uint64_t place;
	} stack[DEEPEST];
	int depth;
	bool stopped, has_root;
	int statements;
	struct list_account account;
	struct buf account_name;
	struct ofx_line line;
	/* Of a balance or a status, "" where it has none; longer ones are cut, and are wrong. */
	char balance[64], severity[16], message[200];
	uint64_t balance_place;
};

static enum aggregate aggregate_called(const char *name)
{
	for (size_t i = 0; i < sizeof aggregates / sizeof *aggregates; i++)
		if (*name == *aggregates[i].name && strcmp(name, aggregates[i].name) == 0)
			return aggregates[i].aggregate;
	return NO_AGGREGATE;
}

static bool is_inside(const struct ofx *ofx, enum aggregate aggregate)
{
	for (int i = 0; i < ofx->depth; i++)
		if (ofx->stack[i].aggregate == aggregate)
			return true;
	return false;
}

static void begin_statement(struct ofx *ofx)
{
	buf_clear(&ofx->account_name);
	ofx->account = (struct list_account){
		.name = "", .from = NO_DAY, .to = NO_DAY, .place = ofx->scan.place
	};
	ofx->statements++;
}

static void end_statement(struct ofx *ofx, uint64_t place)
{
	if (!*ofx->account.currency)
		list_fault(ofx->taker, FAULT_COLUMN, place,
			   "the statement has no CURDEF, its currency: download it again, or as "
			   "CSV");
	ofx->account.name = buf_string(&ofx->account_name);
	ofx->taker->begin(ofx->taker, &ofx->account);
	spool_give(&ofx->spool, ofx->taker);
	ofx->taker->end(ofx->taker, &ofx->account);
}

static void end_balance(struct ofx *ofx, uint64_t place)
{
	if (!*ofx->balance || !is_inside(ofx, STATEMENT) || !*ofx->account.currency)
		return;
	const char *wrong =
		marked_amount(ofx->balance, ofx->account.currency, true, &ofx->account.closing);
	if (wrong)
		list_fault(ofx->taker, FAULT_AMOUNT, ofx->balance_place,
			   "\"%.40s\" is no balance (BALAMT): %s", ofx->balance, wrong);
	ofx->account.has_closing = !wrong;
	ofx->account.place = place;
}

static void end_status(struct ofx *ofx, uint64_t place)
{
	if (strcasecmp(ofx->severity, "ERROR") == 0)
		list_warn(ofx->taker, place, "the bank could not make all of this list: %s",
			  *ofx->message ? ofx->message : "it does not say why");
}

static void end_aggregate(struct ofx *ofx)
{
	ofx->depth--;
	uint64_t place = ofx->stack[ofx->depth].place;
	switch (ofx->stack[ofx->depth].aggregate) {
	case LINE:
		if (is_inside(ofx, STATEMENT))
			ofx_line_end(&ofx->line, place, &ofx->account, ofx->taker, &ofx->spool);
		else if (!is_inside(ofx, INVESTMENT))
			list_fault(ofx->taker, FAULT_SCHEMA, place,
				   "a line (STMTTRN) outside of any statement: download the list "
				   "again");
		break;
	case PENDING:
		if (is_inside(ofx, STATEMENT))
			spool_skip(&ofx->spool, SKIP_PENDING, place);
		break;
	case STATEMENT: end_statement(ofx, place); break;
	case LEDGER_BALANCE: end_balance(ofx, place); break;
	case STATUS: end_status(ofx, place); break;
	default: break;
	}
}

/* Ends AGGREGATE and all that was left open inside it. */
static void end_open(struct ofx *ofx, enum aggregate aggregate)
{
	while (is_inside(ofx, aggregate))
		end_aggregate(ofx);
}

/* What cannot be inside a line ends it, where a bank forgot to say so. */
static void end_forgotten(struct ofx *ofx, enum aggregate next)
{
	if (next == STATEMENT || next == INVESTMENT) {
		end_open(ofx, STATEMENT);
		end_open(ofx, INVESTMENT);
	}
	if (next == LINE || next == PENDING || next == LEDGER_BALANCE || next == OTHER_BALANCE) {
		end_open(ofx, LINE);
		end_open(ofx, PENDING);
	}
}

static void begin_aggregate(struct ofx *ofx, enum aggregate aggregate)
{
	end_forgotten(ofx, aggregate);
	if (ofx->depth == DEEPEST) {
		list_fault(ofx->taker, FAULT_SCHEMA, ofx->scan.place,
			   "tags nested deeper than any OFX has them: download the list again");
		ofx->stopped = true;
		return;
	}
	ofx->stack[ofx->depth].aggregate = aggregate;
	ofx->stack[ofx->depth++].place = ofx->scan.place;
	switch (aggregate) {
	case OFX: ofx->has_root = true; break;
	case STATEMENT: begin_statement(ofx); break;
	case INVESTMENT:
		list_warn(ofx->taker, ofx->scan.place,
			  "the statement of an investment account is not read: only bank accounts "
			  "and cards are");
		break;
	case LINE: ofx_line_begin(&ofx->line, &ofx->reading->arena); break;
	case LEDGER_BALANCE: *ofx->balance = '\0'; break;
	case STATUS: *ofx->severity = *ofx->message = '\0'; break;
	default: break;
	}
}

static void take_of_statement(struct ofx *ofx)
{
	if (strcmp(ofx->scan.name, "CURDEF") == 0 &&
	    !marked_currency(buf_string(&ofx->scan.value), ofx->account.currency)) {
		list_fault(ofx->taker, FAULT_CURRENCY, ofx->scan.place,
			   "\"%.20s\" is no currency (CURDEF): it has three letters, as EUR",
			   buf_string(&ofx->scan.value));
		ofx->stopped = true;
	}
}

static void take_of_lines(struct ofx *ofx)
{
	const char *value = buf_string(&ofx->scan.value);
	if (strcmp(ofx->scan.name, "DTSTART") == 0 && !ofx_day(value, &ofx->account.from))
		ofx->account.from = NO_DAY; /* some banks leave it empty, or say 0 */
	if (strcmp(ofx->scan.name, "DTEND") == 0 && !ofx_day(value, &ofx->account.to))
		ofx->account.to = NO_DAY;
}

static void take_account(struct ofx *ofx)
{
	buf_clear(&ofx->account_name);
	buf_text(&ofx->account_name, list_text(&ofx->reading->arena, buf_string(&ofx->scan.value)));
	arena_reset(&ofx->reading->arena);
}

static void copy(char *to, size_t size, const struct buf *value)
{
	size_t length = value->length < size - 1 ? value->length : size - 1;
	memcpy(to, buf_string(value), length);
	to[length] = '\0';
}

static void take_of_balance(struct ofx *ofx)
{
	if (strcmp(ofx->scan.name, "BALAMT") != 0)
		return;
	copy(ofx->balance, sizeof ofx->balance, &ofx->scan.value);
	ofx->balance_place = ofx->scan.place;
}

static void take_of_status(struct ofx *ofx)
{
	if (strcmp(ofx->scan.name, "SEVERITY") == 0)
		copy(ofx->severity, sizeof ofx->severity, &ofx->scan.value);
	if (strcmp(ofx->scan.name, "MESSAGE") == 0)
		copy(ofx->message, sizeof ofx->message, &ofx->scan.value);
}

/* The kind of a value of a line, whose aggregate may have another one around it. */
static enum ofx_value value_of_line(struct ofx *ofx, enum aggregate around)
{
	const char *name = ofx->scan.name;
	switch (around) {
	case LINE: return ofx_value_called(name);
	case OTHER_ACCOUNT: return strcmp(name, "ACCTID") == 0 ? OFX_OTHER_ACCOUNT : OFX_NO_VALUE;
	case PAYEE: return strcmp(name, "NAME") == 0 ? OFX_PAYEE : OFX_NO_VALUE;
	case LINE_CURRENCY: return strcmp(name, "CURSYM") == 0 ? OFX_CURRENCY : OFX_NO_VALUE;
	default: return OFX_NO_VALUE;
	}
}

static void take_value(struct ofx *ofx)
{
	enum aggregate around = ofx->depth ? ofx->stack[ofx->depth - 1].aggregate : NO_AGGREGATE;
	if (is_inside(ofx, LINE)) {
		ofx_line_keep(&ofx->line, value_of_line(ofx, around), &ofx->scan);
		return;
	}
	switch (around) {
	case STATEMENT: take_of_statement(ofx); break;
	case LINES: take_of_lines(ofx); break;
	case ACCOUNT:
		if (strcmp(ofx->scan.name, "ACCTID") == 0)
			take_account(ofx);
		break;
	case LEDGER_BALANCE: take_of_balance(ofx); break;
	case STATUS: take_of_status(ofx); break;
	default: break;
	}
}

static void take_tag(struct ofx *ofx, enum ofx_token token)
{
	enum aggregate aggregate = aggregate_called(ofx->scan.name);
	if (token == OFX_CLOSE) {
		if (aggregate)
			end_open(ofx, aggregate);
	} else if (!aggregate) {
		take_value(ofx);
	} else {
		begin_aggregate(ofx, aggregate);
		if (ofx->scan.empty && !ofx->stopped)
			end_aggregate(ofx);
	}
}

static void finish(struct ofx *ofx)
{
	if (!ofx->has_root)
		list_fault(ofx->taker, FAULT_NOT_A_LIST, 1,
			   "there is no <OFX> in it: download the list again");
	else if (ofx->depth)
		list_fault(ofx->taker, FAULT_TRUNCATED, ofx->scan.line,
			   "the list ends before </OFX>: download it again");
	else if (!ofx->statements)
		list_fault(ofx->taker, FAULT_NO_TABLE, 1,
			   "no statement of an account or a card is in it: download the "
			   "movements");
}

void ofx_read(struct list_reading *reading)
{
	struct ofx *ofx = calloc(1, sizeof *ofx);
	enum ofx_token token = OFX_OPEN;
	if (!ofx)
		memory_out(sizeof *ofx);
	ofx->reading = reading;
	ofx->taker = reading->taker;
	ofx_scan_begin(&ofx->scan, reading->source, reading->taker);
	while (!ofx->stopped && (token = ofx_scan_next(&ofx->scan)) > OFX_REFUSED)
		take_tag(ofx, token);
	if (!ofx->stopped && token == OFX_FINISHED)
		finish(ofx);
	reading->stopped = ofx->stopped || token == OFX_REFUSED;
	ofx_scan_free(&ofx->scan);
	spool_free(&ofx->spool);
	buf_free(&ofx->account_name);
	free(ofx);
}
