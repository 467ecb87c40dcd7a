/* The files that the search loads. */
#include "site/search.h"

#include <stdio.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "report/words.h"

/* Without "<": wherever a server or a browser took the file for a page, there would be no tag. */
static void add_clean(struct buf *out, const char *hostile)
{
	struct buf clean = { 0 }, json = { 0 };
	text_clean(&clean, hostile);
	buf_json(&json, buf_string(&clean));
	for (const char *at = buf_string(&json); *at; at++)
		if (*at == '<')
			buf_text(out, "\\u003c");
		else
			buf_char(out, *at);
	buf_free(&clean);
	buf_free(&json);
}

void search_begin(struct buf *index, const char *name)
{
	buf_printf(index, "guildledger_rows(\"%s\",[", name);
}

static void add_names(struct buf *index, const struct site_page *page, const struct gathered *t,
		      bool debit)
{
	bool first = true;
	buf_text(index, ",[");
	for (int i = 0; i < t->entries; i++) {
		struct buf name = { 0 };
		if ((t->entry[i].amount > 0) != debit)
			continue;
		shown_name_in(&name, buf_string(&t->entry[i].label), &page->site->defaults,
			      page->lang);
		buf_text(index, first ? "" : ",");
		add_clean(index, buf_string(&name));
		buf_free(&name);
		first = false;
	}
	buf_char(index, ']');
}

static void add_amounts(struct buf *index, const struct gathered *t)
{
	char text[DECIMAL_TEXT_SIZE];
	buf_text(index, ",\"");
	if (t->entries == 2 || !t->mixed)
		buf_text(index, decimal_from_minor(t->debits, t->entry[0].scale, text));
	for (int i = 0; i < t->entries && t->entries > 2; i++)
		if (t->entry[i].amount > 0 || t->mixed)
			buf_printf(index, " %s",
				   decimal_from_minor(t->entry[i].amount > 0
							      ? (wide)t->entry[i].amount
							      : -(wide)t->entry[i].amount,
						      t->entry[i].scale, text));
	buf_printf(index, "\",\"%s\"", t->mixed ? "" : t->entry[0].currency);
}

void search_add(struct buf *index, const struct site_page *page, const struct gathered *t)
{
	char text[INSTANT_TEXT_SIZE];
	buf_printf(index, "%s\n[%jd,\"%s\",", index->bytes[index->length - 1] == '[' ? "" : ",",
		   t->id, instant_format_local(page->site->zone, t->time, text));
	add_clean(index, word_in(page->lang, t->verb));
	add_amounts(index, t);
	add_names(index, page, t, true);
	add_names(index, page, t, false);
	buf_char(index, ',');
	add_clean(index, buf_string(&t->memo));
	buf_printf(index, ",%jd]", t->batch);
}

void search_end(struct site *site, struct buf *index, enum lang lang, const char *name)
{
	char path[PATH_SIZE];
	buf_text(index, "\n]);\n");
	snprintf(path, sizeof path, "%s/journal/%s.js", lang_name(lang), name);
	file_write(site, path, buf_string(index), index->length);
	buf_free(index);
}

void search_months(struct site *site, enum lang lang, const struct month *newest)
{
	struct buf out = { 0 };
	char path[PATH_SIZE];
	buf_text(&out, "guildledger_months([");
	for (const struct month *month = newest; month; month = month->older)
		buf_printf(&out, "%s\n[\"%s\",%jd,%jd]", month == newest ? "" : ",", month->name,
			   month->count, month_full_pages(month->count));
	buf_text(&out, "\n],[");
	for (const struct kind *kind = site->now.kinds; kind; kind = kind->hh.next) {
		buf_text(&out, kind == site->now.kinds ? "" : ",");
		buf_json(&out, word_in(lang, kind->verb));
	}
	buf_text(&out, "]);\n");
	snprintf(path, sizeof path, "%s/journal/months.js", lang_name(lang));
	file_write(site, path, buf_string(&out), out.length);
	buf_free(&out);
}
