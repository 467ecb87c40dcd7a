/* The list of batches, and each batch's sheet. A closed batch never changes; only a name on it may.
 */
#include <stdio.h>
#include <string.h>

#include "report/words.h"
#include "site/pages.h"

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
	cell_number(page, total->entries);
	cell_amount(page, total->debits, total->scale);
	cell_amount(page, total->credits, total->scale);
	if (total->counted && total->counted->kind == VALUE_INTEGER)
		cell_amount(page, total->counted->integer, total->scale);
	else
		cell_text(page, NULL);
	cell_money(page, CELL_SUM, total->balance, total->scale, total->currency);
	buf_text(&page->out, "</tr>\n");
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

/* How many transactions a batch has, whose row of "site batches" that is. */
static int64_t transactions_of(const struct site *site, const struct value *values, int64_t *first,
			       int64_t *last)
{
	*first = values[5].integer;
	*last = values[6].kind == VALUE_INTEGER ? values[6].integer : site->transactions;
	return values[5].kind != VALUE_INTEGER || *last < *first ? 0 : *last - *first + 1;
}

static void add_transactions(struct site_page *page, const struct value *values)
{
	int64_t first, last, count = transactions_of(page->site, values, &first, &last);
	buf_printf(&page->out, "<div><dt>%s</dt><dd><strong>%jd</strong></dd>\n",
		   page_tr(page, N_("transactions")), count);
	if (count) {
		buf_printf(&page->out, "<dd class=more>%s ", page_tr(page, N_("no.")));
		link_transaction(page, first);
		buf_text(&page->out, " – ");
		link_transaction(page, last);
		buf_text(&page->out, "</dd>");
	}
	buf_text(&page->out, "</div>\n");
}

/* How much a batch moved in each currency, the guild's first. */
struct volumes {
	struct site_page *page;
	const char *before, *between; /* each further one */
	int count;
};

static void add_volume(struct volumes *volumes, wide minor, int scale, const char *currency)
{
	buf_text(&volumes->page->out, volumes->count++ ? volumes->between : volumes->before);
	money_text(volumes->page, minor, scale, currency);
}

static bool take_volume(void *context, const struct value *values)
{
	add_volume(context, value_wide(&values[1]), (int)values[2].integer, values[0].text);
	return true;
}

/* Of the open batch: by the running sums. */
static bool take_open_volume(void *context, const struct value *values)
{
	struct volumes *volumes = context;
	const struct manifest *now = &volumes->page->site->now;
	wide sum = 0;
	for (const struct tally *tally = now->tallies; tally; tally = tally->hh.next)
		if (strcmp(tally->key.currency, values[0].text) == 0)
			sum += tally->debits;
	if (sum)
		add_volume(volumes, sum, (int)values[1].integer, values[0].text);
	return true;
}

static void add_volumes(struct site_page *page, const struct value *values, const char *before,
			const char *between)
{
	struct binding bindings[] = { bind_integer(":batch", values[0].integer),
				      bind_text(":currency", page->site->currency) };
	struct volumes volumes = { .page = page, .before = before, .between = between };
	if (strcmp(values[1].text, "open") == 0)
		site_query(page->site, "site currencies", bindings, 2, take_open_volume, &volumes);
	else
		site_query(page->site, "site batch volumes", bindings, 2, take_volume, &volumes);
	if (!volumes.count && *before)
		add_volume(&volumes, 0, page->site->scale, page->site->currency);
}

/* What was counted when the batch was closed, an account and currency a line. */
struct counts {
	struct site_page *page;
	int rows;
};

/* "over by 60.00", "short by 2.50", "exact". */
static void difference_text(struct site_page *page, wide difference, int scale,
			    const char *currency)
{
	if (!difference) {
		buf_printf(&page->out, "<span class=good>%s</span>", page_tr(page, N_("exact")));
		return;
	}
	buf_printf(&page->out, "<span class=late>%s ",
		   page_tr(page, difference < 0 ? N_("short by") : N_("over by")));
	money_text(page, difference < 0 ? -difference : difference, scale, currency);
	buf_text(&page->out, "</span>");
}

