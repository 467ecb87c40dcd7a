/* The schema as sql/schema.txt describes it: tables and views, their columns, and the names of the
 * queries that are made for them. sql/schema.awk makes the list. */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include <stdbool.h>

struct schema_column {
	const char *name;
	bool text;  /* else an integer */
	bool null;  /* may be NULL */
	bool blank; /* `forget` may change it in a table that never changes otherwise */
};

struct schema_table {
	const char *name;
	const struct schema_column *columns;
	int column_count, key; /* the first KEY columns are the primary key */
	int unique;            /* how many unique indexes there are beside it */
	bool view, server;     /* server: it is there on a server only */
	bool marks;            /* each row says that the books of a guild are elsewhere */
	bool fixed;            /* a guard refuses any change of a column that is not blank */
	const char *refers;    /* the table of its foreign key; NULL: it has none */
	/* Names of queries, and of a statement of enum statement; NULL: the table is no part of the
	 * books, or a replay of the log does not give it. */
	const char *copy, *insert, *remove, *replay;
};

/* In an order in which each row that is copied finds what it refers to. */
extern const struct schema_table schema_tables[];
extern const int schema_table_count, schema_check_count; /* CHECKs of all tables */
/* Those that a replay compares, in the order in which a difference explains those below it; ended
 * by NULL. */
extern const struct schema_table *const schema_compared[];

/* The table of that name; NULL: there is none. */
const struct schema_table *schema_table_named(const char *name);
const struct schema_column *schema_column_named(const struct schema_table *table, const char *name);

#endif
