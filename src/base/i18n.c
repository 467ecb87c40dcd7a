/* gettext, asked once per message and language: setlocale() switches a process, not a sentence. */
#include "base/i18n.h"

#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"

enum { SLOTS = 2048 }; /* a power of two, several times the number of messages */
static struct { const char *message, *translation; } translations[SLOTS];

static const char *const catalogue_found = N_("guildledger"); /* a message of its own, translated by itself */

static const char *beside_program(const char *relative, char path[PATH_MAX])
{
	ssize_t length = readlink("/proc/self/exe", path, PATH_MAX - 1);
	if (length <= 0)
		return NULL;
	path[length] = '\0';
	char *slash = strrchr(path, '/');
	if (!slash || (size_t)(slash - path) + strlen(relative) + 2 > PATH_MAX)
		return NULL;
	memcpy(slash + 1, relative, strlen(relative) + 1);
	return path;
}

static bool has_catalogue(const char *directory)
{
	char file[PATH_MAX + 64];
	snprintf(file, sizeof file, "%s/es/LC_MESSAGES/guildledger.mo", directory);
	return access(file, R_OK) == 0;
}

void i18n_start(void)
{
	char path[PATH_MAX];
	const char *directory = getenv("GL_LOCALE_DIR");
	static const char *const places[] = { "../share/locale", "../build/locale", "../locale" };
	for (size_t i = 0; !getenv("GL_LOCALE_DIR") && i < 3 && !(directory && has_catalogue(directory)); i++)
		directory = beside_program(places[i], path);
	/* glibc consults LANGUAGE only when the locale is not "C"; C.UTF-8 is on every Debian. */
	if (!directory || !has_catalogue(directory) || !setlocale(LC_MESSAGES, "C.UTF-8")) {
		log_line(LOG_WARN, "no-catalogue", "the Spanish texts were not found beside the program; answers will be "
			 "English. Install them, or set GL_LOCALE_DIR");
		return;
	}
	/* Out of memory gettext answers in English and keeps silent; what the books answer must not hang on that. The catalogue names no
	 * character set (see the Makefile): converting from UTF-8 to UTF-8 glibc crashes instead. */
	if (setenv("LANGUAGE", "es", 1) != 0 || !bindtextdomain("guildledger", directory) || !textdomain("guildledger") ||
	    gettext(catalogue_found) == catalogue_found)
		fail(EX_OSERR, "%s: the Spanish texts cannot be read: out of memory, or a damaged file; free memory, or install them again", directory);
}

const char *tr(enum lang lang, const char *message)
{
	if (lang != LANG_ES)
		return message;
	size_t slot = ((uintptr_t)message * 0x9e3779b97f4a7c15u >> 40) & (SLOTS - 1);
	for (size_t probes = 0; probes < SLOTS; probes++, slot = (slot + 1) & (SLOTS - 1)) {
		if (translations[slot].message == message)
			return translations[slot].translation;
		if (!translations[slot].message) {
			translations[slot].message = message;
			translations[slot].translation = gettext(message);
			return translations[slot].translation;
		}
	}
	return gettext(message);
}

const char *tr_of(enum lang lang, const char *message)
{
	const char *word = tr(lang, message), *bar = word == message ? strchr(message, '|') : NULL;
	return bar ? bar + 1 : word;
}

const char *lang_name(enum lang lang)
{
	return lang == LANG_ES ? "es" : "en";
}

int lang_from_name(const char *name, enum lang *lang)
{
	if (strcmp(name, "es") != 0 && strcmp(name, "en") != 0)
		return -1;
	*lang = name[1] == 's' ? LANG_ES : LANG_EN;
	return 0;
}
