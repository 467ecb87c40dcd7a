/* What the rules of all verbs share while one command is decided. Private to the ledger. */
#ifndef LEDGER_VERB_SUPPORT_H
#define LEDGER_VERB_SUPPORT_H

#include <string.h>

#include "command/verbs.h"
#include "ledger/ledger.h"

enum { DAY_MS = 24 * 60 * 60 * 1000 };

/* Whole wherever it is: of a command that is being decided, or of what the system does by itself
 * (system_context()). */
struct verb_context {
	struct books *books;
	struct guild *guild;
	const struct command *command;
	const struct verb *verb; /* NULL: what was written is no verb, or nothing is booked */
	struct user *author;     /* NULL: an operator, or the system */
	unsigned permits;        /* of the author */
	int64_t time;            /* of the record, Unix milliseconds */
	struct decision *decision;
	int64_t posted; /* the last transaction; 0: none */
	bool owed;   /* what is posted was owed before: no office, limit or threshold has a say */
	bool counts; /* what is posted counts for its payer's limits, whatever its verb */
	struct waiting *waiting; /* what is posted is booked for that row; NULL: for none */
	bool approved;           /* somebody else approved it: */
	uint64_t approved_by;    /* 0: an operator */
	uint64_t in_name_of;     /* whose what is posted is; 0: the author's */
	bool confirmed;          /* who asked for it saw what it would do, and confirmed it */
	bool must_wait;          /* for a second person, whatever the threshold */
	bool has_own_day;        /* what is posted is of a bank's day: */
	int64_t own_day;
	int64_t closes_until; /* it moves the result of a year that ends then; 0: it does not */
	uint64_t told_in;     /* where people are told of it when the record was written in no
				 channel: of the schedule or the row; 0: that of WAITING */
};

/* Whether the record is decided by the rules of today: false where a replay decides a log row of
 * looser rules as it was decided. */
static inline bool strict_rules(const struct verb_context *context)
{
	return context->books->rules >= RULES_STRICT;
}

/* Whether approve and reject are decided as before RULES_MONTH: an office, and of registrations
 * alone. */
static inline bool decides_by_old_rules(const struct verb_context *context)
{
	return context->books->rules < RULES_MONTH &&
	       (context->verb->id == VERB_APPROVE || context->verb->id == VERB_REJECT);
}

/* Whether a person closes no batch without saying what was counted. */
static inline bool counts_are_asked(const struct verb_context *context)
{
	return context->books->rules >= RULES_COUNTED;
}

/* Whether settings take their values in any case and as people read them, and config alone lists
 * them. */
static inline bool values_as_shown(const struct verb_context *context)
{
	return context->books->rules >= RULES_FACES;
}

/* A refusal with CODE that hangs on what no row of the log says, such as what waits in the outbox:
 * in a replay the log knows, else WAITS. A refusal beyond its author's share is logged with the
 * code of that. */
static inline bool logged_or(const struct books *books, const char *code, bool waits)
{
	const char *logged = books->replayed_code;
	return books->replayed
		       ? logged && (strcmp(logged, code) == 0 || strcmp(logged, "too_many") == 0)
		       : waits;
}

/* Of what nobody asked for just now: a fee that goes back, a notice, what is said of a batch once
 * it is sealed. It speaks LANG and books by VERB (NULL: it books nothing) in the name of USER_ID
 * (0: nobody) at the time of the guild's last record. */
struct verb_context system_context(struct books *books, struct guild *guild, enum lang lang,
				   const struct verb *verb, uint64_t user_id,
				   struct decision *decision);

/* Whether somebody wrote RECORD: what was understood, what was not, and what was set aside. */
bool record_is_message(const struct record *record);
/* Where POST goes; 0: none is named and the guild has no channel for reports. */
uint64_t channel_of_post(const struct guild *guild, const struct post *post);

/* Sets status, code and the answer; FORMAT is an English literal, in which "`!help`" is a line that
 * the asker types: with the guild's prefix in place of the !, with none for an operator. Use only
 * before anything was changed. */
