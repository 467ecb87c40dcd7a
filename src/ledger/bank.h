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

/* The same of a list; OF_BOT: it has balances of another bot, and may be of the account that
 * opening balances come from. */
struct account *find_list_account(struct verb_context *context, const char *name, bool of_bot);

/* TEXT, canonical, in minor units of CURRENCY; false after a refusal. */
bool read_bank_amount(struct verb_context *context, const char *text,
		      const struct currency *currency, int64_t *minor);

/* The list that LINE names; NULL: it names none, or one that the books did not take. */
const struct import_list *list_of_line(struct verb_context *context, const struct bank_line *line);
/* Refuses a line whose list was refused; one whose day a list in another format covers by now.
 * True: it did. */
bool refuse_without_list(struct verb_context *context, const struct bank_line *line);
bool refuse_crossed_day(struct verb_context *context, const struct bank_line *line);
/* Whether ROW, of the key of LINE, is of the same format, or of lists before they had ids. */
bool is_of_format(struct verb_context *context, const struct bank_line *line,
		  const struct import_row *row);
/* Whether a list of ACCOUNT in another format than LIST covers DAY. */
bool other_format_covers(struct books *books, const struct account *account,
			 const struct import_list *list, int64_t day);
/* The movement of another format than LIST's that has the account, day, amount and currency of LINE
 * and that no line of this format was found to be; NULL: there is none. It may itself wait. */
const struct import_row *row_of_other_format(struct verb_context *context,
					     const struct bank_line *line,
					     const struct import_list *list);
/* Whether a list of the same format that came before that of LINE covers its day. */
bool earlier_list_covers(struct verb_context *context, const struct bank_line *line);
/* The booked line of an earlier list of the same format that has the day, amount and currency of
 * LINE and that LINE's own list lacks: the same in other words? NULL: its list has them all, or
 * does not say what it has. */
const struct import_row *row_that_list_lacks(struct verb_context *context,
					     const struct bank_line *line);
/* Asks for what these look at, of a line of the account NAME. */
void want_earlier_lines(struct books *books, const struct guild *guild,
			const struct import_line *line);
/* A sentence about what lacks between the list called ID and the one before it, where the one does
 * not begin with what the other ended with; NULL: nothing, or it is not known. */
const char *gap_before_list(struct verb_context *context, const struct account *account,
			    const char *id);
/* Asks for the lists of the account NAME, and for its lines of DAY. */
void want_list(struct books *books, const struct guild *guild, const char *name);
void want_lines_of_day(struct books *books, const struct guild *guild, const char *name,
		       int64_t day);

/* Whose the line is, by what its record carries; NULL: nobody's, or that of several. *BY is what it
 * goes by. */
struct account *account_of_line(struct verb_context *context, const struct bank_line *line,
				enum import_by *by);

/* Books the line, as the author, and keeps so in ROW: to the account whose it is, else to the one
 * of what is to be assigned. False after a refusal; nothing is booked then. */
bool book_bank_line(struct verb_context *context, const struct bank_line *line,
		    struct import_row *row);
/* A row of what waits for the line, whose money came in or went out by ACCOUNT. */
struct waiting *add_line_row(struct verb_context *context, const struct bank_line *line,
			     const struct account *account, bool goes_out);
/* What becomes of a line that no line of its key is, as the OCCURRENCE of that key: it is booked,
 * or waits. CUT: it may be one of them all the same. */
void decide_new_line(struct verb_context *context, const struct bank_line *line, int64_t occurrence,
		     bool cut);
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
/* Whose lines of banks are USER's for good is forgotten with them; what is to be blanked of it in
 * the log (struct decision, forgotten_parties), or NULL. */
const char *forget_parties(struct verb_context *context, const struct user *user);
/* Asks for what that needs, of a command that has somebody forgotten. */
void want_forgotten_parties(struct books *books, const struct command *command,
			    const struct verb *verb);
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
