/* What the store is asked for, and whether it is in the working set already. */
#ifndef LEDGER_WANTS_H
#define LEDGER_WANTS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>

struct books;
struct guild;
struct seen_message;

/* Something a record refers to that is not in the working set yet. */
enum wanted_kind {
	WANTED_NOTHING,
	WANTED_GUILD,
	WANTED_USER,
	WANTED_ACCOUNT_NAME,
	WANTED_MESSAGE,
	WANTED_ROLES,
	WANTED_MEMBER,
	WANTED_DELIVERY,
	WANTED_TRANSACTION,
	WANTED_OWN_NAMES,
	WANTED_SEEN_NAMES,
	WANTED_WAITING,            /* id: its number */
	WANTED_WAITING_OF_ACCOUNT, /* id: the account; open rows from or to it */
	WANTED_WAITING_OF_USER,    /* id: the user; open rows that they asked for or decide */
	WANTED_SCHEDULE,           /* id: its number */
	WANTED_SCHEDULES_OF_USER,  /* id: the user; those that are active or paused and theirs */
	WANTED_WEARERS,            /* id: the role, 0: everyone; all members who may have it */
	WANTED_ACCOUNT,            /* id: the account */
	WANTED_PAYMENTS,           /* id: the user; what they paid */
	WANTED_MOVED,              /* id: the user, 0: operators; what they moved lately */
	WANTED_SPENDING,           /* id: the account; what was booked to it */
	WANTED_IMPORT_LINES,       /* folded_name: what the ids of lines with one key begin with */
	WANTED_COUNTERPARTY,       /* folded_name: the hash of its name */
	WANTED_BY_HAND,            /* id: the account; what was booked to it and is in no list */
	WANTED_RECONCILED,         /* id: the account; its reconciliations that hold */
	WANTED_IMPORTS,            /* id: the account; the lists of it that were taken */
	WANTED_PARTIES,            /* id: the account; the counterparties assigned to it for good */
	WANTED_LINES_OF_DAY        /* folded_name: import_day_key(); the keys of its lines */
};
struct wanted {
	enum wanted_kind kind;
	uint64_t guild_id, id;
	const char *folded_name;
	STAILQ_ENTRY(wanted) next;
};

/* Asks the store for something, unless it is in the working set already. */
void books_want(struct books *books, enum wanted_kind kind, uint64_t guild_id, uint64_t id,
		const char *folded_name);
/* "user 11 of guild 1000", from the chunk's arena. */
const char *wanted_name(struct books *books, const struct wanted *wanted);

/* What was looked for of a message; NULL: nothing was. */
const struct seen_message *books_seen_message(const struct books *books, uint64_t guild_id,
					      uint64_t message_id);
/* Whether it is known if the message is in the log: it was looked for, or is newer than all. */
bool books_know_message(const struct books *books, uint64_t guild_id, uint64_t message_id);
/* Whether all who may wear the role (0: everyone) are loaded; false for a GUILD of NULL. */
bool guild_has_wearers(const struct guild *guild, uint64_t role_id);

#endif
