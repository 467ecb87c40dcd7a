/* What is above and below the blocks of a report in Discord. */
#ifndef REPORT_CHAT_TITLE_H
#define REPORT_CHAT_TITLE_H

#include "report/render.h"

/* Appends the title in bold: what it is, of whom, of which days, in which CURRENCY (NULL: none or
 * several); and, on a line of its own, times that are no whole days. */
void chat_title(struct store *store, const struct report_request *request,
		const struct answer_options *options, const char *currency, struct buf *out);
/* Appends a line that gives the whole when it is typed, in backticks: the verb report with what
 * narrows REQUEST, as a file; or with a LARGER limit. */
void chat_line_to_type(struct store *store, const struct report_request *request, bool larger,
		       struct buf *out);

#endif
