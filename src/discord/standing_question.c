/* What Discord is asked for to know a standing: the guild, then the member. Apart from
 * permissions.c, which computes them, so that a tool without a network can compute, too. */
#include "discord/permissions.h"

#include <stdlib.h>
#include <sysexits.h>

#include "base/fail.h"
#include "discord/discord.h"

struct question {
	struct discord *discord;
	uint64_t guild_id;
	struct standing standing;
	struct arena arena;
	standing_done *done;
	void *context;
};

static void give_standing(struct question *question, bool known)
{
	question->done(question->context, known ? &question->standing : NULL);
	arena_free(&question->arena);
	free(question);
}

static void take_guild(void *context, const struct answer *answer)
{
	struct question *question = context;
	bool known = answer->status == ANSWER_OK && guild_is_whole(answer->json);
	if (known)
		standing_read_guild(answer->json, &question->standing);
	give_standing(question, known);
}

static void take_member(void *context, const struct answer *answer)
{
	struct question *question = context;
	if (answer->status != ANSWER_OK || !member_is_whole(answer->json)) {
		give_standing(question, false);
		return;
	}
	standing_read_member(&question->arena, answer->json, question->standing.user_id,
			     discord_now(question->discord), &question->standing);
	discord_call(question->discord,
		     &(struct route){ .id = ROUTE_GUILD, .ids = { question->guild_id } }, NULL,
		     true, take_guild, question);
}

void standing_ask(struct discord *discord, uint64_t guild_id, uint64_t user_id, standing_done *done,
		  void *context)
{
	struct question *question = calloc(1, sizeof *question);
	if (!question)
		fail(EX_OSERR, "out of memory");
	*question = (struct question){
		.discord = discord, .guild_id = guild_id, .done = done, .context = context
	};
	question->standing.user_id = user_id;
	discord_call(discord, &(struct route){ .id = ROUTE_MEMBER, .ids = { guild_id, user_id } },
		     NULL, true, take_member, question);
}
