/* Naming, counting and printing faults. */
#include "verify/faults.h"

#include <stdarg.h>
#include <unistd.h>

#include "base/output.h"
#include "base/unicode.h"

const char *const check_names[CHECK_COUNT] = {
	"sqlite",         "schema",   "forgetting", "reference",  "sequence", "form",
	"transaction",    "balance",  "floor",      "reversal",   "batch",    "totals",
	"chain",          "log",      "effect",     "account",    "outbox",   "cursor",
	"counter",        "number",   "state",      "paid",       "held",     "term",
	"arguments",      "approval", "schedule",   "run",        "dues",     "settlement",
	"reminder",       "loss",     "owing",      "limit",      "budget",   "line",
	"reconciliation", "evidence", "year",       "checkpoint", "decision", "replay",
	"answer",
};

#define RESTORE                                                                              \
	"stop the jobs, keep a copy of these files, and restore the newest backup in which " \
	"gl-verify finds no fault"
static const char *const fixes[CHECK_COUNT] = {
	[CHECK_SQLITE] = "check the disk, then " RESTORE,
	[CHECK_SCHEMA] = "find out who changed the schema and what else they did; restore a "
			 "backup, or put back what sql/ of this version has",
	[CHECK_FORGETTING] = "another program left this row; the log is not protected while it "
			     "stands: delete it, and run gl-verify --replay",
	[CHECK_REFERENCE] = RESTORE,
	[CHECK_SEQUENCE] = RESTORE "; rows in between were taken out, or put in",
	[CHECK_FORM] = RESTORE,
	[CHECK_TRANSACTION] = RESTORE,
	[CHECK_BALANCE] = "run gl-verify --replay, which tells whether the entries or the balance "
			  "was changed; " RESTORE,
	[CHECK_FLOOR] = "look up the log's `account limit` for that account; set the floor by that "
			"command again once it is known who changed it",
	[CHECK_REVERSAL] = RESTORE,
	[CHECK_BATCH] = RESTORE,
	[CHECK_TOTALS] = "compare with the report that was posted when the batch closed; " RESTORE,
	[CHECK_CHAIN] = "compare the hash with the one that was told when the batch closed (the "
			"answer to `batch close`); " RESTORE,
	[CHECK_LOG] = RESTORE,
	[CHECK_EFFECT] = "run gl-verify --replay, which tells what the log's commands "
			 "give; " RESTORE,
	[CHECK_ACCOUNT] = RESTORE,
	[CHECK_OUTBOX] = "compare with the messages on Discord; " RESTORE,
	[CHECK_CURSOR] = "no harm is done yet: messages that are in the log are not applied again; "
			 "restore a backup if rows of the log are missing, too",
	[CHECK_COUNTER] = "metrics are wrong, the accounts are not; find out who wrote the counter",
	[CHECK_NUMBER] = RESTORE "; what waited was taken out, or put in",
	[CHECK_STATE] = "look up in the log who decided that number; " RESTORE,
	[CHECK_PAID] = "compare with the transactions whose column waiting has that "
		       "number; " RESTORE,
	[CHECK_HELD] = "compare with `report holds` and the holds in the log; " RESTORE,
	[CHECK_TERM] = "look up in the log what was asked for; decide nothing about that number "
		       "before it is fixed; " RESTORE,
	[CHECK_ARGUMENTS] = "do not approve it: ask the person who proposed it, and let them "
			    "propose it anew; " RESTORE,
	[CHECK_APPROVAL] = "ask the two people who are named; reverse what nobody "
			   "approved; " RESTORE,
	[CHECK_SCHEDULE] = "pause that schedule (`!schedule pause`) until it is known which dates "
			   "were paid; " RESTORE,
	[CHECK_RUN] = "reverse what nobody had agreed to, once it is known where it came "
		      "from; " RESTORE,
	[CHECK_DUES] = "tell the members concerned; a treasurer can waive what was asked too much "
		       "(`!cancel`); " RESTORE,
	[CHECK_SETTLEMENT] = "the debt is still open: the member can pay it by `!accept`; find out "
			     "what kept it from being paid; " RESTORE,
	[CHECK_REMINDER] = "nobody's money is concerned; " RESTORE,
	[CHECK_LOSS] = "give the role back by `!role grant` if it was not to be lost; " RESTORE,
	[CHECK_OWING] = RESTORE "; until then money that comes in may not pay what is owed",
	[CHECK_LIMIT] = "find out who changed the limit or the transaction; reverse what was paid "
			"beyond it; " RESTORE,
	[CHECK_BUDGET] = "find out who changed the budget or the transaction; " RESTORE,
	[CHECK_LINE] =
		"find out who changed the line or its transaction, and compare the bank's list "
		"again; " RESTORE,
	[CHECK_RECONCILIATION] = "reconcile the account again with the bank's statement once it is "
				 "known what was changed; " RESTORE,
	[CHECK_EVIDENCE] = "ask whoever booked it for the file, and compare its "
			   "sha256sum; " RESTORE,
	[CHECK_CHECKPOINT] = "something before the checkpoint was changed: run gl-verify without "
			     "--since, then with --replay; " RESTORE,
	[CHECK_DECISION] = "if gl-verify without --replay finds nothing, no row was changed behind "
			   "the log: this program decides that command otherwise than the one that "
			   "wrote it, and what differs below follows from it; verify with the "
			   "version that wrote the row, and report both",
	[CHECK_REPLAY] = "the log's commands give something else: a row was changed by another "
			 "program; " RESTORE,
	[CHECK_ANSWER] = "an answer was changed by another program, or this version of guildledger "
			 "words it otherwise: --no-answers leaves them out",
};

