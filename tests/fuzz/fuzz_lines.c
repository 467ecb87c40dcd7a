/* Fuzz target: lines from a file: together they are the file, whatever it holds, and only the last
 * one may be torn. */
#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

#include "base/lines.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct lines lines = { .fd = memfd_create("lines", 0) };
	size_t at = 0, length;
	uint64_t number = 0;
	char *line;
	REQUIRE(lines.fd >= 0 && write(lines.fd, data, size) == (ssize_t)size &&
		lseek(lines.fd, 0, SEEK_SET) == 0);
	while ((line = lines_next(&lines, &length))) {
		REQUIRE(lines.number == ++number && at + length <= size &&
			memcmp(line, data + at, length) == 0 && line[length] == '\0');
		at += length;
		REQUIRE(lines.torn ? at == size : data[at] == '\n');
		at += !lines.torn;
	}
	REQUIRE(at == size && lines.torn == (size && data[size - 1] != '\n'));
	lines_free(&lines);
	close(lines.fd);
	return 0;
}
