/* The list of accounts, and each account's own page with its latest movements; the older ones on
 * pages that are full. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "report/names.h"
#include "report/words.h"
#include "site/pages.h"

/* One account's row per currency. */
struct holding {
	char currency[CURRENCY_SIZE];
	wide balance;
	int64_t entries, floor;
	int side, scale;
	bool has_floor;
};
enum { MOST_CURRENCIES = 64 };
struct shown {
	int64_t id;
	struct buf label, names[LANG_COUNT]; /* NAMES: as people see it in each language */
	char kind[16], state[16];
	bool member;
	int64_t joined; /* 0: unknown, or no member's */
	int count;
	struct holding balances[MOST_CURRENCIES];
};

struct listing {
	struct site *site;
	struct site_page pages[LANG_COUNT];
	struct buf
		members[LANG_COUNT]; /* the rows of members' accounts, below those of the guild */
	struct shown account;
	struct marks *batches;
	struct marks partners; /* accounts whose pages name one that is called otherwise now */
};

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
	snprintf(path, PATH_SIZE, "account/%lld-%s-%lld.html", (long long)account->id,
		 balance->currency, (long long)number + 1);
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
	snprintf(number, sizeof number, "%lld", (long long)m->number + 1);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct site_page page;
		page_open(&page, m->site, (enum lang)lang, path, tr((enum lang)lang, N_("Account")),
			  buf_string(&m->account->names[lang]));
		buf_printf(&page.out, "<p>%s %s · %s %s · <a href=\"%lld.html\">%s</a></p>\n",
			   page_tr(&page, N_("Movements in")), m->balance->currency,
			   page_tr(&page, N_("page")), number, (long long)m->account->id,
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
static void add_movements(struct site *site, struct site_page *pages, const struct shown *account,
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
				buf_printf(&page->out, "<a href=\"%s\">%lld</a> ",
					   strchr(path, '/') + 1, (long long)i + 1);
			}
			buf_text(&page->out, "</nav>\n");
		}
		add_section(page, &m);
		buf_free(&m.rows[lang]);
	}
}

static int64_t full_pages(int64_t entries)
{
	return entries > 0 ? (entries - 1) / ACCOUNT_PAGE : 0;
}

static void add_facts(struct site_page *page, const struct shown *account)
{
	buf_text(&page->out, "<dl class=facts>\n");
	for (int i = 0; i < account->count; i++) {
		const struct holding *b = &account->balances[i];
		buf_printf(&page->out, "<div><dt>%s</dt><dd><strong>",
			   page_tr(page, N_("balance")));
		money_text(page, b->balance, b->scale, b->currency);
		buf_text(&page->out, "</strong></dd>");
		if (b->has_floor) {
			buf_printf(&page->out, "<dd class=more>%s ",
				   page_tr(page, N_("lowest allowed")));
			money_text(page, b->floor, b->scale, b->currency);
			buf_text(&page->out, "</dd>");
		}
		buf_text(&page->out, "</div>\n");
	}
	if (!account->count)
		fact(page, page_tr(page, N_("balance")), page_tr(page, N_("nothing booked yet")));
	if (account->joined) {
		buf_printf(&page->out, "<div><dt>%s</dt><dd>", page_tr(page, N_("joined")));
		time_text(page, account->joined);
		buf_text(&page->out, "</dd></div>\n");
	}
	if (!account->member)
		fact(page, page_tr(page, N_("kind")), word_in(page->lang, account->kind));
	if (strcmp(account->state, "open") != 0)
		fact(page, page_tr(page, N_("state")),
		     state_in(page->lang, "account", account->state));
	buf_text(&page->out, "</dl>\n");
}

/* AGAIN: all its pages; else from the one that the new entries begin on. */
static void write_account(struct site *site, struct shown *account, bool again)
{
	struct site_page pages[LANG_COUNT];
	char path[PATH_SIZE];
	snprintf(path, sizeof path, "account/%lld.html", (long long)account->id);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		page_open(&pages[lang], site, (enum lang)lang, path,
			  tr((enum lang)lang, N_("Account")), buf_string(&account->names[lang]));
		add_facts(&pages[lang], account);
	}
	for (int i = 0; i < account->count; i++) {
		struct holding *b = &account->balances[i];
		int64_t fresh = manifest_tally(&site->now, account->id, b->currency)->fresh;
		if (b->entries > 0)
			add_movements(site, pages, account, b,
				      again ? 0 : full_pages(b->entries - fresh));
		if (site->full) {
			snprintf(path, sizeof path, "account/%lld-%s-", (long long)account->id,
				 b->currency);
			remove_beyond(site, path, full_pages(b->entries));
		}
	}
	for (int lang = 0; lang < LANG_COUNT; lang++)
		page_close(&pages[lang]);
}

static bool mark_page(void *context, const struct value *values)
{
	mark(context, values[0].integer);
	return true;
}

static void remember_and_write(struct listing *listing)
{
	struct site *site = listing->site;
	struct shown *account = &listing->account;
	struct known_account *known = manifest_account(&site->now, account->id);
	char label[PRINT_SIZE], state[PRINT_SIZE];
	struct buf text = { 0 };
	bool fresh = false;
	print_of(&account->label, label);
	buf_printf(&text, "%s %s", account->kind, account->state);
	for (int i = 0; i < account->count; i++) {
		const struct holding *b = &account->balances[i];
		buf_printf(&text, " %s %lld %d", b->currency, (long long)b->floor, b->has_floor);
		fresh |= manifest_tally(&site->now, account->id, b->currency)->fresh > 0;
	}
	print_of(&text, state);
	buf_free(&text);
	bool again = site->full || strcmp(label, known->label) != 0 ||
		     marked(&listing->partners, account->id);
	if (again || fresh || strcmp(state, known->state) != 0)
		write_account(site, account, again);
	memcpy(known->label, label, PRINT_SIZE);
	memcpy(known->state, state, PRINT_SIZE);
}

