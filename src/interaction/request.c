/* A netstring of NUL-separated names and values, or the environment; then the body. */
#include "interaction/request.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/instant.h"
#include "base/memory.h"
#include "base/timed_io.h"

static const struct {
	const char *name;
	size_t offset;
} wanted_headers[] = {
#define WANTED(name, member)                                       \
	{                                                          \
		name, offsetof(struct interaction_request, member) \
	}
	WANTED("CONTENT_LENGTH", content_length),
	WANTED("REQUEST_METHOD", method),
	WANTED("CONTENT_TYPE", content_type),
	WANTED("HTTP_CONTENT_ENCODING", content_encoding),
	WANTED("HTTP_X_SIGNATURE_ED25519", signature),
	WANTED("HTTP_X_SIGNATURE_TIMESTAMP", timestamp),
#undef WANTED
};
enum { WANTED_COUNT = sizeof wanted_headers / sizeof *wanted_headers };

static const char **header_at(struct interaction_request *request, size_t i)
{
	return (const char **)((char *)request + wanted_headers[i].offset);
}

static char *allocate(size_t size)
{
	char *bytes = malloc(size);
	if (!bytes)
		memory_out(size);
	return bytes;
}

static bool refuse(const char **why, const char *reason)
{
	*why = reason;
	return false;
}

static bool ended_early(const char **why, ssize_t got)
{
	return refuse(why, got == 0             ? "the request ends too early"
			   : errno == ETIMEDOUT ? "the request did not come in time"
						: "the request cannot be read");
}

/* TEXT as a number of at most 7 digits, and nothing but digits. */
static bool read_size(const char *text, size_t *size)
{
	size_t digits = strspn(text, "0123456789");
	if (!digits || digits > 7 || text[digits])
		return false;
	*size = (size_t)strtoul(text, NULL, 10);
	return true;
}

/* The body, of which STARTED bytes came together with the headers. */
static bool read_body(struct interaction_request *request, int fd, int64_t until,
		      const char *started, size_t started_length, const char **why)
{
	size_t length;
	if (!request->content_length)
		return refuse(why, "CONTENT_LENGTH is missing");
	if (!read_size(request->content_length, &length))
		return refuse(why, "CONTENT_LENGTH is no number of bytes");
	if (length > INTERACTION_MOST_BODY)
		return refuse(why, "the body is larger than 256 KiB");
	request->body = allocate(length + 1);
	size_t have = started_length < length ? started_length : length;
	memcpy(request->body, started, have);
	while (have < length) {
		ssize_t got = timed_read(fd, request->body + have, length - have, until);
		if (got <= 0)
			return ended_early(why, got);
		have += (size_t)got;
	}
	request->body[length] = '\0';
	request->body_length = length;
	return true;
}

/* LENGTH bytes of names and values, each ended by a NUL. */
static bool take_headers(struct interaction_request *request, const char *headers, size_t length,
			 const char **why)
{
	const char *at = headers, *end = headers + length;
	if (!length || end[-1] != '\0')
		return refuse(why, "the SCGI headers are torn");
	while (at < end) {
		const char *name = at, *value = name + strlen(name) + 1;
		if (value >= end)
			return refuse(why, "an SCGI header has no value");
		at = value + strlen(value) + 1;
		if (name == headers && strcmp(name, "CONTENT_LENGTH") != 0)
			return refuse(why, "the first SCGI header is not CONTENT_LENGTH");
		if (name != headers && strcmp(name, "CONTENT_LENGTH") == 0)
			return refuse(why, "CONTENT_LENGTH came twice");
		for (size_t i = 0; i < WANTED_COUNT; i++)
			if (!*header_at(request, i) && strcmp(name, wanted_headers[i].name) == 0)
				*header_at(request, i) = value;
	}
	return true;
}

/* "LENGTH:", the beginning of a netstring: LENGTH is decimal, without leading zeros. Returns how
 * many bytes that is; 0 when HAVE bytes do not hold it yet, -1 when it is none. */
static int netstring_head(const char *bytes, size_t have, size_t *length)
{
	enum { MOST_DIGITS = 5 };
	size_t digits = 0;
	*length = 0;
	while (digits < have && bytes[digits] >= '0' && bytes[digits] <= '9' &&
	       digits <= MOST_DIGITS)
		*length = *length * 10 + (size_t)(bytes[digits++] - '0');
	if (digits == have && digits <= MOST_DIGITS)
		return 0;
	return digits && digits <= MOST_DIGITS && bytes[digits] == ':' && bytes[0] != '0'
		       ? (int)digits + 1
		       : -1;
}

bool interaction_read_scgi(struct interaction_request *request, int fd, int64_t until,
			   const char **why)
{
	enum { MOST_HEAD = 6, SIZE = MOST_HEAD + INTERACTION_MOST_HEADERS + 1 };
	size_t have = 0, length = 0, whole = 0;
	char *bytes = allocate(SIZE);
	*request = (struct interaction_request){ .headers = bytes };
	int head = 0;
	while (!whole || have < whole) {
		ssize_t got = timed_read(fd, bytes + have, SIZE - have, until);
		if (got <= 0)
			return ended_early(why, got);
		have += (size_t)got;
		head = whole ? head : netstring_head(bytes, have, &length);
		if (head < 0)
			return refuse(why, "it does not begin as an SCGI request");
		if (length > INTERACTION_MOST_HEADERS)
			return refuse(why, "the headers are larger than 16 KiB");
		whole = head ? (size_t)head + length + 1 : 0;
	}
	if (bytes[whole - 1] != ',')
		return refuse(why, "the SCGI headers do not end where they say");
	return take_headers(request, bytes + head, length, why) &&
	       read_body(request, fd, until, bytes + whole, have - whole, why);
}

bool interaction_read_cgi(struct interaction_request *request, int fd, int64_t until,
			  const char **why)
{
	*request = (struct interaction_request){ 0 };
	for (size_t i = 0; i < WANTED_COUNT; i++)
		*header_at(request, i) = getenv(wanted_headers[i].name);
	return read_body(request, fd, until, "", 0, why);
}

void interaction_drain(int fd, int64_t until)
{
	enum { MOST = 1024 * 1024, PAUSE_MS = 20 };
	char piece[4096];
	for (size_t drained = 0; drained < MOST;) {
		int64_t soon = instant_now() + PAUSE_MS;
		ssize_t got = timed_read(fd, piece, sizeof piece, soon < until ? soon : until);
		if (got <= 0)
			return;
		drained += (size_t)got;
	}
}

void interaction_request_free(struct interaction_request *request)
{
	free(request->headers);
	free(request->body);
	*request = (struct interaction_request){ 0 };
}
