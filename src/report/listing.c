/* The catalogue listed: for --help, for completion, for the scheduled post. */
#include "report/render.h"

void report_list(struct buf *out)
{
	for (int i = 0, listed = 0; i < REPORTS_IN_ALL; i++)
		if (!report_catalogue[i].internal)
			buf_printf(out, "%s%s", listed++ ? ", " : "",
				   report_names[i].words[LANG_EN]);
}

void report_list_compared(struct buf *out, enum lang lang)
{
	for (int i = 0, listed = 0; i < REPORTS_IN_ALL; i++)
		if (report_catalogue[i].compared)
			buf_printf(out, "%s%s", listed++ ? ", " : "", report_names[i].words[lang]);
}

void report_help(struct buf *out)
{
	for (int i = 0; i < REPORTS_IN_ALL; i++)
		if (!report_catalogue[i].internal)
			buf_printf(out, "  %-18s  %s\n", report_names[i].words[LANG_EN],
				   report_catalogue[i].help);
}

void report_groups(struct buf *out, enum lang lang)
{
	static const char *const headings[REPORT_GROUPS] = { N_("Balances"), N_("Movements"),
							     N_("Batches"), N_("Members and roles"),
							     N_("Activity") };
	for (enum report_group group = 0; group < REPORT_GROUPS; group++) {
		buf_printf(out, "%s%s\n", group ? "\n" : "", tr(lang, headings[group]));
		for (int i = 0; i < REPORTS_IN_ALL; i++)
			if (!report_catalogue[i].internal && report_catalogue[i].group == group)
				buf_printf(out, "  %-18s  %s\n", report_names[i].words[lang],
					   tr(lang, report_catalogue[i].help));
	}
}

static void add_flag(struct buf *out, bool given, const char *name)
{
	if (!given)
		return;
	if (out->bytes[out->length - 1] != '\t')
		buf_char(out, ',');
	buf_text(out, name);
}

void report_table(struct buf *out)
{
	for (int i = 0; i < REPORTS_IN_ALL; i++) {
		const struct report *report = &report_catalogue[i];
		if (report->internal)
			continue;
		buf_printf(out, "%s\t%s\t", report_names[i].words[LANG_EN],
			   report_names[i].words[LANG_ES]);
		add_flag(out, report->filters & FILTER_FROM_TO, "from-to");
		add_flag(out, report->filters & FILTER_AT, "at");
		add_flag(out, !(report->filters & NEEDS_ANY) && !report->private, "post");
		add_flag(out, report->now, "now");
		add_flag(out, report->chart.shape != SHAPE_NONE, "chart");
		add_flag(out, report->compared != NULL, "compare");
		add_flag(out, report_names[i].permit != PERMIT_NONE, "channel");
		buf_printf(out, "%s\t%s\n", out->bytes[out->length - 1] == '\t' ? "-" : "",
			   report->help);
	}
}
