/* The journal: pages of JOURNAL_PAGE transactions, and the list of them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "base/instant.h"
#include "site/pages.h"

/* A transaction being gathered from its entries; its cells are the same in both languages, but for
 * the words. */
struct journal {
	struct site_page *pages; /* of as many languages as COUNT */
	int count;
	int64_t id, time, batch, reverses;
	wide debit_total;
	int scale, entries;
	bool mixed; /* currencies */
	char verb[32], currency[CURRENCY_SIZE];
	struct site_page debit, credit, memo;
};

void mark(struct marks *marks, int64_t page)
{
	if (page / 8 >= marks->size) {
		int64_t size = page / 8 + 1024;
		marks->bits = realloc(marks->bits, (size_t)size);
		if (!marks->bits)
			fail(EX_OSERR, "out of memory");
		memset(marks->bits + marks->size, 0, (size_t)(size - marks->size));
		marks->size = size;
	}
	marks->bits[page / 8] |= (unsigned char)(1 << page % 8);
}

bool marked(const struct marks *marks, int64_t page)
{
	return page / 8 < marks->size && marks->bits[page / 8] & 1 << page % 8;
}

static void finish_row(struct journal *journal)
{
	struct value time = { .kind = VALUE_INTEGER, .integer = journal->time };
	for (int i = 0; i < journal->count && journal->id; i++) {
		struct site_page *page = &journal->pages[i];
		struct buf *out = &page->out;
		buf_printf(out, "<tr id=t%lld><th scope=row>%lld", (long long)journal->id,
			   (long long)journal->id);
		cell_time(page, &time);
		cell_word(page, journal->verb);
		if (journal->reverses) {
			buf_char(out, ' ');
			link_transaction(page, journal->reverses);
		}
		if (journal->mixed) {
			buf_text(out, "<td class=n><td>");
		} else {
			cell_amount(page, journal->debit_total, journal->scale);
			buf_printf(out, "<td>%s", journal->currency);
		}
		buf_printf(out,
			   "<td>%s<td>%s<td>%s<td class=n><a href=\"%sbatch/%lld.html\">%lld</a>\n",
			   buf_string(&journal->debit.out), buf_string(&journal->credit.out),
			   buf_string(&journal->memo.out), page->up, (long long)journal->batch,
			   (long long)journal->batch);
		page_flush(page);
	}
	journal->id = 0;
}

static void begin_row(struct journal *journal, const struct value *values)
{
	journal->id = values[0].integer;
	journal->time = values[1].integer;
	journal->batch = values[2].integer;
	journal->reverses = values[5].kind == VALUE_INTEGER ? values[5].integer : 0;
	journal->debit_total = 0;
	journal->entries = 0;
	journal->mixed = false;
	journal->scale = (int)values[10].integer;
	snprintf(journal->verb, sizeof journal->verb, "%s", values[3].text);
	snprintf(journal->currency, sizeof journal->currency, "%s", values[8].text);
	buf_clear(&journal->debit.out);
	buf_clear(&journal->credit.out);
	buf_clear(&journal->memo.out);
	if (values[4].kind == VALUE_TEXT)
		page_text(&journal->memo, values[4].text);
}

static bool take_entry(void *context, const struct value *values)
{
	struct journal *journal = context;
	char text[DECIMAL_TEXT_SIZE];
	if (values[0].integer != journal->id) {
		finish_row(journal);
		begin_row(journal, values);
	}
	int64_t amount = values[9].integer;
	struct site_page *side = amount > 0 ? &journal->debit : &journal->credit;
	if (side->out.length)
		buf_text(&side->out, "<br>");
	link_account(side, values[6].integer, values[7].text);
	journal->entries++;
	if (strcmp(journal->currency, values[8].text) != 0)
		journal->mixed = true;
	if (journal->entries > 2 || journal->mixed)
		buf_printf(&side->out, " %s %s",
			   decimal_from_minor(amount > 0 ? amount : -amount,
					      (int)values[10].integer, text),
			   values[8].text);
	if (amount > 0)
		journal->debit_total += amount;
	return true;
}

static void write_rows(struct site_page *pages, int count, int64_t after, int64_t upto)
{
	static const struct heading headings[] = {
		{ N_("no."), CELL_TEXT },      { N_("time"), CELL_TEXT },
		{ N_("kind"), CELL_TEXT },     { N_("amount"), CELL_NUMBER },
		{ N_("currency"), CELL_TEXT }, { N_("debit"), CELL_TEXT },
		{ N_("credit"), CELL_TEXT },   { N_("memo"), CELL_TEXT },
		{ N_("batch"), CELL_NUMBER },
	};
	struct journal journal = { .pages = pages, .count = count };
	struct site_page *cells[] = { &journal.debit, &journal.credit, &journal.memo };
	struct binding bindings[] = { bind_integer(":after", after), bind_integer(":upto", upto) };
	char range[64];
	for (size_t i = 0; i < 3; i++) {
		cells[i]->site = pages->site;
		memcpy(cells[i]->up, pages->up, sizeof pages->up);
	}
	snprintf(range, sizeof range, "%lld–%lld", (long long)after + 1, (long long)upto);
	for (int i = 0; i < count; i++)
		table_open(&pages[i], page_tr(&pages[i], N_("Transactions")), range, headings,
			   sizeof headings / sizeof *headings, true);
	site_query(pages->site, "site journal", bindings, 2, take_entry, &journal);
	finish_row(&journal);
	for (int i = 0; i < count; i++)
		table_close(&pages[i]);
	for (size_t i = 0; i < 3; i++)
		buf_free(&cells[i]->out);
}

