/* The records that flow through the pipes, each defined once. The way of a message: guildledger(7). */
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
	RECORD_SKIP, RECORD_COMMAND, RECORD_REJECT, RECORD_GUILD, RECORD_ROLE, RECORD_MEMBER, RECORD_OUTCOME,
	RECORD_MESSAGE, /* Discord's own object: its "type" is a number */
	RECORD_OTHER,   /* a type this program does not know, to be passed on or ignored */
};

enum source { SOURCE_DISCORD, SOURCE_OPERATOR, SOURCE_SCHEDULE, SOURCE_IMPORT };

struct author {
	uint64_t id;      /* 0 for an operator, who has none */
	const char *name; /* hostile text */
	uint64_t *roles;  /* without @everyone, as Discord lists them */
	size_t role_count;
	bool identified;  /* roles, member and owner are known (gl-identify has been here) */
	bool member, owner;
};

/* One argument of a command: a key of the verb table and its text. */
struct argument { const char *key, *value; };
enum { MAX_ARGUMENTS = 24 };

struct command { /* also a reject, and (ids alone) a skip */
	uint64_t message_id, channel_id, guild_id; /* channel 0: no channel */
	struct author author;
	int64_t time;     /* Unix milliseconds */
	enum lang lang;
	enum source source;
	const char *verb; /* English name of the verb table, "account open"; may be NULL in a reject */
	struct argument arguments[MAX_ARGUMENTS];
	size_t argument_count;
	const char *error_code, *error_detail, *error_hint; /* of a reject */
};

struct guild_record { uint64_t guild_id, owner_id; const char *name; const char *lang; };
struct role_record { uint64_t guild_id, role_id; const char *name; int64_t position; bool managed; const char *permissions; };
struct member_record {
	uint64_t guild_id, user_id;
	const char *name, *nick; /* nick may be NULL */
	uint64_t *roles;
	size_t role_count;
	int64_t joined_at; /* Unix milliseconds, 0 when unknown */
	bool pending, left;
};

struct init_record { /* how the books of a guild began: the first row of its log */
	uint64_t guild_id, owner_id;
	const char *name, *currency, *timezone;
	int scale;
	enum lang lang;
};

struct outcome {
	uint64_t message_id;     /* 0: none */
	const char *verb;        /* or the record's type */
	const char *status;      /* ok rejected denied duplicate skipped */
	const char *code;        /* a constant such as "insufficient_funds"; NULL when ok */
	int64_t transaction, batch; /* 0: none */
	const char *text;        /* as the reply; may be NULL */
};

struct record {
	enum record_type type;
	const char *type_name;
	union {
		struct command command;
		struct guild_record guild;
		struct role_record role;
		struct member_record member;
		const cJSON *json; /* RECORD_MESSAGE, RECORD_OTHER, RECORD_OUTCOME */
	};
};

/* Reads one line of LENGTH bytes (and a NUL) into RECORD; all text lives in ARENA. On failure returns false and *WHY
 * says what is wrong and with which key, in English. */
bool record_read(struct arena *arena, const char *line, size_t length, struct record *record, const char **why);

/* Each appends one line with its newline. */
void record_write_command(struct buf *out, const struct command *command); /* "type":"command" */
void record_write_reject(struct buf *out, const struct command *command);  /* "type":"reject" */
void record_write_skip(struct buf *out, const struct command *command);
void record_write_guild(struct buf *out, const struct guild_record *guild);
void record_write_role(struct buf *out, const struct role_record *role);
void record_write_member(struct buf *out, const struct member_record *member);
void record_write_init(struct buf *out, const struct init_record *init);
void record_write_outcome(struct buf *out, const struct outcome *outcome);

/* The value of an argument, or NULL. */
const char *command_argument(const struct command *command, const char *key);
/* Adds one; false when MAX_ARGUMENTS are there. The texts are not copied. */
bool command_add_argument(struct command *command, const char *key, const char *value);

const char *source_name(enum source source);

#endif
