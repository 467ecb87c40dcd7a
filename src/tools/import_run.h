/* A run of gl-import: what it was asked for, the list it reads, and what is known of it. The parts
 * are opened (import_open.c), checked (import/checks.h), told (import_told.c), and given line by
 * line (import_lines.c) to who prints records (gl-import.c) or a table (import_table.c). */
#ifndef TOOLS_IMPORT_RUN_H
#define TOOLS_IMPORT_RUN_H

#include "import/checks.h"
#include "import/formats.h"
#include "import/known.h"
#include "import/rules.h"
#include "record/import_record.h"
#include "tools/shared_options.h"

enum { IMPORT_MOST_ACCOUNTS = 16 };

struct import_options {
	struct shared_options shared;
	struct {
		const char *books, *number; /* --account BOOKS=NUMBER; NULL: of the only one */
	} accounts[IMPORT_MOST_ACCOUNTS];
	int account_count;
	const char *rules, *encoding, *known, *schema, *as;
	char currency[LIST_CURRENCY_SIZE]; /* "": not given */
	const struct list_format *format;  /* NULL: by the list's head */
	bool month_first, day_first, dry_run, cross;
	int64_t since; /* NO_DAY: all */
	int64_t time;
	bool has_time;
};

struct import_run {
	struct import_options options;
	char *list_file;       /* where the list is; NULL: it has no name */
	const char *list_name; /* how it is told */
	char *rules_file;      /* NULL: there are none */
	struct list_source source;
	const struct list_format *format;
	const char *encoding;
	struct import_rules *rules;
	struct known *known; /* NULL: without --known */
	struct list_checks checks;
	const char *books[CHECKED_ACCOUNTS]; /* of each of its accounts; NULL: it is left out */
	struct arena arena;
};

/* Which list standard input is, and which rules it has by its name or by --rules. To be called
 * before the process confines itself; names what it may read then. */
void import_find_files(struct import_run *run);

/* Opens and decodes the list, and reads its rules. False after a fault, which is in the checks. */
bool import_open(struct import_run *run);
/* Gives the whole list to TAKER. */
void import_read(struct import_run *run, struct list_taker *taker);
/* Says of which account of the books each of the list's is. False after a fault. */
bool import_choose_accounts(struct import_run *run);
void import_close(struct import_run *run);

/* Tells everything that is wrong with the list, or with its rules, by places, and what is left out
 * of it. Returns EX_OK, EX_DATAERR or EX_CONFIG. */
int import_tell(const struct import_run *run);

/* Whether the list is of balances of another bot, which are opening balances in the books. */
bool import_is_of_bot(const struct import_run *run);

/* The decimals of ACCOUNT's amounts in CURRENCY: balances of other bots have none, and units of
 * their own. */
int import_scale(const struct checked_account *account, const char *currency);

/* A line on its way out. */
struct import_given {
	uint64_t number; /* of its account, from 1 */
	const struct list_line *line;
	const struct import_line *record;
	const struct known_verdict *verdict; /* NULL: without --known */
	uint64_t occurrence;
};

/* Who takes the accounts and lines of the second pass. */
struct import_sink {
	void (*begin)(struct import_sink *sink, const struct checked_account *account,
		      const struct import_start *start);
	void (*line)(struct import_sink *sink, const struct import_given *given);
	/* LACKING: how many booked lines of its days the list lacks, by --known. */
	void (*end)(struct import_sink *sink, const struct import_end *end, uint64_t lacking);
};
/* The second pass, after a first one without faults. */
void import_give(struct import_run *run, struct import_sink *sink);

/* Prints a table for people. */
void import_table(struct import_run *run);

#endif
