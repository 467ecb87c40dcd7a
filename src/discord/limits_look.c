/* Figures of limits.db. It is only read: its tables belong to limits_file.c. */
#include "discord/limits_look.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/sandbox.h"

static const char figures[] =
	"SELECT 'answers', label, value FROM counts WHERE name = 'answers' UNION ALL SELECT "
	"'limited', column1, COALESCE((SELECT value FROM counts WHERE name = 'limited' AND label = "
	"column1), 0) FROM (VALUES ('edge'), ('global'), ('route'), ('shared')) UNION ALL SELECT "
	"'invalid', '', COALESCE((SELECT value FROM counts WHERE name = 'invalid' AND label = ''), "
	"0) UNION ALL SELECT 'recent', '', COALESCE(SUM(requests), 0) FROM invalid_requests WHERE "
	"minute > ?1 / 60000 - 10 AND minute <= ?1 / 60000 UNION ALL SELECT 'held', column1, "
	"(SELECT COUNT(*) FROM holds WHERE until > ?1 AND set_at <= ?1 + 60000 AND CASE WHEN "
	"instr(kind, ' ') THEN 'route' ELSE kind END = column1) FROM (VALUES ('token'), "
	"('global'), ('edge'), ('route'), ('history'), ('hidden'), ('kind'), ('blank'), "
	"('unreadable')) UNION ALL SELECT 'read', CAST(guild_id AS TEXT), at FROM reads UNION ALL "
	"SELECT 'lag', CAST(guild_id AS TEXT), lag FROM reads UNION ALL SELECT 'intent_off', "
	"CAST(guild_id AS TEXT), intent_off FROM reads";

static int read_figures(sqlite3 *db, int64_t now, limits_figure *figure, void *context)
{
	sqlite3_stmt *row = NULL;
	int result = sqlite3_prepare_v2(db, figures, -1, &row, NULL);
	if (result != SQLITE_OK)
		return result;
	sqlite3_bind_int64(row, 1, now);
	while ((result = sqlite3_step(row)) == SQLITE_ROW)
		figure(context, (const char *)sqlite3_column_text(row, 0),
		       (const char *)sqlite3_column_text(row, 1), sqlite3_column_int64(row, 2));
	sqlite3_finalize(row);
	return result;
}

void limits_keep_mode(const char *folder)
{
	char *file = NULL;
	if (asprintf(&file, "%s/limits.db", folder) < 0)
		fail(EX_OSERR, "out of memory");
	sandbox_keep_mode(file);
	free(file);
}

bool limits_look(const char *folder, int64_t now, limits_figure *figure, void *context)
{
	sqlite3 *db = NULL;
	char *file;
	int result = SQLITE_DONE;
	if (asprintf(&file, "%s/limits.db", folder) < 0)
		return false;
	if (access(file, F_OK) == 0) {
		result = sqlite3_open_v2(file, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX,
					 NULL);
		sqlite3_busy_timeout(db, 5000);
		if (result == SQLITE_OK)
			result = read_figures(db, now, figure, context);
		if (result != SQLITE_DONE)
			log_line(LOG_WARN, "limits-unread",
				 "%s: cannot be read (%s); what it tells of Discord is left out",
				 file, db ? sqlite3_errmsg(db) : sqlite3_errstr(result));
		sqlite3_close(db);
	}
	free(file);
	return result == SQLITE_DONE;
}
