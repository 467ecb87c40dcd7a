/* One reading of a guild's books, log row by log row, with everything else in step. Private to this
 * room. Transactions, entries, deliveries, batches and accounts are numbered in the order in which
 * the log made them, so that all are read in the order of their keys beside it; what stays in
 * memory is one holding for each account and currency. */
#ifndef VERIFY_PASS_H
#define VERIFY_PASS_H

#include "base/hash.h"

#include "ledger/books.h"
#include "ledger/waiting.h"
#include "record/record.h"
#include "store/seal.h"
#include "verify/checkpoint.h"
#include "verify/faults.h"
#include "verify/sums.h"

/* What an account holds in a currency, as of the log row that was read last. */
struct holding {
	struct holding *next; /* another currency of the account */
	char currency[CURRENCY_SIZE];
	int64_t amount, entries; /* positive debit */
	bool has_floor;
	int64_t floor;          /* on the account's normal side */
	bool floor_of_settings; /* a setting of then gave it: a replay proves which */
	bool wanted, stored;    /* there must be, there is a row of balances */
	struct holding *moved;  /* by the transaction at hand, one after the other */
	bool is_moved;
	int64_t before; /* that transaction */
	bool has_ceiling;
	int64_t ceiling; /* on the account's normal side */
	int64_t held;    /* by the holds that are open, on the account's normal side */
};

struct book_account {
	int64_t account_id, opened_by;
	const char *name, *folded_name, *purpose; /* purpose NULL: none */
	enum account_kind kind;
	uint64_t owner_id;          /* 0: the guild's own */
	int64_t owing;              /* as the table has it: its open debts */
	int64_t open_debts;         /* by the rows of waiting */
	struct book_waiting *debts; /* that are open, by the log so far */
	bool frozen, closed;        /* by the log so far */
	struct holding *holdings;
	struct book_account *next; /* in order of ids */
	UT_hash_handle hh, by_name, by_owner;
};

/* What waits or waited, as the table has it. 0, NULL or NO_DAY: none. */
struct book_waiting {
	int64_t number, schedule;
	enum waiting_kind kind;
	enum waiting_state state;
	uint64_t asked_by;
	const char *verb, *arguments; /* of an approval or confirmation */
	int64_t asked_seq, asked_at;
	uint64_t decider_id;
	int64_t decider_permit, from_account, to_account;
	char currency[CURRENCY_SIZE];
	int64_t amount, paid, expires_at, lot, target;
	int64_t due, ends, period, reminded; /* days */
	bool is_decided;                     /* it says by whom */
	uint64_t decided_by;
	int64_t decided_seq, decided_at;
	const char *code;
	int64_t reminders;
	bool lost;
	/* By the log so far. */
	int64_t booked, booked_seq; /* the sum, and the last row that booked something for it */
	int64_t reminded_times, reminded_then; /* the day of the last */
	int64_t lost_seq;                      /* the row by which it cost a role */
	struct book_waiting *next_debt;        /* of its account */
	UT_hash_handle hh, by_seq;
};

/* What the entries of the transaction at hand come to. */
struct posting {
	int64_t transaction, reverses;
	int64_t entry_count;
	size_t moved_count;
	struct holding *moved, **moved_end;
	struct currency_sums sums;
	struct {
		int64_t account_id, amount;
		char currency[CURRENCY_SIZE];
	} entries[MAX_ENTRIES];
	struct book_account *owners[MAX_ENTRIES];
};

struct book_user {
	uint64_t user_id;
	bool left, quiet; /* by the log so far: they left; they want no notices */
	UT_hash_handle hh;
};
/* Users, each once. */
enum { MOST_LISTED = MAX_ENTRIES + MAX_PINGS };
struct id_list {
	uint64_t ids[MOST_LISTED];
	size_t count;
};
struct book_currency {
	struct book_currency *next;
	char code[CURRENCY_SIZE];
	int scale;
	int64_t open_debits; /* of the open batch */
};

