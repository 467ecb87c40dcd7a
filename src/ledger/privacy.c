/* What is kept on a member: mydata tells it to them, forget drops names and texts and keeps the
 * numbers. */
#include <string.h>

#include "base/instant.h"
#include "ledger/bank.h"
#include "ledger/lookups.h"
#include "ledger/outbox.h"
#include "ledger/pending_rows.h"
#include "ledger/preferences.h"
#include "ledger/verb_support.h"

void decide_mydata(struct verb_context *context)
{
	if (!context->author) {
		context_refuse(context, "no_own_data",
			       N_("An operator has no data of their own here."));
		return;
	}
	context->decision->need = NEED_DATA;
	context->decision->data_of = context->author->key.id;
	context_answer(context,
		       N_("I'm sending you your data as a direct message, in a JSON file. If it "
			  "does not arrive, allow direct messages from this server and ask "
			  "again."));
}

void ledger_send_data(struct books *books, const struct record *record, struct decision *decision,
		      bool waits, const char *files)
{
	struct guild *guild = books_guild(books, record->command.guild_id);
	decision->need = NEED_NOTHING;
	if (logged_or(books, "data_waiting", waits)) {
		decision->status = STATUS_REJECTED;
		decision->code = "data_waiting";
		decision->text =
			tr(record->command.lang, N_("I am already sending you your data as a "
						    "direct message. If it does not arrive, allow "
						    "direct messages from this server."));
		return;
	}
	struct delivery_row *row = add_delivery(books, guild, DELIVER_DM, guild->next_seq);
	row->user_id = record->command.author.id;
	row->files = arena_strdup(&books->chunk, files);
	row->content =
		tr(record->command.lang, N_("Everything that these books keep about you. How long, "
					    "and why: the privacy page of guildledger."));
}

void decide_forget(struct verb_context *context)
{
	const char *who = context_argument(context, "who");
	bool self = who && is_author(context, who);
	struct user *user = mentioned_user(context, who);
	if (!self && !(context->permits & PERMIT_ADMIN)) {
		context_deny(context, "missing_permit",
			     N_("Only you yourself or an admin can have you forgotten: write your "
				"own "
				"mention."));
		return;
	}
	if (refuse_unseen(context, user))
		return;
	if (logged_or(context->books, "already_forgetting", user->forgetting)) {
		context_refuse(context, "already_forgetting",
			       N_("%s is already being forgotten. That can take a few minutes; ask "
				  "again "
				  "when it is done."),
			       person_label(context, user));
		return;
	}
	const char *pseudonym = user->account ? arena_printf(&context->books->chunk, "member-%jd",
							     user->account->key.id)
					      : arena_printf(&context->books->chunk, "member-s%jd",
							     context->guild->next_seq);
	context->decision->forgotten_name = arena_strdup(&context->books->chunk, user->name);
	books_name_user(context->books, user, pseudonym);
	books_nick_user(context->books, user, NULL);
	user->forgotten = user->forgetting = true;
	preferences_drop(context->books, user);
	context->decision->forgotten_parties = forget_parties(context, user);
	context->decision->forgets = user->key.id;
	context_answer(context,
		       N_("Names and texts of %s are forgotten; the amounts stay, as the accounts "
			  "need "
			  "them. If they write here again, their name is kept again."),
		       person_label(context, user));
}
