/* The first page: what a treasurer asks. Where the money is, whose it is, how the month goes, the
 * open batch; what needs attention; the latest transactions. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/instant.h"
#include "report/words.h"
#include "site/pages.h"

enum { LATEST = 10 };

/* A name, a large figure, and lines below it. */
static void tile_open(struct site_page *page, const char *name)
{
	buf_printf(&page->out, "<div><dt>%s</dt>\n", name);
}

static void big_money(struct site_page *page, wide minor, int scale, const char *currency)
{
	buf_text(&page->out, "<dd><strong>");
	money_text(page, minor, scale, currency);
	buf_text(&page->out, "</strong></dd>\n");
}

static void tile_close(struct site_page *page)
{
	buf_text(&page->out, "</div>\n");
}

/* What is in accounts: a total of each currency, the guild's first, then the accounts. */
struct money {
	struct site_page *page;
	struct buf accounts;
	char currency[CURRENCY_SIZE];
	wide total;
	int scale, count, totals;
};

static void add_total(struct money *money)
{
	if (!money->count)
		return;
	if (money->totals++ == 0) {
		big_money(money->page, money->total, money->scale, money->currency);
	} else {
		buf_text(&money->page->out, "<dd>");
		money_text(money->page, money->total, money->scale, money->currency);
		buf_text(&money->page->out, "</dd>\n");
	}
	money->total = 0;
	money->count = 0;
}

static bool take_money(void *context, const struct value *values)
{
	struct money *money = context;
	struct site_page line = *money->page;
	if (strcmp(money->currency, values[2].text) != 0)
		add_total(money);
	snprintf(money->currency, sizeof money->currency, "%s", values[2].text);
	money->scale = (int)values[4].integer;
	money->total += values[3].integer;
	money->count++;
	line.out = money->accounts;
	buf_text(&line.out, "<dd class=more>");
	link_account(&line, values[0].integer, values[1].text);
	buf_char(&line.out, ' ');
	money_text(&line, values[3].integer, money->scale, money->currency);
	buf_text(&line.out, "</dd>\n");
	money->accounts = line.out;
	return true;
}

static void add_money(struct site_page *page)
{
	struct binding currency = bind_text(":currency", page->site->currency);
	struct money money = { .page = page };
	tile_open(page, page_tr(page, N_("In till and bank")));
	site_query(page->site, "site money", &currency, 1, take_money, &money);
	add_total(&money);
	if (!money.totals)
		big_money(page, 0, page->site->scale, page->site->currency);
	buf_text(&page->out, buf_string(&money.accounts));
	tile_close(page);
	buf_free(&money.accounts);
}

static bool take_held(void *context, const struct value *values)
{
	struct money *money = context;
	money->count = 1;
	money->total = value_wide(&values[1]);
	money->scale = (int)values[2].integer;
	snprintf(money->currency, sizeof money->currency, "%s", values[0].text);
	add_total(money);
	return true;
}

static void add_held(struct site_page *page)
{
	struct binding currency = bind_text(":currency", page->site->currency);
	struct money held = { .page = page };
	unsigned long members = (unsigned long)page->site->members;
	tile_open(page, page_tr(page, N_("Members hold")));
	site_query(page->site, "site held", &currency, 1, take_held, &held);
	if (!held.totals)
		big_money(page, 0, page->site->scale, page->site->currency);
	buf_printf(&page->out, "<dd class=more><a href=users.html>");
	buf_printf(&page->out,
		   trn(page->lang, "%lu member with an account", "%lu members with an account",
		       members),
		   members);
	buf_text(&page->out, "</a></dd>\n");
	tile_close(page);
}

static bool take_result(void *context, const struct value *values)
{
	struct site *site = context;
	char date[INSTANT_TEXT_SIZE];
	struct result *result = manifest_result(
		&site->now, instant_format_local(site->zone, values[0].integer, date),
		values[2].text);
	if (strcmp(values[1].text, "income") == 0)
		result->income -= values[3].integer;
	else
		result->expenses += values[3].integer;
	return true;
}

void count_results(struct site *site)
{
	struct binding bindings[] = { bind_integer(":after", site->old.transaction),
				      bind_integer(":upto", site->transactions) };
	site_query(site, "site new results", bindings, 2, take_result, site);
}

static void add_month(struct site_page *page, const char *month)
{
	buf_printf(&page->out, page_tr(page, N_("%s %.4s")), figure_month(page->lang, month),
		   month);
}

static void signed_money(struct site_page *page, wide minor)
{
	if (minor > 0)
		buf_char(&page->out, '+');
	money_text(page, minor, page->site->scale, page->site->currency);
}

/* The month before that of "2026-09". */
static void month_before(const char *month, char before[8])
{
	char day[FIGURE_DAY_SIZE];
	figure_month_after(month, -1, day);
	snprintf(before, 8, "%.7s", day);
}