void context_refuse(struct verb_context *context, const char *code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void context_deny(struct verb_context *context, const char *code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Sets the answer of a success; the receipt of what was posted, where something was, comes behind
 * it: here and nowhere else. */
void context_answer(struct verb_context *context, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Adds SENTENCE to the answer, before its receipt. */
void context_add_answer(struct verb_context *context, const char *sentence);
/* What members type before a command: the guild's prefix; nothing where the bot reads mentions
 * only. typed_prefix: what the author types, which is nothing for an operator. */
const char *members_prefix(const struct verb_context *context);
const char *typed_prefix(const struct verb_context *context);
/* An argument or NULL. */
const char *context_argument(const struct verb_context *context, const char *key);
/* A number of digits alone, at most MOST of it; DEFAULT_VALUE where it is none. */
int64_t context_argument_number(const struct verb_context *context, const char *key,
				int64_t default_value, int64_t most);
/* TEXT cleaned and escaped for an answer, from the chunk's arena. */
const char *escape_markdown(const struct verb_context *context, const char *text);
/* "`!role take Red`": VERB in the asker's words with REST behind it, which may be anybody's text,
 * as a line that the asker types. From the chunk's arena. */
const char *line_to_type(const struct verb_context *context, enum verb_id verb, const char *rest);
/* Why a role changes, for Discord's audit log: the command and who gave it, in the guild's
 * language. From the chunk's arena. */
const char *audit_reason(const struct verb_context *context);
/* How a line names an account: a mention, or its name, in quotes where it has spaces. A role (NULL:
 * any): its name likewise. From the chunk's arena. */
const char *typed_account(const struct verb_context *context, const struct account *account);
const char *typed_role(const struct verb_context *context, const struct role *role);
/* "12.50 PTS", in Spanish "12,50 PTS", from the chunk's arena. */
const char *format_amount(const struct verb_context *context, int64_t minor,
			  const struct currency *currency);
/* The same without the code: "12.50". */
const char *format_bare_amount(const struct verb_context *context, int64_t minor,
			       const struct currency *currency);
/* The name that the guild sees of somebody, as answers show it: behind it, as in reports, the
 * number of their account (else of the user) where others are seen by that name, or by one that
 * looks like it. The author knows who they are. From the chunk's arena. */
const char *person_label(const struct verb_context *context, const struct user *user);
/* The account's name as answers show it. */
const char *account_label(const struct verb_context *context, const struct account *account);

/* Whether REFERENCE is "@ID", a member and no name. */
bool is_mention(const char *reference, uint64_t *user_id);
/* The user that REFERENCE mentions; NULL: it is no mention, or NULL. */
struct user *mentioned_user(const struct verb_context *context, const char *reference);
/* Refuses somebody (NULL: nobody) whom these books have never seen, and then returns true. */
bool refuse_unseen(struct verb_context *context, const struct user *user);
/* The account that REFERENCE ("@ID" or a name) means; NULL: none. */
struct account *account_meant(const struct verb_context *context, const char *reference);
/* The same, or NULL after a refusal. */
struct account *find_account(struct verb_context *context, const char *reference);
/* The author's own account, or NULL after a refusal. */
struct account *own_account(struct verb_context *context);
/* Whether an argument names the author. */
bool is_author(const struct verb_context *context, const char *reference);

/* The amount, currency and memo of a command, from its arguments "amount", "unit", "currency",
 * "memo" and "behind". False after a refusal. */
struct sum {
	int64_t minor;
	const struct currency *currency;
	const char *memo;
};
bool read_sum(struct verb_context *context, struct sum *sum, bool memo_required);
/* An amount that may be negative, without a memo: UNIT is what is written at it, WORD behind it;
 * either, or both NULL, names the currency (NULL: the guild's main one). SUM->memo is left alone.
 * False after a refusal. */
bool read_money(struct verb_context *context, const char *amount, const char *unit,
		const char *word, struct sum *sum);
/* The same of the argument "amount", which is there, as a part of something in CURRENCY: another
 * one that is named is refused. */
bool read_part_of(struct verb_context *context, const struct currency *currency, int64_t *minor);
/* The largest amount one command may name, in minor units: a batch would need thousands of them to
 * overflow its totals. */
#define LARGEST_AMOUNT INT64_C(1000000000000000)
/* TEXT, a canonical decimal, as minor units of CURRENCY. False after a refusal. */
bool read_amount(struct verb_context *context, const char *text, const struct currency *currency,
		 int64_t *minor);

/* Whether the answer is in a channel, for all to read. */
bool in_channel(const struct verb_context *context);
/* Whether the answer may say what ACCOUNT holds: not in a channel where its owner is told alone,
 * nor there to people who may not see the accounts of others. */
bool tells_holdings(const struct verb_context *context, const struct account *account);
/* " You have 12.50 PTS.", of the author's ACCOUNT, for the end of an answer; "" where that may not
 * say so. From the chunk's arena. */
const char *holdings_sentence(const struct verb_context *context, const struct account *account,
			      const struct currency *currency);
/* The answer says what ACCOUNT holds: where that is for its owner alone, whoever asks gets it as a
 * direct message. */
void answer_alone(struct verb_context *context, const struct account *account);
/* Tells the owner of ACCOUNT, unless they are the author: the answer pings them, or they get TEXT,
 * in the guild's language, as a direct message. */
void tell_owner(struct verb_context *context, const struct account *account, const char *text);
/* Who does it, for that text. */
const char *doer_label(const struct verb_context *context);
/* The same of what LINES of the transaction that was just posted moved. */
struct line;
void tell_moved(struct verb_context *context, const struct line *lines, size_t count,
		const char *memo, int64_t reverses);

/* One transaction. Positive debits. Checks batch, states, balances, floors and overflow of every
 * line first; then posts all lines or refuses and posts none. */
struct line {
	struct account *account;
	int64_t amount;
	const char *currency;
};
bool post_transaction(struct verb_context *context, const struct line *lines, size_t count,
		      const char *memo, int64_t reverses);
/* The same, and where it cannot be posted the decision is left as it was. */
bool post_quietly(struct verb_context *context, const struct line *lines, size_t count,
		  const char *memo);
/* Whether it could be posted now; refuses otherwise, or has it wait for a second person. */
bool may_post(struct verb_context *context, const struct line *lines, size_t count,
	      const char *memo, int64_t reverses);

/* Whether the account is neither frozen nor closed; refuses otherwise. */
bool account_is_open(struct verb_context *context, const struct account *account);
/* Whether AMOUNT more can be taken from what is available of the account; refuses otherwise. */
bool amount_is_available(struct verb_context *context, const struct account *account,
			 const char *currency, int64_t amount);

/* What a batch's close counts: an argument "count:ACCOUNT" for each account in the main currency,
 * "count:ACCOUNT=CURRENCY" in another. */
#define COUNT_KEY "count:"
/* The account that the argument KEY counts, and in *UNIT its currency as written (NULL: none); NULL
 * when it counts nothing. */
const char *counted_account(const struct verb_context *context, const char *key, const char **unit);
/* Refuse what touches the author's own account by office, and then return true: whatever a
 * parameter of the verb names, checked before every rule; and what is about to be posted, checked
 * by post_transaction(). A verb of an office (verb_of_office) cannot miss them. */
bool refuse_own_by_office(struct verb_context *context);
bool refuse_own_lines(struct verb_context *context, const struct line *lines, size_t count);

/* Holdings: the balance on the account's normal side (what a member has, what is in the till). */
bool debit_normal(enum account_kind kind);
int64_t account_holdings(const struct account *account, const char *currency);
/* Whether the account has a floor in CURRENCY, and which. An asset's is 0 until it is set or
 * lifted: there is never less than nothing in a till or a bank. (By the first rules it had none.) A
 * member's is written with the balance; what has none is without one. */
bool has_floor(const struct verb_context *context, const struct account *account,
	       const char *currency, int64_t *floor);
struct balance *find_balance(const struct account *account,
			     const char *currency); /* NULL: never used */
struct balance *need_balance(struct verb_context *context, struct account *account,
			     const char *currency);

/* For a command of the author's that books nothing. True beyond their share of the minute: the
 * first one too many is refused with a sentence, the others are only counted; the command is then
 * decided. An operator has no limit, and neither had older rules. */
bool beyond_share(struct verb_context *context);
/* For a reject that is a typing error (near_miss): whether it is answered. A member gets one such
 * answer in ten minutes, and none where the guild wants none (`config hints off`), where they may
 * use nothing or beyond their share of the minute; it is dropped then. */
bool hint_is_due(struct verb_context *context);
void drop_chatter(struct verb_context *context);
/* Counts such a command of TIME (Unix milliseconds), once it is logged. */
void count_question(struct books *books, struct user *author, int64_t time);
/* A name as it is kept: without white space at its ends or in runs; as it was written by the first
 * rules. From the chunk's arena. */
const char *given_name(const struct verb_context *context, const char *text);
/* Refuse a new name that cannot be one, or would be taken for another, and then return true. For an
 * account the guild's own names must be loaded (WANTED_OWN_NAMES), for a group its roles. The name
 * of a group that exists is no new one. */
bool refuse_account_name(struct verb_context *context, const char *name);
bool refuse_group_name(struct verb_context *context, const char *name);

/* Whether something can be booked now: a batch is open, or may be opened. Refuses otherwise. */
bool batch_allows(struct verb_context *context);
/* Opens a batch at the record's time. */
void open_batch(struct verb_context *context);

/* "<t:1763978400:f>", which Discord shows by the reader's own clock; for an operator, who has a
 * terminal, "2026-11-24 10:12 UTC". From the chunk's arena. */
const char *format_time(struct verb_context *context, int64_t time);

/* Decides the command by the rule of context->verb. */
void apply_rule(struct verb_context *context);
/* The rules, one function a verb: decide_pay(), … */
#define RULE(id, name) void decide_##name(struct verb_context *context);
VERB_LIST(RULE)
#undef RULE

/* A new account; OWNER NULL: the guild's own. */
struct account *add_account(struct verb_context *context, const char *name, enum account_kind kind,
			    struct user *owner);

/* A bank's list begins: whether the books take it. */
void decide_import(struct books *books, struct guild *guild, const struct import_start *start,
		   struct decision *decision);
/* Keeps the seed of the sums of a guild that has none. False: it has one. */
bool apply_sum_seed(struct books *books, struct guild *guild, const struct sum_seed_record *seed);
/* What gl-roster saw. True when it changed something. */
bool apply_roster(struct books *books, struct guild *guild, const struct record *record,
		  struct decision *decision);
/* LINE as the log keeps it: without the name of somebody who was forgotten after gl-roster had read
 * it. */
const char *roster_line(struct books *books, const struct record *record, const char *line);

/* Whether a setting may name the channel: one of this guild, as Discord showed it when the
 * command's author was identified, where the bot can write, and READ: where it can read commands,
 * too. False after a refusal. An operator's command comes without what Discord shows: gl-doctor
 * looks at its channels. */
bool place_fits(struct verb_context *context, uint64_t channel_id, bool read);

/* "everyone", or the role's name escaped. */
const char *role_label(struct verb_context *context, uint64_t role_id);
/* The income account of fees, opened when the first group asks for one. False after a refusal. */
bool need_fees_account(struct verb_context *context);
/* The income account of dues, opened when the first charge or dues ask for it; one of that name
 * that there is already is taken where dues can go into it. NULL after a refusal. */
struct account *need_dues_account(struct verb_context *context);
/* The account that the argument "into" names, else that of dues, which is opened where it is named
 * in either language, too. NULL after a refusal: charges and dues go into income, equity or a
 * fund. */
struct account *find_into(struct verb_context *context);
/* Books the fee of GROUP from the author's account. False after a refusal. */
bool pay_fee(struct verb_context *context, const struct role_group *group);
/* Names of permits in the language of the command, from the chunk's arena. */
const char *permit_names(struct verb_context *context, unsigned permits);
/* The permits of somebody who is mentioned, by their roles as last seen. */
unsigned permits_of_person(struct verb_context *context, const char *who);
/* "member", "teller" and so on, and which of them WORD says in either language (-1: none): the bit
 * 1U << PERMIT. */
enum { PERMIT_COUNT = 5 };
const char *permit_word(int permit);
int permit_called(const struct verb_context *context, const char *word);
/* Whether TARGET, of number ID (NULL: there is none), can be reversed; refuses otherwise. */
bool may_reverse(struct verb_context *context, int64_t id,
		 const struct fetched_transaction *target);
/* Posts the entries of TARGET with their signs turned. False after a refusal. */
bool post_reversal(struct verb_context *context, const struct fetched_transaction *target,
		   const char *memo);
/* Moves money back by the system itself, batch or not: the reversal of FEE (NULL: there is none),
 * unless that was reversed before. */
bool refund_fee(struct books *books, struct guild *guild, struct decision *decision,
		uint64_t user_id, const struct fetched_transaction *fee);

#endif
