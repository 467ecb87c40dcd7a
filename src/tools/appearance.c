/* The appearance of answers, from their row of the verb table and of the log. */
#include "tools/appearance.h"

#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "command/setting_rows.h"
#include "command/verbs.h"
#include "site/paths.h"
#include "tools/message_buttons.h"

/* Each is told from the others, and from Discord's light and dark grounds, also by people who
 * confuse red and green. */
enum {
	COLOR_IN = 0x2da44e,
	COLOR_OUT = 0xd4722b,
	COLOR_BETWEEN = 0x2a7f9e,
	COLOR_REVERSAL = 0xbf8700,
	COLOR_BATCH = 0x8250df,
	COLOR_REPORT = 0x6e7781
};

static uint32_t color_of(uint64_t traits)
{
	return traits & TRAIT_SEALS         ? COLOR_BATCH
	       : traits & TRAIT_REVERSES    ? COLOR_REVERSAL
	       : traits & TRAIT_PAYS_IN     ? COLOR_IN
	       : traits & TRAIT_PAYS_OUT    ? COLOR_OUT
	       : traits & TRAIT_MOVES_MONEY ? COLOR_BETWEEN
					    : COLOR_REPORT;
}

static bool takes(const struct verb *verb, const char *key)
{
	for (const struct parameter *parameter = verb->parameters; parameter->key; parameter++)
		if (strcmp(parameter->key, key) == 0)
			return true;
	return false;
}

static int64_t number_of(const cJSON *arguments, const char *key)
{
	uint64_t number = 0;
	json_id(arguments, key, &number);
	return (int64_t)number;
}

/* The page of the account that NAMED means ("@ID" or a name; NULL: the author's own). */
static void account_page(struct store *store, const struct answered_command *command,
			 const char *named, struct buf *path)
{
	struct arena arena = { 0 };
	uint64_t user = command->author_id;
	bool own_name = named && *named != '@';
	if (named && (own_name || !snowflake_parse(named + 1, &user)))
		user = 0;
	struct binding bindings[] = {
		bind_integer(":guild", (int64_t)command->guild_id),
		bind_optional(":user", (int64_t)user),
		bind_text(":name", own_name ? text_fold(&arena, named) : ""),
	};
	int64_t account = store_number(store, "outbox account", bindings, 3);
	if (account)
		site_path_account(path, account);
	else
		site_path_report(path, "balances");
	arena_free(&arena);
}

/* The page of what was asked for. */
static void page_asked_for(struct store *store, const struct answered_command *command,
			   const struct verb *verb, const cJSON *arguments, struct buf *path)
{
	const char *report = json_text(arguments, "name"), *who = json_text(arguments, "who"),
		   *account = json_text(arguments, "account");
	int64_t transaction = number_of(arguments, "transaction"),
		batch = number_of(arguments, "batch");
	if (batch)
		site_path_batch(path, batch);
	else if (transaction)
		site_path_transaction(path, transaction);
	else if (who || account || takes(verb, "who"))
		account_page(store, command, who ? who : account, path);
	else
		site_path_report(path, report ? report : takes(verb, "batch") ? "batches" : "");
}

static void add_link(struct store *store, struct arena *arena,
		     const struct answered_command *command, const struct verb *verb,
		     const cJSON *arguments, struct appearance *appearance)
{
	struct buf path = { 0 }, url = { 0 };
	uint64_t traits = verb ? verb->traits : 0;
	if (command->batch && (traits & TRAIT_SEALS || !command->transaction))
		site_path_batch(&path, command->batch);
	else if (command->transaction)
		site_path_transaction(&path, command->transaction);
	else if (verb)
		page_asked_for(store, command, verb, arguments, &path);
	else
		site_path_report(&path, "");
	site_address(&url, command->site, command->lang, buf_string(&path));
	if (url.length <= LONGEST_BUTTON_URL) {
		appearance->label = tr(command->lang, N_("View on the site"));
		appearance->url = arena_copy(arena, buf_string(&url), url.length);
	}
	buf_free(&path);
	buf_free(&url);
}

/* A post that shows a table or begins with a title is a report; what an operator says is text. */
static bool looks_like_report(const char *content)
{
	return content && (strncmp(content, "```", 3) == 0 || strncmp(content, "**", 2) == 0);
}

struct appearance appearance_of(struct store *store, struct arena *arena,
				const struct answered_command *command)
{
	struct appearance appearance = { 0 };
	const struct verb *verb = command->verb ? verb_named(command->verb) : NULL;
	struct arena reading = { 0 };
	const char *why, *json = command->arguments ? command->arguments : "{}";
	bool ok = command->status && strcmp(command->status, "ok") == 0;
	bool answer = command->whole && verb && verb->title;
	bool sheet = command->kind == DELIVER_POST && verb && verb->traits & TRAIT_SEALS;
	bool post = command->kind == DELIVER_POST && !verb && looks_like_report(command->content);
	bool embed = command->kind <= DELIVER_DM && (answer || sheet || post);
	if (!ok || (!embed && !command->buttons))
		return appearance;
	const cJSON *arguments =
		json_value(&reading, arena_strdup(&reading, json), strlen(json), &why);
	if (embed) {
		appearance.title = tr(command->lang, verb ? verb->title : N_("Report"));
		appearance.color = color_of(verb ? verb->traits : 0);
	}
	if (embed && command->site && strcmp(command->site, SETTING_NONE) != 0)
		add_link(store, arena, command, verb, arguments, &appearance);
	if (command->buttons)
		add_message_buttons(store, arena, command, verb, arguments, &appearance);
	arena_free(&reading);
	return appearance;
}
