/* Who can approve, and how they are told. */
#include <string.h>

#include "ledger/approval_rows.h"
#include "ledger/lookups.h"
#include "ledger/notices.h"
#include "ledger/payees.h"
#include "ledger/setting_values.h"

/* A role whose wearers are treasurers: admins are, too. */
static bool makes_approvers(const struct guild *guild, const struct permit_row *row)
{
	return row->permits & (PERMIT_TREASURER | PERMIT_ADMIN) && row->role_id != guild->guild_id;
}

void want_approvers(struct books *books, const struct guild *guild)
{
	books_want(books, WANTED_ROLES, guild->guild_id, 0, NULL);
	for (const struct permit_row *row = guild->permits; row; row = row->next)
		if (makes_approvers(guild, row))
			books_want(books, WANTED_WEARERS, guild->guild_id, row->role_id, NULL);
	if (guild->owner_id)
		books_want(books, WANTED_USER, guild->guild_id, guild->owner_id, NULL);
	want_treasurers(books, guild);
}

static bool approves(const struct verb_context *context, const struct user *user,
		     const struct account *from, const struct account *to)
{
	return user->name && !user->left && !user->bot && user != context->author &&
	       !(from && from->owner == user) && !(to && to->owner == user);
}

bool others_approve(struct verb_context *context, const struct account *from,
		    const struct account *to)
{
	const struct guild *guild = context->guild;
	if (guild->owner_id &&
	    approves(context, books_user(context->books, guild->guild_id, guild->owner_id), from,
		     to))
		return true;
	for (const struct permit_row *row = guild->permits; row; row = row->next) {
		size_t count = 0;
		struct user **wearers = makes_approvers(guild, row)
						? role_wearers(context, row->role_id, &count)
						: NULL;
		for (size_t i = 0; i < count; i++)
			if (approves(context, wearers[i], from, to))
				return true;
	}
	return false;
}

static const char *mention(struct verb_context *words, int64_t account_id)
{
	const struct account *account =
		account_id ? books_account(words->books, words->guild->guild_id, account_id) : NULL;
	if (!account)
		return "";
	return account->owner ? user_mention(words, account->owner_id)
			      : account_label(words, account);
}

/* Whether who asked for it gets it: an expense that they laid out. */
static bool is_claim(const struct verb_context *words, const struct waiting *row)
{
	const struct account *to =
		row->to_account
			? books_account(words->books, words->guild->guild_id, row->to_account)
			: NULL;
	return to && to->owner_id && to->owner_id == row->asked_by;
}

/* The same of what is paid or asked for by many, on dates or at the end of a batch. */
static const char *more_that_is_asked(struct verb_context *words, const struct waiting *row,
				      const char *who, const char *amount, const char *memo)
{
	const struct verb *verb = verb_named(row->verb);
	const char *word = verb->words[words->command->lang];
	int64_t number = (int64_t)row->key.id;
	switch (verb->id) {
	case VERB_BATCH_CLOSE: /* its memo says that it is of a count */
		return notice_text(words,
				   N_("%s asks to close the batch and book a difference of %s (n.º "
				      "%jd)."),
				   who, amount, number);
	case VERB_CAPTURE:
		return notice_text(words, N_("%s asks to take %s of a hold on %s%s (n.º %jd)."),
				   who, amount, mention(words, row->from_account), memo, number);
	case VERB_EVERY:
	case VERB_DUE_PAY:
		return notice_text(words,
				   N_("%s asks to make scheduled payments of %s%s (n.º "
				      "%jd)."),
				   who, amount, memo, number);
	case VERB_DUES:
	case VERB_DUE_DUES:
	case VERB_DUE_JOIN:
		return notice_text(words, N_("%s asks to collect dues of %s%s (n.º %jd)."), who,
				   amount, memo, number);
	case VERB_CHARGE:
		return notice_text(words, N_("%s asks to charge %s%s (n.º %jd)."), who, amount,
				   memo, number);
	default:
		if (*amount)
			amount = arena_printf(&words->books->chunk, ": %s", amount);
		return notice_text(words, N_("%s asks for “%.*s”%s%s (n.º %jd)."), who,
				   (int)strcspn(word, "|"), word, amount, memo, number);
	}
}

