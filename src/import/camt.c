/* camt.053 and camt.052: where in a statement each element belongs. Elements are known by their
 * names, which versions .02 to .13 share; the namespace says only what kind of message it is. */
#include "import/camt.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "import/marked.h"

static void begin_statement(struct camt *camt)
{
	buf_clear(&camt->account_name);
	camt->account = (struct list_account){ .from = NO_DAY, .to = NO_DAY };
	camt->opening_day = camt->closing_day = NO_DAY;
	camt->opening_is_previous = false;
	camt->in_statement = true;
	camt->statements++;
	camt_xml_place(&camt->xml, &camt->account.place);
}

static void end_statement(struct camt *camt)
{
	camt->in_statement = false;
	camt->account.name = buf_string(&camt->account_name);
	if (camt->account.has_closing)
		camt->account.place = camt->closing_place;
	camt->taker->begin(camt->taker, &camt->account);
	spool_give(&camt->spool, camt->taker);
	camt->taker->end(camt->taker, &camt->account);
}

/* The first opening balance and the last closing one, where a statement of several days has one of
 * each day; OPBD before PRCD, which says the same. */
static void keep_balance(struct camt *camt, int64_t amount, int64_t day)
{
	struct list_account *account = &camt->account;
	bool closes = strcmp(camt->balance.code, "CLBD") == 0;
	bool previous = strcmp(camt->balance.code, "PRCD") == 0;
	if (closes) {
		if (account->has_closing && day < camt->closing_day)
			return;
		account->has_closing = true;
		account->closing = amount;
		camt->closing_day = day;
		camt->closing_place = camt->balance.place;
		return;
	}
	if (account->has_opening && previous != camt->opening_is_previous && previous)
		return;
	if (account->has_opening && previous == camt->opening_is_previous &&
	    day >= camt->opening_day)
		return;
	account->has_opening = true;
	account->opening = amount;
	camt->opening_day = day;
	camt->opening_is_previous = previous;
}

void camt_balance_end(struct camt *camt)
{
	struct camt_balance *balance = &camt->balance;
	char currency[LIST_CURRENCY_SIZE] = "";
	enum list_fault fault;
	int64_t amount, day = NO_DAY;
	if (strcmp(balance->code, "OPBD") != 0 && strcmp(balance->code, "PRCD") != 0 &&
	    strcmp(balance->code, "CLBD") != 0)
		return;
	const char *wrong = camt_sum_read(&balance->sum, currency, &amount, &fault);
	if (!wrong && *balance->day && !camt_day(balance->day, &day)) {
		fault = FAULT_DATE;
		wrong = "its day is none";
	}
	if (wrong)
		list_fault(camt->taker, fault, balance->place,
			   "the balance %s cannot be read: %s; download the list again",
			   balance->code, wrong);
	else if (camt_same_currency(camt, currency, balance->place))
		keep_balance(camt, amount, day);
}

/* The value without blanks at its ends, cut where it is longer than anything right. */
static void keep_short(char *to, size_t size, const struct buf *value)
{
	const char *from = buf_string(value);
	from += strspn(from, " \t\r\n");
	size_t length = strlen(from);
	while (length && strchr(" \t\r\n", from[length - 1]))
		length--;
	if (length > size - 1)
		length = size - 1;
	memcpy(to, from, length);
	to[length] = '\0';
}
#define KEEP_SHORT(to) keep_short(to, sizeof(to), &camt->xml.value)

/* Adds the value to TEXT, behind a blank. */
static void keep_text(struct camt *camt, enum camt_text text)
{
	struct buf *kept = &camt->entry.texts[text];
	const struct buf *value = &camt->xml.value;
	if (kept->length + value->length + 1 > MARKED_LONGEST) {
		list_fault(camt->taker, FAULT_TOO_LONG, camt->entry.place,
			   "an entry (Ntry) with a text longer than 64 KiB: this is no list of a "
			   "bank; download it again");
		camt->reading->stopped = true;
		return;
	}
	if (kept->length)
		buf_char(kept, ' ');
	buf_add(kept, buf_string(value), value->length);
}

/* A name or an account: the first one counts. */
static void keep_first(struct camt *camt, enum camt_text text)
{
	if (!camt->entry.texts[text].length)
		keep_text(camt, text);
}

/* Whether the elements around that of the event, from the inside, are these. */
static bool is_in(const struct camt *camt, enum camt_element one, enum camt_element two)
{
	return camt_above(&camt->xml, 1) == one && (!two || camt_above(&camt->xml, 2) == two);
}

static struct camt_sum *sum_around(struct camt *camt)
{
	switch (camt_above(&camt->xml, 1)) {
	case CAMT_Ntry: return &camt->entry.sum;
	case CAMT_Bal: return &camt->balance.sum;
	case CAMT_TxDtls: return &camt->entry.detail;
	case CAMT_TxAmt:
		return is_in(camt, CAMT_TxAmt, CAMT_AmtDtls) &&
				       camt_above(&camt->xml, 3) == CAMT_TxDtls
			       ? &camt->entry.transaction
			       : NULL;
	default: return NULL;
	}
}

