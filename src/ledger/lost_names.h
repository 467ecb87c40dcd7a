/* The names that somebody loses who is forgotten, and how texts name them: as they are compared,
 * however they are written. */
#ifndef LEDGER_LOST_NAMES_H
#define LEDGER_LOST_NAMES_H

#include "ledger/forgetting.h"

/* Adds a name to look for; nothing for NULL, the pseudonym, what is known, and what holds no
 * letter, digit or picture. */
void forget_name(struct forgetting *forgetting, struct forgotten *person, const char *name);
/* TEXT as names are compared: without the escapes of Markdown and JSON, case, accents and what is
 * invisible. */
const char *comparable_text(struct arena *arena, const char *text);

/* How a text names somebody. Names are free, and words of others must not go because somebody calls
 * themselves "rent": only behind an @ is a name surely one. */
enum naming { NAMED_NOT, NAMED_BARE, NAMED_FIRST_WORD, NAMED_WITH_AT };
enum naming naming_in(struct forgetting *forgetting, const struct forgotten *person,
		      const char *text);
/* Whether a word of a command refers to the person by id, in whatever digits and signs. */
bool refers_to(struct forgetting *forgetting, const struct forgotten *person, const char *word);

#endif
