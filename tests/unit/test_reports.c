/* The rows of reports and formats are whole: what one leaves out would be seen only by who asks for
 * it. */
#include <string.h>

#include "check.h"
#include "report/chat_line.h"
#include "report/render.h"
#include "store/named_sql.h"

static void check_columns(const struct report *report, int count)
{
	for (int i = 0; i < count; i++) {
		const struct column *column = &report->columns[i];
		CHECK(column->number >= 0 && column->number <= count);
		/* the amounts before it, in the currency behind */
		if (column->kind == COLUMN_RUNNING)
			CHECK(i > 0 && report->columns[i - 1].kind == COLUMN_AMOUNT &&
			      report->columns[i + 1].title &&
			      strcmp(report->columns[i + 1].title, "currency") == 0);
		if (column->site)
			CHECK(report->site.place > 0);
	}
}

static void check_chart(const struct chart_kind *chart, int count)
{
	CHECK(chart->title != NULL);
	CHECK(chart->value >= 0 && chart->value < count);
	CHECK(chart->label < count && chart->time < count && chart->second < count);
}

/* The columns of a template are the report's, and its groups end. */
static void check_template(const struct report *report, const char *template)
{
	int open = 0;
	for (const char *at = template; *at; at++) {
		open += (*at == '[') - (*at == ']');
		CHECK(open >= 0 && open <= 1);
		if (*at != '{')
			continue;
		size_t length = strcspn(at, "}"), names = strcspn(at, ":}");
		CHECK(at[length] == '}');
		for (size_t from = 1; from < names;) {
			size_t to = from + strcspn(at + from, "|:}");
			CHECK(chat_column(report, at + from, to - from) >= 0);
			from = to + 1;
		}
		if (names < length)
			CHECK(strspn(at + names + 1, "+zoptcnwsmdya") == length - names - 1);
	}
	CHECK(open == 0);
}

static void check_chat(const struct report *report)
{
	const struct chat_form *chat = &report->chat;
	CHECK(chat->title != NULL);
	for (int i = 0; i < CHAT_LINES && chat->lines[i]; i++)
		check_template(report, chat->lines[i]);
	CHECK(!chat->only || chat_column(report, chat->only, strlen(chat->only)) >= 0);
	CHECK(!chat->foot || chat_column(report, "balance", 7) >= 0);
	CHECK(!chat->whose || strstr(chat->whose, "%s"));
	CHECK(!(report->filters & FILTER_ACCOUNT) || chat->whose);
}

static bool has_query(const char *name)
{
	for (const struct named_sql *sql = sqlite_sql; sql->name; sql++)
		if (strcmp(sql->name, name) == 0)
			return true;
	return false;
}

static void test_reports(void)
{
	for (int i = 0; i < REPORTS_IN_ALL; i++) {
		const struct report *report = &report_catalogue[i];
		int count = 0;
		CHECK(report->query && report->help && has_query(report->query));
		if (!report->query)
			continue;
		CHECK(*report_names[i].words[LANG_EN] && *report_names[i].words[LANG_ES]);
		CHECK(report_named(report_names[i].words[LANG_EN]) == report);
		CHECK((report_names[i].permit != PERMIT_NONE) == (report_names[i].number != NULL));
		while (count < MAX_REPORT_COLUMNS && report->columns[count].title)
			count++;
		CHECK(count >= 2 && count < MAX_REPORT_COLUMNS);
		check_columns(report, count);
		check_chat(report);
		if (report->chart.shape != SHAPE_NONE)
			check_chart(&report->chart, count);
	}
}

static void test_names_are_unique(void)
{
	for (int i = 0; i < REPORTS_IN_ALL; i++)
		for (int other = 0; other < i; other++)
			for (int lang = 0; lang < LANG_COUNT; lang++)
				CHECK(strcmp(report_names[i].words[lang],
					     report_names[other].words[lang]) != 0);
}

static void test_lists_of_the_site(void)
{
	const struct site_list *list;
	const char *name;
	int lists = 0, places = 0;
	for (int i = 0; i < REPORTS_IN_ALL; i++)
		lists += report_catalogue[i].site.place > 0;
	for (; (list = report_on_site(places + 1, &name)); places++)
		CHECK(list->file && list->title && list->caption && report_named(name));
	CHECK(places == lists && places >= 1);
}

static void test_formats(void)
{
	for (int i = 0; i < FORMAT_COUNT; i++) {
		const struct report_format *format = report_formats[i];
		enum format found;
		CHECK(format->name && format->ending && format->media_type);
		CHECK(*format->ending == '.' && strchr(format->media_type, '/'));
		CHECK(format_from_name(format->name, &found) && found == (enum format)i);
		CHECK((format->row != NULL) != (format->run != NULL));
		if (format->only)
			CHECK(format->run && report_named(format->only));
	}
}

int main(void)
{
	test_reports();
	test_names_are_unique();
	test_lists_of_the_site();
	test_formats();
	return REPORT("reports");
}
