/* The latest transactions, the newest first: who, what and how much. */
#include <stdio.h>
#include <string.h>

#include "report/words.h"
#include "site/pages.h"

/* Of one transaction: the accounts that have less after it, and those that have more. */
enum { FROM, TO, SIDES, MOST_NAMES = 3 };
struct latest {
	struct site_page *page, names[SIDES];
	int counts[SIDES];
	int64_t id, time, reverses;
	char verb[32], currency[CURRENCY_SIZE];
	struct buf memo;
	wide debits;
	int scale;
	bool mixed; /* currencies */
};

static void add_who(struct latest *latest)
{
	struct buf *out = &latest->page->out;
	const char *from = buf_string(&latest->names[FROM].out),
		   *to = buf_string(&latest->names[TO].out);
	cell_open(latest->page, CELL_TITLE);
	buf_printf(out, "%s%s%s", from, *from && *to ? " → " : "", to);
}

static void finish(struct latest *latest)
{
	struct site_page *page = latest->page;
	if (!latest->id)
		return;
	buf_text(&page->out, "<tr><th scope=row class=small>");
	link_transaction(page, latest->id);
	cell_time(page, &(struct value){ .kind = VALUE_INTEGER, .integer = latest->time });
	add_who(latest);
	cell_open(page, CELL_KIND);
	page_text(page, word_in(page->lang, latest->verb));
	if (latest->reverses) {
		buf_char(&page->out, ' ');
		link_transaction(page, latest->reverses);
	}
	cell_open(page, CELL_NOTE);
	page_text(page, buf_string(&latest->memo));
	cell_open(page, CELL_SUM);
	if (!latest->mixed)
		money_text(page, latest->debits, latest->scale, latest->currency);
	buf_text(&page->out, "</tr>\n");
	latest->id = 0;
}

static void begin(struct latest *latest, const struct value *values)
{
	latest->id = values[0].integer;
	latest->time = values[1].integer;
	latest->reverses = values[4].kind == VALUE_INTEGER ? values[4].integer : 0;
	latest->debits = 0;
	latest->mixed = false;
	latest->scale = (int)values[9].integer;
	snprintf(latest->verb, sizeof latest->verb, "%s", values[2].text);
	snprintf(latest->currency, sizeof latest->currency, "%s", values[7].text);
	buf_clear(&latest->memo);
	if (values[3].kind == VALUE_TEXT)
		buf_text(&latest->memo, values[3].text);
	for (int side = 0; side < SIDES; side++) {
		buf_clear(&latest->names[side].out);
		latest->counts[side] = 0;
	}
}

static bool take_entry(void *context, const struct value *values)
{
	struct latest *latest = context;
	int64_t amount = values[8].integer;
	if (values[0].integer != latest->id) {
		finish(latest);
		begin(latest, values);
	}
	int side = (amount > 0) == (values[10].integer > 0) ? TO : FROM;
	struct site_page *names = &latest->names[side];
	if (++latest->counts[side] <= MOST_NAMES) {
		buf_text(&names->out, latest->counts[side] > 1 ? " · " : "");
		link_account(names, values[5].integer, values[6].text);
	} else if (latest->counts[side] == MOST_NAMES + 1) {
		buf_text(&names->out, " · …");
	}
	latest->mixed |= strcmp(latest->currency, values[7].text) != 0;
	if (amount > 0)
		latest->debits += amount;
	return true;
}

void latest_rows(struct site_page *page, int count)
{
	static const struct heading headings[] = {
		{ N_("no."), CELL_SMALL }, { N_("time"), CELL_DATE }, { N_("who"), CELL_TITLE },
		{ N_("kind"), CELL_KIND }, { N_("memo"), CELL_NOTE }, { N_("amount"), CELL_SUM },
	};
	struct site *site = page->site;
	struct latest latest = { .page = page };
	struct binding after =
		bind_integer(":after", site->transactions > count ? site->transactions - count : 0);
	for (int side = 0; side < SIDES; side++) {
		latest.names[side].site = site;
		latest.names[side].lang = page->lang;
	}
	table_open(page, page_tr(page, N_("Latest transactions")), NULL, headings,
		   sizeof headings / sizeof *headings, false);
	site_query(site, "site latest", &after, 1, take_entry, &latest);
	finish(&latest);
	table_close(page);
	for (int side = 0; side < SIDES; side++)
		buf_free(&latest.names[side].out);
	buf_free(&latest.memo);
}
