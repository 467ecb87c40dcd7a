/* The verbs: the one table that the parser, help, usage hints and permits all read. */
#ifndef COMMAND_VERBS_H
#define COMMAND_VERBS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/i18n.h"

struct arena;

/* Every verb: its id, and the rest of its names in the code. VERB_PAY is the row
 * verb_table[VERB_PAY], its rule is decide_pay() in src/ledger. */
#define VERB_LIST(VERB)                            \
	VERB(HELP, help)                           \
	VERB(REGISTER, register)                   \
	VERB(WHOAMI, whoami)                       \
	VERB(BALANCE, balance)                     \
	VERB(HISTORY, history)                     \
	VERB(PAY, pay)                             \
	VERB(TOP, top)                             \
	VERB(BATCH_STATUS, batch_status)           \
	VERB(DEPOSIT, deposit)                     \
	VERB(WITHDRAW, withdraw)                   \
	VERB(MOVE, move)                           \
	VERB(ACCOUNT_OPEN, account_open)           \
	VERB(ACCOUNT_CLOSE, account_close)         \
	VERB(ACCOUNT_FREEZE, account_freeze)       \
	VERB(ACCOUNT_UNFREEZE, account_unfreeze)   \
	VERB(ACCOUNT_LIMIT, account_limit)         \
	VERB(REVERSE, reverse)                     \
	VERB(BATCH_OPEN, batch_open)               \
	VERB(BATCH_CLOSE, batch_close)             \
	VERB(BATCH_LIST, batch_list)               \
	VERB(BATCH_SHOW, batch_show)               \
	VERB(REPORT, report)                       \
	VERB(PERMIT, permit)                       \
	VERB(PERMITS, permits)                     \
	VERB(CONFIG, config)                       \
	VERB(UNREGISTER, unregister)               \
	VERB(APPROVE, approve)                     \
	VERB(REJECT, reject)                       \
	VERB(ROLES, roles)                         \
	VERB(ROLE_TAKE, role_take)                 \
	VERB(ROLE_LEAVE, role_leave)               \
	VERB(ROLE_GROUP, role_group)               \
	VERB(ROLE_ALLOW, role_allow)               \
	VERB(ROLE_DENY, role_deny)                 \
	VERB(ROLE_GRANT, role_grant)               \
	VERB(ROLE_REVOKE, role_revoke)             \
	VERB(ROLE_LIST, role_list)                 \
	VERB(ROLE_WHO, role_who)                   \
	VERB(ROLE_MENU, role_menu)                 \
	VERB(WHY, why)                             \
	VERB(MYDATA, mydata)                       \
	VERB(FORGET, forget)                       \
	VERB(VERIFY, verify)                       \
	VERB(TRANSACTION, transaction)             \
	VERB(STATEMENT, statement)                 \
	VERB(PRIVATE, private)                     \
	VERB(HIDDEN, hidden)                       \
	VERB(NOTICES, notices)                     \
	VERB(ACCEPT, accept)                       \
	VERB(DECLINE, decline)                     \
	VERB(CANCEL, cancel)                       \
	VERB(REMIND, remind)                       \
	VERB(REQUESTS, requests)                   \
	VERB(REQUEST, request)                     \
	VERB(SPLIT, split)                         \
	VERB(CHARGE, charge)                       \
	VERB(HOLD, hold)                           \
	VERB(CAPTURE, capture)                     \
	VERB(RELEASE, release)                     \
	VERB(EVERY, every)                         \
	VERB(SCHEDULES, schedules)                 \
	VERB(SCHEDULE_SHOW, schedule_show)         \
	VERB(SCHEDULE_PAUSE, schedule_pause)       \
	VERB(SCHEDULE_RESUME, schedule_resume)     \
	VERB(SCHEDULE_STOP, schedule_stop)         \
	VERB(DUES, dues)                           \
	VERB(DUES_EXEMPT, dues_exempt)             \
	VERB(BUDGET, budget)                       \
	VERB(LIMITS, limits)                       \
	VERB(STATEMENT_MONTHLY, statement_monthly) \
	VERB(UNDO, undo)                           \
	VERB(DUE_PAY, due_pay)                     \
	VERB(DUE_DUES, due_dues)                   \
	VERB(DUE_JOIN, due_join)                   \
	VERB(DUE_SKIP, due_skip)                   \
	VERB(DUE_EXPIRE, due_expire)               \
	VERB(DUE_REMIND, due_remind)               \
	VERB(DUE_LOSE, due_lose)                   \
	VERB(DUE_STATEMENT, due_statement)         \
	VERB(LINE, line)                           \
	VERB(TO_SORT, to_sort)                     \
	VERB(ASSIGN, assign)                       \
	VERB(ASSIGN_LIST, assign_list)             \
	VERB(ASSIGN_FORGET, assign_forget)         \
	VERB(RECONCILE, reconcile)                 \
	VERB(BANK_LINE, bank_line)                 \
	VERB(ATTACH, attach)                       \
	VERB(PROOF, proof)                         \
	VERB(YEAR_CLOSE, year_close)

