/* The settings of a guild: one typed row each. The verb config, everybody who reads a setting (in
 * C and in SQL), completion and the documents take all they know from here. */
#ifndef COMMAND_SETTING_ROWS_H
#define COMMAND_SETTING_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/i18n.h"

enum setting_key {
	SETTING_PREFIX,
	SETTING_LANGUAGE,
	SETTING_CURRENCY,
	SETTING_CHANNEL,
	SETTING_THREADS,
	SETTING_READING,
	SETTING_REPORT_CHANNEL,
	SETTING_CHART_THEME,
	SETTING_BATCH_SHEET,
	SETTING_BATCH_POLICY,
	SETTING_REGISTRATION,
	SETTING_REGISTRATION_ROLE,
	SETTING_REGISTRATION_GRANTS,
	SETTING_HINTS,
	SETTING_BUTTONS,
	SETTING_ANSWERS_PRIVATE,
	SETTING_SITE_URL,
	SETTING_CHATTER_LIMIT,
	SETTING_ROLES_AUTHORITY,
	SETTING_BOT_ID,
	SETTING_BOT_ROLE,
	SETTING_CURRENCY_CODE,
	SETTING_APPROVAL_OVER,
	SETTING_APPROVAL_VERBS,
	SETTING_APPROVAL_DAY,
	SETTING_APPROVAL_DAYS,
	SETTING_TREASURY_CHANNEL,
	SETTING_CONFIRM_OVER,
	SETTING_CONFIRM_PEOPLE,
	SETTING_CONFIRM_TIMES,
	SETTING_CONFIRM_MINUTES,
	SETTING_LIMIT_PAYMENT,
	SETTING_LIMIT_DAY,
	SETTING_LIMIT_WEEK,
	SETTING_LIMIT_MONTH,
	SETTING_ACCOUNT_FLOOR,
	SETTING_ACCOUNT_CEILING,
	SETTING_BUDGET_OVER,
	SETTING_REQUEST_DAYS,
	SETTING_HOLD_DAYS,
	SETTING_UNDO_DAYS,
	SETTING_SCHEDULE_TIME,
	SETTING_SCHEDULE_CATCHUP,
	SETTING_DUES_REMINDERS,
	SETTING_PAYMENT_LETTER,
	SETTING_IMPORT_RECONCILE,
	SETTING_CLOSE_RECONCILED,
	SETTING_CLOSE_RECONCILED_DAYS,
	SETTING_EVIDENCE_OVER,
	SETTING_BATCH_SUMS,
	/* Kept by the program for itself. */
	SETTING_BOT_TOP_ROLE,
	SETTING_BOT_POSITION,
	SETTING_THREADS_SINCE,
	SETTING_ROLES_WITHDRAWN,
	SETTING_RESTORED,
	SETTING_RESTORED_FROM,
	SETTING_COUNT
};

/* What a value is, and so how it is written, checked, kept and read. */
enum setting_type {
	SETTING_TYPE_BOOL,     /* on or off */
	SETTING_TYPE_CHOICE,   /* one of the row's choices, read as its index */
	SETTING_TYPE_INTEGER,  /* from LEAST to MOST, or 0 where ZERO says what that means */
	SETTING_TYPE_TEXT,     /* what the setting's own check lets through */
	SETTING_TYPE_ROLE,     /* written as a mention */
	SETTING_TYPE_CHANNEL,  /* written as a mention */
	SETTING_TYPE_ACCOUNT,  /* "@ID" or a name: loaded with each command */
	SETTING_TYPE_FEE,      /* minor units of the main currency, paid to the account of fees */
	SETTING_TYPE_ID,       /* of anything on Discord */
	SETTING_TYPE_ID_LIST,  /* ids with a space between */
	SETTING_TYPE_TIME,     /* Unix milliseconds */
	SETTING_TYPE_GUILD,    /* a column of the guild's own row */
	SETTING_TYPE_CURRENCY, /* currency.CODE: one for each currency, in a table of their own */
	SETTING_TYPE_SWITCHED, /* channel #CHANNEL on: likewise */
	SETTING_TYPE_AMOUNT,   /* minor units of the main currency, as KEY.CODE of another one */
	SETTING_TYPE_CHOICES,  /* several of the row's choices, with a space between */
	SETTING_TYPE_CLOCK,    /* "09:00" */
	SETTING_TYPE_NUMBERS,  /* from LEAST to MOST, rising, with a space between */
};

/* Who changes a setting. */
enum setting_setter {
	SETTING_BY_ADMINS,     /* whoever may use config */
	SETTING_BY_BOT_SHOWN,  /* the program; config only shows it */
	SETTING_BY_BOT_HIDDEN, /* the program; config does not know it */
};

/* A word that a setting takes: the English one, which the books keep, and others for it (folded,
 * with | between). SHOWN is what people read and may write for it, where that is neither VALUE in
 * English nor the first of OTHERS in Spanish. */
struct setting_choice {
	const char *value, *others, *shown[LANG_COUNT];
};

