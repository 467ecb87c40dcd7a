/* Statements of one account that follow each other in a list. */
#include "import/statement.h"

#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/memory.h"

static char *amount_text(const struct statement *statement, wide amount,
			 char text[DECIMAL_TEXT_SIZE])
{
	return decimal_from_minor(amount, list_scale(statement->account.currency), text);
}

static void begin(struct statement *statement, const struct list_account *account)
{
	char *name = strdup(account->name);
	if (!name)
		memory_out(strlen(account->name) + 1);
	statement_end(statement);
	statement->account = *account;
	statement->account.name = name;
	statement->begun = true;
	statement->unsure = false;
	statement->reading->taker->begin(statement->reading->taker, &statement->account);
}

/* What lies between two statements that do not meet. */
static void tell_gap(struct statement *statement, const struct list_account *next, int64_t begins)
{
	char before[DECIMAL_TEXT_SIZE], after[DECIMAL_TEXT_SIZE];
	char first[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE];
	int64_t ended = statement->account.to;
	amount_text(statement, statement->balance, before);
	amount_text(statement, next->opening, after);
	if (ended != NO_DAY && begins != NO_DAY && begins > ended + 1)
		list_fault(statement->reading->taker, FAULT_BALANCE, next->place,
			   "account %s begins again with %s, but ended with %s: the days from %s "
			   "to %s are missing; download the list with them",
			   next->name, after, before, day_format(ended + 1, first),
			   day_format(begins - 1, last));
	else
		list_fault(statement->reading->taker, FAULT_BALANCE, next->place,
			   "account %s begins again with %s, but ended with %s: a part is missing, "
			   "or comes twice; download the list anew",
			   next->name, after, before);
	statement->unsure = true;
}

void statement_open(struct statement *statement, const struct list_account *account, int64_t first)
{
	bool same = statement->begun && strcmp(statement->account.name, account->name) == 0 &&
		    strcmp(statement->account.currency, account->currency) == 0;
	if (!same)
		begin(statement, account);
	else if (!statement->unsure && account->has_opening &&
		 statement->balance != account->opening)
		tell_gap(statement, account, first);
	if (!account->has_opening)
		statement->unsure = true;
	if (!same || account->has_opening)
		statement->balance = account->opening;
	if (account->to != NO_DAY)
		statement->account.to = account->to;
	statement->open = true;
}

void statement_line(struct statement *statement, const struct list_line *line)
{
	struct list_taker *taker = statement->reading->taker;
	statement->balance += line->amount;
	if (line->amount)
		taker->line(taker, line);
	else
		taker->skip(taker, SKIP_ZERO, line->place);
}

void statement_close(struct statement *statement, const int64_t *closing, int64_t day,
		     uint64_t place)
{
	char said[DECIMAL_TEXT_SIZE], found[DECIMAL_TEXT_SIZE];
	statement->open = false;
	statement->account.place = place;
	statement->account.has_closing = closing && !statement->unsure;
	if (day != NO_DAY)
		statement->account.to = day;
	if (!closing)
		return;
	statement->account.closing = *closing;
	if (statement->unsure || statement->balance == *closing)
		return;
	list_fault(statement->reading->taker, FAULT_BALANCE, place,
		   "the closing balance is %s, but the opening and the lines give %s: a line is "
		   "missing or was changed; download the list again",
		   amount_text(statement, *closing, said),
		   amount_text(statement, statement->balance, found));
	statement->unsure = true;
	statement->account.has_closing = false;
}

void statement_end(struct statement *statement)
{
	struct list_taker *taker = statement->reading->taker;
	if (!statement->begun)
		return;
	taker->end(taker, &statement->account);
	free((char *)statement->account.name);
	statement->account.name = NULL;
	statement->begun = statement->open = false;
}
