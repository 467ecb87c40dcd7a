/* Which parts of the books a record refers to: what must be in the working set before it is decided. */
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "ledger/ledger.h"

static void want_user(struct books *books, uint64_t guild_id, uint64_t user_id)
{
	if (user_id && !books_user(books, guild_id, user_id))
		books_want(books, WANTED_USER, guild_id, user_id, NULL);
}

static void want_reference(struct books *books, uint64_t guild_id, const char *text)
{
	uint64_t user_id;
	if (*text == '@' && snowflake_parse(text + 1, &user_id)) {
		want_user(books, guild_id, user_id);
		return;
	}
	const char *folded = text_fold(&books->chunk, text);
	if (!books_account_name(books, guild_id, folded))
		books_want(books, WANTED_ACCOUNT_NAME, guild_id, 0, folded);
}

static void want_arguments(struct books *books, const struct command *command)
{
	static const char *const keys[] = { "to", "who", "from", "account", "name" };
	for (size_t i = 0; i < command->argument_count; i++) {
		const struct argument *given = &command->arguments[i];
		if (strncmp(given->key, "count:", 6) == 0)
			want_reference(books, command->guild_id, given->key + 6);
		for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
			if (strcmp(given->key, keys[k]) == 0)
				want_reference(books, command->guild_id, given->value);
	}
}

static void want_message(struct books *books, uint64_t guild_id, uint64_t message_id)
{
	if (message_id <= books_guild(books, guild_id)->highest_message && !books_seen(books, guild_id, message_id))
		books_want(books, WANTED_MESSAGE, guild_id, message_id, NULL);
}

static void want_command(struct books *books, const struct command *command)
{
	const struct guild *guild = books_guild(books, command->guild_id);
	if (!guild->exists)
		return;
	want_user(books, command->guild_id, command->author.id);
	want_message(books, command->guild_id, command->message_id);
	want_arguments(books, command);
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
	if (!guild_id)
		return;
	if (!books_guild(books, guild_id))
		books_want(books, WANTED_GUILD, guild_id, 0, NULL);
	else if (record->type == RECORD_COMMAND || record->type == RECORD_REJECT)
		want_command(books, &record->command);
	else if (record->type == RECORD_POST)
		want_message(books, guild_id, record->post.message_id);
	else if (record->type == RECORD_MEMBER && books_guild(books, guild_id)->exists)
		want_user(books, guild_id, record->member.user_id);
}
