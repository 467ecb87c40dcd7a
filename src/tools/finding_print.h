/* Findings as a person reads them: what, how bad, how it is fixed. */
#ifndef TOOLS_FINDING_PRINT_H
#define TOOLS_FINDING_PRINT_H

#include "discord/checkup.h"

struct findings {
	enum lang lang;
	enum severity worst; /* of those that were printed */
};

/* A finding_callback: prints one to stdout, in lines of 80 columns. CONTEXT is a struct findings.
 */
void finding_print(void *context, enum severity severity, const char *subject, const char *text,
		   const char *fix);

#endif
