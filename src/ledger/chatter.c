/* A member's share of the answers: how many commands that book nothing they may write in a minute. What books something is never limited.
 * A command is decided twice where the store has to be asked, and counted once: when it is logged. */
#include <stdlib.h>
#include <string.h>

#include "ledger/deciding.h"

enum { MINUTE_MS = 60 * 1000, DEFAULT_LIMIT = 20 };

static int64_t limit_of(const struct guild *guild)
{
	const char *text = guild_setting(guild, "chatter.limit", NULL);
	return text ? strtoll(text, NULL, 10) : DEFAULT_LIMIT;
}

/* A message that comes late counts for the minute that is known. */
static int64_t counted_in(const struct user *user, int64_t minute)
{
	return minute > user->chatter_minute ? 0 : user->chatter;
}

bool beyond_share(struct deciding *deciding)
{
	const struct user *author = deciding->author;
	int64_t limit = limit_of(deciding->guild), count;
	if (!author || !strict_rules(deciding) || !limit)
		return false;
	count = counted_in(author, deciding->time / MINUTE_MS);
	if (count > limit && !deciding->books->replayed) { /* none of those beyond it is in the log */
		*deciding->decision = (struct decision){ .status = STATUS_SKIPPED, .code = "too_many", .unanswered = true };
		return true;
	}
	deciding->decision->question = true;
	if (count < limit)
		return false;
	refuse(deciding, "too_many", N_("That was more than %lld commands in a minute that book nothing. I answer you again in a minute; payments are still booked."), (long long)limit);
	return true;
}

void count_question(struct books *books, struct user *author, int64_t time)
{
	int64_t minute = time / MINUTE_MS, count = counted_in(author, minute);
	books_count_chatter(books, author, minute > author->chatter_minute ? minute : author->chatter_minute, count + 1);
}