/* Under which heading config lists a setting. */
enum setting_group {
	SETTING_GROUP_COMMANDS,
	SETTING_GROUP_MEMBERS,
	SETTING_GROUP_MONEY,
	SETTING_GROUP_CONTROL,
	SETTING_GROUP_MONTH,
	SETTING_GROUP_REPORTS,
	SETTING_GROUP_BOT,
	SETTING_GROUPS
};
extern const char *const setting_group_titles[SETTING_GROUPS]; /* to be translated */

struct setting_row {
	const char *key, *spanish; /* a key that takes a parameter ends with its name in capitals */
	enum setting_type type;
	enum setting_setter setter;
	/* As stored, where nothing is stored: SETTING_NONE for what is then not set; NULL for what
	 * has its value elsewhere, or none to show. */
	const char *default_value;
	const char *help;                     /* a line, to be translated; NULL: hidden */
	const struct setting_choice *choices; /* ended by NULL: of BOOL, CHOICE and SWITCHED */
	int64_t least, most;                  /* of INTEGER */
	const char *zero;                     /* what 0 means, to be translated; NULL: not taken */
	enum setting_group group;
	bool by_permit; /* of AMOUNT: KEY.PERMIT and KEY.PERMIT.CODE are settings, too */
};
enum { SETTING_MOST_NUMBERS = 10 /* in a value of NUMBERS */ };
extern const struct setting_row setting_rows[SETTING_COUNT];
#define SETTING_NONE "-" /* what the books keep of a setting that was unset */

/* The indices of choices. What a newer program wrote reads as -1, which is none of them. */
enum reading_choice { READING_ALL, READING_MENTIONS };
enum chart_theme { CHART_DARK, CHART_LIGHT };
enum batch_policy { BATCH_AUTO, BATCH_MANUAL };
enum registration_policy {
	REGISTRATION_OPEN,
	REGISTRATION_ROLE,
	REGISTRATION_APPROVAL,
	REGISTRATION_INVITATION
};
enum roles_authority { AUTHORITY_BOOKS, AUTHORITY_DISCORD };
enum budget_policy { BUDGET_WARN, BUDGET_REFUSE };
/* What waits for a second person above approval.over. */
enum approval_verb {
	APPROVAL_MOVE,
	APPROVAL_WITHDRAW,
	APPROVAL_REVERSE,
	APPROVAL_LIMIT,
	APPROVAL_CAPTURE,
	APPROVAL_EVERY,
	APPROVAL_PAYROLL,
	APPROVAL_DUES,
	APPROVAL_CHARGE,
	APPROVAL_ASSIGN,
	APPROVAL_IMPORT,
	APPROVAL_CLOSE,
	APPROVAL_YEAR,
	APPROVAL_DEPOSIT
};

/* The row that people call WORD in either language, with the parameter behind a key
 * such as currency.CODE, approval.over.CODE or limit.day.PERMIT in *PARAMETER (part of WORD; NULL:
 * the key has none). NULL: there is none, or it is hidden. */
const struct setting_row *setting_named(struct arena *arena, const char *word,
					const char **parameter);
/* The value of ROW's choices that WORD says, in either language, in any case and as it is shown;
 * EXACT: as older rules took it, the English ones as they are kept. NULL: none. */
const char *setting_choice_said(struct arena *arena, const struct setting_row *row,
				const char *word, bool exact);
/* VALUE, one of ROW's choices, as people read it in LANG; VALUE itself where it is none. */
const char *setting_choice_shown(struct arena *arena, const struct setting_row *row,
				 const char *value, enum lang lang);
/* Whether WORD says in either language that a setting is to be unset, and the row can be. EXACT as
 * above. */
bool setting_unset_said(struct arena *arena, const struct setting_row *row, const char *word,
			bool exact);
/* "on, off": the values that ROW takes, as the books keep them. Appends to OUT. */
void setting_list_choices(struct buf *out, const struct setting_row *row);

/* STORED as the type of the setting says; NULL: nothing is stored, which means the default. Each
 * is for settings of the types that it names, and ends the program for another. */
const char *setting_text(enum setting_key key, const char *stored);   /* any type with a default */
bool setting_bool(enum setting_key key, const char *stored);          /* BOOL */
int setting_choice(enum setting_key key, const char *stored);         /* CHOICE */
int64_t setting_integer(enum setting_key key, const char *stored);    /* INTEGER; FEE */
uint64_t setting_snowflake(enum setting_key key, const char *stored); /* ROLE, CHANNEL, ID; 0: none
								       */
bool setting_amount(enum setting_key key, const char *stored, int64_t *minor); /* AMOUNT; false:
										  none */
unsigned setting_choices(enum setting_key key, const char *stored); /* CHOICES: a bit for each */
int64_t setting_minutes(enum setting_key key, const char *stored);  /* CLOCK: of the day */
/* NUMBERS: how many there are. */
size_t setting_numbers(enum setting_key key, const char *stored,
		       int64_t numbers[SETTING_MOST_NUMBERS]);
#endif
