/* Two pairs of eyes: which commands wait for a second person, and the row that keeps them. */
#include "ledger/approval_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/instant.h"
#include "ledger/confirmations.h"
#include "ledger/currency_code.h"
#include "ledger/decisions.h"
#include "ledger/frozen_command.h"
#include "ledger/lookups.h"
#include "ledger/number_lines.h"
#include "ledger/payees.h"
#include "ledger/setting_values.h"
#include "ledger/usage.h"
#include "record/attached.h"

/* As approval.verbs names it; -1: it never waits. */
static int approval_verb(const struct verb *verb)
{
	switch (verb->id) {
	case VERB_MOVE: return APPROVAL_MOVE;
	case VERB_WITHDRAW: return APPROVAL_WITHDRAW;
	case VERB_DEPOSIT: return APPROVAL_DEPOSIT;
	case VERB_REVERSE: return APPROVAL_REVERSE;
	case VERB_ACCOUNT_LIMIT: return APPROVAL_LIMIT;
	case VERB_CAPTURE: return APPROVAL_CAPTURE;
	case VERB_EVERY: return APPROVAL_EVERY;
	case VERB_DUE_PAY: return APPROVAL_PAYROLL;
	case VERB_DUES:
	case VERB_DUE_DUES:
	case VERB_DUE_JOIN: return APPROVAL_DUES;
	case VERB_CHARGE: return APPROVAL_CHARGE;
	case VERB_BATCH_CLOSE: return APPROVAL_CLOSE;
	case VERB_YEAR_CLOSE: return APPROVAL_YEAR;
	default: return -1;
	}
}

static bool is_approved_verb(const struct guild *guild, const struct verb *verb)
{
	int which = approval_verb(verb);
	return which >= 0 && guild_setting_choices(guild, SETTING_APPROVAL_VERBS) & 1U << which;
}

const char *approval_sentence(const struct verb_context *context, const struct verb *verb)
{
	const struct guild *guild = context->guild;
	int64_t over;
	if (!is_approved_verb(guild, verb) ||
	    !guild_setting_amount(guild, SETTING_APPROVAL_OVER, NULL, guild->currency, &over))
		return NULL;
	return arena_printf(&context->books->chunk,
			    tr(context->command->lang, N_("Above %s another treasurer approves.")),
			    format_amount(context, over, guild_currency(guild, guild->currency)));
}

/* Whose day what is proposed counts for: of a run whoever made the schedule; 0: an operator. */
static uint64_t asker_of(const struct verb_context *context, const struct schedule *schedule)
{
	return schedule ? schedule->owner_id : context->command->author.id;
}

/* What the asker moved on this local day by verbs that approval.verbs has one name for. */
static int64_t moved_today(struct verb_context *context, const struct verb *verb, uint64_t asker_id,
			   const char *currency)
{
	const struct zone *zone = context->guild->zone;
	const struct mover *mover = books_mover(context->books, context->guild, asker_id);
	int64_t today = day_at(zone, context->time), sum = 0;
	for (const struct moved *moved = mover->moved; moved; moved = moved->next)
		if (approval_verb(verb_named(moved->verb)) == approval_verb(verb) &&
		    strcmp(moved->currency, currency) == 0 && day_at(zone, moved->time) == today &&
		    !checked_add(sum, moved->amount, &sum))
			return INT64_MAX;
	return sum;
}

static bool is_above_day(struct verb_context *context, const struct verb *verb, uint64_t asker_id,
			 int64_t amount, const char *currency)
{
	int64_t most, sum;
	if (!(guild_controls(context->guild) & CONTROL_APPROVAL_DAY) ||
	    !guild_setting_amount(context->guild, SETTING_APPROVAL_DAY, NULL, currency, &most))
		return false;
	int64_t before = moved_today(context, verb, asker_id, currency);
	return !checked_add(before, amount, &sum) || sum > most;
}

static bool is_above(struct verb_context *context, const struct verb *verb, uint64_t asker_id,
		     int64_t amount, const char *currency)
{
	int64_t over;
	if (!(guild_controls(context->guild) & CONTROL_APPROVAL) ||
	    !is_approved_verb(context->guild, verb))
		return false;
	return (guild_setting_amount(context->guild, SETTING_APPROVAL_OVER, NULL, currency,
				     &over) &&
		amount > over) ||
	       is_above_day(context, verb, asker_id, amount, currency);
}

bool is_above_threshold(struct verb_context *context, const struct verb *verb, int64_t amount,
			const char *currency)
{
	return is_above(context, verb, asker_of(context, NULL), amount, currency);
}

/* What is asked of members, or paid by a run, counts for its asker's day. What posts its one
 * transaction in its author's name is counted there (ledger/usage.h). */
