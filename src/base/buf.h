/* A growing run of bytes, always NUL-terminated, and what is commonly appended to one. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct buf {
	char *bytes; /* NULL until something is added */
	size_t length, size;
};

/* All of these exit with EX_OSERR when memory is out. */
void buf_add(struct buf *buf, const char *bytes, size_t length);
/* In place, so that the compiler counts the bytes of a literal. */
static inline void buf_text(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}
void buf_char(struct buf *buf, char c);
void buf_unsigned(struct buf *buf, uint64_t value);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *buf, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));
/* Appends TEXT as a JSON string with its quotes (RFC 8259; controls and U+2028/9 escaped). */
void buf_json(struct buf *buf, const char *text);
/* Appends "key": with its quotes, preceded by a comma unless it follows an opening brace. */
void buf_json_key(struct buf *buf, const char *key);
/* The text so far, never NULL; belongs to the buffer. */
const char *buf_string(const struct buf *buf);
void buf_clear(struct buf *buf);
void buf_free(struct buf *buf);

#endif
