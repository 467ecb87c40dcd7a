/* The table of the reports' names, made of the lists in the header. */
#include "command/report_names.h"

#include <string.h>

const struct report_name report_names[REPORTS_IN_ALL] = {
#define REPORT_NAME(id, english, spanish, permit, number) \
	[REPORT_##id] = { { english, spanish }, permit, number },
	REPORTS_IN_CHAT(REPORT_NAME) REPORTS_ELSEWHERE(REPORT_NAME)
#undef REPORT_NAME
};

const char *const report_choices[][LANG_COUNT] = {
#define REPORT_CHOICE(id, english, spanish, permit, number) { english, spanish },
	REPORTS_IN_CHAT(REPORT_CHOICE)
#undef REPORT_CHOICE
		{ NULL, NULL },
};

const char *const comparison_words[][LANG_COUNT] = {
	{ "before", "antes" },
	{ "year", "ano" }, /* without its accent, as all words are compared */
	{ "months", "meses" },
	{ NULL, NULL },
};

const struct report_name *report_name_of(const char *english)
{
	for (int i = 0; i < REPORTS_IN_ALL; i++)
		if (strcmp(report_names[i].words[LANG_EN], english) == 0)
			return &report_names[i];
	return NULL;
}
