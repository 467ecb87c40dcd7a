/* Nobody serves themselves by office: the one place that knows whether a command touches its author's own account. */
#include <string.h>

#include "base/instant.h"
#include "ledger/deciding.h"

/* An operator has no account of their own; what any member may do for themselves is no office. */
static bool by_office(const struct deciding *deciding)
{
	return deciding->author && verb_of_office(deciding->verb) && strict_rules(deciding);
}

/* The account counts, never how it is written. */
static bool means_author(const struct deciding *deciding, const char *reference)
{
	const struct account *account;
	if (is_author(deciding, reference))
		return true;
	account = account_meant(deciding, reference);
	return account && account->owner_id == deciding->author->key.id;
}

static bool is_own_request(const struct deciding *deciding, const char *text)
{
	const struct request *request;
	uint64_t number;
	if (is_author(deciding, text))
		return true;
	if (!snowflake_parse(text, &number) || number > INT64_MAX)
		return false;
	request = books_request(deciding->books, deciding->guild->guild_id, (int64_t)number);
	return request && request->user_id == deciding->author->key.id;
}

static bool parameter_is_own(const struct deciding *deciding, const struct parameter *parameter)
{
	const char *value = argument(deciding, parameter->key);
	switch (parameter->kind) {
	case PARAM_ACCOUNT:
	case PARAM_USER: return value && means_author(deciding, value);
	case PARAM_REQUEST: return value && is_own_request(deciding, value);
	default: return false;
	}
}

static bool counts_own(const struct deciding *deciding)
{
	const struct command *command = deciding->command;
	const char *unit;
	for (size_t i = 0; i < command->argument_count; i++) {
		const char *account = counted_account(deciding, command->arguments[i].key, &unit);
		if (account && means_author(deciding, account))
			return true;
	}
	return false;
}

static bool refuse_own(struct deciding *deciding)
{
	refuse(deciding, "own_account", N_("That is your own account: somebody else with the permit %s has to do it, or the operator (gl-command)."),
	       permit_names(deciding, deciding->verb->permit));
	return true;
}

bool refuse_own_by_office(struct deciding *deciding)
{
	if (!by_office(deciding) || deciding->verb->own_by_rule)
		return false;
	bool own = counts_own(deciding);
	for (const struct parameter *parameter = deciding->verb->parameters; parameter->key; parameter++)
		own |= parameter_is_own(deciding, parameter);
	return own && refuse_own(deciding);
}

bool refuse_own_lines(struct deciding *deciding, const struct line *lines, size_t count)
{
	for (size_t i = 0; i < count && by_office(deciding); i++)
		if (lines[i].account->owner_id == deciding->author->key.id)
			return refuse_own(deciding);
	return false;
}
