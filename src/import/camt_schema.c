/* All of a list checked by libxml2's streaming validator. */
#include "import/camt_schema.h"

#include <errno.h>
#include <libxml/xmlschemas.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/memory.h"
#include "import/camt_xml.h"

enum { LARGEST_SCHEMA = 16 * 1024 * 1024, PIECE_SIZE = 64 * 1024 };

struct camt_schema {
	xmlSchemaPtr rules;
	struct buf text; /* libxml2 refers to it */
};

static void read_file(struct buf *text, const char *file)
{
	static char piece[PIECE_SIZE];
	FILE *in = fopen(file, "re");
	size_t got = 0;
	if (!in)
		fail(EX_NOINPUT, "cannot read the schema %s: %s", file, strerrordesc_np(errno));
	while (text->length <= LARGEST_SCHEMA && (got = fread(piece, 1, sizeof piece, in)))
		buf_add(text, piece, got);
	if (ferror(in))
		fail(EX_NOINPUT, "cannot read the schema %s: %s", file, strerrordesc_np(errno));
	fclose(in);
	if (text->length > LARGEST_SCHEMA)
		fail(EX_CONFIG, "%s is larger than 16 MiB: it is no schema of camt", file);
}

#if LIBXML_VERSION >= 21200
typedef const xmlError *xml_error;
#else
typedef xmlErrorPtr xml_error;
#endif

/* The first of what libxml2 says is wrong. */
static void note(void *context, xml_error error)
{
	struct buf *said = context;
	if (!said->length)
		buf_printf(said, "line %d: %.*s", error->line,
			   (int)strcspn(error->message ? error->message : "", "\n"),
			   error->message ? error->message : "");
}

struct camt_schema *camt_schema_read(const char *file)
{
	struct camt_schema *schema = calloc(1, sizeof *schema);
	struct buf said = { 0 };
	if (!schema)
		memory_out(sizeof *schema);
	read_file(&schema->text, file);
	camt_load_nothing();
	xmlSchemaParserCtxtPtr parser =
		xmlSchemaNewMemParserCtxt(buf_string(&schema->text), (int)schema->text.length);
	if (parser) {
		xmlSchemaSetParserStructuredErrors(parser, note, &said);
		schema->rules = xmlSchemaParse(parser);
		xmlSchemaFreeParserCtxt(parser);
	}
	if (!schema->rules)
		fail(EX_CONFIG,
		     "%s is no XML schema: %s; download the .xsd of the list's namespace from "
		     "iso20022.org",
		     file, said.length ? buf_string(&said) : "libxml2 does not say why");
	buf_free(&said);
	return schema;
}

void camt_schema_free(struct camt_schema *schema)
{
	if (!schema)
		return;
	xmlSchemaFree(schema->rules);
	buf_free(&schema->text);
	free(schema);
}

bool camt_schema_check(const struct camt_schema *schema, struct list_source *source,
		       struct list_taker *taker)
{
	struct camt_xml xml;
	enum camt_event event = CAMT_REFUSED;
	if (camt_xml_open(&xml, source, taker)) {
		if (xmlTextReaderSetSchema(xml.reader, schema->rules) != 0)
			fail(EX_OSERR, "libxml2 cannot check the list against the schema");
		do
			event = camt_xml_next(&xml);
		while (event > CAMT_REFUSED);
	}
	camt_xml_close(&xml);
	source_seek(source, 0, 1);
	return event == CAMT_FINISHED;
}
