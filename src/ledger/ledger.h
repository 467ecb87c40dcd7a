/* The rules. A record and the working set in, a decision out: no SQL, no I/O, no clock. */
#ifndef LEDGER_LEDGER_H
#define LEDGER_LEDGER_H

#include "command/verbs.h"
#include "ledger/books.h"
#include "record/record.h"

enum status {
	STATUS_OK,
	STATUS_REJECTED,
	STATUS_DENIED,
	STATUS_DUPLICATE,
	STATUS_SKIPPED,
	STATUS_FAILED /* set aside */
};
extern const char *const status_names[];

/* What a decision still lacks, and only a report or the store can give. */
enum need {
	NEED_NOTHING,
	NEED_DATA,       /* all that is kept on decision->data_of: then call ledger_send_data() */
	NEED_REPORT,     /* the answer is the report of decision->inquiry */
	NEED_DATES,      /* what became of decision->dates: then call ledger_show_dates() */
	NEED_COMPARISON, /* what decision->check asks of the books: then call ledger_compared() */
	NEED_PROOF,      /* that decision->batch has the sum of what data_of held: then call
			    ledger_send_proof() */
	NEED_SEAL,       /* the batch decision->batch must be sealed; then call ledger_sealed() */
};

/* What became of a date of a schedule, by the log and by what it left waiting. */
struct date_outcome {
	bool logged;          /* the log has a command about it: */
	const char *code;     /* why the newest was refused; NULL: it was not */
	int64_t transaction;  /* that it booked, or its approval; 0: none */
	const char *approval; /* the state of its newest approval; NULL: it needed none */
	int64_t number;       /* of that */
	int64_t asked, paid;  /* rows of dues, or of what it left owed; those that are paid */
};

/* The last dates of a schedule that were handled, which an answer tells of. */
struct dates_asked {
	const struct schedule *schedule;
	struct date_asked {
		int64_t day;
		struct date_outcome outcome; /* for apply to fill in */
	} list[4]; /* oldest first; one more than is shown: the newest may be still to come */
	size_t count;
	size_t behind; /* how much of decision->text stands before them */
};

struct inquiry { /* fields as of struct report_request */
	const char *name, *account, *currency, *verb, *status, *compare;
	uint64_t role_id;
	int64_t from, to, at, batch, transaction, limit, schedule, skip, below, months;
	bool chart, csv; /* as files beside the table */
};

/* What a member was not told when it happened: ledger/untold.h. */
enum untold_kind {
	UNTOLD_NOTHING,
	UNTOLD_MOVED, /* a transaction moved their money */
	UNTOLD_ASKED  /* they were asked for dues; the number of the row */
};
struct untold_ref {
	enum untold_kind kind;
	int64_t number;
};

/* Somebody whom a decision concerns, and who did not ask for it; or a channel. */
struct told {
	struct told *next;
	struct user *user;       /* NULL: it is for all who read the channel, or for several */
	const char *text;        /* NULL: the answer pings USER */
	uint64_t channel_id;     /* where TEXT is posted; 0: it is a direct message */
	const char *pings;       /* ids whom the post pings, one space between two; NULL: nobody */
	bool moved;              /* it says only that their money moved */
	struct untold_ref later; /* not now, but with their next answer; zeros: now */
};

struct counted {
	struct account *account;
	char currency[CURRENCY_SIZE];
	int64_t amount, expected; /* what was counted, and what the books said */
};
enum { MAX_COUNTED = MAX_ARGUMENTS };