static void count_proposed(struct verb_context *context, const struct proposal *proposal)
{
	struct mover *mover = guild_mover(context->guild, asker_of(context, proposal->schedule));
	struct moved moved = { .verb = context->verb->name,
			       .time = context->time,
			       .amount = proposal->amount };
	if (!mover || !(proposal->schedule || context->verb->id == VERB_CHARGE))
		return;
	currency_code_copy(moved.currency, proposal->currency);
	books_add_moved(context->books, mover, &moved);
}

/* Whether the command has the argument KEY, which is VALUE then. */
static bool replace_argument(struct command *command, const char *key, const char *value)
{
	bool found = false;
	for (size_t i = 0; i < command->argument_count; i++)
		if (strcmp(command->arguments[i].key, key) == 0) {
			command->arguments[i].value = value;
			found = true;
		}
	return found;
}

const char *kept_arguments(struct verb_context *context, const char *payees, const char *passed)
{
	struct command command = *context->command;
	if (payees)
		replace_argument(&command, "payees", payees);
	if (passed && *passed && !replace_argument(&command, "passed", passed))
		command_add_argument(&command, "passed", passed);
	context->decision->evidence_waits = command.attached && command.attached->evidence_count;
	return arena_strdup(&context->books->memory, frozen_arguments(context->books, &command));
}

int64_t approval_asked_at(const struct command *command, int64_t time)
{
	const char *text =
		command->source == SOURCE_SCHEDULE ? command_argument(command, ASKED_KEY) : NULL;
	int64_t asked;
	return text && instant_parse(zone_utc(), text, &asked) && asked > time ? asked : time;
}

/* Whoever made the schedule; 0: an operator, or somebody who left. The latter's runs are nobody's,
 * so that any treasurer can approve them; before RULES_DEBTS none could. */
static uint64_t asker_of_run(const struct verb_context *context, const struct schedule *schedule)
{
	struct books *books = context->books;
	bool gone = books->rules >= RULES_DEBTS && schedule->owner_id &&
		    books_user(books, schedule->key.guild_id, schedule->owner_id)->left;
	return gone ? 0 : schedule->owner_id;
}

bool is_run_of_leaver(const struct verb_context *context, const struct waiting *row)
{
	const struct schedule *schedule =
		row->kind == WAITING_APPROVAL && !row->asked_by && row->schedule &&
				context->books->rules >= RULES_DEBTS
			? books_schedule(context->books, row->key.guild_id, row->schedule)
			: NULL;
	return schedule && schedule->owner_id;
}

static struct waiting *keep(struct verb_context *context, const struct proposal *proposal)
{
	struct books *books = context->books;
	struct waiting *row = add_waiting(context, WAITING_APPROVAL);
	int64_t days = guild_setting_integer(context->guild, SETTING_APPROVAL_DAYS);
	row->decider_permit = PERMIT_TREASURER;
	row->from_account = proposal->from ? (int64_t)proposal->from->key.id : 0;
	row->to_account = proposal->to ? (int64_t)proposal->to->key.id : 0;
	if (proposal->currency)
		currency_code_copy(row->currency, proposal->currency);
	row->amount = proposal->amount;
	row->verb = arena_strdup(&books->memory, context->verb->name);
	row->arguments = kept_arguments(context, proposal->payees, proposal->passed);
	row->asked_at = approval_asked_at(context->command, context->time);
	row->expires_at = row->asked_at + days * DAY_MS;
	row->memo = proposal->memo ? arena_strdup(&books->memory, proposal->memo) : NULL;
	row->target = proposal->target;
	if (proposal->schedule) {
		row->schedule = (int64_t)proposal->schedule->key.id;
		row->period = proposal->period;
		row->asked_by = asker_of_run(context, proposal->schedule);
		row->channel_id = proposal->schedule->channel_id;
	}
	list_waiting(context, row);
	return row;
}

static void answer_waits(struct verb_context *context, const struct waiting *row, bool others)
{
	const struct currency *currency =
		*row->currency ? guild_currency(context->guild, row->currency) : NULL;
	const char *number = arena_printf(&context->books->chunk, "%ju", row->key.id),
		   *line = line_of_number(context, VERB_APPROVE, row->key.id),
		   *ends = format_time(context, row->expires_at);
	if (!others)
		context->decision->remark =
			tr(context->command->lang, N_("Nobody else here can approve it now."));
	if (context->must_wait && currency)
		context_answer(context,
			       N_("%s wait for a treasurer, who approves with %s (n.º %s). It "
				  "ends on %s."),
			       format_amount(context, row->amount, currency), line, number, ends);
	else if (currency && row->amount)
		context_answer(context,
			       N_("%s wait for another treasurer, who approves with %s (n.º %s). "
				  "It ends on %s."),
			       format_amount(context, row->amount, currency), line, number, ends);
	else
		context_answer(context,
			       N_("That waits for another treasurer, who approves with %s (n.º "
				  "%s). It ends on %s."),
			       line, number, ends);
}

