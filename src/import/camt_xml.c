/* camt's elements as libxml2 reads them, and what is refused. */
#include "import/camt_xml.h"

#include <libxml/xmlerror.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "import/marked.h"

/* Bytes between two "<", in which libxml2 would keep them whole. */
enum { LONGEST_RUN = 1024 * 1024, NOTED_LINES = 65535 };

const int camt_xml_options = XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT |
			     XML_PARSE_IGNORE_ENC | XML_PARSE_BIG_LINES;

static xmlParserInputPtr load_nothing(const char *url, const char *id, xmlParserCtxtPtr context)
{
	(void)url;
	(void)id;
	(void)context;
	return NULL;
}

void camt_load_nothing(void)
{
	xmlSetExternalEntityLoader(load_nothing);
}

static void keep_tail(struct camt_xml *xml, const char *bytes, size_t length)
{
	size_t old = CAMT_TAIL_SIZE - (length < CAMT_TAIL_SIZE ? length : CAMT_TAIL_SIZE);
	if (old > xml->tail_length)
		old = xml->tail_length;
	if (length > CAMT_TAIL_SIZE) {
		bytes += length - CAMT_TAIL_SIZE;
		length = CAMT_TAIL_SIZE;
	}
	memmove(xml->tail, xml->tail + xml->tail_length - old, old);
	memcpy(xml->tail + old, bytes, length);
	xml->tail_length = old + length;
}

int camt_xml_bytes(void *context, char *bytes, int size)
{
	struct camt_xml *xml = context;
	size_t got = xml->refused ? 0 : source_read(xml->source, bytes, (size_t)size);
	const char *first = memchr(bytes, '<', got), *last = memrchr(bytes, '<', got);
	if (xml->run + (first ? (size_t)(first - bytes) : got) > LONGEST_RUN)
		xml->refused = true;
	xml->run = last ? (size_t)(bytes + got - last) : xml->run + got;
	keep_tail(xml, bytes, got);
	xml->ended |= got == 0;
	return xml->refused ? -1 : (int)got;
}

#if LIBXML_VERSION >= 21200
typedef const xmlError *xml_error;
#else
typedef xmlErrorPtr xml_error;
#endif

/* The first error counts: others follow from it. */
static void note_error(void *context, xml_error error)
{
	struct camt_xml *xml = context;
	if (xml->error || error->level < XML_ERR_ERROR)
		return;
	xml->error = error->code;
	xml->invalid = error->domain == XML_FROM_SCHEMASV;
	xml->error_line = error->line > 0 ? (uint64_t)error->line : 1;
	/* One line, and names without the namespace that libxml2 puts in front: "{urn:…}Ntry". */
	size_t length = 0;
	bool in_namespace = false;
	for (const char *at = error->message; at && *at && *at != '\n'; at++) {
		in_namespace |= at[0] == '{' && strncmp(at, "{urn:", 5) == 0;
		if (!in_namespace && length < sizeof xml->message - 1)
			xml->message[length++] = *at;
		in_namespace &= *at != '}';
	}
	xml->message[length] = '\0';
}

/* Where the element called NAME is, or CAMT_OTHER where it would be. libxml2 has each name once, so
 * its address says all. */
static unsigned char *element_slot(struct camt_xml *xml, const xmlChar *name)
{
	size_t at = (uintptr_t)name / sizeof(uintptr_t);
	while (xml->slots[at % CAMT_SLOTS] && xml->names[xml->slots[at % CAMT_SLOTS]] != name)
		at++;
	return &xml->slots[at % CAMT_SLOTS];
}

bool camt_xml_open(struct camt_xml *xml, struct list_source *source, struct list_taker *taker)
{
	static const char *const names[] = {
#define NAME(name) #name,
		"", CAMT_ELEMENTS(NAME)
	};
	*xml = (struct camt_xml){ .source = source, .taker = taker };
	if (camt_has_doctype(source, taker))
		return false;
	camt_load_nothing();
	xml->reader = xmlReaderForIO(camt_xml_bytes, NULL, xml, NULL, "UTF-8", camt_xml_options);
	if (!xml->reader)
		fail(EX_OSERR, "libxml2 cannot read the list: no memory");
	xmlTextReaderSetStructuredErrorHandler(xml->reader, note_error, xml);
	for (int i = 1; i < CAMT_ELEMENT_COUNT; i++) {
		xml->names[i] = xmlTextReaderConstString(xml->reader, (const xmlChar *)names[i]);
		*element_slot(xml, xml->names[i]) = (unsigned char)i;
	}
	return true;
}

void camt_xml_close(struct camt_xml *xml)
{
	if (xml->reader)
		xmlFreeTextReader(xml->reader);
	buf_free(&xml->value);
}

enum camt_element camt_above(const struct camt_xml *xml, int steps)
{
	return steps < xml->depth ? xml->path[xml->depth - 1 - steps] : CAMT_OTHER;
}

const char *camt_xml_namespace(struct camt_xml *xml)
{
	const xmlChar *uri = xmlTextReaderConstNamespaceUri(xml->reader);
	return uri ? (const char *)uri : "";
}

static uint64_t read_line_number(struct camt_xml *xml)
{
	int line = xmlTextReaderGetParserLineNumber(xml->reader);
	return line > 0 ? (uint64_t)line : 1;
}

void camt_xml_place(struct camt_xml *xml, uint64_t *place)
{
	if (xml->unplaced)
		*xml->unplaced = read_line_number(xml);
	long line = xmlGetLineNo(xmlTextReaderCurrentNode(xml->reader));
	xml->unplaced = line >= NOTED_LINES ? place : NULL;
	*place = line > 0 ? (uint64_t)line : 1;
}

