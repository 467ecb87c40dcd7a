/* What a message says: its parts, its files, its JSON; and whether one on Discord is that message.
 */
#ifndef DISCORD_PAYLOAD_H
#define DISCORD_PAYLOAD_H

#include "discord/embed.h"
#include "discord/http.h"
#include "record/record.h"

/* How a message goes, and what it is when Discord does not take it so: each says the same. */
enum message_form {
	MESSAGE_EMBED, /* the text in an embed; needs the permission Embed Links */
	MESSAGE_PLAIN, /* as text, with its link button */
	MESSAGE_BARE,  /* as text alone */
};

struct message_parts {
	const char **texts;
	size_t count;            /* at least 1 */
	struct http_file *files; /* go with the last part */
	size_t file_count;
	enum message_form form;  /* the first to try: an embed where it is one message */
	struct embed_text embed; /* of that form; OUTSIDE with whom it notifies */
};

/* Cuts DELIVERY's content into messages; what would be more than MOST parts goes as a file beside
 * its first lines. Users to be notified whom the text does not mention are mentioned before it. All
 * from ARENA. Returns NULL, or why it cannot be sent. */
const char *message_parts(struct arena *arena, const struct delivery *delivery, size_t most,
			  struct message_parts *parts);
/* The create-message body of part INDEX in FORM: it pings nobody but DELIVERY's, and shows no
 * previews of links. REFERRING: a reply names its command.
 * https://discord.com/developers/docs/resources/message#create-message-jsonform-params */
const char *message_json(struct arena *arena, const struct delivery *delivery,
			 const struct message_parts *parts, size_t index, enum message_form form,
			 bool referring);
/* Which part MESSAGE of Discord's is in any form, sent by user OWN_ID; -1: none. By its nonce where
 * Discord gives it back, else by what it says and answers. */
int message_is_part(const cJSON *message, uint64_t own_id, const struct delivery *delivery,
		    const struct message_parts *parts);

#endif
