/* When jobs last ended or succeeded. */
#ifndef TOOLS_JOB_TIMES_H
#define TOOLS_JOB_TIMES_H

#include "site/site.h"

/* Reads what jobs/backup and jobs/verify left in the folder STATE (NULL: $GL_STATE; none: UPKEEP
 * stays unknown) for the configuration CONFIG (NULL: $GL_NAME, else "default"). What is no such
 * line counts as never. */
void job_times_read(struct site_upkeep *upkeep, const char *state, const char *config);

/* When JOB ended last there, in milliseconds; 0: it is not known. */
int64_t job_last_end(const char *state, const char *config, const char *job);

#endif
