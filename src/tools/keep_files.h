/* gl-keep's work on one command: which of its attachments are kept. */
#ifndef TOOLS_KEEP_FILES_H
#define TOOLS_KEEP_FILES_H

#include "base/file_store.h"
#include "discord/download.h"
#include "record/attached.h"
#include "tools/keep_counts.h"

/* What is kept at most. */
struct keep_bounds {
	int64_t files;                                 /* of a command */
	int64_t file_bytes, member_bytes, guild_bytes; /* of a file; of a day */
	int64_t deadline_ms, patience_ms;              /* of a run; of one guild in it */
};

struct keeping {
	struct keep_bounds bounds;
	struct download_options where;
	const char *folder;
	struct file_store *store; /* NULL: it cannot be used, */
	int unopened;             /* for that reason (errno) */
	struct downloads *downloads;
	struct arena memory; /* of the run */
	struct keep_counts counts;
	struct guild_time *times; /* what each guild took of the run */
	int64_t began_at;
	bool busy;   /* files are being removed meanwhile */
	bool failed; /* something on this machine: the run says so at its end */
};

void keeping_begin(struct keeping *keeping);
void keeping_end(struct keeping *keeping);
/* Tries to keep what came with COMMAND, and puts into its record what is kept and what is not. From
 * ARENA. */
void keep_attachments(struct keeping *keeping, struct arena *arena, struct command *command);

#endif
