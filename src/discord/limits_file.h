/* The file limits.db, opened: private to limits_file.c and limits_db.c, which reads and writes
 * rows. */
#ifndef DISCORD_LIMITS_FILE_H
#define DISCORD_LIMITS_FILE_H

#include <sqlite3.h>

#include "discord/limits_db.h"

enum statement {
	FIND_HOLDS,
	FIND_HOLD,
	PUT_HOLD,
	DROP_HOLD,
	DROP_ALL_HOLDS,
	FIND_BUCKET,
	PUT_BUCKET,
	FIND_OPENINGS,
	PUT_OPENINGS,
	FIND_KNOWN_SENT,
	PUT_KNOWN_SENT,
	FIND_CHANNEL,
	PUT_CHANNEL,
	DROP_CHANNEL,
	DROP_OLD_CHANNELS,
	COUNT_INVALID,
	ADD_INVALID,
	ADD_COUNT,
	PUT_READ,
	FIND_TURN,
	PUT_TURN,
	FIND_BACKLOG,
	PUT_BACKLOG,
	STATEMENT_COUNT
};

struct limits {
	sqlite3 *db;
	char *file;
	char key[64];
	sqlite3_stmt *statements[STATEMENT_COUNT];
};

/* Exits where RESULT, SQLite's, is not that of success. */
void limits_check(const struct limits *limits, int result);
/* Says what is wrong with the file, and exits with the sysexits code for it. */
_Noreturn void limits_failed(const struct limits *limits, int result);

#endif
