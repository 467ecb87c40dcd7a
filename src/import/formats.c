/* Which format a list has, by its first bytes. */
#include "import/formats.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

/* In the order in which their heads are tried: what is said surely first; csv is what is left. */
static const struct list_format *const formats[] = { &format_norma43, &format_ofx, &format_camt,
						     &format_mt940,   &format_qif, &format_bot,
						     &format_csv,     NULL };

const struct list_format *format_of(const char *head, size_t length)
{
	for (int i = 0; formats[i]; i++)
		if (formats[i]->fits && formats[i]->fits(head, length))
			return formats[i];
	return &format_csv;
}

const struct list_format *format_called(const char *name)
{
	for (int i = 0; formats[i]; i++)
		if (strcasecmp(formats[i]->name, name) == 0)
			return formats[i];
	return NULL;
}

#define SAVE_IT "download Norma 43 or CSV instead, or open it and save it as CSV"

/* Signatures: [MS-CFB] 2.2, APPNOTE.TXT 4.3.7 (a zip, as xlsx is one), ISO 32000 7.5.2, RFC 1952,
 * [MS-XLS] 2.4.21 (BIFF without a container). */
static const struct {
	const char *bytes;
	size_t length;
	const char *what;
} signatures[] = {
	{ "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, "an Excel workbook (xls): " SAVE_IT },
	{ "\x09\x08\x10\x00\x00\x06\x05\x00", 8, "an Excel workbook (xls): " SAVE_IT },
	{ "%PDF-", 5, "a PDF: download Norma 43, OFX, camt or CSV instead" },
	{ "\x1f\x8b", 2, "packed by gzip: unpack it first (zcat LIST | gl-import)" },
	{ "BZh", 3, "packed by bzip2: unpack it first (bzcat LIST | gl-import)" },
	{ "\xfd"
	  "7zXZ",
	  5, "packed by xz: unpack it first (xzcat LIST | gl-import)" },
};

/* An xlsx is a zip that holds a file [Content_Types].xml and folder xl (ECMA-376 part 2). */
static const char *what_zip(const char *head, size_t length)
{
	if (memmem(head, length, "[Content_Types].xml", 19) || memmem(head, length, "xl/", 3))
		return "an Excel workbook (xlsx): " SAVE_IT;
	if (memmem(head, length, "opendocument.spreadsheet", 24))
		return "a LibreOffice workbook (ods): open it and save it as CSV";
	return "a zip: unpack it first (unzip -p LIST.zip | gl-import)";
}

static bool begins(const char *text, const char *word)
{
	return strncasecmp(text, word, strlen(word)) == 0;
}

/* What some banks call .xls is a page, or a workbook as XML. */
static const char *what_markup(const char *head)
{
	while (*head == ' ' || (*head >= '\t' && *head <= '\r'))
		head++;
	if (begins(head, "<!doctype html") || begins(head, "<html") || begins(head, "<table") ||
	    begins(head, "<head") || begins(head, "<meta") || begins(head, "<body"))
		return "a web page (HTML), which some banks call .xls: " SAVE_IT;
	if (begins(head, "<?xml") && (strcasestr(head, "urn:schemas-microsoft-com:office:"
						       "spreadsheet") ||
				      strcasestr(head, "<Workbook")))
		return "an Excel workbook as XML: " SAVE_IT;
	if (begins(head, "<?xml") && (strcasestr(head, "<html") || strcasestr(head, "<!doctype "
										    "html")))
		return "a web page (XHTML): " SAVE_IT;
	return NULL;
}

const char *no_list(const char *head, size_t length)
{
	for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
		if (length >= signatures[i].length &&
		    memcmp(head, signatures[i].bytes, signatures[i].length) == 0)
			return signatures[i].what;
	if (length >= 4 && memcmp(head, "PK\3\4", 4) == 0)
		return what_zip(head, length);
	return what_markup(head);
}
