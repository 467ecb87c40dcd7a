/* libsodium's Ed25519; then age, method and media type, in this order. */
#include "interaction/signature.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"

enum { BAD_SIGNATURE = 401, BAD_METHOD = 405, BAD_TYPE = 415, MOST_TIMESTAMP = 20 };

static bool read_hex(const char *hex, unsigned char *bytes, size_t size)
{
	size_t length;
	return hex && strlen(hex) == 2 * size &&
	       sodium_hex2bin(bytes, size, hex, 2 * size, NULL, &length, NULL) == 0 &&
	       length == size;
}

bool interaction_key_read(const char *hex, struct interaction_key *key)
{
	return read_hex(hex, key->bytes, sizeof key->bytes);
}

/* What was signed must lie in one piece. */
static bool signature_holds(const struct interaction_key *key,
			    const struct interaction_request *request,
			    const unsigned char signature[crypto_sign_BYTES])
{
	size_t before = strlen(request->timestamp), size = before + request->body_length;
	unsigned char *message = malloc(size + 1);
	if (!message)
		memory_out(size);
	memcpy(message, request->timestamp, before);
	memcpy(message + before, request->body, request->body_length);
	bool holds = crypto_sign_verify_detached(signature, message, size, key->bytes) == 0;
	free(message);
	return holds;
}

static bool is_fresh(const char *timestamp, int64_t now)
{
	size_t digits = strspn(timestamp, "0123456789");
	if (!digits || digits > 12 || timestamp[digits])
		return false;
	int64_t age = now / 1000 - strtoll(timestamp, NULL, 10);
	return age >= -INTERACTION_MOST_AGE && age <= INTERACTION_MOST_AGE;
}

/* application/json, with whatever parameters. */
static bool is_json(const char *type)
{
	static const char json[] = "application/json";
	size_t length = sizeof json - 1;
	return type && strncasecmp(type, json, length) == 0 &&
	       (!type[length] || strchr("; \t", type[length]));
}

int interaction_admit(const struct interaction_key *key, const struct interaction_request *request,
		      int64_t now, const char **why)
{
	unsigned char signature[crypto_sign_BYTES];
	int status = BAD_SIGNATURE;
	if (!request->body || !request->timestamp || strlen(request->timestamp) > MOST_TIMESTAMP)
		*why = "the request is not signed";
	else if (!read_hex(request->signature, signature, sizeof signature) ||
		 !signature_holds(key, request, signature))
		*why = "the signature does not hold";
	else if (!is_fresh(request->timestamp, now))
		*why = "the timestamp is more than five minutes from this clock";
	else if (!request->method || strcmp(request->method, "POST") != 0)
		status = BAD_METHOD, *why = "only POST is served here";
	else if (!is_json(request->content_type))
		status = BAD_TYPE, *why = "the body must be application/json";
	else if (request->content_encoding && *request->content_encoding &&
		 strcasecmp(request->content_encoding, "identity") != 0)
		status = BAD_TYPE, *why = "the body must not be compressed";
	else
		status = 200;
	return status;
}
