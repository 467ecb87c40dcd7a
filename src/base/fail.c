/* Log lines in two shapes: for a person at a terminal, and as ECS JSON for everything else. */
#include "base/fail.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/instant.h"
#include "base/memory.h"
#include "base/progress.h"
#include "base/utf8.h"

static enum log_level threshold = LOG_INFO;
static bool as_json, in_journal, holding, mute;
static uint64_t trace, author_guild, author;
static struct buf held; /* lines that wait for log_release() */
static const char *const level_names[] = { "debug", "info", "warn", "error" };

/* Whether stderr is systemd's journal. https://systemd.io/JOURNAL_NATIVE_PROTOCOL/ */
static bool is_journal(void)
{
	const char *stream = getenv("JOURNAL_STREAM");
	uint64_t device, inode;
	struct stat status;
	return stream && sscanf(stream, "%ju:%ju", &device, &inode) == 2 &&
	       fstat(STDERR_FILENO, &status) == 0 && status.st_dev == device &&
	       status.st_ino == inode;
}

int log_start(const char *tool, const char *level)
{
	log_name_tool(tool);
	const char *format = getenv("GL_LOG_FORMAT");
	bool text = format && strcmp(format, "text") == 0,
	     ecs = format && (strcmp(format, "ecs") == 0 || strcmp(format, "json") == 0);
	as_json = ecs || (!text && !isatty(STDERR_FILENO));
	in_journal = is_journal();
	if (format && *format && !text && !ecs)
		return LOG_NO_FORMAT;
	if (!level)
		level = getenv("GL_LOG");
	if (!level || !*level)
		return 0;
	for (int i = LOG_DEBUG; i <= LOG_ERROR; i++)
		if (strcmp(level, level_names[i]) == 0) {
			threshold = (enum log_level)i;
			return 0;
		}
	return LOG_NO_LEVEL;
}

bool log_wants(enum log_level level)
{
	return level >= threshold;
}

void log_hush(bool with_failures)
{
	if (threshold == LOG_DEBUG)
		return;
	threshold = LOG_ERROR + 1;
	mute = with_failures;
}

void log_author(uint64_t guild_id, uint64_t user_id)
{
	author_guild = guild_id;
	author = user_id;
}

uint64_t log_trace(uint64_t message_id)
{
	uint64_t before = trace;
	trace = message_id;
	return before;
}

/* Of syslog(3), whose names are those of our levels. */
enum { LOG_PRIORITY_ERROR = 3, LOG_PRIORITY_WARNING = 4 };
/* EXIT_CODE -1: the tool goes on. */
struct happening {
	enum log_level level;
	const char *action;
	bool success;
	int exit_code;
};

static void add_id(struct buf *line, const char *key, uint64_t id)
{
	if (!id)
		return;
	buf_text(line, key);
	buf_unsigned(line, id);
	buf_char(line, '"');
}

/* The clock is for the log alone: what the books hold takes its time from the records. A busy run
 * writes dozens of lines in a millisecond. */
static const char *time_stamp(void)
{
	static char stamp[INSTANT_TEXT_SIZE];
	static int64_t stamped = -1;
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	int64_t ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
	if (ms != stamped || !*stamp)
		instant_format(ms, stamp);
	stamped = ms;
	return stamp;
}

/* Piece by piece, not by a format: a line a command is written. */
static void format_json_line(struct buf *line, const struct happening *happening,
			     const char *message)
{
	buf_text(line, "{\"@timestamp\":\"");
	buf_text(line, time_stamp());
	buf_text(line, "\",\"log.level\":\"");
	buf_text(line, level_names[happening->level]);
	buf_text(line, "\",\"message\":");
	buf_json(line, message);
	buf_text(line, ",\"ecs.version\":\"8.11.0\",\"service.name\":\"guildledger\","
		       "\"process.name\":\"");
	buf_text(line, log_tool());
	buf_text(line, "\",\"event.dataset\":\"guildledger.log\",\"event.action\":\"");
	buf_text(line, happening->action);
	buf_text(line, happening->success ? "\",\"event.outcome\":\"success\""
					  : "\",\"event.outcome\":\"failure\"");
	if (happening->exit_code >= 0)
		buf_printf(line, ",\"process.exit_code\":%d", happening->exit_code);
	add_id(line, ",\"trace.id\":\"", trace);
	add_id(line, ",\"organization.id\":\"", author_guild);
	add_id(line, ",\"user.id\":\"", author);
	buf_text(line, "}\n");
}

