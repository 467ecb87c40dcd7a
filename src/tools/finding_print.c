/* Findings as a person reads them. */
#include "tools/finding_print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/unicode.h"

enum { SUBJECT_COLUMNS = 17, MARK_COLUMNS = 9, SCREEN_COLUMNS = 80 };

/* Words of TEXT from column INDENT on, broken before the screen's end. */
static void print_wrapped(const char *text, int indent)
{
	int column = indent;
	while (*text) {
		size_t length = strcspn(text, " ");
		char *word = strndup(text, length);
		int width = word ? text_width(word) : 0;
		if (column > indent && column + 1 + width > SCREEN_COLUMNS) {
			printf("\n%*s", indent, "");
			column = indent;
		}
		column += printf("%s%s", column > indent ? " " : "", word ? word : "") > 0
				  ? width + (column > indent)
				  : 0;
		text += length + strspn(text + length, " ");
		free(word);
	}
	putchar('\n');
}

void finding_print(void *context, enum severity severity, const char *subject, const char *text,
		   const char *fix)
{
	struct findings *findings = context;
	const char *const marks[] = { N_("ok"), N_("warning"), N_("BROKEN") };
	const char *mark = tr(findings->lang, marks[severity]);
	printf("%-*s%s%*s ", MARK_COLUMNS, mark, subject,
	       SUBJECT_COLUMNS > text_width(subject) ? SUBJECT_COLUMNS - text_width(subject) : 0,
	       "");
	print_wrapped(text, MARK_COLUMNS + SUBJECT_COLUMNS + 1);
	if (fix) {
		printf("%*s", MARK_COLUMNS, "");
		const char *label = tr(findings->lang, N_("  fix:"));
		printf("%s%*s ", label, SUBJECT_COLUMNS - text_width(label), "");
		print_wrapped(fix, MARK_COLUMNS + SUBJECT_COLUMNS + 1);
	}
	if (severity > findings->worst)
		findings->worst = severity;
}
