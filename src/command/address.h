/* From a message to the record it becomes: is it addressed to the bot, and what does it say. */
#ifndef COMMAND_ADDRESS_H
#define COMMAND_ADDRESS_H

#include "record/message.h"

/* What a message that carries no "gl" is read with; the strings outlive the call. */
struct address {
	const char *prefix;
	uint64_t bot_id, bot_role_id, guild_id;
	enum lang lang;
};

/* Appends the command, reject or skip record of MESSAGE to OUT. False and *WHY when the message
 * names no guild and DEFAULTS does not either. */
bool message_to_record(struct arena *arena, const struct message *message,
		       const struct address *defaults, struct buf *out, const char **why);

#endif
