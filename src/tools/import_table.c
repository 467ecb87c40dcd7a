/* The table of gl-import --dry-run, in the treasurer's language: each line of a list, what it is
 * for, and the sums. Widths are counted in columns of a terminal. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/calendar_words.h"
#include "base/localized.h"
#include "base/output.h"
#include "base/terminal.h"
#include "base/unicode.h"
#include "import/purpose.h"
#include "tools/import_run.h"

enum {
	USUAL_WIDTH = 80,
	FLUSH_SIZE = 64 * 1024,
	FOR_WIDTH = 14,
	MEMBER_WIDTH = 20, /* @ and the digits of an id */
	BY_WIDTH = 12,
	STATE_WIDTH = 24,
	LEAST_TEXT = 12,
	GAP = 2
};

struct table {
	struct import_sink sink;
	struct import_run *run;
	struct buf out;
	enum lang lang;
	const struct checked_account *account;
	bool one_currency, with_years;
	int number_width, day_width, amount_width, text_width, for_width;
	int64_t to_sort; /* of the first currency */
	uint64_t to_sort_count, new_count, known_count, ask_count;
	struct arena arena; /* of a line */
};

static struct table *table_of(struct import_sink *sink)
{
	return (struct table *)sink; /* its first member */
}

/* How many bytes of TEXT fit into WIDTH columns. */
static size_t bytes_within(const char *text, int width)
{
	size_t fit = 0;
	for (size_t next; text[fit]; fit = next) {
		char letter[8] = { 0 };
		next = fit + utf8_prefix(text + fit, 1);
		memcpy(letter, text + fit, next - fit < sizeof letter ? next - fit : 0);
		width -= text_width(letter);
		if (width < 0)
			break;
	}
	return fit;
}

/* TEXT in WIDTH columns: cut with "…", and filled with blanks behind, or before where RIGHT. */
static void put_cell(struct buf *out, const char *text, int width, bool right)
{
	int taken = text_width(text);
	size_t fit = strlen(text);
	bool cut = taken > width;
	if (cut) {
		fit = bytes_within(text, width - 1);
		char *start = strndup(text, fit);
		taken = start ? text_width(start) + 1 : width;
		free(start);
	}
	if (right)
		buf_printf(out, "%*s", width - taken, "");
	buf_add(out, text, fit);
	if (cut)
		buf_text(out, "…");
	if (!right)
		buf_printf(out, "%*s", width - taken, "");
}

/* Without the blanks that fill the last cell. */
static void end_line(struct table *table)
{
	struct buf *out = &table->out;
	while (out->length && out->bytes[out->length - 1] == ' ')
		out->length--;
	buf_char(out, '\n');
	if (out->length >= FLUSH_SIZE)
		buf_flush(out, STDOUT_FILENO);
}

static const char *amount_in(struct table *table, wide amount, const char *currency,
			     char text[LOCALIZED_SIZE])
{
	return localized_amount(table->lang, amount, import_scale(table->account, currency), text);
}

/* "13 Oct", "13 oct 26" */
static void short_day(struct table *table, int64_t day, struct buf *text)
{
	struct date date = date_of_day(day);
	const char *month = month_name(table->lang, date.month);
	buf_printf(text, "%2d %.*s", date.day, (int)utf8_prefix(month, 3), month);
	if (table->with_years)
		buf_printf(text, " %02d", date.year % 100);
}

