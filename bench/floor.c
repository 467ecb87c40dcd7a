/* The floor: what nobody can go below. One process that parses the same messages with cJSON and
 * only inserts the same rows into the same schema: for each payment a log row with a record of the
 * product's length, a transaction, two entries and a reply; for each balance a log row and a reply.
 * One INSERT a table and chunk, from a virtual table over an array; the product's pragmas, pages,
 * keys and size of a chunk, no triggers, one COMMIT. No grammar, no rules, no outcomes; the
 * members' balances are written once at the end. */
#include <cjson/cJSON.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 4096, COLUMNS = 13, TEXT_ROOM = 1024 /* of a message */ };

/* A number, or a text where there is one. */
struct cell {
	int64_t number;
	const char *text;
	int length; /* -1: NULL */
};
struct table {
	const char *sql;
	sqlite3_stmt *insert;
	int columns, rows;
	struct cell *cells;
};
enum { COMMANDS, TRANSACTIONS, ENTRIES, OUTBOX, TABLES };
static struct table tables[TABLES] = {
	{ .sql = "INSERT OR FAIL INTO commands SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, "
		 "c11, c12, "
		 "c13 FROM cells(?1)",
	  .columns = 13 },
	{ .sql = "INSERT OR FAIL INTO transactions SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, "
		 "NULL, NULL FROM cells(?1)",
	  .columns = 9 },
	{ .sql = "INSERT OR FAIL INTO entries SELECT c1, c2, c3, c4, c5, c6 FROM cells(?1)",
	  .columns = 6 },
	{ .sql = "INSERT OR FAIL INTO outbox (guild_id, delivery, kind, seq, channel_id, reply_to, "
		 "state) "
		 "SELECT c1, c2, 'reply', c3, c4, c5, 'due' FROM cells(?1)",
	  .columns = 5 },
};
static sqlite3 *db;
static char texts[CHUNK * TEXT_ROOM];

static void check(int result, const char *doing)
{
	if (result == SQLITE_OK || result == SQLITE_DONE)
		return;
	fprintf(stderr, "floor: %s: %s\n", doing, sqlite3_errmsg(db));
	exit(1);
}

static void run(const char *sql)
{
	check(sqlite3_exec(db, sql, NULL, NULL, NULL), sql);
}

/* ---- cells(pointer): the rows of a table's array ---- */

struct cursor {
	sqlite3_vtab_cursor base;
	const struct table *table;
	int row;
};

static int connect_cells(sqlite3 *to, void *context, int argc, const char *const *argv,
			 sqlite3_vtab **table, char **error)
{
	(void)context, (void)argc, (void)argv, (void)error;
	*table = calloc(1, sizeof **table);
	return sqlite3_declare_vtab(to,
				    "CREATE TABLE x(c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, "
				    "c12, c13, source HIDDEN)");
}

static int drop_cells(sqlite3_vtab *table)
{
	free(table);
	return SQLITE_OK;
}

static int plan(sqlite3_vtab *table, sqlite3_index_info *info)
{
	(void)table;
	info->aConstraintUsage[0].argvIndex = 1;
	info->aConstraintUsage[0].omit = 1;
	return info->nConstraint == 1 ? SQLITE_OK : SQLITE_CONSTRAINT;
}

static int open_cells(sqlite3_vtab *table, sqlite3_vtab_cursor **cursor)
{
	(void)table;
	*cursor = calloc(1, sizeof(struct cursor));
	return SQLITE_OK;
}

static int close_cells(sqlite3_vtab_cursor *cursor)
{
	free(cursor);
	return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *base, int number, const char *text, int argc,
		  sqlite3_value **argv)
{
	struct cursor *cursor = (struct cursor *)base;
	(void)number, (void)text, (void)argc;
	cursor->table = sqlite3_value_pointer(argv[0], "cells");
	cursor->row = 0;
	return SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *base)
{
	((struct cursor *)base)->row++;
	return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *base)
{
	const struct cursor *cursor = (const struct cursor *)base;
	return cursor->row == cursor->table->rows;
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *context, int index)
{
	const struct cursor *cursor = (const struct cursor *)base;
	const struct cell *cell =
		&cursor->table->cells[cursor->row * cursor->table->columns + index];
	if (cell->text)
		sqlite3_result_text(context, cell->text, cell->length, SQLITE_STATIC);
	else if (cell->length >= 0)
		sqlite3_result_int64(context, cell->number);
	return SQLITE_OK;
}

static int rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *number)
{
	*number = ((const struct cursor *)base)->row;
	return SQLITE_OK;
}

static const sqlite3_module cells_module = {
	.xConnect = connect_cells,
	.xBestIndex = plan,
	.xDisconnect = drop_cells,
	.xOpen = open_cells,
	.xClose = close_cells,
	.xFilter = filter,
	.xNext = next,
	.xEof = at_end,
	.xColumn = column,
	.xRowid = rowid,
};

/* ---- the messages ---- */

static void add_row(struct table *table, const struct cell *cells)
{
	memcpy(table->cells + table->rows++ * table->columns, cells,
	       (size_t)table->columns * sizeof *cells);
}

