/* The port to the books at rest. Two engines implement it: sqlite/ (a file) and postgres/ (a
 * server). */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/decimal.h"
#include "base/zone.h"
#include "ledger/books.h"

struct store;
/* STORE_COPY reads as STORE_READ does, and takes a file of an older schema, too: what is copied
 * before it is migrated. */
enum store_mode { STORE_READ, STORE_WRITE, STORE_CREATE, STORE_COPY };

/* Opens the books at LOCATION (a path, or postgresql://…; NULL takes GL_DB). Never returns NULL:
 * exits with EX_USAGE without a location or with one that cannot be read, EX_NOINPUT when there is
 * no such file, or a database without books, EX_NOPERM when it may not be read or written or a
 * server lets nobody of that name into a database of that name, EX_DATAERR when it is no
 * guildledger database or corrupt, EX_TEMPFAIL when the server does not answer, EX_UNAVAILABLE
 * without libpq or for another kind of address, EX_CONFIG when its schema is newer or older than
 * this program (older: gl-db migrate), or when its texts are not UTF-8.
 * https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNSTRING */
struct store *store_open(const char *location, enum store_mode mode);
/* Books that are opened from here on wait MS at most for another who writes, instead of 5 s, and as
 * long for their server to come back, instead of 20 s; then they fail with EX_TEMPFAIL. */
void store_set_patience(int ms);
void store_close(struct store *store);
/* LOCATION, or GL_DB when it is NULL; exits as store_open() does where that is neither a path nor
 * an address, before anything is made. */
const char *store_locate(const char *location);
const char *store_location(const struct store *store); /* without a password */
bool store_by_unix_socket(const struct store *store);  /* whether one of the servers of its address
							  is reached by a UNIX socket */
/* What not every engine does. */
enum store_capability {
	STORE_CAN_BACKUP_FILE = 1, /* the books are a file: store/copies.h is for them */
	STORE_CAN_CHECK_FILE = 2,  /* "verify sqlite" looks for damage in it */
	STORE_CAN_SHOW_SCHEMA = 4, /* "verify schema": as it was written, to the letter */
	STORE_CAN_CONNECT = 8,     /* the books are a server's, over a socket */
};
bool store_can(const struct store *store, enum store_capability capability);
/* The same of books at LOCATION (of store_locate()), which need not be there. */
bool location_can(const char *location, enum store_capability capability);
/* LOCATION, or where reports may be read when it is NULL and GL_DB_READ names a standby. */
const char *store_default_reading(const char *location);

/* All further failures exit too: EX_TEMPFAIL locked by another (after 5 s), EX_IOERR disk,
 * EX_CANTCREAT full, EX_DATAERR corrupt, EX_SOFTWARE otherwise. The open transaction is then rolled
 * back: nothing is half done. */

/* Starts a write transaction. A server lets several write at once, one a guild: the first load of a
 * guild waits for whoever writes it. */
void store_begin(struct store *store);
void store_commit(struct store *store);
/* Whether others wait for what this transaction has locked. */
bool store_is_awaited(struct store *store);
/* Ends a transaction that failed, wherever it stopped; what the working set holds of it must be
 * forgotten. */
void store_rollback(struct store *store);
/* Calls WORK, which is one transaction from begin to commit, with CONTEXT. Where another server or
 * another try can fix what failed, UNDO forgets what WORK did in memory, and WORK is called again,
 * for 20 s at most; nothing of the failed try is in the books, unless it was the COMMIT's answer
 * that was lost: WORK has to be one that can be done twice. WORK owns nothing but what UNDO frees.
 */
void store_attempt(struct store *store, void (*work)(void *context), void (*undo)(void *context),
		   void *context);

/* Loads into BOOKS all that its references name and that is not there yet; empties the references.
 * Returns false when another process changed what earlier transactions left in BOOKS: then all of
 * it is to be forgotten, and asked for anew. */
bool store_load(struct store *store, struct books *books);
/* Writes all pending rows and changed balances of BOOKS and empties its pending lists; within the
 * transaction. */
void store_write(struct store *store, struct books *books);

/* One value of a row. Text belongs to the store and lasts until the next row. A total that 64 bits
 * do not hold is the text of its digits. Behind the last one of a row is a VALUE_END. */
