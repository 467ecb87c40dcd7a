/* How a tool says what went wrong: log lines on stderr and an exit code of sysexits.h. */
#ifndef BASE_FAIL_H
#define BASE_FAIL_H

#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/tool_name.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

enum { LOG_NO_LEVEL = -1, LOG_NO_FORMAT = -2 };
/* Names the tool in every line. LEVEL is "debug", "info", "warn" or "error"; NULL takes GL_LOG,
 * else "info". Lines are plain on a terminal and JSON in the Elastic Common Schema elsewhere;
 * GL_LOG_FORMAT=text or ecs decides otherwise
 * ("json", its name in 0.3, means ecs). Into systemd's journal warnings and errors go with their
 * priority. Returns 0, or LOG_NO_LEVEL or LOG_NO_FORMAT for a word that is none. */
int log_start(const char *tool, const char *level);
/* Whether a line of LEVEL is written at all. */
bool log_wants(enum log_level level);

/* One line. ACTION is ECS event.action: a short constant word such as "line-refused". */
void log_line(enum log_level level, const char *action, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same, of something that went well or not whatever its level (ECS event.outcome; log_line()
 * takes warnings for failures). */
void log_outcome(enum log_level level, const char *action, bool success, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Nothing is written any more but at the level debug, where it was asked for: what happens is told
 * in another way. WITH_FAILURES: not even why fail() ends the process. */
void log_hush(bool with_failures);

/* From here on lines are about this message of Discord (ECS trace.id); 0: about none. Returns what
 * they were about before. */
uint64_t log_trace(uint64_t message_id);

/* From here on lines are about what this user said in this guild (ECS user.id, organization.id); 0:
 * nobody, none. */
void log_author(uint64_t guild_id, uint64_t user_id);

/* While held, lines wait: log_release() writes them, log_drop() forgets them. For what is only true
 * once it is committed. */
void log_hold(bool hold);
void log_release(void);
void log_drop(void);

/* Logs the message as an error and exits with EXIT_CODE. Says what happened, to what, and the fix.
 */
_Noreturn void fail(int exit_code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Before fail() ends the process it calls LAST with CONTEXT and the exit code: for who owes an
 * answer in any case. NULL: nobody is called. */
void fail_last(void (*last)(void *context, int exit_code), void *context);

/* While one is set, a failure that its work itself can cause (EX_SOFTWARE) ends the work and not
 * the process: fail() fills REASON, unsets the guard, logs nothing, and goes back to where setjmp()
 * filled BACK. What passes by itself (a lock, a disk, a lost server) ends the process as ever. What
 * the work allocated outside of arenas is lost. NULL unsets it. */
struct fail_guard {
	jmp_buf back;
	char reason[256];
};
void fail_guard(struct fail_guard *guard);

#endif
