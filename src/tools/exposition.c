/* Prometheus' text format. */
#include "tools/exposition.h"

void family_begin(struct buf *out, const char *name, const char *type, const char *help)
{
	buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

void sample_begin(struct buf *out, const char *name)
{
	buf_printf(out, "%s{", name);
}

void sample_label(struct buf *out, const char *name, const char *value)
{
	buf_printf(out, "%s%s=\"", out->bytes[out->length - 1] == '{' ? "" : ",", name);
	for (const char *at = value; *at; at++) {
		if (*at == '\\' || *at == '"')
			buf_char(out, '\\');
		buf_char(out, *at == '\n' ? ' ' : *at);
	}
	buf_char(out, '"');
}

void sample_end(struct buf *out, const char *value)
{
	buf_printf(out, "} %s\n", value);
}

void sample_end_number(struct buf *out, int64_t value)
{
	buf_printf(out, "} %jd\n", value);
}

void sample_end_seconds(struct buf *out, double seconds)
{
	buf_printf(out, "} %.3f\n", seconds);
}
