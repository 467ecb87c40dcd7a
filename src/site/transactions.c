/* Each transaction with its receipt: pages of TRANSACTIONS_PER_PAGE numbers, which
 * site/paths.h finds. A full page changes only when something on it is reversed, or a name
 * on it is another. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "ledger/canonical.h"
#include "report/words.h"
#include "site/figures.h"
#include "site/gather.h"

/* Without the end tags that HTML leaves out: there are as many as transactions. */
static void open_fact(struct site_page *page, const char *term)
{
	buf_printf(&page->out, "<dt>%s<dd>", term);
}

static void close_fact(struct site_page *page)
{
	buf_char(&page->out, '\n');
}

static void add_code(struct site_page *page, const struct gathered *t)
{
	struct buf lines = { 0 };
	struct receipt_code code;
	char text[RECEIPT_TEXT_SIZE];
	for (int i = 0; i < t->entries; i++)
		canonical_line(&lines, &(struct canonical_entry){ .transaction = t->id,
								  .entry = t->entry[i].number,
								  .time = t->time,
								  .verb = t->verb,
								  .reverses = t->reverses,
								  .account_id = t->entry[i].account,
								  .currency = t->entry[i].currency,
								  .amount = t->entry[i].amount });
	canonical_code(&code, t->id, buf_string(&lines), lines.length);
	buf_free(&lines);
	open_fact(page, page_tr(page, N_("receipt")));
	buf_printf(&page->out, "<code>%s</code>", receipt_code_write(&code, text));
	close_fact(page);
}

/* Who asked, and where: the message. */
static void add_author(struct site_page *page, const struct gathered *t)
{
	const struct author *author =
		t->author ? manifest_author(&page->site->now, t->author) : NULL;
	open_fact(page, page_tr(page, N_("asked by")));
	if (author && author->label)
		name_text(page, author->label);
	else if (t->operator_name.length)
		page_text(page, buf_string(&t->operator_name));
	else
		buf_text(&page->out, page_tr(page, N_("an operator")));
	if (*t->channel && strspn(t->channel, "0123456789") == strlen(t->channel))
		buf_printf(&page->out,
			   " · <a rel=noreferrer "
			   "href=\"https://discord.com/channels/%ju/%s/%jd\">%s</a>",
			   page->site->guild_id, t->channel, t->message,
			   page_tr(page, N_("message")));
	close_fact(page);
}

static void add_entries(struct site_page *page, const struct gathered *t)
{
	for (int i = 0; i < t->entries; i++) {
		const struct gathered_entry *entry = &t->entry[i];
		bool debit = entry->amount > 0;
		open_fact(page, debit ? page_tr(page, N_("debit")) : page_tr(page, N_("credit")));
		link_account(page, entry->account, buf_string(&entry->label));
		buf_char(&page->out, ' ');
		figure_amount(&page->out, page->lang,
			      debit ? (wide)entry->amount : -(wide)entry->amount, entry->scale);
		buf_printf(&page->out, " %s", entry->currency);
		close_fact(page);
	}
}

static void add_link(struct site_page *page, const char *term, int64_t transaction)
{
	if (!transaction)
		return;
	open_fact(page, term);
	link_transaction(page, transaction);
	close_fact(page);
}

/* The files of a page's transactions, the newest transaction first. */
struct shown_file {
	struct shown_file *next;
	int64_t transaction, size;
	const char *sha256, *media_type;
};
struct shown_files {
	struct arena memory;
	struct shown_file *first, **end, *at; /* at: of the transaction at hand, or older */
};
struct receipts {
	struct site_page pages[LANG_COUNT];
	struct shown_files files;
};

static bool take_file(void *context, const struct value *values)
{
	struct shown_files *files = context;
	struct shown_file *file = arena_alloc(&files->memory, sizeof *file);
	*file = (struct shown_file){
		.transaction = values[0].integer,
		.size = values[2].integer,
		.sha256 = arena_strdup(&files->memory, value_words(&values[1])),
		.media_type = arena_strdup(&files->memory, value_words(&values[3]))
	};
	*files->end = file;
	files->end = &file->next;
	return true;
}

/* By its hash: whoever has the file can compare. The file itself is not on the site. */
static void add_files(struct site_page *page, const struct shown_file *file, int64_t transaction)
{
	for (; file && file->transaction == transaction; file = file->next) {
		open_fact(page, page_tr(page, N_("evidence")));
		page_text(page, file->media_type);
		buf_printf(&page->out, ", %jd B, SHA-256 <code>%s</code>", file->size,
			   file->sha256);
		close_fact(page);
	}
}

static void add_receipt(struct site_page *page, const struct gathered *t,
			const struct shown_file *files)
{
	struct buf *out = &page->out;
	buf_printf(out, "<article id=t%jd>\n<h2>%s %jd: %s", t->id,
		   page_tr(page, N_("Transaction")), t->id, word_in(page->lang, t->verb));
	if (!t->mixed) {
		buf_char(out, ' ');
		figure_amount(out, page->lang, t->debits, t->entry[0].scale);
		buf_printf(out, " %s", t->entry[0].currency);
	}
	buf_text(out, "</h2>\n<dl>\n");
	if (t->memo.length) {
		open_fact(page, page_tr(page, N_("memo")));
		page_text(page, buf_string(&t->memo));
		close_fact(page);
	}
	open_fact(page, page_tr(page, N_("time")));
	figure_time(out, page->lang, page->site->zone, t->time);
	close_fact(page);
	add_author(page, t);
	add_entries(page, t);
	open_fact(page, page_tr(page, N_("batch")));
	buf_printf(out, "<a href=\"../batch/%jd.html\">%jd</a>", t->batch, t->batch);
	close_fact(page);
	add_link(page, page_tr(page, N_("reverses")), t->reverses);
	add_link(page, page_tr(page, N_("reversed by")), t->reversed_by);
	add_files(page, files, t->id);
	add_code(page, t);
	buf_text(out, "</dl>\n</article>\n");
	page_flush(page);
}

