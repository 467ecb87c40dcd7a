/* What becomes of what waits for a second person: approved, it is done by the rule of its verb. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "ledger/approval_rows.h"
#include "ledger/decisions.h"
#include "ledger/frozen_command.h"
#include "ledger/lookups.h"
#include "ledger/number_lines.h"
#include "ledger/notices.h"
#include "ledger/payees.h"
#include "ledger/schedule_runs.h"

bool read_always(struct books *books, const struct schedule *schedule, int64_t *total,
		 const char **payees)
{
	const char *why, *number;
	cJSON *json = schedule->always ? json_object(&books->chunk, schedule->always,
						     strlen(schedule->always), &why)
				       : NULL;
	*payees = json ? json_text(json, "payees") : NULL;
	number = json ? json_text(json, "total") : NULL;
	return *payees && number && sscanf(number, "%jd", total) == 1;
}

/* The argument KEY of the command that ROW keeps; NULL: none. */
static const char *kept_argument(struct books *books, const struct waiting *row, const char *key)
{
	const char *why;
	cJSON *json = json_object(&books->chunk, row->arguments, strlen(row->arguments), &why);
	return json ? json_text(json, key) : NULL;
}

/* WHO… of the command that ROW keeps, with each role as those who have it: `@11 @12 "main hall"`.
 * From the chunk's arena. */
static const char *kept_payees(struct verb_context *context, const struct waiting *row)
{
	const char *text = kept_argument(context->books, row, "payees"), *copy;
	const struct decision before = *context->decision;
	struct buf list = { 0 };
	struct payees payees;
	if (text && payees_expand(context, text, 0, MOST_PAYEES, &payees))
		for (size_t i = 0; i < payees.count; i++)
			add_payee_word(&list, &(struct payee_word){
						      .kind = PAYEE_NAME,
						      .text = payees.list[i].account->name });
	*context->decision = before; /* where they cannot be named now, nobody is approved */
	copy = arena_strdup(&context->books->chunk, buf_string(&list));
	buf_free(&list);
	return copy;
}

void keep_always(struct verb_context *context, struct schedule *schedule, const struct waiting *row)
{
	struct books *books = context->books;
	struct buf text = { 0 };
	buf_text(&text, "{");
	if (schedule_pays_owner(schedule))
		buf_text(&text, "\"" PAYS_OWNER_KEY "\":\"1\",");
	buf_text(&text, "\"payees\":");
	buf_json(&text, kept_payees(context, row));
	buf_printf(&text, ",\"total\":\"%jd\"}", row->amount);
	schedule->always = arena_strdup(&books->memory, buf_string(&text));
	buf_free(&text);
	books_touch_schedule(books, schedule);
}

bool decide_kept(struct verb_context *by, struct waiting *row, const struct verb_context *how)
{
	struct command command;
	struct verb_context inner = *how;
	thaw_command(&by->books->chunk, row, by->command, &command);
	inner.command = &command;
	inner.verb = verb_named(row->verb);
	inner.author =
		row->asked_by ? books_user(by->books, by->guild->guild_id, row->asked_by) : NULL;
	if (inner.author && inner.author->left) {
		context_refuse(by, "left", N_("%s has left this community."),
			       person_label(by, inner.author));
		return false;
	}
	apply_rule(&inner);
	by->posted = inner.posted;
	return by->decision->status == STATUS_OK;
}

/* The schedule that is approved for good with the row: that of the run, or the one that the row
 * just made. NULL: what it asks for does not recur. */
static struct schedule *recurring(struct verb_context *context, const struct waiting *row,
				  int64_t next_before)
{
	int64_t number = row->schedule;
	if (!number && context->guild->next_schedule > next_before)
		number = context->guild->next_schedule - 1;
	return number ? books_schedule(context->books, context->guild->guild_id, number) : NULL;
}

/* Whether the row may be approved for good; refuses otherwise. */
static bool may_recur(struct verb_context *context, const struct waiting *row)
{
	const struct verb *verb = verb_named(row->verb);
	if (row->schedule || verb->id == VERB_EVERY)
		return true;
	context_refuse(context, "not_recurring",
		       N_("%jd happens once: only what recurs can be approved for good. Write %s."),
		       (int64_t)row->key.id, line_of_number(context, VERB_APPROVE, row->key.id));
	return false;
}

static void answer_approved(struct verb_context *context, const struct waiting *row, bool always)
{
	struct decision *decision = context->decision;
	int64_t number = (int64_t)row->key.id;
	struct verb_context words = notice_context(context);
	const char *done = decision->text ? decision->text : "", *who = doer_label(context);
	if (always)
		done = arena_printf(
			&context->books->chunk, "%s %s",
			tr(context->command->lang, N_("From now on it needs no approval.")), done);
	decision->text =
		arena_printf(&context->books->chunk,
			     tr(context->command->lang, N_("You approved %jd. %s")), number, done);
	const char *amount = what_was_approved(&words, row);
	tell_asker(context, row,
		   !amount ? notice_text(&words, N_("%s approved %jd."), who, number)
		   : decision->receipt
			   ? notice_text(&words, N_("%s approved %jd: %s. Receipt: %s"), who,
					 number, amount, decision->receipt)
			   : notice_text(&words, N_("%s approved %jd: %s."), who, number, amount));
}

static void accept_approval(struct verb_context *context, struct waiting *row, int64_t amount)
{
	struct verb_context how = *context;
	bool always = context_argument(context, "always");
	int64_t next_schedule = context->guild->next_schedule;
	(void)amount; /* as a whole */
	if (always && !may_recur(context, row))
		return;
	how.waiting = row;
	how.approved = true;
	how.approved_by = context->author ? context->author->key.id : 0;
	if (!decide_kept(context, row, &how))
		return;
	row->transaction = context->posted;
	if (context->posted)
		row->paid = row->amount;
	struct schedule *schedule = always ? recurring(context, row, next_schedule) : NULL;
	if (schedule)
		keep_always(context, schedule, row);
	end_waiting(context, row, WAITING_ACCEPTED, NULL);
	answer_approved(context, row, schedule);
}

/* "@tess rejected 50: “no”." */
static const char *rejected_text(struct verb_context *context, const struct waiting *row,
				 const char *reason)
{
	struct verb_context words = notice_context(context);
	int64_t number = (int64_t)row->key.id;
	const char *who = doer_label(context);
	return reason ? notice_text(&words, N_("%s rejected %jd: “%s”."), who, number,
				    escape_markdown(context, reason))
		      : notice_text(&words, N_("%s rejected %jd."), who, number);
}

static void decline_approval(struct verb_context *context, struct waiting *row, const char *reason)
{
	end_waiting(context, row, WAITING_DECLINED, NULL);
	tell_asker(context, row, rejected_text(context, row, reason));
	context_answer(context, N_("You rejected %jd. Nothing was done."), (int64_t)row->key.id);
}

static void expire_approval(struct verb_context *context, struct waiting *row)
{
	struct verb_context words = notice_context(context);
	tell_asker(context, row,
		   notice_text(&words, N_("Nobody approved %jd in time: it has ended."),
			       (int64_t)row->key.id));
}

static void remind_approval(struct verb_context *context, struct waiting *row)
{
	tell_approvers(context, row);
	context_answer(context, N_("The treasurers are told of %jd again."), (int64_t)row->key.id);
}

const struct waiting_kind_rules approval_kind_rules = {
	.accept = accept_approval,
	.decline = decline_approval,
	.expire = expire_approval,
	.remind = remind_approval,
};
