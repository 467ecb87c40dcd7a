/* mmap(2) and atomic additions: no lock, and nothing to write at the end of a process. */
#include "interaction/counts.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fail.h"

static const uint64_t mark = 0x31746e692d6c6721; /* another one where the struct changes */
const int interaction_bounds[INTERACTION_BUCKETS - 1] = { 25, 50, 100, 250, 500, 1000, 2000, 3000 };
const char *const interaction_kind_names[INTERACTION_KINDS] = { "unknown",      "ping",
								"command",      "button",
								"autocomplete", "form" };
const char *const interaction_result_names[INTERACTION_RESULTS] = { "answered", "refused",
								    "failed" };

/* The whole file has its blocks before it is mapped: on a full disk a missing one would end the
 * process that writes to it. */
static bool is_ready(int fd)
{
	struct stat status;
	const off_t size = sizeof(struct interaction_counts);
	if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
		return false;
	errno = status.st_size >= size ? 0 : posix_fallocate(fd, 0, size);
	return errno == 0;
}

/* A new one begins with 0. */
static bool has_mark(struct interaction_counts *counts)
{
	uint64_t none = 0;
	return __atomic_compare_exchange_n(&counts->mark, &none, mark, false, __ATOMIC_RELAXED,
					   __ATOMIC_RELAXED) ||
	       none == mark;
}

struct interaction_counts *counts_open(const char *file)
{
	int fd = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	struct interaction_counts *counts = MAP_FAILED;
	if (fd >= 0 && is_ready(fd))
		counts = mmap(NULL, sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	int why = errno;
	if (fd >= 0)
		close(fd);
	if (counts != MAP_FAILED && has_mark(counts))
		return counts;
	log_line(LOG_DEBUG, "not-counted", "%s: interactions are not counted (%s)", file,
		 counts == MAP_FAILED ? strerrordesc_np(why) : "it holds something else");
	if (counts != MAP_FAILED)
		munmap(counts, sizeof *counts);
	return NULL;
}

static void add(uint64_t *count, uint64_t more)
{
	__atomic_fetch_add(count, more, __ATOMIC_RELAXED);
}

void counts_add(struct interaction_counts *counts, enum interaction_kind kind,
		enum interaction_result result, int64_t ms, int64_t now)
{
	int bucket = 0;
	if (!counts)
		return;
	while (bucket < INTERACTION_BUCKETS - 1 && ms > interaction_bounds[bucket])
		bucket++;
	add(&counts->results[kind][result], 1);
	add(&counts->took[kind][bucket], 1);
	add(&counts->milliseconds[kind], ms > 0 ? (uint64_t)ms : 0);
	__atomic_store_n(&counts->last[kind], now, __ATOMIC_RELAXED);
}

void counts_add_not_signed(struct interaction_counts *counts, int64_t now)
{
	if (!counts)
		return;
	add(&counts->not_signed, 1);
	__atomic_store_n(&counts->last_not_signed, now, __ATOMIC_RELAXED);
}

bool counts_read(const char *file, struct interaction_counts *counts)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	ssize_t got = fd < 0 ? -1 : read(fd, counts, sizeof *counts);
	if (fd >= 0)
		close(fd);
	return got == (ssize_t)sizeof *counts && counts->mark == mark;
}
