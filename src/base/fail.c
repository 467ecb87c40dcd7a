/* Log lines in two shapes: for a person at a terminal, and as ECS JSON for everything else. */
#include "base/fail.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/utf8.h"

static const char *tool_name = "guildledger";
static enum log_level threshold = LOG_INFO;
static bool as_json;
static uint64_t trace;
static const char *const level_names[] = { "debug", "info", "warn", "error" };

int log_start(const char *tool, const char *level)
{
	tool_name = tool;
	const char *format = getenv("GL_LOG_FORMAT");
	as_json = format ? strcmp(format, "json") == 0 : !isatty(STDERR_FILENO);
	if (!level)
		level = getenv("GL_LOG");
	if (!level || !*level)
		return 0;
	for (int i = LOG_DEBUG; i <= LOG_ERROR; i++)
		if (strcmp(level, level_names[i]) == 0) {
			threshold = (enum log_level)i;
			return 0;
		}
	return -1;
}

uint64_t log_trace(uint64_t message_id)
{
	uint64_t before = trace;
	trace = message_id;
	return before;
}

/* EXIT_CODE -1: the tool goes on. */
struct happening { enum log_level level; const char *action; bool success; int exit_code; };

static void json_line(struct buf *line, const struct happening *happening, const char *message)
{
	/* The clock is for the log alone: what the books hold takes its time from the records. */
	struct timespec now;
	struct tm utc;
	char stamp[32];
	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &utc);
	strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%S", &utc);
	buf_printf(line, "{\"@timestamp\":\"%s.%03ldZ\",\"log.level\":\"%s\",\"message\":", stamp, now.tv_nsec / 1000000,
		   level_names[happening->level]);
	buf_json(line, message);
	buf_printf(line, ",\"ecs.version\":\"8.11.0\",\"service.name\":\"guildledger\",\"process.name\":\"%s\",\"event.dataset\":\"guildledger.log\","
		   "\"event.action\":\"%s\",\"event.outcome\":\"%s\"",
		   tool_name, happening->action, happening->success ? "success" : "failure");
	if (happening->exit_code >= 0)
		buf_printf(line, ",\"process.exit_code\":%d", happening->exit_code);
	if (trace)
		buf_printf(line, ",\"trace.id\":\"%llu\"", (unsigned long long)trace);
	buf_text(line, "}\n");
}

static void plain_line(struct buf *line, const char *message)
{
	buf_printf(line, "%s: ", tool_name);
	for (const char *at = message; *at; at++) /* a terminal obeys control characters: show none */
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

__attribute__((format(printf, 2, 0)))
static void log_message(const struct happening *happening, const char *format, va_list args)
{
	struct buf message = { 0 }, line = { 0 };
	buf_vprintf(&message, format, args);
	make_utf8(&message);
	if (as_json)
		json_line(&line, happening, buf_string(&message));
	else
		plain_line(&line, buf_string(&message));
	if (write(STDERR_FILENO, line.bytes, line.length) < 0) {
		/* nowhere is left to say so */
	}
	buf_free(&message);
	buf_free(&line);
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

void fail_guard(struct fail_guard *guard)
{
	guard_now = guard;
}

__attribute__((format(printf, 2, 0)))
_Noreturn static void go_back(struct fail_guard *guard, const char *format, va_list args)
{
	struct buf message = { 0 };
	guard_now = NULL;
	buf_vprintf(&message, format, args);
	make_utf8(&message);
	size_t length = message.length < sizeof guard->reason ? message.length : sizeof guard->reason - 1;
	while (length < message.length && length && ((unsigned char)message.bytes[length] & 0xc0) == 0x80)
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
	log_message(&(struct happening){ LOG_ERROR, "stopped", false, exit_code }, format, args);
	va_end(args);
	if (exit_code == EX_OSERR)
		memory_end();
	exit(exit_code);
}
