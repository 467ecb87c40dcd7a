/* An account's movements, the newest first on each page. */
#include "site/movements.h"

#include <stdio.h>
#include <string.h>

#include "report/words.h"

struct movements {
	struct site_page *pages;
	const struct holding *balance;
	wide running;
	struct buf rows[LANG_COUNT];
	size_t starts[LANG_COUNT][ACCOUNT_PAGE]; /* of each row: the newest is shown first */
	struct point points[ACCOUNT_PAGE];
	int count;
	int64_t number; /* of the page being filled, from 0 */
	const struct shown *account;
	struct site *site;
};

static const struct heading movement_headings[] = {
	{ N_("no."), CELL_SMALL },     { N_("time"), CELL_DATE }, { N_("party"), CELL_TITLE },
	{ N_("kind"), CELL_KIND },     { N_("memo"), CELL_NOTE }, { N_("amount"), CELL_SUM },
	{ N_("balance"), CELL_NUMBER }
};

static void page_name(char path[PATH_SIZE], const struct shown *account,
		      const struct holding *balance, int64_t number)
{
	snprintf(path, PATH_SIZE, "account/%jd-%s-%jd.html", account->id, balance->currency,
		 number + 1);
}

/* The rows gathered so far, as a chart and a table. */
static void add_section(struct site_page *page, struct movements *m)
{
	chart_line(page, m->points, m->count, m->balance->scale, m->balance->currency);
	table_open(page, page_tr(page, N_("Movements in")), m->balance->currency, movement_headings,
		   sizeof movement_headings / sizeof *movement_headings, true);
	const struct buf *rows = &m->rows[page->lang];
	size_t end = rows->length;
	for (int i = m->count - 1; i >= 0; i--) {
		size_t start = m->starts[page->lang][i];
		buf_add(&page->out, buf_string(rows) + start, end - start);
		end = start;
	}
	table_close(page);
}

static void write_full_page(struct movements *m)
{
	char path[PATH_SIZE], number[32];
	page_name(path, m->account, m->balance, m->number);
	snprintf(number, sizeof number, "%jd", m->number + 1);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct site_page page;
		page_open(&page, m->site, (enum lang)lang, path, tr((enum lang)lang, N_("Account")),
			  buf_string(&m->account->names[lang]));
		buf_printf(&page.out, "<p>%s %s · %s %s · <a href=\"%jd.html\">%s</a></p>\n",
			   page_tr(&page, N_("Movements in")), m->balance->currency,
			   page_tr(&page, N_("page")), number, m->account->id,
			   page_tr(&page, N_("the account, with its latest movements")));
		add_section(&page, m);
		page_close(&page);
	}
}

static void start_page(struct movements *m)
{
	for (int lang = 0; lang < LANG_COUNT; lang++)
		buf_clear(&m->rows[lang]);
	m->count = 0;
}

static void add_movement(struct site_page *row, const struct movements *m, wide amount,
			 const struct value *values)
{
	const struct holding *balance = m->balance;
	row->headings = movement_headings;
	buf_text(&row->out, "<tr><th scope=row class=small>");
	row->column = 1;
	link_transaction(row, values[0].integer);
	cell_time(row, &values[1]);
	cell_open(row, CELL_TITLE);
	if (values[6].kind == VALUE_TEXT)
		link_account(row, values[5].integer, values[6].text);
	cell_open(row, CELL_KIND);
	page_text(row, word_in(row->lang, values[2].text));
	cell_open(row, CELL_NOTE);
	page_text(row, value_words(&values[3]));
	cell_open(row, CELL_SUM);
	buf_text(&row->out, amount > 0 ? "+" : "");
	figure_amount(&row->out, row->lang, amount, balance->scale);
	cell_amount(row, m->running, balance->scale);
	buf_text(&row->out, "</tr>\n");
}

static bool take_movement(void *context, const struct value *values)
{
	struct movements *m = context;
	wide amount = (wide)m->balance->side * values[4].integer;
	if (m->count == ACCOUNT_PAGE) {
		write_full_page(m);
		start_page(m);
		m->number++;
	}
	m->running += amount;
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct site_page row = {
			.site = m->site, .lang = (enum lang)lang, .up = "../", .out = m->rows[lang]
		};
		m->starts[lang][m->count] = row.out.length;
		add_movement(&row, m, amount, values);
		m->rows[lang] = row.out;
	}
	m->points[m->count++] = (struct point){ values[1].integer, m->running };
	return true;
}

struct place {
	int64_t transaction, entry;
	wide sum;
};

static bool take_place(void *context, const struct value *values)
{
	*(struct place *)context =
		(struct place){ values[0].integer,
				values[1].kind != VALUE_END ? values[1].integer : 0,
				values[1].kind != VALUE_END ? 0 : value_wide(&values[0]) };
	return false;
}

/* The movements of one currency from page FROM on: full ones go to pages of their own, the last
 * ones into PAGES. */
void add_movements(struct site *site, struct site_page *pages, const struct shown *account,
		   const struct holding *balance, int64_t from)
{
	static struct movements m; /* large */
	struct place start = { 0 }, sum = { 0 };
	int64_t skip = balance->entries - from * ACCOUNT_PAGE - 1;
	m = (struct movements){
		.pages = pages, .balance = balance, .number = from, .account = account, .site = site
	};
	struct binding bindings[] = { bind_integer(":account", account->id),
				      bind_text(":currency", balance->currency),
				      bind_integer(":skip", skip),
				      { 0 },
				      { 0 } };
	if (from > 0) {
		site_query(site, "site tail", bindings, 3, take_place, &start);
		bindings[3] = bind_integer(":transaction", start.transaction);
		bindings[4] = bind_integer(":entry", start.entry);
		site_query(site, "site tail sum", bindings, 5, take_place, &sum);
		m.running = balance->balance - balance->side * sum.sum;
	}
	bindings[3] = bind_integer(":transaction", start.transaction);
	bindings[4] = bind_integer(":entry", start.entry);
	site_query(site, "site movements", bindings, 5, take_movement, &m);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct site_page *page = &pages[lang];
		buf_printf(&page->out, "<h2>%s %s</h2>\n", page_tr(page, N_("Movements in")),
			   balance->currency);
		if (m.number > 0) {
			char path[PATH_SIZE];
			buf_printf(&page->out, "<nav class=older aria-label=\"%s %s\">%s ",
				   page_tr(page, N_("Older movements in")), balance->currency,
				   page_tr(page, N_("Older:")));
			for (int64_t i = 0; i < m.number; i++) {
				page_name(path, account, balance, i);
				buf_printf(&page->out, "<a href=\"%s\">%jd</a> ",
					   strchr(path, '/') + 1, i + 1);
			}
			buf_text(&page->out, "</nav>\n");
		}
		add_section(page, &m);
		buf_free(&m.rows[lang]);
	}
}