/* The word as `approve N always` keeps it: accounts by their own name, however it is written. */
static const char *kept_word(struct verb_context *context, const struct payee_word *word)
{
	const struct account *account =
		word->kind == PAYEE_NAME ? account_meant(context, word->text) : NULL;
	return account ? account->name : word->text;
}

static int by_text(const void *one, const void *other)
{
	return strcmp(*(const char *const *)one, *(const char *const *)other);
}

/* The words of TEXT, sorted; *COUNT of them. From the chunk's arena. */
static const char **words_of(struct books *books, const char *text, size_t *count)
{
	const char **words = arena_alloc(&books->chunk, sizeof *words * (strlen(text) + 1));
	struct payee_word word;
	*count = 0;
	while (next_payee_word(books, &text, &word))
		words[(*count)++] = word.text;
	qsort(words, *count, sizeof *words, by_text);
	return words;
}

/* Whether all of LIST, "@11 @12", are among the words of AMONG, which `approve N always` kept. */
static bool are_among(struct verb_context *context, const char *list, const char *among)
{
	size_t count;
	const char **kept = words_of(context->books, among, &count);
	struct payee_word word;
	while (next_payee_word(context->books, &list, &word)) {
		const char *text = kept_word(context, &word);
		if (!bsearch(&text, kept, count, sizeof *kept, by_text))
			return false;
	}
	return true;
}

/* Whether a run of the schedule was approved for good: up to that total, to nobody else. */
static bool is_always_approved(struct verb_context *context, const struct proposal *proposal)
{
	int64_t total;
	const char *payees;
	return proposal->schedule && proposal->payees &&
	       read_always(context->books, proposal->schedule, &total, &payees) &&
	       proposal->amount <= total && are_among(context, proposal->payees, payees);
}

static bool is_asked_for(struct verb_context *context, const struct proposal *proposal)
{
	return proposal->must_wait || context->must_wait ||
	       (proposal->currency &&
		is_above(context, proposal->as ? proposal->as : context->verb,
			 asker_of(context, proposal->schedule),
			 proposal->unbounded ? INT64_MAX : proposal->amount, proposal->currency));
}

bool propose(struct verb_context *context, const struct proposal *proposal)
{
	if (context->approved || !is_asked_for(context, proposal) ||
	    is_always_approved(context, proposal)) {
		count_proposed(context, proposal);
		return false;
	}
	const struct waiting *row = keep(context, proposal);
	answer_waits(context, row, others_approve(context, proposal->from, proposal->to));
	tell_approvers(context, row);
	return true;
}

bool propose_amount(struct verb_context *context, int64_t amount, const char *currency)
{
	return propose(context, &(struct proposal){ .amount = amount, .currency = currency });
}

/* What moves in the currency of LINES[FIRST]: all its debits. False: a line before has had it. */
static bool sum_of(const struct line *lines, size_t count, size_t first, int64_t *sum)
{
	*sum = 0;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(lines[i].currency, lines[first].currency) != 0)
			continue;
		if (i < first)
			return false;
		if (lines[i].amount > 0 && !checked_add(*sum, lines[i].amount, sum))
			*sum = INT64_MAX;
	}
	return true;
}

/* The approver owns no account in it; decisions.c looked at those that the row names. */
static bool refuse_approver(struct verb_context *context, const struct line *lines, size_t count)
{
	const struct waiting *row = context->waiting;
	if (!row || row->kind != WAITING_APPROVAL || !context->approved_by)
		return false;
	for (size_t i = 0; i < count; i++)
		if (lines[i].account->owner_id == context->approved_by) {
			context_refuse(context, "own_account",
				       N_("Your own account is part of this, so somebody else has "
					  "to approve %jd."),
				       (int64_t)row->key.id);
			return true;
		}
	return false;
}

/* The two accounts: those that the command names, else in the order of LINES. */
static void name_accounts(struct verb_context *context, const struct line *lines, size_t count,
			  struct proposal *proposal)
{
	bool named = context->verb->id == VERB_MOVE;
	if (count != 2)
		return;
	proposal->from = named ? account_meant(context, context_argument(context, "from"))
			       : lines[0].account;
	proposal->to =
		named ? account_meant(context, context_argument(context, "to")) : lines[1].account;
}

bool approval_asked(struct verb_context *context, const struct line *lines, size_t count,
		    const char *memo, int64_t reverses)
{
	unsigned controls = guild_controls(context->guild);
	if (context->approved)
		return refuse_approver(context, lines, count);
	if (context->verb->id == VERB_PAY)
		return confirmation_asked(context, lines, count, memo);
	if (!context->must_wait &&
	    (!(controls & CONTROL_APPROVAL) || approval_verb(context->verb) < 0))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct proposal proposal = { .currency = lines[i].currency,
					     .memo = memo,
					     .target = reverses };
		name_accounts(context, lines, count, &proposal);
		if (sum_of(lines, count, i, &proposal.amount) && propose(context, &proposal))
			return true;
	}
	return false;
}
