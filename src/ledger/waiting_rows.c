/* Rows of what waits, as rules make and end them. */
#include "ledger/decisions.h"
#include "ledger/dues.h"
#include "ledger/lookups.h"
#include "ledger/pending_rows.h"
#include "ledger/schedule_runs.h"

struct waiting *add_waiting(struct verb_context *context, enum waiting_kind kind)
{
	struct guild *guild = context->guild;
	struct books *books = context->books;
	struct decision *decision = context->decision;
	int64_t number = guild->last_number + 1;
	if (number < guild->next_seq)
		number = guild->next_seq;
	guild->last_number = number;
	struct waiting *row = books_loaded_waiting(books, guild->guild_id, number);
	if (!row) /* else it was looked for before it was there */
		row = books_add_waiting(books, guild->guild_id, number);
	row->exists = true;
	row->kind = kind;
	row->state = STILL_WAITING;
	row->asked_by = context->author ? context->author->key.id : 0;
	row->asked_seq = guild->next_seq;
	row->asked_at = context->time;
	row->channel_id = context->command->channel_id;
	if (!decision->first_number)
		decision->first_number = number;
	decision->numbers++;
	row->lot = decision->first_number;
	return row;
}

void list_waiting(struct verb_context *context, struct waiting *row)
{
	books_list_waiting(context->books, row);
	books_touch_waiting(context->books, row);
	if (row->kind != WAITING_DUES && row->kind != WAITING_OWE)
		return;
	struct account *payer = books_account(context->books, row->key.guild_id, row->from_account);
	payer->owing++;
	books_touch_account(context->books, payer);
}

void end_waiting(struct verb_context *context, struct waiting *row, enum waiting_state state,
		 const char *code)
{
	bool owed = row->kind == WAITING_DUES || row->kind == WAITING_OWE;
	row->state = state;
	row->code = code;
	row->decided = true;
	row->decided_by = context->author ? context->author->key.id : 0;
	row->decided_seq = context->guild->next_seq;
	row->decided_at = context->time;
	books_touch_waiting(context->books, row);
	if (row->kind == WAITING_APPROVAL && row->schedule && state != WAITING_ACCEPTED)
		schedule_run_ended(context, row);
	if (!owed)
		return;
	struct account *payer = books_account(context->books, row->key.guild_id, row->from_account);
	payer->owing--;
	books_touch_account(context->books, payer);
	if (row->lost)
		return_role(context, row);
}

void add_paid(struct verb_context *context, struct waiting *row, int64_t amount)
{
	row->paid += amount;
	row->transaction = context->posted;
	if (row->paid == row->amount)
		end_waiting(context, row, WAITING_ACCEPTED, NULL);
	books_touch_waiting(context->books, row);
}
