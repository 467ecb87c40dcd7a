/* What Discord's refusals mean, and their fix.
 * https://discord.com/developers/docs/topics/opcodes-and-status-codes */
#ifndef DISCORD_REFUSAL_H
#define DISCORD_REFUSAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/json.h"

enum refusal_kind {
	REFUSAL_FINAL,  /* the same request gets the same answer */
	REFUSAL_PASSES, /* rate limits, overload, outages: the same request may do better within
			   this run */
	REFUSAL_LATER,  /* Discord switched something off for a while: not within this run, but with
			   a later one */
	REFUSAL_PERMISSION, /* an admin took a permission, or timed the bot out; they may give it
			       back */
};
enum { UNKNOWN_CHANNEL = 10003 };
enum { OPENED_TOO_FAST = 40003 }; /* direct messages: none is opened for a while */
/* What a refusal with status HTTP (0: no answer came) and Discord's CODE (0: none) means for the
 * same request. */
enum refusal_kind refusal_kind(int http, int64_t code);
/* Whether it says that the message that is replied to does not exist any more. BODY: Discord's
 * error object, or NULL. */
bool refusal_of_reference(int64_t code, const cJSON *body);
/* What an admin can do about CODE (or HTTP where there is none), in English; "" when nothing is
 * known. */
const char *refusal_fix(int http, int64_t code);
/* Appends Discord's own words: message, and the first leaf of its nested "errors". */
void refusal_message(struct buf *out, const cJSON *body);

/* Whether the refusal of a message with an embed is that of the permission for embeds, or of one
 * that its text needs, too: Discord has one code for both. */
bool refusal_of_embed(int http, int64_t code);
/* Whether AutoMod, or what keeps out explicit words, refused the words themselves. */
/* The person takes no direct messages, or shares no guild: nobody but them can change it. */
bool refusal_of_recipient(int http, int64_t code);
bool refusal_by_automod(int64_t code);
/* Whether what a message says (or its size) was refused, not where or by whom it is said: other
 * words may pass. */
bool refusal_of_words(int http, int64_t code);

#endif
