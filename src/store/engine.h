/* What an engine of the port has to be: its entry points, the statements that all engines know by
 * name, and a handle that begins alike. */
#ifndef STORE_ENGINE_H
#define STORE_ENGINE_H

#include "store/named_sql.h"
#include "store/seal.h"
#include "store/store.h"

enum { MAX_TABLES = 64 };
/* The statements that write. */
enum statement {
	WRITE_GUILD,
	WRITE_SETTING,
	WRITE_CURRENCY,
	WRITE_PERMIT,
	DROP_PERMIT,
	WRITE_CHANNEL,
	WRITE_CURSOR,
	WRITE_ROLE,
	DROP_ROLE,
	WRITE_MEMBER,
	DROP_MEMBER_ROLES,
	WRITE_MEMBER_ROLE,
	DROP_MEMBER_ROLE,
	WRITE_GROUP,
	DROP_GROUP,
	WRITE_OFFER,
	DROP_OFFER,
	WRITE_WANTED_ROLE,
	DROP_WANTED_ROLE,
	WRITE_PREFERENCE,
	DROP_PREFERENCES,
	WRITE_LIMIT,
	DROP_LIMIT,
	WRITE_BUDGET,
	DROP_BUDGET,
	WRITE_EXEMPTION,
	END_EXEMPTION,
	WRITE_IMPORT_LINE,
	WRITE_IMPORT,
	WRITE_COUNTERPARTY,
	DROP_COUNTERPARTY,
	WRITE_RECONCILIATION,
	WRITE_EVIDENCE,
	WRITE_SUM_SEED,
	WRITE_YEAR,
	WRITE_ACCOUNTING_DAY,
	WRITE_USER,
	WRITE_ACCOUNT,
	WRITE_BALANCE,
	WRITE_BATCH,
	WRITE_TRANSACTION,
	WRITE_ENTRY,
	WRITE_WAITING,
	WRITE_SCHEDULE,
	WRITE_COMMAND,
	WRITE_REPLY,
	WRITE_DELIVERY,
	WRITE_DELIVERED,
	WRITE_REFUSED,
	WRITE_BATCH_TOTAL,
	WRITE_BATCH_SUM,
	SEAL_BATCH,
	SEAL_TRANSACTIONS,
	WRITE_COUNTER,
	DROP_BATCH_COUNTERS,
	INSERT_INTO, /* and those behind it: a row of the table schema_tables[which - INSERT_INTO]
		      */
	STATEMENT_COUNT = INSERT_INTO + MAX_TABLES
};
const char *statement_name(enum statement which); /* of its text in sql/ */
enum { MOST_PARAMETERS = 40, MOST_COLUMNS = 48 };

/* To be called behind the SQL of the migration to VERSION, within its transaction: what SQL cannot
 * do (migrate.c). */
typedef void after_migration(struct store *store, int version);

struct counter;
struct engine;
/* Every engine's handle begins so. */
struct store {
	const struct engine *engine;
	char *location;           /* as people may see it: without a password */
	struct counter *counters; /* what happened, not written yet: counters.h */
	struct counter *last_counter;
	struct zones zones;        /* those that were used */
	const struct zone *zone;   /* of the days in queries; NULL: none was asked for */
	bool limited, out_of_work; /* readings may do so much and no more; they did */
};
/* And every engine's reading. */
struct reader {
	struct store *store;
	int columns;
	struct value values[MOST_COLUMNS + 1];
};

/* What an engine does whose books are a file: store/copies.h, function by function. */
struct file_engine {
	void (*backup)(struct store *store, const char *file);
	int (*backup_nameless)(struct store *store, const char *folder);
	struct store *(*open_copy)(const char *file);
	struct store *(*open_nameless)(const char *folder, int *fd);
	void (*nameless_written)(int fd);
	void (*check_copy)(struct store *store);
	bool (*sound)(struct store *store, struct buf *problem);
	struct store *(*hold)(const char *location, bool *damaged);
	void (*keep)(struct store *held, const char *file);
	void (*replace)(struct store *held, const char *with);
	struct store *(*temporary)(after_migration *rest);
};

struct engine {
	const char *const *addresses; /* with which a location of its own begins; ended by NULL */
	unsigned can;                 /* enum store_capability */
	const struct named_sql *sql;
	int first_version;              /* of the schema, that it ever had */
	const struct file_engine *file; /* NULL: its books are no file */
	/* As store_open() and store_migrate() say; LOCATION is one of its own. */
	struct store *(*open)(const char *location, enum store_mode mode);
	int (*migrate)(const char *location, after_migration *rest);

	void (*close)(struct store *store); /* counters are store.c's to free */
	void (*begin)(struct store *store);
	void (*commit)(struct store *store);
	void (*rollback)(struct store *store); /* from whatever state a failure left */
	bool (*is_awaited)(struct store *store);
	int (*schema_version)(struct store *store);
	bool (*by_unix_socket)(const struct store *store); /* NULL: no */
	void (*attempt)(struct store *store, void (*work)(void *context),
			void (*undo)(void *context), void *context); /* NULL: once is enough */

	bool (*load)(struct store *store, struct books *books);
	void (*load_cursors)(struct store *store,
			     struct books *books); /* how far the books had read: cursor->before */

	/* One row for a statement. An engine may gather rows until settle(); in CHANGED (NULL:
	 * nobody asks) it then says whether a row of the books was changed. Texts live until
	 * settle(), or until the working set's pending rows go. */
	void (*put)(struct store *store, enum statement which, const struct value *values,
		    int count, bool *changed);
	void (*settle)(struct store *store);

	struct reader *(*read)(struct store *store, const char *name,
			       const struct binding *bindings, int binding_count);
	const struct value *(*next)(struct reader *reading);
	const char *(*column)(const struct reader *reading, int column);
	void (*end)(struct reader *reading);
	void (*limit_work)(struct store *store, const struct work_limit *limit); /* NULL: no more */
	/* CHANGED NULL: nobody waits for it. */
	void (*change)(struct store *store, const char *name, const struct binding *bindings,
		       int binding_count, int *changed);
};

extern const struct engine sqlite_engine, postgres_engine;
/* engines.c: whose books those at LOCATION are, by what it begins with; the one of files. */
const struct engine *engine_at(const char *location);
const struct engine *engine_of_files(void);

/* How long, in ms, another who writes is waited for, and a server that went away:
 * store_set_patience(). */
int patience_for_lock(void);
int patience_for_server(void);

/* The text of SQL, exiting with EX_SOFTWARE where there is none of that name. */
const char *sql_in(const struct named_sql *list, const char *name);

static inline struct value value_integer(int64_t integer)
{
	return (struct value){ .kind = VALUE_INTEGER, .integer = integer };
}

/* An id, time or sequence of which 0 stands for none: NULL then. */
static inline struct value value_id(uint64_t id)
{
	return (struct value){ .kind = id ? VALUE_INTEGER : VALUE_NULL, .integer = (int64_t)id };
}

static inline struct value value_text(const char *text)
{
	return (struct value){ .kind = text ? VALUE_TEXT : VALUE_NULL, .text = text };
}

#endif
