/* The journal: the pages of each month, newest first, and the page that leads to them. Beside each
 * page of a month is a file of its rows for the search, which journal.js loads. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/unicode.h"
#include "report/words.h"
#include "site/figures.h"
#include "site/gather.h"
#include "site/search.h"

enum { LATEST = 50 };

struct total {
	char currency[CURRENCY_SIZE];
	int scale;
	wide debits;
};

/* A table of transactions being written, in as many languages as COUNT. */
struct journal {
	struct site_page *pages;
	int count;
	int64_t rows;
	struct buf *index; /* a file for the search in each language; NULL: none is written */
	struct total *totals;
	int currencies;
};

static void add_side(struct site_page *page, const struct gathered *t, bool debit)
{
	bool first = true;
	buf_text(&page->out, debit ? "<td class=from>" : "<td class=to>");
	for (int i = 0; i < t->entries; i++) {
		const struct gathered_entry *entry = &t->entry[i];
		if ((entry->amount > 0) != debit)
			continue;
		if (!first)
			buf_text(&page->out, "<br>");
		first = false;
		link_account(page, entry->account, buf_string(&entry->label));
		if (t->entries == 2 && !t->mixed)
			continue;
		buf_char(&page->out, ' ');
		figure_amount(&page->out, page->lang,
			      debit ? (wide)entry->amount : -(wide)entry->amount, entry->scale);
		buf_printf(&page->out, " %s", entry->currency);
	}
}

static void add_row(struct site_page *page, const struct gathered *t)
{
	buf_text(&page->out, "<tr><th scope=row class=no>");
	link_transaction(page, t->id);
	buf_text(&page->out, "<td class=when>");
	figure_time(&page->out, page->lang, page->site->zone, t->time);
	buf_printf(&page->out, "<td class=kind>%s", word_in(page->lang, t->verb));
	if (t->reverses) {
		buf_char(&page->out, ' ');
		link_transaction(page, t->reverses);
	}
	add_side(page, t, true);
	add_side(page, t, false);
	buf_text(&page->out, "<td class=\"n total\">");
	if (!t->mixed) {
		figure_amount(&page->out, page->lang, t->debits, t->entry[0].scale);
		buf_printf(&page->out, " <small>%s</small>", t->entry[0].currency);
	}
	buf_text(&page->out, "<td class=note>");
	page_text(page, buf_string(&t->memo));
	buf_printf(&page->out, "<td class=lot><a href=\"%sbatch/%jd.html\">%jd</a>\n", page->up,
		   t->batch, t->batch);
	page_flush(page);
}

static void add_to_totals(struct journal *journal, const struct gathered_entry *entry)
{
	int i = 0;
	if (entry->amount <= 0)
		return;
	while (i < journal->currencies && strcmp(journal->totals[i].currency, entry->currency) != 0)
		i++;
	if (i == journal->currencies) {
		journal->totals =
			realloc(journal->totals, (size_t)(i + 1) * sizeof *journal->totals);
		if (!journal->totals)
			fail(EX_OSERR, "out of memory");
		snprintf(journal->totals[i].currency, CURRENCY_SIZE, "%s", entry->currency);
		journal->totals[i].scale = entry->scale;
		journal->totals[i].debits = 0;
		journal->currencies++;
	}
	journal->totals[i].debits += entry->amount;
}

static void take_transaction(void *context, const struct gathered *t)
{
	struct journal *journal = context;
	journal->rows++;
	for (int i = 0; i < t->entries; i++)
		add_to_totals(journal, &t->entry[i]);
	for (int i = 0; i < journal->count; i++) {
		add_row(&journal->pages[i], t);
		if (journal->index)
			search_add(&journal->index[i], &journal->pages[i], t);
	}
}

static void open_table(struct site_page *page, const char *caption)
{
	static const char *const headings[][2] = {
		{ N_("no."), "" },    { N_("time"), "" },
		{ N_("kind"), "" },   { N_("debit"), "" },
		{ N_("credit"), "" }, { N_("amount"), " class=n" },
		{ N_("memo"), "" },   { N_("batch"), " class=lot" },
	};
	buf_text(&page->out, "<table class=\"journal sortable\"><caption>");
	page_text(page, caption);
	buf_text(&page->out, "</caption>\n<thead><tr>");
	for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
		buf_printf(&page->out, "<th scope=col%s>%s", headings[i][1],
			   page_tr(page, headings[i][0]));
	buf_text(&page->out, "</thead>\n<tbody>\n");
}

