/* What a row of the log did by deciding what waited: an approval or a confirmation does what was
 * asked for then, in the name of whoever asked. */
#include <stdlib.h>
#include <string.h>

#include "command/verbs.h"
#include "ledger/frozen_command.h"
#include "ledger/waiting.h"
#include "verify/pass.h"

/* Columns of the query "verify waiting". */
enum { NUMBER, KIND, STATE, ASKED_BY, DECIDED_SEQ, SCHEDULE, VERB, ARGUMENTS };

static int index_of(const char *const *names, const char *name)
{
	int index = 0;
	while (names[index] && strcmp(names[index], name) != 0)
		index++;
	return index;
}

void load_book_waiting(struct pass *pass)
{
	struct binding guild = bind_integer(":guild", (int64_t)pass->guild_id);
	const struct value *values;
	struct reader *rows = store_read(pass->store, "verify waiting", &guild, 1);
	while ((values = reading_next(rows))) {
		struct book_waiting *row = arena_alloc(&pass->memory, sizeof *row);
		row->number = number_of(&values[NUMBER]);
		row->kind = (enum waiting_kind)index_of(waiting_kind_names, values[KIND].text);
		row->state = (enum waiting_state)index_of(waiting_state_names, values[STATE].text);
		row->asked_by = (uint64_t)number_of(&values[ASKED_BY]);
		row->decided_seq = number_of(&values[DECIDED_SEQ]);
		row->schedule = number_of(&values[SCHEDULE]);
		if (text_of(&values[VERB]))
			row->verb = arena_strdup(&pass->memory, values[VERB].text);
		if (text_of(&values[ARGUMENTS]))
			row->arguments = arena_strdup(&pass->memory, values[ARGUMENTS].text);
		HASH_ADD(hh, pass->waiting, number, sizeof row->number, row);
		if (row->decided_seq && row->verb && row->state == WAITING_ACCEPTED)
			HASH_ADD(by_seq, pass->acted, decided_seq, sizeof row->decided_seq, row);
	}
	reading_end(rows);
}

const struct book_waiting *waiting_of(const struct pass *pass, int64_t number)
{
	struct book_waiting *row;
	HASH_FIND(hh, pass->waiting, &number, sizeof number, row);
	return row;
}

void find_effect(struct pass *pass, struct log_row *row)
{
	struct book_waiting *acted = NULL;
	row->effect = row->command;
	row->effect_author = row->author_id;
	row->effect_traits = row->traits;
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
	const struct verb *named = verb_named(verb);
	if (!named)
		return false;
	switch (waiting->kind) {
	case WAITING_REQUEST:
	case WAITING_CHARGE: return named->id == VERB_ACCEPT;
	case WAITING_DUES: return named->id == VERB_DUES;
	case WAITING_OWE: return named->id == VERB_EVERY;
	case WAITING_HOLD: return named->id == VERB_CAPTURE;
	case WAITING_UNDO: return named->id == VERB_UNDO;
	default: return false;
	}
}

/* What a due date books is called by what recurs. */
static const char *name_of(const char *verb)
{
	static const struct {
		const char *command, *books;
	} names[] = { { "due pay", "every" }, { "due dues", "dues" }, { "due join", "dues" } };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i].command, verb) == 0)
			return names[i].books;
	return verb;
}

uint64_t author_booked(const struct pass *pass, const struct log_row *row, int64_t number)
{
	const struct book_waiting *waiting = number ? waiting_of(pass, number) : NULL;
	return waiting && waiting->kind == WAITING_UNDO ? waiting->asked_by : row->effect_author;
}

bool row_books_as(const struct pass *pass, const struct log_row *row, const char *verb,
		  int64_t number)
{
	const struct book_waiting *waiting = number ? waiting_of(pass, number) : NULL;
	if (waiting && books_as(waiting, verb))
		return true;
	return row->effect && row->effect->verb && strcmp(name_of(row->effect->verb), verb) == 0;
}
