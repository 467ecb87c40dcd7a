/* A page: its frame, its tables, and the file that is replaced only when it differs. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/output.h"
#include "base/progress.h"
#include "base/unicode.h"
#include "report/html.h"
#include "report/names.h"
#include "report/words.h"
#include "site/pages.h"

enum { FLUSH_BYTES = 256 * 1024 };

static int temporary(struct site *site, const char *path, char name[PATH_SIZE + 8])
{
	snprintf(name, PATH_SIZE + 8, "%s" TEMPORARY, path);
	int fd = openat(site->folder, name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
			0666);
	if (fd < 0)
		fail(errno == EACCES || errno == EPERM ? EX_NOPERM : EX_CANTCREAT,
		     "%s: cannot be written in the site's folder (%s)", name,
		     strerrordesc_np(errno));
	return fd;
}

static bool same_bytes(int a, int b)
{
	static char one[64 * 1024], other[sizeof one];
	ssize_t read_a, read_b;
	for (off_t at = 0;; at += read_a) {
		read_a = pread(a, one, sizeof one, at);
		read_b = pread(b, other, sizeof other, at);
		if (read_a < 0 || read_a != read_b || memcmp(one, other, (size_t)read_a) != 0)
			return false;
		if (read_a == 0)
			return true;
	}
}

/* Puts the temporary file of PATH in its place, unless the same is there. */
static void settle(struct site *site, const char *path, int fd)
{
	char name[PATH_SIZE + 8];
	struct stat new_status, old_status;
	snprintf(name, sizeof name, "%s" TEMPORARY, path);
	int old = openat(site->folder, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	bool same = old >= 0 && fstat(fd, &new_status) == 0 && fstat(old, &old_status) == 0 &&
		    new_status.st_size == old_status.st_size && same_bytes(fd, old);
	if (old >= 0)
		close(old);
	close(fd);
	if (same ? unlinkat(site->folder, name, 0) != 0
		 : renameat(site->folder, name, site->folder, path) != 0)
		fail(EX_IOERR, "%s: cannot be put in its place (%s)", path, strerrordesc_np(errno));
	if (!same && *path != '.') {
		progress_hide(true);
		puts(path);
	}
}

int file_begin(struct site *site, const char *path)
{
	char name[PATH_SIZE + 8];
	return temporary(site, path, name);
}

void file_end(struct site *site, const char *path, int fd)
{
	settle(site, path, fd);
}

void file_write(struct site *site, const char *path, const char *bytes, size_t length)
{
	struct buf out = { 0 };
	int fd = file_begin(site, path);
	buf_add(&out, bytes, length);
	buf_flush(&out, fd);
	buf_free(&out);
	settle(site, path, fd);
}

const char *page_tr(const struct site_page *page, const char *message)
{
	return tr(page->lang, message);
}

static void add_marked(struct site_page *page, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));
static void add_marked(struct site_page *page, const char *format, va_list args)
{
	struct buf text = { 0 };
	bool code = false;
	buf_vprintf(&text, format, args);
	for (const char *part = buf_string(&text);; code = !code) {
		size_t length = strcspn(part, "`");
		char *words = strndup(part, length);
		if (!words)
			fail(EX_OSERR, "out of memory");
		buf_text(&page->out, code ? "<code>" : "");
		page_text(page, words);
		buf_text(&page->out, code ? "</code>" : "");
		free(words);
		if (!part[length])
			break;
		part += length + 1;
	}
	buf_free(&text);
}

void page_marked(struct site_page *page, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	add_marked(page, format, args);
	va_end(args);
}

void page_hint(struct site_page *page, const char *format, ...)
{
	va_list args;
	buf_text(&page->out, "<p class=hint>");
	va_start(args, format);
	add_marked(page, format, args);
	va_end(args);
	buf_text(&page->out, "</p>\n");
}

void page_text(struct site_page *page, const char *hostile)
{
	html_text(&page->out, hostile);
}

void name_text(struct site_page *page, const char *label)
{
	struct buf name = { 0 };
	shown_name_in(&name, label, &page->site->defaults, page->lang);
	page_text(page, buf_string(&name));
	buf_free(&name);
}

