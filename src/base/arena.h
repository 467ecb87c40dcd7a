/* Memory that is given back all at once: what a record or a chunk of records needs. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena_block;
struct arena {
	struct arena_block *blocks; /* newest first */
	size_t used;                /* bytes handed out since the last reset */
};

/* Returns SIZE bytes aligned for any type, zeroed; exits with EX_OSERR when memory is out. */
void *arena_alloc(struct arena *arena, size_t size);
/* The same, not zeroed: for callers that fill the whole. */
void *arena_alloc_raw(struct arena *arena, size_t size);
/* Copies LENGTH bytes and adds a NUL. */
char *arena_copy(struct arena *arena, const char *bytes, size_t length);
char *arena_strdup(struct arena *arena, const char *text);
char *arena_printf(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));
/* LIST of COUNT items of SIZE bytes with room for one more: it doubles whenever COUNT is a power of
 * two. */
void *arena_room(struct arena *arena, void *list, size_t count, size_t size);
/* Forgets everything handed out; keeps one block for reuse. */
void arena_reset(struct arena *arena);
void arena_free(struct arena *arena);

#endif
