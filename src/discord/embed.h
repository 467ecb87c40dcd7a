/* A message's text as an embed: its title, what is in it, and what must be outside.
 * https://discord.com/developers/docs/resources/message#embed-object */
#ifndef DISCORD_EMBED_H
#define DISCORD_EMBED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

/* Discord's limits, in code points. */
enum { EMBED_TITLE = 256, EMBED_DESCRIPTION = 4096, EMBED_TOTAL = 6000 };

struct embed_text {
	const char *title, *description;
	const char *outside; /* lines for the message's content; "" where there are none */
};

/* Cuts TEXT: a first line that is bold as a whole is the title, else TITLE is; lines outside code
 * blocks that hold a time (<t:…>) go outside. False where that makes no embed within Discord's
 * limits: TEXT then goes as plain text. All from ARENA. */
bool embed_from_text(struct arena *arena, const char *text, const char *title,
		     struct embed_text *embed);
/* Adds "embeds":[…] with EMBED in COLOR, without a comma before it. */
void embed_write(struct buf *json, const struct embed_text *embed, uint32_t color);

#endif
