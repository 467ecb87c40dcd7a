/* One record decided: is it new, who asks, may they, what does the verb say. */
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "command/parse.h"
#include "command/typed_lines.h"
#include "ledger/evidence.h"
#include "ledger/lookups.h"
#include "ledger/outbox.h"
#include "ledger/setting_values.h"
#include "ledger/settlement.h"
#include "command/report_names.h"
#include "ledger/verb_support.h"
#include "record/import_record.h"

const char *const status_names[] = { "ok", "rejected", "denied", "duplicate", "skipped", "failed" };

/* The rule of each verb: the one place that finds it. */
static void (*const rules[VERB_COUNT])(struct verb_context *) = {
#define RULE(id, name) [VERB_##id] = decide_##name,
	VERB_LIST(RULE)
#undef RULE
};

void apply_rule(struct verb_context *context)
{
	rules[context->verb->id](context);
}

/* Whether the author is one whom the guild answers at all. */
static bool identified(struct verb_context *context)
{
	const struct author *author = &context->command->author;
	if (!command_of_member(context->command))
		return true;
	if (!author->identified)
		context_deny(context, "not_identified",
			     N_("Your roles could not be read, so nothing was done. Try again "
				"later."));
	else if (!author->member)
		context_deny(context, "not_a_member",
			     N_("Only members of this community can use its books."));
	else
		return true;
	return false;
}

/* Of the verb, or of the report that is asked for. */
static enum permit needed_permit(const struct verb_context *context)
{
	const char *name =
		context->verb->id == VERB_REPORT ? context_argument(context, "name") : NULL;
	const struct report_name *report = name ? report_name_of(name) : NULL;
	if (decides_by_old_rules(context))
		return PERMIT_TREASURER;
	return report && report->permit ? report->permit : context->verb->permit;
}

static bool permitted(struct verb_context *context)
{
	enum permit permit = needed_permit(context);
	const char *words = context->verb->words[context->command->lang];
	if (context->permits & permit)
		return true;
	if (permit == PERMIT_MEMBER) {
		context_deny(context, "missing_permit",
			     N_("Your roles do not let you use these books. Ask an admin for a "
				"role "
				"that does."));
	} else {
		context_deny(context, "missing_permit",
			     N_("To use “%.*s” you need the permit %s, which your roles do not "
				"give."),
			     (int)strcspn(words, "|"), words,
			     tr(context->command->lang, permit_name(permit)));
	}
	return false;
}

/* "@0", "&000": Discord gives nothing the id 0. */
static bool names_nobody(const char *text)
{
	return text && (*text == '@' || *text == '&') && text[1] &&
	       strspn(text + 1, "0") == strlen(text + 1);
}

/* Whether several payees were given instead of PARAMETER, one of LIST: `pay`. */
static bool stands_for(const struct verb_context *context, const struct parameter *list,
		       const struct parameter *parameter)
{
	return parameter > list && parameter[-1].kind == PARAM_PAYEES &&
	       parameter->kind == PARAM_ACCOUNT && context_argument(context, parameter[-1].key);
}

/* A record from elsewhere may lack what the parser always gives, and hold what it never does. */
static bool complete(struct verb_context *context)
{
	for (const struct parameter *parameter = context->verb->parameters; parameter->key;
	     parameter++) {
		const char *given = context_argument(context, parameter->key);
		if (parameter->kind != PARAM_MEMO && names_nobody(given) && strict_rules(context)) {
			context_refuse(context, "bad_id",
				       N_("“%s” is neither a member nor a role: choose one from "
					  "the list "
					  "that appears when you type @."),
				       escape_markdown(context, given));
			return false;
		}
		if (parameter->optional || parameter->kind == PARAM_OPTIONS ||
		    parameter->kind == PARAM_MEMO || given ||
		    stands_for(context, context->verb->parameters, parameter))
			continue;
		context_refuse(context, "missing_argument", N_("“%s” is missing."),
			       parameter->name[context->command->lang]);
		return false;
	}
	return true;
}

static void refuse_unreadable(struct verb_context *context)
{
	const struct command *command = context->command;
	struct decision *decision = context->decision;
	struct buf text = { 0 };
	const char *parts[] = { command->error_hint, command->error_detail };
	/* who read a message knew the prefix, who read an interaction did not */
	const char *prefix = command->source == SOURCE_INTERACTION
				     ? setting_text(SETTING_PREFIX, NULL)
				     : guild_setting_text(context->guild, SETTING_PREFIX);
	if (parts[0] && command_of_member(command) && strcmp(prefix, typed_prefix(context)) != 0)
		parts[0] = lines_with_prefix(&context->books->chunk, parts[0], prefix,
					     typed_prefix(context));
	for (size_t i = 0; i < 2; i++)
		if (parts[i] && *parts[i])
			buf_printf(&text, i && text.length ? " (%s)" : "%s", parts[i]);
	decision->status = STATUS_REJECTED;
	decision->code = command->error_code;
	decision->text = arena_strdup(&context->books->chunk, buf_string(&text));
	buf_free(&text);
}

