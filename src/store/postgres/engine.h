/* What the files of the PostgreSQL engine share. */
#ifndef STORE_POSTGRES_ENGINE_H
#define STORE_POSTGRES_ENGINE_H

#include <setjmp.h>

#include "base/buf.h"
#include "store/engine.h"
#include "store/postgres/libpq.h"

/* A named piece of SQL as the server wants it: its parameters numbered. */
struct piece {
	const char *name;
	char *sql;
	int parameters;
	const char *names[MOST_PARAMETERS]; /* ":guild", of a query; empty of a statement, whose
					       parameters are numbers already */
	Oid types[MOST_PARAMETERS]; /* of a query's parameters; of the arrays' elements of a bulk
				       statement */
	bool bulk;                  /* its parameters are arrays, a row of each at a time */
	bool prepared;              /* on this connection */
	int number;
	UT_hash_handle hh;
};

/* Rows gathered for a bulk statement: a column each, in the binary form of an array's elements. */
struct bulk {
	struct piece *piece;
	int rows;
	struct buf columns[MOST_PARAMETERS];
	bool has_null[MOST_PARAMETERS];
	struct bulk *next;
};

/* What to do with the result of a statement under way. True: RESULT is the handler's now, to be
 * cleared. */
typedef bool result_handler(void *context, PGresult *result);
struct awaited {
	result_handler *handler;
	void *context;
	const char *name;
};

enum { MOST_AWAITED = 256, POSTGRES_FIRST_VERSION = 8 /* older books were never on a server */ };

struct postgres_store {
	struct store store;
	PGconn *connection;
	char *address; /* with its password, as libpq reads it */
	char *schema;  /* that the location names; NULL: the server's search_path decides */
	enum store_mode mode;
	struct piece *pieces;
	struct bulk *bulks, *spare; /* with rows; emptied */
	struct awaited awaited[MOST_AWAITED];
	int awaited_count, piece_count, readings, cursors, version;
	bool pooled; /* a proxy is in between: nothing is left to a session, which may be another
			one in the next transaction */
	bool transaction;        /* one is open, or was asked for */
	bool reading_began;      /* by a reading, whose end ends it */
	int64_t work_until;      /* where work is limited: the time, in ms */
	int64_t ask_for_waiters; /* when, in ms */
	jmp_buf *again;          /* where an attempt begins anew: attempt.c */
	bool repeated;           /* it began anew already */
};

static inline struct postgres_store *postgres_of(struct store *store)
{
	return (struct postgres_store *)store;
}

/* engine.c */
struct store *postgres_open(const char *location, enum store_mode mode);
/* address.c. LOCATION as people may see it, without passwords; to be freed. */
char *address_without_password(const char *location);
/* LOCATION without what is not libpq's: "schema=NAME", which goes into SCHEMA (NULL where there is
 * none). Both are to be freed. Exits with EX_USAGE where that names no schema that could be. */
char *address_of_server(const char *location, char **schema);
/* Exits with EX_USAGE where libpq cannot read ADDRESS, which messages name as SHOWN. */
void address_check(const char *address, const char *shown);

/* new_schema.c. Makes the schema of books that are not there yet where there is none of that name,
 * and, where the server has Citus, distributes it: while it is empty. Exits with EX_NOPERM where
 * the role may not, EX_CONFIG where Citus refuses. */
void postgres_make_schema(struct postgres_store *store);
/* migrations.c, as store_migrate() says */
int postgres_migrate(const char *location, after_migration *rest);

/* connection.c. Connects, checks that there are books (MODE STORE_CREATE: or nothing yet), and
 * begins pipelines; exits where that fails. */
void postgres_connect(struct postgres_store *store);
bool postgres_by_unix_socket(const struct store *base);
/* The same again for a connection that was lost; false when the server cannot be reached now. */
bool postgres_reconnect(struct postgres_store *store);
/* Of the connected books; 0: there are none. Not within a pipeline. */
int postgres_version(struct postgres_store *store);
/* The only value of a query outside of pipelines; to be freed. NULL for NULL and for no row. */
char *postgres_asked(struct postgres_store *store, const char *sql);
/* One command outside of pipelines; exits where it fails. */
void postgres_command(struct postgres_store *store, const char *sql, const char *doing);
/* Says what the server did not do, and exits with the sysexits code for it; or begins an attempt
 * anew when there is one and time helps. RESULT NULL: the connection itself failed. */
_Noreturn void postgres_failed(struct postgres_store *store, const PGresult *result,
			       const char *doing);

/* A SELECT that makes our settings those of the session or (for who is pooled, behind each BEGIN)
 * of the transaction. Valid until the next call. */
const char *postgres_settings(const struct postgres_store *store, bool of_transaction);

/* pieces.c */
struct piece *piece_named(struct postgres_store *store, const char *name);
void pieces_forget_prepared(struct postgres_store *store);
void pieces_free(struct postgres_store *store);

/* pipeline.c: statements go out without waiting; their results are handled, in order, at the next
 * pipeline_settle(). HANDLER may be NULL. */
void pipeline_prepared(struct postgres_store *store, struct piece *piece, const char *const *values,
		       const int *lengths, const int *formats, result_handler *handler,
		       void *context);
/* NAME: what messages call it; NULL: SQL itself. */
void pipeline_sql(struct postgres_store *store, const char *name, const char *sql, int parameters,
		  const Oid *types, const char *const *values, result_handler *handler,
		  void *context);
void pipeline_settle(struct postgres_store *store);
/* Begins a transaction, with all that a session would keep where there may be none; MODE
 * STORE_READ: of one state of the books, which it cannot change. */
void pipeline_begin(struct postgres_store *store);
/* Forgets what was under way, for a connection that is gone. */
void pipeline_drop(struct postgres_store *store);
/* A row's values, at most MOST_COLUMNS; texts belong to RESULT. */
void take_values(const PGresult *result, int row, struct value *values);

/* bulk.c */
void bulk_add(struct postgres_store *store, struct piece *piece, const struct value *values,
	      int count);
/* Sends the rows gathered so far for all statements. */
void bulk_send_all(struct postgres_store *store);
void bulk_drop_all(struct postgres_store *store);
void bulk_free(struct postgres_store *store);
/* A bulk statement that is sent by itself. */
struct bulk *bulk_new(struct postgres_store *store, const char *name);
void bulk_row(struct bulk *bulk, const struct value *values, int count);
void bulk_send(struct postgres_store *store, struct bulk *bulk, result_handler *handler,
	       void *context);

/* The engine's entry points. */
bool postgres_load(struct store *base, struct books *books);
void postgres_load_cursors(struct store *base, struct books *books);
struct reader *postgres_read(struct store *base, const char *name, const struct binding *bindings,
			     int binding_count);
const struct value *postgres_next(struct reader *base);
const char *postgres_column(const struct reader *base, int column);
void postgres_end(struct reader *base);
void postgres_change(struct store *base, const char *name, const struct binding *bindings,
		     int binding_count, int *changed);
void postgres_rollback(struct store *base);
bool postgres_is_awaited(struct store *base);
void postgres_limit_work(struct store *base, const struct work_limit *limit);
void postgres_attempt(struct store *base, void (*work)(void *context), void (*undo)(void *context),
		      void *context);

#endif
