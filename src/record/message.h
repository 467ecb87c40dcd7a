/* Discord's message object, as far as commands need it. Read only.
 * https://discord.com/developers/docs/resources/message#message-object */
#ifndef RECORD_MESSAGE_H
#define RECORD_MESSAGE_H

#include "record/record.h"

struct message {
	uint64_t id, channel_id, guild_id; /* guild 0: the message does not say */
	uint64_t author_id;
	const char *author_name; /* what people see: global_name, else username */
	const char *content;
	const cJSON *json; /* the whole of it */
	bool from_person;  /* type 0 or 19, no bot, webhook, system user, crosspost or forward */
	struct {
		const char *prefix;
		uint64_t bot_id, bot_role_id;
		const char *lang;
		bool late;
		const cJSON *waiting; /* of a reply to a message of ours: an array of the numbers
					 that it names, "41" */
	} gl;                         /* 0 or NULL where absent */
};

/* Reads the fields out of JSON; false and *WHY when an id or the author is missing or malformed.
 * Texts belong to JSON. */
bool message_read(const cJSON *json, struct message *message, const char **why);

#endif
