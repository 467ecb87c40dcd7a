/* Notices: to whom, by which way, and how they come into the outbox. */
#include "ledger/notices.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "command/typed_lines.h"
#include "ledger/lookups.h"
#include "ledger/outbox.h"
#include "ledger/payees.h"
#include "ledger/pending_rows.h"
#include "ledger/setting_values.h"
#include "ledger/untold.h"
#include "ledger/waiting.h"

struct verb_context notice_context(const struct verb_context *context)
{
	struct verb_context words = *context;
	struct command *command = arena_alloc(&context->books->chunk, sizeof *command);
	*command = (struct command){ .guild_id = context->guild->guild_id,
				     .source = SOURCE_DISCORD,
				     .time = context->time,
				     .lang = context->guild->lang };
	words.command = command;
	words.author = NULL;
	return words;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* tr() keeps the literal's arguments; msgfmt \
							--check holds the translation to them */
const char *notice_text(const struct verb_context *words, const char *format, ...)
{
	struct arena *arena = &words->books->chunk;
	va_list args;
	va_start(args, format);
	const char *text = arena_vprintf(
		arena, typed_lines(arena, tr(words->command->lang, format), members_prefix(words)),
		args);
	va_end(args);
	return text;
}
#pragma GCC diagnostic pop

const char *mention_of(const struct verb_context *context, uint64_t user_id)
{
	return arena_printf(&context->books->chunk, "<@%ju>", user_id);
}

uint64_t told_channel(const struct verb_context *context)
{
	/* what somebody approves elsewhere is told where it would have been told by itself */
	bool here = command_of_member(context->command) && context->command->channel_id;
	if (context->told_in && (context->approved || !here))
		return context->told_in;
	if (here)
		return context->command->channel_id;
	return context->waiting ? context->waiting->channel_id : 0;
}

bool is_told(const struct verb_context *context, const struct user *user)
{
	return context->books->rules >= RULES_FACES && user && user->name && !user->left &&
	       !(user->bot && context->books->rules >= RULES_MONTH) &&
	       user->key.id != context->command->author.id &&
	       user->key.id != guild_setting_id(context->guild, SETTING_BOT_ID);
}

static struct told *add_told(struct verb_context *context, const struct told *what)
{
	struct told *told = arena_alloc(&context->books->chunk, sizeof *told),
		    **end = &context->decision->told;
	while (*end)
		end = &(*end)->next;
	*told = *what;
	return *end = told;
}

/* Whether USER_ID is in LIST (NULL: none), whose ids are counted. */
static bool is_pinged(const char *list, uint64_t user_id, size_t *count)
{
	*count = 0;
	for (const char *at = list; at; at = strchr(at, ' '), ++*count) {
		at += *at == ' ';
		if (strtoull(at, NULL, 10) == user_id)
			return true;
	}
	return false;
}

/* Adds USER_ID to the ids of LIST, once, as long as a message takes one more; false where it does
 * not. */
static bool add_ping(struct arena *arena, const char **list, uint64_t user_id)
{
	const char *id = arena_printf(arena, "%ju", user_id);
	size_t count;
	if (is_pinged(*list, user_id, &count))
		return true;
	if (!*list) {
		*list = id;
		return true;
	}
	if (count >= MAX_PINGS)
		return false;
	*list = arena_printf(arena, "%s %s", *list, id);
	return true;
}

/* Pings USER in a message of this record that says the same to others in the channel already; false
 * where there is none, or none takes one more. */
static bool ping_there(struct verb_context *context, uint64_t channel_id, const char *text,
		       const struct user *user)
{
	for (struct told *told = context->decision->told; told; told = told->next)
		if (told->text && told->pings && told->channel_id == channel_id &&
		    strcmp(told->text, text) == 0 &&
		    add_ping(&context->books->chunk, &told->pings, user->key.id)) {
			told->user = NULL;
			return true;
		}
	return false;
}

static void tell_there(struct verb_context *context, struct user *user, const char *text,
		       bool pinged)
{
	uint64_t channel_id = told_channel(context);
	if (pinged && ping_there(context, channel_id, text, user))
		return;
	struct told told = { .user = user, .text = text, .channel_id = channel_id };
	if (pinged)
		add_ping(&context->books->chunk, &told.pings, user->key.id);
	add_told(context, &told);
}

struct untold_ref leave_untold(struct verb_context *context, const struct user *user)
{
	struct untold_ref later = { 0 };
	struct told **at = &context->decision->told;
	while (*at)
		if ((*at)->moved && (*at)->user == user) {
			later = (*at)->later;
			*at = (*at)->next;
		} else {
			at = &(*at)->next;
		}
	return later;
}

bool tell(struct verb_context *context, struct user *user, const char *text, const char *alone,
	  unsigned how, bool moved)
{
	enum notices wish = user->preferences.notices;
	bool answered = command_answer_notifies(context->command),
	     apart = !answered || how & TELL_APART;
	if (how & TELL_QUIET && wish != NOTICES_DM)
		return false;
	if (wish == NOTICES_DM || (wish == NOTICES_PING && !told_channel(context)) ||
	    (wish == NOTICES_OFF && how & TELL_DECISION && !told_channel(context)))
		add_told(context,
			 &(struct told){ .user = user,
					 .moved = moved,
					 .text = alone ? arena_printf(&context->books->chunk,
								      "%s %s", text, alone)
						       : text });
	else if (wish == NOTICES_PING && !apart)
		add_told(context, &(struct told){ .user = user, .moved = moved });
	else if (apart && (wish == NOTICES_PING || how & TELL_DECISION))
		tell_there(context, user, text, wish == NOTICES_PING);
	else
		return false;
	return true;
}

void tell_user_more(struct verb_context *context, struct user *user, const char *text,
		    const char *alone, unsigned how)
{
	if (!is_told(context, user))
		return;
	/* what was said of their money is said better */
	struct untold_ref later = leave_untold(context, user);
	if (!tell(context, user, text, alone, how, false) && later.kind)
		tell_later(context, user, later);
}

void tell_user(struct verb_context *context, struct user *user, const char *text, unsigned how)
{
	tell_user_more(context, user, text, NULL, how);
}

void tell_channel(struct verb_context *context, uint64_t channel_id, const char *text,
		  struct user *const *pinged, size_t count)
{
	struct told *told = NULL;
	if (!channel_id)
		return;
	told = add_told(context, &(struct told){ .text = text, .channel_id = channel_id });
	for (size_t i = 0; i < count; i++) {
		if (!is_told(context, pinged[i]) || pinged[i]->preferences.notices != NOTICES_PING)
			continue;
		if (add_ping(&context->books->chunk, &told->pings, pinged[i]->key.id))
			continue;
		told = add_told(context, &(struct told){ .text = "", .channel_id = channel_id });
		add_ping(&context->books->chunk, &told->pings, pinged[i]->key.id);
	}
}

/* A role that makes treasurers, and is not everyone's. */
static bool makes_treasurers(const struct guild *guild, const struct permit_row *row)
{
	return row->permits & PERMIT_TREASURER && row->role_id != guild->guild_id;
}

void want_treasurers(struct books *books, const struct guild *guild)
{
	if (guild_setting_id(guild, SETTING_TREASURY_CHANNEL))
		return;
	books_want(books, WANTED_ROLES, guild->guild_id, 0, NULL);
	for (const struct permit_row *row = guild->permits; row; row = row->next)
		if (makes_treasurers(guild, row))
			books_want(books, WANTED_WEARERS, guild->guild_id, row->role_id, NULL);
	if (guild->owner_id)
		books_want(books, WANTED_USER, guild->guild_id, guild->owner_id, NULL);
}

static void tell_alone(struct verb_context *context, struct user *user, const char *text)
{
	for (const struct told *told = context->decision->told; told; told = told->next)
		if (told->user == user && told->text == text)
			return; /* by another role of theirs */
	add_told(context, &(struct told){ .user = user, .text = text });
}

/* How many treasurers there are, beside the author. */
static size_t tell_wearers(struct verb_context *context, const char *text)
{
	const struct guild *guild = context->guild;
	size_t told = 0;
	for (const struct permit_row *row = guild->permits; row; row = row->next) {
		size_t count = 0;
		struct user **wearers = makes_treasurers(guild, row)
						? role_wearers(context, row->role_id, &count)
						: NULL;
		for (size_t i = 0; i < count; i++) {
			if (!is_told(context, wearers[i]))
				continue;
			tell_alone(context, wearers[i], text);
			told++;
		}
	}
	return told;
}

void tell_treasurers(struct verb_context *context, const char *text)
{
	const struct guild *guild = context->guild;
	uint64_t channel_id = guild_setting_id(guild, SETTING_TREASURY_CHANNEL);
	if (channel_id) {
		add_told(context, &(struct told){ .text = text, .channel_id = channel_id });
		return;
	}
	struct user *owner = guild->owner_id && tell_wearers(context, text) == 0
				     ? books_user(context->books, guild->guild_id, guild->owner_id)
				     : NULL;
	if (is_told(context, owner))
		tell_alone(context, owner, text);
}

/* The number whose messages can be answered with `yes`; 0: none. */
static int64_t what_about(const struct books *books, const struct decision *decision)
{
	if (books->rules < RULES_MONTH)
		return 0; /* nobody kept it then */
	return decision->numbers ? decision->first_number : decision->about;
}

static void add_notice(struct books *books, struct guild *guild, const struct decision *decision,
		       const struct told *told, int64_t seq)
{
	struct delivery_row *row =
		add_delivery(books, guild, told->channel_id ? DELIVER_POST : DELIVER_DM, seq);
	row->channel_id = told->channel_id;
	row->user_id = told->user ? told->user->key.id : 0;
	row->content = told->text;
	row->pings = told->pings;
	row->notice = true;
	row->about = what_about(books, decision);
}

/* Pings whom the answer has no room for by posts of their own behind it. */
static void ping_behind(struct books *books, struct guild *guild, const struct decision *decision,
			const struct told *rest, const struct delivery_row *reply, int64_t seq)
{
	struct told post = { .text = "", .channel_id = reply->channel_id };
	size_t count;
	if (books->rules < RULES_MONTH)
		return;
	for (; rest; rest = rest->next) {
		if (rest->text || rest->later.kind ||
		    is_pinged(reply->pings, rest->user->key.id, &count) ||
		    add_ping(&books->chunk, &post.pings, rest->user->key.id))
			continue;
		add_notice(books, guild, decision, &post, seq);
		post.pings = NULL;
		add_ping(&books->chunk, &post.pings, rest->user->key.id);
	}
	if (post.pings)
		add_notice(books, guild, decision, &post, seq);
}

void add_notices(struct books *books, struct guild *guild, const struct decision *decision,
		 struct delivery_row *reply, int64_t seq)
{
	const struct told *rest = NULL;
	if (reply)
		reply->about = what_about(books, decision);
	if (decision->status != STATUS_OK && !decision->tells_refused)
		return;
	for (const struct told *told = decision->told; told; told = told->next)
		if (told->later.kind)
			keep_untold(books, told->user, &told->later);
		else if (told->text)
			add_notice(books, guild, decision, told, seq);
		else if (reply && !add_ping(&books->chunk, &reply->pings, told->user->key.id) &&
			 !rest)
			rest = told;
	if (rest)
		ping_behind(books, guild, decision, rest, reply, seq);
}
