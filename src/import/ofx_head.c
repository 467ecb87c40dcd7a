/* How OFX is recognised, and which encoding it really has. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "import/marked.h"
#include "import/ofx_line.h"

static bool ofx_fits(const char *head, size_t length)
{
	char text[MARKED_HEAD_SIZE];
	marked_head(head, length, text);
	if (strncasecmp(text, "OFXHEADER", 9) == 0)
		return true;
	return *text == '<' && strcasestr(text, "<OFX") && !strcasestr(text, "<Document");
}

/* The word behind KEY in TEXT, without quotes; "" for none. */
static void value_of(const char *text, const char *key, char value[32])
{
	const char *at = strcasestr(text, key);
	size_t length = 0;
	if (at) {
		at += strlen(key);
		at += strspn(at, " \t=:\"'");
		while (length < 31 && at[length] && !strchr("\"'?> \t\r\n<", at[length])) {
			value[length] = at[length];
			length++;
		}
	}
	value[length] = '\0';
}

/* Whether HEAD, which may end inside a character, has letters beyond ASCII, all in UTF-8. */
static bool has_utf8(const char *head, size_t length)
{
	size_t most = length;
	while (most && length - most < 4 && ((unsigned char)head[most - 1] & 0xc0) == 0x80)
		most--;
	if (most && (unsigned char)head[most - 1] >= 0xc0)
		most--;
	return !utf8_is_ascii(head, length) && utf8_valid(head, most);
}

/* Whether TEXT begins with NAME: some headers have no line ends, so that the next word follows. */
static bool begins(const char *text, const char *name)
{
	size_t length = strlen(name);
	return strncasecmp(text, name, length) == 0 && !isdigit((unsigned char)text[length]);
}

/* The names of which banks are careless: these lists are UTF-8 where every byte is, else
 * Windows-1252, as those that name nothing. */
static bool is_careless(const char *name)
{
	static const char *const names[] = { "NONE",   "USASCII",    "US-ASCII",     "ASCII",
					     "1252",   "CP1252",     "WINDOWS-1252", "8859-1",
					     "LATIN1", "ISO-8859-1", "ISO_8859-1",   "ISO8859-1" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (begins(name, names[i]))
			return true;
	return !*name;
}

/* What iconv(3) calls a NAME of CHARSET or ENCODING; NULL for none that is known. */
static const char *encoding_called(const char *name)
{
	static const struct {
		const char *name, *encoding;
	} names[] = {
		{ "UTF-8", "UTF-8" },         { "UTF8", "UTF-8" },
		{ "UNICODE", "UTF-8" },       { "UTF-16", "UTF-16" },
		{ "1250", "WINDOWS-1250" },   { "1251", "WINDOWS-1251" },
		{ "1253", "WINDOWS-1253" },   { "1254", "WINDOWS-1254" },
		{ "1257", "WINDOWS-1257" },   { "8859-2", "ISO-8859-2" },
		{ "8859-15", "ISO-8859-15" }, { "850", "CP850" },
		{ "437", "CP437" },
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (begins(name, names[i].name))
			return names[i].encoding;
	return NULL;
}

/* The header of 1.x says ENCODING (USASCII, UTF-8, UNICODE), and CHARSET of the first only; that of
 * 2.x is XML's. */
static const char *ofx_declared(const char *head, size_t length)
{
	static char name[32];
	char text[MARKED_HEAD_SIZE];
	const char *wide = marked_head(head, length, text);
	if (wide)
		return wide;
	bool is_xml = strncasecmp(text, "<?xml", 5) == 0;
	value_of(text, is_xml ? "encoding" : "ENCODING:", name);
	if (!is_xml && is_careless(name))
		value_of(text, "CHARSET:", name);
	if (is_careless(name))
		return NULL;
	const char *encoding = encoding_called(name);
	if (encoding && strcmp(encoding, "UTF-8") == 0)
		return encoding;
	if (has_utf8(head, length))
		return NULL;
	return encoding || !is_xml ? encoding : name;
}

const struct list_format format_ofx = {
	.name = "ofx", .title = "OFX", .fits = ofx_fits, .declared = ofx_declared, .read = ofx_read
};
