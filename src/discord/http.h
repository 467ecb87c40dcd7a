/* One transport: requests out over libcurl, several at once on few connections, answers back. Knows
 * no Discord policy. */
#ifndef DISCORD_HTTP_H
#define DISCORD_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct http;

struct http_file {
	const char *name, *media_type, *bytes;
	size_t length;
};
struct http_request {
	const char *method, *url;
	const char *json; /* the body; NULL: none. With files it becomes the part payload_json */
	const struct http_file *files; /* multipart/form-data, parts files[0], files[1], … */
	size_t file_count;
	const char *audit_reason; /* percent-encoded; NULL: none */
	bool says_empty;          /* without a body, send Content-Length: 0 */
	int64_t timeout_ms;
};

/* Where a request failed that got no whole answer. */
enum http_trouble {
	TROUBLE_NONE,
	TROUBLE_NAME,    /* the host's name has no address */
	TROUBLE_PROXY,   /* the proxy's name has none */
	TROUBLE_CONNECT, /* nobody answers at the address */
	TROUBLE_TIME,    /* no connection or no answer in time */
	TROUBLE_TRUST,   /* TLS: the certificate, or ours to check it by */
	TROUBLE_OTHER,
};

struct http_answer {
	int status;          /* 0: no whole answer came, see problem */
	const char *problem; /* of the network or the transfer; NULL: none */
	enum http_trouble trouble;
	bool maybe_received; /* without an answer: the server may have acted on the request */
	struct buf body;
	bool json;     /* Content-Type said so */
	bool via;      /* a Via header was there, as Discord's own answers have */
	int remaining; /* X-RateLimit-Remaining; -1: absent */
	int64_t reset_after_ms, retry_after_ms; /* -1: absent */
	bool global, shared;
	char bucket[40];
	int64_t date_ms; /* of the Date header, Unix milliseconds; 0: absent */
};
typedef void http_done(void *context, struct http_answer *answer);

/* TOKEN goes into the Authorization header only. CA_FILE: certificates to trust; NULL: the
 * system's. */
struct http *http_open(const char *token, const char *ca_file);
void http_close(struct http *http);
/* Starts a request; DONE is called from http_wait(). The request's texts are copied, its files are
 * not. */
void http_start(struct http *http, const struct http_request *request, http_done *done,
		void *context);
/* Waits up to TIMEOUT_MS for something to happen and calls DONE for each answer that is complete.
 */
void http_wait(struct http *http, int timeout_ms);

enum { HTTP_LARGEST_BODY = 16 * 1024 * 1024 };

#endif