static void take_name(struct camt *camt)
{
	int at = camt_above(&camt->xml, 1) == CAMT_Pty ? 2 : 1; /* from version .03 on */
	if (camt_above(&camt->xml, at + 1) != CAMT_RltdPties ||
	    camt_above(&camt->xml, at + 2) != CAMT_TxDtls)
		return;
	switch (camt_above(&camt->xml, at)) {
	case CAMT_Dbtr: keep_first(camt, CAMT_DEBTOR); break;
	case CAMT_Cdtr: keep_first(camt, CAMT_CREDITOR); break;
	case CAMT_UltmtDbtr: keep_first(camt, CAMT_LAST_DEBTOR); break;
	case CAMT_UltmtCdtr: keep_first(camt, CAMT_LAST_CREDITOR); break;
	default: break;
	}
}

/* IBAN, or Id in Othr, of the account that has it ABOVE itself. */
static void take_account(struct camt *camt, int above)
{
	enum camt_element around = camt_above(&camt->xml, above + 1);
	switch (camt_above(&camt->xml, above)) {
	case CAMT_Acct:
		if ((around != CAMT_Stmt && around != CAMT_Rpt) || camt->account_name.length)
			break;
		buf_text(&camt->account_name,
			 list_text(&camt->reading->arena, buf_string(&camt->xml.value)));
		arena_reset(&camt->reading->arena);
		break;
	case CAMT_DbtrAcct:
		if (around == CAMT_RltdPties)
			keep_first(camt, CAMT_DEBTOR_ACCOUNT);
		break;
	case CAMT_CdtrAcct:
		if (around == CAMT_RltdPties)
			keep_first(camt, CAMT_CREDITOR_ACCOUNT);
		break;
	default: break;
	}
}

static void take_day(struct camt *camt)
{
	if (is_in(camt, CAMT_BookgDt, CAMT_Ntry))
		KEEP_SHORT(camt->entry.day);
	else if (is_in(camt, CAMT_Dt, CAMT_Bal))
		KEEP_SHORT(camt->balance.day);
}

static void take_span(struct camt *camt, int64_t *day)
{
	char text[CAMT_SHORT_SIZE];
	KEEP_SHORT(text);
	if (camt_above(&camt->xml, 1) == CAMT_FrToDt && !camt_day(text, day))
		*day = NO_DAY;
}

static void take_code(struct camt *camt)
{
	if (is_in(camt, CAMT_Sts, CAMT_Ntry)) /* from version .06 on */
		KEEP_SHORT(camt->entry.status);
	else if (is_in(camt, CAMT_CdOrPrtry, CAMT_Tp) && camt_above(&camt->xml, 3) == CAMT_Bal)
		KEEP_SHORT(camt->balance.code);
}

static void take_currency(struct camt *camt)
{
	char text[CAMT_SHORT_SIZE];
	if (camt_above(&camt->xml, 1) != CAMT_Acct || *camt->account.currency)
		return;
	KEEP_SHORT(text);
	if (marked_currency(text, camt->account.currency))
		return;
	list_fault(camt->taker, FAULT_CURRENCY, camt->account.place,
		   "\"%s\" is no currency (Acct/Ccy): it has three letters, as EUR", text);
	*camt->account.currency = '\0';
}

static void take_reference(struct camt *camt)
{
	if (camt_above(&camt->xml, 1) == CAMT_Ntry)
		keep_first(camt, CAMT_ENTRY_REFERENCE);
	else if (is_in(camt, CAMT_Refs, CAMT_TxDtls))
		keep_first(camt, CAMT_DETAIL_REFERENCE);
}

static void take_words(struct camt *camt, enum camt_element element)
{
	if (element == CAMT_Ustrd && is_in(camt, CAMT_RmtInf, CAMT_TxDtls))
		keep_text(camt, CAMT_WORDS);
	if (element == CAMT_Ref && is_in(camt, CAMT_CdtrRefInf, CAMT_Strd) &&
	    camt_above(&camt->xml, 3) == CAMT_RmtInf) {
		keep_first(camt, CAMT_STRUCTURED);
		keep_text(camt, CAMT_WORDS);
	}
}

