/* The list as bytes: a file, or a pipe kept in a file without a name, that can be read twice, from
 * any place, as lines of UTF-8. */
#ifndef IMPORT_SOURCE_H
#define IMPORT_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "base/digest.h"
#include "import/list.h"

enum { SOURCE_HEAD_SIZE = 64 * 1024, SOURCE_LONGEST_LINE = 1024 * 1024 };

struct list_source {
	int fd;
	char head[SOURCE_HEAD_SIZE + 1]; /* its first bytes, NUL behind, as they came or decoded */
	size_t head_length;
	struct digest digest; /* of the list as it came */
	bool valid_utf8;      /* every byte of the whole list */
	bool ascii;           /* even that */
	bool has_nul;
	char line_end;   /* LF; CR where there is no LF at all, as old Macs wrote */
	const char *bom; /* the encoding that a byte order mark declares, or NULL; it is not part of
			    the head, nor of what is read */
	uint64_t first_nul_line, first_invalid_line, first_letter_line; /* beyond ASCII */
	/* While reading. */
	uint64_t offset; /* of the line last given, in bytes of what is read */
	uint64_t next;   /* of what is behind it */
	uint64_t number; /* of that line, from 1 */
	bool torn;       /* it had no newline: the list ended */
	bool failed;     /* a fault was told: there is nothing more to be read */
	/* Of source.c. */
	bool regular;    /* FD is the caller's file, not one of ours */
	uint64_t origin; /* where in FD what is read begins */
	struct timespec changed;
	uint64_t length; /* of FD */
	char *window;    /* the part of FD that was read last; nobody changes it */
	uint64_t window_at;
	size_t window_length;
	char *line; /* a copy of a line, which the reader may change */
	size_t line_size;
};

/* Takes what FD gives, at most 8 GiB: a regular file is read where it is, anything else is kept in
 * a file without a name. Exits with EX_IOERR, EX_CANTCREAT or EX_DATAERR. */
void source_open(struct list_source *source, int fd);

/* From here on the list is read as UTF-8, decoded from ENCODING (a name of iconv(3); "UTF-8" leaves
 * it as it is). Physical lines and their numbers stay. False, and a fault told to TAKER, where a
 * byte is none of that encoding; also where ENCODING is of one byte a letter and the list holds
 * valid UTF-8 with letters beyond ASCII. */
bool source_decode(struct list_source *source, const char *encoding, struct list_taker *taker);

/* Whether iconv(3) has ENCODING. */
bool encoding_is_known(const char *encoding);

/* Whether ENCODING is one of a byte a letter, as the Latin ones are; false also for one that is not
 * known here. */
bool encoding_is_single_byte(const char *encoding);

/* The head as UTF-8, with what is none in it as "?", before it is known how the list is encoded:
 * enough to find a header in. To be freed. */
char *source_head_text(const struct list_source *source);

/* Back to the byte at OFFSET, which begins line NUMBER; 0 and 1 for the beginning. */
void source_seek(struct list_source *source, uint64_t offset, uint64_t number);

/* The next line without its line end (LF or CR LF; CR alone in a list without any LF), NUL behind;
 * valid until the next call, and the reader may change it. NULL at the end, and, with a fault told
 * to TAKER and failed set, for a line that is too long or holds a NUL. */
char *source_line(struct list_source *source, size_t *length, struct list_taker *taker);

/* Up to SIZE bytes as they come, for readers that need no lines; 0 at the end. */
size_t source_read(struct list_source *source, char *bytes, size_t size);

/* Whether a regular file was changed since source_open(). */
bool source_changed(const struct list_source *source);

void source_close(struct list_source *source);

#endif