/* Sums of what is shown. */
static void close_table(const struct journal *journal, struct site_page *page)
{
	buf_text(&page->out, "</tbody>\n<tfoot>\n");
	for (int i = 0; i < journal->currencies; i++) {
		buf_printf(&page->out, "<tr><th scope=row colspan=5>%s %s<td class=\"n total\">",
			   page_tr(page, N_("total")), journal->totals[i].currency);
		figure_amount(&page->out, page->lang, journal->totals[i].debits,
			      journal->totals[i].scale);
		buf_printf(&page->out, " <small>%s</small><td colspan=2>\n",
			   journal->totals[i].currency);
	}
	buf_text(&page->out, "</tfoot></table>\n");
}

static void write_rows(struct journal *journal, const struct binding *bindings, int count)
{
	gather_transactions(journal->pages->site, "site journal", bindings, count, take_transaction,
			    journal);
	for (int i = 0; i < journal->count; i++)
		close_table(journal, &journal->pages[i]);
	free(journal->totals);
	journal->totals = NULL;
	journal->currencies = 0;
}

static void link_page(struct site_page *page, const struct month *month, int64_t number,
		      const char *rel, const char *text)
{
	buf_printf(&page->out, "<a rel=%s href=\"", rel);
	month_page_name(&page->out, month, number);
	buf_printf(&page->out, ".html\">%s</a> ", text);
}

/* To the pages before and after, over the months' ends. */
static void add_neighbours(struct site_page *page, const struct month *month, int64_t number,
			   const char *element)
{
	int64_t full = month_full_pages(month->count);
	int64_t older = number == 0 ? full : number - 1; /* 0: in the month before */
	int64_t newer = number == full ? 0 : number + 1;
	buf_printf(&page->out, "<%s class=neighbours", element);
	if (*element == 'n')
		buf_printf(&page->out, " aria-label=\"%s\"",
			   page_tr(page, N_("Pages of the journal")));
	buf_char(&page->out, '>');
	if (older)
		link_page(page, month, older, "prev", page_tr(page, N_("← older")));
	else if (month->older)
		link_page(page, month->older, 0, "prev", page_tr(page, N_("← older")));
	buf_printf(&page->out, "<a href=\"../journal.html\">%s</a> ",
		   page_tr(page, N_("All months")));
	if (number)
		link_page(page, month, newer, "next", page_tr(page, N_("newer →")));
	else if (month->newer)
		link_page(page, month->newer, month_full_pages(month->newer->count) ? 1 : 0, "next",
			  page_tr(page, N_("newer →")));
	buf_printf(&page->out, "</%s>\n", element);
}

/* The month's other pages, on its newest one. */
static void add_pages(struct site_page *page, const struct month *month)
{
	int64_t full = month_full_pages(month->count);
	if (!full)
		return;
	buf_printf(&page->out, "<nav class=older aria-label=\"%s\">%s ",
		   page_tr(page, N_("Older pages of the month")), page_tr(page, N_("Older:")));
	for (int64_t number = full; number > 0; number--) {
		buf_text(&page->out, "<a href=\"");
		month_page_name(&page->out, month, number);
		buf_printf(&page->out, ".html\">%jd</a> ", number);
	}
	buf_text(&page->out, "</nav>\n");
}

/* The search's script, which adds a form above the table. FOLDER: where the rows' files are. */
static void add_search(struct site_page *page, const struct month *month, const char *folder)
{
	buf_printf(&page->out,
		   "<div id=search data-folder=\"%s\" data-up=\"%s\" data-month=\"%s\">"
		   "</div>\n",
		   folder, page->up, month ? month->name : "");
}

static void add_script(struct site_page *page)
{
	buf_printf(&page->out, "<script src=\"%s../journal.js\" defer></script>\n", page->up);
}

static void open_month_page(struct site_page *page, struct site *site, enum lang lang,
			    const struct month *month, int64_t number, const char *path)
{
	struct buf title = { 0 }, caption = { 0 };
	int64_t after, upto, count = month_page_range(month, number, &after, &upto);
	month_title(&title, month, lang);
	page_open(page, site, lang, path, tr(lang, N_("Journal")), buf_string(&title));
	buf_text(&caption, buf_string(&title));
	if (month_full_pages(month->count))
		buf_printf(&caption, page_tr(page, N_(", page %jd: ")),
			   (number ? number : month_full_pages(month->count) + 1));
	else
		buf_text(&caption, ": ");
	buf_printf(&caption, trn(lang, "%jd transaction", "%jd transactions", (unsigned long)count),
		   count);
	add_neighbours(page, month, number, "nav");
	if (number == 0)
		add_pages(page, month);
	add_search(page, month, "");
	open_table(page, buf_string(&caption));
	buf_free(&title);
	buf_free(&caption);
}

