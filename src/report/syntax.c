/* The plain-text accounting syntaxes: ledger, hledger, beancount.
 * https://ledger-cli.org/doc/ledger3.html https://hledger.org/1.25/hledger.html
 * https://beancount.github.io/docs/beancount_language_syntax.html What people wrote is in a
 * description only, or in a quoted string; comments could carry tags and dates that count. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/decimal.h"
#include "base/instant.h"
#include "report/export.h"

static void put_amount(struct buf *out, const struct export_amount *amount)
{
	char text[DECIMAL_TEXT_SIZE];
	buf_printf(out, "%s \"%s\"", decimal_from_minor(amount->minor, amount->scale, text),
		   amount->currency);
}

static void plain_begin(struct buf *out, const char *guild)
{
	buf_text(out, "; The books of ");
	export_text(out, guild, ":;,[]()|");
	buf_char(out, '\n');
}

/* With --pedantic ledger takes declared tags only. */
static void ledger_begin(struct buf *out, const char *guild)
{
	plain_begin(out, guild);
	buf_text(out, "tag id\ntag batch\ntag seq\ntag author\ntag at\ntag reverses\n");
}

static void hledger_begin(struct buf *out, const char *guild)
{
	plain_begin(out, guild);
	buf_text(out, "decimal-mark .\n");
}

static void ledger_currency(struct buf *out, const char *code, int scale)
{
	buf_printf(out, "commodity \"%s\"\n    format 1000%s%.*s \"%s\"\n", code, scale ? "." : "",
		   scale, "000000000", code);
}

static void hledger_currency(struct buf *out, const char *code, int scale)
{
	buf_printf(out, "commodity 1000.%.*s \"%s\"\n", scale, "000000000",
		   code); /* without a mark it is refused */
}

static void ledger_account(struct buf *out, const struct export_account *account, const char *shown,
			   const char *state, const char *day)
{
	(void)state;
	(void)day;
	buf_text(out, "account ");
	export_account_name(out, account);
	buf_text(out, "\n    note ");
	export_text(out, shown, ":;,[]()|");
	buf_text(out, ".\n");
}

static void hledger_account(struct buf *out, const struct export_account *account,
			    const char *shown, const char *state, const char *day)
{
	(void)day;
	buf_text(out, "account ");
	export_account_name(out, account);
	buf_printf(out, "  ; id:%jd, state:%s, name:", account->id, state);
	export_text(out, shown, ":;,[]()|");
	buf_char(out, '\n');
}

static void plain_transaction(struct buf *out, const struct export_transaction *transaction)
{
	char time[INSTANT_TEXT_SIZE];
	if (!transaction->id) {
		buf_printf(out, "\n%s * %s\n", transaction->day, transaction->verb);
		return;
	}
	buf_printf(out, "\n%s * (%jd) %s", transaction->day, transaction->id, transaction->verb);
	if (transaction->memo) {
		buf_text(out, " - ");
		export_text(out, transaction->memo, ";|");
	}
	buf_printf(out,
		   "\n    ; id: %jd\n    ; batch: %jd\n    ; seq: %jd\n    ; author: %jd\n    "
		   "; at: %s\n",
		   transaction->id, transaction->batch, transaction->seq, transaction->author,
		   instant_format(transaction->time, time));
	if (transaction->reverses)
		buf_printf(out, "    ; reverses: %jd\n", transaction->reverses);
}

static void plain_posting(struct buf *out, const struct export_account *account,
			  const struct export_amount *amount)
{
	buf_text(out, "    ");
	export_account_name(out, account);
	buf_text(out, "  ");
	put_amount(out, amount);
	buf_char(out, '\n');
}

static void plain_assertions(struct buf *out, const char *day, int64_t batch)
{
	buf_printf(out, "\n%s * batch %jd closed\n", day, batch);
}

static void plain_assertion(struct buf *out, const char *day, const struct export_account *account,
			    const struct export_amount *amount, int64_t batch)
{
	struct export_amount nothing = { 0, amount->scale, amount->currency };
	(void)day;
	(void)batch;
	buf_text(out, "    ");
	export_account_name(out, account);
	buf_text(out, "  ");
	put_amount(out, &nothing);
	buf_text(out, " = ");
	put_amount(out, amount);
	buf_char(out, '\n');
}

static const struct syntax ledger_syntax = { ledger_begin,    ledger_currency,
					     ledger_account,  plain_transaction,
					     plain_posting,   plain_assertions,
					     plain_assertion, false };
static const struct syntax hledger_syntax = { hledger_begin,   hledger_currency,
					      hledger_account, plain_transaction,
					      plain_posting,   plain_assertions,
					      plain_assertion, false };

/* A commodity begins with a letter and is not a word of the language; our codes hold no dash, so
 * nothing meets. */
static void bean_code(struct buf *out, const char *code)
{
	bool taken = strcmp(code, "TRUE") == 0 || strcmp(code, "FALSE") == 0 ||
		     strcmp(code, "NULL") == 0;
	buf_printf(out, "%s%s", taken || (*code >= '0' && *code <= '9') ? "X-" : "", code);
}