/* A row of the log. */
struct log_row {
	int64_t seq, time, transaction, batch; /* 0: none */
	int64_t rules;                         /* that decided it */
	uint64_t message_id, author_id;
	const char *verb, *status, *code;
	uint64_t traits; /* of its verb: enum verb_trait */
	enum log_kind { LOG_OTHER, LOG_INIT, LOG_POST, LOG_DELIVERED } kind;
	bool ok, wordless, lost_table; /* wordless: it has no answer; lost_table: it was one, and a
					  `forget` explains that it is gone */
	bool readable;                 /* RECORD is what its line says */
	struct record record;
	const struct command *command; /* of a command or reject; else NULL */
	/* What it did: its own command, or the one that was approved or confirmed by it, in the
	 * name of whoever asked for that. NULL: no command. */
	const struct command *effect;
	uint64_t effect_author;
	uint64_t effect_traits;
	const struct book_waiting *acts_for; /* NULL: its own command */
	bool asks;                           /* what it asks for waits: nothing was done yet */
	bool said; /* in a channel of Discord: it moves a cursor and is answered there */
};

struct command_count {
	struct {
		char verb[32], status[12];
	} key;
	int64_t count;
	UT_hash_handle hh;
};
struct channel_end {
	uint64_t channel_id, highest;
	bool found;
	UT_hash_handle hh;
};

struct pass {
	struct store *store;
	struct faults *faults;
	struct arena memory, line; /* of the guild; of the log row at hand */
	uint64_t guild_id;
	char currency[CURRENCY_SIZE];
	int64_t rules; /* that decided the log row at hand */
	int64_t sealed_transaction, stored_last_time, last_seq, last_delivery;
	const struct checkpoint_guild *since; /* NULL: from the beginning */

	struct book_currency *currencies;
	struct book_account *accounts, *by_name, *by_owner; /* hashes */
	struct book_account *till, *first_account, *unopened;
	struct book_account *
		*numbered; /* by number, from 1; what is not numbered so is in the hash only */
	size_t numbered_count;
	struct book_user *users;
	struct book_waiting *waiting; /* by number */
	struct month *month;
	struct book_waiting *acted; /* approvals and confirmations by who decided them */
	bool has_terms;             /* a setting gave floors to accounts opened from then on */

	struct reader *transactions, *entries, *outbox, *batches, *evidence;
	const struct value *transaction, *entry, *delivery, *batch,
		*file;                             /* the next row of each; NULL: no more */
	int64_t seq, last_transaction, last_batch; /* read so far */
	int64_t sealed_batch, last_end; /* the last closed batch, and its last transaction */
	int64_t last_time, delivery_number;
	char last_hash[HASH_TEXT_SIZE];
	bool batch_opened;       /* the log opened the batch at hand */
	bool batch_older;        /* it did so before the checkpoint */
	struct seal seal;        /* of the batch at hand */
	struct sealing *sealing; /* while its entries pass by; NULL: they are read again when it
				    closes, or it is open */
	int64_t transaction_count, entry_count, log_rows, batch_count;

	/* Of the log row at hand: whose accounts it moved, whose it moved by itself, which need not
	 * be told, and who was told. */
	struct id_list owners, unasked, told;
	bool spends; /* it moved an expense account: its budget may be told of */

	/* Forgetting blanks answers; only rows up to the last `forget` may be blank. */
	int64_t blank_seq, blank_count;
	struct command_count *commands, *last_command; /* the latter: the same again, most often */
	struct channel_end *channels;
};

/* Values of a row; NULL is 0 or NULL. */
static inline int64_t number_of(const struct value *value)
{
	return value->integer;
}
static inline const char *text_of(const struct value *value)
{
	return value->kind == VALUE_TEXT ? value->text : NULL;
}
/* The key of a log row, for faults. */
static inline const char *log_key(struct pass *pass, const struct log_row *row)
{
	return row_key(pass->faults, "%ju/%jd", pass->guild_id, row->seq);
}

/* log.c */
void log_read(struct pass *pass, const struct value *values, struct log_row *row);
void log_check(struct pass *pass, const struct log_row *row);

