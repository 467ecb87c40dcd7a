/* Lines of banks' lists: read, judged, booked. Private to the ledger. */
#ifndef LEDGER_BANK_H
#define LEDGER_BANK_H

#include "ledger/import_lines.h"
#include "ledger/verb_support.h"
#include "ledger/waiting.h"
#include "record/import_record.h"

/* A line as the books read it. */
struct bank_line {
	const struct import_line *line;
	struct account *bank;
	const struct currency *currency;
	int64_t amount; /* minor units, never 0; positive: into the account */
	bool has_balance;
	int64_t balance;
	struct import_key *key; /* the lines that it may be one of */
};
/* False after a refusal: the account or currency is unknown, or the amount is none of that. */
bool read_bank_line(struct verb_context *context, const struct import_line *line,
		    struct bank_line *read);

/* The account NAME, where it is one that a bank keeps: an asset of the community. NULL after a
 * refusal. */
struct account *find_bank_account(struct verb_context *context, const char *name);

/* Whose the line is, by what its record carries; NULL: nobody's, or that of several. *BY is what it
 * goes by. */
struct account *account_of_line(struct verb_context *context, const struct bank_line *line,
				enum import_by *by);

/* Books the line, as the author, and keeps so in ROW: to the account whose it is, else to the one
 * of what is to be assigned. False after a refusal; nothing is booked then. */
bool book_bank_line(struct verb_context *context, const struct bank_line *line,
		    struct import_row *row);
/* A new row of the line, under the occurrence ID of its key. */
struct import_row *keep_bank_line(struct verb_context *context, const struct bank_line *line,
				  const char *id);
/* The line that OWN waits to be told from: an earlier one of its key, or the one with other words;
 * NULL: neither, what was booked by hand. It may itself wait, and then comes before OWN. */
const struct import_row *row_compared(struct verb_context *context, const struct bank_line *line,
				      const struct import_row *own);
/* Of LINE, of which somebody said that it is not transaction ASKED (0: not another line): lets ROW
 * wait anew where something was booked by hand that it may be, of which nobody was asked. False:
 * there is nothing. */
bool ask_if_by_hand(struct verb_context *context, const struct bank_line *line,
		    struct import_row *row, int64_t asked);
/* Marks as changed, to be written. */
void touch_import_row(struct books *books, const struct import_row *row);
void touch_counterparty(struct books *books, const struct counterparty *counterparty);

/* The open row of kind WAITING_LINE that the command names and that VERB decides (IMPORT_LINE_VERB:
 * it may be booked already; "assign": nobody claimed it). NULL after a refusal. */
struct waiting *named_line(struct verb_context *context, const char *verb);

/* Asks for what a line of a list refers to, and for what commands about such lines do. */
void want_of_bank(struct books *books, const struct command *command, const struct verb *verb);
/* The same of a row of kind WAITING_LINE. */
void want_bank_row(struct books *books, const struct waiting *row);
/* What ROW, which waits to be assigned, keeps of its line: "" where it has none. From the chunk's
 * arena. */
const char *party_of_row(struct books *books, const struct waiting *row);

#endif