struct value {
	enum { VALUE_NULL, VALUE_INTEGER, VALUE_TEXT, VALUE_END } kind;
	int64_t integer;
	const char *text;
};
/* How many a row has. */
static inline int value_count(const struct value *values)
{
	int count = 0;
	while (values[count].kind != VALUE_END)
		count++;
	return count;
}
/* A total, as wide_sum() and its like give it in SQL; 0 for NULL. Exits with EX_SOFTWARE for a text
 * that is no number. */
wide value_wide(const struct value *value);
/* Its text; "" where there is none: the schema of a copy that is proven may have been changed. */
static inline const char *value_words(const struct value *value)
{
	return value->kind == VALUE_TEXT ? value->text : "";
}
struct binding {
	const char *name;
	struct value value;
}; /* name as in the SQL, ":guild" */
/* Parameters of a query. */
static inline struct binding bind_integer(const char *name, int64_t value)
{
	return (struct binding){ name, { .kind = VALUE_INTEGER, .integer = value } };
}
/* NULL for 0: an id, a time or a number that is not asked for. */
static inline struct binding bind_optional(const char *name, int64_t value)
{
	return (struct binding){ name,
				 { .kind = value ? VALUE_INTEGER : VALUE_NULL, .integer = value } };
}
static inline struct binding bind_id(const char *name, uint64_t id)
{
	return bind_optional(name, (int64_t)id);
}
/* NULL for NULL. */
static inline struct binding bind_text(const char *name, const char *text)
{
	return (struct binding){ name, { .kind = text ? VALUE_TEXT : VALUE_NULL, .text = text } };
}
/* Called for each row; returns false to stop early. */
typedef bool row_callback(void *context, const struct value *values);
/* Runs a named query of sql/, streaming its rows. Bindings the query does not mention are ignored;
 * parameters without a binding are NULL. A query may be several statements: the last one gives the
 * rows, those before it fill temporary tables; all see the same books. */
void store_query(struct store *store, const char *name, const struct binding *bindings,
		 int binding_count, row_callback *row, void *context);
/* What a named query says in one value. Whether it gives a row; the number in the first column of
 * its first row, 0 without one and for NULL. */
bool store_has_row(struct store *store, const char *name, const struct binding *bindings,
		   int binding_count);
int64_t store_number(struct store *store, const char *name, const struct binding *bindings,
		     int binding_count);

/* From here on the days of named queries are those of the zone NAME, of UTC where its rules are
 * unknown here. Returns that zone, which lasts as long as STORE. */
const struct zone *store_use_zone(struct store *store, const char *name);

/* From here on readings may do so much work in all, and no more: beyond it they end early, with the
 * rows that they gave so far, and those begun later give none. For answers, which are made while
 * the books are locked. Books in a file count STEPS of their engine, so that it is the same on a
 * slow day; a server is given a time. Nothing may be written until the end. */
struct work_limit {
	int64_t steps;
	int ms;
};
void store_limit_work(struct store *store, struct work_limit limit);
bool store_out_of_work(const struct store *store); /* whether a reading ended early */
bool store_end_limit(struct store *store);         /* the same, and work is without limit again */

/* The same rows one by one, for those who read several queries side by side. */
struct reader;
struct reader *store_read(struct store *store, const char *name, const struct binding *bindings,
			  int binding_count);
/* The next row, whose values last until the next call; NULL after the last one. */
const struct value *reading_next(struct reader *reading);
int reading_columns(const struct reader *reading);
const char *reading_column(const struct reader *reading, int column); /* its name in the query */
void reading_end(struct reader *reading);

/* Runs a named statement that changes rows, within the transaction; returns how many it changed.
 * For what is no part of the books proper: the outbox. */
int store_change(struct store *store, const char *name, const struct binding *bindings,
		 int binding_count);
/* The same for who does not ask how many: a server is not waited for, and what fails shows at the
 * next call that waits, at the latest at the commit. */
void store_send_change(struct store *store, const char *name, const struct binding *bindings,
		       int binding_count);

/* Empty books of today's schema in a file without a name, in the folder TMPDIR (else /var/tmp or
 * /tmp), which the process must be able to write: they are gone when they are closed or the process
 * ends. */
struct store *store_temporary(void);

/* Schema work, for gl-db. A schema's version is the number of its newest migration. */
extern const int store_newest_schema;              /* the one that this program works with */
int store_schema_version(struct store *store);     /* 0: empty */
int store_migrate(const char *location);           /* to the newest; returns the version before */
char *store_migrations(const struct store *store); /* the SQL of all of them; to be freed */
#endif
