/* The verbs: the one table that the parser, help, usage hints and permits all read. */
#ifndef COMMAND_VERBS_H
#define COMMAND_VERBS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/i18n.h"

struct arena;

enum verb_id {
	VERB_HELP,
	VERB_REGISTER,
	VERB_WHOAMI,
	VERB_BALANCE,
	VERB_HISTORY,
	VERB_PAY,
	VERB_TOP,
	VERB_BATCH_STATUS,
	VERB_DEPOSIT,
	VERB_WITHDRAW,
	VERB_MOVE,
	VERB_ACCOUNT_OPEN,
	VERB_ACCOUNT_CLOSE,
	VERB_ACCOUNT_FREEZE,
	VERB_ACCOUNT_UNFREEZE,
	VERB_ACCOUNT_LIMIT,
	VERB_REVERSE,
	VERB_BATCH_OPEN,
	VERB_BATCH_CLOSE,
	VERB_BATCH_LIST,
	VERB_BATCH_SHOW,
	VERB_REPORT,
	VERB_PERMIT,
	VERB_PERMITS,
	VERB_CONFIG,
	VERB_UNREGISTER,
	VERB_APPROVE,
	VERB_REJECT,
	VERB_ROLES,
	VERB_ROLE_TAKE,
	VERB_ROLE_LEAVE,
	VERB_ROLE_GROUP,
	VERB_ROLE_ALLOW,
	VERB_ROLE_DENY,
	VERB_ROLE_GRANT,
	VERB_ROLE_REVOKE,
	VERB_ROLE_LIST,
	VERB_ROLE_WHO,
	VERB_WHY,
	VERB_MYDATA,
	VERB_FORGET,
	VERB_VERIFY,
	VERB_TRANSACTION,
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
	PARAM_RECEIPT,  /* a receipt code: value "12-7K3M9QXZ", however it was typed */
	PARAM_NAME,     /* a word, or quoted text */
	PARAM_CHOICE,   /* one of CHOICES, either language: value the English one */
	PARAM_VERB,     /* a verb in either language: value the English name */
	PARAM_MEMO,  /* the rest, up to 200 code points; white space runs become one space. No rule
			depends on it: `forget` blanks it */
	PARAM_VALUE, /* the same, but a rule reads it: it stays */
	PARAM_OPTIONS, /* key=value words: each an argument of its own, see the verb */
};

struct parameter {
	enum parameter_kind kind;
	const char *key;              /* of the argument in the record */
	const char *name[LANG_COUNT]; /* in usage texts: "amount", "importe" */
	int optional;
	const char *const (*choices)[LANG_COUNT]; /* ended by {NULL}; of PARAM_CHOICE and keys of
						     PARAM_OPTIONS */
};

enum { MAX_PARAMETERS = 6 };
struct verb {
	enum verb_id id;
	const char *name;              /* "account open": what records and the log hold */
	const char *words[LANG_COUNT]; /* "pay|transfer", "pagar|transferir"; the first is shown in
					  help */
	enum permit permit;            /* the least that is needed */
	const char *summary;           /* a sentence for help, to be translated */
	struct parameter parameters[MAX_PARAMETERS]; /* ended by a NULL key */
	bool chatter;     /* it only asks: nothing is booked or changed by it */
	bool own_by_rule; /* of a verb of an office: what naming oneself means, the rule itself
			     decides (no account is touched) */
};

extern const struct verb verbs[VERB_COUNT];

/* Whether who uses the verb acts by office: it changes something, and a plain member may not. It
 * never touches the author's own account. */
bool verb_of_office(const struct verb *verb);

/* What a count says, as an argument and as people may write it in either language, of an account
 * that nobody counted: on purpose. */
#define UNCOUNTED "uncounted"
#define UNCOUNTED_SPANISH "sin-contar"
bool word_is_uncounted(struct arena *arena, const char *text);

/* The verb of this English record name, or NULL. */
const struct verb *verb_named(const char *name);
/* Whether one of its parameters is of that kind. */
bool verb_takes(const struct verb *verb, enum parameter_kind kind);

/* "pay <@who> <amount> [currency] [memo]" in LANG, with PREFIX before it. Appends to OUT. */
struct buf;
void verb_usage(struct buf *out, const struct verb *verb, enum lang lang, const char *prefix);
/* COMMAND's line again, for somebody to copy: its accounts as they are, AMOUNT in place of amount
 * and currency, and MEMO in quotes (NULL: none). Appends to OUT; false, and nothing is appended,
 * for a verb that takes more than accounts, an amount and a memo. */
struct command;
bool command_line(struct buf *out, const struct command *command, const struct verb *verb,
		  const char *prefix, const char *amount, const char *memo);
/* The answer to help: all verbs that a holder of PERMITS may use, or one verb's usage and summary.
 */
void verb_help(struct buf *out, const struct verb *verb_or_null, enum lang lang, unsigned permits,
	       const char *prefix);

#endif