static void long_day(struct buf *out, int64_t day)
{
	char plain[DAY_TEXT_SIZE], text[LOCALIZED_SIZE];
	buf_text(out, localized_day(day_format(day, plain), DAY_LONG, text));
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

/* "bank · october.csv · CSV by caixabank.rules · windows-1252 · 6 lines, 13/10/2026 to 20/10/2026"
 */
static void put_title(struct table *table, const struct import_start *start)
{
	const struct import_run *run = table->run;
	struct buf *out = &table->out;
	unsigned long count = (unsigned long)table->account->count;
	buf_printf(out, "%s · %s · %s", start->account, run->list_name,
		   tr(table->lang, run->format->title));
	if (run->rules_file)
		buf_printf(out, tr(table->lang, N_(" by %s")), base_name(run->rules_file));
	buf_printf(out, " · %s · ", run->encoding);
	buf_printf(out, trn(table->lang, "%lu line", "%lu lines", count), count);
	if (count && table->account->first_day != NO_DAY) {
		struct buf from = { 0 }, to = { 0 };
		long_day(&from, table->account->first_day);
		long_day(&to, table->account->last_day);
		buf_printf(out, tr(table->lang, N_(", %s to %s")), buf_string(&from),
			   buf_string(&to));
		buf_free(&from);
		buf_free(&to);
	}
	end_line(table);
}

/* The widest that an amount of the account can be: its sums are not smaller. */
static int widest_amount(struct table *table)
{
	int width = 6;
	for (size_t i = 0; i < table->account->currency_count; i++) {
		const struct checked_currency *currency = &table->account->currencies[i];
		char text[LOCALIZED_SIZE];
		int in = text_width(amount_in(table, currency->in, currency->currency, text));
		int out = text_width(
			amount_in(table, -(wide)currency->out, currency->currency, text));
		int unit = table->one_currency ? 0 : text_width(currency->currency) + 1;
		width = in + unit > width ? in + unit : width;
		width = out + unit > width ? out + unit : width;
	}
	return width;
}

static void put_head(struct table *table)
{
	struct buf *out = &table->out, amount = { 0 };
	buf_text(&amount, tr(table->lang, N_("amount")));
	if (table->one_currency && *table->account->currencies[0].currency)
		buf_printf(&amount, " %s", table->account->currencies[0].currency);
	if (table->amount_width < text_width(buf_string(&amount)))
		table->amount_width = text_width(buf_string(&amount));
	int all = terminal_width();
	if (!all)
		all = USUAL_WIDTH;
	table->text_width = all - table->number_width - GAP - table->day_width - GAP -
			    table->amount_width - GAP - GAP - table->for_width - GAP - BY_WIDTH -
			    (table->run->known ? GAP + STATE_WIDTH : 0);
	if (table->text_width < LEAST_TEXT)
		table->text_width = LEAST_TEXT;
	put_cell(out, "", table->number_width + GAP, false);
	put_cell(out, tr(table->lang, N_("day")), table->day_width + GAP, false);
	put_cell(out, buf_string(&amount), table->amount_width, true);
	put_cell(out, "", GAP, false);
	put_cell(out, tr(table->lang, N_("text")), table->text_width + GAP, false);
	/* reports call a memo "for", which is another word in Spanish */
	put_cell(out, table->lang == LANG_ES ? "para" : "for", table->for_width + GAP, false);
	put_cell(out, tr(table->lang, N_("by")), BY_WIDTH + GAP, false);
	if (table->run->known)
		buf_text(out, tr(table->lang, N_("state")));
	end_line(table);
	buf_free(&amount);
}

static void begin_account(struct import_sink *sink, const struct checked_account *account,
			  const struct import_start *start)
{
	struct table *table = table_of(sink);
	char digits[32];
	if (table->account)
		end_line(table);
	table->account = account;
	table->one_currency = account->currency_count == 1;
	table->with_years =
		account->first_day != NO_DAY &&
		date_of_day(account->first_day).year != date_of_day(account->last_day).year;
	table->day_width = table->with_years ? 9 : 6;
	/* of another bot's balances, which have no day, the member is all that there is to read */
	table->for_width = account->first_day == NO_DAY ? MEMBER_WIDTH : FOR_WIDTH;
	table->number_width = snprintf(digits, sizeof digits, "%ju", (uintmax_t)account->count);
	table->number_width = table->number_width < 3 ? 3 : table->number_width;
	table->amount_width = widest_amount(table);
	table->to_sort = 0;
	table->to_sort_count = table->new_count = table->known_count = table->ask_count = 0;
	put_title(table, start);
	if (account->count)
		put_head(table);
}

/* What it is for, as far as that can be told without the books; true: nothing says. */
static bool put_purpose(struct table *table, const struct import_line *record)
{
	const char *whom, *by;
	purpose_told(&table->arena, table->lang, record->candidates, record->candidate_count, &whom,
		     &by);
	put_cell(&table->out, whom ? whom : tr(table->lang, N_("to-sort")), table->for_width,
		 false);
	put_cell(&table->out, "", GAP, false);
	put_cell(&table->out, by, BY_WIDTH, false);
	put_cell(&table->out, "", GAP, false);
	return !whom;
}

static void put_state(struct table *table, const struct import_given *given)
{
	const struct known_verdict *verdict = given->verdict;
	if (!verdict)
		return;
	table->new_count += verdict->what == KNOWN_NEW;
	table->known_count += verdict->what == KNOWN_BOOKED;
	table->ask_count += verdict->what != KNOWN_NEW && verdict->what != KNOWN_BOOKED;
	buf_text(&table->out, known_told(&table->arena, table->lang, verdict, given->occurrence));
}

/* Its amount is of what somebody has to assign. */
static void count_to_sort(struct table *table, const struct list_line *line)
{
	table->to_sort_count++;
	if (table->one_currency && !checked_add(table->to_sort, line->amount, &table->to_sort))
		table->one_currency = false; /* the sum is not said then */
}

static void put_line(struct import_sink *sink, const struct import_given *given)
{
	struct table *table = table_of(sink);
	struct buf *out = &table->out, cell = { 0 };
	const struct list_line *line = given->line;
	char text[LOCALIZED_SIZE];
	buf_printf(out, "%*ju", table->number_width, (uintmax_t)given->number);
	put_cell(out, "", GAP, false);
	if (line->day != NO_DAY)
		short_day(table, line->day, &cell);
	put_cell(out, buf_string(&cell), table->day_width + GAP, false);
	buf_clear(&cell);
	buf_text(&cell, amount_in(table, line->amount, line->currency, text));
	if (!table->one_currency)
		buf_printf(&cell, " %s", line->currency);
	put_cell(out, buf_string(&cell), table->amount_width, true);
	put_cell(out, "", GAP, false);
	put_cell(out, given->record->text, table->text_width, false);
	put_cell(out, "", GAP, false);
	if (put_purpose(table, given->record))
		count_to_sort(table, line);
	put_state(table, given);
	end_line(table);
	arena_reset(&table->arena);
	buf_free(&cell);
}

/* "opening 515.00 + 4.50 = closing 519.50, as the list says", or the sum alone. */
static void put_sum(struct table *table, const struct checked_currency *currency)
{
	const struct checked_account *account = table->account;
	struct buf *out = &table->out;
	wide moved = (wide)currency->in - currency->out;
	char opening[LOCALIZED_SIZE], sum[LOCALIZED_SIZE], closing[LOCALIZED_SIZE];
	amount_in(table, moved, currency->currency, sum);
	amount_in(table, account->opening, currency->currency, opening);
	amount_in(table, account->closing, currency->currency, closing);
	if (account->currency_count != 1 || (!account->has_opening && !account->has_closing))
		buf_printf(out, tr(table->lang, N_("sum %s %s")), sum, currency->currency);
	else if (!account->has_opening)
		buf_printf(out, tr(table->lang, N_("sum %s, closing %s")), sum, closing);
	else if (!account->has_closing)
		buf_printf(out, tr(table->lang, N_("opening %s, sum %s")), opening, sum);
	else
		buf_printf(out,
			   tr(table->lang, N_("opening %s + %s = closing %s, as the list says")),
			   opening, sum, closing);
}

static void end_account(struct import_sink *sink, const struct import_end *end, uint64_t lacking)
{
	struct table *table = table_of(sink);
	const struct checked_account *account = table->account;
	struct buf *out = &table->out;
	char text[LOCALIZED_SIZE];
	(void)end;
	for (size_t i = 0; i < account->currency_count; i++) {
		if (i)
			buf_text(out, " · ");
		put_sum(table, &account->currencies[i]);
	}
	if (table->run->known)
		buf_printf(out, tr(table->lang, N_(" · %ju new, %ju known, %ju to ask")),
			   (uintmax_t)table->new_count, (uintmax_t)table->known_count,
			   (uintmax_t)table->ask_count);
	if (lacking)
		buf_printf(out, tr(table->lang, N_(" · %ju booked that the list lacks")),
			   (uintmax_t)lacking);
	if (table->to_sort_count) {
		buf_printf(out, tr(table->lang, N_(" · to-sort %ju")),
			   (uintmax_t)table->to_sort_count);
		if (table->one_currency)
			buf_printf(out, " (%s)",
				   amount_in(table, table->to_sort, account->currencies[0].currency,
					     text));
	}
	end_line(table);
}

void import_table(struct import_run *run)
{
	struct table table = { .sink = { begin_account, put_line, end_account },
			       .run = run,
			       .lang = run->options.shared.lang };
	import_give(run, &table.sink);
	buf_flush(&table.out, STDOUT_FILENO);
	arena_free(&table.arena);
	buf_free(&table.out);
}
