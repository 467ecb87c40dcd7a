/* gnuplot as a child: its program goes in, an image comes out, and it may take neither long nor
 * much. */
#include "tools/gnuplot.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/instant.h"

enum { WALL_SECONDS = DRAWING_MS / 1000 + 1 };
enum {
	CPU_SECONDS = 10,
	MEMORY_BYTES = 1 << 30,
	NOT_STARTED = 127,
	LARGEST_IMAGE = 8 * 1024 * 1024
};

struct child {
	pid_t pid;
	int in, out;
};

static _Noreturn void become(const char *gnuplot, int in, int out)
{
	static char path[] = "PATH=/usr/local/bin:/usr/bin:/bin", language[] = "LANG=C.UTF-8",
		    home[] = "HOME=/nonexistent";
	static char *const environment[] = { path, language, home, NULL };
	struct rlimit cpu = { CPU_SECONDS, CPU_SECONDS }, memory = { MEMORY_BYTES, MEMORY_BYTES };
	int nothing = open("/dev/null", O_WRONLY);
	/* its remarks are no log lines */
	if (dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
	    dup2(nothing, STDERR_FILENO) < 0)
		_exit(NOT_STARTED);
	setrlimit(RLIMIT_CPU, &cpu);
	setrlimit(RLIMIT_AS, &memory);
	/* Nobody outside may end it: the sandbox lets no process send signals to another. */
	alarm(WALL_SECONDS);
	signal(SIGPIPE, SIG_DFL);
	execvpe(gnuplot, (char *const[]){ (char *)"gnuplot", NULL }, environment);
	_exit(NOT_STARTED);
}

static bool start(const char *gnuplot, struct child *child)
{
	int in[2], out[2];
	if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0)
		return false;
	child->pid = fork();
	if (child->pid == 0)
		become(gnuplot, in[0], out[1]);
	close(in[0]);
	close(out[1]);
	child->in = in[1];
	child->out = out[0];
	fcntl(child->in, F_SETFL, O_NONBLOCK);
	return child->pid > 0;
}

static void give_more(struct child *child, const char **program, size_t *left)
{
	ssize_t written = write(child->in, *program, *left);
	if (written > 0) {
		*program += written;
		*left -= (size_t)written;
	}
	/* gone: what it made tells */
	if (!*left || (written < 0 && errno != EAGAIN && errno != EINTR)) {
		close(child->in);
		child->in = -1;
	}
}

/* False when it takes too long or makes too much. */
static bool converse(struct child *child, const char *program, size_t left, struct buf *image)
{
	char block[65536];
	int64_t until = instant_now() + DRAWING_MS, patience;
	while ((patience = until - instant_now()) > 0 && image->length <= LARGEST_IMAGE) {
		struct pollfd ends[] = { { child->out, POLLIN, 0 }, { child->in, POLLOUT, 0 } };
		if (poll(ends, 2, (int)patience) < 0 && errno != EINTR)
			return false;
		if (child->in >= 0 && ends[1].revents)
			give_more(child, &program, &left);
		if (!ends[0].revents)
			continue;
		ssize_t got = read(child->out, block, sizeof block);
		if (got == 0)
			return true;
		if (got > 0)
			buf_add(image, block, (size_t)got);
	}
	return false;
}

bool draw(const char *gnuplot, const char *program, size_t length, struct buf *image,
	  const char **why)
{
	static const char png[] = "\x89PNG\r\n\x1a\n";
	struct child child;
	int status = 0;
	if (!start(gnuplot, &child)) {
		*why = "no process could be started";
		return false;
	}
	bool ended = converse(&child, program, length, image);
	if (child.in >= 0)
		close(child.in);
	close(child.out); /* whoever writes more is ended by SIGPIPE */
	while (waitpid(child.pid, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_STARTED)
		*why = "gnuplot is not installed (Debian: gnuplot-nox)";
	else if (!ended)
		*why = "gnuplot took too long";
	else if (image->length < sizeof png - 1 || memcmp(image->bytes, png, sizeof png - 1) != 0)
		*why = "gnuplot made no image";
	else
		return true;
	buf_clear(image);
	return false;
}
