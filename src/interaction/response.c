/* The header fields of RFC 3875, and the simplest bodies. */
#include "interaction/response.h"

#include <stdio.h>
#include <string.h>

#include "base/timed_io.h"

enum { PRIVATE = 1 << 6 /* EPHEMERAL */ };

static const char *reason_of(int status)
{
	switch (status) {
	case 200: return "OK";
	case 400: return "Bad Request";
	case 401: return "Unauthorized";
	case 405: return "Method Not Allowed";
	case 415: return "Unsupported Media Type";
	default: return "Internal Server Error";
	}
}

/* Without memory of its own: it also says that there is none left. */
bool response_write(int fd, int status, const char *media_type, const struct buf *body,
		    int64_t until)
{
	char head[400];
	int head_length =
		snprintf(head, sizeof head,
			 "Status: %d %s\r\n"
			 "Content-Type: %.128s\r\n"
			 "Content-Length: %zu\r\n"
			 "%s\r\n",
			 status, reason_of(status), media_type ? media_type : "application/json",
			 body->length, status == 405 ? "Allow: POST\r\n" : "");
	return timed_write(fd, head, (size_t)head_length, until) &&
	       timed_write(fd, body->bytes, body->length, until);
}

void response_error(struct buf *json, const char *why)
{
	buf_text(json, "{\"error\":");
	buf_json(json, why);
	buf_char(json, '}');
}

void response_pong(struct buf *json)
{
	buf_text(json, "{\"type\":1}");
}

void response_private(struct buf *json, const char *text)
{
	buf_text(json, "{\"type\":4,\"data\":{\"content\":");
	buf_json(json, text);
	buf_printf(json, ",\"flags\":%d,\"allowed_mentions\":{\"parse\":[]}}}", PRIVATE);
}

void response_no_choices(struct buf *json)
{
	buf_text(json, "{\"type\":8,\"data\":{\"choices\":[]}}");
}
