/* Which parts of the books a record refers to: what must be in the working set before it is
 * decided. */
#include <string.h>

#include "base/instant.h"
#include "base/lookalike.h"
#include "base/unicode.h"
#include "command/verbs.h"
#include "ledger/defaults.h"
#include "ledger/ledger.h"
#include "ledger/prefetch.h"
#include "ledger/setting_values.h"

static void want_user(struct books *books, uint64_t guild_id, uint64_t user_id)
{
	if (user_id && !books_user(books, guild_id, user_id))
		books_want(books, WANTED_USER, guild_id, user_id, NULL);
}

static void want_account(struct books *books, uint64_t guild_id, const char *name)
{
	const char *folded = text_fold(&books->chunk, name);
	if (!books_account_name(books, guild_id, folded))
		books_want(books, WANTED_ACCOUNT_NAME, guild_id, 0, folded);
}

/* What the rules book to goes by its names in both languages. */
static void want_named(struct books *books, uint64_t guild_id, const char *name)
{
	const struct default_account_names *known =
		default_account_called(text_fold(&books->chunk, name), books->rules);
	const char *spelling;
	want_account(books, guild_id, name);
	for (int i = 0; known && (spelling = default_account_spelling(known, books->rules, i)); i++)
		want_account(books, guild_id, spelling);
}

void want_reference(struct books *books, uint64_t guild_id, const char *text)
{
	uint64_t user_id;
	if (*text == '@' && snowflake_parse(text + 1, &user_id)) {
		want_user(books, guild_id, user_id);
		return;
	}
	want_named(books, guild_id, text);
	const char *tidy = text_tidy(&books->chunk, text);
	if (strcmp(tidy, text) != 0)
		want_named(books, guild_id, tidy);
}

/* "ACCOUNT" or "ACCOUNT=CURRENCY"; log rows of looser rules mean the whole by either. */
static void want_counted(struct books *books, uint64_t guild_id, const char *text)
{
	want_reference(books, guild_id, text);
	if (strchr(text, '='))
		want_reference(books, guild_id,
			       arena_copy(&books->chunk, text, strcspn(text, "=")));
}

static void want_arguments(struct books *books, const struct command *command)
{
	static const char *const keys[] = { "to", "who", "from", "account", "name" };
	for (size_t i = 0; i < command->argument_count; i++) {
		const struct argument *given = &command->arguments[i];
		if (strncmp(given->key, "count:", 6) == 0)
			want_counted(books, command->guild_id, given->key + 6);
		for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
			if (strcmp(given->key, keys[k]) == 0)
				want_reference(books, command->guild_id, given->value);
	}
}

static void want_message(struct books *books, uint64_t guild_id, uint64_t message_id)
{
	if (message_id <= books_guild(books, guild_id)->highest_message &&
	    !books_seen(books, guild_id, message_id))
		books_want(books, WANTED_MESSAGE, guild_id, message_id, NULL);
}

static void want_roles(struct books *books, uint64_t guild_id)
{
	if (!books_guild(books, guild_id)->has_roles)
		books_want(books, WANTED_ROLES, guild_id, 0, NULL);
}

static void want_member(struct books *books, uint64_t guild_id, uint64_t user_id)
{
	const struct user *user = user_id ? books_user(books, guild_id, user_id) : NULL;
	if (user_id && (!user || !user->member))
		books_want(books, WANTED_MEMBER, guild_id, user_id, NULL);
}

/* A request's number stands for whoever made it. */
static void want_request(struct books *books, uint64_t guild_id, const char *text)
{
	uint64_t number;
	const struct request *request;
	if (*text == '@' || !snowflake_parse(text, &number) || number > INT64_MAX)
		return;
	request = books_request(books, guild_id, (int64_t)number);
	if (request)
		want_member(books, guild_id, request->user_id);
	else
		books_want(books, WANTED_REQUEST, guild_id, number, NULL);
}

/* What a verb needs beyond users and accounts. */
enum beyond { BEYOND_ROLES = 1, BEYOND_PEOPLE = 2, BEYOND_FEES = 4, BEYOND_OWN_NAMES = 8 };

