/* A seccomp filter as it is put together: which calls, with which arguments, come to what. Private
 * to sandbox_filter.c (its steps), sandbox_drawing.c and sandbox_calls.c (what each kind of process
 * may do). */
#ifndef BASE_SANDBOX_FILTER_H
#define BASE_SANDBOX_FILTER_H

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>

#ifndef PR_SET_VMA /* of newer headers than the oldest we build on */
#define PR_SET_VMA 0x53564d41
#endif

enum {
	CALL_CLOSE_RANGE = 436,
	CALL_FACCESSAT2 = 439,
	CALL_FUTEX_WAITV = 449,
	NAMESPACES = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER |
		     CLONE_NEWPID | CLONE_NEWNET,
	REFUSED = SECCOMP_RET_ERRNO | EPERM,
#ifdef __s390__
	CLONE_FLAGS = 1,
#else
	CLONE_FLAGS = 0,
#endif
};

/* A flat program, made on the stack: libseccomp (1.0 to 2.5) makes another filter than it was asked
 * for when memory runs out, and says nothing, or crashes. Its numbers of the calls are used; a
 * negative one is not on this machine. */
struct filter {
	struct sock_filter steps[640];
	unsigned short count;
};

/* ARGUMENT, masked, is one of VALUES. The kernel takes the lower half of the arguments that are
 * looked at here. */
struct condition {
	int argument;
	uint32_t mask;
	const uint32_t *values;
	size_t count;
};
#define VALUES(...)         \
	(const uint32_t[])  \
	{                   \
		__VA_ARGS__ \
	}
#define ONE_OF(argument, mask, ...)                                    \
	{                                                              \
		argument, mask, VALUES(__VA_ARGS__),                   \
			sizeof(VALUES(__VA_ARGS__)) / sizeof(uint32_t) \
	}
enum { WHOLE = -1, MOST_CONDITIONS = 3 };
struct guarded {
	int call;
	unsigned otherwise;
	struct condition conditions[MOST_CONDITIONS];
};

/* Adds one step, which jumps over IF_NOT steps where its comparison fails; returns its number. */
unsigned short filter_step(struct filter *filter, unsigned short code, unsigned if_not,
			   unsigned value);
/* Each of the calls comes to ACTION, whatever its arguments. */
void filter_calls(struct filter *filter, unsigned action, const int *calls, size_t count);
#define FILTER_CALLS(filter, action, calls) \
	filter_calls(filter, action, calls, sizeof(calls) / sizeof *(calls))

/* The call with these arguments is allowed, and with others comes to OTHERWISE. */
void filter_guarded(struct filter *filter, const struct guarded *guarded);
/* Of a call that is newer than these lists the C library is told that there is none: it takes an
 * older one. So it does for clone3(2), whose flags lie in memory, where no filter can look. */
void filter_refuse_newer(struct filter *filter);

/* sandbox_drawing.c. All of the filter of SANDBOX_DRAWING behind its head. */
void filter_drawing(struct filter *filter, bool emulated);

#endif
