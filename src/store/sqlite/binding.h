/* Parameters of the engine's own statements, by their number. */
#ifndef STORE_SQLITE_BINDING_H
#define STORE_SQLITE_BINDING_H

#include <string.h>

#include "store/sqlite/engine.h"

/* NULL binds NULL; so does id 0. Texts must live until the statement has run. */
static inline void bind_text(sqlite3_stmt *statement, int index, const char *value)
{
	if (value)
		sqlite3_bind_text(statement, index, value, (int)strlen(value), SQLITE_STATIC);
	else
		sqlite3_bind_null(statement, index);
}

static inline void bind_id(sqlite3_stmt *statement, int index, uint64_t value)
{
	if (value)
		sqlite3_bind_int64(statement, index, (sqlite3_int64)value);
	else
		sqlite3_bind_null(statement, index);
}

static inline void bind_number(sqlite3_stmt *statement, int index, int64_t value)
{
	sqlite3_bind_int64(statement, index, value);
}

#endif
