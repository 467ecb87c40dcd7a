/* What a message says: its parts, its files, its JSON; and whether one on Discord is that message.
 */
#ifndef DISCORD_PAYLOAD_H
#define DISCORD_PAYLOAD_H

#include "discord/http.h"
#include "record/record.h"

struct message_parts {
	const char **texts;
	size_t count;            /* at least 1 */
	struct http_file *files; /* go with the last part */
	size_t file_count;
};

/* Cuts DELIVERY's content into messages; what would be more than MOST parts goes as a file beside
 * its first lines. All from ARENA. Returns NULL, or why it cannot be sent. */
const char *message_parts(struct arena *arena, const struct delivery *delivery, size_t most,
			  struct message_parts *parts);
/* The create-message body of part INDEX: it pings nobody and shows no previews of links. REFERRING:
 * a reply names its command.
 * https://discord.com/developers/docs/resources/message#create-message-jsonform-params */
const char *message_json(struct arena *arena, const struct delivery *delivery,
			 const struct message_parts *parts, size_t index, bool referring);
/* Which part MESSAGE of Discord's is, sent by user OWN_ID; -1: none. */
int message_is_part(const cJSON *message, uint64_t own_id, const struct delivery *delivery,
		    const struct message_parts *parts);

#endif
