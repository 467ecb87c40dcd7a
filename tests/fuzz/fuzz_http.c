/* Fuzz target: an answer as libcurl hands it over, header lines, an empty line, then the body; read
 * as Discord's calls read it. Compiled with http.c itself, whose readers are its own affair. */
#include "fuzz.h"

#include "discord/http.c" // NOLINT(bugprone-suspicious-include)

#include "base/json.h"
#include "discord/refusal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct transfer transfer = {
		.answer = { .remaining = -1, .reset_after_ms = -1, .retry_after_ms = -1 }
	};
	struct http_answer *answer = &transfer.answer;
	struct buf words = { 0 };
	char *at = arena_copy(&arena, (const char *)data, size), *end = at + size;
	const char *why;
	while (at < end) {
		char *newline = memchr(at, '\n', (size_t)(end - at)),
		     *next = newline ? newline + 1 : end;
		size_t length = (size_t)(next - at);
		bool empty = *at == '\r' || *at == '\n';
		REQUIRE(take_header_line(at, 1, length, &transfer) == length);
		at = next;
		if (empty)
			break;
	}
	for (size_t piece = 7; at < end; at += piece) { /* as the network cuts it */
		piece = piece < (size_t)(end - at) ? piece : (size_t)(end - at);
		REQUIRE(take_body(at, 1, piece, &transfer) == piece);
	}
	REQUIRE(answer->reset_after_ms >= -1 && answer->reset_after_ms <= (int64_t)1e12);
	REQUIRE(answer->retry_after_ms >= -1 && answer->retry_after_ms <= (int64_t)1e12);
	REQUIRE(memchr(answer->bucket, 0, sizeof answer->bucket));
	REQUIRE(answer->date_ms >= 0);
	cJSON *body = answer->body.length
			      ? json_value(&arena, answer->body.bytes, answer->body.length, &why)
			      : NULL;
	refusal_message(&words, body);
	REQUIRE(words.length && utf8_valid(words.bytes, words.length));
	int64_t code = json_integer(body, "code", 0);
	refusal_kind(429, code);
	refusal_kind(403, code);
	REQUIRE(refusal_fix(403, code) && *refusal_fix(403, code));
	buf_free(&words);
	buf_free(&answer->body);
	arena_free(&arena);
	return 0;
}
