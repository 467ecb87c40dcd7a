/* How a tool says what went wrong: log lines on stderr and an exit code of sysexits.h. */
#ifndef BASE_FAIL_H
#define BASE_FAIL_H

#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

/* Names the tool in every line. LEVEL is "debug", "info", "warn" or "error"; NULL takes GL_LOG, else "info".
 * Lines are plain on a terminal and JSON in the Elastic Common Schema elsewhere;
 * GL_LOG_FORMAT=text or json decides otherwise. Returns -1 for a level that does not exist. */
int log_start(const char *tool, const char *level);

/* One line. ACTION is ECS event.action: a short constant word such as "line-refused". */
void log_line(enum log_level level, const char *action, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same, of something that went well or not whatever its level (ECS event.outcome; log_line() takes warnings for failures). */
void log_outcome(enum log_level level, const char *action, bool success, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* From here on lines are about this message of Discord (ECS trace.id); 0: about none. Returns what they were about before. */
uint64_t log_trace(uint64_t message_id);

/* Logs the message as an error and exits with EXIT_CODE. Says what happened, to what, and the fix. */
_Noreturn void fail(int exit_code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* While one is set, a failure that its work itself can cause (EX_SOFTWARE) ends the work and not the process: fail() fills REASON,
 * unsets the guard, logs nothing, and goes back to where setjmp() filled BACK. What passes by itself (a lock, a disk, a lost server)
 * ends the process as ever. What the work allocated outside of arenas is lost. NULL unsets it. */
struct fail_guard { jmp_buf back; char reason[256]; };
void fail_guard(struct fail_guard *guard);

#endif
