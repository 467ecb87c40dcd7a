/* Headers of a tape archive. */
#include "base/ustar.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"

/* Where the fields are, in bytes. */
enum {
	MODE = 100,
	UID = 108,
	GID = 116,
	SIZE = 124,
	MTIME = 136,
	CHECKSUM = 148,
	TYPE = 156,
	MAGIC = 257,
	VERSION = 263,
	DEVICE_MAJOR = 329,
	DEVICE_MINOR = 337,
	PREFIX = 345
};

/* DIGITS octal digits and a NUL. */
static void octal(char *field, int digits, int64_t value)
{
	for (int i = digits - 1; i >= 0; i--, value /= 8)
		field[i] = (char)('0' + value % 8);
}

/* What of NAME is in the field of names: all of it, or what follows its first folder, which has
 * a field of its own; NULL: it does not fit. */
static const char *long_name(const char *name)
{
	const char *slash = strchr(name, '/');
	if (strlen(name) < USTAR_NAME_SIZE)
		return name;
	return slash && slash - name <= USTAR_PREFIX && strlen(slash + 1) < USTAR_NAME_SIZE
		       ? slash + 1
		       : NULL;
}

void ustar_header(char block[USTAR_BLOCK], const char *name, int64_t size, int64_t mtime)
{
	unsigned sum = 0;
	const char *rest = long_name(name);
	if (!rest || size < 0 || size > USTAR_LARGEST)
		fail(EX_DATAERR, "%s: its name or its size does not fit into a tape archive", name);
	memset(block, 0, USTAR_BLOCK);
	memcpy(block, rest, strlen(rest));
	if (rest > name) /* without the slash between the two */
		memcpy(block + PREFIX, name, (size_t)(rest - name) - 1);
	octal(block + MODE, 7, 0644);
	octal(block + UID, 7, 0);
	octal(block + GID, 7, 0);
	octal(block + SIZE, 11, size);
	octal(block + MTIME, 11, mtime);
	memset(block + CHECKSUM, ' ', 8); /* as which it counts in itself */
	block[TYPE] = '0';
	memcpy(block + MAGIC, "ustar", 6);
	memcpy(block + VERSION, "00", 2);
	octal(block + DEVICE_MAJOR, 7, 0);
	octal(block + DEVICE_MINOR, 7, 0);
	for (int i = 0; i < USTAR_BLOCK; i++)
		sum += (unsigned char)block[i];
	octal(block + CHECKSUM, 6, sum);
	block[CHECKSUM + 6] = '\0';
}

int ustar_padding(int64_t size)
{
	return (int)((USTAR_BLOCK - size % USTAR_BLOCK) % USTAR_BLOCK);
}
