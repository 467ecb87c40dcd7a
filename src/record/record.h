/* The records that flow through the pipes, each defined once. The way of a message: guildledger(7).
 */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"

enum record_type {
	RECORD_SKIP,
	RECORD_COMMAND,
	RECORD_REJECT,
	RECORD_GUILD,
	RECORD_ROLE,
	RECORD_MEMBER,
	RECORD_OUTCOME,
	RECORD_CHANNEL,
	RECORD_POST,
	RECORD_DELIVERY,
	RECORD_DELIVERED,
	RECORD_IMPORT,
	RECORD_IMPORT_END,
	RECORD_SUM_SEED,
	RECORD_MESSAGE, /* Discord's own object: its "type" is a number */
	RECORD_OTHER,   /* a type this program does not know, to be passed on or ignored */
};

enum source {
	SOURCE_DISCORD,
	SOURCE_OPERATOR,
	SOURCE_SCHEDULE,
	SOURCE_IMPORT,
	SOURCE_INTERACTION /* a slash command, a button or a form, answered in its own response */
};

struct author {
	uint64_t id;      /* 0 for an operator, who has none */
	const char *name; /* hostile text */
	uint64_t *roles;  /* without @everyone, as Discord lists them */
	size_t role_count;
	bool identified;    /* roles, member and owner are known (gl-identify has been here) */
	bool member, owner; /* owner: of an interaction never, as Discord does not say it there */
};

/* One argument of a command: a key of the verb table and its text. */
struct argument {
	const char *key, *value;
};
enum { MAX_ARGUMENTS = 24 };

/* A channel that a command names, as Discord had it when the author was identified. */
enum channel_state {
	CHANNEL_SEEN,
	CHANNEL_UNSEEN,  /* not among the channels of the command's guild that Discord lists: of
			    another, gone, a thread, or hidden from the bot */
	CHANNEL_UNKNOWN, /* Discord did not say */
};
enum channel_lack { /* what the bot would need there, as bits */
		    LACKS_VIEW = 1,
		    LACKS_SEND = 2,
		    LACKS_SEND_IN_THREADS = 4,
		    LACKS_HISTORY = 8,
		    LACKS_FILES = 16,
		    LACKS_CONNECT = 32,
		    LACKS_TIME =
			    64 /* the bot is timed out, and lacks what else it cannot do for that */
		    ,
		    LACKS_COUNT = 7
};
struct channel_fact {
	uint64_t id, guild_id; /* the guild: where seen */
	enum channel_state state;
	int64_t type;   /* Discord's, where seen */
	unsigned lacks; /* of enum channel_lack, where seen */
};
enum { MAX_CHANNEL_FACTS = 2 };
/* What can be written in a channel of Discord's TYPE.
 * https://discord.com/developers/docs/resources/channel#channel-object-channel-types */
enum channel_kind {
	CHANNEL_OF_TEXT,
	CHANNEL_OF_VOICE,
	CHANNEL_OF_THREADS /* forums: messages only in their threads */,
	CHANNEL_WITHOUT_MESSAGES
};
enum channel_kind channel_kind(int64_t type);

struct import_line;
struct attached;

struct command {                                   /* also a reject, and (ids alone) a skip */
	uint64_t message_id, channel_id, guild_id; /* channel 0: no channel */
	struct author author;
	int64_t time; /* Unix milliseconds */
	enum lang lang;
	enum source source;
	bool pressed;       /* of an interaction: by a button, whose message the answer may change;
			       a change notifies nobody */
	bool private_reply; /* of an interaction: only its author sees the answer */
	bool late; /* read again after the books were restored: the roles of its author now may be
		      what it asked for */
	const char
		*verb; /* English name of the verb table, "account open"; may be NULL in a reject */
	struct argument arguments[MAX_ARGUMENTS];
	size_t argument_count;
	struct channel_fact channels[MAX_CHANNEL_FACTS]; /* none of an operator's command, nor of
							    one that was identified offline */
	size_t channel_count;
	const char *error_code, *error_detail, *error_hint; /* of a reject */
	/* Of a reject: it may be no command at all, so it is answered seldom. In logs of up to
	 * 0.6.0 that was a code of its own. */
	bool near_miss;
#define NEAR_MISS_CODE "near_miss"
	/* Where `forget` dropped the words of a command: what came of it, so that it comes of it
	 * again in a replay. NULL: the words are there. */
	const char *forgotten_status, *forgotten_code;
	/* Of an import-line, which is read as a command: of SOURCE_IMPORT, with the verb
	 * IMPORT_LINE_VERB and no message_id. NULL: of any other. */
	const struct import_line *line;
	/* The files that came with it, record/attached.h. NULL: none. */
	const struct attached *attached;
};

