/* The steps of a seccomp filter. */
#include "base/sandbox_filter.h"

#include <endian.h>
#include <sysexits.h>

#include "base/fail.h"

enum {
	/* from here on a call has the same number on every machine */
	FIRST_COMMON_CALL = 424,
	UNKNOWN = SECCOMP_RET_ERRNO | ENOSYS,
};

unsigned short filter_step(struct filter *filter, unsigned short code, unsigned if_not,
			   unsigned value)
{
	if (filter->count == sizeof filter->steps / sizeof *filter->steps)
		fail(EX_SOFTWARE, "too many calls for the seccomp filter");
	filter->steps[filter->count] =
		(struct sock_filter){ .code = code, .jf = (unsigned char)if_not, .k = value };
	return filter->count++;
}

void filter_calls(struct filter *filter, unsigned action, const int *calls, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (calls[i] < 0)
			continue;
		filter_step(filter, BPF_JMP | BPF_JEQ | BPF_K, 1, (unsigned)calls[i]);
		filter_step(filter, BPF_RET | BPF_K, 0, action);
	}
}

static void add_condition(struct filter *filter, const struct condition *condition,
			  unsigned otherwise)
{
	size_t lower = __BYTE_ORDER == __BIG_ENDIAN ? 4 : 0;
	filter_step(filter, BPF_LD | BPF_W | BPF_ABS, 0,
		    (unsigned)(offsetof(struct seccomp_data, args) +
			       8 * (size_t)condition->argument + lower));
	if (condition->mask != (uint32_t)WHOLE)
		filter_step(filter, BPF_ALU | BPF_AND | BPF_K, 0, condition->mask);
	for (size_t i = 0; i < condition->count; i++) {
		unsigned short step =
			filter_step(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, condition->values[i]);
		/* over the other values and the refusal */
		filter->steps[step].jt = (unsigned char)(condition->count - i);
	}
	filter_step(filter, BPF_RET | BPF_K, 0, otherwise);
}

void filter_guarded(struct filter *filter, const struct guarded *guarded)
{
	if (guarded->call < 0)
		return;
	unsigned short step =
		filter_step(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, (unsigned)guarded->call);
	for (int i = 0; i < MOST_CONDITIONS && guarded->conditions[i].count; i++)
		add_condition(filter, &guarded->conditions[i], guarded->otherwise);
	filter_step(filter, BPF_RET | BPF_K, 0, SECCOMP_RET_ALLOW);
	filter->steps[step].jf = (unsigned char)(filter->count - step - 1);
}

void filter_refuse_newer(struct filter *filter)
{
	filter_step(filter, BPF_JMP | BPF_JGE | BPF_K, 1, FIRST_COMMON_CALL);
	filter_step(filter, BPF_RET | BPF_K, 0, UNKNOWN);
}
