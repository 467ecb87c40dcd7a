/* What is booked by itself: by a date of what recurs, for a debt, or by a decision; and to those
 * whom the record names. */
#include <string.h>

#include "base/instant.h"
#include "command/verbs.h"
#include "ledger/waiting.h"
#include "verify/month.h"

static const char *key_of(struct pass *pass, const struct posting *posting)
{
	return row_key(pass->faults, "%ju/%jd", pass->guild_id, posting->transaction);
}

static bool is_debt(const struct pass *pass, int64_t number)
{
	const struct book_waiting *waiting = number ? waiting_of(pass, number) : NULL;
	return waiting && (waiting->kind == WAITING_DUES || waiting->kind == WAITING_OWE);
}

const char *next_payee_text(struct pass *pass, const char **text)
{
	const char *at = *text + strspn(*text, " ");
	bool quoted = *at == '"';
	size_t length = strcspn(at + quoted, quoted ? "\"" : " ");
	if (!*at)
		return NULL;
	const char *word = arena_copy(&pass->line, at + quoted, length);
	*text = at + quoted + length;
	*text += quoted && **text == '"';
	return word;
}

struct book_account *next_payee(struct pass *pass, const char **text, bool *more)
{
	const char *word = next_payee_text(pass, text);
	*more = word;
	return word ? account_named(pass, word) : NULL;
}

/* The place of the entry that pays the account; -1: none does. */
static int64_t entry_paying(const struct posting *posting, const struct book_account *account)
{
	for (int64_t i = 0; i < posting->entry_count && i < MAX_ENTRIES; i++)
		if (posting->entries[i].account_id == account->account_id &&
		    posting->entries[i].amount < 0)
			return i;
	return -1;
}

/* Whether somebody may have been passed over: who is not there yet, gone, frozen, or pays
 * themselves. */
static bool is_passed_over(const struct pass *pass, const struct book_account *account,
			   const struct schedule *schedule)
{
	struct book_user *user;
	HASH_FIND(hh, pass->users, &account->owner_id, sizeof account->owner_id, user);
	return pass->since || account->opened_by > pass->seq || account->frozen ||
	       account->closed || (user && user->left) || account->account_id == schedule->payer ||
	       account->kind == KIND_ASSET || account->kind == KIND_EXPENSE ||
	       account->owner_id == schedule->owner_id;
}

/* The payees of the record have an entry each, of the schedule's amount, however often they are
 * named; nobody else has. */
static void check_payees(struct pass *pass, const struct command *command,
			 const struct schedule *schedule, const struct posting *posting)
{
	const char *text = command_argument(command, "payees");
	struct book_account *account;
	int64_t count = 0;
	bool more = true, counted[MAX_ENTRIES] = { false };
	for (const char *at = text ? text : ""; more;) {
		account = next_payee(pass, &at, &more);
		if (!account)
			continue;
		int64_t entry = entry_paying(posting, account);
		if (entry >= 0 && !counted[entry])
			count += counted[entry] = true;
		else if (entry < 0 && !is_passed_over(pass, account, schedule))
			fault_add(pass->faults, CHECK_RUN, "transactions", key_of(pass, posting),
				  "its record names account %jd, which it did not pay",
				  account->account_id);
	}
	if (posting->entry_count != count + 1)
		fault_add(pass->faults, CHECK_RUN, "transactions", key_of(pass, posting),
			  "it has %jd entries; its record names %jd whom it paid",
			  posting->entry_count, count);
	for (int64_t i = 0; i < posting->entry_count && i < MAX_ENTRIES; i++)
		if (posting->entries[i].amount < 0 &&
		    posting->entries[i].amount != -schedule->amount)
			fault_add(pass->faults, CHECK_RUN, "transactions", key_of(pass, posting),
				  "it pays %jd to account %jd, schedule %ju pays %jd (minor units)",
				  -posting->entries[i].amount, posting->entries[i].account_id,
				  schedule->key.id, schedule->amount);
}

void check_run(struct pass *pass, const struct log_row *row, const struct posting *posting)
{
	const char *verb = pass->transaction[3].text,
		   *command = row->effect && row->effect->verb ? row->effect->verb : "";
	int64_t number = number_of(&pass->transaction[8]);
	uint64_t scheduled;
	if (strcmp(verb, verb_table[VERB_EVERY].name) != 0 &&
	    strcmp(verb, verb_table[VERB_DUES].name) != 0)
		return;
	if (is_debt(pass, number))
		return;
	const char *text = row->effect ? command_argument(row->effect, "schedule") : NULL;
	const struct book_schedule *schedule =
		text && strcmp(command, "due pay") == 0 && snowflake_parse(text, &scheduled)
			? schedule_of(pass, (int64_t)scheduled)
			: NULL;
	if (!row->ok || !schedule || strcmp(verb, verb_table[VERB_EVERY].name) != 0)
		fault_add(pass->faults, CHECK_RUN, "transactions", key_of(pass, posting),
			  "it is a “%s”, and no date, debt or decision gave it", verb);
	else
		check_payees(pass, row->effect, &schedule->row, posting);
}
