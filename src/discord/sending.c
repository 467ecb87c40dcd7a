/* A delivery's way: look (looking.c: if an attempt before may have done it), open (a direct
 * message's channel), send part by part. */
#include "discord/sending_state.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/instant.h"
#include "discord/components.h"
#include "discord/refusal.h"

enum { FIRST_WAIT_MS = 5000, LONGEST_WAIT_MS = 3600 * 1000, CLOCKS_DIFFER_MS = 600 * 1000 };
#define NO_GUILD UINT64_MAX

static void finish_stopped(struct lane *lane);
static void proceed(struct job *job);

void sending_free(struct sending *sending)
{
	struct lane *lane, *next;
	HASH_ITER(hh, sending->lanes, lane, next)
	{
		HASH_DEL(sending->lanes, lane); /* NOLINT(clang-analyzer-unix.Malloc): HASH_ITER
						   took the next one before */
		answered_free(&lane->answered);
		free(lane->stopped);
		free(lane);
	}
	free(sending);
}

static void finish(struct job *job, struct delivered *delivered)
{
	struct sending *sending = job->sending;
	delivered->guild_id = job->delivery->guild_id;
	delivered->id = job->delivery->id;
	delivered->with = job->delivery->with;
	delivered->with_count = job->delivery->with_count;
	if (delivered->not_before)
		delivered->not_before -= job->clock_off;
	sending->done(sending->context, delivered);
	STAILQ_REMOVE_HEAD(&job->lane->jobs, next);
	arena_free(&job->arena);
	free(job);
}

static void settle(struct job *job, struct delivered *delivered)
{
	struct lane *lane = job->lane;
	finish(job, delivered);
	if (lane->stopped)
		finish_stopped(lane);
	else if (!STAILQ_EMPTY(&lane->jobs))
		proceed(STAILQ_FIRST(&lane->jobs));
}

static void settle_sent(struct job *job)
{
	settle(job, &(struct delivered){ .status = "sent", .discord_id = job->sent[0] });
}

static void settle_failed(struct job *job, int http, int64_t code, const char *message)
{
	settle(job, &(struct delivered){ .status = "failed",
					 .error_http = http,
					 .error_code = code,
					 .error_message = message });
}

static bool sent_any(const struct job *job)
{
	for (size_t i = 0; i < MOST_PARTS; i++)
		if (job->sent[i])
			return true;
	return false;
}

/* What becomes of a job whose answer was not OK, and who is to try again. */
static struct delivered postponed(const struct job *job, const struct answer *answer)
{
	int64_t attempt = job->delivery->attempt;
	int64_t wait = (int64_t)FIRST_WAIT_MS << (attempt < 10 ? attempt - 1 : 9),
		not_before = answer->not_before;
	/* an outage; a rate limit tells its own end */
	if (!answer->no_turn && (answer->http >= 500 || answer->http == 0)) {
		int64_t backed_off =
			instant_now() + (wait < LONGEST_WAIT_MS ? wait : LONGEST_WAIT_MS);
		if (backed_off > not_before && !discord_out_of_time(job->sending->discord))
			not_before = backed_off;
	}
	return (struct delivered){
		.status = "retry",
		.error_http = answer->http,
		.error_code = answer->code,
		.error_message = answer->message,
		.not_before = not_before,
		.uncertain = answer->maybe_happened || sent_any(job) ||
			     (job->delivery->uncertain && !job->looked),
		.untried = answer->no_turn && !answer->maybe_happened && !sent_any(job),
	};
}

/* An answer that is not OK: tried again later, or given up. */
static void settle_answer(struct job *job, const struct answer *answer)
{
	bool reply = job->delivery->kind == DELIVER_REPLY;
	if (reply && answer->status == ANSWER_FAILED && !job->delivery->neutral &&
	    refusal_of_words(answer->http, answer->code)) {
		settle(job, &(struct delivered){ .status = "refused",
						 .error_http = answer->http,
						 .error_code = answer->code,
						 .error_message = answer->message });
		return;
	}
	/* waiting is no attempt */
	if (answer->status == ANSWER_FAILED ||
	    (job->delivery->attempt >= MOST_ATTEMPTS && !answer->no_turn)) {
		settle_failed(job, answer->http, answer->code, answer->message);
		return;
	}
	if (answer->no_turn && !job->lane->stopped) {
		job->lane->stopped = malloc(sizeof *answer);
		if (!job->lane->stopped)
			fail(EX_OSERR, "out of memory");
		*job->lane->stopped =
			*answer; /* its words are constants: nothing was sent, so nothing came */
	}
	struct delivered delivered = postponed(job, answer);
	settle(job, &delivered);
}