static unsigned beyond_accounts(enum verb_id verb)
{
	switch (verb) {
	case VERB_PERMIT:
	case VERB_PERMITS:
	case VERB_CONFIG: return BEYOND_ROLES;
	case VERB_UNREGISTER:
	case VERB_REJECT: return BEYOND_PEOPLE;
	case VERB_ROLE_GROUP: return BEYOND_ROLES | BEYOND_PEOPLE | BEYOND_FEES;
	case VERB_REGISTER:
	case VERB_APPROVE:
	case VERB_ROLES:
	case VERB_ROLE_TAKE:
	case VERB_ROLE_LEAVE:
	case VERB_ROLE_ALLOW:
	case VERB_ROLE_DENY:
	case VERB_ROLE_GRANT:
	case VERB_ROLE_REVOKE:
	case VERB_ROLE_LIST:
	case VERB_ROLE_WHO:
	case VERB_WHY: return BEYOND_ROLES | BEYOND_PEOPLE;
	case VERB_ACCOUNT_OPEN: return BEYOND_OWN_NAMES;
	default: return 0;
	}
}

static void want_people(struct books *books, const struct command *command)
{
	const char *who = command_argument(command, "who");
	uint64_t user_id;
	want_member(books, command->guild_id, command->author.id);
	if (who && *who == '@' && snowflake_parse(who + 1, &user_id))
		want_member(books, command->guild_id, user_id);
	else if (who)
		want_request(books, command->guild_id, who);
}

/* Whether the answer may name somebody else. */
static bool names_others(const struct command *command, enum verb_id verb)
{
	uint64_t user_id;
	for (size_t i = 0; i < command->argument_count; i++) {
		const struct argument *given = &command->arguments[i];
		const char *reference =
			strncmp(given->key, "count:", 6) == 0 ? given->key + 6 : given->value;
		if (*reference == '@' && snowflake_parse(reference + 1, &user_id) &&
		    user_id != command->author.id)
			return true;
	}
	return verb == VERB_REVERSE || verb == VERB_APPROVE || verb == VERB_REJECT;
}

static void want_command(struct books *books, const struct command *command)
{
	want_user(books, command->guild_id, command->author.id);
	want_message(books, command->guild_id, command->message_id);
	want_arguments(books, command);
	want_settings(books, command);
	const struct verb *verb = command->verb ? verb_named(command->verb) : NULL;
	unsigned beyond = verb ? beyond_accounts(verb->id) : 0;
	if (verb && names_others(command, verb->id) && !books->replayed &&
	    !books_guild(books, command->guild_id)->has_seen_names)
		books_want(books, WANTED_SEEN_NAMES, command->guild_id, 0, NULL);
	if (beyond & BEYOND_ROLES)
		want_roles(books, command->guild_id);
	if (beyond & BEYOND_PEOPLE)
		want_people(books, command);
	if (beyond & BEYOND_FEES)
		for (int lang = 0; lang < LANG_COUNT; lang++)
			want_account(
				books, command->guild_id,
				default_account_name(DEFAULT_FEES, (enum lang)lang, books->rules));
	if ((beyond & BEYOND_OWN_NAMES) && !books_guild(books, command->guild_id)->has_own_names)
		books_want(books, WANTED_OWN_NAMES, command->guild_id, 0, NULL);
}

/* Most deliveries are answers; a role's change says whose. */
static void want_delivery(struct books *books, const struct delivered *delivered)
{
	const struct role_delivery *found =
		books_role_delivery(books, delivered->guild_id, delivered->id);
	if (!found) {
		books_want(books, WANTED_DELIVERY, delivered->guild_id, (uint64_t)delivered->id,
			   NULL);
	} else if (found->exists) {
		want_roles(books, delivered->guild_id);
		want_member(books, delivered->guild_id, found->user_id);
	}
}

uint64_t ledger_guild_of(const struct record *record)
{
	switch (record->type) {
	case RECORD_COMMAND:
	case RECORD_REJECT:
	case RECORD_SKIP: return record->command.guild_id;
	case RECORD_GUILD: return record->guild.guild_id;
	case RECORD_ROLE: return record->role.guild_id;
	case RECORD_MEMBER: return record->member.guild_id;
	case RECORD_POST: return record->post.guild_id;
	case RECORD_DELIVERED: return record->delivered.guild_id;
	default: return 0;
	}
}

void ledger_references(struct books *books, const struct record *record)
{
	uint64_t guild_id = ledger_guild_of(record);
	struct guild *guild = guild_id ? books_guild(books, guild_id) : NULL;
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
	case RECORD_POST: want_message(books, guild_id, record->post.message_id); break;
	case RECORD_DELIVERED: want_delivery(books, &record->delivered); break;
	case RECORD_GUILD:
	case RECORD_ROLE: want_roles(books, guild_id); break;
	case RECORD_MEMBER:
		want_roles(books, guild_id);
		want_member(books, guild_id, record->member.user_id);
		break;
	default: break;
	}
}
