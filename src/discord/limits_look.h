/* A look at limits.db for those who hold no token. */
#ifndef DISCORD_LIMITS_LOOK_H
#define DISCORD_LIMITS_LOOK_H

#include <stdbool.h>
#include <stdint.h>

/* One figure, grouped by NAME: "answers" by HTTP status, "limited" by scope, "invalid" (so far),
 * "recent" (invalid ones of the last ten minutes), "held" by reason, and by guild "read" (when,
 * Unix ms), "lag" (ms) and "intent_off" (1: no message content). */
typedef void limits_figure(void *context, const char *name, const char *label, int64_t value);

/* False, with a warning, when FOLDER's limits.db cannot be read; true and no figure when there is
 * none. */
bool limits_look(const char *folder, int64_t now, limits_figure *figure, void *context);

/* Leaves to the sandbox that the files which SQLite puts beside limits.db in FOLDER get its mode:
 * sandbox_keep_mode(). */
void limits_keep_mode(const char *folder);

#endif
