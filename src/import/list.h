/* What a bank's list says, whatever its format, and what may be wrong with it: the words between
 * the readers of formats and what is done with what they read. */
#ifndef IMPORT_LIST_H
#define IMPORT_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/calendar.h"

enum { LIST_CURRENCY_SIZE = 12, LIST_PLACES = 8 };

/* What is wrong with a list, or with the rules for it. The words are those of gl-import(1). */
enum list_fault {
	FAULT_ENCODING,
	FAULT_NUL,
	FAULT_TOO_LONG,
	FAULT_TRUNCATED,
	FAULT_COLUMN,
	FAULT_DATE,
	FAULT_AMBIGUOUS_DATE,
	FAULT_AMOUNT,
	FAULT_CURRENCY,
	FAULT_ACCOUNT,
	FAULT_COUNT,
	FAULT_BALANCE,
	FAULT_SCHEMA,
	FAULT_DOCTYPE,
	FAULT_DUPLICATE,
	FAULT_NO_TABLE,
	FAULT_NOT_A_LIST,
	FAULT_RULES, /* EX_CONFIG; all others EX_DATAERR */
	LIST_FAULTS
};

/* Why a line of the list is passed over; it is counted. */
enum list_skip { SKIP_RULE, SKIP_PENDING, SKIP_ZERO, LIST_SKIPS };

/* One movement. Texts are UTF-8 and live until the reader goes on to the next line. */
struct list_line {
	uint64_t place;                    /* the physical line where its record begins, from 1 */
	int64_t day;                       /* of booking, as base/calendar.h counts */
	int64_t amount;                    /* minor units; positive: into the account */
	char currency[LIST_CURRENCY_SIZE]; /* upper case */
	const char *reference;  /* of the bank; "": none (also for zeros, NONREF, NOTPROVIDED) */
	bool promised;          /* the format, or #gl id, says that it names one movement */
	const char *structured; /* a payment reference in a field of its own; "": none */
	const char *text;       /* "who | what", blanks collapsed, without controls; whole */
	const char *party;      /* the other party's name or IBAN, as rules of assignment know it */
	bool has_balance;
	int64_t balance;        /* after the line */
	const char *purpose;    /* what the rules say that it is for (account2); "": nothing */
	uint64_t purpose_place; /* the line of the rules that said so */
	const char *account;    /* of the books, as the rules say (account1); "": nothing */
	const char *member_id;  /* of another bot's balances: the Discord id; "" otherwise */
};

/* An account of the list, begun by the reader before its first line. */
struct list_account {
	const char *name; /* as the bank writes it; "" where the list does not say */
	char currency[LIST_CURRENCY_SIZE]; /* "": each line has its own */
	int64_t from, to;                  /* the days that the list says it covers, or NO_DAY */
	bool has_opening, has_closing;
	int64_t opening, closing; /* minor units */
	uint64_t place;           /* of what says so */
	int scale; /* of a list of another bot's balances, whose lines have the currency "": the
		      decimals of its amounts, which are not those of any currency yet */
};

/* Who takes what a reader finds. Readers give the lines of an account oldest first. */
struct list_taker {
	void (*begin)(struct list_taker *taker, const struct list_account *account);
	void (*line)(struct list_taker *taker, const struct list_line *line);
	void (*skip)(struct list_taker *taker, enum list_skip why, uint64_t place);
	/* ACCOUNT as it was begun, and what the list says of its end. */
	void (*end)(struct list_taker *taker, const struct list_account *account);
	/* Something is wrong: MESSAGE says what was found, and what to do. The reader may go on, to
	 * find what else is wrong; nothing of the list is booked. */
	void (*fault)(struct list_taker *taker, enum list_fault fault, uint64_t place,
		      const char *message);
	/* Something to be told that does not stop the list. */
	void (*warn)(struct list_taker *taker, uint64_t place, const char *message);
};

/* fault() and warn() with a format, as printf(3) has it. */
void list_fault(struct list_taker *taker, enum list_fault fault, uint64_t place, const char *format,
		...) __attribute__((format(printf, 4, 5)));
void list_warn(struct list_taker *taker, uint64_t place, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* "truncated": the class as people are told it. */
const char *list_fault_word(enum list_fault fault);

/* The decimals that amounts of CURRENCY (ISO 4217, upper case) have: 2 for what is not known. */
int list_scale(const char *currency);

/* TEXT as it is booked and compared: UTF-8, controls and bidi marks dropped, blanks collapsed. */
const char *list_text(struct arena *arena, const char *text);
/* "WHO | WHAT", or what there is of it, as list_text() makes it. */
const char *who_and_what(struct arena *arena, const char *who, const char *what);
/* Whether what banks write as a reference (LENGTH bytes) names no movement: zeros and blanks,
 * NONREF, NOTPROVIDED. */
bool list_names_nothing(const char *reference, size_t length);

/* A line whose record begins at PLACE, with nothing in it yet: its texts are empty. */
struct list_line list_line_at(uint64_t place);

#endif
