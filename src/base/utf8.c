/* Whether bytes are UTF-8. */
#include "base/utf8.h"

#include <unistr.h>

bool utf8_is_ascii(const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)bytes[i] >= 0x80)
			return false;
	return true;
}

bool utf8_valid(const char *bytes, size_t length)
{
	return utf8_is_ascii(bytes, length) || !u8_check((const uint8_t *)bytes, length);
}
