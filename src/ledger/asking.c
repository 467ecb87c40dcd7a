/* Asking members for money: whom, within which limits, and the row that waits for each. */
#include "ledger/asking.h"

#include "base/calendar.h"
#include "ledger/days.h"
#include "ledger/decisions.h"
#include "ledger/lookups.h"
#include "ledger/notices.h"
#include "ledger/setting_values.h"

/* "`!request @bob 5 pizza`", where a word of WHO… was no mention. */
static const char *line_with_mention(const struct verb_context *context, const char *word)
{
	static const char *const keys[] = { "amount", "currency", "memo" };
	struct buf rest = { 0 };
	buf_printf(&rest, "@%s", word);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const char *value = context_argument(context, keys[i]);
		if (value && *value)
			buf_printf(&rest, " %s", value);
	}
	const char *line = line_to_type(context, context->verb->id, buf_string(&rest));
	buf_free(&rest);
	return line;
}

bool refuse_account_words(struct verb_context *context, const char *text)
{
	struct payee_word word;
	for (const char *at = text; next_payee_word(context->books, &at, &word);)
		if (word.kind == PAYEE_NAME) {
			context_refuse(context, "mention_expected", N_("Mention whom you ask: %s."),
				       line_with_mention(context, word.text));
			return true;
		}
	return false;
}

static bool role_may_be_asked(struct verb_context *context, const struct payee_word *word)
{
	size_t count;
	if (word->kind == PAYEE_EVERYONE) {
		context_refuse(context, "too_many",
			       N_("You cannot ask everyone at once. Mention at most %d people."),
			       MOST_ASKED);
		return false;
	}
	if (word->kind != PAYEE_ROLE || context->permits & PERMIT_TREASURER)
		return true;
	role_wearers(context, word->id, &count);
	if (count > MOST_ROLE_ASKED)
		context_deny(context, "missing_permit",
			     N_("Only treasurers can ask a role of more than %d people. Mention "
				"the people one by one."),
			     MOST_ROLE_ASKED);
	return count <= MOST_ROLE_ASKED;
}

bool expand_asked(struct verb_context *context, const char *text, struct payees *payees)
{
	struct payee_word word;
	if (names_author_alone(context, text)) {
		context_refuse(context, "self_request", N_("You cannot ask yourself for money."));
		return false;
	}
	if (refuse_account_words(context, text))
		return false;
	for (const char *at = text; next_payee_word(context->books, &at, &word);)
		if (!role_may_be_asked(context, &word))
			return false;
	return payees_expand(context, text, context->author->key.id, MOST_ASKED, payees) &&
	       payees_are_open(context, payees) && leave_out_blockers(context, payees) &&
	       payees_are_there(context, payees);
}

/* With a due date so many days after it, as long as there are dates; else so many times 24 hours.
 */
static void set_end(const struct verb_context *context, struct waiting *row)
{
	int64_t days = guild_setting_integer(context->guild, SETTING_REQUEST_DAYS);
	if (row->due != NO_DAY)
		row->ends = row->due + days < LAST_DAY ? row->due + days : LAST_DAY;
	else
		row->expires_at = context->time + days * DAY_MS;
}

static const char *asker_mention(const struct verb_context *context, const struct waiting *row)
{
	return row->asked_by ? user_mention(context, row->asked_by)
			     : tr(context->command->lang, N_("An operator"));
}

void tell_reminded(struct verb_context *context, const struct waiting *row)
{
	struct verb_context words = notice_context(context);
	const struct currency *currency = guild_currency(context->guild, row->currency);
	int64_t number = (int64_t)row->key.id;
	const char *text = notice_text(
		&words, N_("%s reminds you of %s%s (n.º %jd): `!accept %jd` pays. It ends on %s."),
		asker_mention(&words, row),
		format_amount(&words, row->amount - row->paid, currency),
		colon_what(&words, row->memo), number, number, ending_text(&words, row));
	tell_user(context, books_user(context->books, row->key.guild_id, row->decider_id), text,
		  TELL_DECISION | TELL_APART);
}

void tell_asked(struct verb_context *context, const struct waiting *row)
{
	struct verb_context words = notice_context(context);
	const struct currency *currency = guild_currency(context->guild, row->currency);
	const char *text = notice_text(
		&words,
		N_("%s asks you for %s%s (n.º %jd). Reply `yes` to pay or `no`. It ends on %s."),
		asker_mention(&words, row),
		format_amount(&words, row->amount - row->paid, currency),
		colon_what(&words, row->memo), (int64_t)row->key.id, ending_text(&words, row));
	tell_user(context, books_user(context->books, row->key.guild_id, row->decider_id), text,
		  TELL_DECISION);
}

struct waiting *ask_payee(struct verb_context *context, const struct asking *asking,
			  const struct payee *payee, int64_t amount)
{
	struct waiting *row = add_waiting(context, asking->kind);
	row->decider_id = payee->user->key.id;
	row->from_account = (int64_t)payee->account->key.id;
	row->to_account = (int64_t)asking->to->key.id;
	memcpy(row->currency, asking->currency->code, sizeof row->currency);
	row->amount = amount;
	row->due = asking->due;
	row->memo = arena_strdup(&context->books->memory, asking->memo);
	set_end(context, row);
	list_waiting(context, row);
	tell_asked(context, row);
	return row;
}

const char *for_what(const struct verb_context *context, const char *memo)
{
	return memo ? arena_printf(&context->books->chunk,
				   tr(context->command->lang, N_(" for %s")),
				   escape_markdown(context, memo))
		    : "";
}

const char *colon_what(const struct verb_context *context, const char *memo)
{
	return memo ? arena_printf(&context->books->chunk, ": %s", escape_markdown(context, memo))
		    : "";
}

const char *ending_text(struct verb_context *context, const struct waiting *row)
{
	return format_time(context, end_of_waiting(context, row));
}
