/* What goes to one person alone: answers that say what they have; and what is done where Discord
 * takes no direct message for them. */
#include <string.h>

#include "ledger/fetched.h"
#include "ledger/lookups.h"
#include "ledger/outbox.h"
#include "ledger/pending_rows.h"
#include "ledger/preferences.h"
#include "ledger/untold.h"
#include "ledger/verb_support.h"

bool in_channel(const struct verb_context *context)
{
	return command_is_read_by_others(context->command);
}

bool tells_holdings(const struct verb_context *context, const struct account *account)
{
	if (!account->owner || !in_channel(context))
		return true;
	if (wants_private(context->guild, account->owner))
		return false;
	return account->owner == context->author ||
	       context->permits & (PERMIT_TELLER | PERMIT_AUDITOR);
}

const char *holdings_sentence(const struct verb_context *context, const struct account *account,
			      const struct currency *currency)
{
	if (!tells_holdings(context, account))
		return "";
	return arena_printf(
		&context->books->chunk, tr(context->command->lang, N_(" You have %s.")),
		format_amount(context, account_holdings(account, currency->code), currency));
}

void answer_alone(struct verb_context *context, const struct account *account)
{
	context->decision->alone = account->owner && in_channel(context) && context->author &&
				   wants_private(context->guild, account->owner);
}

void ledger_send_alone(struct books *books, const struct record *record, struct decision *decision)
{
	struct guild *guild = books_guild(books, record->command.guild_id);
	struct delivery_row *row = add_delivery(books, guild, DELIVER_DM, guild->next_seq);
	row->user_id = decision->alone_to ? decision->alone_to : record->command.author.id;
	const char *untold = take_untold(books, record, decision, false);
	row->content = decision->alone_more ? arena_printf(&books->chunk, "%s\n%s", decision->text,
							   decision->alone_more)
					    : decision->text;
	if (untold)
		row->content = arena_printf(&books->chunk, "%s\n\n%s", row->content, untold);
	row->files = decision->files;
	decision->files = NULL;
	decision->text = tr(record->command.lang, N_("I'm sending it to you as a direct message."));
}

void ledger_send_drawing(struct books *books, const struct record *record,
			 struct decision *decision)
{
	const struct command *command = &record->command;
	if (command->source != SOURCE_INTERACTION || !decision->files ||
	    !strstr(decision->files, GNUPLOT_MEDIA_TYPE))
		return;
	struct guild *guild = books_guild(books, command->guild_id);
	bool posted = command_is_read_by_others(command);
	struct delivery_row *row =
		add_delivery(books, guild, posted ? DELIVER_POST : DELIVER_DM, guild->next_seq);
	row->channel_id = posted ? command->channel_id : 0;
	row->user_id = posted ? 0 : command->author.id;
	row->content = ""; /* its title says what it is of; the answer has the figures */
	row->files = decision->files;
	decision->files = NULL;
	decision->text = arena_printf(
		&books->chunk, "%s\n%s", decision->text,
		posted ? tr(command->lang, N_("The chart follows in this channel."))
		       : tr(command->lang, N_("I'm sending you the chart as a direct message.")));
}

/* "Cannot send messages to this user"; no guild is shared with them, or they allow none from it.
 * https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
static bool is_closed(const struct delivered *delivered)
{
	return delivery_failed(delivered) &&
	       (delivered->error_code == 50007 || delivered->error_code == 50278);
}

/* Somebody who wants notices that do not reach them: from now on they are pinged, and where the
 * channel of this one is known, this once at once. */
static void fall_back(struct verb_context *context, struct user *user)
{
	preferences_set_notices(context->books, user, NOTICES_PING);
	context_answer(context,
		       context->books->rules < RULES_MONTH
			       ? N_("<@%ju>: your money moved. Your direct messages are closed, so "
				    "from now on I mention you in the channel. Once they are open, "
				    "write `!notices dm` to get direct messages again.")
			       : N_("<@%ju>: there is news about your money: `!history` and "
				    "`!requests` show it. Your direct messages are closed, so from "
				    "now on I mention you in the channel. Once they are open, "
				    "write `!notices dm` to get direct messages again."),
		       user->key.id);
	struct told *told = arena_alloc(&context->books->chunk, sizeof *told);
	told->user = user;
	context->decision->told = told;
}

static void explain_closed(struct verb_context *context)
{
	context_answer(context,
		       N_("I could not send you the direct message: yours are closed. Open the "
			  "menu of this "
			  "server, choose Privacy Settings, allow Direct Messages, and ask "
			  "again in ten minutes."));
}

void apply_message_result(struct books *books, struct guild *guild,
			  const struct delivered *delivered,
			  const struct fetched_delivery *delivery, struct decision *decision)
{
	struct user *user = books_user(books, guild->guild_id, delivery->user_id);
	bool falls_back = delivery->notice && user->preferences.notices == NOTICES_DM,
	     answers = !delivery->notice && delivery->channel_id;
	if (!is_closed(delivered) || (!falls_back && !answers)) {
		decision->quiet = true;
		return;
	}
	struct verb_context context = system_context(
		books, guild, falls_back ? guild->lang : delivery->lang, NULL, 0, decision);
	decision->delivered_to = user->key.id;
	decision->answers_channel = delivery->channel_id;
	decision->answers_message = delivery->channel_id ? delivery->message_id : 0;
	if (falls_back)
		fall_back(&context, user);
	else
		explain_closed(&context);
}