static void take_value(struct camt *camt, enum camt_element element)
{
	struct camt_sum *sum;
	bool of_entry = camt_above(&camt->xml, 1) == CAMT_Ntry;
	switch (element) {
	case CAMT_Amt:
		if ((sum = sum_around(camt)))
			KEEP_SHORT(sum->text);
		break;
	case CAMT_CdtDbtInd:
		if ((sum = sum_around(camt)))
			KEEP_SHORT(sum->indicator);
		break;
	case CAMT_RvslInd:
		if (of_entry)
			KEEP_SHORT(camt->entry.reversal);
		break;
	case CAMT_Sts:
		if (of_entry && !*camt->entry.status)
			KEEP_SHORT(camt->entry.status);
		break;
	case CAMT_AddtlNtryInf:
		if (of_entry)
			keep_text(camt, CAMT_ENTRY_INFO);
		break;
	case CAMT_Cd: take_code(camt); break;
	case CAMT_Dt:
	case CAMT_DtTm: take_day(camt); break;
	case CAMT_FrDtTm: take_span(camt, &camt->account.from); break;
	case CAMT_ToDtTm: take_span(camt, &camt->account.to); break;
	case CAMT_Ccy: take_currency(camt); break;
	case CAMT_AcctSvcrRef: take_reference(camt); break;
	case CAMT_Nm: take_name(camt); break;
	case CAMT_IBAN: take_account(camt, 2); break;
	case CAMT_Id:
		if (is_in(camt, CAMT_Othr, CAMT_Id))
			take_account(camt, 3);
		break;
	case CAMT_Ustrd:
	case CAMT_Ref: take_words(camt, element); break;
	default: break;
	}
}

static void refuse(struct camt *camt, const char *what)
{
	uint64_t place;
	camt_xml_place(&camt->xml, &place);
	camt->xml.unplaced = NULL;
	list_fault(camt->taker, FAULT_NOT_A_LIST, place, "%s", what);
	camt->reading->stopped = true;
}

static void begin_element(struct camt *camt, enum camt_element element)
{
	struct camt_sum *sum;
	enum camt_element around = camt_above(&camt->xml, 1);
	switch (element) {
	case CAMT_Document: {
		const char *kind = strcasestr(camt_xml_namespace(&camt->xml), "xsd:");
		if (kind && strncmp(kind, "xsd:camt.053", 12) != 0 &&
		    strncmp(kind, "xsd:camt.052", 12) != 0)
			refuse(camt, "the namespace says that it is no camt.053 or camt.052: "
				     "download the statement of the account");
		break;
	}
	case CAMT_BkToCstmrDbtCdtNtfctn:
		refuse(camt, "a camt.054 says single movements without balances, which camt.053 "
			     "says, too: download camt.053");
		break;
	case CAMT_Stmt:
	case CAMT_Rpt:
		if (around == CAMT_BkToCstmrStmt || around == CAMT_BkToCstmrAcctRpt)
			begin_statement(camt);
		break;
	case CAMT_Bal:
		camt->balance = (struct camt_balance){ 0 };
		camt_xml_place(&camt->xml, &camt->balance.place);
		break;
	case CAMT_Ntry: camt_entry_begin(camt); break;
	case CAMT_TxDtls: camt_detail_begin(camt); break;
	case CAMT_Amt:
		if ((sum = sum_around(camt)))
			memcpy(sum->ccy, camt->xml.ccy, sizeof sum->ccy);
		break;
	default: break;
	}
}

static void end_element(struct camt *camt, enum camt_element element)
{
	enum camt_element around = camt_above(&camt->xml, 1);
	bool in_statement = camt->in_statement && (around == CAMT_Stmt || around == CAMT_Rpt);
	if (element == CAMT_Ntry && in_statement)
		camt_entry_end(camt);
	else if (element == CAMT_Bal && in_statement)
		camt_balance_end(camt);
	else if (element == CAMT_TxDtls)
		camt_detail_end(camt);
	else if ((element == CAMT_Stmt || element == CAMT_Rpt) && camt->in_statement &&
		 (around == CAMT_BkToCstmrStmt || around == CAMT_BkToCstmrAcctRpt))
		end_statement(camt);
	else if (element && camt->in_statement)
		take_value(camt, element);
}

static void read_elements(struct camt *camt)
{
	enum camt_event event = CAMT_BEGIN;
	while (!camt->reading->stopped && (event = camt_xml_next(&camt->xml)) > CAMT_REFUSED) {
		enum camt_element element = camt_above(&camt->xml, 0);
		if (event == CAMT_BEGIN)
			begin_element(camt, element);
		else
			end_element(camt, element);
	}
	camt->reading->stopped |= event == CAMT_REFUSED;
	if (event == CAMT_FINISHED && !camt->statements)
		list_fault(camt->taker, FAULT_NO_TABLE, 1,
			   "no statement (Stmt, Rpt) is in it: download camt.053");
}

void camt_read(struct list_reading *reading)
{
	struct camt *camt = calloc(1, sizeof *camt);
	if (!camt)
		memory_out(sizeof *camt);
	camt->reading = reading;
	camt->taker = reading->taker;
	if (camt_xml_open(&camt->xml, reading->source, reading->taker))
		read_elements(camt);
	else
		reading->stopped = true;
	camt_xml_close(&camt->xml);
	camt_entry_free(&camt->entry);
	spool_free(&camt->spool);
	buf_free(&camt->account_name);
	free(camt);
}
