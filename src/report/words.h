/* Our own words in cells, for people in their language. */
#ifndef REPORT_WORDS_H
#define REPORT_WORDS_H

#include "base/i18n.h"

/* WORD translated when it is one of ours, else WORD itself. */
const char *word_in(enum lang lang, const char *word);
/* What a transaction of VERB is, where its word says something else: "scheduled"; NULL: it does
 * not.
 */
const char *movement_in(enum lang lang, const char *verb);
/* The state ("open", "closed") of a THING ("account", "batch"). */
const char *state_in(enum lang lang, const char *thing, const char *state);
/* What a verb of the log is called in LANG: "batch close", "lote cerrar". TEXT is room for it. */
enum { VERB_TEXT_SIZE = 48 };
const char *verb_in(enum lang lang, const char *verb, char text[VERB_TEXT_SIZE]);

/* How the log has a verb, or a kind of record that is no command, which TEXT says in either
 * language ("pagar", "batch close", "lote-cerrar", "member"); NULL: neither. */
const char *logged_verb(const char *text);
/* How the log has a status that TEXT says in either language; NULL: it is none. And all of them,
 * for people. */
const char *logged_status(const char *text);
struct buf;
void list_statuses(struct buf *out, enum lang lang);

#endif
