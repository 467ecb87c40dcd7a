/* What gl-metrics tells of interactions: requests, their time, and Discord's side of it. */
#ifndef TOOLS_INTERACTION_METRICS_H
#define TOOLS_INTERACTION_METRICS_H

#include "base/buf.h"
#include "interaction/counts.h"

/* COUNTS of configuration CONFIG; NULL: none are kept, and nothing is printed. */
void interactions_print(struct buf *out, const char *config,
			const struct interaction_counts *counts);
/* What the job sync-roster left of `gl-endpoint --check`: a line of 1 or 0, the end of the
 * certificate and when it looked, in Unix seconds. Nothing where it is none. */
void endpoint_print(struct buf *out, const char *config, const char *line);

#endif
