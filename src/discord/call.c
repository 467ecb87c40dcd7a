/* A call from its asking to its end: it waits for its turn, maybe more than once, and comes back
 * once. */
#include "discord/call_state.h"

#include <stdlib.h>
#include <sysexits.h>

#include "base/fail.h"
#include "discord/refusal.h"

enum { UNKNOWN_GUILD = 10004 };

void discord_call(struct discord *discord, const struct route *route, const struct payload *payload,
		  bool repeatable, answer_callback *done, void *context)
{
	struct call *call = calloc(1, sizeof *call);
	if (!call)
		fail(EX_OSERR, "out of memory");
	*call = (struct call){ .discord = discord,
			       .route = *route,
			       .repeatable = repeatable || !route_changes(route),
			       .done = done,
			       .context = context };
	call->about = log_trace(0);
	log_trace(call->about);
	if (payload)
		call->payload = *payload;
	turns_add(discord->waiting, route_guild(route), &call->entry);
	/* cppcheck-suppress memleak ; it is among those that wait */
}

void call_end(struct call *call, struct answer *answer)
{
	struct discord *discord = call->discord;
	/* its text still goes, without the embed */
	bool of_embed = call->route.embeds && refusal_of_embed(answer->http, answer->code);
	bool passing = answer->status == ANSWER_LATER && !answer->paced &&
		       !(answer->latched && answer->http) && !of_embed;
	bool permission =
		answer->http == 403 && !answer->latched && !of_embed &&
		!refusal_of_recipient(answer->http, answer->code) &&
		refusal_kind(403, answer->code) != REFUSAL_LATER; /* also where it is tried again */
	/* an admin must act on it, too; a direct message's is opened anew */
	bool gone = answer->http == 404 && !call->route.user_id &&
		    (answer->code == UNKNOWN_CHANNEL || answer->code == UNKNOWN_GUILD);
	if (answer->http == 401 || permission || (answer->status == ANSWER_FAILED && gone))
		discord->exit_code = EX_NOPERM;
	else if (passing && discord->exit_code == EX_OK)
		discord->exit_code = EX_TEMPFAIL;
	answer->maybe_happened |= call->maybe_happened && answer->status != ANSWER_OK;
	answer->trouble = answer->http ? TROUBLE_NONE : call->trouble;
	call->done(call->context, answer);
	free(call);
}

void call_again(struct call *call, int64_t not_before)
{
	call->entry.not_before = not_before;
	turns_add(call->discord->waiting, route_guild(&call->route), &call->entry);
}
