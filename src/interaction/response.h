/* The answer to one request, for SCGI and CGI alike: a status, a media type, JSON. */
#ifndef INTERACTION_RESPONSE_H
#define INTERACTION_RESPONSE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* Writes status and BODY, of MEDIA_TYPE (NULL: JSON), to FD before UNTIL (as instant_now()). False
 * when the server is gone. */
bool response_write(int fd, int status, const char *media_type, const struct buf *body,
		    int64_t until);
/* The JSON of an HTTP error: {"error":WHY}. */
void response_error(struct buf *json, const char *why);

/* What Discord takes as answers, where nothing is booked.
 * https://discord.com/developers/docs/interactions/receiving-and-responding */
void response_pong(struct buf *json);
/* TEXT (at most 2,000 code points), which only the person who asked sees, and which notifies
 * nobody. */
void response_private(struct buf *json, const char *text);
/* An autocompletion with nothing to offer: an error would be shown as "Loading options failed". */
void response_no_choices(struct buf *json);

#endif
