/* What the rules of all verbs share while one command is decided. Private to the ledger. */
#ifndef LEDGER_DECIDING_H
#define LEDGER_DECIDING_H

#include "command/verbs.h"
#include "ledger/ledger.h"

struct deciding {
	struct books *books;
	struct guild *guild;
	const struct command *command;
	const struct verb *verb;
	struct user *author; /* NULL: an operator */
	unsigned permits;    /* of the author */
	int64_t time;        /* of the record, Unix milliseconds */
	struct decision *decision;
};

/* Sets status, code and the answer; FORMAT is an English literal. Use only before anything was changed. */
void refuse(struct deciding *deciding, const char *code, const char *format, ...) __attribute__((format(printf, 3, 4)));
void deny(struct deciding *deciding, const char *code, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Sets the answer of a success. */
void answer(struct deciding *deciding, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* An argument or NULL. */
const char *argument(const struct deciding *deciding, const char *key);
/* TEXT cleaned and escaped for an answer, from the chunk's arena. */
const char *shown(const struct deciding *deciding, const char *text);
/* "12.50 PTS", from the chunk's arena. */
const char *money(const struct deciding *deciding, int64_t minor, const struct currency *currency);
/* The account's name as answers show it. */
const char *account_label(const struct deciding *deciding, const struct account *account);

/* The account an argument names ("@ID" or a name), or NULL after a refusal. */
struct account *find_account(struct deciding *deciding, const char *reference);
/* The author's own account, or NULL after a refusal. */
struct account *own_account(struct deciding *deciding);
/* Whether an argument names the author. */
bool is_author(const struct deciding *deciding, const char *reference);

/* The amount, currency and memo of a command. AMOUNT is read from the argument "amount". False after a refusal. */
struct sum { int64_t minor; const struct currency *currency; const char *memo; };
bool read_sum(struct deciding *deciding, struct sum *sum, bool memo_required);
/* The largest amount one command may name, in minor units: a batch would need thousands of them to overflow its totals. */
#define LARGEST_AMOUNT INT64_C(1000000000000000)
/* TEXT as minor units of CURRENCY. False after a refusal. */
bool read_amount(struct deciding *deciding, const char *text, const struct currency *currency, int64_t *minor);

/* One transaction. Positive debits. Checks batch, states, balances, floors and overflow of every line first; then
 * posts all lines or refuses and posts none. */
struct line { struct account *account; int64_t amount; const char *currency; };
enum { MAX_LINES = MAX_ENTRIES };
bool post(struct deciding *deciding, const struct line *lines, size_t count, const char *memo, int64_t reverses);

/* Holdings: the balance on the account's normal side (what a member has, what is in the till). */
bool debit_normal(enum account_kind kind);
int64_t holdings(const struct account *account, const char *currency);
struct balance *find_balance(const struct account *account, const char *currency); /* NULL: never used */
struct balance *need_balance(struct deciding *deciding, struct account *account, const char *currency);

/* Opens a batch at the record's time. */
void open_batch(struct deciding *deciding);

/* One function a verb. */
void decide_pay(struct deciding *);
void decide_deposit(struct deciding *);
void decide_withdraw(struct deciding *);
void decide_move(struct deciding *);
void decide_reverse(struct deciding *);
void decide_register(struct deciding *);
void decide_whoami(struct deciding *);
void decide_balance(struct deciding *);
void decide_history(struct deciding *);
void decide_top(struct deciding *);
void decide_account_open(struct deciding *);
void decide_account_close(struct deciding *);
void decide_account_freeze(struct deciding *);
void decide_account_unfreeze(struct deciding *);
void decide_account_limit(struct deciding *);
void decide_batch_status(struct deciding *);
void decide_batch_open(struct deciding *);
void decide_batch_close(struct deciding *);
void decide_batch_list(struct deciding *);
void decide_batch_show(struct deciding *);
void decide_report(struct deciding *);
void decide_permit(struct deciding *);
void decide_permits(struct deciding *);
void decide_config(struct deciding *);

/* What became of deliveries. */
void apply_delivered(struct books *books, const struct delivered *delivered);
/* What gl-roster saw. True when it changed something. */
bool apply_roster(struct books *books, struct guild *guild, const struct record *record);

#endif
