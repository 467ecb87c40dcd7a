/* Files of Discord's own file servers, streamed: nothing of ours is sent there, no token either.
 * https://discord.com/developers/docs/reference#cdn-endpoints */
#ifndef DISCORD_DOWNLOAD_H
#define DISCORD_DOWNLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where files may be. */
struct download_options {
	const char *api;     /* GL_API: where it is plain HTTP to loopback, files may be there, too;
				NULL: Discord's own */
	const char *ca_file; /* as of http_open(); NULL: the system's */
};
struct downloads; /* one connection after the other */

enum download_result {
	DOWNLOAD_FINE,
	DOWNLOAD_ADDRESS,   /* not where Discord keeps files, or it points elsewhere */
	DOWNLOAD_GONE,      /* the server has none, or no longer */
	DOWNLOAD_TOO_LARGE, /* more than the most */
	DOWNLOAD_TOO_LATE,  /* not within the time */
	DOWNLOAD_BROKEN,    /* it ended before its end */
	DOWNLOAD_STOPPED,   /* by the taker */
	DOWNLOAD_UNREACHABLE
};

/* Takes BYTES; false stops the download. */
typedef bool download_taker(void *context, const char *bytes, size_t length);

struct downloads *downloads_open(const struct download_options *options);
void downloads_close(struct downloads *downloads); /* NULL: nothing */

/* Whether URL is an address that is asked at all. */
bool download_is_allowed(const struct download_options *options, const char *url);

/* Gives what is at URL to TAKER, at most MOST bytes within TIMEOUT_MS; follows no redirect. *CAME
 * is how many bytes came, whatever the result. */
enum download_result download(struct downloads *downloads, const char *url, int64_t most,
			      int64_t timeout_ms, download_taker *taker, void *context,
			      int64_t *came);

#endif
