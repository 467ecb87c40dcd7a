/* What is shown of a name, so that two cannot be taken for one. */
#include "report/names.h"

#include <stdio.h>
#include <string.h>

#include "base/lookalike.h"
#include "base/unicode.h"

enum { MARK_SHARED = 2, MARK_ALONE = 3, MARK_END = 3 };

/* The part of LABEL behind its number, which is put into NUMBER. */
static const char *split(const char *label, struct buf *number, bool *shared)
{
	const char *end =
		*label == MARK_SHARED || *label == MARK_ALONE ? strchr(label + 1, MARK_END) : NULL;
	*shared = end && *label == MARK_SHARED;
	if (!end)
		return label;
	buf_add(number, label + 1, (size_t)(end - label - 1));
	return end + 1;
}

const char *label_name(const char *label)
{
	struct buf number = { 0 };
	bool shared;
	const char *name = split(label, &number, &shared);
	buf_free(&number);
	return name;
}

void shown_name(struct buf *out, const char *label, bool for_people)
{
	struct buf number = { 0 }, clean = { 0 };
	bool shared;
	const char *name = split(label, &number, &shared);
	text_clean(&clean, name);
	if (!for_people) {
		buf_text(out, buf_string(&clean) + (*buf_string(&clean) == '@'));
	} else {
		bool unclear = shared || name_is_unclear(name);
		buf_text(out, buf_string(&clean));
		if (unclear && number.length)
			buf_printf(out, " #%s", buf_string(&number));
	}
	buf_free(&number);
	buf_free(&clean);
}

/* Books of before may have an account of their own that is called as one of these is today: then
 * that one keeps the name that it has. */
static bool take_default(void *context, const struct value *values)
{
	struct default_names *names = context;
	const struct default_account_names *known =
		default_account_called(values[1].text, RULES_NOW);
	if (values[2].kind != VALUE_TEXT)
		names->taken = true;
	if (!known || values[2].kind != VALUE_TEXT || strcmp(known->purpose, values[2].text) != 0 ||
	    names->count == DEFAULT_ACCOUNTS || (names->taken && known->former))
		return true;
	size_t i = names->count++;
	snprintf(names->names[i].number, sizeof names->names[i].number, "%jd", values[0].integer);
	snprintf(names->names[i].name, sizeof names->names[i].name, "%s", values[1].text);
	memcpy(names->names[i].shown, known->name, sizeof names->names[i].shown);
	return true;
}

void default_names_load(struct default_names *names, struct store *store, uint64_t guild_id)
{
	struct binding bindings[] = {
		bind_integer(":guild", (int64_t)guild_id),
		{ ":folded",
		  { .kind = VALUE_TEXT,
		    .text = default_accounts[DEFAULT_OVER_SHORT].name[LANG_ES] } },
	};
	*names = (struct default_names){ 0 };
	store_query(store, "report default accounts", bindings, 2, take_default, names);
}

void shown_name_in(struct buf *out, const char *label, const struct default_names *defaults,
		   enum lang lang)
{
	struct buf number = { 0 };
	bool shared;
	const char *name = split(label, &number, &shared), *known = NULL;
	/* a user of that number has an @ before the name */
	for (size_t i = 0; i < defaults->count; i++)
		if (strcmp(buf_string(&number), defaults->names[i].number) == 0 &&
		    strcmp(name, defaults->names[i].name) == 0)
			known = defaults->names[i].shown[lang];
	buf_free(&number);
	if (known)
		buf_text(out, known);
	else
		shown_name(out, label, true);
}

/* The longest start of NAME, LENGTH bytes, that takes at most WIDTH columns; a point at least. */
static size_t start_of(const char *name, size_t length, int width)
{
	struct buf start = { 0 };
	buf_add(&start, name, length);
	size_t points = utf8_count(buf_string(&start));
	while (points > 1 && text_width(buf_string(&start)) > width) {
		length = utf8_prefix(name, --points);
		buf_clear(&start);
		buf_add(&start, name, length);
	}
	buf_free(&start);
	return length;
}

void shown_name_cut(struct buf *out, const char *name, const char *number, int width)
{
	struct buf ending = { 0 };
	size_t length = strlen(name);
	if (text_width(name) <= width) {
		buf_text(out, name);
		return;
	}
	buf_text(&ending, "…");
	if (number) {
		struct buf own = { 0 };
		buf_printf(&own, " #%s", number);
		if (length > own.length &&
		    strcmp(name + length - own.length, buf_string(&own)) == 0)
			length -= own.length; /* it is behind the name already */
		buf_text(&ending, buf_string(&own));
		buf_free(&own);
	}
	buf_add(out, name, start_of(name, length, width - text_width(buf_string(&ending))));
	buf_text(out, buf_string(&ending));
	buf_free(&ending);
}
