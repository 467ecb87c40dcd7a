/* Which of what waits a decision means: by a number, by a member, or by the message that it
 * answers. */
#include "base/instant.h"
#include "ledger/decisions.h"
#include "ledger/lookups.h"
#include "ledger/number_lines.h"

static void refuse_unknown(struct verb_context *context, const char *number)
{
	context_refuse(context, "unknown_request",
		       N_("Nothing with the number %s is waiting. `!requests` lists yours."),
		       escape_markdown(context, number));
}

static struct waiting *row_of(struct verb_context *context, int64_t number)
{
	return books_waiting(context->books, context->guild->guild_id, number);
}

/* Of a reply to a message that names several numbers ("41 42") the one that the author decides, or
 * asked for where they take it back; NULL after a refusal, or where they decide none: then it was
 * small talk and stays unanswered. */
static struct waiting *replied_to(struct verb_context *context, const char *numbers)
{
	struct waiting *found = NULL, *other = NULL;
	bool takes_back = context->verb->id == VERB_CANCEL;
	int64_t number;
	while (next_number(&numbers, &number)) {
		struct waiting *row = row_of(context, number);
		if (!row || row->state != STILL_WAITING ||
		    !(takes_back ? author_asked(context, row) : decides(context, row)))
			continue;
		other = found;
		found = row;
		if (other)
			break;
	}
	if (!found) {
		*context->decision = (struct decision){ .status = STATUS_SKIPPED };
	} else if (other) {
		context_refuse(context, "ambiguous_request",
			       N_("That message asks you for %jd and %jd. Write %s or %s."),
			       (int64_t)other->key.id, (int64_t)found->key.id,
			       line_of_number(context, context->verb->id, other->key.id),
			       line_of_number(context, context->verb->id, found->key.id));
		return NULL;
	}
	if (found)
		context->decision->about = (int64_t)found->key.id;
	return found;
}

/* "@15": that member's registration that waits. */
static struct waiting *registration_of(struct verb_context *context, uint64_t user_id)
{
	struct user *user = books_user(context->books, context->guild->guild_id, user_id);
	struct waiting *row = user->name ? books_registration(context->books, user) : NULL;
	if (row && row->state == STILL_WAITING)
		return row;
	context_refuse(context, "unknown_request",
		       N_("There is no such request waiting; `!report registrations` lists them."));
	return NULL;
}

struct waiting *named_row(struct verb_context *context)
{
	const char *number = context_argument(context, "n"),
		   *text = number ? number : context_argument(context, "who");
	uint64_t user_id;
	if (!text) {
		context_refuse(context, "missing_argument",
			       N_("Say which number. `!requests` lists yours."));
		return NULL;
	}
	if (context_argument(context, "reply"))
		return replied_to(context, text);
	if (!number && is_mention(text, &user_id))
		return registration_of(context, user_id);
	uint64_t value;
	struct waiting *row =
		snowflake_parse(text, &value) ? row_of(context, (int64_t)value) : NULL;
	if (!row)
		refuse_unknown(context, text);
	else
		context->decision->about = (int64_t)row->key.id;
	return row;
}
