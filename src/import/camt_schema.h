/* A list of camt against the schema that ISO 20022 publishes for its version: --schema FILE. */
#ifndef IMPORT_CAMT_SCHEMA_H
#define IMPORT_CAMT_SCHEMA_H

#include "import/source.h"

struct camt_schema;

/* Reads the XSD in FILE, at most 16 MiB; nothing that it names besides is loaded. Exits with
 * EX_NOINPUT where it cannot be read, with EX_CONFIG where it is no schema. To be freed by
 * camt_schema_free(). */
struct camt_schema *camt_schema_read(const char *file);
void camt_schema_free(struct camt_schema *schema);

/* Whether all of SOURCE, decoded, is as SCHEMA says; else a fault is told to TAKER, with the line
 * of the first thing that is not. SOURCE is at its beginning afterwards. */
bool camt_schema_check(const struct camt_schema *schema, struct list_source *source,
		       struct list_taker *taker);

#endif
