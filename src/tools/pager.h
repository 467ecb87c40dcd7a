/* A pager for what is longer than the terminal. */
#ifndef TOOLS_PAGER_H
#define TOOLS_PAGER_H

/* Where standard output is a terminal: from here on it leads into a pager, $GL_PAGER, else $PAGER,
 * else less, which leaves what fits on the screen there. An empty one, or cat, is none. It runs
 * beside this process, which may confine itself then; a third one waits for both and ends with the
 * exit code of this one. Call it before anything is opened. */
void pager_start(void);

#endif
