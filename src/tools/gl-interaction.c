/* gl-interaction: one slash command, button or form of Discord's, from a web server, answered at
 * once. Has neither books nor network: gl-apply, which it starts, has the books. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
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
#include "interaction/handling.h"
#include "interaction/request.h"
#include "interaction/response.h"
#include "interaction/signature.h"
#include "tools/shared_options.h"

enum { KEY_PUBLIC_KEY = 1, KEY_PUBLIC_KEY_FILE, KEY_COUNTS, KEY_APPLICATION, KEY_DEADLINE };
/* Discord waits 3 s, the way there and back included. LINGER_MS: for a program that still works. */
enum { DEFAULT_DEADLINE_MS = 2600, WRITING_MS = 200, LINGER_MS = 7400, LONGEST_KEY_FILE = 200 };
enum { LONGEST_MEDIA_TYPE = 128 };

struct options {
	struct shared_options shared;
	const char *key, *key_file, *counts, *application;
	int64_t deadline_ms;
};

static const struct argp_option option_list[] = {
	{ "public-key", KEY_PUBLIC_KEY, "HEX", 0,
	  "the application's public key, from its page in the developer portal (default: "
	  "$GL_PUBLIC_KEY)",
	  0 },
	{ "public-key-file", KEY_PUBLIC_KEY_FILE, "FILE", 0,
	  "a file with that key and nothing else (default: $GL_PUBLIC_KEY_FILE)", 0 },
	{ "application", KEY_APPLICATION, "ID", 0,
	  "refuse what is for another application than this one (default: $GL_APPLICATION; none: "
	  "the key tells)",
	  0 },
	{ "counts", KEY_COUNTS, "FILE", 0,
	  "count requests in this file, for gl-metrics and gl-doctor (default: "
	  "$GL_INTERACTION_COUNTS; none: they are not counted)",
	  0 },
	{ "deadline", KEY_DEADLINE, "SECONDS", 0,
	  "answer after this time at the latest (default 2.6: Discord waits 3 seconds)", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	switch (key) {
	case KEY_PUBLIC_KEY: options->key = arg; break;
	case KEY_PUBLIC_KEY_FILE: options->key_file = arg; break;
	case KEY_COUNTS: options->counts = arg; break;
	case KEY_APPLICATION: options->application = arg; break;
	case KEY_DEADLINE: options->deadline_ms = option_milliseconds("--deadline", arg); break;
	case ARGP_KEY_ARG:
		argp_error(state, "the request is read from standard input; there is no argument");
		break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

/* The answer, and the process that has the books. */
struct run {
	int64_t began, until; /* as instant_now(): the answer is due at UNTIL */
	struct interaction_request request;
	struct interaction_key key;
	struct launcher launcher;
	struct interaction_counts *counts; /* NULL: it is not counted */
	uint64_t application_id;           /* 0: any that the key belongs to */
	enum interaction_kind kind;
	enum interaction_result result;
	int status;
	struct buf json;                     /* the body */
	char media_type[LONGEST_MEDIA_TYPE]; /* "": JSON */
};
static bool answered;

static bool write_answer(int status, const char *media_type, const struct buf *body, int64_t until)
{
	answered = true;
	return response_write(STDOUT_FILENO, status, media_type, body, until);
}

/* A web server would send a page of its own where a program ends without a word. */
static void answer_failure(void)
{
	static char text[] = "{\"error\":\"the service failed; its log says why\"}";
	const struct buf body = { .bytes = text, .length = sizeof text - 1 };
	if (!answered)
		write_answer(500, NULL, &body, instant_now() + WRITING_MS);
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
	*run->media_type = '\0';
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

static void tell_nothing_booked(struct run *run, enum lang lang)
{
	tell(run, INTERACTION_FAILED,
	     tr(lang, N_("Something does not work here. Nothing was booked; try again later.")));
}

static void tell_unknown(struct run *run, enum lang lang)
{
	tell(run, INTERACTION_FAILED,
	     tr(lang, N_("I got no answer in time, and don't know whether it was booked. Look at "
			 "`/history` before you try again.")));
}

/* The answer of what the program printed: of gl-choices (ASKS), or of gl-apply. False where that is
 * no outcome. */
static bool write_outcome(struct run *run, struct arena *arena, const cJSON *json, bool asks,
			  const struct buf *line, const struct buf *outcome)
{
	const char *media_type = "";
	struct json_line record = { line->bytes, line->length },
			 printed = { buf_string(outcome), outcome->length };
	bool usable =
		asks ? interaction_offer(arena, json, printed.bytes, printed.length, &run->json)
		     : interaction_answer(arena, json, record, printed, &run->json, &media_type);
	snprintf(run->media_type, sizeof run->media_type, "%s", usable ? media_type : "");
	return usable;
}

/* What one record comes to in the books, or (ASKS) what can be chosen there. */
static void ask_books(struct run *run, struct arena *arena, const cJSON *json, bool asks,
		      const struct buf *line)
{
	struct buf outcome = { 0 };
	enum lang lang = interaction_lang(json);
	const char *program = asks ? "gl-choices" : "gl-apply";
	set_answer(run, 200, INTERACTION_ANSWERED);
	if (!launcher_hand_over(&run->launcher, asks ? LAUNCH_CHOICES : LAUNCH_APPLY, line,
				run->until)) {
		log_line(LOG_ERROR, "not-handed-over",
			 "what was asked could not be handed to %s; nothing was booked", program);
		tell_nothing_booked(run, lang);
		return;
	}
	enum launched_end end = launcher_outcome(&run->launcher, &outcome, run->until);
	bool usable =
		end == LAUNCHED_ANSWERED && write_outcome(run, arena, json, asks, line, &outcome);
	if (end == LAUNCHED_UNDONE)
		log_line(LOG_ERROR, "ended-early", "%s ended without an answer; nothing was booked",
			 program);
	else if (!usable)
		log_line(LOG_ERROR, "no-outcome", "%s had no usable answer within %d ms", program,
			 (int)(instant_now() - run->began));
	if (!usable && (asks || end == LAUNCHED_UNDONE))
		tell_nothing_booked(run, lang);
	else if (!usable)
		tell_unknown(run, lang);
	buf_free(&outcome);
}

static void handle(struct run *run, struct arena *arena, const cJSON *json)
{
	struct buf out = { 0 };
	const char *text = NULL;
	enum interaction_step step =
		interaction_handle(arena, json, run->application_id, &out, &text);
	switch (step) {
	case INTERACTION_TELL: tell(run, INTERACTION_REFUSED, text); break;
	case INTERACTION_SHOW: buf_text(&run->json, buf_string(&out)); break;
	case INTERACTION_APPLY:
	case INTERACTION_ASK: ask_books(run, arena, json, step == INTERACTION_ASK, &out); break;
	}
	buf_free(&out);
}

static void answer_interaction(struct run *run, struct arena *arena, const cJSON *json)
{
	run->kind = interaction_kind_of(json);
	set_answer(run, 200, INTERACTION_ANSWERED);
	if (run->kind == INTERACTION_PING)
		response_pong(&run->json);
	else if (run->kind == INTERACTION_UNKNOWN)
		refuse(run, 400, "the type of this interaction is not known here");
	else
		handle(run, arena, json);
}

static void serve(struct run *run)
{
	struct arena arena = { 0 };
	const char *why = NULL;
	bool cgi = setting(NULL, "GATEWAY_INTERFACE");
	if (!(cgi ? interaction_read_cgi : interaction_read_scgi)(&run->request, STDIN_FILENO,
								  run->until, &why)) {
		interaction_drain(STDIN_FILENO, run->until);
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
	bool written = write_answer(run->status, *run->media_type ? run->media_type : NULL,
				    &run->json, run->until + WRITING_MS);
	note(run, written);
	close(STDIN_FILENO);
	close(STDOUT_FILENO);
	launcher_end(&run->launcher, run->until + LINGER_MS);
	return written ? EX_OK : EX_IOERR;
}

int main(int argc, char **argv)
{
	struct run run = { .began = instant_now() };
	struct options options = { .deadline_ms = DEFAULT_DEADLINE_MS };
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
	const char *application = setting(options.application, "GL_APPLICATION");
	if (application)
		run.application_id = option_id("GL_APPLICATION", application);
	run.until = run.began + options.deadline_ms;
	/* whatever happens, it does not stay */
	alarm((unsigned)(options.deadline_ms + LINGER_MS) / 1000 + 1);
	launcher_start(&run.launcher, options.shared.db);
	secret_guard(); /* the continuation token in the request */
	sandbox_confine(SANDBOX_PURE, NULL, NULL);
	serve(&run);
	return answer(&run);
}