static void plain_line(struct buf *line, const char *message)
{
	buf_printf(line, "%s: ", log_tool());
	/* a terminal obeys control characters: show none */
	for (const char *at = message; *at; at++)
		buf_char(line, (unsigned char)*at < 0x20 || *at == 0x7f ? '?' : *at);
	buf_char(line, '\n');
}

/* A library may quote what it found in a damaged file: a log line is UTF-8 all the same. */
static void make_utf8(struct buf *message)
{
	if (utf8_valid(buf_string(message), message->length))
		return;
	for (size_t i = 0; i < message->length; i++)
		if ((unsigned char)message->bytes[i] >= 0x80)
			message->bytes[i] = '?';
}

static void write_log(const char *bytes, size_t length)
{
	progress_hide(false);
	if (write(STDERR_FILENO, bytes, length) < 0) {
		/* nowhere is left to say so */
	}
}

void log_hold(bool hold)
{
	holding = hold;
}

void log_drop(void)
{
	buf_clear(&held);
}

/* In pieces that a pipe takes whole, so that the lines of several tools do not mix. */
void log_release(void)
{
	enum { PIECE = 4096 };
	for (size_t from = 0, end; from < held.length; from = end) {
		end = held.length - from > PIECE ? from + PIECE : held.length;
		while (end > from && held.bytes[end - 1] != '\n')
			end--;
		if (end == from) /* one line that is longer */
			end = from +
			      (size_t)((char *)memchr(held.bytes + from, '\n', held.length - from) -
				       (held.bytes + from)) +
			      1;
		write_log(held.bytes + from, end - from);
	}
	buf_clear(&held);
}

__attribute__((format(printf, 2, 0))) static void log_message(const struct happening *happening,
							      const char *format, va_list args)
{
	static struct buf message, single; /* kept: a line a command is written */
	struct buf *line = holding ? &held : &single;
	buf_clear(&message);
	buf_clear(&single);
	buf_vprintf(&message, format, args);
	make_utf8(&message);
	/* sd-daemon(3): so that journalctl -p finds them */
	if (in_journal && happening->level >= LOG_WARN)
		buf_printf(line, "<%d>",
			   happening->level == LOG_WARN ? LOG_PRIORITY_WARNING
							: LOG_PRIORITY_ERROR);
	if (as_json)
		format_json_line(line, happening, buf_string(&message));
	else
		plain_line(line, buf_string(&message));
	if (!holding)
		write_log(line->bytes, line->length);
}

void log_line(enum log_level level, const char *action, const char *format, ...)
{
	if (level < threshold)
		return;
	va_list args;
	va_start(args, format);
	log_message(&(struct happening){ level, action, level < LOG_WARN, -1 }, format, args);
	va_end(args);
}

void log_outcome(enum log_level level, const char *action, bool success, const char *format, ...)
{
	if (level < threshold)
		return;
	va_list args;
	va_start(args, format);
	log_message(&(struct happening){ level, action, success, -1 }, format, args);
	va_end(args);
}

static struct fail_guard *guard_now;
static struct {
	void (*call)(void *context, int exit_code);
	void *context;
} last_call;

void fail_last(void (*last)(void *context, int exit_code), void *context)
{
	last_call.call = last;
	last_call.context = context;
}

void fail_guard(struct fail_guard *guard)
{
	guard_now = guard;
}

__attribute__((format(printf, 2, 0))) _Noreturn static void go_back(struct fail_guard *guard,
								    const char *format,
								    va_list args)
{
	struct buf message = { 0 };
	guard_now = NULL;
	buf_vprintf(&message, format, args);
	make_utf8(&message);
	size_t length =
		message.length < sizeof guard->reason ? message.length : sizeof guard->reason - 1;
	while (length < message.length && length &&
	       ((unsigned char)message.bytes[length] & 0xc0) == 0x80)
		length--; /* never within a character */
	memcpy(guard->reason, buf_string(&message), length);
	guard->reason[length] = '\0';
	buf_free(&message);
	longjmp(guard->back, 1);
}

void fail(int exit_code, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	if (guard_now && exit_code == EX_SOFTWARE)
		go_back(guard_now, format, args);
	if (!mute)
		log_message(&(struct happening){ LOG_ERROR, "stopped", false, exit_code }, format,
			    args);
	va_end(args);
	if (last_call.call) {
		void (*call)(void *, int) = last_call.call;
		last_call.call = NULL; /* it may fail, too */
		call(last_call.context, exit_code);
	}
	if (exit_code == EX_OSERR)
		memory_end();
	exit(exit_code);
}
