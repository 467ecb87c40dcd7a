/* SHA-256 digests (FIPS 180-4), by libsodium, and their text. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

struct digest {
	unsigned char bytes[32];
};
enum { DIGEST_TEXT_SIZE = 65 };

void digest_of(struct digest *digest, const char *bytes, size_t length);
/* Writes 64 lower-case hexadecimal digits and a NUL. Returns TEXT. */
char *digest_text(const struct digest *digest, char text[DIGEST_TEXT_SIZE]);
/* Reads exactly what digest_text() writes; false for anything else. */
bool digest_parse(const char *text, struct digest *digest);

#endif
