/* A program of gnuplot, drawn by gnuplot: another program, in a sandbox of its own. */
#ifndef TOOLS_GNUPLOT_H
#define TOOLS_GNUPLOT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum { DRAWING_MS = 8000 };

/* Runs GNUPLOT (a name looked for in PATH, or a path) on PROGRAM and appends the PNG image that it
 * makes to IMAGE; false and *WHY a phrase when it is not there, takes longer than DRAWING_MS
 * milliseconds, or makes no PNG. */
bool draw(const char *gnuplot, const char *program, size_t length, struct buf *image,
	  const char **why);

#endif
