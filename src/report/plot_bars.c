/* Plot commands of bars, columns and the map of hours. */
#include "report/chart.h"
#include "base/calendar_words.h"
#include "base/unicode.h"

static int widest_label(const struct chart_group *group)
{
	int widest = 0;
	for (size_t i = 0; i < group->count; i++) {
		int width = text_width(group->kept[i].label);
		widest = width > widest ? width : widest;
	}
	return widest;
}

static const char *amount(const struct canvas *canvas, wide value)
{
	static struct buf text;
	buf_clear(&text);
	chart_amount(&text, canvas->renderer, value);
	return buf_string(&text);
}

/* The range of bars and what is beside them: ROOM pixels of WIDTH on the right, and on the left
 * where BOTH have some. */
static void bar_range(const struct canvas *canvas, const struct axis *values, int width, int room,
		      bool both)
{
	double least = chart_number(values->least), most = chart_number(values->most);
	double bar = width - room * (both ? 2 : 1), span = most - least;
	if (bar < width * 0.2)
		bar = width * 0.2;
	if (span <= 0)
		span = 1;
	buf_printf(canvas->renderer->out, "set xrange [%.9g:%.9g]\n",
		   least - (both        ? span * room / bar
			    : least < 0 ? span * 0.02
					: 0),
		   most + span * room / bar);
}

/* Names, and the values at the ends of the bars. */
static int bar_labels(const struct canvas *canvas, const struct chart_group *group)
{
	bool two = canvas->renderer->chart->kind->second >= 0;
	int widest = 0, size = canvas->font - 2;
	for (size_t i = 0; i < group->count; i++) {
		wide value = group->kept[i].value, second = group->kept[i].second;
		const char *text = amount(canvas, value);
		int width = text_width(text);
		canvas_label(canvas, group->kept[i].label, size, STYLE_PLAIN,
			     "screen %.4f, first %zu left", 0.03, i + 1);
		if (value || !two)
			canvas_label(canvas, text, size, value < 0 ? STYLE_DOWN : STYLE_PLAIN,
				     "first %.9g, first %zu left offset character 0.6,0",
				     value < 0 ? 0 : chart_number(value), i + 1);
		text = amount(canvas, second);
		if (second)
			canvas_label(canvas, text, size, STYLE_PLAIN,
				     "first %.9g, first %zu right offset character -0.6,0",
				     -chart_number(second), i + 1);
		width = second && text_width(text) > width ? text_width(text) : width;
		widest = width > widest ? width : widest;
	}
	return widest;
}

/* One group of bars, from TOP to BOTTOM. INDEX: of its data. */
static void plot_group(const struct canvas *canvas, const struct chart_group *group, int index,
		       int top, int bottom)
{
	struct buf *out = canvas->renderer->out;
	const struct chart *chart = canvas->renderer->chart;
	bool two = chart->kind->second >= 0,
	     open = two && canvas->renderer->request->batch == canvas->renderer->open.batch;
	int size = canvas->font - 2, margin = canvas->width * 3 / 100,
	    left = margin + canvas_text(size, widest_label(group) + 1);
	int values = bar_labels(canvas, group);
	if (left > canvas->width * 45 / 100)
		left = canvas->width * 45 / 100;
	canvas_margins(canvas, left, canvas->width - margin, top, bottom);
	bar_range(canvas, &group->values, canvas->width - margin - left,
		  canvas_text(size, values + 1), two);
	buf_printf(out,
		   "set yrange [%zu.5:0.5]\nunset xtics\nunset ytics\nunset border\nunset "
		   "grid\nset "
		   "style fill %s\nset arrow 1 from first 0, graph 0 to first 0, graph 1 nohead "
		   "linecolor rgb '%s'\n",
		   group->count, open ? "transparent pattern 5 border" : "solid 1 noborder",
		   canvas->theme->muted);
	buf_printf(out,
		   "plot $data index %d using (0):1:(0):($2 < 0 ? 0 : "
		   "$2):($1-0.36):($1+0.36) with boxxyerror linecolor rgb '%s'",
		   index, canvas->theme->up);
	buf_printf(out,
		   ", \\\n     $data index %d using (0):1:(0):(%s):($1-0.36):($1+0.36) with "
		   "boxxyerror linecolor rgb '%s'\n",
		   index, two ? "$3" : "$2 < 0 ? $2 : 0", canvas->theme->down);
}

void plot_bars(struct canvas *canvas)
{
	const struct chart *chart = canvas->renderer->chart;
	enum lang lang = canvas->renderer->lang;
	int head = chart->kind->owner || chart->kind->second >= 0 ? canvas_line(canvas->font) : 0,
	    gap = canvas_line(canvas->font) / 2, index = 0, heads = 0;
	size_t bars = 0;
	for (int which = 0; which < GROUP_COUNT; which++) {
		bars += chart->groups[which].count;
		heads += chart->groups[which].count > 0;
	}
	int top = canvas->top, room = canvas->bottom - top - heads * head - (heads - 1) * gap,
	    bar = room / (int)bars, most = canvas_line(canvas->font) * 2;
	bar = bar > most ? most : bar;
	canvas->several = heads > 1;
	if (canvas->several)
		buf_text(canvas->renderer->out, "set multiplot\n");
	for (int which = 0; which < GROUP_COUNT; which++) {
		const struct chart_group *group = &chart->groups[which];
		if (!group->count)
			continue;
		if (chart->kind->owner)
			canvas_label_at(canvas,
					tr(lang, which == GROUP_MEMBERS ? N_("Members")
									: N_("Accounts of the "
									     "guild")),
					canvas->font, STYLE_BOLD, canvas->width * 3 / 100,
					top + head / 2, "left");
		if (chart->kind->second >= 0) {
			canvas_label(canvas, tr(lang, chart->kind->up), canvas->font, STYLE_UP,
				     "first 0, graph 1 left offset character 0.5,0.9");
			canvas_label(canvas, tr(lang, chart->kind->down), canvas->font, STYLE_DOWN,
				     "first 0, graph 1 right offset character -0.5,0.9");
		}
		plot_group(canvas, group, index++, top + head,
			   top + head + bar * (int)group->count);
		buf_text(canvas->renderer->out, "unset label\n");
		top += head + bar * (int)group->count + gap;
	}
	if (canvas->several)
		buf_text(canvas->renderer->out, "unset multiplot\n");
}

