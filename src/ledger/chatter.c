/* A member's share of the answers: how many commands that book nothing they may write in a minute. What books something is never limited. */
#include <stdlib.h>
#include <string.h>

#include "ledger/deciding.h"

enum { MINUTE_MS = 60 * 1000, DEFAULT_LIMIT = 20 };

static int64_t limit_of(const struct guild *guild)
{
	const char *text = guild_setting(guild, "chatter.limit", NULL);
	return text ? strtoll(text, NULL, 10) : DEFAULT_LIMIT;
}

bool beyond_share(struct deciding *deciding)
{
	struct user *author = deciding->author;
	int64_t limit = limit_of(deciding->guild), minute = deciding->time / MINUTE_MS, count;
	if (!author || !strict_rules(deciding) || !limit)
		return false;
	count = minute > author->chatter_minute ? 0 : author->chatter; /* a message that comes late counts for the minute that is known */
	if (count > limit && !deciding->renamed && !deciding->books->replayed) { /* of those beyond it the log holds what renamed somebody */
		*deciding->decision = (struct decision){ .status = STATUS_SKIPPED, .code = "too_many", .unanswered = true };
		return true;
	}
	if (count <= limit) /* it ends here: what is only counted changes nothing that a replay would miss */
		books_count_chatter(deciding->books, author, minute > author->chatter_minute ? minute : author->chatter_minute, ++count);
	if (count <= limit)
		return false;
	refuse(deciding, "too_many", N_("That was more than %lld commands in a minute that book nothing. I answer you again in a minute; payments are booked all the same."), (long long)limit);
	return true;
}