struct decision {
	enum status status;
	const char *code;  /* NULL when ok */
	const char *text;  /* the answer, in the language of the question; in the chunk's arena */
	const char *files; /* that go with it: JSON as of a post; NULL: none */
	const char *pings; /* of an interaction: ids whom the answer notifies, one space between
			      two, once it is logged; NULL: nobody */
	int64_t transaction, batch; /* that was posted first, and the batch it is about; 0: none */
	int64_t transactions;       /* how many were posted */
	int64_t evidence;           /* files that became a transaction's */
	bool evidence_waits;        /* what waits keeps the files that came with it */
	int64_t first_number, numbers; /* of what waits by it, and how many follow each other; 0:
					  nothing does */
	const char *remark;  /* a sentence behind the answer, before its receipt; NULL: none */
	int64_t about;       /* the number of what waits that the answer and notices are about,
				where it is no new one; 0: nothing */
	const char *receipt; /* the code of the transaction that was posted, with which TEXT ends;
				NULL: none was */
	enum need need;
	bool alone;        /* its author alone is told TEXT and FILES: then call ledger_send_alone()
			    */
	uint64_t alone_to; /* instead of the author; 0: the author */
	const char *alone_more; /* stands behind TEXT there; NULL: nothing */
	bool quiet;             /* applied, but nothing that a replay needs: it leaves no log row */
	bool dropped;           /* as if it had not been written: neither logged nor counted */
	bool unanswered;        /* beyond its author's share: counted, and nothing else */
	bool hint;     /* it answers a typing error: its author gets no other for a while */
	bool question; /* it books nothing, and counts for its author's share of the minute once it
			  is logged */
	uint64_t answers_channel, answers_message; /* whom TEXT answers, when the record is no
						      message itself; 0: nobody */
	uint64_t delivered_to;      /* the user whose role a delivered record is about; 0: nobody */
	uint64_t data_of;           /* of NEED_DATA: the user */
	const char *forgotten_name; /* theirs until now */
	const char *forgotten_parties; /* hashes that go with them, each with what replaces it
					  then: [{"party":HASH,"as":HASH},…]; NULL: none */
	uint64_t forgets;   /* whose names and texts up to this record must go once it is logged; 0:
			       nobody's */
	bool tells_refused; /* those whom it concerns are told, though it was refused */
	struct told *told;  /* whose money moved, beside the author */
	struct user *listener; /* whom the answer tells what they were not told; NULL: nobody */
	struct inquiry inquiry;
	struct dates_asked dates;            /* of NEED_DATES */
	struct statement_check *check;       /* of NEED_COMPARISON: statement_check.h */
	struct counted counted[MAX_COUNTED]; /* of a batch close */
	size_t counted_count;
	struct account
		*uncounted[MAX_COUNTED]; /* what the close names, to say that nobody counted it */
	size_t uncounted_count;
};

/* Notes in BOOKS what RECORD refers to and what is not loaded yet. The guild must be loaded before
 * its users and accounts are wanted: call again after a load until nothing more is wanted. */
void ledger_references(struct books *books, const struct record *record);
/* Whether it may refer to what a record before it made: then the same is to be done again just
 * before it is decided, with what is pending written. */
bool ledger_refers_back(const struct books *books, const struct record *record);

/* Decides RECORD and changes BOOKS accordingly; a refusal changes nothing. */
void ledger_decide(struct books *books, const struct record *record, struct decision *decision);

/* Completes the answer to schedule show, with the outcomes in DECISION->dates. */
void ledger_show_dates(struct books *books, const struct record *record, struct decision *decision);

/* Completes a reconciliation, with what was found in DECISION->check: where the books and the
 * statement say the same it is kept, else the answer says why they may differ. */
void ledger_compared(struct books *books, const struct record *record, struct decision *decision);

/* Completes the answer to a batch close: COUNT transactions, HASH in hexadecimal. */
void ledger_sealed(struct books *books, const struct record *record, struct decision *decision,
		   int64_t count, const char *hash);

/* What the batch that RECORD closed left uncounted, and holds, in LANG: "till 50.00 USD, bank 3.00
 * PTS"; NULL: nothing. From the chunk's arena. */
const char *ledger_not_counted(struct books *books, const struct record *record,
			       const struct decision *decision, enum lang lang);

/* The channel that the sheet of the batch closed by RECORD goes to; 0: none, or the guild wants no
 * sheets. */
