/* The verbs private, hidden and notices: each shows what a member chose, or changes it. */
#include "ledger/preferences.h"

#include <stdlib.h>
#include <string.h>

#include "base/instant.h"
#include "ledger/lookups.h"
#include "ledger/pending_rows.h"
#include "ledger/setting_values.h"
#include "ledger/untold.h"
#include "ledger/verb_support.h"

/* As the books hold them; each is called as the verb that sets it. */
static const enum verb_id setters[] = { VERB_PRIVATE, VERB_HIDDEN, VERB_NOTICES };
static const char *const notice_names[] = { "ping", "dm", "off" };

static void take(struct preferences *preferences, const char *name, const char *value)
{
	bool on = strcmp(value, "on") == 0;
	enum verb_id setter = VERB_COUNT;
	for (size_t i = 0; i < sizeof setters / sizeof *setters; i++)
		if (strcmp(verb_table[setters[i]].name, name) == 0)
			setter = setters[i];
	if (setter == VERB_PRIVATE)
		preferences->is_private = on;
	else if (setter == VERB_HIDDEN)
		preferences->hidden = on;
	else if (strcmp(name, STATEMENT_PREFERENCE) == 0)
		preferences->monthly_statement = on;
	for (int i = NOTICES_PING; i <= NOTICES_OFF && setter == VERB_NOTICES; i++)
		if (strcmp(notice_names[i], value) == 0)
			preferences->notices = (enum notices)i;
}

/* A word of *TEXT, which moves behind it. Longer ones are no word of ours: they are cut. */
static void next_word(const char **text, char word[static 24])
{
	*text += strspn(*text, " ");
	size_t length = strcspn(*text, " "), kept = length < 23 ? length : 23;
	memcpy(word, *text, kept);
	word[kept] = '\0';
	*text += length;
}

void preferences_read(struct books *books, struct user *user, const char *text)
{
	char name[24], value[24];
	while (*text) {
		next_word(&text, name);
		const char *whole = text + strspn(text, " ");
		next_word(&text, value);
		if (strcmp(name, UNTOLD_PREFERENCE) == 0)
			user->preferences.untold =
				untold_read(books, whole, (size_t)(text - whole));
		else
			take(&user->preferences, name, value);
	}
}

static void keep(struct books *books, struct user *user, const char *name, const char *value)
{
	struct detail_row *row =
		books_detail(books, DETAIL_PREFERENCE, user->key.guild_id, user->key.id);
	take(&user->preferences, name, value);
	row->preference.name = name;
	row->preference.value = value;
}

void preferences_set_statement(struct books *books, struct user *user, bool monthly)
{
	keep(books, user, STATEMENT_PREFERENCE, monthly ? "on" : "off");
}

void preferences_set_notices(struct books *books, struct user *user, enum notices notices)
{
	keep(books, user, verb_table[VERB_NOTICES].name, notice_names[notices]);
}

static struct blocked_user *blocked_user(const struct user *user, uint64_t other_id)
{
	struct blocked_user *blocked = user->preferences.blocked;
	while (blocked && blocked->user_id != other_id)
		blocked = blocked->next;
	return blocked;
}

static void take_blocked(struct books *books, struct user *user, uint64_t other_id, bool is_blocked)
{
	struct blocked_user *blocked = blocked_user(user, other_id);
	if (!blocked) {
		blocked = arena_alloc(&books->memory, sizeof *blocked);
		*blocked = (struct blocked_user){ user->preferences.blocked, other_id, false };
		user->preferences.blocked = blocked;
	}
	blocked->freed = !is_blocked;
}

void preferences_read_blocked(struct books *books, struct user *user, const char *text)
{
	while (*text) {
		char id[24];
		uint64_t other_id;
		next_word(&text, id);
		if (snowflake_parse(id, &other_id))
			take_blocked(books, user, other_id, true);
	}
}

bool preferences_blocks(const struct user *user, uint64_t other_id)
{
	const struct blocked_user *blocked = blocked_user(user, other_id);
	return blocked && !blocked->freed;
}

void preferences_block(struct books *books, struct user *user, uint64_t other_id, bool blocked)
{
	struct detail_row *row =
		books_detail(books, DETAIL_PREFERENCE, user->key.guild_id, user->key.id);
	take_blocked(books, user, other_id, blocked);
	row->preference.name = "blocked";
	row->preference.about = other_id;
	row->preference.value = blocked ? "on" : "off";
}

void preferences_drop(struct books *books, struct user *user)
{
	user->preferences = (struct preferences){ 0 };
	books_detail(books, DETAIL_PREFERENCES_GONE, user->key.guild_id, user->key.id);
}

bool wants_private(const struct guild *guild, const struct user *user)
{
	return user->preferences.is_private || guild_setting_bool(guild, SETTING_ANSWERS_PRIVATE);
}

