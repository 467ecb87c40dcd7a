/* The virtual table gathered(rows): rows that wait for their statement, read where they are. ROWS
 * is a pointer to struct gathered. https://www.sqlite.org/vtab.html
 * https://www.sqlite.org/bindptr.html */
#include <string.h>

#include "store/sqlite/engine.h"

enum { COLUMN_ROWS = MOST_PARAMETERS /* behind c1 … c40, hidden */ };

struct gathered_cursor {
	sqlite3_vtab_cursor base;
	const struct gathered *rows;
	const struct value *row, *end;
	sqlite3_int64 number;
};

static int connect_table(sqlite3 *db, void *context, int argc, const char *const *argv,
			 sqlite3_vtab **table, char **error)
{
	(void)context, (void)argc, (void)argv, (void)error;
	int result = sqlite3_declare_vtab(
		db, "CREATE TABLE x(c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, "
		    "c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, "
		    "c24, c25, c26, c27, c28, c29, c30, c31, c32, c33, c34, c35, "
		    "c36, c37, c38, c39, c40, rows HIDDEN)");
	if (result != SQLITE_OK)
		return result;
	*table = sqlite3_malloc(sizeof **table);
	if (!*table)
		return SQLITE_NOMEM;
	memset(*table, 0, sizeof **table);
	return sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY); /* not from views and triggers */
}

static int disconnect_table(sqlite3_vtab *table)
{
	sqlite3_free(table);
	return SQLITE_OK;
}

static int plan_scan(sqlite3_vtab *table, sqlite3_index_info *info)
{
	(void)table;
	info->estimatedCost = 1;
	for (int i = 0; i < info->nConstraint; i++)
		if (info->aConstraint[i].iColumn == COLUMN_ROWS && info->aConstraint[i].usable &&
		    info->aConstraint[i].op == SQLITE_INDEX_CONSTRAINT_EQ) {
			info->aConstraintUsage[i].argvIndex = 1;
			info->aConstraintUsage[i].omit = 1;
			return SQLITE_OK;
		}
	return SQLITE_CONSTRAINT;
}

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **base)
{
	struct gathered_cursor *cursor = sqlite3_malloc(sizeof *cursor);
	(void)table;
	if (!cursor)
		return SQLITE_NOMEM;
	memset(cursor, 0, sizeof *cursor);
	*base = &cursor->base;
	return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *base)
{
	sqlite3_free(base);
	return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *base, int plan, const char *plan_text, int argc,
		  sqlite3_value **argv)
{
	struct gathered_cursor *cursor = (struct gathered_cursor *)base;
	(void)plan, (void)plan_text;
	cursor->rows = argc ? sqlite3_value_pointer(argv[0], GATHERED_POINTER) : NULL;
	cursor->row = cursor->rows ? cursor->rows->values : NULL;
	cursor->end = cursor->rows ? cursor->row + cursor->rows->count : NULL;
	cursor->number = 0;
	return SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *base)
{
	struct gathered_cursor *cursor = (struct gathered_cursor *)base;
	cursor->row += cursor->rows->columns;
	cursor->number++;
	return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *base)
{
	const struct gathered_cursor *cursor = (const struct gathered_cursor *)base;
	return cursor->row == cursor->end;
}

static int give_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
	const struct gathered_cursor *cursor = (const struct gathered_cursor *)base;
	if (column >= cursor->rows->columns) {
		sqlite3_result_error(context, "a row has fewer values than its table has columns",
				     -1);
		return SQLITE_ERROR;
	}
	const struct value *value = &cursor->row[column];
	if (value->kind == VALUE_INTEGER)
		sqlite3_result_int64(context, value->integer);
	else if (value->kind == VALUE_TEXT)
		sqlite3_result_text(context, value->text, -1, SQLITE_STATIC);
	return SQLITE_OK;
}

static int give_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *number)
{
	*number = ((const struct gathered_cursor *)base)->number;
	return SQLITE_OK;
}

/* Without xCreate the table is there in every schema and in none of its files.
 * https://www.sqlite.org/vtab.html#eponymous_only_virtual_tables */
static const sqlite3_module module = {
	.xConnect = connect_table,
	.xBestIndex = plan_scan,
	.xDisconnect = disconnect_table,
	.xOpen = open_cursor,
	.xClose = close_cursor,
	.xFilter = filter,
	.xNext = next,
	.xEof = at_end,
	.xColumn = give_column,
	.xRowid = give_rowid,
};

int sqlite_add_gathered(struct store *store)
{
	return sqlite3_create_module_v2(db_of(store), "gathered", &module, NULL, NULL);
}