uint64_t ledger_sheet_channel(struct books *books, const struct record *record);
/* Puts a post with CONTENT and FILES (JSON, as of a post; NULL: none) for that channel into the
 * outbox. */
void ledger_post_sheet(struct books *books, const struct record *record, const char *content,
		       const char *files);

/* Puts a direct message with FILES (JSON, as the outbox holds them) for the author into the outbox;
 * or, where one WAITS there, refuses. */
void ledger_send_data(struct books *books, const struct record *record, struct decision *decision,
		      bool waits, const char *files);

/* Whether RECORD may close a batch of a guild that makes sums and has no seed for them yet: then a
 * seed must come first, as a record of its own. */
bool ledger_wants_sum_seed(struct books *books, const struct record *record);
/* Whether the batch that RECORD closes gets sums; and the post that tells them, LINES, beside the
 * sheet. */
bool ledger_makes_sums(struct books *books, const struct record *record);
void ledger_post_sums(struct books *books, const struct record *record, const char *lines);
/* Completes the answer to proof: HELD tells whether the batch has sums and the author was in them,
 * WAITS whether a proof of theirs is on its way already; FILES (JSON, as the outbox holds them)
 * goes to them as a direct message. */
enum sum_found { SUM_FOUND, SUM_NONE, SUM_WITHOUT_AUTHOR };
void ledger_send_proof(struct books *books, const struct record *record, struct decision *decision,
		       enum sum_found found, bool waits, const char *files);

/* Puts the answer into the outbox as a direct message for the author, and into its place in the
 * channel that it was sent so. */
void ledger_send_alone(struct books *books, const struct record *record, struct decision *decision);

/* Of an interaction: puts FILES of the answer that have to be drawn, for which its response has no
 * time, into the outbox, as a post in its channel or, where it is private, as a direct message. The
 * answer says so. */
void ledger_send_drawing(struct books *books, const struct record *record,
			 struct decision *decision);

/* What is said of a record that cannot be applied for REASON: it is logged as failed and answered,
 * and nothing else is done. */
void ledger_set_aside(struct books *books, const struct record *record, const char *reason,
		      struct decision *decision);

/* The receipt of a transaction that was fetched and exists. */
struct receipt_code;
void ledger_receipt(const struct fetched_transaction *fetched, struct receipt_code *code);

/* The id of a command, reject, skip or post; 0: the record has none. */
uint64_t ledger_message_of(const struct record *record);

/* The guild a record belongs to; 0: none, as of records that are not applied. */
uint64_t ledger_guild_of(const struct record *record);

/* The first year behind AFTER (0: of all) that RECORD may close, by itself or by approving what
 * waits; 0: none, or its author may not. What its rule needs is then filled into ledger_add_year(),
 * from the chunk's arena: ledger/years.h. */
struct year_books;
int64_t ledger_closes_year(struct books *books, const struct record *record, int64_t after);
struct year_books *ledger_add_year(struct books *books, const struct guild *guild, int64_t year);

/* The permits of an author by the roles that they come with, with all that these imply; the owner
 * and operators have them all. */
unsigned permits_of(const struct guild *guild, const struct author *author, enum source source);
/* "treasurer": the one PERMIT, to be translated. */
const char *permit_name(enum permit permit);

/* Adds the log row with the line as it came, the reply and the cursor's move, once the decision is
 * whole. An interaction moves no cursor and has no reply, since it is answered in its own response,
 * which also notifies DECISION->pings. Duplicates, skips and records that changed nothing leave no
 * log row. LINE must live as long as the chunk. */
void ledger_log(struct books *books, const struct record *record, const char *line,
		struct decision *decision);

/* Starts the books of a guild in BOOKS: its currency, the accounts that the rules book to, members'
 * permits, and LINE (the init record) as the first row of its log. The guild must be loaded. False
 * when it has books already. */
bool ledger_init_guild(struct books *books, const struct init_record *init, const char *line);

#endif
