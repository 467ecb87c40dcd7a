/* Whether bytes are UTF-8. */
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>
#include <unistr.h>

bool utf8_is_ascii(const char *bytes, size_t length)
{
	static const uint64_t high = UINT64_C(0x8080808080808080);
	size_t i = 0;
	for (uint64_t eight; i + sizeof eight <= length; i += sizeof eight) {
		memcpy(&eight, bytes + i, sizeof eight);
		if (eight & high)
			return false;
	}
	for (; i < length; i++)
		if ((unsigned char)bytes[i] >= 0x80)
			return false;
	return true;
}

bool utf8_valid(const char *bytes, size_t length)
{
	return utf8_is_ascii(bytes, length) || !u8_check((const uint8_t *)bytes, length);
}
