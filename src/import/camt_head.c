/* How camt is recognised, and the encoding that it declares. */
#include <string.h>

#include "import/camt.h"
#include "import/marked.h"

static bool camt_fits(const char *head, size_t length)
{
	char text[MARKED_HEAD_SIZE];
	marked_head(head, length, text);
	return *text == '<' && (strstr(text, "camt.05") || strstr(text, "BkToCstmr"));
}

/* As XML says it: UTF-8 unless something else is declared. */
static const char *camt_declared(const char *head, size_t length)
{
	static char encoding[32];
	char text[MARKED_HEAD_SIZE];
	const char *wide = marked_head(head, length, text), *end = strstr(text, "?>");
	if (wide)
		return wide;
	const char *at = strncmp(text, "<?xml", 5) == 0 ? strstr(text, "encoding") : NULL;
	if (!at || !end || at > end)
		return "UTF-8";
	at += strlen("encoding");
	at += strspn(at, " \t\r\n=\"'");
	size_t most = strcspn(at, "\"'?> \t\r\n");
	memcpy(encoding, at, most < sizeof encoding ? most : sizeof encoding - 1);
	encoding[most < sizeof encoding ? most : sizeof encoding - 1] = '\0';
	return encoding;
}

const struct list_format format_camt = { .name = "camt",
					 .title = "camt",
					 .fits = camt_fits,
					 .declared = camt_declared,
					 .read = camt_read };
