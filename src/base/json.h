/* Reading JSON: cJSON's tree, its memory taken from an arena. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* The object in LINE (LENGTH bytes and a NUL), or NULL with *WHY a phrase: not UTF-8, not whole
 * JSON, not an object, an embedded NUL. Never cJSON_Delete() it: it goes with the arena. */
cJSON *json_object(struct arena *arena, const char *line, size_t length, const char **why);

/* The same for any value of JSON, and with NUL characters read as U+FFFD: what a server sent, not a
 * record. BYTES may be changed. */
cJSON *json_value(struct arena *arena, char *bytes, size_t length, const char **why);
/* VALUE as text without white space, from ARENA. */
char *json_print(struct arena *arena, const cJSON *value);

/* Members of an object; NULL or false when absent or of another type. Keys are case-sensitive. */
const cJSON *json_get(const cJSON *object, const char *key);
const char *json_text(const cJSON *object, const char *key);
bool json_true(const cJSON *object, const char *key);
/* An id: a string of decimal digits. False when absent, null or anything else (a number, say). */
bool json_id(const cJSON *object, const char *key, uint64_t *id);
/* A small integer, as Discord's type and flags are; DEFAULT_VALUE when absent or no number. */
int64_t json_integer(const cJSON *object, const char *key, int64_t default_value);

#endif
