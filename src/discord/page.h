/* A page of a channel's messages, as the pipeline wants it: oldest first, each a line. */
#ifndef DISCORD_PAGE_H
#define DISCORD_PAGE_H

#include <sys/queue.h>

#include "record/record.h"

struct page_message {
	uint64_t id;
	const char *line; /* with its newline */
};
struct message_page {
	struct arena arena;
	struct page_message *messages; /* ids rising */
	size_t count, next;            /* next: the first not yet printed */
	size_t received;               /* messages in the answer, those left out included */
	bool blank;                    /* a person's message came without any content */
	bool heard; /* one came with content that only the Message Content intent gives */
	STAILQ_ENTRY(message_page) queue;
};

/* Reads Discord's array (newest first, NULL for none) of messages of CHANNEL. What is not above
 * AFTER, is twice there, was seen, or is no message is left out; guild_id and "gl" are added. To be
 * freed with page_free(). */
struct message_page *page_read(const cJSON *messages, const struct channel_record *channel,
			       uint64_t after);
/* A page with nothing but a skip record of MESSAGE_ID, which moves the cursor there. */
struct message_page *page_skipping_to(const struct channel_record *channel, uint64_t message_id);
void page_free(struct message_page *page);

enum { PAGE_LIMIT = 100 }; /* Discord's */

#endif
