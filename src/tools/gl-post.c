/* gl-post: text and files as a post for a channel. Reads the files it is given, and nothing else.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/options.h"
#include "base/output.h"
#include "base/sandbox.h"
#include "base/unicode.h"
#include "record/operator.h"
#include "record/record.h"
#include "tools/shared_options.h"

enum { KEY_CHANNEL = 1, KEY_FILE, KEY_AT, KEY_KEY, KEY_CODE };
enum {
	LARGEST_REQUEST = 25 * 1024 * 1024 /* Discord's, of all files together */,
	LARGEST_FILE = 10 * 1024 * 1024,
	LARGEST_TEXT = 1024 * 1024
};

struct options {
	struct shared_options shared;
	uint64_t channel_id;
	int64_t time;
	const char *files[MAX_FILES], *text, *key;
	size_t file_count;
	bool code;
};

static const struct argp_option option_list[] = {
	{ "channel", KEY_CHANNEL, "ID", 0,
	  "where to post (default: where the setting report.channel says)", 0 },
	{ "file", KEY_FILE, "FILE", 0, "attach a file; up to ten", 0 },
	{ "code", KEY_CODE, NULL, 0, "show the text in fixed width, as tables need it", 0 },
	{ "at", KEY_AT, "TIME", 0,
	  "when it was said (default: now); the same post at the same time is posted once", 0 },
	{ "key", KEY_KEY, "WORDS", 0,
	  "what makes it the same post: a post of this key at this time is posted once, whatever "
	  "its text and files",
	  0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	switch (key) {
	case KEY_CHANNEL: options->channel_id = option_id("--channel", arg); break;
	case KEY_AT: options->time = option_time(zone_machine(), "--at", arg); break;
	case KEY_KEY: options->key = arg; break;
	case KEY_CODE: options->code = true; break;
	case KEY_FILE:
		if (options->file_count == MAX_FILES)
			fail(EX_USAGE, "a post takes ten files at most");
		options->files[options->file_count++] = arg;
		break;
	case ARGP_KEY_ARG:
		if (options->text)
			argp_error(state, "one text at a time; put it in quotes");
		options->text = arg;
		break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static void read_all(int fd, const char *name, size_t most, struct buf *bytes)
{
	char block[65536];
	ssize_t got;
	while ((got = read(fd, block, sizeof block)) > 0) {
		buf_add(bytes, block, (size_t)got);
		if (bytes->length > most)
			fail(EX_DATAERR, "%s: larger than the %zu MiB that a post takes", name,
			     most >> 20);
	}
	if (got < 0)
		fail(EX_IOERR, "%s: cannot be read (%s)", name, strerrordesc_np(errno));
}

static const char *media_type(const char *name)
{
	static const struct {
		const char *ending, *type;
	} types[] = {
		{ ".png", "image/png" },
		{ ".jpg", "image/jpeg" },
		{ ".jpeg", "image/jpeg" },
		{ ".gif", "image/gif" },
		{ ".webp", "image/webp" },
		{ ".svg", "image/svg+xml" },
		{ ".pdf", "application/pdf" },
		{ ".csv", "text/csv; charset=utf-8" },
		{ ".json", "application/json" },
		{ ".txt", "text/plain; charset=utf-8" },
		{ ".md", "text/markdown; charset=utf-8" },
		{ ".html", "text/html; charset=utf-8" },
		{ ".gnuplot", GNUPLOT_MEDIA_TYPE }, /* gl-chart draws it on its way */
	};
	const char *dot = strrchr(name, '.');
	for (size_t i = 0; dot && i < sizeof types / sizeof *types; i++)
		if (strcasecmp(dot, types[i].ending) == 0)
			return types[i].type;
	return "application/octet-stream";
}

static void add_file(struct buf *list, const char *path, size_t *total)
{
	struct buf bytes = { 0 };
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		fail(EX_NOINPUT, "%s: cannot be read (%s)", path, strerrordesc_np(errno));
	if (!utf8_valid(name, strlen(name)))
		fail(EX_USAGE, "%s: the name is not UTF-8", path);
	read_all(fd, path, LARGEST_FILE, &bytes);
	close(fd);
	*total += bytes.length;
	if (*total > LARGEST_REQUEST)
		fail(EX_DATAERR, "%s: with it the files are more than the 25 MiB that a post takes",
		     path);
	record_add_file(list, name, media_type(name), buf_string(&bytes), bytes.length);
	buf_free(&bytes);
}

int main(int argc, char **argv)
{
	struct options options = { .shared.guild_doc = "whose channel (default: $GL_GUILD)",
				   .time = instant_now() };
	size_t total = 0;
	struct buf text = { 0 }, files = { 0 }, out = { 0 };
	options_parse(argc, argv, option_list, parse, "[TEXT]",
		      "Print a post record of TEXT, or of stdin, and of files: apply it with "
		      "gl-apply.",
		      "With files and neither TEXT nor anything on stdin, the files go alone.\n"
		      "Exit codes: 0 printed; 64 usage; 65 too large, or not UTF-8; 66 a file is "
		      "not there; 74 input or output failed.",
		      (const struct option_child[]){ { &guild_option, &options.shared }, { 0 } },
		      &options);
	options.shared.guild_id = chosen_guild(&options.shared);
	if (!options.shared.guild_id)
		fail(EX_USAGE, "name the guild with --guild ID, or in GL_GUILD");
	for (size_t i = 0; i < options.file_count; i++)
		add_file(&files, options.files[i], &total);
	sandbox_confine(SANDBOX_PURE, NULL, NULL);
	if (options.text)
		buf_text(&text, options.text);
	else
		read_all(STDIN_FILENO, "standard input", LARGEST_TEXT, &text);
	if (!utf8_valid(buf_string(&text), text.length))
		fail(EX_DATAERR, "the text is not UTF-8");
	while (text.length && text.bytes[text.length - 1] == '\n')
		text.bytes[--text.length] = '\0';
	if (!text.length && !options.file_count)
		fail(EX_USAGE, "there is nothing to post: give TEXT, or --file FILE");
	for (size_t i = 0; options.code && i < text.length; i++)
		if (text.bytes[i] == '`') /* three would end the block */
			text.bytes[i] = '\'';
	struct buf content = { 0 };
	buf_printf(&content, options.code && text.length ? "```\n%s\n```" : "%s",
		   buf_string(&text));
	struct post post = { .guild_id = options.shared.guild_id,
			     .channel_id = options.channel_id,
			     .time = options.time,
			     .content = buf_string(&content),
			     .files = options.file_count ? buf_string(&files) : NULL };
	struct buf words = { 0 };
	buf_printf(&words, "%ju\n%ju\n%s\n%s", post.guild_id, post.channel_id,
		   options.key ? options.key : post.content,
		   options.key ? "key" : buf_string(&files));
	post.message_id = operator_message_id(options.time, buf_string(&words));
	record_write_post(&out, &post);
	buf_flush(&out, STDOUT_FILENO);
	return EX_OK;
}
