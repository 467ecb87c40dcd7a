/* What waits, or waited: its numbers, and that a row of the log asked for it and one ended it, each
 * by somebody who might. */
#include "ledger/approvals.h"
#include "ledger/waiting.h"

#include <stdio.h>
#include <string.h>

#include "command/verbs.h"
#include "verify/month.h"

void check_number(struct pass *pass, const struct book_waiting *waiting,
		  const struct book_waiting *before)
{
	int64_t least = before ? before->number + 1 : 0,
		wanted = waiting->asked_seq > least ? waiting->asked_seq : least;
	if (waiting->number != wanted)
		fault_add(pass->faults, CHECK_NUMBER, "waiting", waiting_key(pass, waiting),
			  "what log row %jd asked for has the number %jd, if none is missing and "
			  "none was put in",
			  waiting->asked_seq, wanted);
	if (before && waiting->asked_seq < before->asked_seq)
		fault_add(pass->faults, CHECK_NUMBER, "waiting", waiting_key(pass, waiting),
			  "log row %jd asked for it, before log row %jd, which asked for %jd",
			  waiting->asked_seq, before->asked_seq, before->number);
	bool same = before && before->asked_seq == waiting->asked_seq;
	int64_t lot = same ? before->lot : waiting->number;
	if (waiting->lot != lot)
		fault_add(pass->faults, CHECK_TERM, "waiting", waiting_key(pass, waiting),
			  "lot is %jd, the first that its log row asked for is %jd", waiting->lot,
			  lot);
}

void check_state(struct pass *pass, const struct book_waiting *waiting)
{
	bool open = waiting->state == STILL_WAITING;
	if (waiting->kind != WAITING_REGISTRATION && open == (waiting->decided_seq != 0))
		fault_add(pass->faults, CHECK_STATE, "waiting", waiting_key(pass, waiting),
			  open ? "it is said to wait, and log row %jd to have ended it"
			       : "it is said to have ended, by no row of the log (decided_seq "
				 "%jd)",
			  waiting->decided_seq);
}

/* Whether one of the numbers in TEXT, "41 42", is NUMBER. */
static bool is_among(const char *text, int64_t number)
{
	char wanted[24];
	size_t length = (size_t)snprintf(wanted, sizeof wanted, "%jd", number);
	for (const char *at = text; at && *at; at += strspn(at, " ")) {
		size_t word = strcspn(at, " ");
		if (word == length && memcmp(at, wanted, length) == 0)
			return true;
		at += word;
	}
	return false;
}

bool names_number(const struct command *command, int64_t number)
{
	return is_among(command_argument(command, "n"), number) ||
	       is_among(command_argument(command, "who"), number);
}

static bool is_one_of(const char *verb, const char *const *verbs)
{
	while (*verbs && strcmp(*verbs, verb) != 0)
		verbs++;
	return *verbs;
}

/* Whether a command of that verb asks for what is of that kind. */
static bool may_ask(enum waiting_kind kind, const char *verb)
{
	static const char *const asking[WAITING_KINDS][3] = {
		[WAITING_REQUEST] = { "request", "split" },
		[WAITING_CHARGE] = { "charge" },
		[WAITING_DUES] = { "due dues", "due join" },
		[WAITING_OWE] = { "due pay" },
		[WAITING_HOLD] = { "hold" },
		[WAITING_CONFIRM] = { "pay" },
		[WAITING_UNDO] = { "undo" },
	};
	return kind < WAITING_KINDS && (!asking[kind][0] || is_one_of(verb, asking[kind]));
}

/* An approval is asked for by the verb that it is of; an expense claim by a request. */
static bool is_asked_by(const struct log_row *row, const struct book_waiting *waiting)
{
	const char *verb = row->effect ? row->effect->verb : NULL;
	if (waiting->kind == WAITING_REGISTRATION)
		return true; /* members come, go and come back */
	if (!row->ok || !verb || !may_ask(waiting->kind, verb))
		return false;
	return waiting->kind != WAITING_APPROVAL || !waiting->verb ||
	       strcmp(waiting->verb, verb) == 0 ||
	       (strcmp(verb, verb_table[VERB_REQUEST].name) == 0 &&
		strcmp(waiting->verb, verb_table[VERB_MOVE].name) == 0);
}

/* Whoever made the schedule; of one whose owner left nobody. Who left before a checkpoint is not
 * known. */
