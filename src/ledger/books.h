/* The working set: the part of the books that a chunk of records touches. Filled by a store,
 * changed by the rules, written by the store. What the rules ask of it is in ledger/lookups.h, what
 * the store is asked for in ledger/wants.h, what is to be written in ledger/pending_rows.h. */
#ifndef LEDGER_BOOKS_H
#define LEDGER_BOOKS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "ledger/seen_names.h"
#include "ledger/text_key.h"
#include "ledger/wants.h"

enum { CURRENCY_SIZE = 12, HASH_TEXT_SIZE = 65, MAX_ENTRIES = 1001 /* of one transaction */ };

enum account_kind { KIND_ASSET, KIND_LIABILITY, KIND_EQUITY, KIND_INCOME, KIND_EXPENSE };
enum account_state { STATE_OPEN, STATE_FROZEN, STATE_CLOSED };
extern const char *const account_kind_names[];  /* as stored: "asset", …; ended by NULL */
extern const char *const account_state_names[]; /* "open", "frozen", "closed" */

struct pair {
	uint64_t guild_id, id;
};

/* The floor of an asset may not just be missing, since that means 0: it is lifted by one that
 * nothing can reach. */
#define NO_FLOOR INT64_MIN

struct balance {
	struct balance *next; /* another currency of the same account */
	struct account *account;
	char currency[CURRENCY_SIZE];
	int64_t amount; /* positive debit */
	bool has_floor; /* false: the floor is that of the account's kind (DEFAULT_FLOOR) */
	int64_t floor;  /* on the account's normal side; NO_FLOOR: it was lifted */
	int64_t entries;
	int64_t held;     /* by open holds, on the account's normal side */
	bool has_ceiling; /* nothing may raise it beyond: */
	int64_t ceiling;  /* on the account's normal side */
	int64_t credited; /* by the command at hand, where account->credited */
	bool dirty;
	STAILQ_ENTRY(balance) pending;
};

/* Rows of what waits (ledger/waiting.h), as they were put in. */
struct waiting_link {
	struct waiting_link *next;
	struct waiting *row;
};
struct waiting_list {
	struct waiting_link *first, *last;
	bool complete; /* all that the store has are in it */
};

struct account {
	struct pair key; /* guild and account id */
	const char *name, *folded_name;
	enum account_kind kind;
	enum account_state state;
	uint64_t owner_id;   /* 0: the guild's own */
	struct user *owner;  /* NULL for the guild's own */
	const char *purpose; /* "till", "opening", "over_short", "fees", "dues" or NULL */
	int64_t opened_by;   /* seq of the log */
	struct balance *balances;
	int64_t owing; /* its open dues and debts (WAITING_DUES, WAITING_OWE) */
	/* Rows from or to it, in rising numbers, that were open when they were put in; and those
	 * of them that it owes (WAITING_DUES, WAITING_OWE). Each where it is complete. */
	struct waiting_list waiting, debts;
	struct spending *spent, *last_spent; /* where has_spending */
	bool has_spending;
	struct by_hand *by_hand; /* where has_by_hand */
	bool has_by_hand;
	struct reconciliation *reconciled; /* that held when they were loaded, the newest first;
					      where has_reconciled */
	bool has_reconciled;
	struct import_list *imports; /* the last that came first; where has_imports */
	bool has_imports;
	bool has_parties; /* the counterparties that are assigned to it are loaded */
	bool credited;    /* by the command at hand: it is in books->credited */
	struct account *next_credited;
	bool dirty;
	STAILQ_ENTRY(account) pending;
	UT_hash_handle hh;
};

struct account_name {        /* a name that was looked for; account NULL: there is none */
	struct text_key key; /* by the folded name */
	struct account *account;
	UT_hash_handle hh;
};

/* The name of an account of the guild's own. There are few, so that all fit into the working set
 * (WANTED_OWN_NAMES). */
enum { MOST_OWN_ACCOUNTS = 1000 };
struct own_name {
	struct own_name *next;
	const char *name, *folded_name, *skeleton; /* base/lookalike.h */
};

