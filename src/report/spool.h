/* Rows kept until all of them are known: a little of them in memory, more in a temporary file. */
#ifndef REPORT_SPOOL_H
#define REPORT_SPOOL_H

#include "report/render.h"

struct spool {
	struct buf kept; /* what is not in the file */
	size_t in_file;
	bool lost; /* there was no room for all */
};

/* Opens the file that the next spool may use. Without it what is longer than the memory is lost. */
void spool_prepare(void);
void spool_begin(struct spool *spool);
void spool_add(struct spool *spool, const char *const *cells, int columns);
/* Gives the rows back in their order. False, and none is given, when there was no room for all. */
bool spool_rows(struct spool *spool, int columns, row_sink *sink, void *context);
void spool_end(struct spool *spool);

#endif
