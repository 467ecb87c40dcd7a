/* Whether Discord sent a request: its signature (Ed25519 over the timestamp's text and the raw
 * body) and its age. https://discord.com/developers/docs/interactions/overview */
#ifndef INTERACTION_SIGNATURE_H
#define INTERACTION_SIGNATURE_H

#include <stdbool.h>
#include <stdint.h>

#include "interaction/request.h"

/* The application's public key. It is no secret. */
struct interaction_key {
	unsigned char bytes[32];
};
/* How far a request's timestamp may be from our clock, either way: what was recorded cannot be sent
 * again much later, and a clock that is some minutes wrong loses nothing. */
enum { INTERACTION_MOST_AGE = 300 /* s */ };

/* Reads 64 hexadecimal digits, and nothing else. */
bool interaction_key_read(const char *hex, struct interaction_key *key);

/* Decides about a request before anything in it is believed: 200 where it is Discord's and can be
 * read, else the HTTP status to refuse it with, and *WHY. Whatever else is wrong, a request whose
 * signature does not hold is 401: Discord tries that now and then, and takes the address away from
 * an application that answers otherwise. NOW: Unix milliseconds. */
int interaction_admit(const struct interaction_key *key, const struct interaction_request *request,
		      int64_t now, const char **why);

#endif
