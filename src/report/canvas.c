/* What is drawn on a chart's picture: labels, margins, axes of values. What people wrote is only in
 * single quotes, where gnuplot knows no escape but a doubled quote, and enhanced text is off. */
#include <stdarg.h>
#include <unistr.h>

#include "base/fonts.h"
#include "base/unicode.h"
#include "report/chart.h"

double chart_number(wide value)
{
	return (double)value / 1e9;
}

/* For what no font has, gnuplot's PNG terminal paints an outline over the whole picture. A browser
 * has fonts of its own for an SVG. */
void chart_quote(struct renderer *renderer, const char *text)
{
	struct buf *out = renderer->out, clean = { 0 };
	bool png = renderer->request->drawing.terminal == TERMINAL_PNG;
	text_clean(&clean, text);
	buf_char(out, '\'');
	for (const char *c = buf_string(&clean); *c;) {
		size_t length = utf8_prefix(c, 1);
		ucs4_t character = 0;
		u8_mbtouc(&character, (const uint8_t *)c, length);
		if (*c == '\'')
			buf_char(out, '\'');
		if (png && !fonts_have(character))
			buf_text(out, "□");
		else if (!text_not_in_xml(c))
			buf_add(out, c, length);
		c += length;
	}
	buf_char(out, '\'');
	buf_free(&clean);
}

/* A point of text has 4/3 of a pixel. */
int canvas_line(int size)
{
	return size * 16 / 9;
}

int canvas_text(int size, int columns)
{
	return columns * size * 78 / 100;
}

void canvas_label(const struct canvas *canvas, const char *text, int size, enum text_style style,
		  const char *place, ...)
{
	const struct theme *theme = canvas->theme;
	const char *const colors[] = { theme->text, theme->muted, theme->text, theme->up,
				       theme->down };
	struct buf *out = canvas->renderer->out;
	va_list args;
	buf_text(out, "set label ");
	chart_quote(canvas->renderer, text);
	buf_text(out, " at ");
	va_start(args, place);
	buf_vprintf(out, place, args);
	va_end(args);
	buf_printf(out, " font '%s%s,%d' textcolor rgb '%s'\n",
		   canvas->renderer->request->drawing.terminal == TERMINAL_SVG ? "sans-serif"
									       : "DejaVu Sans",
		   style == STYLE_PLAIN || style == STYLE_MUTED ? "" : ":Bold", size,
		   colors[style]);
}

static double screen_x(const struct canvas *canvas, int x)
{
	return (double)x / canvas->width;
}

static double screen_y(const struct canvas *canvas, int y)
{
	return 1 - (double)y / canvas->height;
}

void canvas_label_at(const struct canvas *canvas, const char *text, int size, enum text_style style,
		     int x, int y, const char *align)
{
	canvas_label(canvas, text, size, style, "screen %.4f, screen %.4f %s", screen_x(canvas, x),
		     screen_y(canvas, y), align);
}

void canvas_margins(const struct canvas *canvas, int left, int right, int top, int bottom)
{
	buf_printf(canvas->renderer->out,
		   "set lmargin at screen %.4f\nset rmargin at screen %.4f\nset tmargin at screen "
		   "%.4f\nset bmargin at screen %.4f\n",
		   screen_x(canvas, left), screen_x(canvas, right), screen_y(canvas, top),
		   screen_y(canvas, bottom));
}

int canvas_value_axis(const struct canvas *canvas, const char *axis, const struct axis *values,
		      int most, bool counts, bool shown)
{
	const struct chart *chart = canvas->renderer->chart;
	struct buf *out = canvas->renderer->out, text = { 0 };
	int power = chart_tic_power(values);
	wide whole = 1000000000, unit = whole, step;
	for (int i = 0; i < chart->scale && !counts; i++)
		unit /= 10;
	for (int i = 0; i < power; i++)
		unit = (i ? unit : whole) * 10;
	step = axis_step(values, most < 1 ? 1 : most, unit);
	wide first = values->least / step * step, last = values->most / step * step;
	first -= first > values->least ? step : 0;
	last += last < values->most || last == first ? step : 0;
	int widest = 0;
	buf_printf(out, "set %srange [%.9g:%.9g]\nset %stics (", axis, chart_number(first),
		   chart_number(last), axis);
	for (wide at = first; at <= last; at += step) {
		buf_clear(&text);
		chart_tic(&text, canvas->renderer->lang, chart->kind->down && at < 0 ? -at : at,
			  step % whole ? chart->scale : 0, power);
		int width = text_width(buf_string(&text));
		widest = width > widest ? width : widest;
		buf_text(out, at == first ? "" : ", ");
		chart_quote(canvas->renderer, shown ? buf_string(&text) : "");
		buf_printf(out, " %.9g", chart_number(at));
	}
	buf_text(out, ")\n");
	buf_free(&text);
	return widest;
}
