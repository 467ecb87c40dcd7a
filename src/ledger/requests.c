/* request: members ask members for money, or an account of the community for what they laid out;
 * and what becomes of requests and charges. */
#include "ledger/approvals.h"
#include "ledger/asking.h"
#include "ledger/days.h"
#include "ledger/decisions.h"
#include "ledger/lookups.h"
#include "ledger/notices.h"

/* The account of the community that is all of WHO…: then it is an expense claim. NULL: something
 * else. */
static struct account *claimed_account(struct verb_context *context, const char *text)
{
	struct payee_word word, more;
	const char *at = text;
	if (!next_payee_word(context->books, &at, &word) || word.kind != PAYEE_NAME ||
	    next_payee_word(context->books, &at, &more))
		return NULL;
	struct account *account = account_meant(context, word.text);
	return account && !account->owner_id ? account : NULL;
}

/* "@bob (41) and @cleo (42)", of numbers that follow each other. */
static const char *numbered_names(struct verb_context *context, const struct payees *payees,
				  int64_t number)
{
	struct buf names = { 0 };
	enum lang lang = context->command->lang;
	for (size_t i = 0; i < payees->count; i++) {
		const char *between = i == 0                  ? ""
				      : i + 1 < payees->count ? ", "
							      : tr(lang, N_(" and "));
		buf_text(&names, between);
		buf_printf(&names, tr(lang, N_("%s (%jd)")),
			   person_label(context, payees->list[i].user), number + (int64_t)i);
	}
	const char *copy = arena_strdup(&context->books->chunk, buf_string(&names));
	buf_free(&names);
	return copy;
}

static void answer_asked(struct verb_context *context, const struct asking *asking,
			 const struct payees *payees, const struct sum *sum,
			 const struct waiting *first)
{
	const char *amount = format_amount(context, sum->minor, sum->currency),
		   *what = for_what(context, asking->memo), *ends = ending_text(context, first),
		   *left_out = payees_left_out(context, payees);
	int64_t number = (int64_t)first->key.id;
	if (payees->count == 1)
		context_answer(context,
			       N_("You asked %s for %s%s (n.º %jd). They accept by replying `yes`, "
				  "or with `!accept %jd`; it ends on %s%s."),
			       person_label(context, payees->list[0].user), amount, what, number,
			       number, ends, left_out);
	else
		context_answer(context,
			       N_("You asked %s for %s each%s. They accept by replying `yes`, or "
				  "with `!accept` and their number; the requests end on %s%s."),
			       numbered_names(context, payees, number), amount, what, ends,
			       left_out);
}

void decide_request(struct verb_context *context)
{
	struct account *own = own_account(context), *claimed;
	const char *text = context_argument(context, "payees");
	struct payees payees;
	struct sum sum;
	int64_t due;
	if (!own || !account_is_open(context, own))
		return;
	if ((claimed = claimed_account(context, text))) {
		claim_expense(context, claimed);
		return;
	}
	if (!expand_asked(context, text, &payees) || !read_sum(context, &sum, true) ||
	    !read_coming_day(context, "due", &due) || !may_ask(context, &payees))
		return;
	const struct asking asking = { .kind = WAITING_REQUEST,
				       .to = own,
				       .currency = sum.currency,
				       .memo = sum.memo,
				       .due = due };
	const struct waiting *first = NULL;
	for (size_t i = 0; i < payees.count; i++) {
		const struct waiting *row = ask_payee(context, &asking, &payees.list[i], sum.minor);
		first = first ? first : row;
	}
	if (first)
		answer_asked(context, &asking, &payees, &sum, first);
}

static struct user *asker_of(const struct verb_context *context, const struct waiting *row)
{
	return row->asked_by ? books_user(context->books, row->key.guild_id, row->asked_by) : NULL;
}

/* Tells who asked on behalf of the community that AMOUNT was paid; whose money moved is told of
 * that already. */
static void tell_paid(struct verb_context *context, const struct waiting *row,
		      const struct account *to, int64_t amount)
{
	struct verb_context words = notice_context(context);
	const struct currency *currency = guild_currency(context->guild, row->currency);
	if (to->owner)
		return;
	const char *text = notice_text(&words, N_("%s paid %s%s (%jd)."),
				       user_mention(&words, row->decider_id),
				       format_amount(&words, amount, currency),
				       colon_what(&words, row->memo), (int64_t)row->key.id);
	tell_user(context, asker_of(context, row), text, TELL);
}

