/* dues exempt: members whom dues are not asked of for a time. */
#include "ledger/days.h"
#include "ledger/lookups.h"
#include "ledger/notices.h"
#include "ledger/pending_rows.h"
#include "ledger/verb_support.h"

static void end_exemption(struct verb_context *context, struct user *user)
{
	struct verb_context words = notice_context(context);
	books_detail(context->books, DETAIL_EXEMPTION, user->key.guild_id, user->key.id)
		->exemption.ended_seq = context->guild->next_seq;
	user->exempt = 0;
	tell_user(context, user, notice_text(&words, N_("You are no longer exempt from dues.")),
		  TELL_APART);
	context_answer(context, N_("%s is no longer exempt from dues."),
		       person_label(context, user));
}

static void exempt(struct verb_context *context, struct user *user, const char *reason,
		   int64_t until)
{
	struct verb_context words = notice_context(context);
	struct detail_row *row =
		books_detail(context->books, DETAIL_EXEMPTION, user->key.guild_id, user->key.id);
	row->exemption.seq = context->guild->next_seq;
	row->exemption.starts = day_of_command(context);
	row->exemption.until = until;
	row->exemption.reason = reason;
	user->exempt = row->exemption.seq;
	if (until == NO_DAY) {
		tell_user(context, user, notice_text(&words, N_("You are exempt from dues.")),
			  TELL_APART);
		context_answer(
			context, N_("%s is exempt from dues until you write %s."),
			person_label(context, user),
			line_to_type(context, VERB_DUES_EXEMPT,
				     arena_printf(&context->books->chunk, "%s off", user->label)));
		return;
	}
	tell_user(context, user,
		  notice_text(&words, N_("You are exempt from dues up to and including %s."),
			      format_day(&words, until)),
		  TELL_APART);
	context_answer(context, N_("%s is exempt from dues up to and including %s."),
		       person_label(context, user), format_day(context, until));
}

void decide_dues_exempt(struct verb_context *context)
{
	const char *who = context_argument(context, "who"),
		   *reason = context_argument(context, "memo");
	int64_t until;
	struct user *user = mentioned_user(context, who);
	if (refuse_unseen(context, user))
		return;
	if (user == context->author)
		context_refuse(context, "own_account",
			       N_("Somebody else has to do this for your account."));
	else if (context_argument(context, "off") && !user->exempt)
		context_refuse(context, "not_exempt", N_("%s is not exempt from dues."),
			       person_label(context, user));
	else if (context_argument(context, "off"))
		end_exemption(context, user);
	else if (!reason)
		context_refuse(context, "missing_memo", N_("Say why: `!dues exempt @ana reason`."));
	else if (read_coming_day(context, "until", &until))
		exempt(context, user, reason, until);
}
