/* What waits for a decision or an end: registrations, approvals, requests, charges, dues, debts,
 * holds, confirmations and undos. One table, one state machine; guildledger(7) has it. */
#ifndef LEDGER_WAITING_H
#define LEDGER_WAITING_H

#include "base/calendar.h"
#include "ledger/books.h"
#include "record/record.h"

enum waiting_kind {
	WAITING_REGISTRATION,
	WAITING_APPROVAL,
	WAITING_REQUEST,
	WAITING_CHARGE,
	WAITING_DUES,
	WAITING_OWE,
	WAITING_HOLD,
	WAITING_CONFIRM,
	WAITING_UNDO,
	WAITING_LINE,
	WAITING_KINDS
};
enum waiting_state {
	STILL_WAITING,
	WAITING_ACCEPTED,
	WAITING_DECLINED,
	WAITING_CANCELLED,
	WAITING_EXPIRED,
	WAITING_FAILED
};
extern const char *const waiting_kind_names[];  /* as stored: "registration", …; ended by NULL */
extern const char *const waiting_state_names[]; /* "waiting", "accepted", …; ended by NULL */

/* A row of the table. Texts live in the working set's arena. 0 or NULL: none, unless said. */
struct waiting {
	struct pair key; /* guild and number */
	bool exists;     /* false: it was looked for, and there is none */
	enum waiting_kind kind;
	enum waiting_state state;
	uint64_t asked_by; /* 0: an operator or a schedule */
	int64_t asked_seq, asked_at;
	uint64_t decider_id;     /* the user who decides; */
	unsigned decider_permit; /* or the permit that it takes */
	int64_t from_account, to_account;
	char currency[CURRENCY_SIZE]; /* "": none */
	int64_t amount, paid;         /* minor units */
	const char *verb, *arguments; /* what an approval or confirmation does: canonical JSON */
	int64_t due;                  /* a day; NO_DAY: none */
	int64_t expires_at;           /* Unix milliseconds */
	int64_t ends;                 /* the last local day that counts; NO_DAY: none */
	const char *memo;
	int64_t lot;              /* the first number that the same log row made */
	int64_t schedule, period; /* period: a day, or NO_DAY */
	int64_t target;           /* the transaction that an undo or a reversal is about */
	uint64_t channel_id, message_id;
	uint64_t decided_by;
	bool decided; /* decided_by may be 0: an operator, or time */
	int64_t decided_seq, decided_at;
	const char *code;            /* why it failed, or was cancelled by something else */
	int64_t transaction;         /* the last one booked */
	int64_t reminders, reminded; /* how many; the day of the last, or NO_DAY */
	int64_t reminded_at;         /* Unix milliseconds, of the last by hand */
	bool lost;                   /* its non-payment took a role */
	bool dirty;
	STAILQ_ENTRY(waiting) pending;
	UT_hash_handle hh;
};

/* In the working set, or NULL: not loaded. */
struct waiting *books_loaded_waiting(const struct books *books, uint64_t guild_id, int64_t number);
/* A row for a store to fill: added once. */
struct waiting *books_add_waiting(struct books *books, uint64_t guild_id, int64_t number);
/* Puts a row that is filled into the lists of its accounts and users that are loaded and complete,
 * as a rule does that makes one. */
void books_list_waiting(struct books *books, struct waiting *row);
/* Puts a row behind the others of LIST; a store fills a list in rising numbers, and then sets
 * complete. */
void waiting_list_add(struct books *books, struct waiting_list *list, struct waiting *row);
/* Notes that USER asked the other one for money at that time (Unix milliseconds), if it is the
 * first time. */
void books_note_asked(struct books *books, struct user *user, uint64_t other_id, int64_t time);
/* The numbers that COMMAND decides by, "41", or "41 42" of a reply to a message that names several;
 * of approve it may be "@15", a member. NULL: it has none. */
const char *command_numbers(const struct command *command);
/* The next number in the list at *AT, which is moved behind it; what is none is passed by. False:
 * there are no more; AT may point to NULL. */
bool next_number(const char **at, int64_t *number);

/* Marks as changed, to be written. */
void books_touch_waiting(struct books *books, struct waiting *waiting);

#endif