/* Keeps what the author chose, if they named something. False after a refusal. */
static bool choose(struct verb_context *context)
{
	const char *value = context_argument(context, "value");
	if (!context->author) {
		context_refuse(context, "no_preferences",
			       N_("An operator has no account, so there is nothing to choose."));
		return false;
	}
	if (beyond_share(context))
		return false;
	if (value)
		keep(context->books, context->author, context->verb->name,
		     arena_strdup(&context->books->chunk, value));
	return true;
}

void decide_private(struct verb_context *context)
{
	if (!choose(context))
		return;
	if (context->author->preferences.is_private)
		context_answer(context, N_("Private is on: your balance, history and statement "
					   "come as direct messages, and channels do not show what "
					   "you have. Write `!private off` to turn it off."));
	else if (wants_private(context->guild, context->author))
		context_answer(context, N_("In this community balances, histories and statements "
					   "always "
					   "come as direct messages."));
	else
		context_answer(context, N_("Private is off: I answer in the channel. Write "
					   "`!private on` to get your balance, history and "
					   "statement as direct messages."));
}

void decide_hidden(struct verb_context *context)
{
	if (!choose(context))
		return;
	if (context->author->preferences.hidden)
		context_answer(context, N_("You do not appear in `!top`. Write `!hidden off` to "
					   "appear there again."));
	else
		context_answer(context, N_("You can appear in `!top`. Write `!hidden on` to be "
					   "left out."));
}

/* notices block, and unblock: whose requests for money the author wants none of. */
static void choose_blocked(struct verb_context *context, const char *who, bool block)
{
	const struct user *other = mentioned_user(context, who);
	if (!context->author) {
		context_refuse(context, "no_preferences",
			       N_("An operator has no account, so there is nothing to choose."));
	} else if (!other || !other->name) {
		context_refuse(context, "unknown_user",
			       N_("The person you mention has no account and was never seen here; "
				  "check "
				  "the mention."));
	} else if (other == context->author) {
		context_refuse(context, "self_request", N_("You cannot ask yourself for money."));
	} else if (!beyond_share(context)) {
		preferences_block(context->books, context->author, other->key.id, block);
		if (block)
			context_answer(context,
				       N_("%s can no longer ask you for money. What they asked "
					  "before still waits: `!requests`."),
				       person_label(context, other));
		else
			context_answer(context, N_("%s can ask you for money again."),
				       person_label(context, other));
	}
}

static int by_rising_id(const void *one, const void *other)
{
	const uint64_t *a = one, *b = other;
	return *a < *b ? -1 : *a > *b;
}

/* Whom the author blocked, in an order that does not hang on when; the first ones of many. */
static void add_blocked(struct verb_context *context)
{
	enum { MOST_SHOWN = 20 };
	const struct blocked_user *blocked = context->author->preferences.blocked;
	size_t count = 0, room = 0;
	for (const struct blocked_user *at = blocked; at; at = at->next)
		room++;
	uint64_t *ids = arena_alloc(&context->books->chunk, sizeof *ids * (room + 1));
	for (; blocked; blocked = blocked->next)
		if (!blocked->freed)
			ids[count++] = blocked->user_id;
	qsort(ids, count, sizeof *ids, by_rising_id);
	struct buf list = { 0 };
	for (size_t i = 0; i < count && i < MOST_SHOWN; i++)
		buf_printf(&list, "%s<@%ju>", i ? ", " : "", ids[i]);
	if (count)
		context_add_answer(
			context,
			arena_printf(&context->books->chunk,
				     trn(context->command->lang,
					 "%zu person cannot ask you for money: %s%s.",
					 "%zu people cannot ask you for money: %s%s.", count),
				     count, buf_string(&list), count > MOST_SHOWN ? ", …" : ""));
	buf_free(&list);
}

void decide_notices(struct verb_context *context)
{
	const char *block = context_argument(context, "block"),
		   *unblock = context_argument(context, "unblock");
	if (block || unblock) {
		choose_blocked(context, block ? block : unblock, block);
		return;
	}
	if (!choose(context))
		return;
	switch (context->author->preferences.notices) {
	case NOTICES_PING:
		context_answer(context, N_("When somebody moves your money, I mention you in the "
					   "channel. Write `!notices dm` to get a direct message "
					   "instead, or `!notices off` for neither."));
		break;
	case NOTICES_DM:
		context_answer(context, N_("When somebody moves your money, I send you a direct "
					   "message. Write `!notices ping` to be mentioned in the "
					   "channel instead, or `!notices off` for neither."));
		break;
	case NOTICES_OFF:
		context_answer(
			context,
			context->books->rules < RULES_YEAR
				? N_("When somebody moves your money, I do not tell you. "
				     "Write `!notices ping` to be mentioned in the channel, "
				     "or `!notices dm` to get a direct message.")
				: N_("When somebody moves your money, my next answer to you says "
				     "it. Write `!notices ping` to be mentioned in the channel, "
				     "or `!notices dm` to get a direct message."));
		break;
	}
	add_blocked(context);
}
