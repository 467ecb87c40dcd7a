/* Two languages in one process: the answer comes in the language of the question. */
#ifndef BASE_I18N_H
#define BASE_I18N_H

enum lang { LANG_EN, LANG_ES, LANG_COUNT };

/* Finds the catalogue (GL_LOCALE_DIR, else beside the program: ../share/locale, ../build/locale, ../locale) and loads it,
 * so that no file is opened later. Without a catalogue Spanish falls back to English, with a warning. */
void i18n_start(void);
/* MESSAGE in LANG; belongs to the catalogue. MESSAGE must be a string literal (it is looked up by address). */
const char *tr(enum lang lang, const char *message) __attribute__((format_arg(2)));
/* A word whose translation depends on what is spoken of: tr_of(lang, N_("account|closed")). In English what stands before the
 * bar is left out. */
const char *tr_of(enum lang lang, const char *message);
/* Marks a literal for translation where tr() is called elsewhere. */
#define N_(message) message

const char *lang_name(enum lang lang);              /* "en", "es" */
int lang_from_name(const char *name, enum lang *lang); /* -1 when neither */

#endif
