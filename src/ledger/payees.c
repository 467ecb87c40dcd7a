/* WHO… expanded from the books, so that a replay gives the same. */
#include "ledger/payees.h"

#include <stdlib.h>
#include <string.h>

#include "base/instant.h"
#include "ledger/lookups.h"
#include "ledger/people.h"
#include "ledger/roles.h"
#include "ledger/setting_values.h"
#include "ledger/shares.h"

static bool is_id(const char *text, char sign, uint64_t *id)
{
	return *text == sign && snowflake_parse(text + 1, id);
}

bool next_payee_word(struct books *books, const char **at, struct payee_word *word)
{
	const char *start = *at + strspn(*at, " ");
	bool quoted = *start == '"';
	size_t length = strcspn(start + quoted, quoted ? "\"" : " ");
	if (!*start)
		return false;
	const char *text = arena_copy(&books->chunk, start + quoted, length);
	*at = start + quoted + length + (quoted && start[quoted + length]);
	/* only members and roles have shares; a name may hold such signs */
	size_t head = *text == '@' || *text == '&' ? strcspn(text, ":=") : strlen(text);
	*word = (struct payee_word){ .kind = PAYEE_NAME, .tail = text + head };
	word->text = arena_copy(&books->chunk, text, head);
	if (quoted)
		return true;
	if (is_id(word->text, '@', &word->id))
		word->kind = PAYEE_MEMBER;
	else if (is_id(word->text, '&', &word->id))
		word->kind = PAYEE_ROLE;
	else if (strcmp(word->text, "everyone") == 0)
		word->kind = PAYEE_EVERYONE;
	return true;
}

void add_payee_word(struct buf *list, const struct payee_word *word)
{
	if (list->length)
		buf_char(list, ' ');
	if (word->kind == PAYEE_MEMBER || word->kind == PAYEE_ROLE)
		buf_printf(list, word->kind == PAYEE_MEMBER ? "@%ju" : "&%ju", word->id);
	else
		buf_printf(list, strchr(word->text, ' ') ? "\"%s\"" : "%s", word->text);
}

static int by_id(const void *one, const void *other)
{
	const struct user *const *a = one, *const *b = other;
	return (*a)->key.id < (*b)->key.id ? -1 : (*a)->key.id > (*b)->key.id;
}

void sort_users(struct user **users, size_t count)
{
	if (count)
		qsort(users, count, sizeof *users, by_id);
}

/* Whether a role's payment may reach the user: a member who is there, and no bot. */
static bool takes_part(const struct guild *guild, const struct user *user)
{
	return user->name && !user->left && !user->bot && user->member && user->member->known &&
	       !user->member->left && !user->member->pending &&
	       user->key.id != guild_setting_id(guild, SETTING_BOT_ID);
}

struct user **role_wearers(struct verb_context *context, uint64_t role_id, size_t *count)
{
	struct books *books = context->books;
	books_need_wearers(books, context->guild, role_id);
	size_t room = HASH_COUNT(books->users);
	struct user **wearers = arena_alloc(&books->chunk, sizeof *wearers * (room + 1));
	*count = 0;
	for (struct user *user = books->users; user; user = user->hh.next)
		if (user->key.guild_id == context->guild->guild_id &&
		    takes_part(context->guild, user) &&
		    (!role_id || member_has_role(books, user, role_id)))
			wearers[(*count)++] = user;
	qsort(wearers, *count, sizeof *wearers, by_id);
	return wearers;
}

/* What is gathered, and what was taken once. */
struct gathering {
	struct verb_context *context;
	struct payees *payees;
	uint64_t except;
	size_t most, room;
};

static bool is_listed(const struct payee *list, size_t count, const struct payee *payee)
{
	for (size_t i = 0; i < count; i++)
		if (payee->user ? list[i].user == payee->user : list[i].account == payee->account)
			return true;
	return false;
}

/* Somebody who was mentioned and takes no part: of whom the roster knows nothing that may be said
 * only of those who left. */
static bool is_gone(const struct user *user)
{
	const struct member *member = user->member;
	return user->left || (member && member->known && (member->left || member->pending));
}

static bool add_payee(struct gathering *gathering, struct payee payee)
{
	struct payees *payees = gathering->payees;
	bool open = payee.account && payee.account->state != STATE_CLOSED;
	bool gone = payee.mentioned && payee.user && is_gone(payee.user);
	struct payee *list = gone ? payees->gone : open ? payees->list : payees->without;
	size_t *count = gone ? &payees->gone_count : open ? &payees->count : &payees->without_count;
	if ((payee.user && payee.user->key.id == gathering->except) ||
	    is_listed(list, *count, &payee))
		return true;
	if (*count >= gathering->most) {
		context_refuse(gathering->context, "too_many",
			       N_("One command names at most %d people."), (int)gathering->most);
		return false;
	}
	list[(*count)++] = payee;
	return true;
}

static bool add_role(struct gathering *gathering, const struct payee_word *word)
{
	size_t count;
	struct user **wearers = role_wearers(gathering->context,
					     word->kind == PAYEE_EVERYONE ? 0 : word->id, &count);
	gathering->payees->roles = true;
	for (size_t i = 0; i < count; i++)
		if (!add_payee(gathering, (struct payee){ wearers[i], wearers[i]->account,
							  word->tail, false }))
			return false;
	return true;
}