static bool take_difference(void *context, const struct value *values)
{
	struct counts *counts = context;
	struct site_page *page = counts->page;
	if (counts->rows++)
		buf_text(&page->out, "<br>");
	link_account(page, values[0].integer, values[1].text);
	buf_char(&page->out, ' ');
	difference_text(page, value_wide(&values[5]), (int)values[6].integer, values[2].text);
	return true;
}

int batch_differences(struct site_page *page, int64_t batch)
{
	struct binding which = bind_integer(":batch", batch);
	struct counts counts = { .page = page };
	site_query(page->site, "site batch counts", &which, 1, take_difference, &counts);
	return counts.rows;
}

static bool take_count(void *context, const struct value *values)
{
	struct counts *counts = context;
	struct site_page *page = counts->page;
	wide difference = value_wide(&values[5]);
	int scale = (int)values[6].integer;
	counts->rows++;
	buf_printf(&page->out, "<div><dt>%s ", page_tr(page, N_("Counted in")));
	link_account(page, values[0].integer, values[1].text);
	buf_text(&page->out, "</dt><dd><strong>");
	money_text(page, values[4].integer, scale, values[2].text);
	buf_printf(&page->out, "</strong></dd>\n<dd class=more>%s ", page_tr(page, N_("expected")));
	money_text(page, value_wide(&values[3]), scale, values[2].text);
	buf_text(&page->out, "</dd>\n<dd>");
	difference_text(page, difference, scale, values[2].text);
	if (difference)
		buf_printf(&page->out, "<br><small>%s</small>",
			   page_tr(page, N_("booked to over/short")));
	buf_text(&page->out, "</dd></div>\n");
	return true;
}

static void add_period(struct site_page *page, const struct value *values, bool open)
{
	buf_printf(&page->out, "<div><dt>%s</dt><dd><strong>%s</strong></dd>\n<dd class=more>%s ",
		   page_tr(page, N_("state")), state_in(page->lang, "batch", values[1].text),
		   page_tr(page, N_("since")));
	time_text(page, values[2].integer);
	buf_text(&page->out, "</dd>\n");
	if (!open) {
		buf_printf(&page->out, "<dd class=more>%s ", page_tr(page, N_("until")));
		time_text(page, values[3].integer);
		buf_text(&page->out, "</dd>\n");
	}
	buf_text(&page->out, "</div>\n");
}

static void add_seal(struct site_page *page, const struct value *values)
{
	buf_printf(&page->out,
		   "<div class=wide><dt>SHA-256</dt><dd><code>%s</code></dd></div>\n<div "
		   "class=wide><dt>%s</dt><dd><code>%s</code></dd></div>\n",
		   values[8].text, page_tr(page, N_("hash of the batch before")), values[7].text);
}

static void add_facts(struct site_page *page, const struct value *values, bool open)
{
	struct binding batch = bind_integer(":batch", values[0].integer);
	struct counts counts = { .page = page };
	buf_text(&page->out, "<dl class=facts>\n");
	add_period(page, values, open);
	add_transactions(page, values);
	buf_printf(&page->out, "<div><dt>%s</dt>", page_tr(page, N_("moved")));
	add_volumes(page, values, "<dd><strong>", "</strong></dd><dd><strong>");
	buf_text(&page->out, "</strong></dd></div>\n");
	if (!open) {
		site_query(page->site, "site batch counts", &batch, 1, take_count, &counts);
		if (!counts.rows)
			page_fact(page, page_tr(page, N_("count")),
				  page_tr(page, N_("not counted")));
		add_seal(page, values);
	}
	buf_text(&page->out, "</dl>\n");
	if (open)
		page_hint(page,
			  page_tr(page, N_("To close it, count what is in the till and write "
					   "`%sbatch close till=100`.")),
			  page->site->prefix);
}