enum verb_id {
#define VERB_ID(id, name) VERB_##id,
	VERB_LIST(VERB_ID)
#undef VERB_ID
		VERB_COUNT
};

/* Ordered as a set of bits; what each role may grant. */
enum permit {
	PERMIT_NONE = 0,
	PERMIT_MEMBER = 1,
	PERMIT_TELLER = 2,
	PERMIT_TREASURER = 4,
	PERMIT_AUDITOR = 8,
	PERMIT_ADMIN = 16
};

enum parameter_kind {
	PARAM_ACCOUNT, /* a user mention, or an account's name: value "@ID" or the name as written
			*/
	PARAM_USER,    /* a user mention: value "@ID" */
	PARAM_ROLE, /* a role mention or everyone/todos: value "&ID" or "everyone"; a plain name as
		       written */
	PARAM_ROLE_NAME, /* a role mention: value "&ID"; or a role's name, all that is left when
			    nothing else follows */
	PARAM_REQUEST,   /* a user mention or a number */
	PARAM_ROLES,     /* role mentions and key=value words: "roles" is "&1 &2", each option an
			    argument of its own */
	PARAM_AMOUNT, /* positive: a canonical decimal string "12.5" is "12.50" as written, grouping
			 removed */
	PARAM_LIMIT,  /* an amount with an optional minus, or none/ninguno: value "none" */
	PARAM_CURRENCY, /* optional word of 2 to 10 letters and digits, letter first, as written: a
			   candidate */
	PARAM_NUMBER,   /* a positive integer up to 18 digits; a leading # is dropped */
	PARAM_TRANSACTION, /* the number of a transaction, as PARAM_NUMBER */
	PARAM_RECEIPT,     /* a receipt code: value "12-7K3M9QXZ", however it was typed */
	PARAM_NAME,        /* a word, or quoted text */
	PARAM_SETTING,     /* the key of a setting: the same */
	PARAM_CHOICE,      /* one of CHOICES, either language: value the English one */
	PARAM_VERB,        /* a verb in either language: value the English name */
	PARAM_HELP,        /* the same, or one of help's topics */
	PARAM_MEMO,  /* the rest, up to 200 code points; white space runs become one space. No rule
			depends on it: `forget` blanks it */
	PARAM_VALUE, /* the same, but a rule reads it: it stays */
	PARAM_OPTIONS, /* key=value words: each an argument of its own, see the verb */
	PARAM_PAYEES,  /* members, roles, everyone/todos and names of accounts, up to the amount:
			  value "@11 &601 everyone dues", a name with spaces in quotes */
	PARAM_SHARES,  /* members and roles, each with its share: value "@11:2 @12 @13=20 &601:30%"
			*/
	PARAM_EACH,    /* each or split, several words in Spanish: "each", "split" */
	PARAM_PART,    /* optional: as PARAM_AMOUNT, where the next word begins as an amount does;
			  its currency, "unit", only where nobody can mean a memo by it */
	PARAM_ALLOWANCE,    /* PARAM_AMOUNT, or none/ninguno: value "none", and nothing follows */
	PARAM_NEAR_ACCOUNT, /* optional: one of CHOICES and then an account, directly behind what is
			       before it; without CHOICES only an option sets it */
	PARAM_NEAR_USER,    /* optional: one of CHOICES and then a user mention; nothing follows */
	PARAM_FLAG,         /* optional: one of CHOICES: value "1" */
	PARAM_RULE,    /* how often, up to pay/pagar, which is taken with it: value "3 month 31",
			  "1 week mon,thu", "1 month last fri", see recurrence.h */
	PARAM_EXTRAS,  /* key=value words directly behind what is before them, or at the very end;
			  each an argument of its own: CHOICES */
	PARAM_TARGETS, /* a member or account; or several, each behind its amount: value "@11",
			  "rent", "=12 @11 =8 rent", a name with spaces in quotes */
	PARAM_CLAUSES, /* dates and counts at the very end, each an argument of its own: CHOICES are
			  their words; dates are "2027-03-01", times "09:00" */
	PARAM_DAY,     /* optional: a date at the very end: "2027-03-01" */
};

