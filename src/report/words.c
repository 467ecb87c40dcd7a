/* The words of the books that reports show. */
#include "report/words.h"

#include <string.h>

#include "base/unicode.h"
#include "command/suggest.h"
#include "command/verbs.h"
#include "ledger/ledger.h"

static const char *const words[] = {
	N_("asset"),
	N_("liability"),
	N_("equity"),
	N_("income"),
	N_("expense"),
	N_("open"),
	N_("frozen"),
	N_("closed"),
	N_("total"),
	N_("total assets"),
	N_("result"),
	N_("total liabilities, equity and result"),
	N_("not registered"),
	N_("opening balance"),
	N_("ok"),
	N_("rejected"),
	N_("denied"),
	N_("failed"),
	N_("left"),
	N_("waiting"),
	N_("approved"),
	N_("withdrawn"),
	N_("member"),
	N_("teller"),
	N_("treasurer"),
	N_("auditor"),
	N_("admin"),
	N_("yes"),
	N_("on its way"),
	N_("refund"),
	N_("people who wrote"),
	N_("commands"),
	N_("commands refused"),
	N_("accounts opened"),
	N_("transactions"),
	N_("moved in all"),
	N_("paid in"),
	N_("paid out"),
	N_("biggest movement"),
	N_("members hold"),
	N_("the till holds"),
	N_("detail"),
	N_("time"),
	N_("asked by"),
	N_("approved by"),
	N_("counts on"),
	N_("own day"),
	N_("memo"),
	N_("debit"),
	N_("credit"),
	N_("batch"),
	N_("state of the batch"),
	N_("reverses"),
	N_("reversed by"),
	N_("reversal asked by"),
	N_("receipt"),
	N_("evidence"),
	N_("row of the log"),
	N_("message"),
	N_("transaction"),
	N_("what"),
	N_("init"),
	N_("reject"),
	N_("guild"),
	N_("role"),
	N_("post"),
	N_("delivered"),
	N_("members"),
	/* what waits and what recurs */
	N_("registration"),
	N_("approval"),
	N_("charge"),
	N_("owe"),
	N_("confirm"),
	N_("line"),
	N_("accepted"),
	N_("declined"),
	N_("cancelled"),
	N_("expired"),
	N_("payroll"),
	N_("active"),
	N_("paused"),
	N_("ended"),
	N_("stopped"),
	N_("everyone"),
	N_("weekly"),
	N_("monthly"),
	N_("quarterly"),
	N_("yearly"),
	/* lines of banks */
	N_("booked"),
	N_("same"),
	N_("by hand"),
	N_("to-sort"),
	N_("agreed"),
	N_("reopened"),
	N_("never reconciled"),
	/* what a period came to, and what months will */
	N_("total income"),
	N_("total expenses"),
	N_("untagged"),
	N_("in"),
	N_("out"),
	N_("total in"),
	N_("total out"),
	N_("closing balance"),
	N_("held by the guild"),
	N_("owed by the guild"),
	N_("own money"),
	N_("owed and due"),
	N_("at the end"),
	N_("ends below zero"),
};
/* What a transaction is, and what waits for one: by the word of its verb, which by itself says what
 * somebody did. */
static const struct {
	const char *word, *shown;
} movements[] = {
	{ "accept", N_("movement|request") }, { "request", N_("movement|request") },
	{ "dues", N_("movement|dues") },      { "every", N_("movement|scheduled") },
	{ "capture", N_("movement|hold") },   { "hold", N_("movement|hold") },
	{ "undo", N_("movement|undone") },
};
/* In Spanish an account is feminine, a batch masculine. */
static const char *const states[] = { N_("account|open"), N_("account|frozen"),
				      N_("account|closed"), N_("batch|open"), N_("batch|closed") };

const char *movement_in(enum lang lang, const char *verb)
{
	for (size_t i = 0; i < sizeof movements / sizeof *movements; i++)
		if (strcmp(movements[i].word, verb) == 0)
			return tr_of(lang, movements[i].shown);
	return NULL;
}

const char *word_in(enum lang lang, const char *word)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i], word) == 0)
			return tr(lang, words[i]);
	const char *movement = movement_in(lang, word);
	if (movement)
		return movement;
	const struct verb *verb = verb_named(word); /* what a transaction is: "pago" */
	return verb && verb->traits & TRAIT_MOVES_MONEY ? tr(lang, verb->name) : word;
}

const char *state_in(enum lang lang, const char *thing, const char *state)
{
	size_t length = strlen(thing);
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (strncmp(states[i], thing, length) == 0 && states[i][length] == '|' &&
		    strcmp(states[i] + length + 1, state) == 0)
			return tr_of(lang, states[i]);
	return word_in(lang, state);
}

const char *verb_in(enum lang lang, const char *verb, char text[VERB_TEXT_SIZE])
{
	const struct verb *known = verb_named(verb);
	/* the log's "reject" is what was not understood */
	if (!known || known->id == VERB_REJECT)
		return word_in(lang, verb);
	size_t length = strcspn(known->words[lang], "|");
	if (length >= VERB_TEXT_SIZE)
		return verb;
	memcpy(text, known->words[lang], length);
	text[length] = '\0';
	return text;
}

/* FOLDED is WORD in either language. */
static bool says(const char *folded, const char *word)
{
	struct arena arena = { 0 };
	bool same = strcmp(folded, word) == 0 ||
		    strcmp(folded, text_fold(&arena, word_in(LANG_ES, word))) == 0;
	arena_free(&arena);
	return same;
}

const char *logged_verb(const char *text)
{
	static const char *const records[] = { "init", "guild",     "role",   "member",
					       "post", "delivered", "reject", NULL };
	struct arena arena = { 0 };
	char *one = text_fold(&arena, text), *two = strpbrk(one, " -");
	enum lang lang = LANG_EN;
	size_t used = 0;
	const struct verb *whole = verb_match(one, NULL, &used, &lang),
			  *verb = whole; /* some verbs have a hyphen */
	if (!whole && two) {
		*two++ = '\0';
		verb = verb_match(one, two, &used, &lang);
		if (used != 2)
			verb = NULL;
	}
	const char *found = verb ? verb->name : NULL;
	for (size_t i = 0; records[i] && !found && !two; i++)
		if (says(one, records[i]))
			found = records[i];
	arena_free(&arena);
	return found;
}

const char *logged_status(const char *text)
{
	static const enum status logged[] = { STATUS_OK, STATUS_REJECTED, STATUS_DENIED,
					      STATUS_FAILED };
	struct arena arena = { 0 };
	const char *folded = text_fold(&arena, text), *found = NULL;
	for (size_t i = 0; i < sizeof logged / sizeof *logged && !found; i++)
		if (says(folded, status_names[logged[i]]))
			found = status_names[logged[i]];
	arena_free(&arena);
	return found;
}

void list_statuses(struct buf *out, enum lang lang)
{
	buf_printf(out, "%s, %s, %s, %s", word_in(lang, "ok"), word_in(lang, "rejected"),
		   word_in(lang, "denied"), word_in(lang, "failed"));
}