static void greet_author(struct verb_context *context)
{
	const struct author *author = &context->command->author;
	if (!command_of_member(context->command) || !author->id)
		return;
	context->author = books_user(context->books, context->guild->guild_id, author->id);
	books_keep_user(context->author);
	/* What is done again after it was set aside brings the name of then. */
	bool newest = !strict_rules(context) ||
		      context->command->message_id > context->guild->highest_message;
	if (!context->author->name ||
	    (newest && strcmp(context->author->name, author->name) != 0)) {
		context->author->forgotten = false; /* they came back by their own will */
		books_name_user(context->books, context->author, author->name);
	}
	books_active_user(context->books, context->author, context->time / DAY_MS);
}

/* A command whose words were forgotten says what came of it: that comes of it again. Nothing else
 * can, as it did nothing. */
static bool forgotten(struct verb_context *context)
{
	const struct command *command = context->command;
	for (enum status status = STATUS_REJECTED;
	     command->forgotten_status && status <= STATUS_DENIED; status++)
		if (strcmp(status_names[status], command->forgotten_status) == 0) {
			context->decision->status = status;
			context->decision->code =
				command->forgotten_code ? command->forgotten_code : "forgotten";
			context->decision->text = "…";
			return true;
		}
	if (!command->forgotten_status || !strict_rules(context))
		return false;
	/* It was set aside, and is done again: without its words it would be another command. */
	context_refuse(context, "forgotten",
		       N_("The words of this command were forgotten, so nothing was done."));
	return true;
}

/* Somebody who was seen before, and is no member now: they have a share as well, and nothing more
 * is kept of them. NULL: anybody else. */
static struct user *known_author(const struct verb_context *context)
{
	const struct author *author = &context->command->author;
	struct user *user =
		author->identified && author->id
			? books_user(context->books, context->guild->guild_id, author->id)
			: NULL;
	return user && user->name ? user : NULL;
}

static void apply_verb(struct verb_context *context)
{
	if (!context->verb)
		context_refuse(context, "unknown_verb",
			       N_("“%s” is not a command of these books; `!help` lists them."),
			       escape_markdown(context, context->command->verb));
	else if (!forgotten(context) && permitted(context) && complete(context) &&
		 !refuse_own_by_office(context))
		apply_rule(context);
	/* nobody is left without an answer, but small talk, which no interaction is */
	if (strict_rules(context) && !context->decision->text &&
	    (context->decision->status != STATUS_SKIPPED ||
	     context->command->source == SOURCE_INTERACTION) &&
	    context->decision->need == NEED_NOTHING)
		context_refuse(context, "not_understood",
			       N_("That command is not complete or not understood; `!help` shows "
				  "the "
				  "commands."));
}

/* NULL: the record names no verb, one that came after its rules, or one that only schedules or
 * lists of banks write. */
static const struct verb *known_verb(const struct verb_context *context)
{
	const struct verb *verb = verb_named(context->command->verb);
	bool later = verb && verb->traits & TRAIT_OF_MONTH && context->books->rules < RULES_MONTH;
	bool bank = verb && verb->traits & TRAIT_OF_BANK && context->books->rules < RULES_BANK;
	bool year = verb && verb->traits & TRAIT_OF_YEAR && context->books->rules < RULES_YEAR;
	bool written = verb && verb->traits & TRAIT_SCHEDULED &&
		       context->command->source != SOURCE_SCHEDULE;
	bool imported = verb && verb->traits & TRAIT_IMPORTED && !context->command->line;
	return later || bank || year || written || imported ? NULL : verb;
}

static void decide_command(struct verb_context *context, bool reject)
{
	struct decision *decision = context->decision;
	decision->hint =
		reject && context->command->source == SOURCE_DISCORD && context->command->near_miss;
	if (decision->hint && !hint_is_due(context)) {
		drop_chatter(context);
		return;
	}
	if (!identified(context)) {
		context->author = known_author(context);
		if (context->author)
			beyond_share(context);
		return;
	}
	greet_author(context);
	context->permits =
		permits_of(context->guild, &context->command->author, context->command->source);
	context->verb = reject ? NULL : known_verb(context);
	if (context->verb && context->author && context->author->preferences.untold &&
	    context->books->rules >= RULES_YEAR)
		decision->listener = context->author;
	bool chatter = reject || (context->verb && context->verb->traits & TRAIT_ASKS);
	if (chatter && beyond_share(context))
		return;
	if (reject)
		refuse_unreadable(context);
	else
		apply_verb(context);
	tell_evidence(context);
	if (context->books->credited)
		settle_debts(context);
	/* it booked nothing either */
	if (!chatter && (decision->status == STATUS_REJECTED || decision->status == STATUS_DENIED))
		beyond_share(context);
}

