/* Each batch's sheet. A closed batch never changes; only a name on it may.
 */
#include <stdio.h>
#include <string.h>

#include "base/instant.h"
#include "report/words.h"
#include "site/pages.h"

struct sheet {
	struct site_page *page;
	bool open;
};

/* COUNTED: NULL where nobody counted. */
struct total {
	int64_t account;
	const char *label, *currency;
	int64_t entries;
	wide debits, credits, balance;
	const struct value *counted;
	int scale;
};

static void add_total(struct site_page *page, const struct total *total)
{
	row_open(page);
	link_account(page, total->account, total->label);
	cell_text(page, total->currency);
	cell_number(page, total->entries);
	cell_amount(page, total->debits, total->scale);
	cell_amount(page, total->credits, total->scale);
	cell_amount(page, total->balance, total->scale);
	if (total->counted && total->counted->kind == VALUE_INTEGER)
		cell_amount(page, total->counted->integer, total->scale);
	else
		cell_open(page, CELL_NUMBER);
	buf_char(&page->out, '\n');
	page_flush(page);
}

static bool take_closed(void *context, const struct value *values)
{
	add_total(context, &(struct total){
				   .account = values[0].integer,
				   .label = values[1].text,
				   .currency = values[2].text,
				   .entries = values[3].integer,
				   .debits = value_wide(&values[4]),
				   .credits = value_wide(&values[5]),
				   .balance = value_wide(&values[6]),
				   .counted = &values[7],
				   .scale = (int)values[8].integer,
			   });
	return true;
}

/* Of the open batch: the accounts' rows, with the running sums of the manifest. */
static bool take_open(void *context, const struct value *values)
{
	struct site_page *page = context;
	if (values[5].kind != VALUE_TEXT)
		return true;
	const struct tally *tally =
		manifest_tally(&page->site->now, values[0].integer, values[5].text);
	if (tally->entries)
		add_total(page, &(struct total){
					.account = values[0].integer,
					.label = values[1].text,
					.currency = values[5].text,
					.entries = tally->entries,
					.debits = tally->debits,
					.credits = tally->credits,
					.balance = (wide)values[6].integer * values[7].integer,
					.scale = (int)values[10].integer,
				});
	return true;
}

static void add_transactions(struct site_page *page, const struct value *values)
{
	int64_t first = values[5].integer, last = values[6].kind == VALUE_INTEGER
							  ? values[6].integer
							  : page->site->transactions;
	struct buf range = { 0 }, whole = page->out;
	if (values[5].kind != VALUE_INTEGER || last < first)
		return;
	page->out = range;
	link_transaction(page, first);
	buf_text(&page->out, "–");
	link_transaction(page, last);
	range = page->out;
	page->out = whole;
	fact(page, page_tr(page, N_("transactions")), buf_string(&range));
	buf_free(&range);
}

static bool write_sheet(void *context, const struct value *values)
{
	static const struct heading headings[] = {
		{ N_("account"), CELL_TEXT },   { N_("currency"), CELL_TEXT },
		{ N_("entries"), CELL_NUMBER }, { N_("debits"), CELL_NUMBER },
		{ N_("credits"), CELL_NUMBER }, { N_("balance"), CELL_NUMBER },
		{ N_("counted"), CELL_NUMBER }
	};
	struct site *site = context;
	bool open = strcmp(values[1].text, "open") == 0;
	char path[PATH_SIZE], number[32], text[INSTANT_TEXT_SIZE];
	snprintf(path, sizeof path, "batch/%lld.html", (long long)values[0].integer);
	snprintf(number, sizeof number, "%lld", (long long)values[0].integer);
	struct binding batch = bind_integer(":batch", values[0].integer);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct site_page page;
		page_open(&page, site, (enum lang)lang, path, tr((enum lang)lang, N_("Batch")),
			  number);
		buf_text(&page.out, "<dl class=facts>\n");
		fact(&page, page_tr(&page, N_("state")),
		     state_in(page.lang, "batch", values[1].text));
		fact(&page, page_tr(&page, N_("opened")),
		     instant_format_local(site->zone, values[2].integer, text));
		if (!open)
			fact(&page, page_tr(&page, N_("closed")),
			     instant_format_local(site->zone, values[3].integer, text));
		add_transactions(&page, values);
		if (!open) {
			buf_printf(&page.out,
				   "<div "
				   "class=wide><dt>SHA-256</dt><dd><code>%s</code></dd></"
				   "div>\n<div "
				   "class=wide><dt>%s</dt><dd><code>%s</code></dd></div>\n",
				   values[8].text, page_tr(&page, N_("hash of the batch before")),
				   values[7].text);
		}
		buf_text(&page.out, "</dl>\n");
		table_open(&page, page_tr(&page, N_("Control totals")), NULL, headings, 7, true);
		if (open)
			site_query(site, "site accounts", NULL, 0, take_open, &page);
		else
			site_query(site, "site batch totals", &batch, 1, take_closed, &page);
		table_close(&page);
		page_close(&page);
	}
	return true;
}

void publish_batches(struct site *site, const struct marks *again)
{
	for (int64_t batch = 1; batch <= site->batches; batch++) {
		struct binding which = bind_integer(":batch", batch);
		/* What was open then may be closed now; the open one has new sums, or a name that
		 * changed. */
		if (site->full || marked(again, batch) || batch > site->old.batches ||
		    batch == site->old.batch || batch == site->open_batch)
			site_query(site, "site batches", &which, 1, write_sheet, site);
	}
}
