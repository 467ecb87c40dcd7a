/* The catalogue asked: which report a word means, and what it takes. */
#include <string.h>

#include "base/unicode.h"
#include "report/render.h"

const struct report *report_named(const char *name)
{
	const struct report_name *known = report_name_of(name);
	return known ? &report_catalogue[known - report_names] : NULL;
}

bool report_has_chart(const char *name)
{
	const struct report *report = report_named(name);
	return report && report->chart.shape != SHAPE_NONE;
}

bool report_takes_times(const char *name)
{
	const struct report *report = report_named(name);
	return report && report->filters & FILTER_FROM_TO;
}

const char *report_from_word(const char *word)
{
	struct arena arena = { 0 };
	const char *folded = text_fold(&arena, word), *found = NULL;
	for (int lang = 0; lang < LANG_COUNT && !found; lang++)
		for (int i = 0; i < REPORTS_IN_ALL && !found; i++)
			if (!report_catalogue[i].internal &&
			    strcmp(report_names[i].words[lang], folded) == 0)
				found = report_names[i].words[LANG_EN];
	arena_free(&arena);
	return found;
}

const char *report_word(const char *name, enum lang lang)
{
	return report_name_of(name)->words[lang];
}

const struct site_list *report_on_site(int place, const char **name)
{
	for (int i = 0; i < REPORTS_IN_ALL; i++)
		if (report_catalogue[i].site.place == place) {
			*name = report_names[i].words[LANG_EN];
			return &report_catalogue[i].site;
		}
	return NULL;
}

const char *column_heading(enum lang lang, const struct column *column)
{
	return column->heading ? tr_of(lang, column->heading) : tr(lang, column->title);
}

bool column_is_numeric(enum column_kind kind)
{
	return kind == COLUMN_NUMBER || kind == COLUMN_ID || kind == COLUMN_DISCORD_ID ||
	       kind == COLUMN_AMOUNT || kind == COLUMN_RUNNING;
}

const char *row_number_of(const struct report *report, const char *const *cells, int column)
{
	int number = report->columns[column].number;
	return number ? cells[number - 1] : NULL;
}