static void take_receipt(void *context, const struct gathered *t)
{
	struct receipts *receipts = context;
	struct shown_files *files = &receipts->files;
	while (files->at && files->at->transaction > t->id)
		files->at = files->at->next;
	for (int lang = 0; lang < LANG_COUNT; lang++)
		add_receipt(&receipts->pages[lang], t, files->at);
}

static void add_neighbours(struct site_page *page, int64_t number, int64_t last)
{
	buf_printf(&page->out, "<nav class=neighbours aria-label=\"%s\">",
		   page_tr(page, N_("Pages of transactions")));
	if (number > 1)
		buf_printf(&page->out, "<a rel=prev href=\"%jd.html\">%s</a> ", number - 1,
			   page_tr(page, N_("← older")));
	buf_printf(&page->out, "<a href=\"../journal.html\">%s</a> ", page_tr(page, N_("Journal")));
	if (number < last)
		buf_printf(&page->out, "<a rel=next href=\"%jd.html\">%s</a>", number + 1,
			   page_tr(page, N_("newer →")));
	buf_printf(&page->out, "<a class=all href=\"#main\">%s</a></nav>\n",
		   page_tr(page, N_("All transactions of this page")));
}

static void add_how_to_check(struct site_page *page)
{
	buf_printf(&page->out, "<p class=check>%s <code>",
		   page_tr(page, N_("A receipt code shows whether a transaction still is as it was "
				    "booked. To check one, write in the server:")));
	page_text(page, page->site->prefix);
	buf_printf(&page->out, "%s</code></p>\n", page_tr(page, N_("verify 12-7K3M9QXZ")));
}

static void write_page(struct site *site, int64_t number, int64_t last)
{
	struct receipts receipts = { 0 };
	struct site_page *pages = receipts.pages;
	char path[PATH_SIZE], range[64];
	int64_t after = (number - 1) * TRANSACTIONS_PER_PAGE,
		upto = number == last ? site->transactions : number * TRANSACTIONS_PER_PAGE;
	struct binding bindings[] = { bind_integer(":after", after), bind_integer(":upto", upto) };
	snprintf(path, sizeof path, "transaction/%jd.html", number);
	snprintf(range, sizeof range, "%jd–%jd", after + 1, upto);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		page_open(&pages[lang], site, (enum lang)lang, path,
			  tr((enum lang)lang, N_("Transactions")), range);
		add_neighbours(&pages[lang], number, last);
	}
	receipts.files.end = &receipts.files.first;
	site_query(site, "site evidence", bindings, 2, take_file, &receipts.files);
	receipts.files.at = receipts.files.first;
	gather_transactions(site, "site receipts", bindings, 2, take_receipt, &receipts);
	arena_free(&receipts.files.memory);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		add_how_to_check(&pages[lang]);
		page_close(&pages[lang]);
	}
}

static bool mark_asked(void *context, const struct value *values)
{
	struct site *site = context;
	journal_mark(&site->receipts, site_transaction_page(values[0].integer) - 1);
	return true;
}

static bool take_user(void *context, const struct value *values)
{
	struct site *site = context;
	struct author *author;
	struct buf text = { 0 };
	char print[PRINT_SIZE];
	HASH_FIND(hh, site->now.authors, &values[0].integer, sizeof values[0].integer, author);
	if (!author || values[1].kind != VALUE_TEXT)
		return true;
	author->label = strdup(values[1].text);
	if (!author->label)
		fail(EX_OSERR, "out of memory");
	buf_text(&text, author->label);
	print_of(&text, print);
	buf_free(&text);
	author->renamed = *author->print && strcmp(print, author->print) != 0;
	memcpy(author->print, print, PRINT_SIZE);
	return true;
}

/* The names of all who asked for something, and which pages have one that was another. */
static void look_up_authors(struct site *site)
{
	site_query(site, "site users", NULL, 0, take_user, site);
	for (struct author *author = site->now.authors; author; author = author->hh.next)
		if (author->renamed) {
			struct binding which = bind_integer(":author", author->id);
			site_query(site, "site asked", &which, 1, mark_asked, site);
		}
}

/* Files that were attached since the last run, also to old transactions. */
static void mark_attached(struct site *site)
{
	struct binding since = bind_integer(":seq", site->old.seq);
	site_query(site, "site attached", &since, 1, mark_asked, site);
}

void publish_transactions(struct site *site)
{
	int64_t last = site->transactions ? site_transaction_page(site->transactions) : 0;
	int64_t old_last = site->old.transaction ? site_transaction_page(site->old.transaction) : 0;
	look_up_authors(site);
	mark_attached(site);
	for (int64_t number = 1; number <= last; number++)
		if (site->full || journal_is_marked(&site->receipts, number - 1) ||
		    number > old_last ||
		    (site->transactions > site->old.transaction && number == old_last))
			write_page(site, number, last);
}
