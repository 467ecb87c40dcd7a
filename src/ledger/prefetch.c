/* Which parts of the books a record refers to: what must be in the working set before it is
 * decided. */
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "command/receipt_code.h"
#include "command/verbs.h"
#include "ledger/bank.h"
#include "ledger/defaults.h"
#include "ledger/closing.h"
#include "ledger/fetched.h"
#include "ledger/leaving.h"
#include "ledger/ledger.h"
#include "ledger/lookups.h"
#include "ledger/outbox.h"
#include "ledger/people.h"
#include "ledger/prefetch_month.h"
#include "ledger/setting_values.h"
#include "ledger/untold.h"
#include "ledger/verb_support.h"
#include "ledger/wanted.h"

/* What the answer to somebody tells them beside it. */
static void want_listener(struct books *books, const struct user *listener)
{
	if (listener && listener->preferences.untold)
		want_untold(books, listener);
}

/* The member whose statement it is. */
static const struct user *statement_reader(const struct books *books, const struct command *command)
{
	const char *who = command_argument(command, "who");
	uint64_t user_id;
	return who && is_mention(who, &user_id)
		       ? books_loaded_user(books, command->guild_id, user_id)
		       : NULL;
}

static void want_command(struct books *books, const struct command *command)
{
	const struct verb *verb = command->verb ? verb_named(command->verb) : NULL;
	const struct user *author =
		command->author.id ? books_loaded_user(books, command->guild_id, command->author.id)
				   : NULL;
	if (command->author.id && !author)
		want_user(books, command->guild_id, command->author.id);
	if (command->message_id)
		want_message(books, command->guild_id, command->message_id);
	if (!verb)
		return;
	want_listener(books,
		      verb->id == VERB_DUE_STATEMENT ? statement_reader(books, command) : author);
	want_of_verb(books, command, verb);
}

/* Most deliveries are answers; a role's change says whose, and which fee may have to go back; a
 * direct message, to whom it went. */
static void want_delivery(struct books *books, const struct delivered *delivered)
{
	uint64_t guild_id = delivered->guild_id;
	const struct fetched_delivery *found =
		books_loaded_delivery(books, guild_id, delivered->id);
	if (!found && delivered->id > 0 &&
	    delivered->id < books_guild(books, guild_id)->next_delivery)
		books_want(books, WANTED_DELIVERY, guild_id, (uint64_t)delivered->id, NULL);
	if (!found || !found->exists)
		return;
	if (!found->role_id) {
		want_user(books, guild_id, found->user_id);
		return;
	}
	want_roles(books, guild_id);
	want_member(books, guild_id, found->user_id);
	const struct user *user = books_loaded_user(books, guild_id, found->user_id);
	const struct member_role *role = user && user->member ? user->member->roles : NULL;
	for (; role && delivery_failed(delivered); role = role->next) {
		if (role->role_id != found->role_id || !role->fee_transaction)
			continue;
		want_transaction(books, guild_id, (uint64_t)role->fee_transaction);
		/* why it cannot go back may name somebody */
		books_want(books, WANTED_SEEN_NAMES, guild_id, 0, NULL);
	}
}

static void want_leaving(struct books *books, const struct guild *guild, uint64_t user_id)
{
	const struct user *user = books_loaded_user(books, guild->guild_id, user_id);
	if (user)
		want_what_waits(books, guild, user);
}

bool ledger_refers_back(const struct books *books, const struct record *record)
{
	const struct verb *verb =
		record->type == RECORD_COMMAND ? verb_named(record->command.verb) : NULL;
	const struct guild *guild = books_loaded_guild(books, ledger_guild_of(record));
	return (guild && (guild->controls_changed || guild->has_untold)) ||
	       record->type == RECORD_DELIVERED ||
	       (record->type == RECORD_MEMBER && record->member.left) ||
	       (verb && (verb_takes(verb, PARAM_TRANSACTION) || verb_takes(verb, PARAM_RECEIPT) ||
			 month_refers_back(verb)));
}

void ledger_references(struct books *books, const struct record *record)
{
	uint64_t guild_id = ledger_guild_of(record);
	struct guild *guild = guild_id ? books_loaded_guild(books, guild_id) : NULL;
	if (!guild_id)
		return;
	if (!guild || !guild->requested_this_chunk)
		books_want(books, WANTED_GUILD, guild_id, 0, NULL);
	if (!guild)
		return;
	guild->requested_this_chunk = true; /* what an earlier chunk left is taken at its word; the
			       store says when it is not so any more */
	if (!guild->exists)
		return;
	switch (record->type) {
	case RECORD_COMMAND:
	case RECORD_REJECT: want_command(books, &record->command); break;
	case RECORD_IMPORT: want_list(books, guild, record->import_start->account); break;
	case RECORD_POST: want_message(books, guild_id, record->post.message_id); break;
	case RECORD_DELIVERED: want_delivery(books, &record->delivered); break;
	case RECORD_GUILD:
	case RECORD_ROLE: want_roles(books, guild_id); break;
	case RECORD_MEMBER:
		want_roles(books, guild_id);
		want_member(books, guild_id, record->member.user_id);
		if (record->member.left)
			want_leaving(books, guild, record->member.user_id);
		break;
	default: break;
	}
}
