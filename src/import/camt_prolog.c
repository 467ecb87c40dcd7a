/* What is before the root of a list of XML: a DOCTYPE there is refused before libxml2 reads a
 * byte, so that nothing it declares is ever looked at. Behind the root's tag XML allows none. */
#include <string.h>

#include "import/camt_xml.h"

enum { PIECE_SIZE = 4096, LAST_SIZE = 4 };

struct prolog {
	struct list_source *source;
	char bytes[PIECE_SIZE];
	size_t at, end;
	uint64_t line;
	char last[LAST_SIZE]; /* the bytes read last, the newest behind */
};

/* The next byte, or -1. */
static int next(struct prolog *prolog)
{
	if (prolog->at == prolog->end) {
		prolog->at = 0;
		prolog->end = source_read(prolog->source, prolog->bytes, sizeof prolog->bytes);
		if (!prolog->end)
			return -1;
	}
	char byte = prolog->bytes[prolog->at++];
	prolog->line += byte == '\n';
	memmove(prolog->last, prolog->last + 1, LAST_SIZE - 1);
	prolog->last[LAST_SIZE - 1] = byte;
	return (unsigned char)byte;
}

static bool skip_until(struct prolog *prolog, const char *end)
{
	size_t length = strlen(end);
	memset(prolog->last, 0, sizeof prolog->last);
	do
		if (next(prolog) < 0)
			return false;
	while (memcmp(prolog->last + LAST_SIZE - length, end, length) != 0);
	return true;
}

/* Goes over what may stand there; the line of a DOCTYPE, or 0. */
static uint64_t find_doctype(struct prolog *prolog)
{
	for (;;) {
		int byte = next(prolog);
		if (byte >= 0 && strchr(" \t\r\n", byte) && byte)
			continue;
		uint64_t line = prolog->line;
		if (byte != '<')
			return 0;
		byte = next(prolog);
		if (byte == '?') {
			if (!skip_until(prolog, "?>"))
				return 0;
		} else if (byte == '!') {
			if (next(prolog) != '-')
				return line;
			if (next(prolog) != '-')
				return line;
			if (!skip_until(prolog, "-->"))
				return 0;
		} else {
			return 0;
		}
	}
}

bool camt_has_doctype(struct list_source *source, struct list_taker *taker)
{
	struct prolog prolog = { .source = source, .line = 1 };
	source_seek(source, 0, 1);
	uint64_t line = find_doctype(&prolog);
	if (line)
		list_fault(taker, FAULT_DOCTYPE, line,
			   "a DOCTYPE, which no bank's list needs and which can be used to attack "
			   "programs: it is not read; download the list again");
	source_seek(source, 0, 1);
	return line != 0;
}
