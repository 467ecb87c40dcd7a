/* The outbox: what is to be done on Discord. */
#include "ledger/deciding.h"

struct delivery_row *add_delivery(struct books *books, struct guild *guild, enum delivery_kind kind, int64_t seq)
{
	struct delivery_row *delivery = arena_alloc(&books->chunk, sizeof *delivery);
	*delivery = (struct delivery_row){ .kind = kind, .guild_id = guild->guild_id, .delivery = guild->next_delivery++, .seq = seq };
	STAILQ_INSERT_TAIL(&books->deliveries, delivery, pending);
	return delivery;
}

void add_reply(struct books *books, struct guild *guild, uint64_t channel_id, uint64_t message_id, int64_t seq)
{
	struct delivery_row *delivery = add_delivery(books, guild, DELIVER_REPLY, seq);
	delivery->channel_id = channel_id;
	delivery->reply_to = message_id;
}