/* A line of a bank's list that names no language is answered in the guild's. */
static const struct command *in_its_language(struct books *books, const struct guild *guild,
					     const struct command *command)
{
	if (!command->line || command->line->lang_told || !guild->exists)
		return command;
	struct command *copy = arena_alloc(&books->chunk, sizeof *copy);
	*copy = *command;
	copy->lang = guild->lang;
	return copy;
}

/* No books of it are here. A member reads the answer to an interaction. */
static void refuse_guild(struct verb_context *context)
{
	const char *place = context->guild->place;
	bool by_member = context->command->source == SOURCE_INTERACTION;
	char time[INSTANT_TEXT_SIZE];
	if (place && by_member)
		context_refuse(context, "guild_moved",
			       N_("The books of this community are being moved. Try again in a "
				  "minute."));
	else if (place && !*place)
		context_refuse(
			context, "guild_moved",
			N_("A move of the books of guild %ju to here was begun at %s and has "
			   "not ended. `guildledger where` says where they are now; gl-db "
			   "move with the same two places goes on with it."),
			context->command->guild_id, instant_format(context->guild->moved, time));
	else if (place)
		context_refuse(context, "guild_moved", N_("The books of guild %ju are at %s now."),
			       context->command->guild_id, place);
	else if (by_member)
		context_refuse(context, "unknown_guild",
			       N_("This community has no books here yet. Ask whoever runs this "
				  "bot to add it."));
	else
		context_refuse(context, "unknown_guild",
			       N_("These books hold no guild %ju; start it with gl-db init."),
			       context->command->guild_id);
}

static bool decide_message(struct books *books, const struct record *record,
			   struct decision *decision)
{
	struct guild *guild = books_guild(books, record->command.guild_id);
	const struct command *command = in_its_language(books, guild, &record->command);
	struct verb_context context = { .books = books,
					.guild = guild,
					.command = command,
					.time = command_time(command),
					.decision = decision };
	if (!guild->exists) {
		refuse_guild(&context);
		return false;
	}
	if (record->type == RECORD_SKIP) {
		decision->status = STATUS_SKIPPED;
		return true;
	}
	if (command->message_id && books_seen(books, command->guild_id, command->message_id)) {
		decision->status = STATUS_DUPLICATE;
		decision->code = "duplicate";
		return true;
	}
	decide_command(&context, record->type == RECORD_REJECT);
	return true;
}

bool record_is_message(const struct record *record)
{
	return record->type == RECORD_COMMAND || record->type == RECORD_REJECT ||
	       record->type == RECORD_SKIP;
}

uint64_t channel_of_post(const struct guild *guild, const struct post *post)
{
	return post->channel_id ? post->channel_id : report_channel(guild);
}

static void decide_post(struct books *books, const struct guild *guild, const struct post *post,
			struct decision *decision)
{
	if (books_seen(books, post->guild_id, post->message_id)) {
		decision->status = STATUS_DUPLICATE;
		decision->code = "duplicate";
	} else if (!channel_of_post(guild, post)) {
		decision->status = STATUS_REJECTED;
		decision->code = "no_report_channel";
		decision->text = typed_text(&books->chunk,
					    tr(guild->lang, N_("No channel is set: `!config "
							       "report.channel #channel`")),
					    guild_setting_text(guild, SETTING_PREFIX));
	}
}

void ledger_decide(struct books *books, const struct record *record, struct decision *decision)
{
	memset(decision, 0, sizeof *decision);
	if (record_is_message(record)) {
		decide_message(books, record, decision);
		return;
	}
	if (!ledger_guild_of(record)) {
		decision->status = STATUS_SKIPPED;
		return;
	}
	struct guild *guild = books_guild(books, ledger_guild_of(record));
	if (!guild->exists) {
		decision->status = STATUS_REJECTED;
		decision->code = guild->place ? "guild_moved" : "unknown_guild";
	} else if (record->type == RECORD_POST) {
		decide_post(books, guild, &record->post, decision);
	} else if (record->type == RECORD_DELIVERED) {
		apply_delivered(books, guild, &record->delivered, decision);
	} else if (record->type == RECORD_IMPORT) {
		decide_import(books, guild, record->import_start, decision);
	} else if (record->type == RECORD_SUM_SEED
			   ? !apply_sum_seed(books, guild, &record->sum_seed)
			   : !apply_roster(books, guild, record, decision)) {
		decision->status = STATUS_SKIPPED; /* as it was: nothing to log */
	}
}