static void bean_string(struct buf *out, const char *text)
{
	struct buf clean = { 0 };
	export_text(&clean, text, "");
	buf_char(out, '"');
	for (const char *at = buf_string(&clean); *at; at++) {
		if (*at == '"' || *at == '\\')
			buf_char(out, '\\');
		buf_char(out, *at);
	}
	buf_char(out, '"');
	buf_free(&clean);
}

static void bean_amount(struct buf *out, const struct export_amount *amount, const char *tolerance)
{
	char text[DECIMAL_TEXT_SIZE];
	buf_printf(out, "%s%s ", decimal_from_minor(amount->minor, amount->scale, text), tolerance);
	bean_code(out, amount->currency);
	buf_char(out, '\n');
}

static void bean_begin(struct buf *out, const char *guild)
{
	buf_text(out, "option \"title\" ");
	bean_string(out, guild);
	buf_char(out, '\n');
}

static void bean_currency(struct buf *out, const char *code, int scale)
{
	buf_text(out, "1970-01-01 commodity ");
	bean_code(out, code);
	buf_printf(out, "\n  scale: %d\n", scale);
}

static void bean_account(struct buf *out, const struct export_account *account, const char *shown,
			 const char *state, const char *day)
{
	buf_printf(out, "%s open ", day);
	export_account_name(out, account);
	buf_printf(out, "\n  id: \"%jd\"\n  state: \"%s\"\n  name: ", account->id, state);
	bean_string(out, shown);
	buf_char(out, '\n');
}

static void bean_transaction(struct buf *out, const struct export_transaction *transaction)
{
	char time[INSTANT_TEXT_SIZE];
	buf_printf(out, "\n%s * \"%s\" ", transaction->day, transaction->verb);
	bean_string(out, transaction->memo ? transaction->memo : "");
	if (!transaction->id) {
		buf_char(out, '\n');
		return;
	}
	buf_printf(out, " #batch-%jd ^t%jd", transaction->batch, transaction->id);
	if (transaction->reverses)
		buf_printf(out, " ^t%jd", transaction->reverses);
	buf_printf(out, "\n  id: \"%jd\"\n  seq: \"%jd\"\n  author: \"%jd\"\n  at: \"%s\"\n",
		   transaction->id, transaction->seq, transaction->author,
		   instant_format(transaction->time, time));
	if (transaction->reverses)
		buf_printf(out, "  reverses: \"%jd\"\n", transaction->reverses);
}

static void bean_posting(struct buf *out, const struct export_account *account,
			 const struct export_amount *amount)
{
	buf_text(out, "  ");
	export_account_name(out, account);
	buf_text(out, "  ");
	bean_amount(out, amount, "");
}

static void bean_assertions(struct buf *out, const char *day, int64_t batch)
{
	(void)day;
	(void)batch;
	buf_char(out, '\n');
}

/* A balance is that of its day's beginning: the morning after DAY. */
static void bean_assertion(struct buf *out, const char *day, const struct export_account *account,
			   const struct export_amount *amount, int64_t batch)
{
	struct tm date = { 0 };
	char next[INSTANT_TEXT_SIZE] = "";
	if (sscanf(day, "%d-%d-%d", &date.tm_year, &date.tm_mon, &date.tm_mday) == 3) {
		date.tm_year -= 1900;
		date.tm_mon--;
		date.tm_mday++;
		timegm(&date);
		strftime(next, sizeof next, "%Y-%m-%d", &date);
	}
	buf_printf(out, "%s balance ", next);
	export_account_name(out, account);
	buf_text(out, "  ");
	bean_amount(out, amount, " ~ 0");
	buf_printf(out, "  batch: \"%jd\"\n", batch);
}

static const struct syntax beancount_syntax = { bean_begin,       bean_currency, bean_account,
						bean_transaction, bean_posting,  bean_assertions,
						bean_assertion,   true };

static void run_ledger(struct store *store, const struct report_request *request, int fd)
{
	export_journal(store, request, &ledger_syntax, fd);
}

static void run_hledger(struct store *store, const struct report_request *request, int fd)
{
	export_journal(store, request, &hledger_syntax, fd);
}

static void run_beancount(struct store *store, const struct report_request *request, int fd)
{
	export_journal(store, request, &beancount_syntax, fd);
}

/* A transaction is exported whole: what would leave only some of its lines is refused. */
#define WHOLE_TRANSACTIONS (FILTER_FROM_TO | FILTER_BATCH | FILTER_CURRENCY)

const struct report_format ledger_format = { .name = "ledger",
					     .ending = ".ledger",
					     .media_type = "text/plain; charset=utf-8",
					     .only = "journal",
					     .filters = WHOLE_TRANSACTIONS,
					     .run = run_ledger };
const struct report_format hledger_format = { .name = "hledger",
					      .ending = ".journal",
					      .media_type = "text/plain; charset=utf-8",
					      .only = "journal",
					      .filters = WHOLE_TRANSACTIONS,
					      .run = run_hledger };
const struct report_format beancount_format = { .name = "beancount",
						.ending = ".beancount",
						.media_type = "text/plain; charset=utf-8",
						.only = "journal",
						.filters = WHOLE_TRANSACTIONS,
						.run = run_beancount };