static const char *asker_label(struct verb_context *words, const struct waiting *row)
{
	if (row->asked_by)
		return user_mention(words, row->asked_by);
	if (is_run_of_leaver(words, row))
		return notice_text(words, N_("Schedule %jd"), row->schedule);
	return tr(words->command->lang, N_("An operator"));
}

/* "@tom asks to withdraw 150.00 EUR from @ana: rent (n.º 50)." */
static const char *what_is_asked(struct verb_context *words, const struct waiting *row)
{
	const struct verb *verb = verb_named(row->verb);
	const struct currency *currency =
		*row->currency ? guild_currency(words->guild, row->currency) : NULL;
	const char *who = asker_label(words, row),
		   *amount = currency ? format_amount(words, row->amount, currency) : "",
		   *from = mention(words, row->from_account), *to = mention(words, row->to_account),
		   *memo = row->memo ? arena_printf(&words->books->chunk, ": %s",
						    escape_markdown(words, row->memo))
				     : "";
	int64_t number = (int64_t)row->key.id;
	switch (verb->id) {
	case VERB_WITHDRAW:
		return notice_text(words, N_("%s asks to withdraw %s from %s%s (n.º %jd)."), who,
				   amount, from, memo, number);
	case VERB_DEPOSIT:
		return notice_text(words, N_("%s asks to deposit %s for %s%s (n.º %jd)."), who,
				   amount, to, memo, number);
	case VERB_MOVE:
		if (is_claim(words, row))
			return notice_text(words, N_("%s asks for %s from %s%s (n.º %jd)."), who,
					   amount, from, memo, number);
		return notice_text(words, N_("%s asks to move %s from %s to %s%s (n.º %jd)."), who,
				   amount, from, to, memo, number);
	case VERB_REVERSE:
		return notice_text(words, N_("%s asks to reverse transaction %jd, %s%s (n.º %jd)."),
				   who, row->target, amount, memo, number);
	case VERB_ACCOUNT_LIMIT:
		if (!row->amount)
			return notice_text(words, N_("%s asks to lift the floor of %s (n.º %jd)."),
					   who, from, number);
		return notice_text(words,
				   N_("%s asks to let %s go down to %s below zero (n.º %jd)."), who,
				   from, *amount ? amount : "…", number);
	default: return more_that_is_asked(words, row, who, amount, memo);
	}
}

const char *what_was_approved(struct verb_context *words, const struct waiting *row)
{
	const struct currency *currency =
		*row->currency ? guild_currency(words->guild, row->currency) : NULL;
	const char *amount = currency ? format_amount(words, row->amount, currency) : NULL;
	const struct verb *verb = verb_named(row->verb);
	if (!amount || (verb->id != VERB_WITHDRAW && verb->id != VERB_MOVE))
		return amount;
	const char *from = mention(words, row->from_account), *to = mention(words, row->to_account);
	return verb->id == VERB_WITHDRAW
		       ? notice_text(words, N_("%s to %s in cash"), amount, from)
		       : notice_text(words, N_("%s from %s to %s"), amount, from, to);
}

void tell_approvers(struct verb_context *context, const struct waiting *row)
{
	struct verb_context words = notice_context(context);
	const char *number = arena_printf(&context->books->chunk, "%ju", row->key.id);
	bool alone = is_run_of_leaver(&words, row);
	const char *text =
		notice_text(&words,
			    alone || is_claim(&words, row)
				    ? N_("%s A treasurer approves with %s; it ends on %s.")
				    : N_("%s Another treasurer approves with %s; it ends on %s."),
			    what_is_asked(&words, row), line_to_type(&words, VERB_APPROVE, number),
			    format_time(&words, row->expires_at));
	if (alone)
		text = notice_text(
			&words,
			N_("%s Whoever set it up has left. It recurs: %s approves later "
			   "runs, too."),
			text,
			line_to_type(&words, VERB_APPROVE,
				     arena_printf(&context->books->chunk, "%s %s", number,
						  tr(words.command->lang, N_("always")))));
	tell_treasurers(context, text);
}

void tell_asker(struct verb_context *context, const struct waiting *row, const char *text)
{
	if (row->asked_by)
		tell_user(context, books_user(context->books, row->key.guild_id, row->asked_by),
			  text, TELL);
}
