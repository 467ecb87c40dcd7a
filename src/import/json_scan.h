/* JSON of any size, value by value, in bounded memory: 16 deep, numbers as they are written, so
 * that whole numbers beyond 2^53 stay exact. RFC 8259; several texts one behind the other are read
 * as one list. */
#ifndef IMPORT_JSON_SCAN_H
#define IMPORT_JSON_SCAN_H

#include "import/source.h"

enum { JSON_DEEPEST = 16, JSON_WORD_SIZE = 64, JSON_WINDOW_SIZE = 32 * 1024 };

enum json_event {
	JSON_FINISHED, /* the end of the list */
	JSON_REFUSED,  /* a fault was told: there is nothing more to be read */
	JSON_BEGIN,    /* of an object or array; depth counts it already */
	JSON_END,      /* of one; depth counts it no longer, level depth is still its own */
	JSON_STRING,
	JSON_NUMBER,
	JSON_OTHER /* true, false, null; and NaN, Infinity, -Infinity, which some write */
};

struct json_level {
	bool is_array;
	char key[JSON_WORD_SIZE]; /* of an object: of the value read last; cut where it is longer */
};

struct json_scan {
	struct list_source *source;
	struct list_taker *taker;
	int depth;
	struct json_level levels[JSON_DEEPEST]; /* levels[depth - 1] holds the value of the event */
	char text[JSON_WORD_SIZE]; /* of a string, a number or a word; cut where it is longer */
	bool cut;
	uint64_t line; /* of what is read next */
	/* Of json_scan.c. */
	int before; /* what stands before: what may come next depends on it */
	bool ended;
	size_t at, end;
	char bytes[JSON_WINDOW_SIZE];
};

/* From the beginning of SOURCE. */
void json_scan_begin(struct json_scan *scan, struct list_source *source, struct list_taker *taker);
enum json_event json_scan_next(struct json_scan *scan);

#endif