/* How members hear that their money moved. */
enum notices { NOTICES_PING, NOTICES_DM, NOTICES_OFF };
/* What a member chose for themselves; zeros: the defaults. */
struct preferences {
	bool monthly_statement; /* on the first of a month they get that of the month before */
	bool is_private;        /* what they have is told to them alone */
	bool hidden;            /* they are not in the list of who has most */
	enum notices notices;
	struct blocked_user *blocked; /* who may ask them for nothing */
	struct untold *untold;        /* what the next answer tells them; NULL: nothing */
};
struct untold; /* ledger/untold.h */
struct blocked_user {
	struct blocked_user *next;
	uint64_t user_id;
	bool freed; /* not any more */
};

/* Somebody whom a member asked for money, and when first (Unix milliseconds). */
struct asked_person {
	struct asked_person *next;
	uint64_t user_id;
	int64_t first;
};

struct user { /* a user that was looked for */
	struct pair key;
	const char *name;        /* NULL: never seen before */
	const char *nick;        /* what the guild sees instead; NULL: the name */
	const char *label;       /* what is seen, with Markdown escaped, "@ana" */
	struct account *account; /* NULL: not registered */
	bool left;               /* the guild */
	bool bot;
	bool forgotten;  /* name is a pseudonym; the roster does not bring it back */
	bool forgetting; /* the log is still being blanked for them */
	struct preferences preferences;
	struct member_limit *limits; /* that were set for this member */
	int64_t exempt; /* seq of the exemption from dues that nothing ended; 0: none */
	struct waiting_list waiting; /* rows that they asked for or decide */
	struct asked_person *asked;  /* whom they asked ever, where waiting is complete */
	struct payment *payments;    /* the newest first, where has_payments */
	bool has_payments;
	bool has_schedules;           /* theirs that are active or paused are loaded */
	struct waiting *registration; /* the newest; NULL: none was asked for */
	struct member *member;        /* NULL: not loaded (WANTED_MEMBER) */
	int64_t active;               /* the day of the last command, since 1970; 0: none */
	int64_t hinted; /* when a typing error of theirs was answered last; 0: never */
	int64_t chatter_minute,
		chatter; /* commands that booked nothing in that minute since 1970 */
	/* As they were before the command at hand, which may be dropped yet. */
	struct {
		bool kept;
		const char *name, *label;
		bool forgotten;
		int64_t active;
	} before;
	bool dirty;
	STAILQ_ENTRY(user) pending;
	UT_hash_handle hh;
};

struct currency {
	struct currency *next;
	char code[CURRENCY_SIZE];
	int scale;
};
struct permit_row {
	struct permit_row *next;
	uint64_t role_id;
	unsigned permits;
};
struct setting {
	struct setting *next;
	const char *key, *value;
	bool dirty;
};

struct batch {
	int64_t number; /* 0: none is open */
	int64_t opened_at, opened_by, first_transaction;
};

/* A role (0: everyone) all of whose possible wearers are in the working set. */
struct loaded_wearers {
	struct loaded_wearers *next;
	uint64_t role_id;
};

