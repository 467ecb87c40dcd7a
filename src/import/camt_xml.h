/* The XML of camt, element by element, through libxml2's xmlTextReader: a list of any size in
 * bounded memory. No DOCTYPE, no entities but XML's own, no network, no other file, 64 elements
 * deep. */
#ifndef IMPORT_CAMT_XML_H
#define IMPORT_CAMT_XML_H

#include <libxml/xmlreader.h>

#include "base/buf.h"
#include "import/source.h"

/* The elements that matter; all others are CAMT_OTHER. */
#define CAMT_ELEMENTS(X)                                                                          \
	X(AcctSvcrRef)                                                                            \
	X(Acct)                                                                                   \
	X(AddtlNtryInf)                                                                           \
	X(AmtDtls) X(Amt) X(Bal) X(BkToCstmrAcctRpt) X(BkToCstmrDbtCdtNtfctn) X(BkToCstmrStmt)    \
		X(BookgDt) X(Ccy) X(CdOrPrtry) X(Cd) X(CdtDbtInd) X(CdtrAcct) X(CdtrRefInf)       \
			X(Cdtr) X(DbtrAcct) X(Dbtr) X(Document) X(DtTm) X(Dt) X(FrDtTm) X(FrToDt) \
				X(IBAN) X(Id) X(Nm) X(NtryDtls) X(Ntry) X(Othr) X(Pty) X(Ref)     \
					X(Refs) X(RltdPties) X(RmtInf) X(Rpt) X(RvslInd) X(Stmt)  \
						X(Strd) X(Sts) X(ToDtTm) X(Tp) X(TxAmt) X(TxDtls) \
							X(UltmtCdtr) X(UltmtDbtr) X(Ustrd)
#define CAMT_ENUM(name) CAMT_##name,
enum camt_element { CAMT_OTHER, CAMT_ELEMENTS(CAMT_ENUM) CAMT_ELEMENT_COUNT };

enum camt_event {
	CAMT_FINISHED, /* the end of the list */
	CAMT_REFUSED,  /* a fault was told: there is nothing more to be read */
	CAMT_BEGIN,
	CAMT_END
};
enum { CAMT_DEEPEST = 64, CAMT_CCY_SIZE = 8, CAMT_TAIL_SIZE = 64, CAMT_SLOTS = 256 };

struct camt_xml {
	struct list_taker *taker;
	xmlTextReaderPtr reader;
	enum camt_element path[CAMT_DEEPEST]; /* the last one is that of the event */
	int depth;
	char ccy[CAMT_CCY_SIZE]; /* BEGIN: the attribute Ccy, "" for none, cut where it is longer */
	struct buf value;        /* END: the text of an element that holds no other */
	/* Of camt_xml.c. */
	struct list_source *source;
	const xmlChar *names[CAMT_ELEMENT_COUNT];
	unsigned char slots[CAMT_SLOTS]; /* elements, by the addresses of their names */
	bool opened, closing, refused, ended;
	uint64_t *unplaced;
	size_t run;                /* bytes since the last "<" */
	char tail[CAMT_TAIL_SIZE]; /* the last bytes of the list so far */
	size_t tail_length;
	/* What libxml2 said last. */
	int error;
	bool invalid; /* it is against the schema */
	uint64_t error_line;
	char message[200];
};

/* From the beginning of SOURCE, which is UTF-8 whatever it declares. False: a DOCTYPE, and a fault
 * was told. */
bool camt_xml_open(struct camt_xml *xml, struct list_source *source, struct list_taker *taker);
enum camt_event camt_xml_next(struct camt_xml *xml);
void camt_xml_close(struct camt_xml *xml);

/* The element STEPS above that of the event; CAMT_OTHER beyond the root. */
enum camt_element camt_above(const struct camt_xml *xml, int steps);

/* At a BEGIN: *PLACE is its physical line; beyond 65,534 lines, which is all that libxml2 notes of
 * elements, it is so after the next text. PLACE must live until then. */
void camt_xml_place(struct camt_xml *xml, uint64_t *place);

/* At a BEGIN: the namespace, "" for none. */
const char *camt_xml_namespace(struct camt_xml *xml);

/* Options of libxml2 that hold for everything that is read here. */
extern const int camt_xml_options;
/* How libxml2 reads bytes of the list: CONTEXT is a struct camt_xml. */
int camt_xml_bytes(void *context, char *bytes, int size);
/* Whether the list begins with a DOCTYPE, behind declarations and comments; a fault is told then.
 * SOURCE is at its beginning afterwards. */
bool camt_has_doctype(struct list_source *source, struct list_taker *taker);
/* Libxml2 loads nothing by itself from here on: no DTD, no entity, no schema that another names. */
void camt_load_nothing(void);

#endif