void journal_rows(struct site_page *page, int64_t after, int64_t upto)
{
	write_rows(page, 1, after, upto);
}

/* Above and below the table; a landmark once. */
static void add_neighbours(struct site_page *page, int64_t number, int64_t last,
			   const char *element)
{
	if (last < 2)
		return;
	buf_printf(&page->out, "<%s class=neighbours", element);
	if (*element == 'n')
		buf_printf(&page->out, " aria-label=\"%s\"",
			   page_tr(page, N_("Pages of the journal")));
	buf_char(&page->out, '>');
	if (number > 1)
		buf_printf(&page->out, "<a rel=prev href=\"%lld.html\">← %s</a> ",
			   (long long)number - 1, page_tr(page, N_("older")));
	if (number < last)
		buf_printf(&page->out, "<a rel=next href=\"%lld.html\">%s →</a>",
			   (long long)number + 1, page_tr(page, N_("newer")));
	buf_printf(&page->out, "</%s>\n", element);
}

static void write_page(struct site *site, int64_t number, int64_t last)
{
	struct site_page pages[LANG_COUNT];
	char path[PATH_SIZE], range[64];
	int64_t after = (number - 1) * JOURNAL_PAGE,
		upto = after + JOURNAL_PAGE < site->transactions ? after + JOURNAL_PAGE
								 : site->transactions;
	snprintf(path, sizeof path, "journal/%lld.html", (long long)number);
	snprintf(range, sizeof range, "%lld–%lld", (long long)after + 1, (long long)upto);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		page_open(&pages[lang], site, (enum lang)lang, path,
			  tr((enum lang)lang, N_("Journal")), range);
		add_neighbours(&pages[lang], number, last, "nav");
	}
	write_rows(pages, LANG_COUNT, after, upto);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		add_neighbours(&pages[lang], number, last, "p");
		page_close(&pages[lang]);
	}
}

static bool take_time(void *context, const struct value *values)
{
	*(struct value *)context = values[0];
	return false;
}

static void write_index(struct site *site, enum lang lang, int64_t last)
{
	static const struct heading headings[] = { { N_("page"), CELL_TEXT },
						   { N_("first transaction"), CELL_NUMBER },
						   { N_("last transaction"), CELL_NUMBER },
						   { N_("from"), CELL_TEXT } };
	struct site_page page;
	page_open(&page, site, lang, "journal.html", tr(lang, N_("Journal")), NULL);
	buf_printf(&page.out, "<p>%s</p>\n",
		   page_tr(&page, N_("Every transaction, oldest first, a thousand to a page. "
				     "Search and sorting work within a page.")));
	table_open(&page, page_tr(&page, N_("Pages of the journal")), NULL, headings, 4, false);
	for (int64_t number = last; number >= 1; number--) {
		struct value time = { .kind = VALUE_NULL };
		struct binding first =
			bind_integer(":transaction", (number - 1) * JOURNAL_PAGE + 1);
		int64_t upto = number * JOURNAL_PAGE < site->transactions ? number * JOURNAL_PAGE
									  : site->transactions;
		site_query(site, "site transaction", &first, 1, take_time, &time);
		row_open(&page);
		buf_printf(&page.out, "<a href=\"journal/%lld.html\">%lld</a>", (long long)number,
			   (long long)number);
		cell_number(&page, (number - 1) * JOURNAL_PAGE + 1);
		cell_number(&page, upto);
		cell_time(&page, &time);
		buf_char(&page.out, '\n');
		page_flush(&page);
	}
	table_close(&page);
	page_close(&page);
}

/* The pages that are marked, and those that got transactions; the page before the new ones gets a
 * link to the next. */
void publish_journal(struct site *site, const struct marks *pages)
{
	int64_t last = (site->transactions + JOURNAL_PAGE - 1) / JOURNAL_PAGE;
	int64_t old_last = (site->old.transaction + JOURNAL_PAGE - 1) / JOURNAL_PAGE;
	for (int64_t number = 1; number <= last; number++)
		if (site->full || marked(pages, number - 1) || number > old_last ||
		    (site->transactions > site->old.transaction && number == old_last))
			write_page(site, number, last);
	for (int lang = 0; lang < LANG_COUNT; lang++)
		write_index(site, (enum lang)lang, last);
}

static bool count_entry(void *context, const struct value *values)
{
	struct site *site = context;
	char date[INSTANT_TEXT_SIZE];
	int64_t amount = values[9].integer;
	struct tally *tally = manifest_tally(&site->now, values[6].integer, values[8].text);
	tally->fresh++;
	if (values[2].integer == site->open_batch) {
		tally->entries++;
		*(amount > 0 ? &tally->debits : &tally->credits) += amount > 0 ? amount : -amount;
	}
	if (amount > 0) {
		struct day *day = manifest_day(
			&site->now, instant_format_local(site->zone, values[1].integer, date),
			values[8].text);
		day->movements++;
		day->volume += amount;
	}
	return true;
}

void count_new(struct site *site)
{
	struct binding bindings[] = { bind_integer(":after", site->now.transaction),
				      bind_integer(":upto", site->transactions) };
	site_query(site, "site journal", bindings, 2, count_entry, site);
}
