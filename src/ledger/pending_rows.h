/* What is to be written of the working set: new rows, and what was changed. */
#ifndef LEDGER_PENDING_ROWS_H
#define LEDGER_PENDING_ROWS_H

#include "ledger/allowances.h"
#include "ledger/books.h"
#include "record/record.h"

/* Rows to be written; all text lives in the chunk's arena. */
struct transaction_row {
	uint64_t guild_id, author_id;
	int64_t transaction, batch, time, seq, reverses; /* reverses 0: none */
	int64_t waiting;      /* the number of what was accepted by it; 0: none */
	bool approved;        /* somebody approved it: */
	uint64_t approved_by; /* 0: an operator */
	const char *verb, *memo;
	STAILQ_ENTRY(transaction_row) pending;
};
struct entry_row {
	uint64_t guild_id;
	int64_t transaction, entry, account_id, amount;
	const char *currency;
	STAILQ_ENTRY(entry_row) pending;
};
struct command_row {
	uint64_t guild_id, message_id, author_id;
	int64_t seq, time, transaction, batch, rules;
	const char *verb, *status, *code, *text, *record;
	STAILQ_ENTRY(command_row) pending;
};
struct delivery_row {
	enum delivery_kind kind;
	uint64_t guild_id, channel_id, reply_to, user_id, role_id; /* 0 where they do not belong */
	int64_t delivery, seq;
	const char *content, *files; /* a reply's text is in the log */
	const char *pings; /* ids of users whom it pings, one space between two; NULL: nobody */
	bool notice;       /* it tells somebody what concerns them */
	int64_t about;     /* the number of what waits that it is about, or the first of those
			      that came with it; 0: nothing */
	STAILQ_ENTRY(delivery_row) pending;
};
struct delivered_row { /* what became of a delivery */
	uint64_t guild_id, discord_id;
	int64_t delivery, not_before;
	const char *state, *error;
	int64_t digest; /* of a refused one: what it goes with from now on; 0: it goes alone */
	bool refused, neutral; /* refused: its words are put otherwise, neutral: in words that name
				  nobody */
	bool uncertain, untried,
		counts; /* counts: it changed the delivery, says the store that wrote it */
	STAILQ_ENTRY(delivered_row) pending;
};
/* A row of settings, permits, currencies, channels, members, roles: written one by one, being few.
 */
enum detail_kind {
	DETAIL_CURRENCY,
	DETAIL_PERMIT,
	DETAIL_CHANNEL,
	DETAIL_ROLE,
	DETAIL_ROLE_GONE,
	DETAIL_MEMBER,
	DETAIL_MEMBER_ROLE,
	DETAIL_MEMBER_ROLE_GONE,
	DETAIL_MEMBER_ROLES_GONE,
	DETAIL_GROUP,
	DETAIL_GROUP_GONE,
	DETAIL_OFFER,
	DETAIL_OFFER_GONE,
	DETAIL_WANTED_ROLE,
	DETAIL_WANTED_ROLE_GONE,
	DETAIL_PREFERENCE,
	DETAIL_PREFERENCES_GONE,
	DETAIL_LIMIT,
	DETAIL_BUDGET,
	DETAIL_BUDGET_GONE,
	DETAIL_EXEMPTION,
	DETAIL_IMPORT_LINE,
	DETAIL_IMPORT,
	DETAIL_COUNTERPARTY,
	DETAIL_RECONCILIATION,
	DETAIL_EVIDENCE,
	DETAIL_SUM_SEED,
	DETAIL_YEAR,
	DETAIL_ACCOUNTING_DAY
};
struct evidence;
struct detail_row {
	enum detail_kind kind;
	uint64_t guild_id, id; /* of the role, channel, member or account; 0: the key is a word */
	union {
		struct {
			const char *code;
			int scale;
		} currency;       /* DETAIL_CURRENCY */
		unsigned permits; /* DETAIL_PERMIT; 0: it has none any more */
		struct {
			bool enabled;
			uint64_t since; /* the message that switched it */
		} channel;              /* DETAIL_CHANNEL */
		struct {
			const char *name, *permissions;
			int64_t position;
			bool managed;
		} role; /* DETAIL_ROLE */
		struct {
			const char *nick;
			int64_t joined_at, left_at; /* 0: not known; not left */
			bool pending, left;
		} member;         /* DETAIL_MEMBER */
		uint64_t role_id; /* DETAIL_MEMBER_ROLE, DETAIL_MEMBER_ROLE_GONE,
				     DETAIL_WANTED_ROLE_GONE */
		struct {
			const struct member_role *role; /* written as it then is */
			int64_t seq;                    /* of the log row that decided it */
		} wanted;                               /* DETAIL_WANTED_ROLE */
		const struct role_group *group;         /* DETAIL_GROUP: likewise */
		const char *group_name; /* folded: DETAIL_GROUP_GONE, DETAIL_OFFER */
		struct {
			const char *name, *value;
			uint64_t about; /* 0: nobody */
		} preference;           /* DETAIL_PREFERENCE */
		struct {
			enum limit_period period;
			const char *currency;
			int64_t amount; /* NO_LIMIT is kept; -1: it has no limit any more */
		} limit;                /* DETAIL_LIMIT */
		struct {
			const char *currency;
			const char *unit; /* as in struct budget; DETAIL_BUDGET_GONE takes the
					     currency alone */
			int64_t amount, since;
			bool carry;
		} budget; /* DETAIL_BUDGET, DETAIL_BUDGET_GONE */
		struct {
			int64_t seq;           /* of the log row that made it */
			int64_t starts, until; /* days; until NO_DAY: no end */
			const char *reason;
			int64_t ended_seq; /* not 0: all of this member end by that log row, and
					      nothing else of this is looked at */
		} exemption;               /* DETAIL_EXEMPTION */
		const struct import_row *import_line;        /* written as it then is */
		const struct import_list *import;            /* written once */
		const struct counterparty *counterparty;     /* likewise; without an account: it is
								dropped */
		const struct reconciliation *reconciliation; /* likewise */
		struct {
			const struct evidence *file;
			int64_t seq, batch; /* of the log row; open then */
		} evidence;                 /* DETAIL_EVIDENCE, of the transaction ID */
		struct {
			const char *seed;
			int64_t seq; /* of the log row that brought it */
		} sum_seed;          /* DETAIL_SUM_SEED */
		struct {
			int64_t ends, seq; /* the log row that closed it */
			int64_t first_transaction, last_transaction; /* 0: none moved anything */
			int64_t waiting; /* what was approved by it; 0: nothing */
		} year;                  /* DETAIL_YEAR, of the year ID */
		struct {
			int64_t time; /* when it counts */
			int64_t day;  /* its own */
		} accounting_day;     /* DETAIL_ACCOUNTING_DAY, of the transaction ID */
	};
	STAILQ_ENTRY(detail_row) pending;
};

struct detail_row *books_detail(struct books *books, enum detail_kind kind, uint64_t guild_id,
				uint64_t id);

/* Marks as changed, to be written. */
void books_touch_account(struct books *books, struct account *account);
void books_touch_balance(struct books *books, struct balance *balance);
void books_touch_user(struct books *books, struct user *user);

#endif
