/* Carrying deliveries out: messages in their order per channel, several channels at once. */
#ifndef DISCORD_SENDING_H
#define DISCORD_SENDING_H

#include "discord/discord.h"
#include "record/record.h"

struct sending;
/* Called once for each delivery, when it is settled. */
typedef void sending_done(void *context, const struct delivered *delivered);

struct sending *sending_start(struct discord *discord, sending_done *done, void *context);
void sending_free(struct sending *sending);
/* Queues DELIVERY, which must live until it is settled. What an attempt before may have sent is
 * looked for first among the bot's own messages. Work is done by discord_run(). */
void sending_add(struct sending *sending, const struct delivery *delivery);

enum { MOST_ATTEMPTS = 20, MOST_PARTS = 3 };

#endif
