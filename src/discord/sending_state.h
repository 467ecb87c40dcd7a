/* The state of what is sent, shared by sending.c (a delivery's way) and looking.c (whether it was
 * gone before). Private to them. */
#ifndef DISCORD_SENDING_STATE_H
#define DISCORD_SENDING_STATE_H

#include <sys/queue.h>

#include "base/hash.h"
#include "discord/prior_replies.h"
#include "discord/payload.h"
#include "discord/sending.h"

struct job {
	struct sending *sending;
	const struct delivery *delivery;
	struct arena arena;
	const char *problem; /* why it cannot be sent at all; NULL: it can */
	uint64_t channel_id;
	bool known;    /* the channel of a direct message was open before */
	bool reopened; /* it was not there any more */
	struct message_parts parts;
	uint64_t sent[MOST_PARTS]; /* message ids; 0: not sent */
	size_t part;
	enum message_form form; /* of the next attempt */
	uint64_t look_after;
	int pages;
	bool looked;
	int64_t clock_off; /* how much our clock is ahead of the outbox's, where somebody set it
			      since */
	uint64_t answered; /* the message that answered it before the books were restored */
	bool unreferenced; /* its command is gone: it goes as no reply */
	bool searched;     /* for that one: it is known, or there is none */
	struct lane *lane;
	STAILQ_ENTRY(job) next;
};

/* What must keep its order: a channel, a direct message's user, a guild's roles. */
struct lane {
	uint64_t id;
	STAILQ_HEAD(, job) jobs;
	struct answered
		answered; /* of the messages after FROM and up to READ, where books were restored */
	uint64_t from, read;
	bool read_whole;
	struct answer *stopped; /* why the first that had no turn waits, and with it all behind it;
				   NULL: they go on */
	uint64_t guild_id;      /* of the channel, as Discord says; 0: not asked yet */
	UT_hash_handle hh;
};

struct sending {
	struct discord *discord;
	sending_done *done;
	void *context;
	/* What follows from a look, which sending.c asks for: the next step, or an answer that is
	 * not OK. */
	void (*proceed)(struct job *job);
	void (*settle_answer)(struct job *job, const struct answer *answer);
	struct lane *lanes;
	uint64_t own_id;
};

/* Asks for what Discord has of a job that may be done; then sending->proceed(), or
 * sending->settle_answer(). */
void looking_ask(struct job *job);

#endif
