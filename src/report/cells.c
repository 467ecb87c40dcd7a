/* What is in the cells of a report: values as records have them, as people read them, or as a
 * spreadsheet takes them. */
#include "report/cells.h"

#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/instant.h"
#include "base/localized.h"
#include "base/unicode.h"
#include "command/receipt_code.h"
#include "command/verbs.h"
#include "ledger/currency_code.h"
#include "ledger/fetched.h"
#include "ledger/ledger.h"
#include "ledger/lookups.h"
#include "ledger/schedule_words.h"
#include "report/month_cells.h"
#include "report/names.h"
#include "report/words.h"
#include "store/seal.h"

static bool for_people(const struct formatting *formatting)
{
	return formatting->form != FORM_RECORD;
}

/* A day, or a day and a time behind it, as "2026-11-24 10:12". Spreadsheets take that for a date in
 * every language; in a Spanish one dates are 24/11/2026. */
static void add_day(const struct formatting *formatting, struct buf *cell, const char *day)
{
	int length = (int)strcspn(day, "-"), month = length + 1, date = month + 3;
	if (formatting->form == FORM_SHEET && formatting->lang == LANG_ES &&
	    strlen(day) >= (size_t)date + 2)
		buf_printf(cell, "%.2s/%.2s/%.*s%s", day + date, day + month, length, day,
			   day + date + 2);
	else
		buf_text(cell, day);
}

static void add_amount(const struct formatting *formatting, struct buf *cell, wide minor, int scale)
{
	char amount[DECIMAL_TEXT_SIZE], localized[LOCALIZED_SIZE];
	decimal_from_minor(minor, scale, amount);
	size_t whole = strcspn(amount, ".");
	if (formatting->form == FORM_CHAT)
		buf_text(cell, localized_amount(formatting->lang, minor, scale, localized));
	else if (formatting->form != FORM_SHEET || formatting->lang != LANG_ES || !amount[whole])
		buf_text(cell, amount);
	else
		buf_printf(cell, "%.*s,%s", (int)whole, amount, amount + whole + 1);
}

static void add_time(const struct formatting *formatting, struct buf *cell, int64_t time)
{
	char text[INSTANT_TEXT_SIZE];
	if (for_people(formatting))
		add_day(formatting, cell, instant_format_local(formatting->zone, time, text));
	else
		buf_text(cell, instant_format(time, text));
}

static const char *word_of(const struct formatting *formatting, enum column_kind kind,
			   const char *word, char verb[VERB_TEXT_SIZE])
{
	switch (kind) {
	case COLUMN_ACCOUNT_STATE: return state_in(formatting->lang, "account", word);
	case COLUMN_BATCH_STATE: return state_in(formatting->lang, "batch", word);
	case COLUMN_VERB: return verb_in(formatting->lang, word, verb);
	default: return word_in(formatting->lang, word);
	}
}

static bool is_word(enum column_kind kind)
{
	return kind == COLUMN_WORD || kind == COLUMN_ACCOUNT_STATE || kind == COLUMN_BATCH_STATE ||
	       kind == COLUMN_VERB;
}

/* The guild's own accounts as people read them, members as records have them: without "@". */
static void sheet_name(const struct formatting *formatting, struct buf *cell, const char *label)
{
	struct buf name = { 0 };
	shown_name_in(&name, label, formatting->defaults, formatting->lang);
	if (*buf_string(&name) == '@')
		shown_name(cell, label, false);
	else
		buf_text(cell, buf_string(&name));
	buf_free(&name);
}

/* All members together are the label "\1", nine accounts "\0059", which no account has. */
static void format_name(const struct formatting *formatting, struct buf *cell, const char *label)
{
	if (*label == '\5')
		buf_printf(cell,
			   tr(for_people(formatting) ? formatting->lang : LANG_EN, N_("%s people")),
			   label + 1);
	else if (strcmp(label, "\1") == 0)
		buf_text(cell,
			 for_people(formatting) ? word_in(formatting->lang, "members") : "members");
	else if (formatting->form == FORM_PEOPLE || formatting->form == FORM_CHAT ||
		 formatting->form == FORM_CHART)
		shown_name_in(cell, label, formatting->defaults, formatting->lang);
	else if (for_people(formatting))
		sheet_name(formatting, cell, label);
	else
		shown_name(cell, label, false);
}

