/* What gl-metrics tells of a configuration beside its books: Discord's limits, jobs, backups, the
 * disk. */
#ifndef TOOLS_HOST_METRICS_H
#define TOOLS_HOST_METRICS_H

#include "base/buf.h"
#include "interaction/counts.h"
#include "tools/keep_counts.h"

struct machine {
	const char *config; /* the configuration's name */
	const char *state;  /* the folder of limits.db and of the jobs' results; NULL: none */
	const char *books;  /* their file */
	const struct interaction_counts *interactions; /* NULL: none are counted */
	const struct keep_counts *files;               /* NULL: none are kept here */
	int backups; /* a descriptor of the folder of backups, opened before the sandbox; -1: none
		      */
};

void machine_print(struct buf *out, const struct machine *machine);

#endif
