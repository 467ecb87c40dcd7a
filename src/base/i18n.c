/* The language of an answer: messages are looked up in the compiled catalogue, whatever locales the
 * machine has. */
#include "base/i18n.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/catalogue.h"

/* What was asked before, by the literal's address: a busy tick asks for the same few messages
 * thousands of times. */
enum { SLOTS = 2048 }; /* a power of two, several times the number of messages */
static struct {
	const char *message, *translation;
} known[SLOTS];

static int compare(const void *message, const void *row)
{
	return strcmp(message, ((const struct translation *)row)->message);
}

static const struct translation *find(const char *message)
{
	return bsearch(message, spanish, spanish_count, sizeof *spanish, compare);
}

static const char *translate(const char *message)
{
	const struct translation *found = find(message);
	return found ? found->forms[0] : message;
}

const char *tr(enum lang lang, const char *message)
{
	if (lang != LANG_ES)
		return message;
	size_t slot = ((uintptr_t)message * 0x9e3779b97f4a7c15u >> 40) & (SLOTS - 1);
	for (size_t probes = 0; probes < SLOTS; probes++, slot = (slot + 1) & (SLOTS - 1)) {
		if (known[slot].message == message)
			return known[slot].translation;
		if (!known[slot].message) {
			known[slot].message = message;
			known[slot].translation = translate(message);
			return known[slot].translation;
		}
	}
	return translate(message);
}

const char *trn(enum lang lang, const char *one, const char *many, unsigned long count)
{
	const struct translation *found = lang == LANG_ES ? find(one) : NULL;
	const char *form = found ? found->forms[spanish_form(count)] : NULL;
	return form ? form : count == 1 ? one : many;
}

const char *tr_of(enum lang lang, const char *message)
{
	const char *word = tr(lang, message), *bar = word == message ? strchr(message, '|') : NULL;
	return bar ? bar + 1 : word;
}

enum lang lang_of_locale(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *told = getenv(names[i]);
		if (told && *told)
			return strncmp(told, "es", 2) == 0 ? LANG_ES : LANG_EN;
	}
	return LANG_EN;
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
