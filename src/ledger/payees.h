/* WHO… of a command: mentions, roles, everyone and names of accounts, as people and accounts. */
#ifndef LEDGER_PAYEES_H
#define LEDGER_PAYEES_H

#include "ledger/verb_support.h"

/* One word of WHO… as the record has it: "@11", "&601", "everyone", "dues", `"main hall"`. */
struct payee_word {
	enum { PAYEE_MEMBER, PAYEE_ROLE, PAYEE_EVERYONE, PAYEE_NAME } kind;
	uint64_t id;      /* of a member or role */
	const char *text; /* the name, without quotes; else the word. From the chunk's arena */
	const char *tail; /* what is behind it of a split: ":2", "=20", ":30%"; "" */
};
/* Reads the word at *AT and goes behind it; false at the end. */
bool next_payee_word(struct books *books, const char **at, struct payee_word *word);

/* Adds the word of a member, a role or an account to a list of them, as next_payee_word() reads it.
 */
void add_payee_word(struct buf *list, const struct payee_word *word);

enum { MOST_PAYEES = 1000 };
struct payee {
	struct user *user;       /* NULL: an account of the community */
	struct account *account; /* NULL: a member without one */
	const char *tail;        /* of the word that named it */
	bool mentioned;          /* by itself; false: it came with a role */
};
struct payees {
	struct payee *list; /* each once, in the order of 5.1: as typed, a role's by rising ids */
	size_t count;
	struct payee *without; /* members without an open account, who are left out of LIST */
	size_t without_count;
	struct payee *gone; /* members who were mentioned and take no part: they left, or are still
			       in screening; left out of LIST */
	size_t gone_count;
	bool roles; /* a role or everyone was among the words */
};
/* Expands TEXT. Bots, members who left and those still in screening are left out, and so is whoever
 * has the id EXCEPT (0: nobody); a member without an account who is mentioned by themselves is
 * refused as by find_account(), one of a role goes to WITHOUT, and so does whoever has a closed
 * one. False after a refusal, also of more than MOST people. */
bool payees_expand(struct verb_context *context, const char *text, uint64_t except, size_t most,
		   struct payees *payees);
/* Whether TEXT mentions the author, and nobody and nothing else. */
bool names_author_alone(const struct verb_context *context, const char *text);
/* Whether no account is closed of those that were named by themselves; refuses otherwise. */
bool payees_are_open(struct verb_context *context, const struct payees *payees);
/* Whether somebody is left of those who were named; refuses otherwise, and says why. */
bool payees_are_there(struct verb_context *context, const struct payees *payees);
/* *TOTAL of SUM for each of COUNT people. False after a refusal: one command cannot move that. */
bool read_total(struct verb_context *context, const struct sum *sum, size_t count, int64_t *total);
/* "; 2 have no account: @x, @y" and who was mentioned and is not here; "" where all take part. From
 * the chunk's arena. */
const char *payees_left_out(const struct verb_context *context, const struct payees *payees);
/* TEXT as a line has it that the asker types: "@ana @Helpers dues". From the chunk's arena. */
const char *typed_payees(const struct verb_context *context, const char *text);
/* Puts USERS in the order of their ids. */
void sort_users(struct user **users, size_t count);
/* All who have the role (0: everyone) as the books want it, else as last seen: members who are
 * there, by rising ids. Their wearers must be loaded. From the chunk's arena; *COUNT of them. */
struct user **role_wearers(struct verb_context *context, uint64_t role_id, size_t *count);

#endif