/* Before any page is written: which pages name an account that is called otherwise now. */
static bool look_for_new_name(void *context, const struct value *values)
{
	struct listing *listing = context;
	struct site *site = listing->site;
	const struct known_account *known = manifest_account(&site->now, values[0].integer);
	struct buf text = { 0 };
	char label[PRINT_SIZE];
	if (listing->account.id == values[0].integer)
		return true; /* its next currency */
	listing->account.id = values[0].integer;
	buf_text(&text, values[1].text);
	print_of(&text, label);
	buf_free(&text);
	if (*known->label && strcmp(label, known->label) != 0) {
		struct binding account = bind_integer(":account", known->id);
		site_query(site, "site mentions", &account, 1, mark_transaction, site);
		site_query(site, "site mentions in batches", &account, 1, mark_page,
			   listing->batches);
		site_query(site, "site partners", &account, 1, mark_page, &listing->partners);
	}
	return true;
}

static const struct heading of_guild[] = { { N_("account"), CELL_TITLE },
					   { N_("kind"), CELL_KIND },
					   { N_("entries"), CELL_NUMBER },
					   { N_("balance"), CELL_SUM } },
			    of_members[] = { { N_("member"), CELL_TITLE },
					     { N_("entries"), CELL_NUMBER },
					     { N_("balance"), CELL_SUM } };

/* A row for each currency. */
static void add_rows(struct site_page *page, const struct shown *account)
{
	page->headings = account->member ? of_members : of_guild;
	for (int i = 0; i < account->count || i == 0; i++) {
		const struct holding *b = &account->balances[i];
		row_open(page);
		link_account(page, account->id, buf_string(&account->label));
		small_state(page, account->state);
		if (!account->member) {
			cell_open(page, CELL_KIND);
			page_text(page, word_in(page->lang, account->kind));
		}
		cell_number(page, account->count ? b->entries : 0);
		if (account->count)
			cell_money(page, CELL_SUM, b->balance, b->scale, b->currency);
		buf_text(&page->out, "</tr>\n");
	}
}

static void list_account(struct listing *listing)
{
	struct shown *account = &listing->account;
	if (!account->id)
		return;
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct site_page page = listing->pages[lang];
		if (account->member)
			page.out = listing->members[lang];
		add_rows(&page, account);
		if (account->member)
			listing->members[lang] = page.out;
		else
			listing->pages[lang].out = page.out;
	}
	remember_and_write(listing);
}

static bool take_account(void *context, const struct value *values)
{
	struct listing *listing = context;
	struct shown *account = &listing->account;
	if (values[0].integer != account->id) {
		list_account(listing);
		account->id = values[0].integer;
		account->count = 0;
		account->member = values[4].integer;
		account->joined = values[11].kind == VALUE_INTEGER ? values[11].integer : 0;
		buf_clear(&account->label);
		buf_text(&account->label, values[1].text);
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			buf_clear(&account->names[lang]);
			shown_name_in(&account->names[lang], values[1].text,
				      &listing->site->defaults, (enum lang)lang);
		}
		snprintf(account->kind, sizeof account->kind, "%s", values[2].text);
		snprintf(account->state, sizeof account->state, "%s", values[3].text);
	}
	if (values[5].kind == VALUE_TEXT && account->count < MOST_CURRENCIES) {
		struct holding *b = &account->balances[account->count++];
		int side = (int)values[6].integer;
		*b = (struct holding){ .side = side,
				       .balance = (wide)side * values[7].integer,
				       .entries = values[8].integer,
				       .scale = (int)values[10].integer,
				       .has_floor = values[9].kind == VALUE_INTEGER,
				       .floor = values[9].integer };
		snprintf(b->currency, sizeof b->currency, "%s", values[5].text);
	}
	return true;
}

static void open_table(struct site_page *page, const char *caption, bool members)
{
	table_open(page, caption, NULL, members ? of_members : of_guild, members ? 3 : 4, true);
}

static void close_list(struct listing *listing)
{
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct site_page *page = &listing->pages[lang];
		struct buf *members = &listing->members[lang];
		table_close(page);
		if (members->length) {
			open_table(page, page_tr(page, N_("Members' accounts")), true);
			buf_add(&page->out, buf_string(members), members->length);
			table_close(page);
		} else {
			page_hint(page,
				  page_tr(page, N_("Nobody has an account yet. Members open "
						   "theirs with `%sregister`.")),
				  page->site->prefix);
		}
		page_close(page);
		buf_free(members);
		buf_free(&listing->account.names[lang]);
	}
}

void publish_accounts(struct site *site, struct marks *batches)
{
	static struct listing listing; /* large */
	listing = (struct listing){ .site = site, .batches = batches };
	if (!site->full)
		site_query(site, "site accounts", NULL, 0, look_for_new_name, &listing);
	listing.account.id = 0;
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		page_open(&listing.pages[lang], site, (enum lang)lang, "accounts.html",
			  tr((enum lang)lang, N_("Accounts")), NULL);
		open_table(&listing.pages[lang], tr((enum lang)lang, N_("The guild's accounts")),
			   false);
	}
	site_query(site, "site accounts", NULL, 0, take_account, &listing);
	list_account(&listing);
	if (site->full)
		remove_beyond(site, "account/", listing.account.id);
	close_list(&listing);
	buf_free(&listing.account.label);
	free(listing.partners.bits);
}