static bool write_sheet(void *context, const struct value *values)
{
	static const struct heading headings[] = {
		{ N_("account"), CELL_TITLE },  { N_("entries"), CELL_NUMBER },
		{ N_("debits"), CELL_NUMBER },  { N_("credits"), CELL_NUMBER },
		{ N_("counted"), CELL_NUMBER }, { N_("balance"), CELL_SUM }
	};
	struct site *site = context;
	bool open = strcmp(values[1].text, "open") == 0;
	char path[PATH_SIZE], number[32];
	snprintf(path, sizeof path, "batch/%jd.html", values[0].integer);
	snprintf(number, sizeof number, "%jd", values[0].integer);
	struct binding batch = bind_integer(":batch", values[0].integer);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct site_page page;
		page_open(&page, site, (enum lang)lang, path, tr((enum lang)lang, N_("Batch")),
			  number);
		add_facts(&page, values, open);
		table_open(&page, page_tr(&page, N_("Control totals")), NULL, headings, 6, true);
		if (open)
			site_query(site, "site accounts", NULL, 0, take_open, &page);
		else
			site_query(site, "site batch totals", &batch, 1, take_closed, &page);
		table_close(&page);
		page_close(&page);
	}
	return true;
}

static bool list_batch(void *context, const struct value *values)
{
	struct site_page *pages = context;
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct site_page *page = &pages[lang];
		int64_t first, last;
		bool open = strcmp(values[1].text, "open") == 0;
		row_open(page);
		buf_printf(&page->out, "<a href=\"batch/%jd.html\">%s %jd</a>", values[0].integer,
			   page_tr(page, N_("Batch")), values[0].integer);
		cell_open(page, CELL_KIND);
		buf_text(&page->out, state_in(page->lang, "batch", values[1].text));
		cell_open(page, CELL_TEXT);
		time_text(page, values[2].integer);
		cell_open(page, CELL_DATE);
		if (!open)
			time_text(page, values[3].integer);
		cell_number(page, transactions_of(page->site, values, &first, &last));
		cell_open(page, CELL_TEXT);
		if (!open && !batch_differences(page, values[0].integer))
			buf_text(&page->out, page_tr(page, N_("not counted")));
		cell_open(page, CELL_SUM);
		add_volumes(page, values, "", "<br>");
		buf_text(&page->out, "</tr>\n");
		page_flush(page);
	}
	return true;
}

static void write_list(struct site *site)
{
	static const struct heading headings[] = { { N_("batch"), CELL_TITLE },
						   { N_("state"), CELL_KIND },
						   { N_("opened"), CELL_TEXT },
						   { N_("closed"), CELL_DATE },
						   { N_("transactions"), CELL_NUMBER },
						   { N_("count"), CELL_TEXT },
						   { N_("moved"), CELL_SUM } };
	struct site_page pages[LANG_COUNT];
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct site_page *page = &pages[lang];
		page_open(page, site, (enum lang)lang, "batches.html",
			  tr((enum lang)lang, N_("Batches")), NULL);
		if (!site->batches)
			page_hint(page,
				  page_tr(page, N_("There is no batch yet. The first transaction "
						   "opens one, such as `%smove opening till "
						   "100 cash`.")),
				  site->prefix);
		else
			table_open(page, page_tr(page, N_("All batches, the newest first")), NULL,
				   headings, 7, true);
	}
	site_query(site, "site batches", NULL, 0, list_batch, pages);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		if (site->batches)
			table_close(&pages[lang]);
		page_close(&pages[lang]);
	}
}

void publish_batches(struct site *site, const struct marks *again)
{
	for (int64_t batch = 1; batch <= site->batches; batch++) {
		struct binding which = bind_integer(":batch", batch);
		/* What was open then may be closed now; the open one has new sums, or a name that
		 * changed. */
		if (site->full || journal_is_marked(again, batch) || batch > site->old.batches ||
		    batch == site->old.batch || batch == site->open_batch)
			site_query(site, "site batches", &which, 1, write_sheet, site);
	}
	write_list(site);
}
