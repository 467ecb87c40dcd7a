/* What the books keep of earlier lists (--known FILE), and what a list adds to it. */
#ifndef IMPORT_KNOWN_H
#define IMPORT_KNOWN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/i18n.h"
#include "record/overlap.h"

/* FILE is what `gl-report lines bank --format ndjson` prints, an object a line, in any order:
 *     id           "imp:…" of a line of a list; null: of an entry that somebody made by hand
 *     account      of the books
 *     date         "2026-10-14"
 *     amount       "-43.50", positive: into the account
 *     currency     "EUR"
 *     balance      after it, as the list said; null: it did not
 *     state        "booked", "waiting" (for somebody who says whether it is booked already), or
 *                  "same" (somebody said so)
 *     doubt        why it waits or waited: "cut", "words", "hand"; null: it did not
 *     same         the id of the line that it is, where it is "same" with other words; null
 *     transaction  its number; null: none
 * Other members do not matter. Some 250 bytes a line of the days in question are in memory. */
struct known;

/* Reads FD, which errors name as NAME, and closes it. Keeps the lines of FROM to TO, the days of
 * the list, and what was made by hand within OVERLAP_HAND_DAYS of them. Exits with EX_DATAERR and
 * the number of the line where one is not as above, EX_IOERR where it cannot be read. */
struct known *known_read(int fd, const char *name, int64_t from, int64_t to);
void known_free(struct known *known);

/* A pass over the whole list before lines are judged: what it holds. */
void known_see(struct known *known, const struct digest *key);

struct known_line {
	const struct digest *key;
	const char *account; /* of the books */
	int64_t day, amount;
	const char *currency;
	struct overlap_line overlap;
};
enum known_what {
	KNOWN_NEW,
	KNOWN_BOOKED,  /* or waiting already */
	KNOWN_CUT,     /* asked: OVERLAP_CUT */
	KNOWN_WORDS,   /* asked: beside a line of the same day and amount that the list lacks: the
			  same with other words? */
	KNOWN_BY_HAND, /* asked: beside an entry that somebody made with the same amount */
};
struct known_verdict {
	enum known_what what;
	const char *beside;  /* KNOWN_WORDS: the id of that line, else NULL */
	int64_t transaction; /* KNOWN_WORDS, KNOWN_BY_HAND: of that line or entry; 0: none */
};
/* LINE comes in the order of the list, after known_see() of all its lines; what is found of one
 * counts for those behind it, as it does when gl-apply books them. */
struct known_verdict known_judge(struct known *known, const struct known_line *line);

/* How a table in LANG tells it: "known", "new", "new (third equal line)", "ask: …". From ARENA. */
const char *known_told(struct arena *arena, enum lang lang, const struct known_verdict *verdict,
		       uint64_t occurrence);

/* A booked line of the list's days that the list lacks; it stays booked. */
struct known_lacking {
	const char *id;
	int64_t day, amount;
	const char *currency;
	int64_t transaction;
};
/* Calls TELL for each of ACCOUNT of the days FROM to TO, in their order. Returns how many there
 * are.
 */
uint64_t known_lacking(struct known *known, const char *account, int64_t from, int64_t to,
		       void (*tell)(void *context, const struct known_lacking *lacking),
		       void *context);

#endif
