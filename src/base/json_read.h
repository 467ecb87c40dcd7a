/* One pass over a line of JSON, for what tools read by the hundred thousand. */
#ifndef BASE_JSON_READ_H
#define BASE_JSON_READ_H

#include <cjson/cJSON.h>
#include <stddef.h>

#include "base/arena.h"

/* The object in LINE (LENGTH bytes, then a NUL) as cJSON would have parsed it, from ARENA. NULL for
 * everything else: what is no object, is not whole or not UTF-8, holds a NUL, a number that is no
 * short whole one; cJSON then reads it, or says why it cannot. */
cJSON *json_read_object(struct arena *arena, const char *line, size_t length);

#endif
