/* Fuzz target: the reader of plain lines against cJSON. */
#include <stdint.h>
#include <stdlib.h>

#include "../unit/json_same.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	bool read;
	const char *line = arena_copy(&arena, (const char *)data, size);
	if (!json_is_same(line, size, &read))
		abort();
	arena_free(&arena);
	return 0;
}
