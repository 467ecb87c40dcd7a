/* gl-interaction: one slash command, button or form of Discord's, from a web server, answered at
 * once. Has neither books nor network: gl-apply, which it starts, has the books. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include <sodium.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/memory.h"
#include "base/options.h"
#include "base/sandbox.h"
#include "base/secret.h"
#include "interaction/answer.h"
#include "interaction/counts.h"
#include "interaction/launcher.h"
#include "interaction/payload.h"
#include "interaction/request.h"
#include "interaction/response.h"
#include "interaction/signature.h"
#include "tools/shared_options.h"

enum { KEY_PUBLIC_KEY = 1, KEY_PUBLIC_KEY_FILE, KEY_COUNTS };
/* Discord waits 3 s, the way there and back included. */
enum { ANSWER_MS = 2600, LONGEST_RUN_MS = 10000, LONGEST_KEY_FILE = 200 };

struct options {
	struct shared_options shared;
	const char *key, *key_file, *counts;
};

static const struct argp_option option_list[] = {
	{ "public-key", KEY_PUBLIC_KEY, "HEX", 0,
	  "the application's public key, from its page in the developer portal (default: "
	  "$GL_PUBLIC_KEY)",
	  0 },
	{ "public-key-file", KEY_PUBLIC_KEY_FILE, "FILE", 0,
	  "a file with that key and nothing else (default: $GL_PUBLIC_KEY_FILE)", 0 },
	{ "counts", KEY_COUNTS, "FILE", 0,
	  "count requests in this file, for gl-metrics and gl-doctor (default: "
	  "$GL_INTERACTION_COUNTS; none: they are not counted)",
	  0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	switch (key) {
	case KEY_PUBLIC_KEY: options->key = arg; break;
	case KEY_PUBLIC_KEY_FILE: options->key_file = arg; break;
	case KEY_COUNTS: options->counts = arg; break;
	case ARGP_KEY_ARG:
		argp_error(state, "the request is read from standard input; there is no argument");
		break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

/* The answer, and the process that has the books. */
struct run {
	int64_t began;
	struct interaction_request request;
	struct interaction_key key;
	struct launcher launcher;
	struct interaction_counts *counts; /* NULL: it is not counted */
	enum interaction_kind kind;
	enum interaction_result result;
	int status;
	struct buf json;
};
static bool answered;

static bool write_answer(int status, const char *json, int64_t until)
{
	answered = true;
	return response_write(STDOUT_FILENO, status, json, until);
}

/* A web server would send a page of its own where a program ends without a word. */
static void answer_failure(void)
{
	static const char body[] = "{\"error\":\"the service is not set up; its log says why\"}";
	if (!answered)
		write_answer(500, body, instant_now() + ANSWER_MS);
}

static const char *setting(const char *option, const char *variable)
{
	const char *value = option ? option : getenv(variable);
	return value && *value ? value : NULL;
}

/* The whole file, without white space around it. */
static void read_key_file(const char *file, char text[LONGEST_KEY_FILE])
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? -1 : read(fd, text, LONGEST_KEY_FILE - 1);
	if (length < 0)
		fail(errno == EACCES ? EX_NOPERM : EX_NOINPUT, "%s: the key cannot be read (%s)",
		     file, strerrordesc_np(errno));
	close(fd);
	text[length] = '\0';
	size_t before = strspn(text, " \t\r\n");
	memmove(text, text + before, (size_t)length - before + 1);
	text[strcspn(text, " \t\r\n")] = '\0';
}

static void read_key(const struct options *options, struct interaction_key *key)
{
	char text[LONGEST_KEY_FILE];
	/* an option counts before either variable */
	const char *hex = options->key_file ? options->key : setting(options->key, "GL_PUBLIC_KEY"),
		   *file = hex ? NULL : setting(options->key_file, "GL_PUBLIC_KEY_FILE");
	if (!hex && !file)
		fail(EX_CONFIG, "what is the application's public key? Give it in GL_PUBLIC_KEY, "
				"or name a file that holds it in GL_PUBLIC_KEY_FILE");
	if (file)
		read_key_file(file, text);
	if (!interaction_key_read(file ? text : hex, key))
		fail(EX_CONFIG,
		     "%s: is no public key of 64 hexadecimal digits; copy it again from the "
		     "application's page in the developer portal",
		     file ? file : "GL_PUBLIC_KEY");
}

static void set_answer(struct run *run, int status, enum interaction_result result)
{
	run->status = status;
	run->result = result;
	buf_clear(&run->json);
}

static void refuse(struct run *run, int status, const char *why)
{
	set_answer(run, status, INTERACTION_REFUSED);
	response_error(&run->json, why);
}

/* TEXT, for the eyes of the person who asked. */
static void tell(struct run *run, enum interaction_result result, const char *text)
{
	set_answer(run, 200, result);
	if (run->kind == INTERACTION_AUTOCOMPLETE)
		response_no_choices(&run->json);
	else
		response_private(&run->json, text);
}

/* What one record or query comes to in the books. */
static void ask_books(struct run *run, struct arena *arena, const cJSON *json,
		      const struct buf *line)
{
	struct buf outcome = { 0 };
	enum lang lang = interaction_lang(json);
	int64_t until = run->began + ANSWER_MS;
	enum launched program =
		run->kind == INTERACTION_AUTOCOMPLETE ? LAUNCH_CHOICES : LAUNCH_APPLY;
	set_answer(run, 200, INTERACTION_ANSWERED);
	if (!launcher_hand_over(&run->launcher, program, line, until)) {
		log_line(LOG_ERROR, "not-handed-over",
			 "a command could not be handed to gl-apply; nothing was booked");
		tell(run, INTERACTION_FAILED,
		     tr(lang, N_("Something does not work here. Nothing was booked; try again "
				 "later.")));
	} else if (!launcher_outcome(&run->launcher, &outcome, until) ||
		   !interaction_answer(arena, json, buf_string(&outcome), outcome.length,
				       &run->json)) {
		log_line(LOG_ERROR, "no-outcome",
			 "a command was handed to gl-apply, and no outcome came within %d ms",
			 (int)(instant_now() - run->began));
		tell(run, INTERACTION_FAILED,
		     tr(lang, N_("I got no answer in time, and don't know whether it was booked. "
				 "Look at `/history` before you try again.")));
	}
	buf_free(&outcome);
}

static void answer_interaction(struct run *run, struct arena *arena, const cJSON *json)
{
	struct buf line = { 0 };
	const char *refusal = NULL;
	run->kind = interaction_kind_of(json);
	set_answer(run, 200, INTERACTION_ANSWERED);
	if (run->kind == INTERACTION_PING)
		response_pong(&run->json);
	else if (run->kind == INTERACTION_UNKNOWN)
		refuse(run, 400, "the type of this interaction is not known here");
	else if (!interaction_record(arena, json, &line, &refusal))
		tell(run, INTERACTION_REFUSED, refusal);
	else
		ask_books(run, arena, json, &line);
	buf_free(&line);
}

static void serve(struct run *run)
{
	struct arena arena = { 0 };
	const char *why;
	bool cgi = setting(NULL, "GATEWAY_INTERFACE");
	int64_t until = run->began + ANSWER_MS;
	if (!(cgi ? interaction_read_cgi : interaction_read_scgi)(&run->request, STDIN_FILENO,
								  until, &why)) {
		interaction_drain(STDIN_FILENO, until);
		refuse(run, 401, why); /* whatever was not seen to be signed is not */
		return;
	}
	int status = interaction_admit(&run->key, &run->request, instant_now(), &why);
	if (status != 200) {
		refuse(run, status, why);
		return;
	}
	const cJSON *json = json_value(&arena, run->request.body, run->request.body_length, &why);
	if (json && cJSON_IsObject(json))
		answer_interaction(run, &arena, json);
	else
		refuse(run, 400, json ? "the body is no JSON object" : why);
	arena_free(&arena);
}

/* Nothing that was not signed is logged at the usual level: it would be a line for whoever likes.
 */
static void note(const struct run *run, bool written)
{
	int64_t now = instant_now(), took = now - run->began;
	if (run->status == 401)
		counts_add_not_signed(run->counts, now);
	else
		counts_add(run->counts, run->kind, run->result, took, now);
	log_line(run->status == 401 ? LOG_DEBUG : LOG_INFO, "interaction-answered",
		 "%s: %d, %s after %jd ms%s", interaction_kind_names[run->kind], run->status,
		 interaction_result_names[run->result], (intmax_t)took,
		 written ? "" : ", but the server was gone");
}

static int answer(struct run *run)
{
	bool written =
		write_answer(run->status, buf_string(&run->json), run->began + ANSWER_MS + 200);
	note(run, written);
	close(STDIN_FILENO);
	close(STDOUT_FILENO);
	launcher_end(&run->launcher, run->began + LONGEST_RUN_MS);
	return written ? EX_OK : EX_IOERR;
}

int main(int argc, char **argv)
{
	struct run run = { .began = instant_now() };
	struct options options = { 0 };
	const char *counts;
	options_parse(
		argc, argv, option_list, parse, "",
		"Answer one interaction of Discord's: an HTTP request from a web server, by "
		"SCGI or CGI.",
		"Exit codes: 0 answered, if only with a refusal; 64 usage; 66 no such key "
		"file; 71 the kernel refused the sandbox or a process; 74 the web server was "
		"gone; 77 the key file may not be read; 78 no public key, or none that is one.",
		(const struct option_child[]){ { &db_option, &options.shared }, { 0 } }, &options);
	if (isatty(STDIN_FILENO))
		fail(EX_USAGE, "a web server starts this, with a request on standard input; see "
			       "gl-interaction(1)");
	memory_at_end(answer_failure);
	if (sodium_init() < 0)
		fail(EX_OSERR, "libsodium found no random numbers");
	read_key(&options, &run.key);
	if ((counts = setting(options.counts, "GL_INTERACTION_COUNTS")))
		run.counts = counts_open(counts);
	alarm(LONGEST_RUN_MS / 1000 + 1); /* whatever happens, it does not stay */
	launcher_start(&run.launcher, options.shared.db);
	secret_guard(); /* the continuation token in the request */
	sandbox_confine(SANDBOX_PURE, NULL, NULL);
	serve(&run);
	return answer(&run);
}
