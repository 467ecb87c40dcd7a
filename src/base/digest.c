/* SHA-256 digests. */
#include "base/digest.h"

#include <sodium.h>
#include <string.h>

void digest_of(struct digest *digest, const char *bytes, size_t length)
{
	crypto_hash_sha256(digest->bytes, (const unsigned char *)bytes, length);
}

char *digest_text(const struct digest *digest, char text[DIGEST_TEXT_SIZE])
{
	return sodium_bin2hex(text, DIGEST_TEXT_SIZE, digest->bytes, sizeof digest->bytes);
}

bool digest_parse(const char *text, struct digest *digest)
{
	size_t read;
	return strlen(text) == DIGEST_TEXT_SIZE - 1 &&
	       strspn(text, "0123456789abcdef") == DIGEST_TEXT_SIZE - 1 &&
	       sodium_hex2bin(digest->bytes, sizeof digest->bytes, text, DIGEST_TEXT_SIZE - 1, NULL,
			      &read, NULL) == 0 &&
	       read == sizeof digest->bytes;
}
