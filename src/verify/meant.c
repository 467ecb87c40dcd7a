/* What the words of a command mean in the books as they are verified: accounts, holdings and
 * currencies. */
#include <string.h>
#include <strings.h>

#include "base/instant.h"
#include "base/lookalike.h"
#include "base/unicode.h"
#include "command/currency_words.h"
#include "command/verbs.h"
#include "ledger/currency_code.h"
#include "ledger/defaults.h"
#include "verify/pass.h"

struct book_currency *currency_of(struct pass *pass, const char *code)
{
	struct book_currency *currency = pass->currencies;
	while (currency && strcmp(currency->code, code) != 0)
		currency = currency->next;
	return currency;
}

static struct book_account *account_spelt(struct pass *pass, const char *folded)
{
	struct book_account *account;
	HASH_FIND(by_name, pass->by_name, folded, strlen(folded), account);
	return account;
}

/* An account that the rules book to, by a name that it has in the other language or had in older
 * books. */
static struct book_account *default_spelt(struct pass *pass, const char *folded)
{
	const struct default_account_names *names =
		default_account_called(folded, (enum rules)pass->rules);
	const char *spelling;
	for (int i = 0;
	     names && (spelling = default_account_spelling(names, (enum rules)pass->rules, i));
	     i++) {
		struct book_account *account = account_spelt(pass, spelling);
		if (account && account->purpose && strcmp(account->purpose, names->purpose) == 0)
			return account;
	}
	return NULL;
}

struct book_account *account_named(struct pass *pass, const char *reference)
{
	struct book_account *account;
	uint64_t owner;
	if (*reference == '@' && snowflake_parse(reference + 1, &owner)) {
		HASH_FIND(by_owner, pass->by_owner, &owner, sizeof owner, account);
		return account;
	}
	const char *folded = text_fold(&pass->line, reference);
	if (strcmp(folded, "till") == 0 || strcmp(folded, "caja") == 0)
		return pass->till;
	account = account_spelt(pass, folded);
	if (account || pass->rules < RULES_STRICT)
		return account;
	if ((account = default_spelt(pass, folded)))
		return account;
	folded = text_fold(&pass->line, text_tidy(&pass->line, reference));
	account = account_spelt(pass, folded);
	return account ? account : default_spelt(pass, folded);
}

struct holding *holding_of(struct pass *pass, struct book_account *account, const char *currency)
{
	struct holding *holding = account->holdings;
	while (holding && strcmp(holding->currency, currency) != 0)
		holding = holding->next;
	if (holding)
		return holding;
	holding = arena_alloc(&pass->memory, sizeof *holding);
	currency_code_copy(holding->currency, currency);
	holding->has_floor = account->owner_id != 0; /* a member's is 0 unless set */
	holding->next = account->holdings;
	account->holdings = holding;
	return holding;
}

int64_t normal_side(const struct book_account *account, int64_t amount)
{
	bool debit = account->kind == KIND_ASSET || account->kind == KIND_EXPENSE;
	return debit ? amount : amount == INT64_MIN ? INT64_MAX : -amount;
}

const char *name_given(struct pass *pass, const struct log_row *row)
{
	const char *name = command_argument(row->command, "name");
	return name && row->rules >= RULES_STRICT ? text_tidy(&pass->line, name) : name;
}

/* Whether NAME, as it was written at an amount, means the currency: the code of one that the guild
 * has means that one alone. */
static bool may_mean(struct pass *pass, const char *name, const struct book_currency *currency)
{
	const char *bare = currency_bare_word(&pass->line, name);
	for (const struct book_currency *exact = pass->currencies; exact; exact = exact->next)
		if (strcasecmp(exact->code, bare) == 0)
			return exact == currency;
	const char *codes = currency_codes(&pass->line, bare);
	return codes && currency_codes_have(codes, currency->code);
}

/* The currency's name behind the amount; one that the verb does not ask for means nothing to it. */
static const char *word_behind(const struct command *command)
{
	const struct verb *verb = verb_named(command->verb);
	for (const struct parameter *parameter = verb ? verb->parameters : NULL;
	     parameter && parameter->key; parameter++)
		if (strcmp(parameter->key, "currency") == 0)
			return command_argument(command, "currency");
	return NULL;
}

/* The one that was written with the amount: an account that opens without a floor has none. */
static const char *unit_of_amount(const struct log_row *row)
{
	const char *floor = command_argument(row->command, "floor");
	if (row->traits & TRAIT_OPENS_ACCOUNT && (!floor || strcmp(floor, "none") == 0))
		return NULL;
	return command_argument(row->command, "unit");
}

struct book_currency *currency_meant(struct pass *pass, const struct log_row *row)
{
	const char *unit = row->command ? unit_of_amount(row) : NULL,
		   *word = row->command ? word_behind(row->command) : NULL;
	if (!unit && !word)
		return currency_of(pass, pass->currency);
	struct book_currency *currency = pass->currencies;
	while (currency && ((unit && !may_mean(pass, unit, currency)) ||
			    (word && !may_mean(pass, word, currency))))
		currency = currency->next;
	return currency;
}
