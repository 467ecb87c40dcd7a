/* OFX cut into tags and their values, whether it is SGML (1.x, tags of values need no end) or XML
 * (2.x). Reads a list of any size in bounded memory. */
#ifndef IMPORT_OFX_SCAN_H
#define IMPORT_OFX_SCAN_H

#include "base/buf.h"
#include "import/source.h"

enum { OFX_WINDOW_SIZE = 64 * 1024, OFX_NAME_SIZE = 40 };

enum ofx_token {
	OFX_FINISHED, /* the end of the list */
	OFX_REFUSED,  /* a fault was told: there is nothing more to be read */
	OFX_OPEN,
	OFX_CLOSE
};

struct ofx_scan {
	struct list_source *source;
	struct list_taker *taker;
	uint64_t line; /* of what is read next */
	/* Of the token. */
	uint64_t place;           /* the line where its tag begins */
	char name[OFX_NAME_SIZE]; /* upper case; cut where it is longer than any of OFX */
	bool empty;               /* OPEN: <NAME/> */
	struct buf value;         /* OPEN: what follows, up to the next tag, entities decoded and
				     without blanks at its ends */
	/* Of ofx_scan.c. */
	size_t at, end;
	bool ended, refused;
	char bytes[OFX_WINDOW_SIZE];
};

/* From the beginning of SOURCE. */
void ofx_scan_begin(struct ofx_scan *scan, struct list_source *source, struct list_taker *taker);
enum ofx_token ofx_scan_next(struct ofx_scan *scan);
void ofx_scan_free(struct ofx_scan *scan);

#endif