struct books;
struct guild {
	struct books *books; /* whose working set it is in */
	uint64_t guild_id, owner_id;
	bool exists;
	/* Where its books are that were here, "" where they are on their way here; NULL: none of
	 * it. */
	const char *place;
	int64_t moved; /* when they went there, or were begun to be moved here */
	const char *name, *timezone;
	const struct zone *zone; /* of that name, the store's; NULL: no command asked for it yet */
	enum lang lang;
	char currency[CURRENCY_SIZE]; /* the default one */
	struct currency *currencies;
	struct permit_row *permits;
	struct setting *settings;
	struct budget *budgets;
	struct mover *movers; /* those who are loaded */
	unsigned controls;    /* what its settings ask for (setting_values.h), where */
	bool controls_known;
	bool controls_changed; /* by this transaction, or who may approve: what was asked of the
				  store for a record before may not be all that it needs */
	struct account *till, *over_short;
	struct account *fees, *dues; /* NULL: nobody asked for one yet */
	struct account *to_sort;     /* NULL: each line of a bank's list was claimed so far */
	struct account *result;      /* NULL: no year that is closed had a result */
	struct role *roles;          /* where has_roles */
	struct role_group *groups;
	bool has_roles;             /* roles and groups are loaded */
	struct own_name *own_names; /* where has_own_names; of accounts that members can have there
				       is none (they begin with @) */
	int own_name_count;
	bool has_own_names;
	struct seen_names seen_names; /* where has_seen_names */
	bool has_seen_names;
	bool requested_this_chunk;      /* this transaction asked the store for it, or made it */
	struct batch batch;             /* the open one */
	int64_t last_batch;             /* highest number so far */
	char last_hash[HASH_TEXT_SIZE]; /* of the last closed batch */
	int64_t next_transaction, next_account, next_seq, next_delivery;
	int64_t last_number;                     /* the highest of what waits or waited */
	int64_t next_schedule, active_schedules; /* how many are active */
	bool has_sum_seed;                       /* ledger/sums.h */
	bool has_untold;                /* this transaction left somebody something to be told */
	int64_t closed_year;            /* the last that is closed; 0: none */
	int64_t closed_until;           /* the first moment behind it, Unix milliseconds; 0: none */
	struct loaded_wearers *wearers; /* the roles whose wearers are all loaded */
	uint64_t highest_message;       /* in the log */
	uint64_t highest_stored; /* when this transaction began: anything above is new unless it
				    came in it */
	int64_t last_time;
	int64_t unanswered; /* commands that were only counted: not written yet */
	bool dirty, batch_dirty;
	UT_hash_handle hh;
};

struct seen_message { /* a message that was looked for in the log, or came into it now */
	struct pair key;
	bool logged;
	UT_hash_handle hh;
};
struct cursor { /* key.id: the channel */
	struct pair key;
	uint64_t after;
	uint64_t before;  /* in the books, when they are written */
	uint64_t *passed; /* the messages that moved it, ascending, not written yet */
	size_t passed_count, passed_room;
	UT_hash_handle hh;
};

/* What is refused and booked changes from version to version. A log row names the version that
 * decided it, and a replay decides by that one. */
enum rules {
	RULES_FIRST = 1,
	RULES_STRICT = 2,
	RULES_PLAIN_NAMES = 3, /* what was "sobrantes" in Spanish is "diferencias de caja" */
	RULES_COUNTED = 4,     /* people close no batch without a count */
	RULES_FACES = 5, /* members choose and are told; the site's address; values in any case */
	RULES_MONTH = 6, /* what waits, what recurs, limits and budgets */
	RULES_BANK = 7,  /* banks' lists, payment references */
	RULES_YEAR = 8, /* closed years, lists of banks in two formats; what nobody was told is told
			   later */
	RULES_DEBTS = 9, /* debts outlive accounts, and count for limits; whoever left asks and gets
			    nothing */
	RULES_CORRECTED = 10, /* the account of dues is opened also where it is named; a proof is
				  asked for before any batch is closed; a share of nothing
				  asks nobody */
	RULES_NOW = RULES_CORRECTED
};

struct books {
	enum rules rules;          /* of the record being decided */
	bool replayed;             /* it is decided again, */
	const char *replayed_code; /* and this is the code that the log has for it; NULL: none */
	const char *replayed_text; /* and this the answer; NULL: none, or it was forgotten */
	struct arena memory;       /* of the working set: lasts over chunks */
	struct arena chunk;        /* of one chunk: its records and pending rows */
	struct guild *guilds;
	struct user *users;
	struct account *accounts;
	struct account_name *account_names;
	struct seen_message *seen;                       /* of this chunk */
	struct cursor *cursors;                          /* of this chunk */
	struct fetched_transaction *transactions_of_old; /* of this chunk */
	struct fetched_delivery *fetched_deliveries;     /* of this chunk */
	struct waiting *waiting;                         /* by guild and number */
	struct schedule *schedules;                      /* by guild and number */
	struct import_key *import_keys;                  /* by guild and what ids begin with */
	struct import_day *import_days;                  /* by guild, account and day */
	struct counterparty *counterparties;             /* by guild and hash */
	struct account *credited; /* by the command at hand, where something is owed */
	struct year_books *years; /* that the command at hand may close */
	STAILQ_HEAD(, wanted) wanted;
	struct wanted missed; /* what the rules looked up last and nobody had asked for; no kind
				 (WANTED_NOTHING): nothing */
	STAILQ_HEAD(, transaction_row) transactions;
	STAILQ_HEAD(, entry_row) entries;
	STAILQ_HEAD(, command_row) commands;
	STAILQ_HEAD(, delivery_row) deliveries;
	STAILQ_HEAD(, delivered_row) delivered;
	STAILQ_HEAD(, detail_row) details;
	STAILQ_HEAD(, account) dirty_accounts;
	STAILQ_HEAD(, balance) dirty_balances;
	STAILQ_HEAD(, user) dirty_users;
	STAILQ_HEAD(, waiting) dirty_waiting;
	STAILQ_HEAD(, schedule) dirty_schedules;
};

