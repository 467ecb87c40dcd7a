/* What the headers of an answer say: limits, kind of the body, the server's clock. */
#include "discord/http_headers.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "discord/libcurl.h"

static int64_t milliseconds(const char *seconds)
{
	char *end;
	double value = strtod(seconds, &end);
	if (end == seconds || !(value >= 0))
		return -1;
	return value > 1e9 ? (int64_t)1e12 : (int64_t)(value * 1000);
}

/* 0 for what is no date: it must not look as if this machine's clock were wrong. */
static int64_t date_of(const char *value)
{
	int64_t date = libcurl()->getdate(value, NULL), year_5000 = INT64_C(95617584000);
	return date > 0 && date < year_5000 ? date * 1000 : 0;
}

static void take_header(struct http_answer *answer, const char *name, const char *value)
{
	if (strcasecmp(name, "x-ratelimit-remaining") == 0)
		answer->remaining = (int)strtol(value, NULL, 10);
	else if (strcasecmp(name, "x-ratelimit-reset-after") == 0)
		answer->reset_after_ms = milliseconds(value);
	else if (strcasecmp(name, "retry-after") == 0)
		answer->retry_after_ms = milliseconds(value);
	else if (strcasecmp(name, "x-ratelimit-global") == 0)
		answer->global = strcasecmp(value, "true") == 0;
	else if (strcasecmp(name, "x-ratelimit-scope") == 0)
		answer->shared = strcasecmp(value, "shared") == 0;
	else if (strcasecmp(name, "x-ratelimit-bucket") == 0)
		memcpy(answer->bucket, value, strnlen(value, sizeof answer->bucket - 1));
	else if (strcasecmp(name, "content-type") == 0)
		answer->json = strncasecmp(value, "application/json", 16) == 0;
	else if (strcasecmp(name, "via") == 0)
		answer->via = true;
	else if (strcasecmp(name, "date") == 0)
		answer->date_ms = date_of(value);
}

void http_read_header(struct http_answer *answer, const char *bytes, size_t length)
{
	char line[512];
	size_t most = length < sizeof line ? length : sizeof line - 1;
	memcpy(line, bytes, most);
	line[most] = '\0';
	line[strcspn(line, "\r\n")] = '\0';
	char *colon = strchr(line, ':');
	if (colon) {
		*colon = '\0';
		take_header(answer, line, colon + 1 + strspn(colon + 1, " \t"));
	}
}