static void write_month_page(struct site *site, const struct month *month, int64_t number)
{
	struct site_page pages[LANG_COUNT];
	struct buf index[LANG_COUNT] = { 0 }, name = { 0 };
	struct journal journal = { .pages = pages, .count = LANG_COUNT, .index = index };
	char path[PATH_SIZE];
	int64_t after, upto, from, until;
	month_page_range(month, number, &after, &upto);
	month_bounds(month, site->zone, &from, &until);
	month_page_name(&name, month, number);
	snprintf(path, sizeof path, "journal/%s.html", buf_string(&name));
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		search_begin(&index[lang], buf_string(&name));
		open_month_page(&pages[lang], site, (enum lang)lang, month, number, path);
	}
	struct binding bindings[] = { bind_integer(":after", after), bind_integer(":upto", upto),
				      bind_integer(":from", from), bind_integer(":until", until) };
	write_rows(&journal, bindings, 4);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		add_neighbours(&pages[lang], month, number, "p");
		add_script(&pages[lang]);
		page_close(&pages[lang]);
		search_end(site, &index[lang], (enum lang)lang, buf_string(&name));
	}
	buf_free(&name);
}

static void add_months(struct site_page *page, const struct month *newest)
{
	buf_printf(&page->out, "<nav class=months aria-label=\"%s\"><ul>\n",
		   page_tr(page, N_("Months of the journal")));
	for (const struct month *month = newest; month; month = month->older) {
		buf_printf(&page->out, "<li><a href=\"journal/%s.html\">", month->name);
		month_title(&page->out, month, page->lang);
		buf_printf(&page->out, "</a> <small>%jd</small></li>\n", month->count);
	}
	buf_text(&page->out, "</ul></nav>\n");
}

static void write_index(struct site *site, enum lang lang, const struct month *newest)
{
	struct site_page page;
	page_open(&page, site, lang, "journal.html", tr(lang, N_("Journal")), NULL);
	add_search(&page, NULL, "journal/");
	if (newest)
		add_months(&page, newest);
	else
		page_hint(&page,
			  page_tr(&page, N_("There are no transactions yet. A teller books the "
					    "first one with `%sdeposit @ana 20`.")),
			  site->prefix);
	if (newest) {
		int64_t after = site->transactions > LATEST ? site->transactions - LATEST : 0;
		struct journal journal = { .pages = &page, .count = 1 };
		struct binding bindings[] = { bind_integer(":after", after),
					      bind_integer(":upto", site->transactions) };
		open_table(&page, page_tr(&page, N_("Latest transactions")));
		write_rows(&journal, bindings, 2);
	}
	add_script(&page);
	page_close(&page);
}

void publish_journal(struct site *site)
{
	const struct month *newest = months_link(&site->now.months);
	for (const struct month *month = newest; month; month = month->older)
		for (int64_t number = month_full_pages(month->count); number >= 0; number--)
			if (site->full || month_page_changed(month, number))
				write_month_page(site, month, number);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		write_index(site, (enum lang)lang, newest);
		search_months(site, (enum lang)lang, newest);
	}
}

static bool remove_page(struct site *site, enum lang lang, const struct month *month,
			int64_t number)
{
	static const char *const endings[] = { "html", "js" };
	char path[PATH_SIZE];
	bool was = false;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		struct buf name = { 0 };
		month_page_name(&name, month, number);
		snprintf(path, sizeof path, "%s/journal/%s.%s", lang_name(lang), buf_string(&name),
			 endings[i]);
		was |= unlinkat(site->folder, path, 0) == 0;
		buf_free(&name);
	}
	return was;
}

void remove_other_months(struct site *site)
{
	enum { FIRST_YEAR = 2000, LAST_YEAR = 2199 };
	for (int i = FIRST_YEAR * 12; i < (LAST_YEAR + 1) * 12; i++)
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			struct month gone = { 0 };
			snprintf(gone.name, sizeof gone.name, "%04u-%02u", (unsigned)i / 12 % 10000,
				 (unsigned)i % 12 + 1);
			const struct month *kept = month_find(&site->now.months, gone.name);
			int64_t number = kept ? month_full_pages(kept->count) + 1 : 0;
			while (remove_page(site, (enum lang)lang, &gone, number))
				number++;
		}
}
