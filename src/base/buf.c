/* Growing byte runs; JSON text is written through them. */
#include "base/buf.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/format.h"
#include "base/memory.h"

static void grow(struct buf *buf, size_t more)
{
	size_t size = buf->size ? buf->size : 256;
	while (size - buf->length <= more)
		size *= 2;
	char *bytes = realloc(buf->bytes, size);
	if (!bytes)
		memory_out(size);
	buf->bytes = bytes;
	buf->size = size;
}

/* Room for MORE bytes and a NUL. */
static inline void reserve(struct buf *buf, size_t more)
{
	if (buf->size - buf->length <= more)
		grow(buf, more);
}

void buf_add(struct buf *buf, const char *bytes, size_t length)
{
	reserve(buf, length);
	if (length)
		memcpy(buf->bytes + buf->length, bytes, length);
	buf->length += length;
	buf->bytes[buf->length] = '\0';
}

void buf_char(struct buf *buf, char c)
{
	reserve(buf, 1);
	buf->bytes[buf->length++] = c;
	buf->bytes[buf->length] = '\0';
}

void buf_unsigned(struct buf *buf, uint64_t value)
{
	char digits[FORMAT_NUMBER_SIZE], *end = digits + sizeof digits,
					 *from = format_digits(end, value);
	buf_add(buf, from, (size_t)(end - from));
}

/* Into the room that there is; when that was too small, a second time. */
void buf_vprintf(struct buf *buf, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	reserve(buf, 1);
	size_t room = buf->size - buf->length,
	       length = format_text(buf->bytes + buf->length, room, format, args);
	if (length >= room) {
		reserve(buf, length + 1);
		format_text(buf->bytes + buf->length, length + 1, format, again);
	}
	va_end(again);
	buf->length += length;
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	buf_vprintf(buf, format, args);
	va_end(args);
}

static void json_escape(struct buf *buf, unsigned char c)
{
	switch (c) {
	case '"': buf_add(buf, "\\\"", 2); return;
	case '\\': buf_add(buf, "\\\\", 2); return;
	case '\n': buf_add(buf, "\\n", 2); return;
	case '\r': buf_add(buf, "\\r", 2); return;
	case '\t': buf_add(buf, "\\t", 2); return;
	default: buf_printf(buf, "\\u%04x", c);
	}
}

void buf_json(struct buf *buf, const char *text)
{
	static const bool is_special[256] = {
		[0 ... 0x1f] = true, ['"'] = true,  ['\\'] = true,
		[0x7f] = true,       [0xe2] = true, /* of U+2028 and U+2029 */
	};
	buf_char(buf, '"');
	for (const unsigned char *at = (const unsigned char *)text, *plain = at;; at++) {
		while (!is_special[*at])
			at++;
		bool separator = at[0] == 0xe2 && at[1] == 0x80 && (at[2] == 0xa8 || at[2] == 0xa9);
		if (*at == 0xe2 && !separator)
			continue;
		buf_add(buf, (const char *)plain, (size_t)(at - plain));
		if (!*at)
			break;
		if (separator) {
			buf_text(buf, at[2] == 0xa8 ? "\\u2028" : "\\u2029");
			at += 2;
		} else {
			json_escape(buf, *at);
		}
		plain = at + 1;
	}
	buf_char(buf, '"');
}

void buf_json_key(struct buf *buf, const char *key)
{
	if (buf->length && buf->bytes[buf->length - 1] != '{')
		buf_char(buf, ',');
	buf_json(buf, key);
	buf_char(buf, ':');
}

const char *buf_string(const struct buf *buf)
{
	return buf->bytes ? buf->bytes : "";
}

void buf_clear(struct buf *buf)
{
	buf->length = 0;
	if (buf->bytes)
		buf->bytes[0] = '\0';
}

void buf_free(struct buf *buf)
{
	free(buf->bytes);
	*buf = (struct buf){ 0 };
}
