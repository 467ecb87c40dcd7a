/* Findings told in the language of who asked, and the worst of them kept. */
#include "discord/checkup_state.h"

#include <stdarg.h>

const char *checkup_words(const struct checkup *checkup, const char *message)
{
	return tr(checkup->expected->lang, message);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* tr() keeps the literal's arguments; msgfmt \
							--check holds the translation to them */
__attribute__((format(printf, 5, 6))) void checkup_find(struct checkup *checkup,
							enum severity severity, const char *subject,
							const char *fix, const char *format, ...)
{
	struct buf text = { 0 };
	va_list args;
	va_start(args, format);
	buf_vprintf(&text, checkup_words(checkup, format), args);
	va_end(args);
	checkup->tell(checkup->context, severity, subject, buf_string(&text), fix);
	if (severity > checkup->worst)
		checkup->worst = severity;
	buf_free(&text);
}
#pragma GCC diagnostic pop
