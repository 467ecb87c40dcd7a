/* camt.053 and camt.052 (ISO 20022, BankToCustomerStatement, BankToCustomerAccountReport) from
 * version .02 on: what a statement says, as its elements come, and what an entry becomes. */
#ifndef IMPORT_CAMT_H
#define IMPORT_CAMT_H

#include "import/camt_xml.h"
#include "import/formats.h"
#include "import/spool.h"

/* Texts of an entry and of the detail (TxDtls) of it that is read. */
enum camt_text {
	CAMT_ENTRY_REFERENCE,
	CAMT_ENTRY_INFO,
	CAMT_DETAIL_REFERENCE, /* this one and those behind it are of the detail */
	CAMT_DEBTOR,
	CAMT_CREDITOR,
	CAMT_LAST_DEBTOR, /* Ultmt… */
	CAMT_LAST_CREDITOR,
	CAMT_DEBTOR_ACCOUNT,
	CAMT_CREDITOR_ACCOUNT,
	CAMT_WORDS,      /* Ustrd and Strd, joined */
	CAMT_STRUCTURED, /* the first reference of Strd */
	CAMT_TEXTS
};

/* Numbers and codes as they are written; longer ones are cut, and are wrong then. */
enum { CAMT_SHORT_SIZE = 48 };
struct camt_sum {
	char text[CAMT_SHORT_SIZE], indicator[8], ccy[CAMT_CCY_SIZE];
};

struct camt_entry {
	uint64_t place;
	struct camt_sum sum, detail, transaction; /* detail: TxDtls/Amt; transaction: its TxAmt */
	char status[8], day[CAMT_SHORT_SIZE], reversal[8];
	struct buf texts[CAMT_TEXTS];
	char currency[LIST_CURRENCY_SIZE];
	struct arena arena;
	/* The details so far. The first is kept as it is until there is a second one; from then on
	 * they are lines in the spool, behind the mark, which count if they add up. */
	uint64_t details;
	bool adds_up, has_mark;
	int64_t added;
	struct spool_mark mark;
};

struct camt_balance {
	uint64_t place;
	struct camt_sum sum;
	char code[8], day[CAMT_SHORT_SIZE];
};

struct camt {
	struct list_reading *reading;
	struct list_taker *taker;
	struct camt_xml xml;
	struct line_spool spool;
	int statements;
	bool in_statement;
	struct list_account account;
	struct buf account_name;
	uint64_t closing_place;
	bool opening_is_previous; /* PRCD */
	int64_t opening_day, closing_day;
	struct camt_balance balance;
	struct camt_entry entry;
};

/* All of a list: struct list_format. */
void camt_read(struct list_reading *reading);

void camt_entry_begin(struct camt *camt);
/* A detail (TxDtls) begins, ends. */
void camt_detail_begin(struct camt *camt);
void camt_detail_end(struct camt *camt);
/* Puts what the entry is into the spool, or tells what is wrong with it. */
void camt_entry_end(struct camt *camt);
void camt_entry_free(struct camt_entry *entry);

/* Opening and closing balances; the others are passed over. */
void camt_balance_end(struct camt *camt);

/* SUM as minor units with its sign, in *CURRENCY, which may be that of the account. NULL, or what
 * is wrong with it, and in *FAULT its class. */
const char *camt_sum_read(const struct camt_sum *sum, char currency[LIST_CURRENCY_SIZE],
			  int64_t *amount, enum list_fault *fault);
/* The day of "2026-10-12", "2026-10-12+02:00", "2026-10-12T23:30:00Z": the one written. */
bool camt_day(const char *text, int64_t *day);
/* The account has one currency: the first that is said. False: CURRENCY is another one, and a fault
 * was told. */
bool camt_same_currency(struct camt *camt, const char *currency, uint64_t place);

#endif
