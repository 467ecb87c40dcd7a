/* Fuzz target: an HTTP request as a web server hands it over, and what is admitted. Only what our
 * key signed is, and only when its body is exactly as long as it says. */
#include "fuzz.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/instant.h"
#include "interaction/request.h"
#include "interaction/signature.h"

enum { NOW_S = 1800000000 };
static const char now[] = "1800000000";
static struct interaction_key key;
static unsigned char secret[crypto_sign_SECRETKEYBYTES];

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	unsigned char seed[crypto_sign_SEEDBYTES] = { [31] = 7 };
	(void)argc;
	(void)argv;
	REQUIRE(sodium_init() >= 0);
	crypto_sign_seed_keypair(key.bytes, secret, seed);
	return 0;
}

/* The signature of TIMESTAMP and BODY, in hexadecimal. */
static void sign(const char *timestamp, const void *body, size_t length, char hex[129])
{
	unsigned char signature[crypto_sign_BYTES];
	struct buf message = { 0 };
	buf_text(&message, timestamp);
	buf_add(&message, body, length);
	crypto_sign_detached(signature, NULL, (const unsigned char *)buf_string(&message),
			     message.length, secret);
	sodium_bin2hex(hex, 129, signature, sizeof signature);
	buf_free(&message);
}

/* Whatever was read: admitted only if the key signed it, and what the key signed is refused for
 * nothing else than its age, method and type. */
static void check_admitted(const struct interaction_request *request)
{
	const char *why = NULL;
	char right[129] = "";
	int status = interaction_admit(&key, request, (int64_t)NOW_S * 1000, &why);
	if (request->timestamp && strlen(request->timestamp) < 100)
		sign(request->timestamp, request->body, request->body_length, right);
	bool is_signed = request->signature && *right && strcasecmp(request->signature, right) == 0;
	REQUIRE((status == 200) == !why);
	REQUIRE(is_signed || status == 401);
	REQUIRE(status == 200 || status == 401 || status == 405 || status == 415);
	REQUIRE(status != 200 || (request->method && strcmp(request->method, "POST") == 0));
	if (is_signed && strcmp(request->timestamp, now) == 0)
		REQUIRE(status != 401);
}

/* BYTES through a pipe; the end of the input comes behind them. */
static int pipe_with(const void *bytes, size_t size)
{
	int ends[2];
	REQUIRE(pipe2(ends, O_NONBLOCK) == 0);
	REQUIRE(write(ends[1], bytes, size) == (ssize_t)size);
	close(ends[1]);
	return ends[0];
}

static void check_scgi(const void *bytes, size_t size)
{
	struct interaction_request request;
	const char *why = NULL;
	int fd = pipe_with(bytes, size);
	bool read = interaction_read_scgi(&request, fd, instant_now() + 1000, &why);
	REQUIRE(read == !why);
	if (read) {
		REQUIRE(request.body && request.body[request.body_length] == '\0');
		REQUIRE(request.body_length == strtoul(request.content_length, NULL, 10));
		REQUIRE(request.body_length <= size);
		check_admitted(&request);
	} else {
		interaction_drain(fd, instant_now() + 1000);
	}
	interaction_request_free(&request);
	close(fd);
}

/* The same bytes as a body with good headers, which some of them (CHANGES) damage; the first KEPT
 * bytes are sent. */
static void check_built(const uint8_t *body, size_t size, uint8_t changes, size_t kept)
{
	struct buf block = { 0 }, all = { 0 };
	char hex[129];
	sign(changes & 1 ? "1799999000" : now, body, size, hex);
	if (changes & 2)
		hex[changes % 128] ^= 1;
	buf_printf(&block, "CONTENT_LENGTH%c%zu%c", 0, size + (changes & 4 ? 1 : 0), 0);
	buf_printf(&block, "HTTP_X_SIGNATURE_TIMESTAMP%c%s%c", 0, changes & 1 ? "1799999000" : now,
		   0);
	buf_printf(&block, "REQUEST_METHOD%c%s%c", 0, changes & 8 ? "GET" : "POST", 0);
	buf_printf(&block, "CONTENT_TYPE%c%s%c", 0, changes & 16 ? "text/html" : "application/json",
		   0);
	buf_printf(&block, "HTTP_X_SIGNATURE_ED25519%c%s%c", 0, hex, 0);
	buf_printf(&all, "%zu:", block.length + (changes & 32 ? 1 : 0));
	buf_add(&all, block.bytes, block.length);
	buf_char(&all, ',');
	buf_add(&all, (const char *)body, size);
	check_scgi(all.bytes, kept < all.length ? kept : all.length);
	buf_free(&block);
	buf_free(&all);
}

/* Lines of NAME=VALUE are the environment, what is behind an empty line the body. */
static void check_cgi(char *text, size_t size)
{
	static const char *const names[] = {
		"CONTENT_LENGTH",        "REQUEST_METHOD",           "CONTENT_TYPE",
		"HTTP_CONTENT_ENCODING", "HTTP_X_SIGNATURE_ED25519", "HTTP_X_SIGNATURE_TIMESTAMP"
	};
	struct interaction_request request;
	const char *why = NULL;
	char *at = text, *end = text + size, *line;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unsetenv(names[i]);
	while ((line = fuzz_line(&at, end)) && *line)
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			if (strncmp(line, names[i], strlen(names[i])) == 0 &&
			    line[strlen(names[i])] == '=')
				setenv(names[i], line + strlen(names[i]) + 1, 1);
	int fd = pipe_with(at, (size_t)(end - at));
	bool read = interaction_read_cgi(&request, fd, instant_now() + 1000, &why);
	REQUIRE(read == !why);
	if (read) {
		REQUIRE(request.body_length <= (size_t)(end - at));
		check_admitted(&request);
	}
	interaction_request_free(&request);
	close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	check_scgi(data, size);
	check_cgi(arena_copy(&arena, (const char *)data, size), size);
	if (size >= 3)
		check_built(data + 3, size - 3, data[0],
			    data[0] & 64 ? (size_t)(data[1] << 8 | data[2]) : SIZE_MAX);
	arena_free(&arena);
	return 0;
}