static uint64_t asker_of_run(const struct pass *pass, const struct log_row *row,
			     const struct book_waiting *waiting, uint64_t owner_id)
{
	bool may_be_gone = has_left(pass, owner_id) || (pass->since && !waiting->asked_by);
	return row->rules >= RULES_DEBTS && may_be_gone ? 0 : owner_id;
}

static uint64_t asker(struct pass *pass, const struct log_row *row,
		      const struct book_waiting *waiting)
{
	const struct book_schedule *schedule = schedule_of(pass, waiting->schedule);
	if (waiting->kind == WAITING_DUES || waiting->kind == WAITING_OWE)
		return 0;
	if (waiting->kind == WAITING_APPROVAL && schedule)
		return asker_of_run(pass, row, waiting, schedule->row.owner_id);
	/* an operator is nobody here, whatever the record says */
	return row->acts_for || command_of_member(row->command) ? row->effect_author : 0;
}

static int64_t asked_time(const struct log_row *row, const struct book_waiting *waiting)
{
	return waiting->kind == WAITING_APPROVAL && row->effect
		       ? approval_asked_at(row->effect, row->time)
		       : row->time;
}

void check_asked(struct pass *pass, const struct log_row *row, const struct book_waiting *waiting)
{
	const char *key = waiting_key(pass, waiting);
	if (waiting->kind == WAITING_REGISTRATION)
		return;
	if (waiting->asked_seq != row->seq || !is_asked_by(row, waiting)) {
		fault_add(pass->faults, CHECK_STATE, "waiting", key,
			  "log row %jd, a “%s”, did not ask for it", waiting->asked_seq, row->verb);
		return;
	}
	if (waiting->asked_by != asker(pass, row, waiting))
		fault_add(pass->faults, CHECK_STATE, "waiting", key,
			  "asked_by is %ju, by its log row %ju", waiting->asked_by,
			  asker(pass, row, waiting));
	if (waiting->asked_at != asked_time(row, waiting))
		fault_add(pass->faults, CHECK_STATE, "waiting", key,
			  "asked_at is %jd, by its log row %jd", waiting->asked_at,
			  asked_time(row, waiting));
}

/* Whether the row's command is one of VERBS, about the number. */
static bool says(const struct log_row *row, const struct book_waiting *waiting,
		 const char *const *verbs)
{
	return row->command && row->command->verb && is_one_of(row->command->verb, verbs) &&
	       names_number(row->command, waiting->number);
}

static const char *const yes[] = { "accept", "approve", NULL },
			 *const no[] = { "decline", "reject", NULL },
			 *const back[] = { "cancel", "release", NULL },
			 *const over[] = { "due expire", NULL }, *const same[] = { "line", NULL };

/* Whoever says yes or no is the one who is asked; by permit, not the one who asks. */
static bool might_decide(const struct log_row *row, const struct book_waiting *waiting)
{
	if (waiting->decider_id)
		return row->author_id == waiting->decider_id;
	return row->author_id != waiting->asked_by || waiting->schedule;
}

static bool was_accepted(const struct log_row *row, const struct book_waiting *waiting)
{
	if (!row->ok)
		return false;
	if (waiting->kind == WAITING_APPROVAL || waiting->kind == WAITING_CONFIRM)
		return says(row, waiting, yes) && might_decide(row, waiting);
	return waiting->booked_seq == row->seq;
}

/* Leaving, closing an account and blocking somebody end what waits without naming it. */
static bool was_cancelled(const struct log_row *row, const struct book_waiting *waiting)
{
	if (!row->ok)
		return false;
	if (waiting->code && strcmp(waiting->code, "left") == 0)
		return row->readable && row->record.type == RECORD_MEMBER &&
		       row->record.member.left;
	if (waiting->code && strcmp(waiting->code, "account_closed") == 0)
		return row->effect_traits & TRAIT_CHANGES_ACCOUNT ||
		       (row->command &&
			strcmp(row->command->verb, verb_table[VERB_UNREGISTER].name) == 0);
	if (says(row, waiting, back))
		return waiting->kind != WAITING_REQUEST || row->author_id == waiting->asked_by;
	return row->command && strcmp(row->command->verb, verb_table[VERB_NOTICES].name) == 0 &&
	       command_argument(row->command, "block");
}

static bool has_ended(const struct pass *pass, const struct log_row *row,
		      const struct book_waiting *waiting)
{
	const struct zone *zone = pass->month->zone;
	if (!row->ok || !says(row, waiting, over))
		return false;
	return waiting->ends != NO_DAY ? !zone || day_at(zone, row->time) > waiting->ends
				       : row->time >= waiting->expires_at;
}

