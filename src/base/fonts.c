/* The fonts of this machine, asked of fontconfig. It is loaded when a chart is made: no other run
 * needs it. Its ABI: https://www.freedesktop.org/software/fontconfig/fontconfig-devel/ */
#include "base/fonts.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

/* Of fontconfig/fontconfig.h. */
struct font_set {
	int count, room;
	void **fonts;
};
enum { SYSTEM_FONTS = 0, MATCHED = 0 };

static bool loaded;
static void *(*charset_new)(void);
static void *covered; /* the union of all fonts' charsets */
static int (*has_char)(const void *charset, uint32_t character);

/* Pango takes no others, whatever fontconfig lists. */
static bool can_be_drawn(const char *format)
{
	return strcmp(format, "TrueType") == 0 || strcmp(format, "CFF") == 0;
}

static void look_at(void *library)
{
	void *(*load)(void) = (void *(*)(void))dlsym(library, "FcInitLoadConfigAndFonts");
	struct font_set *(*fonts_of)(void *, int) =
		(struct font_set * (*)(void *, int)) dlsym(library, "FcConfigGetFonts");
	int (*get_text)(void *, const char *, int, unsigned char **) =
		(int (*)(void *, const char *, int, unsigned char **))dlsym(library, "FcPatternGetS"
										     "tring");
	int (*get_charset)(void *, const char *, int, void **) =
		(int (*)(void *, const char *, int, void **))dlsym(library, "FcPatternGetCharSet");
	int (*merge)(void *, const void *, int *) =
		(int (*)(void *, const void *, int *))dlsym(library, "FcCharSetMerge");
	charset_new = (void *(*)(void))dlsym(library, "FcCharSetCreate");
	has_char = (int (*)(const void *, uint32_t))dlsym(library, "FcCharSetHasChar");
	if (!load || !fonts_of || !get_text || !get_charset || !merge || !charset_new || !has_char)
		return;
	void *config = load();
	struct font_set *set = config ? fonts_of(config, SYSTEM_FONTS) : NULL;
	void *sum = set ? charset_new() : NULL;
	for (int i = 0; sum && i < set->count; i++) {
		unsigned char *format;
		void *charset;
		if (get_text(set->fonts[i], "fontformat", 0, &format) == MATCHED &&
		    can_be_drawn((const char *)format) &&
		    get_charset(set->fonts[i], "charset", 0, &charset) == MATCHED &&
		    merge(sum, charset, NULL))
			covered = sum;
	}
}

void fonts_load(void)
{
	if (loaded)
		return;
	loaded = true;
	void *library = dlopen("libfontconfig.so.1", RTLD_LAZY | RTLD_LOCAL);
	int unread[2], errors = library ? dup(STDERR_FILENO) : -1;
	if (!library)
		return;
	/* It complains of each folder that is to hold its caches and cannot be written, as under
	 * the systemd units: that is as it should be. Within the sandbox there is no /dev/null. */
	bool silent = errors >= 0 && pipe2(unread, O_CLOEXEC | O_NONBLOCK) == 0;
	if (silent)
		dup2(unread[1], STDERR_FILENO);
	look_at(library);
	if (silent) {
		dup2(errors, STDERR_FILENO);
		close(unread[0]);
		close(unread[1]);
	}
	if (errors >= 0)
		close(errors);
}

/* DejaVu: Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic and symbols. */
static bool dejavu_has(uint32_t c)
{
	return c < 0x590 || (c >= 0x5d0 && c <= 0x5ea) || (c >= 0x621 && c <= 0x652) ||
	       (c >= 0x1e00 && c < 0x27c0);
}

/* Joiners, marks of direction and the choice of a picture's form: Pango draws nothing for them. */
static bool shows_nothing(uint32_t c)
{
	return (c >= 0x200b && c <= 0x200f) || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xad ||
	       c == 0x2060 || c == 0xfeff;
}

bool fonts_have(uint32_t character)
{
	if (!loaded || character < 0x80 || shows_nothing(character))
		return true;
	return covered ? has_char(covered, character) != 0 : dejavu_has(character);
}