static bool add_word(struct gathering *gathering, const struct payee_word *word)
{
	struct verb_context *context = gathering->context;
	if (word->kind == PAYEE_ROLE || word->kind == PAYEE_EVERYONE)
		return add_role(gathering, word);
	if (word->kind == PAYEE_MEMBER) {
		struct user *user = books_user(context->books, context->guild->guild_id, word->id);
		if (user->bot || (user->key.id == guild_setting_id(context->guild, SETTING_BOT_ID)))
			return true;
		if (user->name && is_gone(user))
			return add_payee(gathering,
					 (struct payee){ user, user->account, word->tail, true });
	}
	struct account *account = find_account(context, word->text);
	if (!account)
		return false;
	return add_payee(gathering, (struct payee){ account->owner, account, word->tail, true });
}

bool payees_expand(struct verb_context *context, const char *text, uint64_t except, size_t most,
		   struct payees *payees)
{
	struct gathering gathering = {
		.context = context, .payees = payees, .except = except, .most = most
	};
	struct payee_word word;
	*payees = (struct payees){
		.list = arena_alloc(&context->books->chunk, sizeof *payees->list * most),
		.without = arena_alloc(&context->books->chunk, sizeof *payees->without * most),
		.gone = arena_alloc(&context->books->chunk, sizeof *payees->gone * most),
	};
	for (const char *at = text; next_payee_word(context->books, &at, &word);)
		if (!add_word(&gathering, &word))
			return false;
	return true;
}

bool names_author_alone(const struct verb_context *context, const char *text)
{
	struct payee_word word;
	const char *at = text;
	bool author = false;
	while (next_payee_word(context->books, &at, &word)) {
		if (word.kind != PAYEE_MEMBER || word.id != context->author->key.id)
			return false;
		author = true;
	}
	return author;
}

bool payees_are_open(struct verb_context *context, const struct payees *payees)
{
	for (size_t i = 0; i < payees->without_count; i++)
		if (payees->without[i].mentioned) {
			context_refuse(context, "account_closed", N_("The account %s is closed."),
				       account_label(context, payees->without[i].account));
			return false;
		}
	return true;
}

bool payees_are_there(struct verb_context *context, const struct payees *payees)
{
	if (payees->count)
		return true;
	if (payees->gone_count)
		context_refuse(context, "left", N_("%s has left this community."),
			       person_label(context, payees->gone[0].user));
	else if (payees->without_count)
		context_refuse(context, "not_registered",
			       N_("%s has no account here yet: they open it with `%sregister`."),
			       person_label(context, payees->without[0].user),
			       members_prefix(context));
	else
		context_refuse(context, "no_members",
			       N_("None of the people you named count: bots and you yourself are "
				  "left out."));
	return false;
}

bool read_total(struct verb_context *context, const struct sum *sum, size_t count, int64_t *total)
{
	if (amount_for_each(sum->minor, count, total) == SHARES_GOOD)
		return true;
	const char *amount = format_amount(context, sum->minor, sum->currency);
	if (count == 1)
		context_refuse(context, "too_large", N_("%s is more than one command can move."),
			       amount);
	else
		context_refuse(context, "too_large",
			       N_("%s for each of %zu is more than one command can move."), amount,
			       count);
	return false;
}

/* "@x, @y and 3 more" */
static const char *names_of(const struct verb_context *context, const struct payee *list,
			    size_t count)
{
	enum { MOST_NAMES = 10 };
	struct buf names = { 0 };
	for (size_t i = 0; i < count && i < MOST_NAMES; i++)
		buf_printf(&names, "%s%s", i ? ", " : "", person_label(context, list[i].user));
	if (count > MOST_NAMES)
		buf_printf(&names, tr(context->command->lang, N_(" and %zu more")),
			   count - MOST_NAMES);
	const char *copy = arena_strdup(&context->books->chunk, buf_string(&names));
	buf_free(&names);
	return copy;
}

const char *payees_left_out(const struct verb_context *context, const struct payees *payees)
{
	struct arena *arena = &context->books->chunk;
	enum lang lang = context->command->lang;
	size_t without = payees->without_count, gone = payees->gone_count;
	const char *text = "";
	if (without)
		text = arena_printf(
			arena,
			trn(lang, "; %zu has no account: %s", "; %zu have no account: %s", without),
			without, names_of(context, payees->without, without));
	if (gone)
		text = arena_printf(
			arena,
			trn(lang, "%s; %zu is not here: %s", "%s; %zu are not here: %s", gone),
			text, gone, names_of(context, payees->gone, gone));
	return text;
}

/* A word as people type it: Discord's completion makes a mention of "@ana". */
static const char *typed_word(const struct verb_context *context, const struct payee_word *word)
{
	struct arena *arena = &context->books->chunk;
	uint64_t guild_id = context->guild->guild_id;
	const struct role *role =
		word->kind == PAYEE_ROLE ? guild_role(context->guild, word->id) : NULL;
	const struct user *user =
		word->kind == PAYEE_MEMBER ? books_user(context->books, guild_id, word->id) : NULL;
	if (role)
		return arena_printf(arena, "@%s%s", role->name, word->tail);
	if (user && user->name)
		return arena_printf(arena, "@%s%s", user->nick ? user->nick : user->name,
				    word->tail);
	if (word->kind == PAYEE_EVERYONE)
		return context->command->lang == LANG_ES ? "todos" : "everyone";
	return strchr(word->text, ' ') ? arena_printf(arena, "\"%s\"", word->text) : word->text;
}

const char *typed_payees(const struct verb_context *context, const char *text)
{
	struct buf line = { 0 };
	struct payee_word word;
	for (const char *at = text; next_payee_word(context->books, &at, &word);)
		buf_printf(&line, "%s%s", line.length ? " " : "", typed_word(context, &word));
	const char *copy = arena_strdup(&context->books->chunk, buf_string(&line));
	buf_free(&line);
	return copy;
}