enum { WITH_FIRST = 2 };
struct parameter {
	enum parameter_kind kind;
	const char *key;              /* of the argument in the record */
	const char *name[LANG_COUNT]; /* in usage texts: "amount", "importe"; "a; b" are two; NULL:
					 it is not shown */
	int optional; /* 0: needed; 1: not; WITH_FIRST: where there is any parameter */
	const char *const (*choices)[LANG_COUNT]; /* ended by {NULL}; of PARAM_CHOICE and keys of
						     what is read as words */
};

/* What the rule of a verb does, as far as its parameters do not say it: whatever else has to know
 * asks for a trait, never for a verb. SQL asks, too: VERBS(trait) in sql/, by the words below. */
#define TRAIT_LIST(TRAIT)                                                                       \
	/* it only asks: nothing is booked or changed by it */                                  \
	TRAIT(ASKS, asks, 0)                                                                    \
	/* of an office: what naming oneself means, the rule decides (no account is touched) */ \
	TRAIT(OWN_BY_RULE, own_by_rule, 1)                                                      \
	/* it posts a transaction, always or where it has a reason to */                        \
	TRAIT(MOVES_MONEY, moves_money, 2)                                                      \
	/* what it posts undoes another transaction */                                          \
	TRAIT(REVERSES, reverses, 3)                                                            \
	/* what it posts is money that comes in from outside, or goes out */                    \
	TRAIT(PAYS_IN, pays_in, 4)                                                              \
	TRAIT(PAYS_OUT, pays_out, 5)                                                            \
	/* days in the question are those of the guild's time zone */                           \
	TRAIT(LOCAL_DAYS, local_days, 6)                                                        \
	/* it opens an account of the guild's own, by the name that is given */                 \
	TRAIT(OPENS_ACCOUNT, opens_account, 7)                                                  \
	/* it opens the account of fees where there is none */                                  \
	TRAIT(OPENS_FEES, opens_fees, 8)                                                        \
	/* it sets how far down an account may go */                                            \
	TRAIT(SETS_FLOOR, sets_floor, 9)                                                        \
	/* it opens a member's account */                                                       \
	TRAIT(REGISTERS, registers, 10)                                                         \
	/* it reads the roles of the guild, though it takes none as a parameter */              \
	TRAIT(READS_ROLES, reads_roles, 11)                                                     \
	/* it reads registrations or roles of members, though no parameter says so              \
	 */                                                                                     \
	TRAIT(READS_MEMBERS, reads_members, 12)                                                 \
	/* it depends on the roles that Discord has at this moment, though it takes none */     \
	TRAIT(ROLES_OF_NOW, roles_of_now, 13)                                                   \
	/* it gives a role by an admin's word */                                                \
	TRAIT(GRANTS_ROLE, grants_role, 14)                                                     \
	/* it closes and seals the open batch */                                                \
	TRAIT(SEALS, seals, 15)                                                                 \
	/* it sends its author all that is kept on them */                                      \
	TRAIT(SENDS_DATA, sends_data, 16)                                                       \
	/* it has somebody forgotten */                                                         \
	TRAIT(FORGETS, forgets, 17)                                                             \
	/* its answer may go to its author alone, as a direct message */                        \
	TRAIT(ANSWERS_ALONE, answers_alone, 18)                                                 \
	/* it changes what an account may do: its owner is told */                              \
	TRAIT(CHANGES_ACCOUNT, changes_account, 19)                                             \
	/* it sets how its author hears that their money moved */                               \
	TRAIT(SETS_NOTICES, sets_notices, 20)                                                   \
	/* only a schedule writes it: people have no words for it */                            \
	TRAIT(SCHEDULED, scheduled, 21)                                                         \
	/* it came with RULES_MONTH: to rules before, no verb */                                \
	TRAIT(OF_MONTH, of_month, 22)                                                           \
	/* it opens the account of dues where there is none and no other is named */            \
	TRAIT(OPENS_DUES, opens_dues, 23)                                                       \
	/* a member pays by it: it counts for their limits */                                   \
	TRAIT(LIMITED, limited, 24)                                                             \
	/* it makes a schedule, whose due dates post transactions by its name */                \
	TRAIT(RECURS, recurs, 25)                                                               \
	/* it is about settings or its author's own affairs: as a slash command its answer is   \
	 * for its author alone */                                                              \
	TRAIT(QUIET, quiet, 26)                                                                 \
	/* it came with RULES_BANK: to rules before, no verb */                                 \
	TRAIT(OF_BANK, of_bank, 27)                                                             \
	/* only gl-import writes it: people have no words for it */                             \
	TRAIT(IMPORTED, imported, 28)                                                           \
	/* it opens the account of what is to be assigned where there is none */                \
	TRAIT(OPENS_TO_SORT, opens_to_sort, 29)                                                 \
	/* it says that an account agrees with the bank's statement */                          \
	TRAIT(RECONCILES, reconciles, 30)                                                       \
	/* files that come with it show what its transaction was for */                         \
	TRAIT(EVIDENCE, evidence, 31)                                                           \
	/* it came with RULES_YEAR: to rules before, no verb */                                 \
	TRAIT(OF_YEAR, of_year, 32)                                                             \
	/* what it posts moves a year's income and expenses to equity: it is neither itself */  \
	TRAIT(CLOSES_YEAR, closes_year, 33)                                                     \
	/* it pauses, resumes or stops a schedule */                                            \
	TRAIT(STEERS_SCHEDULE, steers_schedule, 34)                                             \
	/* and goes on with it */                                                               \
	TRAIT(RESUMES, resumes, 35)