/* The month of the last record, not of the clock: nothing changes while nothing is booked. */
static void add_result(struct site_page *page)
{
	struct site *site = page->site;
	char month[INSTANT_TEXT_SIZE], last[8];
	instant_format_local(site->zone, site->last_time, month);
	month_before(month, last);
	const struct result *now = manifest_result(&site->now, month, site->currency);
	const struct result *before = manifest_result(&site->now, last, site->currency);
	buf_printf(&page->out, "<div><dt>%s ", page_tr(page, N_("Result of")));
	add_month(page, month);
	buf_text(&page->out, "</dt>\n<dd><strong>");
	signed_money(page, now->income - now->expenses);
	buf_printf(&page->out, "</strong></dd>\n<dd class=more>%s ", page_tr(page, N_("Income")));
	figure_amount(&page->out, page->lang, now->income, site->scale);
	buf_printf(&page->out, " · %s ", page_tr(page, N_("expenses")));
	figure_amount(&page->out, page->lang, now->expenses, site->scale);
	buf_text(&page->out, "</dd>\n<dd class=more>");
	add_month(page, last);
	buf_text(&page->out, ": ");
	signed_money(page, before->income - before->expenses);
	buf_text(&page->out, "</dd>\n");
	tile_close(page);
}

static void add_last_count(struct site_page *page, int64_t batch)
{
	buf_printf(&page->out, "<dd class=more>%s <a href=\"batch/%jd.html\">%s %jd</a></dd>\n<dd>",
		   page_tr(page, N_("Last count:")), batch, page_tr(page, N_("batch")), batch);
	if (!batch_differences(page, batch))
		buf_text(&page->out, page_tr(page, N_("not counted")));
	buf_text(&page->out, "</dd>\n");
}

static bool take_batch(void *context, const struct value *values)
{
	struct site_page *page = context;
	unsigned long count =
		values[5].kind == VALUE_INTEGER
			? (unsigned long)(page->site->transactions - values[5].integer + 1)
			: 0;
	int64_t batch = values[0].integer;
	buf_printf(&page->out, "<dd><strong><a href=\"batch/%jd.html\">%jd</a></strong></dd>\n",
		   batch, batch);
	buf_text(&page->out, "<dd class=more>");
	buf_printf(&page->out, trn(page->lang, "%lu transaction", "%lu transactions", count),
		   count);
	buf_printf(&page->out, " %s ", page_tr(page, N_("since")));
	time_text(page, values[2].integer);
	buf_text(&page->out, "</dd>\n");
	return false;
}

static void add_batch(struct site_page *page)
{
	struct site *site = page->site;
	struct binding which = bind_integer(":batch", site->open_batch);
	tile_open(page, page_tr(page, N_("Open batch")));
	if (site->open_batch)
		site_query(site, "site batches", &which, 1, take_batch, page);
	else
		buf_printf(&page->out, "<dd><strong>%s</strong></dd>\n<dd class=more>%s</dd>\n",
			   page_tr(page, N_("none")),
			   page_tr(page, N_("The next transaction opens one.")));
	if (site->batches > (site->open_batch != 0))
		add_last_count(page, site->open_batch ? site->open_batch - 1 : site->batches);
	tile_close(page);
}

static bool list_kind(void *context, const struct value *values)
{
	struct site_page *page = context;
	row_open(page);
	page_text(page, word_in(page->lang, values[0].text));
	cell_number(page, values[3].integer);
	cell_money(page, CELL_SUM, value_wide(&values[2]), (int)values[4].integer, values[1].text);
	buf_text(&page->out, "</tr>\n");
	return true;
}

static void add_kinds(struct site_page *page)
{
	static const struct heading headings[] = { { N_("kind"), CELL_TITLE },
						   { N_("accounts"), CELL_NUMBER },
						   { N_("balance"), CELL_SUM } };
	table_open(page, page_tr(page, N_("Balances by kind of account")), NULL, headings, 3,
		   false);
	site_query(page->site, "site kinds", NULL, 0, list_kind, page);
	table_close(page);
}

static void first_steps(struct site_page *page)
{
	const char *prefix = page->site->prefix;
	page_hint(page,
		  page_tr(page, N_("Nothing has been booked yet. Members open their accounts with "
				   "`%sregister`. A teller books what is in the till with `%smove "
				   "opening till 100 cash`, and what a member hands in with "
				   "`%sdeposit @ana 20 dues`.")),
		  prefix, prefix, prefix);
}

void publish_overview(struct site *site)
{
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct site_page page;
		page_open(&page, site, (enum lang)lang, "index.html",
			  tr((enum lang)lang, N_("Overview")), NULL);
		buf_text(&page.out, "<dl class=\"facts tiles\">\n");
		add_money(&page);
		add_held(&page);
		if (site->transactions)
			add_result(&page);
		add_batch(&page);
		buf_text(&page.out, "</dl>\n");
		attention(&page);
		if (site->transactions) {
			latest_rows(&page, LATEST);
			chart_days(&page);
			add_kinds(&page);
		} else {
			first_steps(&page);
		}
		page_close(&page);
	}
}