static void add_place(struct site_page *page, const char *file, const char *title)
{
	buf_printf(&page->out, "<li><a href=\"%s%s\"%s>%s</a></li>", page->up, file,
		   strcmp(page->path + 3, file) == 0 ? " aria-current=page" : "",
		   page_tr(page, title));
}

/* The lists of the catalogue are in the middle. */
static void add_navigation(struct site_page *page)
{
	const char *name;
	const struct site_list *list;
	buf_printf(&page->out, "<nav aria-label=\"%s\"><ul>", page_tr(page, N_("Pages")));
	add_place(page, "index.html", N_("Overview"));
	add_place(page, "accounts.html", N_("Accounts"));
	add_place(page, "journal.html", N_("Journal"));
	add_place(page, "batches.html", N_("Batches"));
	add_place(page, "users.html", N_("Members"));
	for (int place = 1; (list = report_on_site(place, &name)); place++)
		add_place(page, list->file, list->title);
	add_place(page, "health.html", N_("Health"));
	buf_text(&page->out, "</ul></nav>");
}

void page_open(struct site_page *page, struct site *site, enum lang lang, const char *path,
	       const char *title, const char *subject)
{
	char name[PATH_SIZE + 8];
	enum lang other = lang == LANG_ES ? LANG_EN : LANG_ES;
	*page = (struct site_page){ .site = site, .lang = lang };
	snprintf(page->path, sizeof page->path, "%s/%s", lang_name(lang), path);
	snprintf(page->up, sizeof page->up, "%s", strchr(path, '/') ? "../" : "");
	page->fd = temporary(site, page->path, name);
	struct buf *out = &page->out;
	buf_printf(out,
		   "<!doctype html>\n<html lang=%s>\n<head>\n<meta charset=utf-8>\n<meta "
		   "http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src "
		   "'self'; script-src 'self'; img-src 'self' data:\">\n<meta name=viewport "
		   "content=\"width=device-width, initial-scale=1\">\n"
		   "<meta name=color-scheme content=\"light dark\">\n<title>%s",
		   lang_name(lang), title);
	if (subject) {
		buf_char(out, ' ');
		page_text(page, subject);
	}
	buf_text(out, " · ");
	page_text(page, site->name);
	buf_printf(out,
		   "</title>\n<link rel=stylesheet href=\"%s../style.css\">\n<link rel=icon "
		   "href=\"%s../favicon.svg\" type=\"image/svg+xml\">\n<script "
		   "src=\"%s../site.js\" defer></script>\n</head>\n<body>\n"
		   "<a class=skip href=\"#main\">%s</a>\n<header>\n<p class=guild>",
		   page->up, page->up, page->up, page_tr(page, N_("Skip to the content")));
	page_text(page, site->name);
	buf_text(out, "</p>\n");
	add_navigation(page);
	buf_printf(out,
		   "\n<p class=lang><a href=\"%s../%s/%s\" lang=%s "
		   "hreflang=%s>%s</a></p>\n</header>\n<main id=main tabindex=-1>\n<h1>%s",
		   page->up, lang_name(other), path, lang_name(other), lang_name(other),
		   other == LANG_ES ? "Español" : "English", title);
	if (subject) {
		buf_char(out, ' ');
		page_text(page, subject);
	}
	buf_text(out, "</h1>\n");
}

void page_flush(struct site_page *page)
{
	if (page->out.length >= FLUSH_BYTES)
		buf_flush(&page->out, page->fd);
}

void page_close(struct site_page *page)
{
	buf_printf(&page->out, "</main>\n<footer><p>");
	buf_printf(&page->out, page_tr(page, N_("Made by guildledger. Times in %s.")),
		   page->site->zone_name);
	buf_text(&page->out, "</p></footer>\n</body>\n</html>\n");
	buf_flush(&page->out, page->fd);
	settle(page->site, page->path, page->fd);
	buf_free(&page->out);
}

void table_open(struct site_page *page, const char *caption, const char *count_of,
		const struct heading *headings, int count, bool searchable)
{
	page->headings = headings;
	page->column = 0;
	html_table_open(&page->out, caption, count_of, searchable);
	for (int i = 0; i < count; i++)
		html_heading(&page->out, page_tr(page, headings[i].title),
			     headings[i].kind == CELL_NUMBER || headings[i].kind == CELL_SUM);
	html_table_body(&page->out);
}