/* None overtakes the one that must wait, even if its way is free again before this run ends. */
static void finish_stopped(struct lane *lane)
{
	while (!STAILQ_EMPTY(&lane->jobs)) {
		struct job *job = STAILQ_FIRST(&lane->jobs);
		struct delivered delivered = postponed(job, lane->stopped);
		finish(job, &delivered);
	}
}

/* What Discord may refuse of the form of JOB's message, where it would take its words as text:
 * embeds in this channel, or whatever makes a form invalid or a link unwanted. AutoMod looks at the
 * words, which stay the same. True: it goes on in a plainer form. */
static bool goes_plainer(struct job *job, const struct answer *answer)
{
	bool of_words = answer->status == ANSWER_FAILED && answer->http == 400 &&
			!refusal_by_automod(answer->code) &&
			refusal_of_words(answer->http, answer->code);
	if (job->form == MESSAGE_EMBED && refusal_of_embed(answer->http, answer->code))
		job->form =
			components_any(&job->delivery->appearance) ? MESSAGE_PLAIN : MESSAGE_BARE;
	else if (job->form != MESSAGE_BARE && of_words)
		job->form = MESSAGE_BARE;
	else
		return false;
	return true;
}

static void open_dm(struct job *job);

/* Whether the channel of a direct message was known, and Discord has none of its id. */
static bool opens_anew(struct job *job, const struct answer *answer)
{
	bool gone = job->known && !job->reopened && answer->status == ANSWER_FAILED &&
		    answer->code == UNKNOWN_CHANNEL;
	if (gone) {
		job->reopened = true;
		discord_note_channel(job->sending->discord, job->delivery->user_id, 0);
	}
	return gone;
}

static void take_sent(void *context, const struct answer *answer)
{
	struct job *job = context;
	bool lost_its_command = answer->no_reference && job->delivery->kind == DELIVER_REPLY &&
				job->delivery->reply_to;
	if (answer->status == ANSWER_OK) {
		json_id(answer->json, "id", &job->sent[job->part]);
		job->part++;
		proceed(job);
	} else if (lost_its_command && !job->unreferenced) { /* said all the same, once; the nonce
								stays, so never twice */
		job->unreferenced = true;
		proceed(job);
	} else if (opens_anew(job, answer)) {
		open_dm(job);
	} else if (goes_plainer(job, answer)) { /* nothing was sent: it takes its turn at once */
		proceed(job);
	} else {
		settle_answer(job, answer);
	}
}

static void send_part(struct job *job)
{
	const struct delivery *delivery = job->delivery;
	bool last = job->part + 1 == job->parts.count;
	struct payload payload = {
		.json = message_json(&job->arena, delivery, &job->parts, job->part, job->form,
				     !job->unreferenced),
		.files = last ? job->parts.files : NULL,
		.file_count = last ? job->parts.file_count : 0,
	};
	struct route route = { .id = ROUTE_SEND_MESSAGE,
			       .ids = { job->channel_id },
			       .embeds = job->form == MESSAGE_EMBED,
			       .user_id = delivery->kind == DELIVER_DM ? delivery->user_id : 0,
			       .paced = delivery->paced && job->known,
			       .guild_id = job->delivery->guild_id };
	discord_call(job->sending->discord, &route, &payload, true, take_sent, job);
}

static void take_done(void *context, const struct answer *answer)
{
	if (answer->status == ANSWER_OK)
		settle_sent(context);
	else
		settle_answer(context, answer);
}

static void take_dm(void *context, const struct answer *answer)
{
	struct job *job = context;
	if (answer->status == ANSWER_OK && json_id(answer->json, "id", &job->channel_id)) {
		discord_note_channel(job->sending->discord, job->delivery->user_id,
				     job->channel_id);
		proceed(job);
	} else {
		settle_answer(job, answer);
	}
}

static void take_channel(void *context, const struct answer *answer)
{
	struct job *job = context;
	if (answer->status != ANSWER_OK) {
		settle_answer(job, answer);
		return;
	}
	if (!json_id(answer->json, "guild_id", &job->lane->guild_id))
		job->lane->guild_id = NO_GUILD; /* a direct message's */
	proceed(job);
}

static void ask_channel(struct job *job)
{
	struct route route = { .id = ROUTE_CHANNEL,
			       .ids = { job->channel_id },
			       .guild_id = job->delivery->guild_id };
	discord_call(job->sending->discord, &route, NULL, true, take_channel, job);
}

/* A post goes where a setting or an operator says. That may be another guild's channel, which the
 * bot can see, too. */
static bool is_foreign(const struct job *job)
{
	return job->delivery->kind == DELIVER_POST && job->lane->guild_id &&
	       job->lane->guild_id != job->delivery->guild_id;
}

