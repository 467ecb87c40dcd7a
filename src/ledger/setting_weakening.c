/* Settings that loosen a control wait for a second person as what they control does; terms of
 * accounts to come wait above the threshold of `account limit`. */
#include <stdlib.h>
#include <string.h>

#include "ledger/approvals.h"
#include "ledger/notices.h"
#include "ledger/setting_types.h"
#include "ledger/setting_values.h"

/* The key of limits of ROW's currency that are not of a permit; NULL: ROW is such a one. */
static const char *common_key(struct verb_context *context, const struct setting_row *row)
{
	const char *key = row->key, *second = strchr(strchr(key, '.') + 1, '.');
	for (int i = 0; second && i < PERMIT_COUNT; i++) {
		size_t length = strlen(permit_word(i));
		if (strncmp(second + 1, permit_word(i), length) == 0 &&
		    (!second[1 + length] || second[1 + length] == '.'))
			return arena_printf(&context->books->chunk, "%.*s%s", (int)(second - key),
					    key, second + 1 + length);
	}
	return NULL;
}

static bool is_set(const char *value)
{
	return value && strcmp(value, SETTING_NONE) != 0;
}

/* A higher threshold, or none. The most generous limit counts: one of a permit loosens nothing
 * below the common one, and takes nothing away where that stays. */
static bool loosens_amount(struct verb_context *context, const struct setting_row *row,
			   const char *value)
{
	struct setting_row common = *row;
	const char *before = guild_stored(context->guild, row), *most = NULL;
	if (row->by_permit && (common.key = common_key(context, row)))
		most = guild_stored(context->guild, &common);
	if (!is_set(before))
		before = most;
	else if (!is_set(value) && is_set(most))
		return false;
	return is_set(before) &&
	       (!is_set(value) || strtoll(value, NULL, 10) > strtoll(before, NULL, 10));
}

static bool begins_with(const struct setting_row *row, const char *start)
{
	return strncmp(row->key, start, strlen(start)) == 0;
}

/* Whether it is the floor or the ceiling of accounts that are opened from then on. */
static bool is_of_accounts(const struct setting_row *row)
{
	return begins_with(row, "account.floor") || begins_with(row, "account.ceiling");
}

bool setting_is_control(const struct setting_row *row)
{
	return begins_with(row, "approval.") || begins_with(row, "limit.") || is_of_accounts(row);
}

/* A floor further below zero, which is where it is when it is not set. */
static bool lowers_floor(struct verb_context *context, const struct setting_row *row,
			 const char *value)
{
	const char *before = guild_stored(context->guild, row);
	return is_set(value) &&
	       strtoll(value, NULL, 10) < (is_set(before) ? strtoll(before, NULL, 10) : 0);
}

/* Whether terms of accounts are such as `account limit` sets alone: floors by how far below zero
 * they are, ceilings by their amount, and none is above every threshold. */
static bool is_set_alone(struct verb_context *context, const struct setting_row *row,
			 const char *value)
{
	int64_t amount = is_set(value) ? strtoll(value, NULL, 10) : INT64_MAX;
	return is_of_accounts(row) &&
	       !is_above_threshold(context, &verb_table[VERB_ACCOUNT_LIMIT],
				   begins_with(row, "account.floor") ? -amount : amount,
				   currency_of_row(context->guild, row)->code);
}

static bool loosens(struct verb_context *context, const struct setting_row *row, const char *value)
{
	if (!setting_is_control(row))
		return false;
	if (begins_with(row, "account.floor"))
		return lowers_floor(context, row, value);
	if (row->type == SETTING_TYPE_AMOUNT)
		return loosens_amount(context, row, value);
	if (row->type != SETTING_TYPE_CHOICES ||
	    !(guild_controls(context->guild) & CONTROL_APPROVAL))
		return false;
	return guild_setting_choices(context->guild, SETTING_APPROVAL_VERBS) &
	       ~setting_choices(SETTING_APPROVAL_VERBS, value);
}

/* Whether nobody but the author could approve it: then the owner may, and the operator. */
static bool decides_alone(struct verb_context *context)
{
	const struct author *author = &context->command->author;
	bool first = !context->author || author->owner || author->id == context->guild->owner_id;
	return first && !others_approve(context, NULL, NULL);
}

bool setting_waits(struct verb_context *context, const struct setting_row *row, const char *value)
{
	struct arena *arena = &context->books->chunk;
	if (context->books->rules < RULES_MONTH || context->approved ||
	    !loosens(context, row, value) || is_set_alone(context, row, value))
		return false;
	struct verb_context words = notice_context(context);
	if (decides_alone(context)) {
		tell_treasurers(context,
				notice_text(&words,
					    N_("%s changed %s to %s: nobody else could approve "
					       "it."),
					    doer_label(context), setting_label(&words, row),
					    setting_value_shown(&words, row, value)));
		return false;
	}
	return propose(
		context,
		&(struct proposal){ .memo = arena_printf(arena, "%s %s", setting_label(&words, row),
							 setting_value_shown(&words, row, value)),
				    .must_wait = true });
}
