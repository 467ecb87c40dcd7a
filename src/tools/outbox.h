/* From rows of the outbox to deliveries: what goes alone, and what goes together as a digest. */
#ifndef TOOLS_OUTBOX_H
#define TOOLS_OUTBOX_H

#include "record/record.h"

struct outbox_row {
	uint64_t guild_id, channel_id, reply_to, user_id, role_id, author_id;
	int64_t delivery, attempt, digest, time; /* digest 0: none; attempt: how many were made */
	enum delivery_kind kind;
	bool uncertain;                       /* an attempt may have succeeded */
	bool answer;                          /* to the very command that asked for it */
	int64_t restored;                     /* when the books were restored; 0: never */
	const char *content, *files, *author; /* files: JSON; NULL where there is none */
	bool neutral;                         /* CONTENT are neutral_words() */
	const char *pings;                    /* ids, one space between two; NULL: nobody */
	bool notice;               /* tells USER_ID (0: several, or a channel) what concerns them */
	bool of_requests;          /* of a notice: the list of requests shows more of it, and not
				      the history; the two below are for it, too: */
	const char *lang, *prefix; /* of the guild; NULL: en, ! */
	struct appearance appearance; /* where it goes alone: a digest is plain text */
};

/* What to send: DELIVERY is whole, ROWS are those it settles. */
struct parcel {
	struct delivery delivery;
	size_t *rows;
	size_t row_count;
	struct parcel *next;
};

/* Packs ROWS, in the order that they are to go in; those of a digest that was tried lie together.
 * When more than a few first replies wait for one channel they go as digests, since Discord takes
 * about 5 messages in 5 seconds per channel; a digest that was tried stays as it is. Notices to one
 * member are one message. Each pings somebody once in a channel, however many messages name them.
 * All from ARENA. */
struct parcel *outbox_pack(struct arena *arena, const struct outbox_row *rows, size_t count);

#endif
