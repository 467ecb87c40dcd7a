/* Fuzz target: what people wrote, in every format that leaves the house. The oracle is that
 * format's own rule: read back, a cell is the text, and nothing but the cell. Compiled with the
 * rooms whose escaping is their own affair. */
#include "fuzz.h"

#include "report/csv.c" // NOLINT(bugprone-suspicious-include)
#define take_guild take_guild_of_ofx
#include "report/ofx.c" // NOLINT(bugprone-suspicious-include)
#undef take_guild
#define take_guild take_guild_of_syntax
#include "report/syntax.c" // NOLINT(bugprone-suspicious-include)
#undef take_guild

#include "base/json.h"
#include "discord/route.h"
#include "report/chart.h"
#include "site/pages.h"

static char *clean_text(struct arena *arena, const char *text)
{
	struct buf clean = { 0 };
	text_clean(&clean, text);
	REQUIRE(utf8_valid(buf_string(&clean), clean.length));
	for (const char *at = buf_string(&clean); *at; at++)
		REQUIRE((unsigned char)*at >= 0x20 && *at != 0x7f);
	char *copy = arena_strdup(arena, buf_string(&clean));
	buf_clear(&clean);
	text_clean(&clean, copy);
	REQUIRE(strcmp(buf_string(&clean), copy) == 0);
	buf_free(&clean);
	return copy;
}

/* CELL is TEXT, but for apostrophes before what a spreadsheet would take for a formula, with
 * whatever separator it reads. */
static void check_harmless(const char *cell, const char *text)
{
	static const char signs[] = "=+-@\t\r";
	REQUIRE(!*cell || !strchr(signs, *cell));
	for (const char *at = cell; (at = strpbrk(at, ",;\t\n")); at++) {
		const char *next = at + 1 + strspn(at + 1, "\"");
		REQUIRE(!*next || !strchr(signs, *next));
	}
	while (*cell) {
		if (*cell == *text)
			text++;
		else
			REQUIRE(*cell == '\'');
		cell++;
	}
	REQUIRE(!*text);
}

/* RFC 4180 read: one cell, then the line's end. */
static void check_csv(struct arena *arena, const char *text)
{
	struct buf out = { 0 };
	csv_cell(&out, text, false, ',');
	buf_text(&out, "\r\n");
	char *cell = arena_alloc(arena, out.length + 1), *to = cell;
	const char *at = out.bytes;
	if (*at == '"') {
		for (at++; *at != '"' || at[1] == '"'; at++) {
			REQUIRE(*at);
			*to++ = *at;
			at += *at == '"';
		}
		at++;
	} else {
		while (*at && !strchr(",\"\r\n", *at))
			*to++ = *at++;
	}
	REQUIRE(strcmp(at, "\r\n") == 0);
	check_harmless(cell, text);
	buf_free(&out);
}

static void check_json(struct arena *arena, const char *text)
{
	struct buf out = { 0 };
	const char *why;
	buf_text(&out, "{\"a\":");
	buf_json(&out, text);
	buf_char(&out, '}');
	REQUIRE(!memchr(out.bytes, '\n', out.length) && !strstr(out.bytes, "\xe2\x80\xa8") &&
		!strstr(out.bytes, "\xe2\x80\xa9"));
	cJSON *json = json_object(arena, out.bytes, out.length, &why);
	REQUIRE(json && strcmp(json_text(json, "a"), text) == 0);
	buf_free(&out);
}

/* Markup in which ENTITIES alone begin with an ampersand, and none of FORBIDDEN stands. */
static void check_markup(const char *markup, const char *forbidden)
{
	static const char *const entities[] = { "&lt;", "&gt;", "&amp;", "&quot;", "&#39;" };
	REQUIRE(!strpbrk(markup, forbidden));
	for (const char *at = markup; (at = strchr(at, '&')); at++) {
		bool known = false;
		for (size_t i = 0; i < 5; i++)
			known |= strncmp(at, entities[i], strlen(entities[i])) == 0;
		REQUIRE(known);
	}
	REQUIRE(utf8_valid(markup, strlen(markup)));
}

static void check_markups(const char *text)
{
	struct site_page page = { 0 };
	struct buf out = { 0 };
	page_text(&page, text);
	check_markup(buf_string(&page.out), "<>\"'");
	buf_free(&page.out);
	xml_text(&out, text, NAME_POINTS);
	check_markup(buf_string(&out), "<>");
	buf_free(&out);
}

/* gnuplot knows one escape in single quotes, a doubled one: quotes come in pairs, and no line ends.
 */
static void check_chart(const char *text)
{
	for (int png = 0; png < 2; png++) {
		struct report_request request = { .drawing.terminal =
							  png ? TERMINAL_PNG : TERMINAL_SVG };
		struct buf out = { 0 };
		struct renderer renderer = { .request = &request, .out = &out };
		chart_quote(&renderer, text);
		REQUIRE(out.length >= 2 && *out.bytes == '\'' &&
			out.bytes[out.length - 1] == '\'' && !strchr(out.bytes, '\n'));
		for (const char *at = out.bytes + 1; at < out.bytes + out.length - 1; at++)
			if (*at == '\'')
				REQUIRE(*++at == '\'' && at < out.bytes + out.length - 1);
		REQUIRE(utf8_valid(out.bytes, out.length));
		buf_free(&out);
	}
}

