/* Whoever's money moved is told, unless they moved it themselves: by a ping in the answer, by a
 * direct message, or not at all, as they chose. */
#include <string.h>

#include "base/lookalike.h"
#include "ledger/lookups.h"
#include "ledger/pending_rows.h"
#include "ledger/setting_values.h"
#include "ledger/verb_support.h"

/* Bots are no members, and have no accounts; the own one is left out in any case. */
static bool is_told(const struct verb_context *context, const struct user *user)
{
	return context->books->rules >= RULES_FACES && user && user->name && !user->left &&
	       user->key.id != context->command->author.id &&
	       user->key.id != guild_setting_id(context->guild, SETTING_BOT_ID);
}

static void tell(struct verb_context *context, struct user *user, const char *text)
{
	struct told *told = arena_alloc(&context->books->chunk, sizeof *told),
		    **end = &context->decision->told;
	while (*end)
		end = &(*end)->next;
	*told = (struct told){ .user = user, .text = text };
	*end = told;
}

static bool gets_message(const struct verb_context *context, const struct user *user)
{
	return user->preferences.notices == NOTICES_DM ||
	       (user->preferences.notices == NOTICES_PING && !in_channel(context));
}

void tell_owner(struct verb_context *context, const struct account *account, const char *text)
{
	if (is_told(context, account->owner) && account->owner->preferences.notices != NOTICES_OFF)
		tell(context, account->owner, gets_message(context, account->owner) ? text : NULL);
}

const char *doer_label(const struct verb_context *context)
{
	const struct user *author = context->author;
	if (!author)
		return tr(context->guild->lang, N_("An operator"));
	bool unclear = !context->books->replayed && context->guild->has_seen_names &&
		       (name_is_unclear(author->nick ? author->nick : author->name) ||
			guild_sees_alike(&context->books->chunk, context->guild, author));
	uint64_t number = author->account ? author->account->key.id : author->key.id;
	return unclear ? arena_printf(&context->books->chunk, "%s #%ju", author->label, number)
		       : author->label;
}

/* What a line of a transaction says to the owner of its account: who, how much, what for. */
static const char *words_for(const struct verb_context *context, bool comes, bool reverses)
{
	unsigned traits = context->verb->traits;
	if (reverses)
		return comes ? N_("%s reversed transaction %jd: %s came into your account%s.")
			     : N_("%s reversed transaction %jd: %s left your account%s.");
	if (comes && traits & TRAIT_PAYS_IN)
		return N_("%s booked a deposit of %s into your account%s.");
	if (!comes && traits & TRAIT_PAYS_OUT)
		return N_("%s paid out %s to you in cash%s.");
	if (comes && context->author && !verb_of_office(context->verb))
		return N_("%s paid you %s%s.");
	return comes ? N_("%s moved %s into your account%s.")
		     : N_("%s moved %s out of your account%s.");
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* words_for() gives them all; msgfmt --check \
							holds the translations to them */
static const char *line_text(const struct verb_context *context, const struct line *line,
			     const char *memo, int64_t reverses)
{
	struct arena *arena = &context->books->chunk;
	const struct currency *currency = guild_currency(context->guild, line->currency);
	bool comes = debit_normal(line->account->kind) == (line->amount > 0);
	int64_t size = line->amount < 0 ? -line->amount : line->amount;
	const char *words = tr(context->guild->lang, words_for(context, comes, reverses)),
		   *amount = format_amount(context, size, currency),
		   *what_for = memo && *memo
				       ? arena_printf(arena, ": %s", escape_markdown(context, memo))
				       : "",
		   *moved = reverses ? arena_printf(arena, words, doer_label(context), reverses,
						    amount, what_for)
				     : arena_printf(arena, words, doer_label(context), amount,
						    what_for);
	return arena_printf(
		arena, tr(context->guild->lang, N_("%s You have %s (transaction %jd).")), moved,
		format_amount(context, account_holdings(line->account, line->currency), currency),
		context->decision->transaction);
}
#pragma GCC diagnostic pop

void tell_moved(struct verb_context *context, const struct line *lines, size_t count,
		const char *memo, int64_t reverses)
{
	for (size_t i = 0; i < count; i++) {
		struct user *owner = lines[i].account->owner;
		if (!is_told(context, owner) || owner->preferences.notices == NOTICES_OFF)
			continue;
		tell(context, owner,
		     gets_message(context, owner) ? line_text(context, &lines[i], memo, reverses)
						  : NULL);
	}
}

/* Adds USER_ID to the ids that REPLY pings, once, as long as a message takes one more. */
static void ping(struct books *books, struct delivery_row *reply, uint64_t user_id)
{
	const char *id = arena_printf(&books->chunk, "%ju", user_id);
	size_t length = strlen(id), count = 1;
	if (!reply->pings) {
		reply->pings = id;
		return;
	}
	for (const char *at = reply->pings; at; at = strchr(at, ' '), count++) {
		at += *at == ' ';
		if (strncmp(at, id, length) == 0 && (!at[length] || at[length] == ' '))
			return;
	}
	if (count <= MAX_PINGS)
		reply->pings = arena_printf(&books->chunk, "%s %s", reply->pings, id);
}

void add_notices(struct books *books, struct guild *guild, const struct decision *decision,
		 struct delivery_row *reply, int64_t seq)
{
	if (decision->status != STATUS_OK)
		return;
	for (const struct told *told = decision->told; told; told = told->next) {
		if (!told->text && reply)
			ping(books, reply, told->user->key.id);
		if (!told->text)
			continue;
		struct delivery_row *row = add_delivery(books, guild, DELIVER_DM, seq);
		row->user_id = told->user->key.id;
		row->content = told->text;
		row->notice = true;
	}
}