/* No refusal ends what is owed. */
static bool is_kept_debt(const struct log_row *row, const struct book_waiting *waiting)
{
	return row->rules >= RULES_DEBTS &&
	       (waiting->kind == WAITING_DUES || waiting->kind == WAITING_OWE);
}

static bool was_ended_so(const struct pass *pass, const struct log_row *row,
			 const struct book_waiting *waiting)
{
	switch (waiting->state) {
	case WAITING_ACCEPTED: return was_accepted(row, waiting);
	case WAITING_DECLINED:
		if (waiting->kind == WAITING_LINE)
			return row->ok && says(row, waiting, same);
		return row->ok && says(row, waiting, no) && might_decide(row, waiting);
	case WAITING_CANCELLED: return was_cancelled(row, waiting);
	case WAITING_EXPIRED: return has_ended(pass, row, waiting);
	case WAITING_FAILED:
		return !is_kept_debt(row, waiting) && !row->ok && says(row, waiting, yes) &&
		       row->code && waiting->code && strcmp(row->code, waiting->code) == 0;
	default: return true; /* told by check_state() */
	}
}

void check_ended(struct pass *pass, const struct log_row *row, const struct book_waiting *waiting)
{
	const char *key = waiting_key(pass, waiting);
	if (waiting->kind == WAITING_REGISTRATION || row->rules < RULES_MONTH)
		return;
	if (waiting->decided_seq != row->seq || waiting->asked_seq > row->seq ||
	    !was_ended_so(pass, row, waiting))
		fault_add(pass->faults, CHECK_STATE, "waiting", key,
			  "it is “%s” by log row %jd, a “%s”, which did not end it so, or whose "
			  "author might not",
			  waiting_state_names[waiting->state], waiting->decided_seq, row->verb);
	else if (waiting->decided_by != row->author_id && waiting->decided_by != row->effect_author)
		fault_add(pass->faults, CHECK_STATE, "waiting", key,
			  "decided_by is %ju, by its log row %ju", waiting->decided_by,
			  row->author_id);
	else if (waiting->decided_at != row->time)
		fault_add(pass->faults, CHECK_STATE, "waiting", key,
			  "decided_at is %jd, the time of its log row %jd", waiting->decided_at,
			  row->time);
}

/* The one that the row's command is about, where it names one alone; 0: none, or several. */
static int64_t number_meant(const struct log_row *row)
{
	const char *text = command_argument(row->command, "n");
	int64_t number;
	char end;
	if (!text)
		text = command_argument(row->command, "who");
	return text && sscanf(text, "%jd%c", &number, &end) == 1 ? number : 0;
}

/* What asks for something and is accepted has made a row. */
static void check_made(struct pass *pass, const struct log_row *row)
{
	static const char *const asking[] = { "request", "hold", "undo", "charge", NULL };
	if (row->effect && row->effect->verb && is_one_of(row->effect->verb, asking) &&
	    pass->month->made == pass->month->next)
		fault_add(pass->faults, CHECK_NUMBER, "commands", log_key(pass, row),
			  "it asked for something, and nothing in waiting says so");
}

void check_decides(struct pass *pass, const struct log_row *row)
{
	static const char *const deciding[] = { "accept", "approve", "decline", "reject",
						"cancel", "release", "capture", "due expire",
						"line",   "assign",  NULL };
	if (!row->ok || !row->command || !row->command->verb)
		return;
	check_made(pass, row);
	int64_t number = is_one_of(row->command->verb, deciding) ? number_meant(row) : 0;
	const struct book_waiting *waiting = number ? waiting_of(pass, number) : NULL;
	if (!number || row->asks || (waiting && waiting->kind == WAITING_REGISTRATION))
		return;
	if (!waiting)
		fault_add(pass->faults, CHECK_NUMBER, "commands", log_key(pass, row),
			  "it is about the number %jd, and nothing in waiting has it", number);
	else if (waiting->decided_seq != row->seq &&
		 (waiting->booked_seq != row->seq || !command_argument(row->command, "amount")))
		fault_add(pass->faults, CHECK_STATE, "waiting", waiting_key(pass, waiting),
			  "log row %jd, a “%s”, decided about it, and it says otherwise", row->seq,
			  row->verb);
}