static void format_receipt(const struct formatting *formatting, struct buf *cell,
			   int64_t transaction)
{
	static struct books books; /* large */
	struct receipt_code code;
	char text[RECEIPT_TEXT_SIZE];
	books_start(&books);
	books_want(&books, WANTED_TRANSACTION, formatting->guild_id, (uint64_t)transaction, NULL);
	store_load(formatting->store, &books);
	const struct fetched_transaction *found =
		books_loaded_transaction(&books, formatting->guild_id, transaction);
	if (found && found->exists) {
		ledger_receipt(found, &code);
		buf_text(cell, receipt_code_write(&code, text));
	}
	books_end_chunk(&books);
	books_forget(&books);
	arena_free(&books.chunk);
	arena_free(&books.memory);
}

/* Only in the text beside a block does each reader see the time of their own clock: "\1", which no
 * text of people holds, tells a Discord time from others. */
static void format_detail_time(const struct formatting *formatting, struct buf *cell, int64_t time)
{
	if (formatting->form == FORM_CHAT)
		buf_printf(cell, CHAT_TIME "<t:%jd:f>", time / 1000);
	else
		add_time(formatting, cell, time);
}

/* The difference of a count is booked with a memo of the rules; a person may write the same. */
static void format_memo(const struct formatting *formatting, struct buf *cell, const char *verb,
			const char *memo)
{
	if (for_people(formatting) && strcmp(memo, "count") == 0 &&
	    (!*verb || verb_traits(verb) & TRAIT_SEALS))
		buf_text(cell, tr_of(formatting->lang, N_("memo|count")));
	else
		text_clean_lines(cell, memo);
}

/* What the transaction of a row is; "": the row does not say. */
static const char *verb_of_row(const struct report *report, const struct value *values)
{
	for (int i = 0; report->columns[i].title; i++)
		if (report->columns[i].kind == COLUMN_WORD && values[i].kind == VALUE_TEXT &&
		    strcmp(report->columns[i].title, "what") == 0)
			return values[i].text;
	return "";
}

static void format_detail(const struct formatting *formatting, struct buf *cell, const char *text)
{
	const char *value = text + 1, *movement;
	char verb[VERB_TEXT_SIZE];
	switch (*text) {
	case DETAIL_TIME: format_detail_time(formatting, cell, strtoll(value, NULL, 10)); break;
	case DETAIL_BESIDE:
		if (formatting->form != FORM_CHAT)
			text_clean_lines(cell, value);
		break;
	case DETAIL_MEMO: format_memo(formatting, cell, "", value); break;
	case DETAIL_NAME: format_name(formatting, cell, value); break;
	case DETAIL_VERB:
		movement = movement_in(formatting->lang, value);
		buf_text(cell, !for_people(formatting) ? value
			       : movement              ? movement
					  : word_of(formatting, COLUMN_VERB, value, verb));
		break;
	case DETAIL_BATCH_STATE:
		buf_text(cell, for_people(formatting)
				       ? word_of(formatting, COLUMN_BATCH_STATE, value, verb)
				       : value);
		break;
	case DETAIL_RECEIPT: format_receipt(formatting, cell, strtoll(value, NULL, 10)); break;
	default: text_clean_lines(cell, value);
	}
}

static void add_rule(const struct formatting *formatting, struct buf *cell, const char *text)
{
	char canonical[RECURRENCE_TEXT_SIZE];
	struct recurrence rule;
	int64_t done, until;
	if (!rule_of_columns(text, &rule, &done, &until))
		return;
	if (for_people(formatting))
		recurrence_words(cell, formatting->lang, &rule);
	else
		buf_text(cell, recurrence_text(&rule, canonical));
}

