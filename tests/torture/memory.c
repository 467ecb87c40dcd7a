/* LD_PRELOAD: counts a tool's allocations from main() on, and refuses those that TORTURE_MEMORY
 * names: "gl-apply.1:17:once" the 17th, "gl-apply.1:17:on" the 17th and all that follow. */
#include <dlfcn.h>
#include <execinfo.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>

#include "shim.h"

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

typedef int program(int argc, char **argv, char **environment);
static struct shim shim;
static atomic_long count;
static atomic_bool counting;
static program *real_main;

static bool refused(void)
{
	if (!counting)
		return false;
	long number = ++count;
	bool refuse =
		shim.at && (number == shim.at || (number > shim.at && strcmp(shim.how, "on") == 0));
	if (refuse)
		errno = ENOMEM;
	return refuse;
}

static void tell(void)
{
	char line[32];
	int length = snprintf(line, sizeof line, "%ld\n", (long)count);
	syscall(SYS_write, SHIM_LOG_FD, line, (size_t)length);
}

__attribute__((destructor)) static void end(void)
{
	if (shim.ours)
		tell();
}

/* Whose fault a crash is: the first frame outside of libc. A tool cannot fix OpenSSL. */
static void tell_crash(int number)
{
	void *frames[16];
	Dl_info where;
	char line[300];
	counting = false;
	for (int i = 2, count_of_frames = backtrace(frames, 16); i < count_of_frames; i++)
		if (dladdr(frames[i], &where) && !strstr(where.dli_fname, "/libc.so")) {
			int length = snprintf(line, sizeof line, "torture: crashed in %.200s\n",
					      where.dli_fname);
			syscall(SYS_write, STDERR_FILENO, line, (size_t)length);
			break;
		}
	signal(number, SIG_DFL);
	raise(number);
}

static int counted_main(int argc, char **argv, char **environment)
{
	shim_start(&shim, "TORTURE_MEMORY", "memory");
	backtrace((void *[1]){ NULL }, 1); /* loads what it needs */
	signal(SIGSEGV, tell_crash);
	signal(SIGABRT, tell_crash);
	counting = shim.ours;
	return real_main(argc, argv, environment);
}

int __libc_start_main(program *main, int argc, char **argv, void (*init)(void), void (*fini)(void),
		      void (*rtld_fini)(void), void *stack_end);
int __libc_start_main(program *main, int argc, char **argv, void (*init)(void), void (*fini)(void),
		      void (*rtld_fini)(void), void *stack_end)
{
	int (*real)(program *, int, char **, void (*)(void), void (*)(void), void (*)(void),
		    void *) = dlsym(RTLD_NEXT, "__libc_start_main");
	real_main = main;
	return real(counted_main, argc, argv, init, fini, rtld_fini, stack_end);
}

void *malloc(size_t size)
{
	return refused() ? NULL : __libc_malloc(size);
}
void *calloc(size_t members, size_t size)
{
	return refused() ? NULL : __libc_calloc(members, size);
}
void *realloc(void *old, size_t size)
{
	return refused() ? NULL : __libc_realloc(old, size);
}
void *memalign(size_t alignment, size_t size)
{
	return refused() ? NULL : __libc_memalign(alignment, size);
}
void *aligned_alloc(size_t alignment, size_t size)
{
	return refused() ? NULL : __libc_memalign(alignment, size);
}
int posix_memalign(void **place, size_t alignment, size_t size)
{
	if (refused())
		return ENOMEM;
	*place = __libc_memalign(alignment, size);
	return *place ? 0 : ENOMEM;
}
