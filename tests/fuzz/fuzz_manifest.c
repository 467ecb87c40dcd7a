/* Fuzz target: the site's manifest, which lies in a folder that others may write. What is read is
 * written, and read again as itself. */
#include "fuzz.h"

#include "site/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct manifest manifest = { 0 }, again = { 0 };
	struct buf first = { 0 }, second = { 0 };
	char *text = arena_copy(&arena, (const char *)data, size);
	if (manifest_read(&manifest, text)) {
		manifest_write(&manifest, &first);
		REQUIRE(manifest_read(&again, arena_copy(&arena, first.bytes, first.length)));
		manifest_write(&again, &second);
		REQUIRE(strcmp(first.bytes, second.bytes) == 0);
	} else {
		REQUIRE(!manifest.found && !manifest.accounts && !manifest.days &&
			!manifest.tallies);
	}
	manifest_forget(&manifest);
	manifest_forget(&again);
	buf_free(&first);
	buf_free(&second);
	arena_free(&arena);
	return 0;
}
