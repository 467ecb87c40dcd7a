/* gl-endpoint: where Discord sends the interactions of the application, shown, checked or set.
 * Talks to Discord; never sees the books. */
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/json.h"
#include "base/options.h"
#include "discord/endpoint.h"
#include "discord/http_probe.h"
#include "tools/network.h"

enum { KEY_SET = 1, KEY_CLEAR, KEY_CHECK, ENDPOINT_DEADLINE_MS = 20000, PROBE_MS = 5000 };
enum { EXIT_DIFFERS = 1 };

struct options {
	const char *set;
	bool clear, check;
	struct discord_options discord;
};

static const struct argp_option option_list[] = {
	{ "set", KEY_SET, "URL", 0,
	  "have Discord send interactions there; it tries the address out at once", 0 },
	{ "clear", KEY_CLEAR, NULL, 0, "have Discord send them nowhere", 0 },
	{ "check", KEY_CHECK, NULL, 0,
	  "compare with $GL_INTERACTIONS_URL and $GL_PUBLIC_KEY; 1 is the exit code where "
	  "something "
	  "differs",
	  0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	switch (key) {
	case KEY_SET:
		if (!endpoint_url_fits(arg))
			argp_error(state, "an address is https://… and at most 2048 characters "
					  "long, without white space or quotes");
		options->set = arg;
		break;
	case KEY_CLEAR: options->clear = true; break;
	case KEY_CHECK: options->check = true; break;
	case ARGP_KEY_END:
		if ((options->set != NULL) + options->clear + options->check > 1)
			argp_error(state, "--set, --clear and --check go alone");
		break;
	case ARGP_KEY_ARG: argp_error(state, "there is no argument"); break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

struct run {
	struct discord *discord;
	const struct options *options;
	int exit_code;
};

static const char *setting(const char *variable)
{
	const char *value = getenv(variable);
	return value && *value ? value : NULL;
}

static void add_text(struct buf *out, const char *text)
{
	if (text)
		buf_json(out, text);
	else
		buf_text(out, "null");
}

static void print_endpoint(const struct endpoint *endpoint)
{
	struct buf out = { 0 };
	buf_printf(&out, "{\"application_id\":\"%ju\",\"url\":", endpoint->application_id);
	add_text(&out, endpoint->url);
	buf_text(&out, ",\"public_key\":");
	add_text(&out, endpoint->public_key);
	buf_char(&out, '}');
	puts(buf_string(&out));
	buf_free(&out);
}

/* As the job keeps it for gl-metrics: whether it is all right, and when the certificate ends (Unix
 * seconds; 0: unknown). */
static int check(const struct run *run, const struct endpoint *endpoint)
{
	static const char *const words[] = {
		[ENDPOINT_GONE] = "Discord has no address to send interactions to; gl-endpoint "
				  "--set registers it",
		[ENDPOINT_ELSEWHERE] = "Discord sends interactions to another address than "
				       "GL_INTERACTIONS_URL",
		[ENDPOINT_OTHER_KEY] = "GL_PUBLIC_KEY is the key of another application",
	};
	const char *url = setting("GL_INTERACTIONS_URL");
	struct http_probe probe = { 0 };
	enum endpoint_fault fault = endpoint_compare(endpoint, url, setting("GL_PUBLIC_KEY"));
	if (url)
		http_probe(url, discord_ca_file(run->discord), PROBE_MS, &probe);
	if (fault)
		log_line(LOG_ERROR, "endpoint-differs", "%s", words[fault]);
	printf("%d %jd\n", fault == ENDPOINT_FINE, (intmax_t)(probe.expires / 1000));
	return fault ? EXIT_DIFFERS : EX_OK;
}

static void take(void *context, const struct answer *answer)
{
	struct run *run = context;
	struct endpoint endpoint;
	if (answer->status != ANSWER_OK || !endpoint_read(answer->json, &endpoint)) {
		if (run->options->set && answer->http == 400)
			log_line(LOG_ERROR, "endpoint-refused",
				 "Discord tried the address out and did not take it. It sends a "
				 "signed PING and a wrong signature within a second: the web "
				 "server must be up, the certificate's chain complete, and "
				 "GL_PUBLIC_KEY this application's key");
		run->exit_code = discord_exit_code(run->discord);
		if (!run->exit_code)
			run->exit_code = EX_NOPERM;
	} else if (run->options->check) {
		run->exit_code = check(run, &endpoint);
	} else {
		print_endpoint(&endpoint);
	}
}

int main(int argc, char **argv)
{
	struct options options = { .discord.deadline_ms = ENDPOINT_DEADLINE_MS };
	options_parse(
		argc, argv, option_list, parse, "",
		"Print where Discord sends the application's interactions, and the key that "
		"signs them; or set the address.",
		"The deadline is 20 seconds unless given.\n"
		"Exit codes: 0 done; 1 with --check, something differs; " NETWORK_EXIT_CODES,
		(const struct option_child[]){ { &network_options, &options.discord }, { 0 } },
		&options);
	struct run run = { .discord = discord_open(&options.discord), .options = &options };
	if (options.set || options.clear) {
		endpoint_set(run.discord, options.set, take, &run);
	} else {
		discord_call(run.discord, &(struct route){ .id = ROUTE_APPLICATION }, NULL, true,
			     take, &run);
		discord_run(run.discord);
	}
	discord_close(run.discord);
	return run.exit_code;
}