void table_close(struct site_page *page)
{
	html_table_close(&page->out);
	buf_char(&page->out, '\n');
	page->headings = NULL;
	page->column = 0;
}

void page_list(struct site_page *page, const char *report)
{
	struct report_request request = { .name = report,
					  .guild_id = page->site->guild_id,
					  .lang = page->lang,
					  .for_all = true,
					  .format = FORMAT_HTML,
					  .site = page->up };
	buf_flush(&page->out, page->fd);
	report_run(page->site->store, &request, page->fd);
}

void row_open(struct site_page *page)
{
	buf_text(&page->out, "<tr><th scope=row>");
	page->column = 1;
}

/* The heading goes before the cell where the row is a card. */
void cell_open(struct site_page *page, enum cell kind)
{
	static const char *const classes[] = {
		[CELL_TEXT] = NULL,   [CELL_NUMBER] = "n",    [CELL_TITLE] = "who",
		[CELL_SUM] = "n sum", [CELL_KIND] = "what",   [CELL_DATE] = "d",
		[CELL_NOTE] = "memo", [CELL_SMALL] = "small",
	};
	bool labelled = kind == CELL_TEXT || kind == CELL_NUMBER;
	buf_text(&page->out, "<td");
	if (classes[kind])
		buf_printf(&page->out, kind == CELL_SUM ? " class=\"%s\"" : " class=%s",
			   classes[kind]);
	if (labelled && page->headings && page->column)
		buf_printf(&page->out, " data-l=\"%s\"",
			   page_tr(page, page->headings[page->column].title));
	buf_char(&page->out, '>');
	page->column += page->column > 0;
}

void cell_text(struct site_page *page, const char *hostile)
{
	if (!hostile) {
		buf_text(&page->out, "<td>");
		page->column += page->column > 0;
		return;
	}
	cell_open(page, CELL_TEXT);
	page_text(page, hostile);
}

void cell_number(struct site_page *page, int64_t number)
{
	cell_open(page, CELL_NUMBER);
	buf_printf(&page->out, "%jd", number);
}

void cell_amount(struct site_page *page, wide minor, int scale)
{
	cell_open(page, CELL_NUMBER);
	figure_amount(&page->out, page->lang, minor, scale);
}

void money_text(struct site_page *page, wide minor, int scale, const char *currency)
{
	figure_amount(&page->out, page->lang, minor, scale);
	buf_printf(&page->out, " <small>%s</small>", currency);
}

void cell_money(struct site_page *page, enum cell kind, wide minor, int scale, const char *currency)
{
	cell_open(page, kind);
	money_text(page, minor, scale, currency);
}

void time_text(struct site_page *page, int64_t time)
{
	if (time)
		figure_time(&page->out, page->lang, page->site->zone, time);
}

void cell_time(struct site_page *page, const struct value *time)
{
	cell_open(page, CELL_DATE);
	time_text(page, time->kind == VALUE_INTEGER ? time->integer : 0);
}

void small_state(struct site_page *page, const char *state)
{
	if (strcmp(state, "open") != 0)
		buf_printf(&page->out, " <small>%s</small>",
			   state_in(page->lang, "account", state));
}

void cell_word(struct site_page *page, const char *word)
{
	cell_text(page, word ? word_in(page->lang, word) : NULL);
}

void link_account(struct site_page *page, int64_t account, const char *label)
{
	buf_printf(&page->out, "<a href=\"%s", page->up);
	site_path_account(&page->out, account);
	buf_text(&page->out, "\">");
	name_text(page, label);
	buf_text(&page->out, "</a>");
}

void link_transaction(struct site_page *page, int64_t transaction)
{
	buf_printf(&page->out, "<a href=\"%s", page->up);
	site_path_transaction(&page->out, transaction);
	buf_printf(&page->out, "\">%jd</a>", transaction);
}

void page_fact(struct site_page *page, const char *term, const char *value)
{
	buf_printf(&page->out, "<div><dt>%s</dt><dd>%s</dd></div>\n", term, value);
}
