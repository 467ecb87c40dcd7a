/* argp with this suite's conventions. */
#include "base/options.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/fail.h"
#include "base/instant.h"

enum { KEY_LOG = 0x1000 };

struct call {
	argp_parser_t parser;
	void *input;
	const struct option_child *children;
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct call *call = state->input;
	if (key == ARGP_KEY_INIT)
		for (int i = 0; call->children && call->children[i].argp; i++)
			state->child_inputs[i] = call->children[i].input;
	if (key == KEY_LOG) {
		if (log_start(state->name, arg) < 0)
			argp_error(state, "--log takes debug, info, warn or error, not '%s'", arg);
		return 0;
	}
	void *input = state->input;
	state->input = call->input;
	error_t result = call->parser(key, arg, state);
	state->input = input;
	return result;
}

static void append_options(struct argp_option *all, const struct argp_option *options)
{
	size_t count = 0;
	for (; options && (options[count].name || options[count].doc); count++)
		all[count] = options[count];
	all[count++] = (struct argp_option){ .name = "log",
					     .key = KEY_LOG,
					     .arg = "LEVEL",
					     .group = -1,
					     .doc = "debug, info, warn or error (default: $GL_LOG, "
						    "else info)" };
	all[count] = (struct argp_option){ 0 };
}

void options_parse(int argc, char **argv, const struct argp_option *options, argp_parser_t parser,
		   const char *arguments_doc, const char *doc, const char *exit_codes,
		   const struct option_child *children, void *input)
{
	struct argp_child shared[MAX_OPTION_CHILDREN + 1] = { 0 };
	struct argp_option all[40];
	struct buf text = { 0 };
	const char *slash = strrchr(argv[0], '/');
	append_options(all, options);
	signal(SIGPIPE, SIG_IGN); /* writes then say EPIPE, and buf_flush() ends the tool */
	argp_program_version = "guildledger " GL_VERSION;
	argp_err_exit_status = EX_USAGE;
	int started = log_start(slash ? slash + 1 : argv[0], NULL);
	if (started == LOG_NO_FORMAT)
		fail(EX_USAGE, "GL_LOG_FORMAT must be text or ecs");
	if (started == LOG_NO_LEVEL)
		fail(EX_USAGE, "GL_LOG must be debug, info, warn or error");
	buf_printf(&text, "%s\v%s", doc, exit_codes);
	for (int i = 0; children && children[i].argp && i < MAX_OPTION_CHILDREN; i++)
		shared[i].argp = children[i].argp;
	struct argp argp = { .options = all,
			     .children = shared,
			     .parser = parse_option,
			     .args_doc = arguments_doc,
			     .doc = buf_string(&text) };
	struct call call = { parser, input, children };
	error_t problem =
		argp_parse(&argp, argc, argv, 0, NULL,
			   &call); /* exits by itself on whatever is wrong in the arguments */
	if (problem)
		fail(problem == ENOMEM ? EX_OSERR : EX_SOFTWARE,
		     "the arguments could not be read (%s); nothing was done",
		     strerrordesc_np(problem));
	buf_free(&text);
}

uint64_t option_id(const char *option, const char *value)
{
	uint64_t id;
	if (!snowflake_parse(value, &id) || !id)
		fail(EX_USAGE, "%s takes an id of decimal digits, not '%s'", option, value);
	return id;
}

int64_t option_time(const struct zone *zone, const char *option, const char *value)
{
	int64_t time;
	if (!instant_parse(zone, value, &time))
		fail(EX_USAGE,
		     "%s takes a time such as 2026-11-24T10:12:00Z, or a day such as 2026-11-24, "
		     "not '%s'",
		     option, value);
	return time;
}

int64_t option_milliseconds(const char *option, const char *value)
{
	char *end;
	double seconds = strtod(value, &end);
	if (*end || end == value || !(seconds >= 0 && seconds < 1e6))
		fail(EX_USAGE, "%s takes seconds, such as 8, not '%s'", option, value);
	return (int64_t)(seconds * 1000);
}
