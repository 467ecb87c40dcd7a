/* po/es.po as a table that is linked in; po/embed.awk writes it. */
#ifndef BASE_CATALOGUE_H
#define BASE_CATALOGUE_H

#include <stddef.h>

enum { MAX_PLURAL_FORMS = 4 };

struct translation {
	const char *message;                 /* as the sources say it */
	const char *forms[MAX_PLURAL_FORMS]; /* by spanish_form(); a message without a plural has
						the first alone */
};

/* Sorted by message, as strcmp() compares. */
extern const struct translation spanish[];
extern const size_t spanish_count;
/* The index in `forms` for N things: the catalogue's Plural-Forms. */
size_t spanish_form(unsigned long n);

#endif