/* Bytes from the books may be any. */
static void make_text(struct buf *text)
{
	if (!utf8_valid(text->bytes, text->length))
		for (size_t i = 0; i < text->length; i++)
			text->bytes[i] =
				(unsigned char)text->bytes[i] < 0x80 ? text->bytes[i] : '?';
}

static void print_text(struct faults *faults, enum check check, const char *table, const char *key,
		       const char *what)
{
	buf_printf(&faults->out, "FAULT %s: %s ", check_names[check], table);
	text_clean(&faults->out, key);
	buf_text(&faults->out, ": ");
	text_clean(&faults->out, what);
	if (faults->by_check[check] == 1) /* once is enough */
		buf_printf(&faults->out, "\n      fix: %s", fixes[check]);
	buf_char(&faults->out, '\n');
}

static void print_record(struct faults *faults, enum check check, const char *table,
			 const char *key, const char *what)
{
	const struct {
		const char *key, *value;
	} fields[] = {
		{ "check", check_names[check] },
		{ "table", table },
		{ "key", key },
		{ "what", what },
		{ "fix", fixes[check] },
	};
	buf_text(&faults->out, "{\"type\":\"fault\"");
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		buf_json_key(&faults->out, fields[i].key);
		buf_json(&faults->out, fields[i].value);
	}
	buf_text(&faults->out, "}\n");
}

void fault_add(struct faults *faults, enum check check, const char *table, const char *key,
	       const char *format, ...)
{
	struct buf what = { 0 };
	faults->by_check[check]++;
	if (faults->limit && faults->count++ >= (uint64_t)faults->limit)
		return;
	faults->count += !faults->limit;
	va_list args;
	va_start(args, format);
	buf_vprintf(&what, format, args);
	va_end(args);
	make_text(&what);
	(faults->ndjson ? print_record : print_text)(faults, check, table, key, buf_string(&what));
	buf_flush(&faults->out, STDOUT_FILENO);
	buf_free(&what);
}

const char *row_key(struct faults *faults, const char *format, ...)
{
	struct buf *key = &faults->keys[faults->turn ^= 1];
	va_list args;
	buf_clear(key);
	va_start(args, format);
	buf_vprintf(key, format, args);
	va_end(args);
	make_text(key);
	return buf_string(key);
}

void faults_free(struct faults *faults)
{
	buf_free(&faults->out);
	buf_free(&faults->keys[0]);
	buf_free(&faults->keys[1]);
}
