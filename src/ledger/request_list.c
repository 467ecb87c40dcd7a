/* requests: what somebody is asked for, and what they asked for, as long as it waits. */
#include "ledger/decisions.h"
#include "ledger/lookups.h"

enum { MOST_LINES = 15 /* of a block: an answer has 2,000 characters */ };

/* Who is on the other side: who asked, who decides, or the account that it goes to. */
static const char *other_side(struct verb_context *context, const struct waiting *row, bool asked)
{
	uint64_t guild_id = row->key.guild_id, user_id = asked ? row->asked_by : row->decider_id;
	if (user_id)
		return person_label(context, books_user(context->books, guild_id, user_id));
	if (asked && row->to_account)
		return account_label(context,
				     books_account(context->books, guild_id, row->to_account));
	return permit_names(context, PERMIT_TREASURER);
}

/* What it is for; of what nobody said that, what it would do. */
static const char *purpose_of(struct verb_context *context, const struct waiting *row)
{
	static const char *const kinds[WAITING_KINDS] = {
		[WAITING_REGISTRATION] = N_("registration"),
		[WAITING_APPROVAL] = N_("approval"),
		[WAITING_REQUEST] = N_("request"),
		[WAITING_CHARGE] = N_("charge"),
		[WAITING_DUES] = N_("dues"),
		[WAITING_OWE] = N_("debt"),
		[WAITING_HOLD] = N_("hold"),
		[WAITING_CONFIRM] = N_("confirmation"),
		[WAITING_UNDO] = N_("undo"),
		[WAITING_LINE] = N_("bank line"),
	};
	return row->memo ? escape_markdown(context, row->memo)
			 : tr(context->command->lang, kinds[row->kind]);
}

/* "41 · @bob · 12.50 EUR · pizza · until 2027-02-01 10:00" */
static void add_line(struct verb_context *context, struct buf *list, const struct waiting *row,
		     bool asked)
{
	const struct currency *currency = guild_currency(context->guild, row->currency);
	int64_t end = end_of_waiting(context, row);
	buf_printf(list, "\n%ju · %s", row->key.id, other_side(context, row, asked));
	if (currency)
		buf_printf(list, " · %s",
			   format_amount(context, row->amount - row->paid, currency));
	buf_printf(list, " · %s", purpose_of(context, row));
	if (end) {
		buf_text(list, " · ");
		buf_printf(list, tr(context->command->lang, N_("until %s")),
			   format_time(context, end));
	}
}

/* Whether the row is in the block: of what USER asked for, or of what they are asked. What they
 * confirm themselves they are asked. */
static bool is_of_block(const struct verb_context *context, const struct waiting *row,
			const struct user *user, bool asked)
{
	if (row->state != STILL_WAITING || waiting_is_over(context, row) ||
	    row->kind == WAITING_HOLD)
		return false;
	bool decides_it = row->decider_id == user->key.id;
	return asked ? decides_it : !decides_it && row->asked_by == user->key.id;
}

/* Newest first; how many lines there are. */
static size_t add_block(struct verb_context *context, struct buf *list, const struct user *user,
			bool asked)
{
	const struct waiting_link *link = books_waiting_of_user(context->books, user);
	const struct waiting **rows;
	size_t count = 0, room = 0;
	for (const struct waiting_link *at = link; at; at = at->next)
		room++;
	rows = arena_alloc(&context->books->chunk, sizeof *rows * (room + 1));
	for (; link; link = link->next)
		if (is_of_block(context, link->row, user, asked))
			rows[count++] = link->row;
	for (size_t i = 0; i < count && i < MOST_LINES; i++)
		add_line(context, list, rows[count - 1 - i], asked);
	if (count > MOST_LINES)
		buf_printf(list, tr(context->command->lang, N_("\nand %zu more")),
			   count - MOST_LINES);
	return count;
}

/* Whose list it is; NULL after a refusal. */
static struct user *listed_user(struct verb_context *context)
{
	const char *who = context_argument(context, "who");
	struct user *user = context->author;
	if (who && !is_author(context, who)) {
		if (!(context->permits & PERMIT_AUDITOR)) {
			context_deny(context, "missing_permit",
				     N_("Only auditors and treasurers can see the requests of "
					"others."));
			return NULL;
		}
		user = mentioned_user(context, who);
		return refuse_unseen(context, user) ? NULL : user;
	}
	if (!user)
		context_refuse(context, "no_own_account",
			       N_("An operator has no requests. Say whose you want to see: "
				  "`!requests @ana`."));
	return user;
}

void decide_requests(struct verb_context *context)
{
	struct user *user = listed_user(context);
	struct buf asked = { 0 }, asking = { 0 };
	if (!user)
		return;
	bool own = user == context->author;
	size_t of_them = add_block(context, &asked, user, true),
	       by_them = add_block(context, &asking, user, false);
	const char *name = person_label(context, user);
	if (own && !of_them && !by_them)
		context_answer(context, N_("Nothing waits for you, and you asked for nothing."));
	else if (!of_them && !by_them)
		context_answer(context, N_("Nothing waits for %s, and they asked for nothing."),
			       name);
	else if (own)
		context_answer(context, N_("You are asked:%s\nYou asked:%s"),
			       of_them ? buf_string(&asked) : " –",
			       by_them ? buf_string(&asking) : " –");
	else
		context_answer(context, N_("%s is asked:%s\n%s asked:%s"), name,
			       of_them ? buf_string(&asked) : " –", name,
			       by_them ? buf_string(&asking) : " –");
	if (user->account)
		answer_alone(context, user->account);
	buf_free(&asked);
	buf_free(&asking);
}
