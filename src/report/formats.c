/* The table of formats, made of the list in the header, and what --help says of it. */
#include "report/formats.h"

#include <string.h>

#define FORMAT_ROW(id, row) extern const struct report_format row##_format;
REPORT_FORMATS(FORMAT_ROW)
#undef FORMAT_ROW

const struct report_format *const report_formats[FORMAT_COUNT] = {
#define FORMAT_ROW(id, row) [FORMAT_##id] = &row##_format,
	REPORT_FORMATS(FORMAT_ROW)
#undef FORMAT_ROW
};

bool format_from_name(const char *name, enum format *format)
{
	for (int i = 0; i < FORMAT_COUNT; i++)
		if (strcmp(report_formats[i]->name, name) == 0) {
			*format = (enum format)i;
			return true;
		}
	return false;
}

void format_list(struct buf *out)
{
	for (int i = 0; i < FORMAT_COUNT; i++)
		buf_printf(out, "%s%s", i ? ", " : "", report_formats[i]->name);
}

void format_help(struct buf *out)
{
	const char *only = NULL;
	for (int exports = 0; exports < 2; exports++)
		for (int i = 0; i < FORMAT_COUNT; i++) {
			const struct report_format *format = report_formats[i];
			if (!format->only != !exports)
				continue;
			if (format->only && (!only || strcmp(only, format->only) != 0))
				buf_printf(out, "; of the report %s: ", only = format->only);
			else
				buf_text(out, out->length ? ", " : "");
			buf_text(out, format->name);
			if (format->help)
				buf_printf(out, " (%s)", format->help);
		}
}
