/* Statements sent one behind the other, their results taken together: a round trip for all of them.
 * https://www.postgresql.org/docs/15/libpq-pipeline-mode.html */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "store/postgres/engine.h"

enum {
	OID_BOOL = 16,
	OID_INT8 = 20,
	OID_INT2 = 21,
	OID_INT4 = 23,
	OID_OID = 26,
	OID_NUMERIC = 1700
};

static void await(struct postgres_store *store, const char *name, result_handler *handler,
		  void *context)
{
	store->awaited[store->awaited_count++] = (struct awaited){ handler, context, name };
	/* a statement may be two: prepared, then run */
	if (store->awaited_count >= MOST_AWAITED - 1)
		pipeline_settle(store);
}

static void sent(struct postgres_store *store, int result, const char *name)
{
	if (!result)
		postgres_failed(store, NULL, name);
}

void pipeline_begin(struct postgres_store *store)
{
	pipeline_sql(store, NULL,
		     store->mode == STORE_READ ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
					       : "BEGIN",
		     0, NULL, NULL, NULL, NULL);
	store->transaction = true;
	if (store->pooled)
		pipeline_sql(store, "settings", postgres_settings(store, true), 0, NULL, NULL, NULL,
			     NULL);
}

static void send_unnamed(struct postgres_store *store, const struct piece *piece,
			 const char *const *values, const int *lengths, const int *formats)
{
	bool inferred = piece->bulk || !piece->names[0];
	sent(store,
	     libpq()->PQsendQueryParams(store->connection, piece->sql, piece->parameters,
					inferred ? NULL : piece->types, values, lengths, formats,
					0),
	     piece->name);
}

void pipeline_prepared(struct postgres_store *store, struct piece *piece, const char *const *values,
		       const int *lengths, const int *formats, result_handler *handler,
		       void *context)
{
	char statement[16];
	if (store->pooled) { /* who answers the next time has not prepared it */
		send_unnamed(store, piece, values, lengths, formats);
		await(store, piece->name, handler, context);
		return;
	}
	snprintf(statement, sizeof statement, "s%d", piece->number);
	if (!piece->prepared) {
		sent(store,
		     libpq()->PQsendPrepare(store->connection, statement, piece->sql,
					    piece->bulk || !piece->names[0] ? 0 : piece->parameters,
					    piece->types),
		     piece->name);
		piece->prepared = true;
		await(store, piece->name, NULL, NULL);
	}
	sent(store,
	     libpq()->PQsendQueryPrepared(store->connection, statement, piece->parameters, values,
					  lengths, formats, 0),
	     piece->name);
	await(store, piece->name, handler, context);
}

void pipeline_sql(struct postgres_store *store, const char *name, const char *sql, int parameters,
		  const Oid *types, const char *const *values, result_handler *handler,
		  void *context)
{
	sent(store,
	     libpq()->PQsendQueryParams(store->connection, sql, parameters, types, values, NULL,
					NULL, 0),
	     name ? name : sql);
	await(store, name ? name : sql, handler, context);
}

/* Whether what failed is an answer that was too much work: that statement, and those sent behind
 * it. */
static bool ran_out_of_work(struct postgres_store *store, const PGresult *result)
{
	const char *state = libpq()->PQresultErrorField(result, PG_DIAG_SQLSTATE);
	if (store->store.limited && state && strcmp(state, "57014") == 0) /* query_canceled */
		store->store.out_of_work = true;
	return store->store.out_of_work &&
	       (state || libpq()->PQresultStatus(result) == PGRES_PIPELINE_ABORTED);
}

static void take_result(struct postgres_store *store, const struct awaited *awaited)
{
	PGresult *result;
	bool any = false;
	while ((result = libpq()->PQgetResult(store->connection))) {
		ExecStatusType status = libpq()->PQresultStatus(result);
		any = true;
		bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
		if (!good && !ran_out_of_work(store, result))
			postgres_failed(store, result, awaited->name);
		if (!good || !awaited->handler || !awaited->handler(awaited->context, result))
			libpq()->PQclear(result);
	}
	if (!any)
		postgres_failed(store, NULL, awaited->name);
}

void pipeline_settle(struct postgres_store *store)
{
	if (!store->awaited_count)
		return;
	int count = store->awaited_count;
	sent(store, libpq()->PQpipelineSync(store->connection), "sending statements");
	for (int i = 0; i < count; i++)
		take_result(store, &store->awaited[i]);
	PGresult *end = libpq()->PQgetResult(store->connection);
	bool ended = end && libpq()->PQresultStatus(end) == PGRES_PIPELINE_SYNC;
	libpq()->PQclear(end);
	store->awaited_count = 0;
	if (!ended)
		postgres_failed(store, NULL, "ending a pipeline");
}

void pipeline_drop(struct postgres_store *store)
{
	store->awaited_count = 0;
}

static struct value number_of(const char *text)
{
	char *end;
	errno = 0;
	int64_t integer = strtoll(text, &end, 10);
	if (*end)
		fail(EX_SOFTWARE, "the server's %s is no whole number", text);
	return errno ? value_text(text) : value_integer(integer); /* a total that 64 bits do not
								     hold: value_wide() reads it */
}

void take_values(const PGresult *result, int row, struct value *values)
{
	int columns = libpq()->PQnfields(result);
	for (int i = 0; i < columns; i++) {
		const char *text = libpq()->PQgetvalue(result, row, i);
		if (libpq()->PQgetisnull(result, row, i)) {
			values[i] = value_text(NULL);
			continue;
		}
		switch (libpq()->PQftype(result, i)) {
		case OID_BOOL: values[i] = value_integer(*text == 't'); break;
		case OID_INT8:
		case OID_INT4:
		case OID_INT2:
		case OID_OID:
		case OID_NUMERIC: values[i] = number_of(text); break;
		default: values[i] = value_text(text);
		}
	}
}
