/* Whether a delivery is on Discord already: an attempt before may have sent it, or the books were
 * restored since. */
#include "discord/sending_state.h"

enum { MOST_PAGES_BACK = 20, PAGE = 100 };

static void look_at_page(void *context, const struct answer *answer)
{
	struct job *job = context;
	const cJSON *message;
	int received = 0;
	if (answer->status != ANSWER_OK) {
		job->sending->settle_answer(job, answer);
		return;
	}
	cJSON_ArrayForEach(message, answer->json)
	{
		uint64_t id;
		received++;
		if (!json_id(message, "id", &id))
			continue;
		if (id > job->look_after)
			job->look_after = id;
		int part =
			message_is_part(message, job->sending->own_id, job->delivery, &job->parts);
		if (part >= 0)
			job->sent[part] = id;
	}
	job->looked = received < PAGE || ++job->pages >= MOST_PAGES_BACK;
	job->sending->proceed(job);
}

static void take_own_id(void *context, const struct answer *answer)
{
	struct job *job = context;
	if (answer->status == ANSWER_OK && json_id(answer->json, "id", &job->sending->own_id))
		job->sending->proceed(job);
	else
		job->sending->settle_answer(job, answer);
}

/* All that wait in the lane get their answers of what was read so far, so that none takes
 * another's. */
static void match_lane(struct lane *lane)
{
	struct job *job;
	STAILQ_FOREACH(job, &lane->jobs, next)
	if (job->delivery->restored && !job->searched &&
	    (job->answered = answered_find(&lane->answered, job->delivery, false)))
		job->searched = true;
}

static void search_page(void *context, const struct answer *answer)
{
	struct job *job = context;
	struct lane *lane = job->lane;
	const cJSON *message;
	int received = 0;
	if (answer->status != ANSWER_OK) {
		job->sending->settle_answer(job, answer);
		return;
	}
	cJSON_ArrayForEach(message, answer->json)
	{
		uint64_t id;
		received++;
		if (json_id(message, "id", &id) && id > lane->read)
			lane->read = id;
		answered_add(&lane->answered, message, job->sending->own_id);
	}
	lane->read_whole = received < PAGE;
	job->pages++;
	match_lane(lane);
	job->sending->proceed(job);
}

/* Looks for an answer from before the restore. A lane reads its channel once, from the first that
 * it doubts. */
static void search(struct job *job)
{
	const struct delivery *delivery = job->delivery;
	struct lane *lane = job->lane;
	if (!lane->from || delivery->reply_to < lane->from) {
		lane->from = lane->read = delivery->reply_to;
		lane->read_whole = false;
		answered_free(&lane->answered);
		lane->answered = (struct answered){ 0 };
	}
	if (lane->read < delivery->restored && !lane->read_whole && job->pages < MOST_PAGES_BACK) {
		struct route route = { .id = ROUTE_MESSAGES,
				       .ids = { job->channel_id },
				       .guild_id = delivery->guild_id,
				       .after = lane->read,
				       .limit = PAGE };
		discord_call(job->sending->discord, &route, NULL, true, search_page, job);
		return;
	}
	match_lane(lane);
	if (!job->searched)
		job->answered = answered_find(&lane->answered, delivery, true);
	job->searched = true;
	if (!job->answered && delivery->attempt == 1)
		job->looked = true; /* nothing was sent since */
	job->look_after = lane->read;
	job->pages = 0;
	job->sending->proceed(job);
}

void looking_ask(struct job *job)
{
	struct discord *discord = job->sending->discord;
	if (!job->sending->own_id) {
		struct route route = { .id = ROUTE_ME, .guild_id = job->delivery->guild_id };
		discord_call(discord, &route, NULL, true, take_own_id, job);
		return;
	}
	if (job->delivery->restored && !job->searched) {
		search(job);
		return;
	}
	struct route route = { .id = ROUTE_MESSAGES,
			       .ids = { job->channel_id },
			       .guild_id = job->delivery->guild_id,
			       .after = job->look_after,
			       .limit = PAGE };
	discord_call(discord, &route, NULL, true, look_at_page, job);
}
