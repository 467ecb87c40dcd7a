/* What gl-import prints of a bank's list: an import, its lines, an import-end. The books know
 * members and accounts, gl-import does not: a line carries all that may say whose it is, and
 * gl-apply decides. */
#ifndef RECORD_IMPORT_RECORD_H
#define RECORD_IMPORT_RECORD_H

#include "record/record.h"

/* The verb of an import-line, which is read as a command. */
#define IMPORT_LINE_VERB "bank line"
/* And that of an import-end with a closing balance. */
#define IMPORT_END_VERB "reconcile"
/* "imp:", 26 characters of the key in base 32, ".", the occurrence. */
enum { IMPORT_ID_KEY_LENGTH = 26, IMPORT_ID_LONGEST = 48, IMPORT_TEXT_LONGEST = 500 };
/* "list:", 26 characters in base 32: of a list. */
enum { LIST_ID_SIZE = 5 + IMPORT_ID_KEY_LENGTH + 1 };

/* What a candidate goes by, in the order in which they count. */
enum import_by {
	IMPORT_BY_REFERENCE,    /* "reference": a payment reference in the list */
	IMPORT_BY_MEMBER,       /* "id": a number of 17 to 20 digits in the text */
	IMPORT_BY_RULE_MEMBER,  /* "rule": account2 members:ID of the rules */
	IMPORT_BY_COUNTERPARTY, /* "counterparty": assigned with `always` */
	IMPORT_BY_RULE,         /* "rule": account2 of the rules, any other account */
	IMPORT_BYS
};

/* Somebody or something that the line may be for. Of those of one `by` that the books know, exactly
 * one must be left, else the next `by` has its turn (none is left), or nobody has (two or more).
 * Repeating one is harmless. */
struct import_candidate {
	enum import_by by;
	/* By reference: the number of the account and the letter of the guild, "42G", without
	 * leading zeros, its check digits right. By id and by rule of a member: "@ID". By
	 * counterparty: import_party(). By rule: the account's name. */
	const char *to;
	int64_t rule; /* the line of the rules; 0: it is of none */
};
enum { MAX_IMPORT_CANDIDATES = 16, MAX_IMPORT_OTHERS = 24 };

/* Why a line may be one that is booked already, by what gl-import knows. The books add what they
 * know themselves. */
enum import_doubt {
	IMPORT_NO_DOUBT,
	IMPORT_CUT,   /* "cut": on the first day of its list, and its id is made of its text: the
			 books compare its balance with those of the lines of the same key */
	IMPORT_WORDS, /* "words": a new id on a day that an earlier list covers, beside a booked
			 line of the same day and amount that this list lacks (--known) */
};

struct import_line {
	const char *id;      /* "imp:…" */
	const char *account; /* of the books: --account, or account1 of the rules */
	int64_t day;         /* of booking, as base/calendar.h counts */
	const char *amount;  /* "-43.50": canonical; positive: into the account */
	const char *currency;
	const char *reference; /* of the bank; "": none */
	const char *text;      /* "who | what", at most IMPORT_TEXT_LONGEST characters */
	const char *balance;   /* after it, told or computed, canonical; NULL: not known */
	const char *party;     /* import_party() of the other party; "": the list names none */
	enum import_doubt doubt;
	const char *beside; /* with IMPORT_WORDS: the id of that booked line; else NULL */
	const char *import; /* the id of its list; NULL: its record names none, as those of
			       gl-import before lists had ids */
	bool cross;         /* that of its list */
	/* How many lines of its list have its day, amount and currency, itself among them; 0: not
	 * known, as of records before this was told. */
	int64_t alike;
	const char *const *others; /* the keys of the others ("imp:…" without the occurrence), each
				      as often as it comes; NULL: too many, or none */
	const struct import_candidate *candidates; /* in the order of enum import_by */
	size_t candidate_count;
	/* Who imported it, and when: with each line, since each has its own row of the log. */
	const char *author;
	uint64_t guild_id;
	int64_t time; /* Unix milliseconds: when the list was imported */
	enum lang lang;
	bool lang_told; /* else the answer is in the guild's language */
};

/* The beginning of a list: all that the books have to know of it before its lines. */
struct import_start {
	const char *id; /* "list:…"; NULL: none, and the books pass it over */
	uint64_t guild_id;
	int64_t time;
	const char *account, *currency;
	const char *format;            /* as --format takes it; of a CSV with a header, "csv:" and 8
					  digits of its SHA-256: two layouts have other texts */
	const char *sha256;            /* of the list as it came, 64 hexadecimal digits */
	int64_t from, to;              /* the days that it covers */
	const char *opening, *closing; /* canonical; NULL: not told */
	int64_t count;                 /* of its lines */
	bool cross;         /* --cross: its lines may be those of a list in another format */
	const char *author; /* as of a line */
	enum lang lang;
	bool lang_told;
};

struct import_total {                    /* of the lines in one currency */
	const char *currency, *in, *out; /* canonical, neither below zero */
};
enum { MAX_IMPORT_TOTALS = 16 };
struct import_end {
	uint64_t guild_id;
	int64_t time;
	const char *account, *sha256;
	int64_t count; /* of lines printed since its import */
	const struct import_total *totals;
	size_t total_count;
	const char *closing;  /* canonical; NULL: not told */
	const char *currency; /* of the closing balance; "": not known */
	int64_t to;           /* the last day that the list covers; NO_DAY: not known */
	const char *import;   /* the id of its list; NULL: none */
	const char *author;   /* as of a line */
	enum lang lang;
};

/* What is remembered of another party instead of its name or IBAN: 64 hexadecimal digits, the
 * SHA-256 of "gl-party,1,GUILD,FOLDED". FOLDED: NFKD without marks, upper case, letters and digits
 * only, as the text of a key. From ARENA; "" where FOLDED is empty. */
const char *import_party(struct arena *arena, uint64_t guild_id, const char *folded);

/* What the log has for such a hash of somebody who is forgotten: it tells of nobody, and two
 * of them differ by NUMBER, that of the line by which it was assigned. From ARENA. */
const char *import_party_forgotten(struct arena *arena, uint64_t guild_id, int64_t number);

/* How many lines LINE is like: as members of its record, and read from them. False: *WHY. */
void import_write_alike(struct buf *out, const struct import_line *line);
bool import_read_alike(struct arena *arena, const cJSON *json, struct import_line *line,
		       const char **why);

/* Each appends one line with its newline. */
void record_write_import(struct buf *out, const struct import_start *start);
void record_write_import_line(struct buf *out, const struct import_line *line);
void record_write_import_end(struct buf *out, const struct import_end *end);

/* "reference", … as records and the books have it. */
const char *import_by_name(enum import_by by);
/* "cut", …; NULL for none. */
const char *import_doubt_name(enum import_doubt doubt);

#endif
