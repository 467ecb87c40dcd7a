/* Schedules in words: what is paid to whom and when, for answers and notices. */
#include "ledger/schedule_words.h"

#include "ledger/lookups.h"
#include "ledger/payees.h"

static const char *taken(struct verb_context *context, struct buf *text)
{
	const char *copy = arena_strdup(&context->books->chunk, buf_string(text));
	buf_free(text);
	return copy;
}

static const char *payee_label(struct verb_context *context, const struct payee_word *word)
{
	if (word->kind == PAYEE_EVERYONE)
		return tr(context->command->lang, N_("everyone"));
	if (word->kind == PAYEE_ROLE)
		return role_label(context, word->id);
	const struct account *account = account_meant(context, word->text);
	return account ? account_label(context, account) : escape_markdown(context, word->text);
}

const char *payees_label(struct verb_context *context, const char *payees)
{
	struct buf list = { 0 };
	struct payee_word word;
	while (next_payee_word(context->books, &payees, &word))
		buf_printf(&list, "%s%s", list.length ? ", " : "", payee_label(context, &word));
	return taken(context, &list);
}

/* Whether the words mean one payee, now and always. */
static bool means_one(struct verb_context *context, const char *payees)
{
	struct payee_word first, second;
	return next_payee_word(context->books, &payees, &first) &&
	       !next_payee_word(context->books, &payees, &second) && first.kind != PAYEE_ROLE &&
	       first.kind != PAYEE_EVERYONE;
}

/* "20.00 EUR to @ana", "10.00 EUR from wages to each of @Helpers" */
static const char *sum_label(struct verb_context *context, const struct schedule *schedule)
{
	enum lang lang = context->command->lang;
	struct arena *arena = &context->books->chunk;
	const char *amount = format_amount(context, schedule->amount,
					   guild_currency(context->guild, schedule->currency));
	if (schedule->kind == SCHEDULE_DUES)
		return arena_printf(arena, tr(lang, N_("dues of %s from %s")), amount,
				    role_label(context, schedule->role_id));
	const char *to = payees_label(context, schedule->payees);
	if (schedule->kind == SCHEDULE_PAYROLL)
		amount = arena_printf(
			arena, tr(lang, N_("%s from %s")), amount,
			account_label(context, books_account(context->books, schedule->key.guild_id,
							     schedule->payer)));
	return means_one(context, schedule->payees)
		       ? arena_printf(arena, tr(lang, N_("%s to %s")), amount, to)
		       : arena_printf(arena, tr(lang, N_("%s to each of %s")), amount, to);
}

const char *schedule_label(struct verb_context *context, const struct schedule *schedule)
{
	struct buf rule = { 0 };
	recurrence_words(&rule, context->command->lang, &schedule->recurrence);
	const char *label = arena_printf(&context->books->chunk,
					 tr(context->command->lang, N_("%s %s at %02d:%02d")),
					 sum_label(context, schedule), buf_string(&rule),
					 schedule->at / 60, schedule->at % 60);
	buf_free(&rule);
	return label;
}

const char *schedule_state_label(const struct verb_context *context, enum schedule_state state)
{
	static const char *const labels[] = { N_("schedule|active"), N_("schedule|paused"),
					      N_("schedule|ended"), N_("schedule|stopped") };
	return tr_of(context->command->lang, labels[state]);
}

const char *schedule_reason_words(enum lang lang, const char *code)
{
	static const struct {
		const char *code, *text;
	} reasons[] = {
		{ "misses", N_("three dates in a row paid nobody") },
		{ "left", N_("the owner left") },
		{ "account_closed", N_("the account that pays is closed") },
		{ "set_aside", N_("it could not be run") },
	};
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (strcmp(reasons[i].code, code) == 0)
			return tr(lang, reasons[i].text);
	return NULL;
}

const char *schedule_reason(const struct verb_context *context, const struct schedule *schedule)
{
	if (!schedule->reason)
		return NULL;
	const char *known = schedule_reason_words(context->command->lang, schedule->reason);
	return known ? known : escape_markdown(context, schedule->reason);
}
