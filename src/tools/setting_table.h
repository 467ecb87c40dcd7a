/* The table of settings, for people and programs. */
#ifndef TOOLS_SETTING_TABLE_H
#define TOOLS_SETTING_TABLE_H

#include "base/buf.h"
#include "base/i18n.h"

/* A line for each setting that config knows, with tabs between: its key, its Spanish key, who sets
 * it (admins, or the bot), its default (empty: not set, or by the guild), the values it takes, and
 * what it is in LANG. Appends to OUT. */
void setting_table(struct buf *out, enum lang lang);

#endif