/* False: none comes. */
static bool add_next(const struct formatting *formatting, struct buf *cell, const char *text)
{
	char next_text[DAY_TEXT_SIZE];
	struct recurrence rule;
	int64_t done, until, next;
	if (!rule_of_columns(text, &rule, &done, &until))
		return false;
	next = recurrence_after(&rule, done);
	if (next == NO_DAY || (until != NO_DAY && next > until))
		return false;
	day_format(next, next_text);
	if (for_people(formatting))
		add_day(formatting, cell, next_text);
	else
		buf_text(cell, next_text);
	return true;
}

static void add_payees(const struct formatting *formatting, struct buf *cell, const char *text)
{
	if (for_people(formatting))
		payee_names(cell, formatting, text);
	else
		text_clean_lines(cell, text);
}

static bool format_cell(struct formatting *formatting, int column, const struct value *values,
			int scale)
{
	const struct value *value = &values[column];
	struct buf *cell = &formatting->cells[column];
	enum column_kind kind = formatting->report->columns[column].kind;
	char verb[VERB_TEXT_SIZE];
	buf_clear(cell);
	if (kind == COLUMN_RUNNING) {
		add_amount(formatting, cell, formatting->running, scale);
		return true;
	}
	/* the first rows of a log come before any message */
	if (value->kind == VALUE_NULL || (kind == COLUMN_TIME && !value->integer))
		return false;
	if (kind == COLUMN_AMOUNT)
		add_amount(formatting, cell, value_wide(value), scale);
	else if (kind == COLUMN_TIME)
		add_time(formatting, cell, value->integer);
	else if (kind == COLUMN_NAME)
		format_name(formatting, cell, value->text);
	else if (kind == COLUMN_MEMO)
		format_memo(formatting, cell, verb_of_row(formatting->report, values), value->text);
	else if (kind == COLUMN_DETAIL)
		format_detail(formatting, cell, value->text);
	else if (kind == COLUMN_RULE)
		add_rule(formatting, cell, value->text);
	else if (kind == COLUMN_NEXT)
		return add_next(formatting, cell, value->text);
	else if (kind == COLUMN_PAYEES)
		add_payees(formatting, cell, value->text);
	else if (kind == COLUMN_REASON && for_people(formatting) &&
		 schedule_reason_words(formatting->lang, value->text))
		buf_text(cell, schedule_reason_words(formatting->lang, value->text));
	else if (kind == COLUMN_DAY && for_people(formatting))
		add_day(formatting, cell, value->text);
	else if (value->kind == VALUE_INTEGER)
		buf_printf(cell, "%jd", value->integer);
	else if (is_word(kind) && for_people(formatting))
		buf_text(cell, word_of(formatting, kind, value->text, verb));
	else
		text_clean_lines(cell, value->text);
	return true;
}

void cells_run(struct formatting *formatting, const struct value *values)
{
	const struct column *columns = formatting->report->columns;
	int column = 0;
	while (columns[column].title && columns[column].kind != COLUMN_RUNNING)
		column++;
	if (!columns[column++].title)
		return;
	if (strcmp(formatting->currency, values[column].text) != 0)
		formatting->running = 0;
	currency_code_copy(formatting->currency, values[column].text);
	formatting->running += value_wide(&values[column - 2]);
}

void cells_format(struct formatting *formatting, const struct value *values, int columns,
		  const char *cells[])
{
	int scale = (int)values[columns - 1].integer;
	for (int i = 0; i < columns - 1; i++)
		cells[i] = (!formatting->unused || !formatting->unused[i]) &&
					   format_cell(formatting, i, values, scale)
				   ? buf_string(&formatting->cells[i])
				   : NULL;
}

void cells_free(struct formatting *formatting)
{
	for (int i = 0; i < MAX_REPORT_COLUMNS; i++)
		buf_free(&formatting->cells[i]);
}
