/* WHO… expanded from the books, so that a replay gives the same. */
#include "ledger/payees.h"

#include <stdlib.h>
#include <string.h>

#include "base/instant.h"
#include "ledger/lookups.h"
#include "ledger/people.h"
#include "ledger/setting_values.h"

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

static int by_id(const void *one, const void *other)
{
	const struct user *const *a = one, *const *b = other;
	return (*a)->key.id < (*b)->key.id ? -1 : (*a)->key.id > (*b)->key.id;
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

static bool add_payee(struct gathering *gathering, struct payee payee)
{
	struct payees *payees = gathering->payees;
	bool open = payee.account && payee.account->state != STATE_CLOSED;
	struct payee *list = open ? payees->list : payees->without;
	size_t *count = open ? &payees->count : &payees->without_count;
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
		if (!add_payee(gathering,
			       (struct payee){ wearers[i], wearers[i]->account, word->tail }))
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
	}
	struct account *account = find_account(context, word->text);
	if (!account)
		return false;
	return add_payee(gathering, (struct payee){ account->owner, account, word->tail });
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
	};
	for (const char *at = text; next_payee_word(context->books, &at, &word);)
		if (!add_word(&gathering, &word))
			return false;
	return true;
}
