/* gl-send: carries deliveries out and prints what became of each. Talks to Discord; never sees the
 * books. */
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/lines.h"
#include "base/options.h"
#include "base/output.h"
#include "discord/sending.h"
#include "tools/network.h"

enum { PATIENCE_MS = 10 };

static const struct argp_option option_list[] = {
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	(void)arg;
	if (key == ARGP_KEY_ARG)
		argp_error(state, "deliveries are read from standard input; there is no argument");
	return ARGP_ERR_UNKNOWN;
}

/* At once: what is sent must be in the books before this process can be killed. */
static void print_delivered(void *context, const struct delivered *delivered)
{
	struct buf *out = context;
	record_write_delivered(out, delivered);
	buf_flush(out, STDOUT_FILENO);
}

static void run(void *context)
{
	discord_run(context);
}

int main(int argc, char **argv)
{
	struct discord_options options = { .deadline_ms = DEFAULT_DEADLINE_MS };
	options_parse(argc, argv, option_list, parse, "",
		      "Carry out the delivery records on stdin; print a delivered record for each. "
		      "Delivered records pass.",
		      "Exit codes: 0 all carried out or settled; " NETWORK_EXIT_CODES,
		      (const struct option_child[]){ { &network_options, &options }, { 0 } },
		      &options);
	struct arena arena = { 0 }; /* deliveries live until they are settled */
	struct buf out = { 0 };
	struct discord *discord = discord_open(&options);
	struct sending *sending = sending_start(discord, print_delivered, &out);
	struct lines lines = { .fd = STDIN_FILENO,
			       .patience_ms = PATIENCE_MS,
			       .on_idle = run,
			       .idle_context = discord };
	int exit_code = EX_OK;
	size_t length;
	for (char *line; (line = lines_next(&lines, &length));) {
		struct record *record = arena_alloc(&arena, sizeof *record);
		const char *why;
		if (!record_read(&arena, arena_copy(&arena, line, length), length, record, &why)) {
			log_line(LOG_ERROR, "line-refused", "line %ju: %s; nothing was sent for it",
				 lines.number, why);
			exit_code = EX_DATAERR;
		} else if (record->type == RECORD_DELIVERY) {
			sending_add(sending, &record->delivery);
		} else if (record->type == RECORD_DELIVERED) { /* gl-outbox withdrew it: the books
								  are told behind this process */
			print_delivered(&out, &record->delivered);
		}
	}
	discord_run(discord);
	if (!exit_code)
		exit_code = discord_exit_code(discord);
	sending_free(sending);
	discord_close(discord);
	arena_free(&arena);
	buf_free(&out);
	lines_free(&lines);
	return exit_code;
}
