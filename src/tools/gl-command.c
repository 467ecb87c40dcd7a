/* gl-command: an operator's words into a command, by the grammar that members use. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/hash.h"
#include "base/instant.h"
#include "base/lines.h"
#include "base/options.h"
#include "base/output.h"
#include "base/sandbox.h"
#include "base/unicode.h"
#include "command/parse.h"
#include "record/operator.h"
#include "tools/setting_table.h"
#include "tools/shared_options.h"

enum { KEY_AT = 1, KEY_AS, KEY_SETTINGS };

struct options {
	struct shared_options shared;
	int64_t time;
	bool has_time;
	const char *as;
	bool settings;
	struct buf words;
};

static const struct argp_option option_list[] = {
	{ "at", KEY_AT, "TIME", 0, "when it was said (default: now)", 0 },
	{ "as", KEY_AS, "NAME", 0, "who says it, for the log (default: $USER)", 0 },
	{ "settings", KEY_SETTINGS, NULL, 0,
	  "print the settings that config knows, and end: key, Spanish key, who sets it, default, "
	  "values and what it is, with tabs between",
	  0 },
	{ 0 },
};

/* A word that the shell kept together is a quoted one. */
static void add_word(struct buf *words, const char *word)
{
	bool quote = (!*word || word[strcspn(word, " \t\n")]) && !strpbrk(word, "\"=");
	if (words->length)
		buf_char(words, ' ');
	if (quote)
		buf_char(words, '"');
	buf_text(words, word);
	if (quote)
		buf_char(words, '"');
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	switch (key) {
	case KEY_AT:
		options->time = option_time(zone_machine(), "--at", arg);
		options->has_time = true;
		break;
	case KEY_AS: options->as = arg; break;
	case KEY_SETTINGS: options->settings = true; break;
	case ARGP_KEY_ARG: add_word(&options->words, arg); break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static void fill_defaults(struct options *options)
{
	const char *user = getenv("USER");
	options->shared.guild_id = chosen_guild(&options->shared);
	if (!options->shared.guild_id)
		fail(EX_USAGE, "whose books? Name the guild with --guild ID, or in GL_GUILD");
	if (!options->as)
		options->as = user && *user ? user : "operator";
	if (!utf8_valid(options->as, strlen(options->as)))
		fail(EX_USAGE, "--as is not UTF-8");
	if (!options->has_time)
		options->time = instant_now();
}

/* A command of this run: what it is, and the ids that were given. */
struct said {
	const char *words;
	unsigned times;
	UT_hash_handle hh;
};
struct given {
	uint64_t id;
	UT_hash_handle hh;
};
struct run {
	struct arena arena;
	struct said *said;
	struct given *given;
	uint64_t line; /* 0: from the words of the call */
};

/* The id of the command WORDS, which is a guild's, a name's and what that said: time and words make
 * it, and how often they were said in this run, so that two equal lines are two commands and the
 * same input again is the same commands. Two that differ never share one. */
static uint64_t id_of_command(struct run *run, int64_t time, const char *words)
{
	struct said *said;
	struct given *given;
	uint64_t id;
	HASH_FIND_STR(run->said, words, said);
	if (!said) {
		said = arena_alloc(&run->arena, sizeof *said);
		said->words = arena_strdup(&run->arena, words);
		HASH_ADD_KEYPTR(hh, run->said, said->words, strlen(said->words), said);
	}
	do {
		said->times++;
		id = operator_message_id(
			time, said->times == 1
				      ? words
				      : arena_printf(&run->arena, "%s\n%u", words, said->times));
		HASH_FIND(hh, run->given, &id, sizeof id, given);
	} while (given);
	given = arena_alloc(&run->arena, sizeof *given);
	given->id = id;
	HASH_ADD(hh, run->given, id, sizeof given->id, given);
	return id;
}

/* DETAIL without the backslashes that keep Discord from reading it as Markdown: a terminal shows
 * them. */
static const char *plain_detail(struct arena *arena, const char *detail)
{
	char *plain = detail ? arena_strdup(arena, detail) : NULL, *end = plain;
	for (; detail && *detail; detail++)
		if (*detail != '\\' || !ispunct((unsigned char)detail[1]))
			*end++ = *detail;
		else
			*end++ = *++detail;
	if (end)
		*end = '\0';
	return plain;
}

static int print_command(const struct options *options, struct run *run, const char *text)
{
	struct arena arena = { 0 };
	struct buf out = { 0 };
	struct command command = {
		.guild_id = options->shared.guild_id,
		.time = options->time,
		.lang = options->shared.lang,
		.source = SOURCE_OPERATOR,
		.author = { .name = options->as, .identified = true, .member = true },
	};
	const char *where = run->line ? arena_printf(&arena, "line %ju: ", run->line) : "";
	if (!utf8_valid(text, strlen(text)))
		fail(EX_USAGE, "%sthe words are not UTF-8", where);
	command.message_id = id_of_command(
		run, options->time,
		arena_printf(&arena, "%ju\n%s\n%s", options->shared.guild_id, options->as, text));
	if (command_parse(&arena, text, "", &command) != PARSE_COMMAND) {
		const char *detail = plain_detail(&arena, command.error_detail);
		log_line(LOG_ERROR, "command-refused", "%s%s%s%s%s", where, command.error_hint,
			 detail ? " (" : "", detail ? detail : "", detail ? ")" : "");
		arena_free(&arena);
		return EX_USAGE;
	}
	record_write_command(&out, &command);
	buf_flush(&out, STDOUT_FILENO);
	buf_free(&out);
	arena_free(&arena);
	return EX_OK;
}

static void print_settings(enum lang lang)
{
	struct buf out = { 0 };
	setting_table(&out, lang);
	buf_flush(&out, STDOUT_FILENO);
	buf_free(&out);
}

int main(int argc, char **argv)
{
	struct options options = { .shared.guild_doc = "whose books (default: $GL_GUILD)",
				   .shared.lang_doc = "the language, where a word belongs to both "
						      "(default en)" };
	struct run run = { 0 };
	options_parse(argc, argv, option_list, parse, "[WORD...]",
		      "Print the command record of an operator's words, or of each line of stdin.",
		      "Exit codes: 0 printed; 64 usage, or the words are no command (the reason is "
		      "on stderr); 74 input or output failed.",
		      (const struct option_child[]){ { &guild_option, &options.shared },
						     { &lang_option, &options.shared },
						     { 0 } },
		      &options);
	sandbox_confine(SANDBOX_PURE, NULL, NULL);
	if (options.settings && options.words.length)
		fail(EX_USAGE, "--settings takes no words");
	if (options.settings) {
		print_settings(options.shared.lang);
		return EX_OK;
	}
	fill_defaults(&options);
	if (options.words.length)
		return print_command(&options, &run, buf_string(&options.words));
	struct lines lines = { .fd = STDIN_FILENO };
	size_t length;
	int exit_code = EX_OK;
	for (char *line; (line = lines_next(&lines, &length));) {
		run.line = lines.number;
		if (print_command(&options, &run, line) != EX_OK)
			exit_code = EX_USAGE;
	}
	return exit_code;
}
