/* Inside of the reader of MT940. The format: SWIFT, User Handbook, "Category 9, Cash Management and
 * Customer Status"; the subfields ?00 to ?63 of :86: are Die Deutsche Kreditwirtschaft's (DFÜ
 * agreement, annex 3). */
#ifndef IMPORT_MT940_H
#define IMPORT_MT940_H

#include "base/buf.h"
#include "import/statement.h"

enum { MT940_TAG_SIZE = 4, MT940_HALF_TAG = 4 };
/* Bytes of a field, also of all :86: of a movement; characters of an account. */
enum { MT940_LONGEST_FIELD = 64 * 1024, MT940_ACCOUNT_LENGTH = 64 };

struct mt940 {
	struct list_reading *reading;
	struct statement statement;
	/* The field being read. */
	char tag[MT940_TAG_SIZE]; /* "60F"; "": none */
	struct buf field;
	uint64_t place;
	uint64_t before; /* the last line before it that was not blank */
	/* A line that may be the first half of a tag, such as ":" before "86:". */
	char held[MT940_HALF_TAG + 1];
	uint64_t held_place;
	/* Of the statement. */
	char account[4 * MT940_ACCOUNT_LENGTH + 1]; /* UTF-8 */
	bool pages_follow;                          /* the last balance was a 62M */
	bool interim;                               /* a field of MT942 was seen */
	uint64_t statements;
	/* The :61: that was read last waits for its :86:. */
	struct list_line movement;
	bool waits;
	const char *details;
	struct buf words;
	uint64_t last; /* the last line that was not blank */
};

/* The field that was read is whole: what it means. No field: nothing. */
void mt940_end_field(struct mt940 *mt940);
/* The field, or what was gathered of several, is too long, which is told; its movement is lost. */
void mt940_too_long(struct mt940 *mt940);
/* The list ends, after its last field. */
void mt940_end_list(struct mt940 *mt940);

/* What an amount or a day is that was not understood; NULL: nothing. */
struct mt940_wrong {
	enum list_fault fault;
	const char *what; /* "an amount, such as 43,50" */
};

/* An amount at *AT, "43,50" or "43,", in minor units of CURRENCY; *AT is then behind it. */
bool mt940_amount(const char **at, const char *currency, int64_t *minor);

/* FIELD, what is behind ":61:", with its line breaks. Fills day, amount and reference of LINE,
 * whose currency is known, and *DETAILS with the supplementary details, from ARENA. False: *WRONG
 * says why. */
bool mt940_line(const char *field, struct arena *arena, struct list_line *line,
		const char **details, struct mt940_wrong *wrong);

/* FIELD, what is behind ":86:", with its line breaks: fills text and party of LINE. */
void mt940_text(const char *field, struct arena *arena, struct list_line *line);

#endif
