/* Asking members for money: what request, split and charge have in common. */
#ifndef LEDGER_ASKING_H
#define LEDGER_ASKING_H

#include "ledger/payees.h"
#include "ledger/waiting.h"

enum {
	MOST_ASKED = 50,         /* people whom one request or split asks */
	MOST_ROLE_ASKED = 10,    /* of a role, by who is no treasurer */
	MOST_OPEN_ASKED = 100,   /* open requests that one member asked */
	MOST_OPEN_OF_PERSON = 5, /* of them of one person */
	MOST_NEW_PEOPLE = 20,    /* whom a member asks for the first time on one day */
};

/* What is asked, of whomever. */
struct asking {
	enum waiting_kind kind; /* WAITING_REQUEST or WAITING_CHARGE */
	struct account *to;
	const struct currency *currency;
	const char *memo;
	int64_t due; /* a day; NO_DAY: none */
};

/* The members that TEXT names for a request or a split of the author's, who is left out; no
 * accounts, not everyone, no large role unless by a treasurer. False after a refusal. */
bool expand_asked(struct verb_context *context, const char *text, struct payees *payees);
/* Refuses with a line to type, where a word of TEXT is no member and no role, and then returns
 * true.
 */
bool refuse_account_words(struct verb_context *context, const char *text);
/* Leaves out of PAYEES whoever blocked the author. False after a refusal: they were mentioned. */
bool leave_out_blockers(struct verb_context *context, struct payees *payees);
/* Whether the author may ask all of PAYEES once more; refuses otherwise. */
bool may_ask(struct verb_context *context, const struct payees *payees);
/* A row that waits for the decision of PAYEE, who is told. */
struct waiting *ask_payee(struct verb_context *context, const struct asking *asking,
			  const struct payee *payee, int64_t amount);
/* Tells who decides the row what is asked of them. */
void tell_asked(struct verb_context *context, const struct waiting *row);
/* Reminds them of it. */
void tell_reminded(struct verb_context *context, const struct waiting *row);
/* " for pizza"; "" without a memo. From the chunk's arena. */
const char *for_what(const struct verb_context *context, const char *memo);
/* ": pizza" likewise. */
const char *colon_what(const struct verb_context *context, const char *memo);
/* The instant at which the row ends, as answers show it. */
const char *ending_text(struct verb_context *context, const struct waiting *row);

#endif
