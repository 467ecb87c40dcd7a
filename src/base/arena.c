/* A bump allocator in blocks that double in size up to a megabyte. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/format.h"
#include "base/memory.h"

/* On the sanitized build what is not handed out, or was forgotten, cannot be touched: a text that
 * outlives its arena is found there. */
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
enum { GUARDED = 1 };
#else
#define ASAN_POISON_MEMORY_REGION(bytes, size) ((void)(bytes), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(bytes, size) ((void)(bytes), (void)(size))
enum { GUARDED = 0 };
#endif

struct arena_block {
	struct arena_block *next;
	size_t size, used;
	_Alignas(max_align_t) char bytes[];
};

enum { FIRST_BLOCK = 16 * 1024, LARGEST_STEP = 1024 * 1024, ALIGNMENT = 16 };

static struct arena_block *add_block(struct arena *arena, size_t at_least)
{
	size_t size = arena->blocks ? arena->blocks->size * 2 : FIRST_BLOCK;
	if (size > LARGEST_STEP)
		size = LARGEST_STEP;
	if (size < at_least)
		size = at_least;
	struct arena_block *block = malloc(sizeof *block + size);
	if (!block)
		memory_out(size);
	block->size = size;
	block->used = 0;
	block->next = arena->blocks;
	arena->blocks = block;
	ASAN_POISON_MEMORY_REGION(block->bytes, size);
	return block;
}

void *arena_alloc_raw(struct arena *arena, size_t size)
{
	size_t rounded = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	if (rounded < size)
		memory_out(size);
	struct arena_block *block = arena->blocks;
	if (!block || block->size - block->used < rounded)
		block = add_block(arena, rounded);
	void *memory = block->bytes + block->used;
	block->used += rounded;
	arena->used += rounded;
	ASAN_UNPOISON_MEMORY_REGION(memory, size);
	return memory;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	return memset(arena_alloc_raw(arena, size), 0, size);
}

char *arena_copy(struct arena *arena, const char *bytes, size_t length)
{
	char *copy = arena_alloc_raw(arena, length + 1);
	if (length)
		memcpy(copy, bytes, length);
	copy[length] = '\0';
	return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
	return arena_copy(arena, text, strlen(text));
}

/* Straight into the newest block; when its room was too small, a second time. */
char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
	va_list again;
	struct arena_block *block = arena->blocks;
	size_t room = block && !GUARDED ? block->size - block->used : 0;
	char *text = room ? block->bytes + block->used : NULL;
	va_copy(again, args);
	size_t length = format_text(text, room, format, args);
	text = arena_alloc_raw(arena, length + 1); /* where it is already, when it fits */
	if (length >= room)
		format_text(text, length + 1, format, again);
	va_end(again);
	return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *text = arena_vprintf(arena, format, args);
	va_end(args);
	return text;
}

void *arena_room(struct arena *arena, void *list, size_t count, size_t size)
{
	if (count & (count - 1))
		return list;
	void *larger = arena_alloc(arena, size * (count * 2 + 1));
	if (count)
		memcpy(larger, list, size * count);
	return larger;
}

void arena_reset(struct arena *arena)
{
	struct arena_block *keep = arena->blocks;
	if (keep) {
		for (struct arena_block *block = keep->next, *next; block; block = next) {
			next = block->next;
			free(block);
		}
		keep->next = NULL;
		keep->used = 0;
		ASAN_POISON_MEMORY_REGION(keep->bytes, keep->size);
	}
	arena->used = 0;
}

void arena_free(struct arena *arena)
{
	arena_reset(arena);
	free(arena->blocks);
	arena->blocks = NULL;
}
