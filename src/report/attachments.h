/* Files of answers: the outbox holds what they are to be, and they are made when their delivery is
 * printed. */
#ifndef REPORT_ATTACHMENTS_H
#define REPORT_ATTACHMENTS_H

#include "record/record.h"
#include "report/report.h"

/* Code points that an answer with files leaves for a remark on them. */
enum { ATTACHMENT_REMARK = 150 };
/* The longest CSV of a message. Discord takes 10 MiB for all files of one
 * (https://discord.com/developers/docs/reference#uploading-files). */
enum { LARGEST_CSV = 4 * 1024 * 1024 };

/* Appends to FILES, a JSON list as the outbox holds it, REQUEST in its format (CSV, gnuplot). What
 * happened after UNTIL, the time of the last row of the log, is not in it, where the report takes a
 * time. */
void attachment_add_report(struct buf *files, const struct report_request *request, int64_t until);
/* The same of all that is kept on a user, up to a log row and a transaction. */
void attachment_add_data(struct buf *files, uint64_t user_id, int64_t seq, int64_t transaction);

/* Whether FILES of the outbox (NULL: none) holds one that is yet to be made. */
bool attachments_described(const char *files);
/* Makes the files that FILES describes into DELIVERY, from ARENA. One that cannot be made, is
 * longer than LARGEST bytes of CSV, or made two attempts before end without a result (CRASHED), is
 * left out and a remark behind the content says so: in the language that the file is described in,
 * else in LANG. */
void attachments_make(struct store *store, struct arena *arena, const char *files, bool crashed,
		      size_t largest, enum lang lang, struct delivery *delivery);

#endif