static void open_dm(struct job *job)
{
	struct discord *discord = job->sending->discord;
	job->channel_id = job->reopened ? 0 : discord_channel_of(discord, job->delivery->user_id);
	job->known = job->channel_id;
	if (job->known) {
		proceed(job);
		return;
	}
	struct payload payload = { .json = arena_printf(&job->arena, "{\"recipient_id\":\"%ju\"}",
							job->delivery->user_id) };
	struct route route = { .id = ROUTE_OPEN_DM,
			       .user_id = job->delivery->user_id,
			       .paced = job->delivery->paced,
			       .guild_id = job->delivery->guild_id };
	discord_call(discord, &route, &payload, true, take_dm, job);
}

static void change_role(struct job *job)
{
	const struct delivery *delivery = job->delivery;
	struct route route = {
		.id = delivery->kind == DELIVER_ROLE_ADD ? ROUTE_ROLE_ADD : ROUTE_ROLE_REMOVE,
		.ids = { delivery->guild_id, delivery->user_id, delivery->role_id }
	};
	struct payload payload = { .audit_reason = delivery->content };
	discord_call(job->sending->discord, &route, &payload, true, take_done, job);
}

static void react(struct job *job)
{
	struct route route = { .id = ROUTE_REACT,
			       .ids = { job->channel_id, job->delivery->reply_to },
			       .guild_id = job->delivery->guild_id,
			       .emoji = job->delivery->content };
	discord_call(job->sending->discord, &route, NULL, true, take_done, job);
}

/* The next step of a job that nothing is under way for. */
static void proceed(struct job *job)
{
	log_trace(job->delivery->reply_to);
	const struct delivery *delivery = job->delivery;
	if (job->problem) {
		settle_failed(job, 0, 0, job->problem);
	} else if (delivery->kind == DELIVER_ROLE_ADD || delivery->kind == DELIVER_ROLE_REMOVE) {
		change_role(job);
	} else if (delivery->kind == DELIVER_REACTION) {
		react(job);
	} else if (!job->channel_id) {
		open_dm(job);
	} else if (delivery->kind == DELIVER_POST && !job->lane->guild_id) {
		ask_channel(job);
	} else if (is_foreign(job)) {
		settle_failed(job, 0, 0,
			      "the channel belongs to another guild; choose another with config "
			      "report.channel");
	} else if (job->answered) {
		settle(job, &(struct delivered){ .status = "sent", .discord_id = job->answered });
	} else if (delivery->uncertain && !job->looked) {
		looking_ask(job);
	} else {
		while (job->part < job->parts.count && job->sent[job->part])
			job->part++;
		if (job->part < job->parts.count)
			send_part(job);
		else
			settle_sent(job);
	}
}

struct sending *sending_start(struct discord *discord, sending_done *done, void *context)
{
	struct sending *sending = calloc(1, sizeof *sending);
	if (!sending)
		fail(EX_OSERR, "out of memory");
	*sending = (struct sending){ .discord = discord,
				     .done = done,
				     .context = context,
				     .proceed = proceed,
				     .settle_answer = settle_answer };
	return sending;
}

static struct lane *lane_of(struct sending *sending, const struct delivery *delivery)
{
	uint64_t id = delivery->channel_id           ? delivery->channel_id
		      : delivery->kind == DELIVER_DM ? delivery->user_id
						     : delivery->guild_id;
	struct lane *lane;
	HASH_FIND(hh, sending->lanes, &id, sizeof id, lane);
	if (lane)
		return lane;
	lane = calloc(1, sizeof *lane);
	if (!lane)
		fail(EX_OSERR, "out of memory");
	lane->id = id;
	STAILQ_INIT(&lane->jobs);
	HASH_ADD(hh, sending->lanes, id, sizeof lane->id, lane);
	return lane;
}

void sending_add(struct sending *sending, const struct delivery *delivery)
{
	struct job *job = calloc(1, sizeof *job);
	if (!job)
		fail(EX_OSERR, "out of memory");
	*job = (struct job){ .sending = sending,
			     .delivery = delivery,
			     .channel_id = delivery->channel_id,
			     .look_after = delivery->after };
	int64_t off = delivery->marked ? instant_now() - delivery->marked : 0;
	job->clock_off = off > CLOCKS_DIFFER_MS || off < 0 ? off : 0;
	job->lane = lane_of(sending, delivery);
	bool idle = STAILQ_EMPTY(&job->lane->jobs);
	STAILQ_INSERT_TAIL(&job->lane->jobs, job, next);
	if (delivery->kind <= DELIVER_DM)
		job->problem = message_parts(&job->arena, delivery, MOST_PARTS, &job->parts);
	job->form = job->parts.form;
	if (job->lane->stopped)
		finish_stopped(job->lane);
	else if (idle)
		proceed(job);
	log_trace(0);
}
