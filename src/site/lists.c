/* The lists of the catalogue, and the state of the books: small pages, made anew at each run. */
#include <stdio.h>
#include <string.h>

#include "site/pages.h"

static bool list_difference(void *context, const struct value *values)
{
	struct site_page *page = context;
	row_open(page);
	buf_printf(&page->out, "%s %s", page_tr(page, N_("debits minus credits,")), values[0].text);
	cell_amount(page, value_wide(&values[1]), (int)values[2].integer);
	cell_text(page, page_tr(page, value_wide(&values[1]) == 0 ? N_("balanced")
								  : N_("FAULT: the books are out "
								       "of balance")));
	buf_char(&page->out, '\n');
	return true;
}

static bool list_deliveries(void *context, const struct value *values)
{
	struct site_page *page = context;
	row_open(page);
	buf_text(&page->out, page_tr(page, N_("answers not sent yet")));
	cell_number(page, values[0].integer);
	cell_text(page, NULL);
	row_open(page);
	buf_text(&page->out, page_tr(page, N_("answers that Discord refused")));
	cell_number(page, values[1].integer);
	cell_text(page, values[1].integer ? page_tr(page, N_("gl-doctor says why")) : NULL);
	row_open(page);
	buf_text(&page->out, page_tr(page, N_("batches closed and sealed")));
	cell_number(page, values[2].integer);
	buf_printf(&page->out, "<td><code>%s</code>\n",
		   values[3].kind == VALUE_TEXT ? values[3].text : "");
	return true;
}

static void write_list(struct site *site, enum lang lang, const struct site_list *list,
		       const char *report)
{
	struct site_page page;
	page_open(&page, site, lang, list->file, tr(lang, list->title), NULL);
	page_list(&page, report);
	page_close(&page);
}

static void write_health(struct site *site, enum lang lang)
{
	static const struct heading headings[] = { { N_("what"), CELL_TEXT },
						   { N_("figure"), CELL_NUMBER },
						   { N_("remark"), CELL_TEXT } };
	struct site_page page;
	page_open(&page, site, lang, "health.html", tr(lang, N_("Health")), NULL);
	table_open(&page, page_tr(&page, N_("The state of the books")), NULL, headings, 3, false);
	site_query(site, "site differences", NULL, 0, list_difference, &page);
	row_open(&page);
	buf_text(&page.out, page_tr(&page, N_("rows of the log")));
	cell_number(&page, site->seq);
	cell_open(&page, CELL_TEXT);
	time_text(&page, site->last_time);
	row_open(&page);
	buf_text(&page.out, page_tr(&page, N_("transactions")));
	cell_number(&page, site->transactions);
	cell_text(&page, NULL);
	site_query(site, "site deliveries", NULL, 0, list_deliveries, &page);
	table_close(&page);
	page_close(&page);
}

void publish_lists(struct site *site)
{
	const char *report;
	const struct site_list *list;
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		for (int place = 1; (list = report_on_site(place, &report)); place++)
			write_list(site, (enum lang)lang, list, report);
		write_health(site, (enum lang)lang);
	}
}
