/* How much and whom a member may ask: open requests, people asked for the first time, and who wants
 * no requests of theirs. */
#include "ledger/asking.h"
#include "ledger/days.h"
#include "ledger/decisions.h"
#include "ledger/lookups.h"
#include "ledger/number_lines.h"
#include "ledger/preferences.h"

/* The author's requests that still wait: of PAYEE, or of anybody where it is NULL. *FIRST is the
 * oldest of them. */
static size_t count_open(struct verb_context *context, const struct payee *payee,
			 const struct waiting **first)
{
	size_t count = 0;
	const struct waiting_link *link = books_waiting_of_user(context->books, context->author);
	for (; link; link = link->next) {
		const struct waiting *row = link->row;
		if (row->kind != WAITING_REQUEST || row->asked_by != context->author->key.id ||
		    row->state != STILL_WAITING || waiting_is_over(context, row) ||
		    (payee && row->decider_id != payee->user->key.id))
			continue;
		if (!count++)
			*first = row;
	}
	return count;
}

static const char *cancel_line(const struct verb_context *context, const struct waiting *row)
{
	return line_of_number(context, VERB_CANCEL, row->key.id);
}

static bool open_allow(struct verb_context *context, const struct payees *payees)
{
	const struct waiting *first = NULL;
	size_t open = count_open(context, NULL, &first);
	if (first && open + payees->count > MOST_OPEN_ASKED) {
		context_refuse(context, "too_many_open",
			       N_("You have %zu open requests, and %d are allowed. Wait for an "
				  "answer, or take one back: %s."),
			       open, MOST_OPEN_ASKED, cancel_line(context, first));
		return false;
	}
	for (size_t i = 0; i < payees->count; i++)
		if (count_open(context, &payees->list[i], &first) >= MOST_OPEN_OF_PERSON) {
			context_refuse(context, "too_many_open",
				       N_("%s already has %d open requests from you. Wait for an "
					  "answer, or take one back: %s."),
				       person_label(context, payees->list[i].user),
				       MOST_OPEN_OF_PERSON, cancel_line(context, first));
			return false;
		}
	return true;
}

static bool was_asked(const struct user *author, uint64_t user_id)
{
	const struct asked_person *asked = author->asked;
	while (asked && asked->user_id != user_id)
		asked = asked->next;
	return asked;
}

/* People whom the author never asked before are counted on the day when they are asked first,
 * whatever becomes of it. */
static bool new_people_allow(struct verb_context *context, const struct payees *payees)
{
	const struct zone *zone = context->guild->zone;
	const struct asked_person *asked = context->author->asked;
	size_t today = 0, more = 0;
	if (context->permits & PERMIT_TREASURER)
		return true;
	for (; asked; asked = asked->next)
		today += day_at(zone, asked->first) == day_of_command(context);
	for (size_t i = 0; i < payees->count; i++)
		more += !was_asked(context->author, payees->list[i].user->key.id);
	if (!more || today + more <= MOST_NEW_PEOPLE)
		return true;
	context_refuse(context, "too_many_people",
		       N_("You can ask %d new people a day, and you have asked %zu today. Ask the "
			  "others tomorrow."),
		       MOST_NEW_PEOPLE, today);
	return false;
}

/* They are told nothing of it, and who asks them not why. */
bool leave_out_blockers(struct verb_context *context, struct payees *payees)
{
	size_t kept = 0;
	for (size_t i = 0; i < payees->count; i++) {
		const struct payee *payee = &payees->list[i];
		if (!preferences_blocks(payee->user, context->author->key.id)) {
			payees->list[kept++] = *payee;
		} else if (payee->mentioned) {
			context_refuse(context, "not_askable",
				       N_("You cannot ask %s for money at the moment."),
				       person_label(context, payee->user));
			return false;
		}
	}
	payees->count = kept;
	return true;
}

bool may_ask(struct verb_context *context, const struct payees *payees)
{
	return open_allow(context, payees) && new_people_allow(context, payees);
}
