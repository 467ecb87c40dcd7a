/* Whether bytes are UTF-8: all that errors and logs need to know of Unicode. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the bytes are well-formed UTF-8 (RFC 3629). */
bool utf8_valid(const char *bytes, size_t length);
bool utf8_is_ascii(const char *bytes, size_t length);

#endif
