/* Calling Discord: limits obeyed, failures retried while the tick lasts, every refusal kept. The
 * tools' way to the API. */
#ifndef DISCORD_DISCORD_H
#define DISCORD_DISCORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/json.h"
#include "discord/http.h"
#include "discord/route.h"

struct discord_options {
	const char *token_file; /* NULL: as token_read() finds it */
	const char *api;        /* NULL: $GL_API, else Discord's v10 */
	const char *state;      /* NULL: $GL_STATE, else a folder in the user's home */
	const char *ca_file;    /* NULL: $GL_CA_FILE, else the system's certificates */
	int64_t deadline_ms;    /* of this process, from now; 0: none */
	int64_t patience_ms;    /* how long one limit of Discord's, or an outage, is waited for at a
				   time; 0: up to the deadline */
};

struct discord;
/* Reads the token and confines the process to the network (SANDBOX_NETWORK); nothing is sent yet.
 * Exits with a sysexits code when token or state are not to be had. */
struct discord *discord_open(const struct discord_options *options);
void discord_close(struct discord *discord);

enum answer_status {
	ANSWER_OK,
	ANSWER_LATER,  /* not now: a limit, an outage, or the deadline; try again at not_before */
	ANSWER_FAILED, /* refused for good */
};
struct answer {
	enum answer_status status;
	int http;            /* 0: no answer came, or nothing was sent */
	int64_t code;        /* Discord's; 0: none */
	const char *message; /* what went wrong, in English; NULL when ok */
	const cJSON *
		json; /* of an OK answer; NULL for none or null. Lives until the callback returns */
	bool no_reference;   /* refused because the message that is replied to is gone */
	int64_t not_before;  /* Unix milliseconds, when status is ANSWER_LATER */
	bool maybe_happened; /* a change whose answer did not come, or came garbled */
	bool paced;          /* nothing was sent: it waits for its minute, as meant; no failure */
	bool latched; /* nothing was sent: the same was refused before, and it is too early to ask
			 again */
	bool no_turn; /* nothing was sent: a limit, or the end of this run's time, came first */
	int64_t date_ms;           /* the server's clock; 0: unknown */
	enum http_trouble trouble; /* of the last try, where no answer came */
};
typedef void answer_callback(void *context, const struct answer *answer);

/* What goes with a request. All of it must live until the callback. */
struct payload {
	const char *json;
	const struct http_file *files;
	size_t file_count;
	const char *audit_reason; /* plain text of up to 512 code points; encoded here */
};

/* Queues a call, behind those of the same guild; the guilds take turns. PAYLOAD may be NULL. DONE
 * is called from discord_run() and may call again. A change is repeated after an unclear failure
 * only if REPEATABLE: it carries a nonce, or its second effect is none. */
void discord_call(struct discord *discord, const struct route *route, const struct payload *payload,
		  bool repeatable, answer_callback *done, void *context);
/* Works until no call is left. */
void discord_run(struct discord *discord);
/* Whether the deadline has come; a tool then stops asking for more. */
bool discord_out_of_time(const struct discord *discord);
/* Now, by Discord's clock where it has told it (to the second) in this run and ours is off by more
 * than a few seconds; else by ours. For what is compared with the times of messages. */
int64_t discord_now(const struct discord *discord);
/* By how much Discord's clock is ahead of ours, beyond what is usual; false: no answer of this run
 * told it. */
bool discord_clock_off(const struct discord *discord, int64_t *ms);
/* The least severe exit code that fits all answers so far: EX_OK, EX_TEMPFAIL, EX_NOPERM. */
int discord_exit_code(const struct discord *discord);
/* Whether it is time to say (or look into) something about ID that stays as it is for long: true
 * once an hour. */
bool discord_tell(struct discord *discord, const char *what, uint64_t id);
/* Where Discord's API is: the address as it was given. */
const char *discord_api(const struct discord *discord);
/* The certificates to trust, as http_open() takes them. */
const char *discord_ca_file(const struct discord *discord);
/* The folder of limits.db. */
const char *discord_state(const struct discord *discord);
/* How far the reading of a guild got, as limits_note_read() keeps it. */
void discord_note_read(struct discord *discord, uint64_t guild_id, int64_t lag, bool intent_off);
/* When a guild last had its turn in a run whose time was too short for all (Unix milliseconds; 0:
 * never), and that it has it now. */
int64_t discord_turn(struct discord *discord, uint64_t guild_id);
void discord_note_turn(struct discord *discord, uint64_t guild_id);
/* As limits_channel() and limits_note_channel(). */
uint64_t discord_channel_of(struct discord *discord, uint64_t user_id);
void discord_note_channel(struct discord *discord, uint64_t user_id, uint64_t channel_id);
/* As limits_take_looks(). */
int discord_take_looks(struct discord *discord, int want, int rate);
/* As limits_backlog(): a run that began at AT (our clock) printed only a share of a channel's
 * messages, up to PRINTED. */
int64_t discord_backlog(struct discord *discord, uint64_t channel_id, uint64_t printed);
void discord_note_backlog(struct discord *discord, uint64_t channel_id, uint64_t printed,
			  int64_t at);
/* Forgets what was refused before, for an admin who has acted. */
void discord_forgive(struct discord *discord);
int discord_invalid_requests(struct discord *discord);

#endif
