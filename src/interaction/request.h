/* One HTTP request as a web server hands it over: by SCGI (https://python.ca/scgi/protocol.txt) or
 * by CGI (RFC 3875). Bounded, and read exactly: the bytes of the body are what was signed. */
#ifndef INTERACTION_REQUEST_H
#define INTERACTION_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { INTERACTION_MOST_HEADERS = 16 * 1024, INTERACTION_MOST_BODY = 256 * 1024 };

struct interaction_request {
	/* As the server gave them; NULL: absent. Where a header came twice, the first. */
	const char *method, *content_type, *content_encoding, *signature, *timestamp;
	const char *content_length;
	char *body; /* raw bytes, then a NUL */
	size_t body_length;
	char *headers; /* of SCGI: what the texts above point into; NULL of CGI, whose texts are the
			  environment's */
};

/* Reads headers and body from FD before UNTIL (as instant_now()): the body is CONTENT_LENGTH bytes,
 * no more and no less, and the end of the input is not waited for. False and *WHY (a phrase) when
 * it is no such request, too large, cut short or late; what was read is to be freed all the same.
 */
bool interaction_read_scgi(struct interaction_request *request, int fd, int64_t until,
			   const char **why);
/* The same with the headers in the environment, and only the body in FD. */
bool interaction_read_cgi(struct interaction_request *request, int fd, int64_t until,
			  const char **why);
/* Reads away what is left of a request that was refused early, within bounds: a server that is
 * still sending takes a closed connection for a fault, and does not look at the answer. */
void interaction_drain(int fd, int64_t until);
void interaction_request_free(struct interaction_request *request);

#endif