void books_start(struct books *books);
/* Forgets the working set (not allowed while rows are pending). */
void books_forget(struct books *books);
/* What a transaction wrote is written: what was looked for in it is forgotten, and guilds are asked
 * for anew. The chunk's records stay. */
void books_end_transaction(struct books *books);
/* The same, and the chunk's records with it. */
void books_end_chunk(struct books *books);
/* Forgets what was decided of the chunk, and the working set with it; the chunk's records stay, to
 * be decided again. */
void books_undo_chunk(struct books *books);

/* What a store, a test or the prefetch finds in the working set: NULL is not loaded, and nothing
 * else. A loaded guild may be one that does not exist; likewise a user without a name, a name
 * without an account. */
struct guild *books_loaded_guild(const struct books *books, uint64_t guild_id);
struct user *books_loaded_user(const struct books *books, uint64_t guild_id, uint64_t user_id);
struct account *books_loaded_account(const struct books *books, uint64_t guild_id,
				     int64_t account_id);
struct account_name *books_loaded_name(const struct books *books, uint64_t guild_id,
				       const char *folded_name);

/* What a store, or a rule that makes something new, puts in. Texts are copied; the results belong
 * to BOOKS. */
struct guild *books_add_guild(struct books *books, uint64_t guild_id);
struct user *books_add_user(struct books *books, uint64_t guild_id, uint64_t user_id,
			    const char *name);
void books_name_user(struct books *books, struct user *user, const char *name);
void books_nick_user(struct books *books, struct user *user, const char *nick); /* NULL: none */
void books_active_user(struct books *books, struct user *user, int64_t day);
/* Keeps what the two above change, once for a command however often it is decided; then it holds,
 * or is undone. */
void books_keep_user(struct user *user);
void books_settle_user(struct books *books, struct user *user, bool undo);
void books_note_hint(struct books *books, struct user *user, int64_t time);
void books_count_chatter(struct books *books, struct user *user, int64_t minute, int64_t count);
struct account *books_add_account(struct books *books, uint64_t guild_id, int64_t account_id,
				  const char *name, const char *folded_name, enum account_kind kind,
				  uint64_t owner_id, const char *purpose);
struct balance *books_add_balance(struct books *books, struct account *account,
				  const char *currency);
void books_add_account_name(struct books *books, uint64_t guild_id, const char *folded_name,
			    struct account *account);
/* LOGGED: false where the message was looked for, and is not in the log. */
void books_add_seen(struct books *books, uint64_t guild_id, uint64_t message_id, bool logged);
void books_move_cursor(struct books *books, uint64_t guild_id, uint64_t channel_id,
		       uint64_t message_id);

/* A setting that the guild does not have yet, without a value; ledger/setting_values.h reads and
 * sets those that there are. */
struct setting *guild_add_setting(struct books *books, struct guild *guild, const char *key);
const struct currency *guild_currency(const struct guild *guild,
				      const char *code); /* case-insensitive; NULL: none */
void guild_add_currency(struct books *books, struct guild *guild, const char *code, int scale);
void guild_add_own_name(struct books *books, struct guild *guild, const char *name);
void guild_add_permits(struct books *books, struct guild *guild, uint64_t role_id,
		       unsigned permits);

#endif
