/* What a row of the log did by deciding what waited: an approval or a confirmation does what was
 * asked for then, in the name of whoever asked. */
#include <stdlib.h>
#include <string.h>

#include "command/verbs.h"
#include "ledger/frozen_command.h"
#include "ledger/waiting.h"
#include "verify/month.h"

void find_effect(struct pass *pass, struct log_row *row)
{
	struct book_waiting *acted = NULL;
	row->effect = row->command;
	row->effect_author = row->author_id;
	row->effect_traits = row->traits;
	row->asks = row_asks(pass, row);
	if (row->ok && row->command)
		HASH_FIND(by_seq, pass->acted, &row->seq, sizeof row->seq, acted);
	if (!acted)
		return;
	struct waiting kept = { .verb = acted->verb,
				.arguments = acted->arguments,
				.asked_by = acted->asked_by };
	struct command *command = arena_alloc(&pass->line, sizeof *command);
	thaw_command(&pass->line, &kept, row->command, command);
	row->effect = command;
	row->effect_author = acted->asked_by;
	row->effect_traits = verb_traits(acted->verb);
	row->acts_for = acted;
}

/* The verbs of what is booked when a row of that kind is accepted. */
static bool books_as(const struct book_waiting *waiting, const char *verb)
{
	switch (waiting->kind) {
	case WAITING_REQUEST:
	case WAITING_CHARGE: return strcmp(verb, verb_table[VERB_ACCEPT].name) == 0;
	case WAITING_DUES: return strcmp(verb, verb_table[VERB_DUES].name) == 0;
	case WAITING_OWE: return strcmp(verb, verb_table[VERB_EVERY].name) == 0;
	case WAITING_HOLD: return strcmp(verb, verb_table[VERB_CAPTURE].name) == 0;
	case WAITING_UNDO: return strcmp(verb, verb_table[VERB_UNDO].name) == 0;
	case WAITING_LINE: return waiting->verb && strcmp(verb, waiting->verb) == 0;
	default: return false;
	}
}

/* What a due date books is called by what recurs. */
static const char *name_of(const char *verb)
{
	static const struct {
		enum verb_id command, books;
	} names[] = { { VERB_DUE_PAY, VERB_EVERY },
		      { VERB_DUE_DUES, VERB_DUES },
		      { VERB_DUE_JOIN, VERB_DUES } };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(verb_table[names[i].command].name, verb) == 0)
			return verb_table[names[i].books].name;
	return verb;
}

/* Whether a run asked for that itself, or it is an older debt of who pays in it: an approval does
 * both in the name of who asked. */
static bool is_of_run(const struct pass *pass, const struct log_row *row,
		      const struct book_waiting *waiting)
{
	const char *number = row->effect ? command_argument(row->effect, "schedule") : NULL;
	const struct book_schedule *schedule = number ? schedule_of(pass, atoll(number)) : NULL;
	if (!schedule)
		return false;
	return schedule->row.kind == SCHEDULE_DUES
		       ? waiting->from_account != schedule->row.into_account
		       : waiting->from_account == schedule->row.payer;
}

uint64_t author_booked(const struct pass *pass, const struct log_row *row, int64_t number)
{
	const struct book_waiting *waiting = number ? waiting_of(pass, number) : NULL;
	if (waiting && waiting->kind == WAITING_UNDO)
		return waiting->asked_by;
	/* what the money that came in settles is nobody's but the row's own */
	if (waiting && (waiting->kind == WAITING_DUES || waiting->kind == WAITING_OWE) &&
	    row->acts_for && !is_of_run(pass, row, waiting))
		return row->author_id;
	return row->effect_author;
}

bool row_books_as(const struct pass *pass, const struct log_row *row, const char *verb,
		  int64_t number)
{
	const struct book_waiting *waiting = number ? waiting_of(pass, number) : NULL;
	if (waiting && books_as(waiting, verb))
		return true;
	return row->effect && row->effect->verb && strcmp(name_of(row->effect->verb), verb) == 0;
}