struct guild_record {
	uint64_t guild_id, owner_id;
	const char *name, *lang;      /* lang may be NULL */
	uint64_t bot_id, bot_role_id; /* 0: not known */
	uint64_t bot_top_role;        /* the bot's highest role, and its position; 0: not known */
	int64_t bot_position;
};
struct role_record {
	uint64_t guild_id, role_id;
	const char *name, *permissions;
	int64_t position;
	bool managed, gone;
};
struct member_record {
	uint64_t guild_id, user_id;
	const char *name, *nick; /* nick may be NULL */
	uint64_t *roles;
	size_t role_count;
	int64_t joined_at; /* Unix milliseconds, 0 when unknown */
	bool pending, left;
	bool bot;       /* no person: nobody asks it for money */
	bool forgotten; /* the name is a pseudonym that is to stay */
	bool recheck;   /* the books want other roles for them: to be told again, changed or not */
};

/* Where the books of a community could be kept: a guild that the bot is in, or a channel of one. */
struct place_record {
	uint64_t guild_id, channel_id; /* channel 0: the guild itself */
	const char *name;
	int64_t position; /* of a channel, in Discord's list */
	enum channel_kind kind;
	unsigned lacks; /* of enum channel_lack: what the bot lacks in the channel */
};

struct sum_seed_record { /* what makes the leaves of a guild's sums unguessable (ledger/sums.h) */
	uint64_t guild_id;
	const char *seed; /* 64 lower-case hexadecimal digits */
};

struct init_record { /* how the books of a guild began: the first row of its log */
	uint64_t guild_id, owner_id;
	const char *name, *currency, *timezone;
	int scale;
	enum lang lang;
};

/* A channel to read, as gl-channels knows it. */
struct channel_record {
	uint64_t guild_id, channel_id;
	uint64_t after;  /* read what is above: a few seconds behind the cursor, since ids are only
			    nearly ordered */
	uint64_t cursor; /* the highest message applied */
	uint64_t *seen;  /* messages above after that are in the log */
	size_t seen_count;
	struct waiting_message { /* a message of ours that names what still waits */
		uint64_t message_id;
		uint64_t *numbers;
		size_t count;
	} * waiting;
	size_t waiting_count;
	uint64_t threads_since; /* read threads, new ones from this message on; 0: no threads */
	bool thread;            /* a thread's own cursor; its channel has another record */
	bool mentions_only;     /* the guild does without the Message Content intent */
	uint64_t restored; /* the books were restored when messages up to this snowflake may have
			      been applied; 0: never */
	const char *prefix, *lang;
	uint64_t bot_id, bot_role_id;
};

struct file {
	const char *name, *media_type, *base64;
};
/* Of a file that is to be drawn: gl-chart makes an image of it. */
#define GNUPLOT_MEDIA_TYPE "application/x-gnuplot"
enum { MAX_FILES = 10 }; /* Discord's, of one message */

struct post { /* something to say in a channel */
	uint64_t guild_id, message_id;
	uint64_t channel_id; /* 0: the one that the guild's setting report.channel names */
	int64_t time;
	const char *content; /* may be empty when there are files */
	const char *files;   /* as a JSON array, checked; NULL: none */
};

