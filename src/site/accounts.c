/* The list of accounts, and each account's own page. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/names.h"
#include "report/words.h"
#include "site/movements.h"

struct listing {
	struct site *site;
	struct site_page pages[LANG_COUNT];
	struct buf
		members[LANG_COUNT]; /* the rows of members' accounts, below those of the guild */
	struct shown account;
	struct marks *batches;
	struct marks partners; /* accounts whose pages name one that is called otherwise now */
};

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
		page_fact(page, page_tr(page, N_("balance")),
			  page_tr(page, N_("nothing booked yet")));
	if (account->joined) {
		buf_printf(&page->out, "<div><dt>%s</dt><dd>", page_tr(page, N_("joined")));
		time_text(page, account->joined);
		buf_text(&page->out, "</dd></div>\n");
	}
	if (!account->member)
		page_fact(page, page_tr(page, N_("kind")), word_in(page->lang, account->kind));
	if (strcmp(account->state, "open") != 0)
		page_fact(page, page_tr(page, N_("state")),
			  state_in(page->lang, "account", account->state));
	buf_text(&page->out, "</dl>\n");
}

/* AGAIN: all its pages; else from the one that the new entries begin on. */
static void write_account(struct site *site, struct shown *account, bool again)
{
	struct site_page pages[LANG_COUNT];
	char path[PATH_SIZE];
	snprintf(path, sizeof path, "account/%jd.html", account->id);
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
	}
	for (int lang = 0; lang < LANG_COUNT; lang++)
		page_close(&pages[lang]);
}

static bool mark_page(void *context, const struct value *values)
{
	journal_mark(context, values[0].integer);
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
		buf_printf(&text, " %s %jd %d", b->currency, b->floor, b->has_floor);
		fresh |= manifest_tally(&site->now, account->id, b->currency)->fresh > 0;
	}
	print_of(&text, state);
	buf_free(&text);
	bool again = site->full || strcmp(label, known->label) != 0 ||
		     journal_is_marked(&listing->partners, account->id);
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

/* Whether the books have the page NAME; other files than pages are left alone. After the last
 * account was listed; where every page is written, each entry counts as fresh. */
static bool is_of_books(void *context, const char *name)
{
	struct listing *listing = context;
	char currency[CURRENCY_SIZE];
	int64_t account, page;
	int end = 0;
	if (sscanf(name, "%jd.html%n", &account, &end) == 1 && end && !name[end])
		return account <= listing->account.id;
	end = 0;
	if (sscanf(name, "%jd-%11[^-]-%jd.html%n", &account, currency, &page, &end) != 3 || !end ||
	    name[end])
		return true;
	return page <= full_pages(manifest_tally(&listing->site->now, account, currency)->fresh);
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
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			char folder[PATH_SIZE];
			snprintf(folder, sizeof folder, "%s/account", lang_name((enum lang)lang));
			remove_others(site, folder, is_of_books, &listing);
		}
	close_list(&listing);
	buf_free(&listing.account.label);
	free(listing.partners.bits);
}
