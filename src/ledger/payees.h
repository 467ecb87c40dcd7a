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

enum { MOST_PAYEES = 1000 };
struct payee {
	struct user *user;       /* NULL: an account of the community */
	struct account *account; /* NULL: a member without one */
	const char *tail;        /* of the word that named it */
};
struct payees {
	struct payee *list; /* each once, in the order of 5.1: as typed, a role's by rising ids */
	size_t count;
	struct payee *without; /* members without an open account, who are left out of LIST */
	size_t without_count;
	bool roles; /* a role or everyone was among the words */
};
/* Expands TEXT. Bots, members who left and those still in screening are left out of roles, and so
 * is whoever has the id EXCEPT (0: nobody); a member without an open account who is mentioned by
 * themselves is refused as by find_account(), one of a role goes to WITHOUT. False after a refusal,
 * also of more than MOST people. */
bool payees_expand(struct verb_context *context, const char *text, uint64_t except, size_t most,
		   struct payees *payees);
/* All who have the role (0: everyone) as the books want it, else as last seen: members who are
 * there, by rising ids. Their wearers must be loaded. From the chunk's arena; *COUNT of them. */
struct user **role_wearers(struct verb_context *context, uint64_t role_id, size_t *count);

#endif
