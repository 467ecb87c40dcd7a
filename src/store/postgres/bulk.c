/* Many rows in one statement: an array a column, in the binary form that the server keeps its own
 * arrays in (array_recv() in its source: dimensions, whether there are NULLs, the elements' type,
 * their number, the lower bound, then length and bytes of each). */
#include <arpa/inet.h>
#include <endian.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "store/postgres/engine.h"

enum { OID_INT8 = 20 };

static void add_int32(struct buf *out, int32_t number)
{
	uint32_t wire = htonl((uint32_t)number);
	buf_add(out, (const char *)&wire, sizeof wire);
}

static void add_element(struct bulk *bulk, int column, const struct value *value)
{
	struct buf *out = &bulk->columns[column];
	if (value->kind == VALUE_NULL) {
		bulk->has_null[column] = true;
		add_int32(out, -1);
	} else if (bulk->piece->types[column] == OID_INT8) {
		uint64_t wire = htobe64((uint64_t)value->integer);
		add_int32(out, sizeof wire);
		buf_add(out, (const char *)&wire, sizeof wire);
	} else {
		size_t length = strlen(value->text);
		add_int32(out, (int32_t)length);
		buf_add(out, value->text, length);
	}
}

static void start(struct bulk *bulk)
{
	for (int i = 0; i < bulk->piece->parameters; i++) {
		buf_clear(&bulk->columns[i]);
		for (int header = 0; header < 5; header++)
			add_int32(&bulk->columns[i], 0); /* filled in when it is sent */
		bulk->has_null[i] = false;
	}
	bulk->rows = 0;
}

struct bulk *bulk_new(struct postgres_store *store, const char *name)
{
	struct bulk *bulk = store->spare;
	if (bulk)
		store->spare = bulk->next;
	else
		bulk = calloc(1, sizeof *bulk);
	if (!bulk)
		fail(EX_OSERR, "out of memory");
	bulk->piece = piece_named(store, name);
	bulk->next = NULL;
	start(bulk);
	return bulk;
}

void bulk_row(struct bulk *bulk, const struct value *values, int count)
{
	if (count != bulk->piece->parameters)
		fail(EX_SOFTWARE, "'%s' takes %d columns, not %d", bulk->piece->name,
		     bulk->piece->parameters, count);
	for (int i = 0; i < count; i++)
		add_element(bulk, i, &values[i]);
	bulk->rows++;
}

static void fill_header(struct bulk *bulk, int column)
{
	uint32_t header[5] = { htonl(bulk->rows ? 1 : 0), htonl(bulk->has_null[column]),
			       htonl(bulk->piece->types[column]), htonl((uint32_t)bulk->rows),
			       htonl(1) };
	memcpy(bulk->columns[column].bytes, header, sizeof header);
}

void bulk_send(struct postgres_store *store, struct bulk *bulk, result_handler *handler,
	       void *context)
{
	const char *values[MOST_PARAMETERS];
	int lengths[MOST_PARAMETERS], formats[MOST_PARAMETERS];
	for (int i = 0; i < bulk->piece->parameters; i++) {
		fill_header(bulk, i);
		values[i] = bulk->columns[i].bytes;
		lengths[i] = bulk->rows ? (int)bulk->columns[i].length
					: 12; /* an empty array has no dimensions */
		formats[i] = 1;
	}
	/* cppcheck-suppress uninitvar ; as many are read as there are parameters */
	pipeline_prepared(store, bulk->piece, values, lengths, formats, handler, context);
	bulk->next = store->spare;
	store->spare = bulk;
}

void bulk_add(struct postgres_store *store, struct piece *piece, const struct value *values,
	      int count)
{
	struct bulk **place = &store->bulks;
	while (*place && (*place)->piece != piece)
		place = &(*place)->next;
	if (!*place)
		*place = bulk_new(store, piece->name);
	bulk_row(*place, values, count);
}

void bulk_send_all(struct postgres_store *store)
{
	while (store->bulks) {
		struct bulk *bulk = store->bulks;
		store->bulks = bulk->next;
		bulk_send(store, bulk, NULL, NULL);
	}
}

void bulk_drop_all(struct postgres_store *store)
{
	while (store->bulks) {
		struct bulk *bulk = store->bulks;
		store->bulks = bulk->next;
		bulk->next = store->spare;
		store->spare = bulk;
	}
}

void bulk_free(struct postgres_store *store)
{
	bulk_drop_all(store);
	while (store->spare) {
		struct bulk *bulk = store->spare;
		store->spare = bulk->next;
		for (int i = 0; i < MOST_PARAMETERS; i++)
			buf_free(&bulk->columns[i]);
		free(bulk);
	}
}
