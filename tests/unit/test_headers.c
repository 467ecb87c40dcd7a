/* Headers of answers, read as libcurl gives them, line by line. Compiled with http.c, whose own
 * affair they are. */
#include "check.h"

#include "discord/http.c" // NOLINT(bugprone-suspicious-include)

static struct transfer transfer;

static void hear(const char *line)
{
	char copy[600];
	size_t length = (size_t)snprintf(copy, sizeof copy, "%s", line);
	CHECK(take_header_line(copy, 1, length, &transfer) == length);
}

int main(void)
{
	struct http_answer *answer = &transfer.answer;
	hear("HTTP/2 200\r\n");
	hear("X-RateLimit-Remaining: 4\r\n");
	hear("x-ratelimit-reset-after:\t0.35\r\n");
	hear("Retry-After: 65\r\n");
	hear("X-RateLimit-Global: true\r\n");
	hear("X-RateLimit-Scope: SHARED\r\n");
	hear("X-RateLimit-Bucket: 80c17d2f203122d936070c88c8d10f33\r\n");
	hear("Content-Type: application/json; charset=utf-8\r\n");
	hear("Via: 1.1 google\r\n");
	hear("Date: Tue, 24 Nov 2026 10:12:29 GMT\r\n");
	CHECK(answer->remaining == 4 && answer->reset_after_ms == 350 &&
	      answer->retry_after_ms == 65000);
	CHECK(answer->global && answer->shared && answer->json && answer->via);
	SAME(answer->bucket, "80c17d2f203122d936070c88c8d10f33");
	CHECK(answer->date_ms == 1795515149000);
	/* What is no number is no limit, and a time beyond all reason is bounded. */
	hear("Retry-After: soon\r\n");
	hear("X-RateLimit-Reset-After: -3\r\n");
	CHECK(answer->retry_after_ms == -1 && answer->reset_after_ms == -1);
	hear("Retry-After: nan\r\n");
	hear("X-RateLimit-Reset-After: 1e300\r\n");
	CHECK(answer->retry_after_ms == -1 && answer->reset_after_ms == (int64_t)1e12);
	/* A Date that is none, or of no time a clock can show, does not make this machine's clock
	 * look wrong. */
	hear("Date: not a day\r\n");
	CHECK(answer->date_ms == 0);
	hear("Date: Tue, 04 Nov 2027100026\r\n");
	CHECK(answer->date_ms == 0);
	hear("X-RateLimit-Bucket: 0123456789012345678901234567890123456789 and more than there is "
	     "room for\r\n");
	CHECK(strlen(answer->bucket) == sizeof answer->bucket - 1);
	return REPORT("headers");
}
