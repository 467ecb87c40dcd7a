/* gl-chart: draws the charts that deliveries carry as programs of gnuplot; all else passes. Neither
 * books, network nor token. */
#include <signal.h>
#include <sodium.h>
#include <string.h>
#include <sysexits.h>

#include <unistr.h>

#include "base/fail.h"
#include "base/fonts.h"
#include "base/options.h"
#include "base/sandbox.h"
#include "record/record.h"
#include "tools/gnuplot.h"
#include "tools/line_filter.h"

enum { KEY_GNUPLOT = 1 };

static const struct argp_option option_list[] = {
	{ "gnuplot", KEY_GNUPLOT, "PROGRAM", 0, "what draws (default: gnuplot)", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	const char **gnuplot = state->input;
	switch (key) {
	case KEY_GNUPLOT: *gnuplot = arg; break;
	case ARGP_KEY_ARG:
		argp_error(state, "records are read from standard input; there is no argument");
		break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

/* The same name with another ending. */
static const char *renamed(struct arena *arena, const char *name, const char *ending)
{
	const char *dot = strrchr(name, '.');
	return arena_printf(arena, "%.*s%s", (int)(dot ? (size_t)(dot - name) : strlen(name)), name,
			    ending);
}

static const char *encoded(struct arena *arena, const struct buf *bytes)
{
	size_t size = sodium_base64_ENCODED_LEN(bytes->length, sodium_base64_VARIANT_ORIGINAL);
	return sodium_bin2base64(arena_alloc(arena, size), size,
				 (const unsigned char *)buf_string(bytes), bytes->length,
				 sodium_base64_VARIANT_ORIGINAL);
}

/* For a character that no font has, gnuplot paints an outline over the whole picture: a box is
 * drawn there instead. */
static void add_drawable(struct buf *out, const char *program, size_t length)
{
	fonts_load();
	for (const char *end = program + length; program < end;) {
		ucs4_t character;
		int size =
			u8_mbtoucr(&character, (const uint8_t *)program, (size_t)(end - program));
		if (size <= 0 || fonts_have(character))
			buf_add(out, program, size <= 0 ? 1 : (size_t)size);
		else
			buf_text(out, "□");
		program += size <= 0 ? 1 : size;
	}
}

static void draw_file(struct arena *arena, const char *gnuplot, struct file *file)
{
	size_t room = strlen(file->base64) / 4 * 3 + 3, length;
	unsigned char *program = arena_alloc(arena, room);
	struct buf image = { 0 }, drawable = { 0 };
	const char *why = "it is not base64";
	bool read = sodium_base642bin(program, room, file->base64, strlen(file->base64), NULL,
				      &length, NULL, sodium_base64_VARIANT_ORIGINAL) == 0;
	if (read)
		add_drawable(&drawable, (const char *)program, length);
	if (read && draw(gnuplot, buf_string(&drawable), drawable.length, &image, &why)) {
		*file = (struct file){ renamed(arena, file->name, ".png"), "image/png",
				       encoded(arena, &image) };
	} else {
		log_line(LOG_WARN, "chart-not-drawn", "%s: %s; a note goes in its place",
			 file->name, why);
		buf_text(&image,
			 "The chart could not be drawn. The reason is in the operator's log.\n"
			 "No se ha podido dibujar el gráfico. La causa está en el registro "
			 "del servidor.\n");
		*file = (struct file){ renamed(arena, file->name, ".txt"),
				       "text/plain; charset=utf-8", encoded(arena, &image) };
	}
	buf_free(&image);
	buf_free(&drawable);
}

static bool pass(struct buf *out, const char *line, size_t length)
{
	buf_add(out, line, length);
	buf_char(out, '\n');
	return true;
}

static bool draw_files(void *context, struct arena *arena, const char *line, size_t length,
		       struct buf *out, const char **why)
{
	const char *const *gnuplot = context;
	struct record record;
	if (!strstr(line, GNUPLOT_MEDIA_TYPE)) /* nearly always: not even read */
		return pass(out, line, length);
	if (!record_read(arena, line, length, &record, why))
		return false;
	if (record.type != RECORD_DELIVERY)
		return pass(out, line, length);
	struct delivery *delivery = &record.delivery;
	for (size_t i = 0; i < delivery->file_count; i++)
		if (strcmp(delivery->files[i].media_type, GNUPLOT_MEDIA_TYPE) == 0)
			draw_file(arena, *gnuplot, &delivery->files[i]);
	record_write_delivery(out, delivery);
	return true;
}

int main(int argc, char **argv)
{
	const char *gnuplot = "gnuplot";
	options_parse(argc, argv, option_list, parse, "",
		      "Draw the charts in delivery records: gnuplot programs in, PNG images out; "
		      "all else passes unchanged.",
		      "A chart that cannot be drawn is replaced by a text file that says so.\n"
		      "Exit codes: 0 all lines read; 64 usage; 65 a line with a chart was no "
		      "record (it is named on stderr and left out); 71 the kernel refused the "
		      "sandbox; 74 input or output failed.",
		      NULL, &gnuplot);
	signal(SIGPIPE, SIG_IGN); /* gnuplot may end early */
	sandbox_confine(SANDBOX_DRAWING, NULL, NULL);
	return filter_run(draw_files, &gnuplot);
}
