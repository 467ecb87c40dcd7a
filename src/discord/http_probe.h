/* Trying out an address of ours as Discord does: over TLS, without a signature. Sends no token. */
#ifndef DISCORD_HTTP_PROBE_H
#define DISCORD_HTTP_PROBE_H

#include "discord/http.h"

struct http_probe {
	int status; /* of the answer; 0: none came */
	bool json;  /* its media type is application/json */
	enum http_trouble trouble;
	int64_t expires;   /* when the certificate ends, Unix milliseconds; 0: unknown */
	char problem[256]; /* what libcurl says of trouble */
};

/* Posts an unsigned request to URL and waits for at most TIMEOUT_MS. CA_FILE as in http_open(). */
void http_probe(const char *url, const char *ca_file, int64_t timeout_ms, struct http_probe *probe);

#endif
