/* The state of calls, shared by discord.c (the connection and what is kept over runs), call.c (a
 * call from its asking to its end), call_answer.c (what its answer means) and call_queue.c (which
 * goes when). Private to them. */
#ifndef DISCORD_CALL_STATE_H
#define DISCORD_CALL_STATE_H

#include "discord/discord.h"
#include "discord/limits.h"
#include "discord/token.h"
#include "discord/turns.h"

/* How long a call that is left to the next run waits at least. */
enum { LATER_MS = 5000 };

struct call {
	struct turn_entry entry; /* first: what waits is found by it */
	struct discord *discord;
	struct route route;
	struct payload payload;
	bool repeatable;
	uint64_t about; /* the message of Discord that it serves, for the log; 0: none is known */
	int tries;
	enum http_trouble trouble; /* of the last one */
	bool maybe_happened;       /* in one of the tries so far */
	answer_callback *done;
	void *context;
};

struct discord {
	char *token, *state;
	const char *api, *ca_file;
	size_t api_length; /* without slashes at its end: paths begin with one */
	char key[TOKEN_KEY_SIZE];
	int64_t deadline;      /* Unix milliseconds */
	int64_t patience;      /* how long one limit is waited for */
	int64_t paused_until;  /* by what limits all calls together */
	struct http *http;     /* NULL until the first request */
	struct limits *limits; /* likewise */
	struct turns *waiting;
	int under_way;
	int64_t first_sent; /* 0: nothing was */
	bool answered;      /* so that there is a connection */
	int exit_code;
	bool said_late;
	bool clock_seen;   /* an answer said what Discord's clock shows */
	int64_t clock_off; /* how much Discord's clock is ahead of ours; 0 within what a header can
			      tell */
};

/* discord.c. Opens limits.db at the first asking. */
struct limits *discord_limits(struct discord *discord);

/* call.c. Gives the answer and forgets the call. Keeps the most severe exit code: a dead token or
 * permission before a delay. */
void call_end(struct call *call, struct answer *answer);
/* Waits for another turn, not before that time. */
void call_again(struct call *call, int64_t not_before);

/* call_answer.c. An http_done of a call that was sent: ends it, or has it wait for another try. */
void call_judge(void *context, struct http_answer *seen);

#endif
