/* Whoever's money moved was told: each row of the log beside the pings and notices in the outbox
 * that came of it. What the log says of members until then tells who wants none. */
#include <string.h>

#include "base/instant.h"
#include "command/verbs.h"
#include "verify/month.h"

static bool has(const struct id_list *list, uint64_t id)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->ids[i] == id)
			return true;
	return false;
}

void id_list_add(struct id_list *list, uint64_t id)
{
	if (id && list->count < MOST_LISTED && !has(list, id))
		list->ids[list->count++] = id;
}

void id_list_read(struct id_list *list, const char *text)
{
	char id[24];
	while (*text) {
		uint64_t number;
		size_t length = strcspn(text, " ");
		if (length < sizeof id) {
			memcpy(id, text, length);
			id[length] = '\0';
			if (snowflake_parse(id, &number))
				id_list_add(list, number);
		}
		text += length;
		text += strspn(text, " ");
	}
}

static struct book_user *user_of(struct pass *pass, uint64_t user_id)
{
	struct book_user *user;
	HASH_FIND(hh, pass->users, &user_id, sizeof user_id, user);
	return user;
}

/* The account that the row changes, without moving anything; 0: the guild's own, or none. */
static uint64_t owner_changed(struct pass *pass, const struct log_row *row)
{
	const char *name = row->effect && !row->asks && row->effect_traits & TRAIT_CHANGES_ACCOUNT
				   ? command_argument(row->effect, "account")
				   : NULL;
	const struct book_account *account = name ? account_named(pass, name) : NULL;
	return account ? account->owner_id : 0;
}

static void learn(struct pass *pass, const struct log_row *row)
{
	struct book_user *user = NULL;
	const char *value = row->command ? command_argument(row->command, "value") : NULL;
	const char *who = row->command ? command_argument(row->command, "who") : NULL;
	uint64_t id;
	if (!row->ok || !row->readable)
		return;
	if (row->record.type == RECORD_MEMBER) {
		if ((user = user_of(pass, row->record.member.user_id)))
			user->left = row->record.member.left;
	} else if (row->traits & TRAIT_SETS_NOTICES && value) {
		if ((user = user_of(pass, row->author_id)))
			user->quiet = strcmp(value, "off") == 0;
	} else if (row->traits & TRAIT_FORGETS && who && *who == '@' &&
		   snowflake_parse(who + 1, &id) && (user = user_of(pass, id))) {
		user->quiet = false;
	}
}

/* Whether the row may tell others than those whose accounts it concerns: who is asked for
 * something, who asked for it, treasurers. */
static bool tells_others(const struct pass *pass, const struct log_row *row)
{
	const struct verb *verb = row->verb ? verb_named(row->verb) : NULL;
	return row->rules >= RULES_MONTH &&
	       (!row->transaction || (pass->spends && pass->month->budgets) ||
		row->traits & TRAIT_OF_MONTH || (verb && verb_takes(verb, PARAM_REQUEST)));
}

static void check(struct pass *pass, const struct log_row *row)
{
	uint64_t changed = row->ok ? owner_changed(pass, row) : 0;
	/* by the response to an interaction, of which the outbox knows nothing */
	bool told_apart = row->command && row->command->source == SOURCE_INTERACTION &&
			  command_answer_notifies(row->command);
	id_list_add(&pass->owners, changed);
	for (size_t i = 0; i < pass->owners.count && !told_apart; i++) {
		const struct book_user *user = user_of(pass, pass->owners.ids[i]);
		if (user && !user->left && !user->quiet && user->user_id != row->author_id &&
		    !has(&pass->told, user->user_id) && !has(&pass->unasked, user->user_id))
			fault_add(pass->faults, CHECK_OUTBOX, "commands", log_key(pass, row),
				  "it concerns the account of user %ju, who was not told",
				  user->user_id);
	}
	for (size_t i = 0;
	     i < pass->told.count && row->kind != LOG_DELIVERED && !tells_others(pass, row); i++)
		if ((!has(&pass->owners, pass->told.ids[i]) &&
		     !has(&pass->unasked, pass->told.ids[i])) ||
		    pass->told.ids[i] == row->author_id)
			fault_add(pass->faults, CHECK_OUTBOX, "commands", log_key(pass, row),
				  "user %ju was told, whose account it does not concern",
				  pass->told.ids[i]);
}

void check_told(struct pass *pass, const struct log_row *row)
{
	/* before a checkpoint a member may have said or done what counts here */
	if (row->readable && row->rules >= RULES_FACES && !pass->since)
		check(pass, row);
	learn(pass, row);
	pass->spends = false;
	pass->owners.count = pass->unasked.count = pass->told.count = 0;
}
