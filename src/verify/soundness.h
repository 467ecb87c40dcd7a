/* SQLite's own check of the file, by a process of its own beside the reading: it takes as long as
 * all the rest. */
#ifndef VERIFY_SOUNDNESS_H
#define VERIFY_SOUNDNESS_H

#include <sys/types.h>

#include "verify/faults.h"

struct soundness {
	pid_t process;
	int pipe;
};
/* Starts the check of the books at LOCATION. */
void soundness_begin(struct soundness *soundness, const char *location);
/* Waits for its end; what it found goes to FAULTS. Nothing to do when it was not begun. Exits as it
 * did when it could not read on. */
void soundness_end(struct soundness *soundness, struct faults *faults);

#endif
