/* Tables in HTML: of the format, and of the site, whose other tables are made of the same. */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/i18n.h"

/* Appends HOSTILE cleaned and escaped: for text and attributes. */
void html_text(struct buf *out, const char *hostile);
/* A decimal number in the form of its readers: 1,234.50, or 1.234,50 in Spanish. */
void html_figure(struct buf *out, enum lang lang, const char *decimal);
/* A table up to its headings. COUNT_OF (NULL: nothing) is text behind the caption. */
void html_table_open(struct buf *out, const char *caption, const char *count_of, bool searchable);
void html_heading(struct buf *out, const char *title, bool numeric);
void html_table_body(struct buf *out);
void html_table_close(struct buf *out);

/* The style of printed pages, for the format "print" and for the site: print.css. */
extern const char report_print_style[];

#endif
