/* Log lines in two shapes: for a person at a terminal, and as ECS JSON for everything else. */
#include "base/fail.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"

static const char *tool_name = "guildledger";
static enum log_level threshold = LOG_INFO;
static bool as_json;
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

static void json_line(struct buf *line, enum log_level level, const char *action, const char *message)
{
	/* The clock is for the log alone: what the books hold takes its time from the records. */
	struct timespec now;
	struct tm utc;
	char stamp[32];
	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &utc);
	strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%S", &utc);
	buf_printf(line, "{\"@timestamp\":\"%s.%03ldZ\",\"log.level\":\"%s\",\"message\":", stamp, now.tv_nsec / 1000000,
		   level_names[level]);
	buf_json(line, message);
	buf_printf(line, ",\"ecs.version\":\"8.11.0\",\"service.name\":\"guildledger\",\"process.name\":\"%s\","
		   "\"event.action\":\"%s\",\"event.outcome\":\"%s\"}\n",
		   tool_name, action, level >= LOG_WARN ? "failure" : "success");
}

static void plain_line(struct buf *line, const char *message)
{
	buf_printf(line, "%s: ", tool_name);
	for (const char *at = message; *at; at++) /* a terminal obeys control characters: show none */
		buf_char(line, (unsigned char)*at < 0x20 || *at == 0x7f ? '?' : *at);
	buf_char(line, '\n');
}

__attribute__((format(printf, 3, 0)))
static void log_message(enum log_level level, const char *action, const char *format, va_list args)
{
	struct buf message = { 0 }, line = { 0 };
	buf_vprintf(&message, format, args);
	if (as_json)
		json_line(&line, level, action, buf_string(&message));
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
	log_message(level, action, format, args);
	va_end(args);
}

void fail(int exit_code, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	log_message(LOG_ERROR, "stopped", format, args);
	va_end(args);
	exit(exit_code);
}
