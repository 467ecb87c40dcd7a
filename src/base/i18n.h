/* Two languages in one process: the answer comes in the language of the question. */
#ifndef BASE_I18N_H
#define BASE_I18N_H

enum lang { LANG_EN, LANG_ES, LANG_COUNT };

/* MESSAGE in LANG, by po/es.po, which is compiled in; as it is where that has no translation.
 * MESSAGE must be a string literal (it is remembered by address). */
const char *tr(enum lang lang, const char *message) __attribute__((format_arg(2)));
/* The same for COUNT things: ONE and MANY are the English literals, LANG's own plural rule chooses
 * the form. */
const char *trn(enum lang lang, const char *one, const char *many, unsigned long count)
	__attribute__((format_arg(2), format_arg(3)));
/* A word whose translation depends on what is spoken of: tr_of(lang, N_("account|closed")). In
 * English what is before the bar is left out. */
const char *tr_of(enum lang lang, const char *message);
/* Marks a literal for translation where tr() is called elsewhere. */
#define N_(message) message

/* What LC_ALL, LC_MESSAGES or LANG say of who started this process; English where they say
 * neither. */
enum lang lang_of_locale(void);
const char *lang_name(enum lang lang);                 /* "en", "es" */
int lang_from_name(const char *name, enum lang *lang); /* -1 when neither */

#endif
