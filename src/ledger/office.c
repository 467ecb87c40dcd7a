/* Nobody serves themselves by office: the one place that knows whether a command touches its
 * author's own account. */
#include <string.h>

#include "base/instant.h"
#include "ledger/lookups.h"
#include "ledger/verb_support.h"

/* An operator has no account of their own; what any member may do for themselves is no office. */
static bool by_office(const struct verb_context *context)
{
	bool office = verb_of_office(context->verb) || decides_by_old_rules(context);
	return context->author && office && strict_rules(context);
}

/* The account counts, never how it is written. */
static bool means_author(const struct verb_context *context, const char *reference)
{
	const struct account *account;
	if (is_author(context, reference))
		return true;
	account = account_meant(context, reference);
	return account && account->owner_id == context->author->key.id;
}

static bool is_own_request(const struct verb_context *context, const char *text)
{
	uint64_t number;
	if (is_author(context, text))
		return true;
	if (!snowflake_parse(text, &number) || number > INT64_MAX)
		return false;
	const struct waiting *row =
		books_waiting(context->books, context->guild->guild_id, (int64_t)number);
	return row && row->kind == WAITING_REGISTRATION && row->asked_by == context->author->key.id;
}

static bool parameter_is_own(const struct verb_context *context, const struct parameter *parameter)
{
	const char *value = context_argument(context, parameter->key);
	switch (parameter->kind) {
	case PARAM_ACCOUNT:
	case PARAM_USER: return value && means_author(context, value);
	case PARAM_REQUEST: return value && is_own_request(context, value);
	default: return false;
	}
}

static bool counts_own(const struct verb_context *context)
{
	const struct command *command = context->command;
	const char *unit;
	for (size_t i = 0; i < command->argument_count; i++) {
		const char *account = counted_account(context, command->arguments[i].key, &unit);
		if (account && means_author(context, account))
			return true;
	}
	return false;
}

static bool refuse_own(struct verb_context *context)
{
	context_refuse(context, "own_account",
		       N_("That is your own account: somebody else with the permit %s has to do "
			  "it, or the "
			  "operator (gl-command)."),
		       permit_names(context, context->verb->permit));
	return true;
}

bool refuse_own_by_office(struct verb_context *context)
{
	if (!by_office(context) || context->verb->traits & TRAIT_OWN_BY_RULE)
		return false;
	bool own = counts_own(context);
	for (const struct parameter *parameter = context->verb->parameters; parameter->key;
	     parameter++)
		own |= parameter_is_own(context, parameter);
	return own && refuse_own(context);
}

bool refuse_own_lines(struct verb_context *context, const struct line *lines, size_t count)
{
	if (context->must_wait || context->approved)
		return false; /* it is somebody else's decision: approvals.c */
	for (size_t i = 0; i < count && by_office(context); i++)
		if (lines[i].account->owner_id == context->author->key.id)
			return refuse_own(context);
	return false;
}