static void check_bean_string(const char *text)
{
	struct buf out = { 0 };
	bean_string(&out, text);
	REQUIRE(out.length >= 2 && *out.bytes == '"' && !strchr(out.bytes, '\n'));
	for (const char *at = out.bytes + 1; at < out.bytes + out.length - 1; at++) {
		REQUIRE(*at != '"');
		if (*at == '\\') {
			at++;
			REQUIRE((*at == '"' || *at == '\\') && at < out.bytes + out.length - 1);
		}
	}
	buf_free(&out);
}

static void check_syntaxes(const char *text)
{
	static const char special[] = ":;,[]()|";
	struct buf out = { 0 };
	struct export_account account = { 7, 0, "expense", text };
	export_text(&out, text, special);
	REQUIRE(!strpbrk(buf_string(&out), special) && !strpbrk(buf_string(&out), "\r\n") &&
		!strstr(buf_string(&out), "  "));
	REQUIRE(utf8_valid(buf_string(&out), out.length));
	buf_clear(&out);
	export_account_name(&out, &account);
	REQUIRE(strncmp(out.bytes, "Expenses:", 9) == 0 &&
		strspn(out.bytes + 9, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz01234567"
				      "89-") == out.length - 9);
	REQUIRE(strcmp(out.bytes + out.length - 2, "-7") == 0);
	check_bean_string(text);
	buf_clear(&out);
	/* A transaction with a hostile memo has the lines that every other has. */
	struct export_transaction transaction = { .day = "2026-01-01",
						  .verb = "pay",
						  .memo = text,
						  .id = 5,
						  .batch = 1,
						  .seq = 9,
						  .author = 11 };
	int lines = 0;
	plain_transaction(&out, &transaction);
	for (const char *at = out.bytes; *at; at++)
		lines += *at == '\n';
	REQUIRE(lines == 7);
	buf_free(&out);
}

static void check_rows(struct arena *arena, const char *text)
{
	static const enum format formats[] = { FORMAT_CSV,      FORMAT_JSON, FORMAT_NDJSON,
					       FORMAT_MARKDOWN, FORMAT_LIST, FORMAT_TABLE };
	static const struct report report = { .columns = {
						      { .title = "a", .kind = COLUMN_TEXT },
						      { .title = "b", .kind = COLUMN_WORD },
						      { .title = "c", .kind = COLUMN_AMOUNT },
						      { .title = "d", .kind = COLUMN_TEXT } } };
	static const struct report_request request = { 0 };
	const char *cells[] = { text, "open", "-12.50", text, NULL }, *why;
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		const struct report_format *format = report_formats[formats[i]];
		struct buf out = { 0 };
		struct renderer renderer = {
			.request = &request, .report = &report, .out = &out, .fd = -1, .columns = 4
		};
		table_measure(&renderer, NULL);
		table_measure(&renderer, cells);
		table_fit(&renderer, 60);
		if (format->begin)
			format->begin(&renderer);
		size_t head = out.length;
		format->row(&renderer, cells);
		REQUIRE(utf8_valid(out.bytes, out.length));
		if (formats[i] == FORMAT_TABLE || formats[i] == FORMAT_MARKDOWN)
			REQUIRE(memchr(out.bytes + head, '\n', out.length - head) ==
				out.bytes + out.length - 1);
		if (format->end)
			format->end(&renderer);
		if (formats[i] == FORMAT_TABLE) {
			out.bytes[out.length] = '\0'; /* padding was taken off its end */
			REQUIRE(text_width(arena_copy(arena, out.bytes + head,
						      out.length - head - 1)) <= 60);
		}
		if (formats[i] == FORMAT_JSON) {
			cJSON *json = json_value(arena, out.bytes, out.length, &why);
			REQUIRE(strcmp(json_text(cJSON_GetArrayItem(json, 0), "d"), text) == 0);
		}
		buf_free(&out);
	}
}

static void check_markdown(struct arena *arena, const char *text)
{
	struct buf out = { 0 };
	text_markdown(&out, text);
	char *plain = arena_alloc(arena, out.length + 1), *to = plain;
	for (const char *at = buf_string(&out); *at; at++) {
		if (*at == '\\')
			at++;
		else
			REQUIRE(!strchr("*_~|`<>#[]()@:", *at));
		*to++ = *at;
	}
	REQUIRE(strcmp(plain, clean_text(arena, text)) == 0);
	buf_clear(&out);
	percent_encode(&out, text, 512);
	REQUIRE(strspn(buf_string(&out), "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz01234"
					 "56789-._~%") == out.length);
	buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	char *text = fuzz_text(&arena, data, size);
	if (text) {
		clean_text(&arena, text);
		char *folded = text_fold(&arena, text);
		REQUIRE(strcmp(text_fold(&arena, folded), folded) == 0);
		check_markdown(&arena, text);
		check_csv(&arena, text);
		check_json(&arena, text);
		check_markups(text);
		check_chart(text);
		check_syntaxes(text);
		check_rows(&arena, text);
	}
	arena_free(&arena);
	return 0;
}