/* One thing to do on Discord. */
enum delivery_kind {
	DELIVER_REPLY,
	DELIVER_POST,
	DELIVER_DM,
	DELIVER_REACTION,
	DELIVER_ROLE_ADD,
	DELIVER_ROLE_REMOVE
};
/* Below a message: a button, and a list to choose one of. What is pressed comes back with its id
 * (command/button.h). */
enum button_style { /* Discord's numbers */
		    BUTTON_PRIMARY = 1,
		    BUTTON_SECONDARY = 2,
		    BUTTON_SUCCESS = 3,
		    BUTTON_DANGER = 4
};
struct button {
	const char *id, *label;
	enum button_style style;
};
struct menu_option {
	const char *value, *label;
};
struct menu {
	const char *id, *placeholder;
	struct menu_option *options;
	size_t option_count;
};
/* How many go below one message: rows of buttons and, each in a row of its own, menus. */
enum { MAX_BUTTONS = 10, MAX_MENUS = 4, MAX_MENU_OPTIONS = 25 };

/* How a message looks beside its text. Each part may be missing: the text says it all. */
struct appearance {
	const char *title; /* of its embed, where the text does not begin with one; NULL: it is
			      plain text */
	uint32_t color;    /* of its embed, RGB */
	const char *label, *url; /* of its link button; NULL: it has none */
	struct button *buttons;
	size_t button_count;
	struct menu *menus;
	size_t menu_count;
};
enum { MAX_PINGS = 50, LONGEST_BUTTON_URL = 512 };

struct delivery {
	uint64_t guild_id;
	int64_t id;    /* of the guild's outbox */
	int64_t *with; /* other ids that go in the same message */
	size_t with_count;
	enum delivery_kind kind;
	const char *nonce;                               /* unique, the same at every attempt */
	uint64_t channel_id, reply_to, user_id, role_id; /* 0 where they do not belong */
	uint64_t after;      /* it cannot have been done before this snowflake */
	const char *content; /* text, an emoji, or the reason of a role's change; may be NULL */
	struct appearance appearance; /* of a reply, a post or a direct message */
	uint64_t *pings;              /* users whom the message notifies; nobody else is */
	size_t ping_count;            /* at most MAX_PINGS */
	struct file files[MAX_FILES];
	size_t file_count;
	int64_t attempt;   /* from 1 */
	int64_t marked;    /* when it was marked as under way, Unix milliseconds; 0: unknown */
	bool uncertain;    /* an attempt before may have done it */
	uint64_t restored; /* books that were restored since may have answered it, up to this
			      snowflake; 0: no */
	const char *entry; /* where restored: what it would be in a digest; of notices: the line
			      of the newest */
	bool neutral;      /* in words that name nobody, since Discord refused the answer's own */
	bool paced;        /* a direct message that nobody asked for: record/dm_pace.h */
};

/* What became of it. */
struct delivered {
	uint64_t guild_id;
	int64_t id;
	int64_t *with;
	size_t with_count;
	const char *status;  /* sent retry refused failed; refused: the words of a reply, which can
				be put otherwise */
	uint64_t discord_id; /* of the message; 0: none */
	int error_http;      /* 0: none */
	int64_t error_code;
	const char *error_message; /* NULL: none */
	int64_t not_before;        /* of a retry, Unix milliseconds; 0: at once */
	bool uncertain;            /* the next attempt must look first */
	bool untried;              /* of a retry: nothing was sent, so this was no attempt */
	bool withdrawn; /* failed without being handed out: the role became powerful while its
			   delivery waited */
};

