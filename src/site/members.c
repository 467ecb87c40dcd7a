/* The members: what each holds, since when they are there, their roles. */
#include "site/pages.h"

struct members {
	struct site_page *pages;     /* of each language */
	int64_t user;                /* whose row is begun; 0: nobody's */
	struct buf rest[LANG_COUNT]; /* the cells behind what they hold */
	int count;
};

static void finish(struct members *members)
{
	if (!members->user)
		return;
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct site_page *page = &members->pages[lang];
		buf_text(&page->out, buf_string(&members->rest[lang]));
		buf_text(&page->out, "</tr>\n");
		page_flush(page);
	}
	members->user = 0;
}

/* The row up to what they hold; the cells behind it are kept until that is known. */
static void begin(struct members *members, const struct value *values)
{
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct site_page *page = &members->pages[lang];
		row_open(page);
		if (values[5].kind == VALUE_INTEGER)
			link_account(page, values[5].integer, values[1].text);
		else
			name_text(page, values[1].text);
		small_state(page, values[2].text);
		cell_open(page, CELL_SUM);
		struct buf row = page->out;
		page->out = members->rest[lang];
		buf_clear(&page->out);
		cell_open(page, CELL_TEXT);
		time_text(page, values[3].kind == VALUE_INTEGER ? values[3].integer : 0);
		cell_text(page, values[4].kind == VALUE_TEXT ? values[4].text : NULL);
		members->rest[lang] = page->out;
		page->out = row;
	}
	members->user = values[0].integer;
	members->count = 0;
}

static bool take_member(void *context, const struct value *values)
{
	struct members *members = context;
	if (values[0].integer != members->user) {
		finish(members);
		begin(members, values);
	}
	if (values[6].kind != VALUE_TEXT)
		return true;
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct site_page *page = &members->pages[lang];
		buf_text(&page->out, members->count ? "<br>" : "");
		money_text(page, value_wide(&values[7]), (int)values[8].integer, values[6].text);
	}
	members->count++;
	return true;
}

void publish_members(struct site *site)
{
	static const struct heading headings[] = { { N_("member"), CELL_TITLE },
						   { N_("holds"), CELL_SUM },
						   { N_("joined"), CELL_TEXT },
						   { N_("roles"), CELL_TEXT } };
	struct binding currency = bind_text(":currency", site->currency);
	struct site_page pages[LANG_COUNT];
	struct members members = { .pages = pages };
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct site_page *page = &pages[lang];
		page_open(page, site, (enum lang)lang, "users.html",
			  tr((enum lang)lang, N_("Members")), NULL);
		if (!site->members)
			page_hint(page,
				  page_tr(page, N_("Nobody has an account yet. Members open "
						   "theirs with `%sregister`.")),
				  site->prefix);
		table_open(page, page_tr(page, N_("Members and what they hold")), NULL, headings, 4,
			   true);
	}
	site_query(site, "site members", &currency, 1, take_member, &members);
	finish(&members);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		table_close(&pages[lang]);
		page_close(&pages[lang]);
		buf_free(&members.rest[lang]);
	}
}
