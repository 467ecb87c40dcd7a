/* Whoever's money moved is told, unless they moved it themselves: who, how much, what for. */
#include <string.h>

#include "base/lookalike.h"
#include "ledger/lookups.h"
#include "ledger/notices.h"
#include "ledger/untold.h"
#include "ledger/waiting.h"

void tell_owner(struct verb_context *context, const struct account *account, const char *text)
{
	if (is_told(context, account->owner))
		tell(context, account->owner, text, NULL, TELL, false);
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

/* Whether it is more for its account. */
static bool moves_in(const struct line *line)
{
	return debit_normal(line->account->kind) == (line->amount > 0);
}

/* What a line of a transaction says to the owner of its account. */
static const char *words_for(const struct verb_context *context, bool comes, bool reverses)
{
	uint64_t traits = context->verb->traits;
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

/* Who paid what recurs: a member, or an account of the community. */
static const char *payer_label(struct verb_context *context, const struct line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (debit_normal(lines[i].account->kind) != (lines[i].amount > 0) ||
		    !lines[i].account->owner)
			return lines[i].account->owner
				       ? mention_of(context, lines[i].account->owner_id)
				       : account_label(context, lines[i].account);
	return "";
}

/* A balance of another bot that waited for whoever has it to open an account; its memo is their
 * id, which says nothing to them. NULL: a person assigned it. */
static const char *opening_text(const struct verb_context *context,
				const struct verb_context *words, bool comes, const char *amount)
{
	if (context->command->source != SOURCE_SCHEDULE)
		return NULL;
	return notice_text(words,
			   comes ? N_("%s that you had in the bot before came into your account.")
				 : N_("%s that you owed in the bot before left your account."),
			   amount);
}

/* The line of a movement that was asked for, or that recurs; NULL: it is said as any other. */
static const char *month_text(struct verb_context *context, const struct line *lines, size_t count,
			      size_t index, const char *amount, const char *what_for)
{
	struct verb_context words = notice_context(context);
	const struct waiting *row = context->waiting;
	int64_t number = row ? (int64_t)row->key.id : 0;
	bool comes = moves_in(&lines[index]);
	switch (context->verb->id) {
	case VERB_ACCEPT:
		return comes && row ? notice_text(&words, N_("%s paid %s%s (n.º %jd)."),
						  payer_label(&words, lines, count), amount,
						  what_for, number)
				    : NULL;
	case VERB_EVERY:
		return comes ? notice_text(&words, N_("%s paid you %s%s, as scheduled."),
					   payer_label(&words, lines, count), amount, what_for)
			     : notice_text(&words, N_("%s left your account%s, as scheduled."),
					   amount, what_for);
	case VERB_DUES:
		return comes ? NULL
			     : notice_text(&words, N_("%s paid your dues%s."), amount, what_for);
	case VERB_CAPTURE:
		return comes || !row ? NULL
				     : notice_text(&words,
						   N_("%s of your hold (n.º %jd) were captured%s."),
						   amount, number, what_for);
	case VERB_UNDO:
		return notice_text(&words,
				   comes ? N_("The payment was undone: %s came back to you%s.")
					 : N_("The payment was undone: %s went back%s."),
				   amount, what_for);
	case VERB_BANK_LINE:
		return notice_text(&words,
				   comes ? N_("%s came into your account by the bank%s.")
					 : N_("%s left your account by the bank%s."),
				   amount, what_for);
	case VERB_ASSIGN: return opening_text(context, &words, comes, amount);
	default: return NULL;
	}
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* words_for() gives them all; msgfmt --check \
							holds the translations to them */
static const char *plain_text(const struct verb_context *context, bool comes, const char *amount,
			      const char *what_for, int64_t reverses)
{
	struct arena *arena = &context->books->chunk;
	const char *words = tr(context->guild->lang, words_for(context, comes, reverses));
	return reverses
		       ? arena_printf(arena, words, doer_label(context), reverses, amount, what_for)
		       : arena_printf(arena, words, doer_label(context), amount, what_for);
}
#pragma GCC diagnostic pop

/* What goes through a schedule, or by itself, is no news to who pays. */
static unsigned telling_of(const struct verb_context *context, bool comes)
{
	enum verb_id id = context->verb->id;
	return !comes && (id == VERB_DUES || id == VERB_EVERY) ? TELL_QUIET : TELL;
}

/* By rules before RULES_MONTH amounts were in the form of the command's language. */
static const char *amount_of(const struct verb_context *context, int64_t minor,
			     const struct line *line)
{
	const struct currency *currency = guild_currency(context->guild, line->currency);
	struct verb_context words = notice_context(context);
	return format_amount(context->books->rules < RULES_MONTH ? context : &words, minor,
			     currency);
}

static void tell_in_words(struct verb_context *context, const struct line *lines, size_t count,
			  size_t index, const char *memo, int64_t reverses)
{
	struct arena *arena = &context->books->chunk;
	const struct line *line = &lines[index];
	bool comes = moves_in(line);
	const char *amount =
		amount_of(context, line->amount < 0 ? -line->amount : line->amount, line);
	const char *what_for =
		memo && *memo ? arena_printf(arena, ": %s", escape_markdown(context, memo)) : "";
	const char *text = month_text(context, lines, count, index, amount, what_for);
	if (!text)
		text = plain_text(context, comes, amount, what_for, reverses);
	const char *alone = arena_printf(
		arena, tr(context->guild->lang, N_("You have %s (transaction %jd).")),
		amount_of(context, account_holdings(line->account, line->currency), line),
		context->posted);
	tell(context, line->account->owner, text, alone, telling_of(context, comes), true);
}

void tell_moved(struct verb_context *context, const struct line *lines, size_t count,
		const char *memo, int64_t reverses)
{
	for (size_t i = 0; i < count; i++) {
		struct user *owner = lines[i].account->owner;
		unsigned how = telling_of(context, moves_in(&lines[i]));
		if (!is_told(context, owner))
			continue;
		if (owner->preferences.notices == NOTICES_OFF ||
		    (how & TELL_QUIET && owner->preferences.notices != NOTICES_DM))
			tell_later(context, owner,
				   (struct untold_ref){ UNTOLD_MOVED, context->posted });
		else if (owner->preferences.notices == NOTICES_PING &&
			 command_answer_notifies(context->command))
			tell(context, owner, NULL, NULL, how, true); /* the answer says it */
		else
			tell_in_words(context, lines, count, i, memo, reverses);
	}
}
