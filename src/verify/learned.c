/* What the log has said so far of accounts: which are frozen or closed, and whether some have a
 * ceiling or a budget. */
#include <string.h>

#include "command/verbs.h"
#include "verify/month.h"

/* Whether members may have most to hold, and accounts a budget. */
static void learn_bounds(struct pass *pass, const struct log_row *row)
{
	const struct command *command = row->effect;
	if (!row->ok || row->asks || !command || !command->verb)
		return;
	const char *key = command_argument(command, "key");
	pass->month->ceilings |= command_argument(command, "ceiling") ||
				 (key && (strstr(key, "ceiling") || strstr(key, "maximo")));
	pass->month->budgets |= strcmp(command->verb, verb_table[VERB_BUDGET].name) == 0;
}

static bool closes(const char *verb)
{
	return strcmp(verb, verb_table[VERB_ACCOUNT_CLOSE].name) == 0 ||
	       strcmp(verb, verb_table[VERB_UNREGISTER].name) == 0;
}

/* Freezing and closing, as the log says them. */
static void learn_account(struct pass *pass, const struct log_row *row)
{
	const char *verb = row->effect ? row->effect->verb : NULL,
		   *name = row->effect ? command_argument(row->effect, "account") : NULL;
	struct book_account *account = NULL;
	if (!row->ok || row->asks || !verb)
		return;
	if (row->effect_traits & TRAIT_CHANGES_ACCOUNT && name)
		account = account_named(pass, name);
	else if (strcmp(verb, verb_table[VERB_UNREGISTER].name) == 0)
		account = account_owned(pass, row->effect_author);
	if (!account)
		return;
	if (strcmp(verb, verb_table[VERB_ACCOUNT_FREEZE].name) == 0)
		account->frozen = true;
	else if (strcmp(verb, verb_table[VERB_ACCOUNT_UNFREEZE].name) == 0)
		account->frozen = false;
	else /* it may be opened again: a replay says when */
		account->closed |= closes(verb);
}

void learn_accounts(struct pass *pass, const struct log_row *row)
{
	learn_account(pass, row);
	learn_bounds(pass, row);
}