struct outcome {
	uint64_t message_id;           /* 0: none */
	const char *verb;              /* or the record's type */
	const char *status;            /* ok rejected denied duplicate skipped failed busy */
	const char *code;              /* a constant such as "insufficient_funds"; NULL when ok */
	int64_t transaction, batch;    /* 0: none */
	int64_t transactions;          /* how many were posted; named where they are several */
	const char *receipt;           /* the code of the transaction; NULL: none was posted */
	const char *text;              /* as the reply; may be NULL */
	int64_t first_number, numbers; /* of what waits by it, one after the other; 0: nothing */
	const char *line;              /* the id of the import-line; NULL: it was none */
	/* Of an interaction, whose answer goes no other way: */
	struct appearance appearance;
	uint64_t *pings; /* users whom the answer notifies; nobody else is */
	size_t ping_count;
	struct file files[MAX_FILES];
	size_t file_count;
};

struct record {
	enum record_type type;
	const char *type_name;
	union {
		struct command command;
		struct guild_record guild;
		struct role_record role;
		struct member_record member;
		struct channel_record channel;
		struct post post;
		struct delivery delivery;
		struct delivered delivered;
		const struct import_start *import_start; /* record/import_record.h */
		const struct import_end *import_end;
		struct sum_seed_record sum_seed;
		const cJSON *json; /* RECORD_MESSAGE, RECORD_OTHER, RECORD_OUTCOME */
	};
};

/* Reads one line of LENGTH bytes (and a NUL) into RECORD; all text lives in ARENA. On failure
 * returns false and *WHY says what is wrong and with which key, in English. */
bool record_read(struct arena *arena, const char *line, size_t length, struct record *record,
		 const char **why);

/* Each appends one line with its newline. */
void record_write_command(struct buf *out, const struct command *command); /* "type":"command" */
void record_write_reject(struct buf *out, const struct command *command);  /* "type":"reject" */
void record_write_skip(struct buf *out, const struct command *command);
void record_write_place(struct buf *out, const struct place_record *place);
void record_write_guild(struct buf *out, const struct guild_record *guild);
void record_write_role(struct buf *out, const struct role_record *role);
void record_write_member(struct buf *out, const struct member_record *member);
void record_write_init(struct buf *out, const struct init_record *init);
void record_write_sum_seed(struct buf *out, const struct sum_seed_record *seed);
void record_write_outcome(struct buf *out, const struct outcome *outcome);
/* Reads the outcome that JSON (of a RECORD_OUTCOME) is; texts belong to JSON, lists to ARENA. False
 * and *WHY where it has no status, or something in it is not what it should be. */
bool record_read_outcome(struct arena *arena, const cJSON *json, struct outcome *outcome,
			 const char **why);
void record_write_channel(struct buf *out, const struct channel_record *channel);
void record_write_post(struct buf *out, const struct post *post);
void record_write_delivery(struct buf *out, const struct delivery *delivery);
void record_write_delivered(struct buf *out, const struct delivered *delivered);

/* Appends a file of LENGTH bytes to LIST, a JSON array as posts and the outbox hold it; an empty
 * LIST becomes one. */
void record_add_file(struct buf *list, const char *name, const char *media_type, const char *bytes,
		     size_t length);

extern const char *const delivery_kind_names[]; /* "reply", … as stored; ended by NULL */

/* What is known of channel ID; NULL: nothing. */
const struct channel_fact *command_channel(const struct command *command, uint64_t id);
/* Whether a member gave it on Discord, by a message or by an interaction: with their roles of then.
 */
bool command_of_member(const struct command *command);
/* Whether it is a message of a channel: it moves that channel's cursor, and has a reply. */
bool command_is_message(const struct command *command);
/* Whether others read its answer: it stands in a channel, and is no private one. */
bool command_is_read_by_others(const struct command *command);
/* Whether its answer notifies those whom it mentions: others read it, and it is no change of a
 * message. */
bool command_answer_notifies(const struct command *command);
/* When it was given, Unix milliseconds: what Discord's own id says, where it has one. */
int64_t command_time(const struct command *command);
/* The value of an argument, or NULL. */
const char *command_argument(const struct command *command, const char *key);
/* Adds one; false when MAX_ARGUMENTS are there. The texts are not copied. */
bool command_add_argument(struct command *command, const char *key, const char *value);

const char *source_name(enum source source);

#endif
