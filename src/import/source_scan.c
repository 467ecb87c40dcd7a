/* Looks through a list once: its digest, and the lines where it is no UTF-8, no ASCII, or holds a
 * byte of zero. */
#include "import/source_scan.h"

#include <string.h>
#include <unistr.h>

#include "base/utf8.h"

void scan_begin(struct source_scan *scan)
{
	memset(scan, 0, sizeof *scan);
	crypto_hash_sha256_init(&scan->digest);
}

static uint64_t count_lines(const char *bytes, size_t length)
{
	uint64_t lines = 0;
	const char *end = bytes + length;
	while (bytes < end && (bytes = memchr(bytes, '\n', (size_t)(end - bytes)))) {
		lines++;
		bytes++;
	}
	return lines;
}

/* How many bytes at the end of BYTES may begin a character that goes on behind it. */
static size_t unfinished(const char *bytes, size_t length)
{
	for (size_t back = 1; back <= 3 && back <= length; back++) {
		unsigned char byte = (unsigned char)bytes[length - back];
		size_t whole = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
		if ((byte & 0xc0) != 0x80)
			return whole > back ? back : 0;
	}
	return 0;
}

/* Whole characters, or what is none. */
static void check_letters(struct source_scan *scan, const char *bytes, size_t length)
{
	if (scan->invalid_line || utf8_is_ascii(bytes, length))
		return;
	const uint8_t *wrong = u8_check((const uint8_t *)bytes, length);
	if (wrong)
		scan->invalid_line =
			scan->lines + 1 + count_lines(bytes, (size_t)((const char *)wrong - bytes));
	for (size_t i = 0; !scan->letter_line && i < length; i++)
		if ((unsigned char)bytes[i] >= 0x80)
			scan->letter_line = scan->lines + 1 + count_lines(bytes, i);
}

/* The character that the last piece began, with what this piece has of it. Returns how much of this
 * piece that was. */
static size_t finish_carried(struct source_scan *scan, const char *bytes, size_t length)
{
	size_t taken = 0;
	if (!scan->carried)
		return 0;
	while (taken < length && scan->carried < sizeof scan->carry &&
	       ((unsigned char)bytes[taken] & 0xc0) == 0x80)
		scan->carry[scan->carried++] = bytes[taken++];
	if (taken == length && unfinished(scan->carry, scan->carried))
		return taken; /* still not whole */
	check_letters(scan, scan->carry, scan->carried);
	scan->carried = 0;
	return taken;
}

void scan_add(struct source_scan *scan, const char *bytes, size_t length)
{
	crypto_hash_sha256_update(&scan->digest, (const unsigned char *)bytes, length);
	const char *nul = scan->nul_line ? NULL : memchr(bytes, '\0', length);
	if (nul)
		scan->nul_line = scan->lines + 1 + count_lines(bytes, (size_t)(nul - bytes));
	size_t taken = finish_carried(scan, bytes, length);
	size_t left = unfinished(bytes + taken, length - taken);
	check_letters(scan, bytes + taken, length - taken - left);
	if (left) {
		memcpy(scan->carry, bytes + length - left, left);
		scan->carried = left;
	}
	scan->lines += count_lines(bytes, length);
	scan->has_return = scan->has_return || memchr(bytes, '\r', length);
}

void scan_end(struct source_scan *scan, struct list_source *source)
{
	check_letters(scan, scan->carry, scan->carried);
	crypto_hash_sha256_final(&scan->digest, source->digest.bytes);
	source->valid_utf8 = !scan->invalid_line;
	source->ascii = source->valid_utf8 && !scan->letter_line;
	source->has_nul = scan->nul_line != 0;
	source->line_end = scan->has_return && !scan->lines ? '\r' : '\n';
	source->first_nul_line = scan->nul_line;
	source->first_invalid_line = scan->invalid_line;
	source->first_letter_line = scan->letter_line;
}
