/* Whether a line of a bank's list is kept already: one judgement, for gl-import, which says it
 * beforehand (--known), and for gl-apply, which books. It is in this room, beside the record of a
 * line, since the ledger may not include import. */
#ifndef RECORD_OVERLAP_H
#define RECORD_OVERLAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the books keep of a line that came earlier. */
enum kept_state {
	/* Under an id of its own: booked, or waiting as "the same with other words?" or "booked by
	 * hand?", or told to be the same as something else. */
	KEPT,
	/* It waits as OVERLAP_CUT: another line of its key, or one that is kept already. */
	KEPT_CUT_WAITS,
	/* It waited so, and somebody said that it is one that is kept already: only its balance is
	 * remembered, so that it is not asked about again. */
	KEPT_CUT_SAME,
};
struct kept_line {
	int64_t occurrence; /* of its id: "imp:KEY.OCCURRENCE" */
	enum kept_state state;
	bool has_balance;
	int64_t balance; /* after it, minor units */
};
/* All of one key. */
struct kept_lines {
	const struct kept_line *lines; /* in rising occurrences */
	size_t count;
	/* By overlap_count(): how many of them are kept for certain, how many may be, and the
	 * highest occurrence. */
	int64_t kept, waiting, highest;
};

struct overlap_line {
	int64_t occurrence; /* of its id: which of that key it is in its list, from 1 */
	bool cut;           /* of the first day of its list, and its key is made of its text */
	bool has_balance;   /* told, or computed of the list's opening or closing */
	int64_t balance;
};
enum overlap {
	OVERLAP_NEW,   /* nothing of its key is this line */
	OVERLAP_KNOWN, /* it is kept already */
	/* Its list may begin within a day: then the numbers of equal lines of that day begin too
	 * low, and this one, which has a balance that no kept line of its key has, may be another
	 * one. It waits for somebody who says. */
	OVERLAP_CUT,
};
struct overlap_verdict {
	enum overlap what;
	const struct kept_line *kept; /* OVERLAP_KNOWN: which it is; else NULL */
	/* Else: the occurrence under which it is kept from now on. Higher than the line's own where
	 * that is another line's already. */
	int64_t occurrence;
};

/* Puts COUNT lines of a key into the order of their occurrences. */
void overlap_sort(struct kept_line *lines, size_t count);
/* Counts LINES anew, after it was filled. */
void overlap_count(struct kept_lines *lines);
/* Counts the last of LINES, which was added, too. */
void overlap_add(struct kept_lines *lines);

/* KEPT: all lines of the key of LINE, those of the same import that were judged before it among
 * them. Two lists that overlap give as many lines of a key as the longer one has, not their sum. */
struct overlap_verdict overlap_judge(const struct overlap_line *line,
				     const struct kept_lines *kept);

/* A new line may be the same as an entry that somebody made by hand with the same amount, so many
 * days before or after it. */
enum { OVERLAP_HAND_DAYS = 3 };
bool overlap_by_hand(int64_t line_day, int64_t line_amount, int64_t entry_day,
		     int64_t entry_amount);

#endif
