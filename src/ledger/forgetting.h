/* Forgetting a member: which words of a log row go. Kinds of parameters say what is private, so
 * that a new verb needs nothing here. Pure: rows in, rows out; who reads and writes them is
 * apply/forget_slices.c. */
#ifndef LEDGER_FORGETTING_H
#define LEDGER_FORGETTING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "ledger/books.h"

/* A name more than these is not looked for in what others wrote: each costs a look at each row. */
enum { MAX_LOST_NAMES = 64 };
/* What stays where a needed text was: a replay needs one, too. */
#define BLANK_TEXT "…"

/* Somebody who is being forgotten in the log rows NEXT to LAST. */
struct forgotten {
	uint64_t user_id;
	const char *id, *pseudonym; /* id: user_id in decimal */
	int64_t next, last;
	const char *names[MAX_LOST_NAMES]; /* as they were written */
	const char *lost[MAX_LOST_NAMES];  /* the same, as they are compared */
	size_t name_count;
};

struct forgetting {
	struct arena names; /* of the people; ROW: of the row at hand, reset for each */
	struct arena row;
	struct forgotten *people;
	size_t count;
	/* Whether WORD behind an amount was taken for a currency by that version of the rules, and
	 * so is no memo. */
	bool (*is_currency)(void *context, const char *word, enum rules rules);
	void *context;
};

/* A row of the log: its words as they are, and afterwards what stays of them (from
 * FORGETTING->row). */
struct log_words {
	int64_t seq, transaction; /* transaction 0: none */
	enum rules rules;         /* that decided it */
	uint64_t author_id;
	const char *status, *code, *text, *record; /* code and text may be NULL */
	bool changed, memo_gone, post_gone;        /* memo_gone: that of its transaction goes, too;
						      post_gone: what it posted */
};

/* Blanks in ROW what is private to those of the people in whose range it lies, and learns the names
 * that it gives them. */
void forget_words(struct forgetting *forgetting, struct log_words *row);
/* The same for a post behind their ranges: it may show what was not blank when it was made. */
void forget_post(struct forgetting *forgetting, struct log_words *row);

#endif
