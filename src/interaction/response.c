/* The header fields of RFC 3875, and the simplest bodies. */
#include "interaction/response.h"

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

bool response_write(int fd, int status, const char *json, int64_t until)
{
	struct buf out = { 0 };
	buf_printf(&out,
		   "Status: %d %s\r\n"
		   "Content-Type: application/json\r\n"
		   "Content-Length: %zu\r\n"
		   "%s\r\n",
		   status, reason_of(status), strlen(json), status == 405 ? "Allow: POST\r\n" : "");
	buf_text(&out, json);
	bool written = timed_write(fd, out.bytes, out.length, until);
	buf_free(&out);
	return written;
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
