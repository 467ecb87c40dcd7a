/* Inside of the reader of Norma 43. The norm: AEB, "Información normalizada de cuenta corriente",
 * series 43, edition of June 2012. */
#ifndef IMPORT_NORMA43_PARTS_H
#define IMPORT_NORMA43_PARTS_H

#include "import/columns.h"
#include "import/statement.h"

enum { NORMA43_COLUMNS = 80, NORMA43_TEXTS = 16 }; /* the norm has 5 texts at most */

/* The texts of a movement (records 23) as they were read, from the arena of the reading. */
struct norma43_texts {
	int count;
	struct norma43_text {
		int64_t number; /* columns 3-4; -1: none */
		struct columns record;
	} of[NORMA43_TEXTS];
};

/* The movements of one side, as a 33 repeats them. */
struct norma43_side {
	uint64_t count;
	wide sum; /* hundredths, as they are written */
};

struct norma43 {
	struct list_reading *reading;
	struct statement statement;
	uint64_t number;  /* of the line being read */
	uint64_t last;    /* of the last record before it; 0: it is the first */
	uint64_t records; /* since the last 88 */
	bool warned_mode;
	/* The 22 that was read last waits for its 23. */
	struct list_line movement;
	bool waits;
	int64_t concept; /* common to all banks, columns 23-24 */
	struct norma43_texts texts;
	struct buf words;
	struct norma43_side out, in;
};

/* A record was not understood, or is wrong: told, and from here on the sums of its account prove
 * nothing. */
#define NORMA43_FAULT(norma, fault, ...)                                                  \
	do {                                                                              \
		(norma)->statement.unsure = true;                                         \
		list_fault((norma)->reading->taker, fault, (norma)->number, __VA_ARGS__); \
	} while (0)

/* A sign (1 out, 2 in) in column SIGN and 14 digits from column DIGITS on. */
struct norma43_amount {
	int64_t hundredths;
	bool out; /* also of zero */
};
bool norma43_amount(const struct columns *record, size_t sign, size_t digits,
		    struct norma43_amount *amount);
/* Hundredths, which Norma 43 writes whatever the currency, as minor units of it. False where it has
 * no such part. */
bool norma43_minor(int64_t hundredths, const char *currency, int64_t *minor);
/* "EUR" of the three digits from column FIRST on; NULL: no currency. */
const char *norma43_currency(const struct columns *record, size_t first);
/* "0000 0000 0000000001" of the columns 3-20: bank, branch and account. From the arena. */
const char *norma43_account(struct norma43 *norma, const struct columns *record);
/* Whether an account is open; where not, that a record of TYPE has none was told. */
bool norma43_open(struct norma43 *norma, int type);

void norma43_movement(struct norma43 *norma, const struct columns *record); /* 22 */
void norma43_text(struct norma43 *norma, const struct columns *record);     /* 23 */
/* Gives the movement that waited to the taker: nothing more follows of it. */
void norma43_give(struct norma43 *norma);
void norma43_totals(struct norma43 *norma, const struct columns *record); /* 33 */

bool norma43_fits(const char *head, size_t length);
const char *norma43_declared(const char *head, size_t length);

#endif
