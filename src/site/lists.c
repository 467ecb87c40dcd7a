/* The lists of the catalogue, health and the overview: small pages, made anew at each run. */
#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "base/instant.h"
#include "report/words.h"
#include "site/pages.h"

enum { LATEST = 10 };

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
	cell_text(page, values[1].integer ? page_tr(page, N_("gl-doctor says why"))
					  : page_tr(page, N_("balanced")));
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
	char text[INSTANT_TEXT_SIZE];
	struct site_page page;
	page_open(&page, site, lang, "health.html", tr(lang, N_("Health")), NULL);
	table_open(&page, page_tr(&page, N_("The state of the books")), NULL, headings, 3, false);
	site_query(site, "site differences", NULL, 0, list_difference, &page);
	row_open(&page);
	buf_text(&page.out, page_tr(&page, N_("rows of the log")));
	cell_number(&page, site->seq);
	cell_text(&page,
		  site->last_time ? instant_format_local(site->zone, site->last_time, text) : NULL);
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

static bool list_kind(void *context, const struct value *values)
{
	struct site_page *page = context;
	buf_text(&page->out, "<tr><th scope=row>");
	buf_text(&page->out, word_in(page->lang, values[0].text));
	cell_text(page, values[1].text);
	cell_amount(page, value_wide(&values[2]), (int)values[4].integer);
	cell_number(page, values[3].integer);
	return true;
}

static void add_facts(struct site_page *page)
{
	struct site *site = page->site;
	char text[INSTANT_TEXT_SIZE], value[96];
	buf_text(&page->out, "<dl class=facts>\n");
	snprintf(value, sizeof value, "<strong>%lld</strong>", (long long)site->members);
	fact(page, page_tr(page, N_("members with an account")), value);
	snprintf(value, sizeof value, "<strong>%lld</strong>", (long long)site->transactions);
	fact(page, page_tr(page, N_("transactions")), value);
	if (site->open_batch) {
		snprintf(value, sizeof value, "<a href=\"batch/%lld.html\">%lld</a>",
			 (long long)site->open_batch, (long long)site->open_batch);
		fact(page, page_tr(page, N_("open batch")), value);
	}
	if (site->last_time)
		fact(page, page_tr(page, N_("last entry")),
		     instant_format_local(site->zone, site->last_time, text));
	buf_text(&page->out, "</dl>\n");
}

void publish_overview(struct site *site)
{
	static const struct heading headings[] = { { N_("kind"), CELL_TEXT },
						   { N_("currency"), CELL_TEXT },
						   { N_("balance"), CELL_NUMBER },
						   { N_("accounts"), CELL_NUMBER } };
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct site_page page;
		page_open(&page, site, (enum lang)lang, "index.html",
			  tr((enum lang)lang, N_("Overview")), NULL);
		add_facts(&page);
		chart_days(&page);
		table_open(&page, page_tr(&page, N_("Balances by kind of account")), NULL, headings,
			   4, false);
		site_query(site, "site kinds", NULL, 0, list_kind, &page);
		table_close(&page);
		if (site->transactions) {
			buf_printf(&page.out, "<h2>%s</h2>\n",
				   page_tr(&page, N_("Latest transactions")));
			journal_rows(&page,
				     site->transactions > LATEST ? site->transactions - LATEST : 0,
				     site->transactions);
		}
		page_close(&page);
	}
}
