/* The SQL of sql/, built in: pieces by name, a list for each engine, ended by a NULL name. */
#ifndef STORE_NAMED_SQL_H
#define STORE_NAMED_SQL_H

struct named_sql {
	const char *name, *text;
};
extern const struct named_sql sqlite_sql[], postgres_sql[];

#endif