void plot_columns(struct canvas *canvas)
{
	struct buf *out = canvas->renderer->out;
	const struct chart_group *group = &canvas->renderer->chart->groups[0];
	int size = canvas->font - 2, line = canvas_line(canvas->font), largest = 0;
	size_t last = group->count - 1;
	struct axis values = group->values;
	for (size_t i = 0; i < group->count; i++)
		if (group->kept[i].value > group->kept[largest].value)
			largest = (int)i;
	int left = canvas->left +
		   canvas_text(size, canvas_value_axis(canvas, "y", &values,
						       (canvas->bottom - canvas->top) / line / 3,
						       false, true) +
					     1),
	    step = canvas_text(size, widest_label(group) + 1) * (int)group->count /
			   (canvas->width * 97 / 100 - left) +
		   1;
	canvas_margins(canvas, left, canvas->width * 97 / 100, canvas->top + line,
		       canvas->bottom - line);
	buf_printf(out, "set xrange [0.4:%zu.6]\nset grid noxtics\nset xtics scale 0 (",
		   group->count);
	for (size_t i = 0; i < group->count; i++) {
		bool named = (last - i) % (size_t)step == 0;
		chart_quote(canvas->renderer, named ? group->kept[i].label : "");
		buf_printf(out, " %zu%s", i + 1, i == last ? ")\n" : ", ");
	}
	/* the largest says how much it is, the title has the last, and all do where there is room
	 */
	bool all =
		(int)group->count * canvas_text(size, text_width(amount(canvas, values.most)) + 2) <
		canvas->width * 97 / 100 - left;
	for (size_t i = 0; i < group->count; i++)
		if (all || i == (size_t)largest)
			canvas_label(
				canvas, amount(canvas, group->kept[i].value), size, STYLE_PLAIN,
				"first %zu, first %.9g %s offset character 0,0.7", i + 1,
				chart_number(group->kept[i].value < 0 ? 0 : group->kept[i].value),
				all || (i && i != last) ? "center"
				: i                     ? "right"
							: "left");
	buf_printf(out, "plot ");
	for (int open = 0; open < 2; open++)
		if (open ? group->kept[last].open : last || !group->kept[last].open)
			buf_printf(out,
				   "%s$data every ::%zu::%zu using 1:2:(0.8) with boxes linecolor "
				   "rgb "
				   "'%s' fillstyle %s",
				   open && last ? ", \\\n     " : "", open ? last : 0,
				   open ? last : last - group->kept[last].open, canvas->theme->up,
				   open ? "transparent pattern 5 border" : "solid 1 noborder");
	buf_char(out, '\n');
}

void plot_heat(struct canvas *canvas)
{
	struct buf *out = canvas->renderer->out;
	const struct chart *chart = canvas->renderer->chart;
	enum lang lang = canvas->renderer->lang;
	int line = canvas_line(canvas->font), size = canvas->font - 2, widest = 0;
	for (int day = 0; day < 7; day++) {
		int width = text_width(weekday_name(lang, day));
		widest = width > widest ? width : widest;
	}
	int left = canvas->left + canvas_text(size, widest + 1), right = canvas->width * 97 / 100,
	    bottom = canvas->bottom - line * 7 / 2;
	canvas_margins(canvas, left, right, canvas->top, bottom);
	buf_text(out, "set ytics scale 0 (");
	for (int day = 0; day < 7; day++) {
		chart_quote(canvas->renderer, weekday_name(lang, day));
		buf_printf(out, " %d%s", day + 1, day < 6 ? ", " : ")\n");
	}
	buf_printf(out,
		   "set xtics scale 0 ('0:00' 0, '6:00' 6, '12:00' 12, '18:00' 18)\nset xrange "
		   "[-0.5:23.5]\nset yrange [7.5:0.5]\nunset grid\nunset border\n"
		   "set palette defined (%s)\nset cbrange [0:%.0f]\nset colorbox horizontal user "
		   "origin screen %.4f,%.4f size screen %.4f,%.4f noborder\n",
		   canvas->theme->heat, chart_number(chart->heat_values.most),
		   (double)left / canvas->width,
		   1 - (double)(bottom + line * 2) / canvas->height - 0.6 * line / canvas->height,
		   (double)(right - left - canvas_text(size, 4)) / canvas->width,
		   0.6 * line / canvas->height);
	wide step = axis_step(&chart->heat_values, 4, 1000000000);
	buf_text(out, "set cbtics scale 0 (");
	for (wide at = 0; at <= chart->heat_values.most; at += step) {
		struct buf text = { 0 };
		chart_tic(&text, lang, at, 0, 0);
		buf_text(out, at ? ", " : "");
		chart_quote(canvas->renderer, buf_string(&text));
		buf_printf(out, " %.9g", chart_number(at));
		buf_free(&text);
	}
	buf_text(out, ")\n");
	buf_text(out, "plot $data using 1:2:($1-0.46):($1+0.46):($2-0.46):($2+0.46):3 with "
		      "boxxyerror fillcolor palette fillstyle solid 1 noborder\n");
}
