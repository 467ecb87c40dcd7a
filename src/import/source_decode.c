/* Lists in other encodings than UTF-8 become UTF-8 in a file without a name, before anything else
 * reads them. */
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "base/fail.h"
#include "import/source_scan.h"

enum { ENCODED_SIZE = 32 * 1024, DECODED_SIZE = 4 * ENCODED_SIZE };

struct decoding {
	iconv_t converter;
	const char *encoding;
	int spool;
	struct source_scan scan;
	char bytes[ENCODED_SIZE], decoded[DECODED_SIZE];
	size_t have; /* of bytes */
};

static bool is_utf8(const char *encoding)
{
	return strcasecmp(encoding, "UTF-8") == 0 || strcasecmp(encoding, "UTF8") == 0;
}

/* Whether each byte alone is a letter of the converter's encoding, or none, and those of ASCII are
 * themselves. */
static bool is_single_byte(iconv_t converter)
{
	for (int byte = 1; byte < 256; byte++) {
		char in = (char)byte, out[8], *from = &in, *to = out;
		size_t in_left = 1, out_left = sizeof out;
		iconv(converter, NULL, NULL, NULL, NULL);
		errno = 0;
		if (iconv(converter, &from, &in_left, &to, &out_left) == (size_t)-1) {
			if (errno != EILSEQ)
				return false;
			continue;
		}
		if (to == out || (byte < 0x80 && (to != out + 1 || *out != in)))
			return false;
	}
	iconv(converter, NULL, NULL, NULL, NULL);
	return true;
}

/* Decodes what it has; false where a byte is none of the encoding. What is left is the beginning of
 * a character. */
static bool decode_piece(struct decoding *decoding)
{
	char *from = decoding->bytes, *to = decoding->decoded;
	size_t out_left = sizeof decoding->decoded;
	size_t done = iconv(decoding->converter, &from, &decoding->have, &to, &out_left);
	bool good = done != (size_t)-1 || errno == EINVAL;
	size_t length = (size_t)(to - decoding->decoded);
	if (good)
		source_write(decoding->spool, decoding->decoded, length);
	scan_add(&decoding->scan, decoding->decoded, length);
	memmove(decoding->bytes, from, decoding->have);
	return good;
}

static bool decode_all(struct decoding *decoding, const struct list_source *source)
{
	for (uint64_t at = 0;;) {
		size_t got = source_bytes(source, at, decoding->bytes + decoding->have,
					  sizeof decoding->bytes - decoding->have);
		at += got;
		decoding->have += got;
		if (!got)
			return decoding->have == 0;
		if (!decode_piece(decoding))
			return false;
	}
}

bool encoding_is_known(const char *encoding)
{
	iconv_t converter = iconv_open("UTF-8", encoding);
	if (converter == (iconv_t)-1)
		return false;
	iconv_close(converter);
	return true;
}

bool encoding_is_single_byte(const char *encoding)
{
	iconv_t converter = is_utf8(encoding) ? (iconv_t)-1 : iconv_open("UTF-8", encoding);
	bool single = converter != (iconv_t)-1 && is_single_byte(converter);
	if (converter != (iconv_t)-1)
		iconv_close(converter);
	return single;
}

char *source_head_text(const struct list_source *source)
{
	const char *encoding = source->bom          ? source->bom
			       : source->valid_utf8 ? "UTF-8"
						    : "WINDOWS-1252";
	iconv_t converter = iconv_open("UTF-8", encoding);
	size_t left = source->head_length, room = left * 3;
	char *text = malloc(room + 1), *from = (char *)source->head, *to = text;
	if (!text || converter == (iconv_t)-1)
		fail(EX_OSERR, "out of memory, or the C library knows no %s", encoding);
	while (left && iconv(converter, &from, &left, &to, &room) == (size_t)-1 &&
	       errno == EILSEQ) {
		*to++ = '?';
		room--;
		from++;
		left--;
	}
	*to = '\0';
	iconv_close(converter);
	return text;
}

static bool decode(struct list_source *source, iconv_t converter, const char *encoding,
		   struct list_taker *taker)
{
	static struct decoding decoding; /* beyond what a stack should hold */
	struct digest as_it_came = source->digest;
	decoding.converter = converter;
	decoding.encoding = encoding;
	decoding.have = 0;
	decoding.spool = source_spool();
	scan_begin(&decoding.scan);
	bool good = decode_all(&decoding, source);
	uint64_t line = decoding.scan.lines + 1;
	if (!good)
		list_fault(taker, FAULT_ENCODING, line,
			   "byte 0x%02x is none of %s: say the list's encoding with --encoding",
			   (unsigned char)decoding.bytes[0], encoding);
	scan_end(&decoding.scan, source);
	source->digest = as_it_came;
	source_replace(source, decoding.spool);
	source_seek(source, 0, 1);
	return good;
}

/* The mark says the order of bytes, which the name may leave open. */
static const char *with_mark(const struct list_source *source, const char *encoding)
{
	bool open = strcasecmp(encoding, "UTF-16") == 0 || strcasecmp(encoding, "UTF16") == 0;
	return open && source->bom ? source->bom : encoding;
}

bool source_decode(struct list_source *source, const char *encoding, struct list_taker *taker)
{
	if (is_utf8(encoding)) {
		if (!source->valid_utf8)
			list_fault(taker, FAULT_ENCODING, source->first_invalid_line,
				   "a byte that is no UTF-8, which the list should be: say its "
				   "encoding with --encoding (windows-1252, most often)");
		return source->valid_utf8;
	}
	iconv_t converter = iconv_open("UTF-8", with_mark(source, encoding));
	if (converter == (iconv_t)-1) {
		list_fault(taker, FAULT_ENCODING, 1,
			   "no encoding is called \"%s\" here: iconv -l lists them", encoding);
		return false;
	}
	bool good = true, single = is_single_byte(converter);
	if (single && source->valid_utf8 && !source->ascii) {
		good = false;
		list_fault(taker, FAULT_ENCODING, source->first_letter_line,
			   "the list is UTF-8, but is to be read as %s, which would show "
			   "\"\xc3\xa9\" "
			   "as \"\xc3\x83\xc2\xa9\": say --encoding UTF-8, or say so in the rules",
			   encoding);
	} else if (!single || !source->ascii) {
		good = decode(source, converter, encoding, taker);
	}
	iconv_close(converter);
	return good;
}