/* accounts.c */
void load_accounts(struct pass *pass); /* and currencies; checks what can be told of them alone */
void open_accounts(struct pass *pass, const struct log_row *row);
void end_accounts(struct pass *pass); /* those that no row of the log opened */
struct book_account *account_of(struct pass *pass, int64_t account_id); /* NULL: there is none */
bool is_user(const struct pass *pass, uint64_t user_id);

/* meant.c */
/* The account that an argument of a command means; NULL: none. */
struct book_account *account_named(struct pass *pass, const char *reference);
/* The name that an `account open` gave, as its rules keep it; NULL: none. */
const char *name_given(struct pass *pass, const struct log_row *row);
struct book_currency *currency_of(struct pass *pass, const char *code);
/* The currency of the amount that a row names that was accepted: the only one that fits, the main
 * one where none is named; NULL: none fits. */
struct book_currency *currency_meant(struct pass *pass, const struct log_row *row);
/* Added where the account had none in that currency. */
struct holding *holding_of(struct pass *pass, struct book_account *account, const char *currency);
int64_t normal_side(const struct book_account *account, int64_t amount);

/* waiting_rows.c */
struct book_waiting *waiting_of(const struct pass *pass, int64_t number); /* NULL: none */

/* effects.c */
/* Fills effect and what goes with it. */
void find_effect(struct pass *pass, struct log_row *row);
/* In whose name the row booked for the number NUMBER of what waits (0: none). */
uint64_t author_booked(const struct pass *pass, const struct log_row *row, int64_t number);
/* Whether what the row booked for the number NUMBER of what waits (0: none) is called VERB. */
bool row_books_as(const struct pass *pass, const struct log_row *row, const char *verb,
		  int64_t number);

/* floors.c */
void set_floors(struct pass *pass, const struct log_row *row);
/* Whether the log says that older rules lifted the floor of this asset: a checkpoint that was taken
 * before the schema kept that shows none. */
bool lifted_before_checkpoint(struct pass *pass, const struct book_account *account,
			      const char *currency);
void check_floors(struct pass *pass, struct holding *moved, struct book_account *const *owners,
		  int64_t transaction);

/* balances.c */
void begin_balances(struct pass *pass); /* as of the checkpoint */
void end_balances(struct pass *pass);
void balances_digest(struct pass *pass, char digest[HASH_TEXT_SIZE]);

/* transactions.c */
void take_transactions(struct pass *pass, const struct log_row *row);
void end_transactions(struct pass *pass);

/* batches.c */
void open_batches(struct pass *pass, const struct log_row *row);
void close_batches(struct pass *pass, const struct log_row *row);
void end_batches(struct pass *pass);
void drop_seal(struct pass *pass);

/* evidence.c */
void take_evidence(struct pass *pass, const struct log_row *row);
void end_evidence(struct pass *pass);

/* years.c */
/* The year that ROW closed, where it did. */
void check_year_closed(struct pass *pass, const struct log_row *row);
/* All of them, and the days on which transactions count. */
void check_years(struct pass *pass);

/* batch_sums.c */
/* Those of the batch whose seal is at hand. Whether it should have any, the settings of then said:
 * a replay proves it, as it proves the seed. */
void check_batch_sums(struct pass *pass, int64_t batch, int64_t closed_by);

/* deliveries.c */
void take_deliveries(struct pass *pass, const struct log_row *row);
void end_deliveries(struct pass *pass);

/* notices.c */
void id_list_add(struct id_list *list, uint64_t id);       /* 0: nobody */
void id_list_read(struct id_list *list, const char *text); /* ids, a space between two */
void check_told(struct pass *pass, const struct log_row *row);

/* lost.c */
/* Whether the log has a `forget` in whose wake the table that the row SEQ answered was dropped. */
bool explains_lost_table(struct store *store, uint64_t guild_id, int64_t seq);

/* tallies.c: counters and cursors */
void count_row(struct pass *pass, const struct log_row *row);
void end_tallies(struct pass *pass);
void tally_is_blank(struct pass *pass, int64_t seq); /* something of that log row is blank */

#endif
