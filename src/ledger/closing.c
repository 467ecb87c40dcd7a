/* What an account leaves behind when it is closed. */
#include "ledger/closing.h"

#include "base/lookalike.h"
#include "base/unicode.h"
#include "ledger/decisions.h"
#include "ledger/lookups.h"
#include "ledger/notices.h"
#include "ledger/schedule_runs.h"

/* Nothing waited or recurred before these rules; and where nothing ever did, nothing is looked for.
 */
static bool is_in_use(const struct books *books, const struct guild *guild)
{
	return books->rules >= RULES_MONTH && (guild->last_number || guild->next_schedule > 1);
}

bool refuse_open_holds(struct verb_context *context, const struct account *account)
{
	if (!is_in_use(context->books, context->guild))
		return false;
	const struct waiting_link *link = books_waiting_of_account(context->books, account);
	for (; link; link = link->next) {
		const struct waiting *row = link->row;
		if (row->kind != WAITING_HOLD || row->state != STILL_WAITING ||
		    row->from_account != (int64_t)account->key.id)
			continue;
		int64_t number = (int64_t)row->key.id;
		if (!tells_holdings(context, account))
			context_refuse(context, "has_holds",
				       N_("Money of it is held (n.º %jd). Release or capture it "
					  "first."),
				       number);
		else
			context_refuse(context, "has_holds",
				       N_("%s of it are held (n.º %jd). Release or capture them "
					  "first."),
				       format_amount(context, row->amount,
						     guild_currency(context->guild, row->currency)),
				       number);
		return true;
	}
	return false;
}

static void cancel_request(struct verb_context *context, const struct account *account,
			   struct waiting *row)
{
	struct verb_context words = notice_context(context);
	const char *label = account->owner_id ? user_mention(&words, account->owner_id)
					      : account_label(&words, account);
	end_waiting(context, row, WAITING_CANCELLED, "account_closed");
	if (row->asked_by)
		tell_user(context, books_user(context->books, row->key.guild_id, row->asked_by),
			  notice_text(&words, N_("%jd is cancelled: the account of %s is closed."),
				      (int64_t)row->key.id, label),
			  TELL_APART);
}

void end_what_waits_of(struct verb_context *context, struct account *account)
{
	if (!is_in_use(context->books, context->guild))
		return;
	const struct waiting_link *link = books_waiting_of_account(context->books, account);
	for (; link; link = link->next)
		if (link->row->state == STILL_WAITING &&
		    (link->row->kind == WAITING_REQUEST || link->row->kind == WAITING_CHARGE))
			cancel_request(context, account, link->row);
	stop_schedules_of(context, account);
}

static const struct account *account_to_close(struct books *books, const struct command *command,
					      const struct verb *verb)
{
	const char *named = command_argument(command, "account");
	uint64_t guild_id = command->guild_id, user_id = command->author.id;
	if (verb->id == VERB_UNREGISTER || (named && is_mention(named, &user_id))) {
		const struct user *user = books_loaded_user(books, guild_id, user_id);
		return user ? user->account : NULL;
	}
	const char *tidy = named ? text_tidy(&books->chunk, named) : NULL;
	const struct account_name *found =
		tidy ? books_loaded_name(books, guild_id, text_fold(&books->chunk, tidy)) : NULL;
	return found ? found->account : NULL;
}

void want_closing(struct books *books, const struct command *command, const struct verb *verb)
{
	bool closes = verb->id == VERB_ACCOUNT_CLOSE || verb->id == VERB_UNREGISTER;
	const struct guild *guild = closes ? books_loaded_guild(books, command->guild_id) : NULL;
	/* also where nothing waits or recurs yet: that may change within the chunk */
	if (!guild)
		return;
	const struct account *account = account_to_close(books, command, verb);
	if (!account && verb->id == VERB_UNREGISTER) /* it may be opened before, in this chunk */
		books_want(books, WANTED_SCHEDULES_OF_USER, guild->guild_id, command->author.id,
			   NULL);
	if (!account)
		return;
	books_want(books, WANTED_WAITING_OF_ACCOUNT, guild->guild_id, account->key.id, NULL);
	if (account->owner_id)
		books_want(books, WANTED_SCHEDULES_OF_USER, guild->guild_id, account->owner_id,
			   NULL);
	/* any treasurer's payroll may come from it */
	for (int64_t number = 1; !account->owner_id && number < guild->next_schedule; number++)
		books_want(books, WANTED_SCHEDULE, guild->guild_id, (uint64_t)number, NULL);
	/* whoever asked is told whose account it was */
	books_want(books, WANTED_SEEN_NAMES, guild->guild_id, 0, NULL);
	for (const struct waiting_link *link = account->waiting.first; link; link = link->next)
		if (link->row->asked_by)
			books_want(books, WANTED_USER, guild->guild_id, link->row->asked_by, NULL);
}
