/* Plot commands for gnuplot, in light and dark: the picture, its frame and its words. */
#include <string.h>

#include "base/unicode.h"
#include "report/chart.h"

/* Blue and orange are told apart by everybody, and in grey. */
static const struct theme themes[] = {
	{ "#ffffff", "#1f2328", "#59636e", "#d8dee4", "#c3cbd3", "#0969da", "#bc4c00",
	  "0 '#eef2f7', 0.001 '#cfe3fb', 1 '#0a3069'" },
	{ "#1e1f22", "#e6e8eb", "#a5adb8", "#3a3d44", "#4a4e57", "#58a6ff", "#ff9e57",
	  "0 '#2a2c31', 0.001 '#1d4a7a', 1 '#cfe6ff'" },
};

/* TEXT in lines of words that fit the picture, from Y on; returns where the next one goes. */
static int add_lines(const struct canvas *canvas, const char *text, int size, enum text_style style,
		     int y)
{
	int most = canvas->width * 94 / canvas_text(size * (style == STYLE_BOLD ? 110 : 100), 1);
	struct buf line = { 0 };
	for (const char *word = text; *word;) {
		size_t length = strcspn(word, " ");
		if (!line.length && strncmp(word, "· ", sizeof "· " - 1) == 0) {
			word += sizeof "· " - 1;
			continue;
		}
		size_t before = line.length;
		buf_text(&line, before ? " " : "");
		buf_add(&line, word, length);
		if (before && text_width(buf_string(&line)) > most) {
			static const char parting[] = " ·";
			size_t tail = sizeof parting - 1;
			if (before > tail && memcmp(line.bytes + before - tail, parting, tail) == 0)
				before -= tail; /* the line's end parts as well */
			line.bytes[line.length = before] = '\0';
			canvas_label_at(canvas, buf_string(&line), size, style,
					canvas->width * 3 / 100, y + canvas_line(size) / 2, "left");
			y += canvas_line(size);
			buf_clear(&line);
			continue;
		}
		word += length + strspn(word + length, " ");
	}
	if (line.length)
		canvas_label_at(canvas, buf_string(&line), size, style, canvas->width * 3 / 100,
				y + canvas_line(size) / 2, "left");
	buf_free(&line);
	return y + canvas_line(size);
}

static void add_frame(struct canvas *canvas)
{
	struct renderer *renderer = canvas->renderer;
	const struct theme *theme = canvas->theme;
	struct buf *out = renderer->out, text = { 0 };
	bool svg = renderer->request->drawing.terminal == TERMINAL_SVG;
	int margin = canvas->width * 3 / 100;
	buf_printf(out,
		   "set encoding utf8\nset terminal %s size %d,%d background '%s' font '%s,%d' "
		   "noenhanced\n",
		   svg ? "svg" : "pngcairo", canvas->width, canvas->height, theme->back,
		   svg ? "sans-serif" : "DejaVu Sans", canvas->font - 2);
	buf_printf(out,
		   "unset key\nset border 0\nset tics nomirror scale 0 textcolor rgb '%s'\nset "
		   "grid linecolor rgb '%s' linetype 1 linewidth 1\nset style fill solid 1 "
		   "noborder\n",
		   theme->muted, theme->grid);
	chart_title(&text, renderer);
	canvas->top = add_lines(canvas, buf_string(&text), canvas->font + 3, STYLE_BOLD, margin);
	buf_clear(&text);
	chart_subtitle(&text, renderer);
	canvas->top = add_lines(canvas, buf_string(&text), canvas->font - 2, STYLE_MUTED,
				canvas->top + canvas->font / 4) +
		      canvas_line(canvas->font) / 2;
	buf_clear(&text);
	chart_remark(&text, renderer);
	canvas->bottom = canvas->height - margin;
	if (text.length) {
		canvas->bottom -= canvas_line(canvas->font - 2);
		canvas_label_at(canvas, buf_string(&text), canvas->font - 3, STYLE_MUTED, margin,
				canvas->bottom + canvas_line(canvas->font - 2) / 2, "left");
	}
	canvas->left = margin;
	buf_free(&text);
}

static void plot_nothing(struct canvas *canvas)
{
	canvas_label_at(canvas, tr(canvas->renderer->lang, N_("Nothing to show yet.")),
			canvas->font, STYLE_PLAIN, canvas->width / 2, canvas->height / 2, "center");
	buf_text(canvas->renderer->out, "unset tics\nunset grid\nset xrange [0:1]\nset yrange "
					"[0:1]\nplot 2 notitle\n");
}

/* Few bars need no whole picture. */
static int height_of_bars(const struct chart *chart, int line)
{
	int lines = 6;
	for (int which = 0; which < GROUP_COUNT; which++)
		lines += chart->groups[which].count ? 2 + 2 * (int)chart->groups[which].count : 0;
	return lines * line;
}

void chart_plot(struct renderer *renderer)
{
	const struct drawing *drawing = &renderer->request->drawing;
	struct canvas canvas = { .renderer = renderer,
				 .theme = &themes[drawing->dark],
				 .width = drawing->width ? drawing->width : CHART_WIDTH,
				 .height = drawing->height ? drawing->height : CHART_HEIGHT };
	int smaller = canvas.width < canvas.height ? canvas.width : canvas.height;
	canvas.font = smaller / 44 < 9 ? 9 : smaller / 44; /* reads at half its size, on a phone */
	if (!drawing->height && renderer->chart->kind->shape == SHAPE_BARS &&
	    renderer->chart->rows &&
	    height_of_bars(renderer->chart, canvas_line(canvas.font)) < canvas.height)
		canvas.height = height_of_bars(renderer->chart, canvas_line(canvas.font));
	add_frame(&canvas);
	if (!renderer->chart->rows) {
		plot_nothing(&canvas);
		return;
	}
	switch (renderer->chart->kind->shape) {
	case SHAPE_BARS: plot_bars(&canvas); break;
	case SHAPE_COLUMNS: plot_columns(&canvas); break;
	case SHAPE_HEAT: plot_heat(&canvas); break;
	case SHAPE_DAYS: plot_days(&canvas); break;
	default: plot_lines(&canvas);
	}
}
