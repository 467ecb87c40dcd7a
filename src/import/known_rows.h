/* The lines that the books keep, as known.c and known_read.c share them. Private to these two. */
#ifndef IMPORT_KNOWN_ROWS_H
#define IMPORT_KNOWN_ROWS_H

#include "base/hash.h"
#include "import/identity.h"
#include "import/known.h"
#include "import/list.h"

/* The lines of one key. */
struct known_key {
	char text[LINE_ID_KEY_SIZE]; /* "imp:…", without the occurrence */
	struct kept_lines kept;
	struct kept_line *lines; /* those of KEPT */
	size_t size;
	int64_t seen; /* how many the list has */
	UT_hash_handle hh;
};

enum known_kind {
	ROW_BOOKED,
	ROW_WAITS, /* under its id: it may be what is booked with other words, or by hand */
	ROW_SAME,  /* it was told to be that */
	ROW_CUT,   /* it waits, or waited, as OVERLAP_CUT */
	ROW_BY_HAND
};
struct known_row {
	const char *account; /* folded, one text for all rows of an account */
	char currency[LIST_CURRENCY_SIZE];
	enum known_kind kind;
	int64_t day, amount, transaction;
	struct known_key *key; /* NULL: by hand */
	int64_t occurrence;
	const char *id, *same; /* SAME: the id of the line that it is; NULL: none */
	bool there;            /* the list has a line that was told to be it */
	bool asked;            /* a line of the list is asked about beside it */
};

struct known {
	struct arena arena;
	struct known_key *keys;
	struct known_row *rows; /* by account, currency, day, amount, and as they came */
	size_t count, size;
	struct known_row **same; /* those that somebody said to be another one */
	bool ready;
	const char **accounts; /* folded */
	size_t account_count;
};

/* NULL: there is none. */
struct known_key *known_key_of(const struct known *known, const char *text);
/* Adds a line to those of KEY, which overlap_count() has to count then. */
void known_keep(struct known_key *key, const struct kept_line *line);
/* NAME as the rows have it; NULL: none is of that account. */
const char *known_account(const struct known *known, struct arena *arena, const char *name);

#endif
