/* A process that waits to become the program that has the books. It is made before this one
 * confines itself, holds nothing that Discord sent, and reads one byte: which program. */
#ifndef INTERACTION_LAUNCHER_H
#define INTERACTION_LAUNCHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct launcher {
	int to, from; /* pipes: its standard input and output */
};

/* What it is to become; the letters go through the pipe. */
enum launched {
	LAUNCH_APPLY = 'a',  /* gl-apply --interaction: one record in, its outcome out */
	LAUNCH_CHOICES = 'c' /* gl-choices: a query in, what can be chosen out */
};

/* Makes the process. The programs are looked for beside this one. BOOKS (NULL: as the environment
 * says) becomes their GL_DB. Without a hand-over it ends with this process. Exits with EX_OSERR
 * where the kernel has no process left. */
void launcher_start(struct launcher *launcher, const char *books);
/* Gives it LINE, which ends with a newline, and closes the pipe: only a whole line is applied. From
 * here on SIGTERM is ignored, since the line may be booked: a web server sends it when a client
 * goes away. False when not all of LINE was taken before UNTIL (as instant_now()): then nothing is
 * booked. */
bool launcher_hand_over(struct launcher *launcher, enum launched what, const struct buf *line,
			int64_t until);
/* How a program ended that was handed a line. gl-apply writes an empty line before it commits. */
enum launched_end {
	LAUNCHED_ANSWERED, /* with an outcome */
	LAUNCHED_UNDONE,   /* without a word: it did not start, gave up or was killed before it
			      committed anything */
	LAUNCHED_UNKNOWN   /* it ended later, or has not ended in time: it may have booked the line,
			      or may still do so */
};
/* Adds the first line of the program's output that is not empty to OUTCOME, without its newline. */
enum launched_end launcher_outcome(struct launcher *launcher, struct buf *outcome, int64_t until);
/* Lets it go, if nothing was handed over, and waits for its end: a service manager would kill it
 * with us. */
void launcher_end(struct launcher *launcher, int64_t until);

#endif
