/* The lines of one account, kept until its end: readers whose lists may have any order of days give
 * them oldest first from here. A small account stays in memory, the rest is in a file without a
 * name. */
#ifndef IMPORT_SPOOL_H
#define IMPORT_SPOOL_H

#include "import/list.h"

/* What a spool held at some moment: spool_mark() and spool_rewind(). */
struct spool_mark {
	uint64_t length;
	uint64_t count, rises, falls; /* lines, and how often the day grew or shrank */
	int64_t last_day;
};

struct line_spool {
	struct spool_mark now;
	int fd; /* -1: none yet; only where flushed is not 0 */
	bool has_file;
	uint64_t flushed; /* bytes that are in the file */
	char *tail;       /* those behind them */
	char *window;     /* of the file, while it is read back */
	uint64_t window_at;
	size_t window_length;
};

/* Keeps LINE (of a list with days, promised references and no rules: place, day, amount, currency,
 * reference, promised, structured, text and party). Its texts have at most SPOOL_LONGEST bytes
 * together. Exits with EX_CANTCREAT or EX_IOERR where there can be no file. */
enum { SPOOL_LONGEST = 384 * 1024 };
void spool_line(struct line_spool *spool, const struct list_line *line);
/* Keeps a line that is passed over. */
void spool_skip(struct line_spool *spool, enum list_skip why, uint64_t place);

/* What was kept since spool_mark() is forgotten by spool_rewind(). */
struct spool_mark spool_mark(const struct line_spool *spool);
void spool_rewind(struct line_spool *spool, struct spool_mark mark);

/* Gives everything to TAKER, oldest first, and is empty then. Lines of one day keep the order of
 * the list, which is turned round where it is newest first. Lists in no order at all have at most
 * SPOOL_UNORDERED lines (16 bytes of memory each); beyond, a fault is told. */
enum { SPOOL_UNORDERED = 4 * 1024 * 1024 };
void spool_give(struct line_spool *spool, struct list_taker *taker);
void spool_free(struct line_spool *spool);

#endif