static void answer_paid(struct verb_context *context, const struct waiting *row,
			const struct account *from, const struct account *to, int64_t amount)
{
	const struct currency *currency = guild_currency(context->guild, row->currency);
	int64_t open = row->amount - row->paid;
	const char *rest =
		open ? arena_printf(&context->books->chunk,
				    tr(context->command->lang, N_(" %s are still open.")),
				    format_amount(context, open, currency))
		     : "";
	const char *have = holdings_sentence(context, from, currency);
	context_answer(context, N_("Paid %s to %s%s (%jd).%s%s"),
		       format_amount(context, amount, currency), account_label(context, to),
		       colon_what(context, row->memo), (int64_t)row->key.id, rest, have);
}

static void accept_request(struct verb_context *context, struct waiting *row, int64_t amount)
{
	uint64_t guild_id = row->key.guild_id;
	struct account *from = books_account(context->books, guild_id, row->from_account),
		       *to = books_account(context->books, guild_id, row->to_account);
	const struct line lines[] = { { from, amount, row->currency },
				      { to, -amount, row->currency } };
	if (to->owner && to->owner->left) {
		context_refuse(context, "left", N_("%s has left this community."),
			       account_label(context, to));
		return;
	}
	context->verb = &verb_table[VERB_ACCEPT]; /* whichever word was used */
	context->waiting = row;
	if (!post_transaction(context, lines, 2, row->memo, 0))
		return;
	add_paid(context, row, amount);
	tell_paid(context, row, to, amount);
	answer_paid(context, row, from, to, amount);
}

/* "@bob declined 41: “paid already”." */
static const char *declined_text(const struct verb_context *context, const struct waiting *row,
				 const char *reason)
{
	struct verb_context words = notice_context(context);
	const char *who = user_mention(&words, row->decider_id);
	int64_t number = (int64_t)row->key.id;
	if (!reason)
		return notice_text(&words, N_("%s declined %jd."), who, number);
	return notice_text(&words, N_("%s declined %jd: “%s”."), who, number,
			   escape_markdown(&words, reason));
}

static void end_declined(struct verb_context *context, struct waiting *row)
{
	const struct account *to =
		books_account(context->books, row->key.guild_id, row->to_account);
	end_waiting(context, row, WAITING_DECLINED, NULL);
	context_answer(context, N_("You declined %jd of %s."), (int64_t)row->key.id,
		       account_label(context, to));
}

static void decline_request(struct verb_context *context, struct waiting *row, const char *reason)
{
	end_declined(context, row);
	tell_user(context, asker_of(context, row), declined_text(context, row, reason), TELL);
}

static void decline_charge(struct verb_context *context, struct waiting *row, const char *reason)
{
	end_declined(context, row);
	tell_treasurers(context, declined_text(context, row, reason));
}

/* Another treasurer may take back a charge: who asked hears it. */
static bool cancel_charge(struct verb_context *context, struct waiting *row, const char *reason)
{
	struct verb_context words = notice_context(context);
	const char *who = context->author ? user_mention(&words, context->author->key.id)
					  : tr(words.command->lang, N_("An operator"));
	int64_t number = (int64_t)row->key.id;
	const char *text = reason ? notice_text(&words, N_("%s took back %jd: “%s”."), who, number,
						escape_markdown(&words, reason))
				  : notice_text(&words, N_("%s took back %jd."), who, number);
	tell_user(context, asker_of(context, row), text, TELL);
	return true;
}

static void expire_request(struct verb_context *context, struct waiting *row)
{
	struct verb_context words = notice_context(context);
	tell_user(context, asker_of(context, row),
		  notice_text(&words, N_("%jd of %s ended unanswered."), (int64_t)row->key.id,
			      user_mention(&words, row->decider_id)),
		  TELL_APART);
}

static void remind_request(struct verb_context *context, struct waiting *row)
{
	const struct currency *currency = guild_currency(context->guild, row->currency);
	const struct user *asked = books_user(context->books, row->key.guild_id, row->decider_id);
	tell_reminded(context, row);
	context_answer(context, N_("%s is reminded of %s%s (n.º %jd)."),
		       person_label(context, asked),
		       format_amount(context, row->amount - row->paid, currency),
		       for_what(context, row->memo), (int64_t)row->key.id);
}

const struct waiting_kind_rules request_kind_rules = { .in_parts = true,
						       .accept = accept_request,
						       .decline = decline_request,
						       .expire = expire_request,
						       .remind = remind_request };
/* A treasurer may be among those who are charged: then it is theirs to accept. */
const struct waiting_kind_rules charge_kind_rules = { .asker_decides = true,
						      .in_parts = true,
						      .of_community = true,
						      .accept = accept_request,
						      .decline = decline_charge,
						      .cancel = cancel_charge,
						      .expire = expire_request,
						      .remind = remind_request };
