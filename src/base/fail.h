/* How a tool says what went wrong: log lines on stderr and an exit code of sysexits.h. */
#ifndef BASE_FAIL_H
#define BASE_FAIL_H

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

/* Names the tool in every line. LEVEL is "debug", "info", "warn" or "error"; NULL takes GL_LOG, else "info".
 * Lines are plain on a terminal and JSON in the Elastic Common Schema elsewhere;
 * GL_LOG_FORMAT=text or json decides otherwise. Returns -1 for a level that does not exist. */
int log_start(const char *tool, const char *level);

/* One line. ACTION is ECS event.action: a short constant word such as "line-refused". */
void log_line(enum log_level level, const char *action, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Logs the message as an error and exits with EXIT_CODE. Says what happened, to what, and the mend. */
_Noreturn void fail(int exit_code, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
