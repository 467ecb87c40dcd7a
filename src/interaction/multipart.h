/* JSON with files beside it, as one body: multipart/form-data (RFC 7578), the way Discord takes an
 * answer with files. https://discord.com/developers/docs/reference#uploading-files */
#ifndef INTERACTION_MULTIPART_H
#define INTERACTION_MULTIPART_H

#include "base/arena.h"
#include "base/buf.h"
#include "discord/http.h"

/* Adds JSON as the part payload_json and FILES as files[0] and so on to BODY. Returns the media
 * type, which names the boundary, from ARENA. Names of files hold letters, digits, dots and dashes
 * (message_parts()). */
const char *multipart_write(struct arena *arena, const struct buf *json,
			    const struct http_file *files, size_t count, struct buf *body);

#endif
