/* Two bytes of a file, locked by open file description locks (fcntl(2)), which the kernel gives in
 * the order in which they were asked for and takes back when their process ends. Who comes waits
 * for NEXT first and for WRITING then, and gives NEXT back once it writes: so who has just written
 * cannot be quicker than who waits, and a writer sees by NEXT that somebody does. */
#include "store/sqlite/writer_queue.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "base/fail.h"

enum { WRITING = 0, NEXT = 1 };
enum { TICK_MS = 20, LONGEST_PATH = 4096 };

static int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static struct flock lock_of(short type, off_t byte)
{
	return (struct flock){ .l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };
}

static bool lock(const struct writer_queue *queue, int command, short type, off_t byte)
{
	struct flock wanted = lock_of(type, byte);
	return fcntl(queue->fd, command, &wanted) == 0;
}

/* For each class of users (owner, group, others) all or nothing: who may read the books only cannot
 * lock their writers out. */
static mode_t mode_for(mode_t books)
{
	mode_t mode = 0;
	for (int shift = 0; shift <= 6; shift += 3)
		if ((books >> shift & 06) == 06)
			mode |= (mode_t)06 << shift;
	return mode;
}

/* A new file is as the books are, whoever makes it: an operator as root, or with another umask. */
static void make_alike(int fd, const struct stat *books)
{
	mode_t mode = mode_for(books->st_mode);
	struct stat file;
	if (fstat(fd, &file) != 0)
		return;
	if (geteuid() == 0 && file.st_uid != books->st_uid &&
	    fchown(fd, books->st_uid, books->st_gid) != 0)
		log_line(LOG_WARN, "queue-owner",
			 "the file of the writers' queue cannot be given to the owner of the books "
			 "(%s)",
			 strerrordesc_np(errno));
	/* the sandbox lets it have the mode of the books, and no other */
	if ((file.st_mode & 0777) != mode && fchmod(fd, mode) != 0 &&
	    fchmod(fd, books->st_mode & 0777) != 0)
		log_line(LOG_DEBUG, "queue-mode", "the writers' queue keeps its mode (%s)",
			 strerrordesc_np(errno));
}

/* No link and nothing but a file: another user may have put it there. */
static bool open_file(struct writer_queue *queue, const char *books)
{
	enum { FLAGS = O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC };
	char path[LONGEST_PATH];
	struct stat like, file;
	int length = snprintf(path, sizeof path, "%s-queue", books);
	if (length < 0 || (size_t)length >= sizeof path || stat(books, &like) != 0)
		return false;
	queue->fd = open(path, FLAGS);
	if (queue->fd < 0 && errno == ENOENT) {
		queue->fd = open(path, FLAGS | O_CREAT | O_EXCL, mode_for(like.st_mode));
		if (queue->fd >= 0)
			make_alike(queue->fd, &like);
		else if (errno == EEXIST) /* another was quicker */
			queue->fd = open(path, FLAGS);
	}
	if (queue->fd >= 0 && (fstat(queue->fd, &file) != 0 || !S_ISREG(file.st_mode)))
		writer_queue_close(queue);
	return queue->fd >= 0;
}

static void on_alarm(int number)
{
	(void)number; /* it ends the wait for a lock, and that is all */
}

/* The alarm comes again and again: one that came before the wait began would be lost. */
static void set_alarm(int64_t ms, struct itimerval *before)
{
	struct itimerval timer = { .it_value = { ms / 1000, ms % 1000 * 1000 },
				   .it_interval = { 0, TICK_MS * 1000 } };
	if (ms <= 0)
		timer.it_value.tv_usec = 1;
	setitimer(ITIMER_REAL, &timer, before);
}

static bool wait_until(const struct writer_queue *queue, off_t byte, int64_t until)
{
	while (!lock(queue, F_OFD_SETLKW, F_WRLCK, byte))
		if (errno != EINTR || now_ms() >= until)
			return false;
	return true;
}

/* The lock of BYTE, waited for until a time; the process's own alarm is kept. */
static bool take(const struct writer_queue *queue, off_t byte, int64_t until)
{
	struct sigaction action = { .sa_handler = on_alarm }, action_before;
	struct itimerval timer_before;
	sigset_t alarm, mask_before;
	if (lock(queue, F_OFD_SETLK, F_WRLCK, byte))
		return true;
	sigemptyset(&alarm);
	sigaddset(&alarm, SIGALRM);
	sigaction(SIGALRM, &action, &action_before);
	sigprocmask(SIG_UNBLOCK, &alarm, &mask_before);
	set_alarm(until - now_ms(), &timer_before);
	bool taken = wait_until(queue, byte, until);
	setitimer(ITIMER_REAL, &timer_before, NULL);
	sigprocmask(SIG_SETMASK, &mask_before, NULL);
	sigaction(SIGALRM, &action_before, NULL);
	return taken;
}

bool writer_queue_enter(struct writer_queue *queue, const char *books, int ms)
{
	int64_t until = now_ms() + ms;
	if (queue->unusable || queue->held)
		return true;
	if (queue->fd < 0 && !open_file(queue, books)) {
		log_line(LOG_DEBUG, "no-queue",
			 "%s-queue cannot be used (%s): writers have no order", books,
			 strerrordesc_np(errno));
		queue->unusable = true;
		return true;
	}
	if (!take(queue, NEXT, until))
		return false;
	queue->held = take(queue, WRITING, until);
	lock(queue, F_OFD_SETLK, F_UNLCK, NEXT);
	return queue->held;
}

void writer_queue_leave(struct writer_queue *queue)
{
	if (queue->held)
		lock(queue, F_OFD_SETLK, F_UNLCK, WRITING);
	queue->held = false;
}

bool writer_queue_awaited(const struct writer_queue *queue)
{
	struct flock next = lock_of(F_WRLCK, NEXT);
	return queue->held && fcntl(queue->fd, F_OFD_GETLK, &next) == 0 && next.l_type != F_UNLCK;
}

void writer_queue_close(struct writer_queue *queue)
{
	if (queue->fd >= 0)
		close(queue->fd);
	queue->fd = -1;
	queue->held = false;
}