/* Texts know the line where they end, however far it is. */
static void place_by_text(struct camt_xml *xml, const char *text)
{
	long line = xmlGetLineNo(xmlTextReaderCurrentNode(xml->reader));
	while ((text = strchr(text, '\n'))) {
		text++;
		line--;
	}
	*xml->unplaced = line > 0 ? (uint64_t)line : 1;
	xml->unplaced = NULL;
}

static enum camt_event refuse(struct camt_xml *xml, enum list_fault fault, uint64_t line,
			      const char *message)
{
	list_fault(xml->taker, fault, line, "%s", message);
	xml->refused = true;
	return CAMT_REFUSED;
}

/* Whether the list's last bytes end its root: only a list cut short does not, and however XML is
 * broken at its end, that is the reason. */
static bool is_cut(const struct camt_xml *xml)
{
	static const char end[] = "Document>";
	size_t length = xml->tail_length, word = sizeof end - 1;
	while (length && strchr(" \t\r\n", xml->tail[length - 1]))
		length--;
	return xml->ended && (length < word || memcmp(xml->tail + length - word, end, word) != 0);
}

/* Why libxml2 stopped. */
static enum camt_event tell_error(struct camt_xml *xml)
{
	if (xml->refused) /* by camt_xml_bytes() */
		return refuse(xml, FAULT_TOO_LONG, read_line_number(xml),
			      "more than 1 MiB without a tag: this is no list of a bank; download "
			      "it again");
	if (xml->invalid) {
		list_fault(xml->taker, FAULT_SCHEMA, xml->error_line,
			   "the schema does not allow this: %s; download the list again, or take "
			   "the schema of its version",
			   xml->message);
		xml->refused = true;
		return CAMT_REFUSED;
	}
	if (xml->error == XML_ERR_INVALID_CHAR || xml->error == XML_ERR_INVALID_ENCODING)
		return refuse(xml, FAULT_ENCODING, xml->error_line,
			      "a character that XML cannot hold: the list is damaged; download it "
			      "again");
	if (xml->error == XML_ERR_TAG_NOT_FINISHED || is_cut(xml))
		return refuse(xml, FAULT_TRUNCATED,
			      xml->error ? xml->error_line : read_line_number(xml),
			      "the list ends before </Document>: download it again");
	list_fault(xml->taker, FAULT_SCHEMA, xml->error_line ? xml->error_line : 1,
		   "it is not well-formed XML: %s; download the list again",
		   *xml->message ? xml->message : "libxml2 does not say why");
	xml->refused = true;
	return CAMT_REFUSED;
}

static enum camt_event begin(struct camt_xml *xml)
{
	const xmlChar *name = xmlTextReaderConstLocalName(xml->reader);
	enum camt_element element = *element_slot(xml, name);
	if (xml->depth == CAMT_DEEPEST)
		return refuse(xml, FAULT_SCHEMA, read_line_number(xml),
			      "elements nested deeper than 64: this is no list of a bank; "
			      "download it again");
	xml->path[xml->depth++] = element;
	buf_clear(&xml->value);
	*xml->ccy = '\0';
	xml->closing = xmlTextReaderIsEmptyElement(xml->reader) == 1;
	if (element == CAMT_Amt &&
	    xmlTextReaderMoveToAttribute(xml->reader, (const xmlChar *)"Ccy") == 1) {
		const xmlChar *value = xmlTextReaderConstValue(xml->reader);
		size_t length = value ? strnlen((const char *)value, sizeof xml->ccy - 1) : 0;
		if (length)
			memcpy(xml->ccy, value, length);
		xml->ccy[length] = '\0';
		xmlTextReaderMoveToElement(xml->reader);
	}
	return CAMT_BEGIN;
}

/* False where there is too much of it. */
static bool add_text(struct camt_xml *xml)
{
	const char *text = (const char *)xmlTextReaderConstValue(xml->reader);
	if (!text)
		return true;
	if (xml->unplaced)
		place_by_text(xml, text);
	size_t length = strlen(text);
	if (xml->value.length + length > MARKED_LONGEST) {
		refuse(xml, FAULT_TOO_LONG, read_line_number(xml),
		       "a value longer than 64 KiB: this is no list of a bank; download it again");
		return false;
	}
	buf_add(&xml->value, text, length);
	return true;
}

enum camt_event camt_xml_next(struct camt_xml *xml)
{
	if (xml->opened) { /* what ended with the event before */
		xml->depth--;
		xml->opened = false;
		buf_clear(&xml->value);
	}
	if (xml->closing) {
		xml->closing = false;
		xml->opened = true;
		return CAMT_END;
	}
	int more;
	while ((more = xmlTextReaderRead(xml->reader)) == 1 && !xml->invalid) {
		switch (xmlTextReaderNodeType(xml->reader)) {
		case XML_READER_TYPE_ELEMENT: return begin(xml);
		case XML_READER_TYPE_END_ELEMENT: xml->opened = true; return CAMT_END;
		case XML_READER_TYPE_TEXT:
		case XML_READER_TYPE_CDATA:
		case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
		case XML_READER_TYPE_WHITESPACE:
			if (!add_text(xml))
				return CAMT_REFUSED;
			break;
		case XML_READER_TYPE_DOCUMENT_TYPE:
			return refuse(xml, FAULT_DOCTYPE, read_line_number(xml), "a DOCTYPE");
		default: break;
		}
	}
	if (more != 0 || xml->error)
		return tell_error(xml);
	return CAMT_FINISHED;
}
