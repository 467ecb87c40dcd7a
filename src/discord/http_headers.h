/* The headers of an answer that are used. Private to http.c. */
#ifndef DISCORD_HTTP_HEADERS_H
#define DISCORD_HTTP_HEADERS_H

#include "discord/http.h"

/* Reads one line of the headers into ANSWER: LENGTH bytes, which no 0 ends. */
void http_read_header(struct http_answer *answer, const char *bytes, size_t length);

#endif