enum verb_trait {
#define TRAIT_BIT(id, name, bit) TRAIT_##id = UINT64_C(1) << (bit),
	TRAIT_LIST(TRAIT_BIT)
#undef TRAIT_BIT
};

/* Nobody types it. */
enum { TRAITS_UNTYPED = TRAIT_SCHEDULED | TRAIT_IMPORTED };

enum { MAX_PARAMETERS = 10 };
struct verb {
	enum verb_id id;
	const char *name; /* "account open": what records and the log hold; of what moves money
			     translated, too, to say what a transaction is: "pago" */
	const char *words[LANG_COUNT]; /* "pay|transfer", "pagar|transferir"; the first is shown in
					  help */
	enum permit permit;            /* the least that is needed */
	const char *summary;           /* a sentence for help, to be translated */
	struct parameter parameters[MAX_PARAMETERS]; /* ended by a NULL key */
	const char *title; /* of the embed that its answer is where it succeeds, to be translated;
			      NULL: its answers are plain text */
	uint64_t traits;   /* enum verb_trait */
};

extern const struct verb verb_table[VERB_COUNT];

/* Whether who uses the verb acts by office: it changes something, and a plain member may not. It
 * never touches the author's own account. */
bool verb_of_office(const struct verb *verb);

/* What a count says, as an argument and as people may write it in either language, of an account
 * that nobody counted: on purpose. */
#define UNCOUNTED "uncounted"
#define UNCOUNTED_SPANISH "sin-contar"
bool word_is_uncounted(struct arena *arena, const char *text);

/* What the system itself books by: a fee that comes back. No command, and so no row of the table.
 */
extern const struct verb refund_verb;

/* The verb of this English record name, or NULL. Only what reads records and the log has a name. */
const struct verb *verb_named(const char *name);
/* The traits of what a row of the log or a transaction names: a verb, or what the system does by
 * itself; 0: no verb. */
uint64_t verb_traits(const char *name);
/* Whether one of its parameters is of that kind. */
bool verb_takes(const struct verb *verb, enum parameter_kind kind);
/* The first of its parameters of that kind, or NULL. */
const struct parameter *parameter_of(const struct verb *verb, enum parameter_kind kind);
/* What a verb refers to beside users and accounts, by its parameters and traits: roles of the
 * guild; roles and registrations of members; the roles that Discord has at this moment. */
bool verb_reads_roles(const struct verb *verb);
bool verb_reads_members(const struct verb *verb);
bool verb_needs_roles_of_now(const struct verb *verb);

/* "pay <@who> <amount> [currency] [memo]" in LANG, with PREFIX before it. Appends to OUT. */
struct buf;
void verb_usage(struct buf *out, const struct verb *verb, enum lang lang, const char *prefix);
/* COMMAND's line again, for somebody to copy: AMOUNT in place of amount and currency, MEMO in
 * quotes (NULL: none), all else as it is. `pay` to several without each or split: AMOUNT may be "5
 * each". Appends to OUT; false, and nothing is appended, for a verb without an amount, or one that
 * takes what cannot be written again. */
struct command;
bool command_line(struct buf *out, const struct command *command, const struct verb *verb,
		  const char *prefix, const char *amount, const char *memo);
/* What help is asked for, and by whom: ABOUT is a verb or a topic, in English (NULL: what there
 * is); a STRANGER has no account yet. */
struct help_asked {
	const char *about, *prefix;
	enum lang lang;
	unsigned permits;
	bool stranger;
};
/* The answer to help: the commands that the asker needs every day, and the topics; or a topic's
 * commands; or how one command is written. Appends to OUT. */
void verb_help(struct buf *out, const struct help_asked *asked);

#endif
