/* A member's share of the answers: how many commands that book nothing they may write in a minute.
 * What books something is never limited. A command is decided twice where the store has to be
 * asked, and counted once: when it is logged. */
#include <string.h>

#include "command/parse.h"
#include "ledger/lookups.h"
#include "ledger/setting_values.h"
#include "ledger/verb_support.h"

enum { MINUTE_MS = 60 * 1000, HINT_MS = 10 * MINUTE_MS };

static int64_t limit_of(const struct guild *guild)
{
	return guild_setting_integer(guild, SETTING_CHATTER_LIMIT);
}

/* A message that comes late counts for the minute that is known. */
static int64_t counted_in(const struct user *user, int64_t minute)
{
	return minute > user->chatter_minute ? 0 : user->chatter;
}

static void refuse_chatter(struct verb_context *context, int64_t limit)
{
	context_refuse(context, "too_many",
		       N_("That was more than %jd commands in a minute that book nothing. I answer "
			  "you "
			  "again in a minute; payments are still booked."),
		       limit);
}

bool beyond_share(struct verb_context *context)
{
	const struct user *author = context->author;
	int64_t limit = limit_of(context->guild), count;
	if (!author || !strict_rules(context) || !limit)
		return false;
	count = counted_in(author, context->time / MINUTE_MS);
	/* none of those beyond it is in the log */
	if (count > limit && !context->books->replayed) {
		*context->decision = (struct decision){ .status = STATUS_SKIPPED,
							.code = "too_many",
							.unanswered = true };
		/* where an interaction has no answer Discord shows an error */
		if (context->command->source == SOURCE_INTERACTION)
			refuse_chatter(context, limit);
		context->decision->status = STATUS_SKIPPED;
		return true;
	}
	context->decision->question = true;
	if (count < limit)
		return false;
	refuse_chatter(context, limit);
	return true;
}

void drop_chatter(struct verb_context *context)
{
	*context->decision = (struct decision){ .status = STATUS_SKIPPED,
						.code = context->command->error_code,
						.dropped = true };
}

bool hint_is_due(struct verb_context *context)
{
	const struct command *command = context->command;
	const struct author *author = &command->author;
	if (!author->identified || !author->member || !author->id || command->late ||
	    !guild_setting_bool(context->guild, SETTING_HINTS) ||
	    !(permits_of(context->guild, author, command->source) & PERMIT_MEMBER))
		return false;
	const struct user *user = books_user(context->books, context->guild->guild_id, author->id);
	int64_t minute = context->time / MINUTE_MS, limit = limit_of(context->guild);
	bool share = !limit || counted_in(user, minute) < limit;
	/* what comes late is of the ten minutes that are known */
	return share && (!user->hinted || context->time >= user->hinted + HINT_MS);
}

void count_question(struct books *books, struct user *author, int64_t time)
{
	int64_t minute = time / MINUTE_MS, count = counted_in(author, minute);
	books_count_chatter(books, author,
			    minute > author->chatter_minute ? minute : author->chatter_minute,
			    count + 1);
}