static void write_chunk(void)
{
	for (int i = 0; i < TABLES; i++) {
		sqlite3_bind_pointer(tables[i].insert, 1, &tables[i], "cells", NULL);
		check(sqlite3_step(tables[i].insert), tables[i].sql);
		sqlite3_reset(tables[i].insert);
		tables[i].rows = 0;
	}
}

static const char *text_of(const cJSON *object, const char *key)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
	return item && item->valuestring ? item->valuestring : "";
}

static struct cell number(int64_t value)
{
	return (struct cell){ .number = value };
}

static struct cell text(const char *value, int length)
{
	return (struct cell){ .text = value, .length = length };
}

/* The rows of one message; ROOM takes their texts. */
static void add_message(const cJSON *message, char *room, int64_t seq, int64_t *transaction)
{
	const cJSON *author = cJSON_GetObjectItemCaseSensitive(message, "author");
	const char *content = text_of(message, "content"), *mention = strstr(content, "<@"),
		   *memo = strstr(content, "round");
	int64_t id = strtoll(text_of(message, "id"), NULL, 10),
		user = strtoll(text_of(author, "id"), NULL, 10),
		channel = strtoll(text_of(message, "channel_id"), NULL, 10),
		time = (id >> 22) + 1420070400000,
		target = mention ? strtoll(mention + 2, NULL, 10) : 0;
	*transaction += mention != NULL;
	int record = snprintf(
		room, 512,
		"{\"type\":\"command\",\"message_id\":\"%lld\",\"channel_id\":\"%lld\","
		"\"guild_id\":\"1000\",\"author\":{\"id\":\"%lld\",\"name\":\"%s\","
		"\"roles\":[],\"member\":true,\"owner\":false},\"time\":\"2024-10-27T23:06:"
		"41.000Z\",\"lang\":\"en\",\"source\":\"discord\",\"verb\":\"%s\",\"args\":{\"to\":"
		"\"@%lld\","
		"\"amount\":\"1.23\",\"currency\":\"round\",\"behind\":\"number\",\"memo\":"
		"\"123456\"}}",
		(long long)id, (long long)channel, (long long)user, text_of(author, "global_name"),
		mention ? "pay" : "balance", (long long)target);
	int answer = snprintf(
		room + 512, 256,
		"Paid 1.23 PTS to @%lld (transaction %lld). You have 12345.67 PTS. Receipt: "
		"%lld-7K3M9QXZ",
		(long long)target % 1000, (long long)*transaction, (long long)*transaction);
	int memo_length = memo ? snprintf(room + 768, 256, "%s", memo) : 0;
	struct cell nothing = { .length = -1 }, guild = number(1000),
		    verb = text(mention ? "pay" : "balance", mention ? 3 : 7);
	add_row(&tables[COMMANDS],
		(struct cell[]){ guild, number(seq), number(id), number(time), number(user), verb,
				 text("ok", 2), nothing, mention ? number(*transaction) : nothing,
				 number(1), text(room + 512, answer), text(room, record),
				 number(2) });
	add_row(&tables[OUTBOX],
		(struct cell[]){ guild, number(seq), number(seq), number(channel), number(id) });
	if (!mention)
		return;
	add_row(&tables[TRANSACTIONS],
		(struct cell[]){ guild, number(*transaction), number(1), number(time), verb,
				 number(seq), number(user), nothing,
				 text(room + 768, memo_length) });
	for (int side = 0; side < 2; side++)
		add_row(&tables[ENTRIES],
			(struct cell[]){ guild, number(*transaction), number(side + 1),
					 number((side ? target : user) % 100000000), text("PTS", 3),
					 number(side ? -123 : 123) });
}

int main(int argc, char **argv)
{
	static char line[1 << 16];
	int64_t seq = 1000000, transaction = 1000000;
	int messages = 0;
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (argc != 2 || sqlite3_open(argv[1], &db) != SQLITE_OK)
		return 64;
	run("PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -28000; "
	    "PRAGMA wal_autocheckpoint = 12000; PRAGMA secure_delete = ON");
	check(sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL), "no triggers");
	check(sqlite3_create_module_v2(db, "cells", &cells_module, NULL, NULL), "the virtual "
										"table");
	for (int i = 0; i < TABLES; i++) {
		tables[i].cells = calloc((size_t)CHUNK * 2 * COLUMNS, sizeof(struct cell));
		check(sqlite3_prepare_v3(db, tables[i].sql, -1, SQLITE_PREPARE_PERSISTENT,
					 &tables[i].insert, NULL),
		      tables[i].sql);
	}
	run("BEGIN IMMEDIATE");
	while (fgets(line, sizeof line, stdin)) {
		cJSON *message = cJSON_Parse(line);
		if (text_of(message, "content")[0] == '!')
			add_message(message, texts + messages++ * TEXT_ROOM, ++seq, &transaction);
		cJSON_Delete(message);
		if (messages == CHUNK) {
			write_chunk();
			messages = 0;
		}
	}
	write_chunk();
	run("UPDATE balances SET balance = balance + 0, entries = entries + 1 WHERE guild_id = "
	    "1000");
	run("COMMIT");
	return 0;
}
