/* Downloads by libcurl's easy interface, in a handle that never saw the token. */
#include "discord/download.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "discord/http_trust.h"
#include "discord/libcurl.h"

#define USER_AGENT "DiscordBot (" GL_HOMEPAGE ", " GL_VERSION ") guildledger"
enum { CONNECT_TIMEOUT_MS = 3000, HTTP_OK = 200, HTTP_REDIRECT = 300, HTTP_REFUSED = 400 };
enum { HTTP_FORBIDDEN = 403, HTTP_ABSENT = 404, HTTP_GONE = 410 };

struct downloads {
	struct download_options options;
	CURL *easy;
};

struct transfer {
	CURL *easy;
	download_taker *taker;
	void *context;
	int64_t most, came;
	bool too_large, stopped, other; /* other: it is no file, but a page that says why */
};

struct downloads *downloads_open(const struct download_options *options)
{
	struct downloads *downloads = calloc(1, sizeof *downloads);
	if (!downloads || libcurl()->global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
	    !(downloads->easy = libcurl()->easy_init()))
		fail(EX_OSERR, "libcurl could not be started");
	downloads->options = *options;
	return downloads;
}

void downloads_close(struct downloads *downloads)
{
	if (!downloads)
		return;
	libcurl()->easy_cleanup(downloads->easy);
	libcurl()->global_cleanup();
	free(downloads);
}

/* How many characters of API are "http://127.0.0.1:8080/"; 0: it is not plain HTTP to loopback. */
static size_t loopback_origin(const char *api)
{
	static const char *const begins[] = { "http://127.0.0.1", "http://localhost",
					      "http://[::1]" };
	for (size_t i = 0; api && i < sizeof begins / sizeof *begins; i++) {
		size_t length = strlen(begins[i]);
		if (strstr(api, begins[i]) != api)
			continue;
		if (api[length] == ':')
			length += 1 + strspn(api + length + 1, "0123456789");
		return api[length] == '/' ? length + 1 : 0;
	}
	return 0;
}

static bool is_local(const struct download_options *options, const char *url)
{
	size_t origin = loopback_origin(options->api);
	return origin && strncmp(url, options->api, origin) == 0;
}

bool download_is_allowed(const struct download_options *options, const char *url)
{
	static const char *const servers[] = { "https://cdn.discordapp.com/",
					       "https://media.discordapp.net/" };
	for (const char *c = url; *c; c++)
		if (*c <= ' ' || *c > '~' || strchr("\\\"<>^`{|}", *c))
			return false;
	for (size_t i = 0; i < sizeof servers / sizeof *servers; i++)
		if (strncmp(url, servers[i], strlen(servers[i])) == 0)
			return true;
	return is_local(options, url);
}

static size_t take(char *bytes, size_t size, size_t count, void *context)
{
	struct transfer *transfer = context;
	size_t length = size * count;
	long status = 0;
	libcurl()->easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
	transfer->other = status != HTTP_OK;
	transfer->too_large = (int64_t)length > transfer->most - transfer->came;
	if (transfer->other || transfer->too_large)
		return 0;
	transfer->came += (int64_t)length;
	transfer->stopped = !transfer->taker(transfer->context, bytes, length);
	return transfer->stopped ? 0 : length;
}

static void set_options(const struct downloads *downloads, const char *url, int64_t timeout_ms,
			struct transfer *transfer)
{
	const struct libcurl *curl = libcurl();
	CURL *easy = downloads->easy;
	curl->easy_setopt(easy, CURLOPT_URL, url);
	curl->easy_setopt(easy, CURLOPT_USERAGENT, USER_AGENT);
	curl->easy_setopt(easy, CURLOPT_PROTOCOLS_STR,
			  is_local(&downloads->options, url) ? "http" : "https");
	curl->easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl->easy_setopt(easy, CURLOPT_HTTPGET, 1L);
	curl->easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl->easy_setopt(easy, CURLOPT_NOPROXY, "127.0.0.1,localhost,::1");
	curl->easy_setopt(
		easy, CURLOPT_CONNECTTIMEOUT_MS,
		(long)(timeout_ms < CONNECT_TIMEOUT_MS ? timeout_ms : CONNECT_TIMEOUT_MS));
	curl->easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)timeout_ms);
	curl->easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)transfer->most);
	curl->easy_setopt(easy, CURLOPT_WRITEFUNCTION, take);
	curl->easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
	http_set_trust(easy, downloads->options.ca_file);
}

static enum download_result result_of(const struct transfer *transfer, CURLcode code, long status)
{
	if (transfer->stopped)
		return DOWNLOAD_STOPPED;
	if (status >= HTTP_REDIRECT && status < HTTP_REFUSED)
		return DOWNLOAD_ADDRESS;
	if (status == HTTP_FORBIDDEN || status == HTTP_ABSENT || status == HTTP_GONE)
		return DOWNLOAD_GONE;
	if (status && status != HTTP_OK)
		return DOWNLOAD_UNREACHABLE;
	if (transfer->too_large || code == CURLE_FILESIZE_EXCEEDED)
		return DOWNLOAD_TOO_LARGE;
	if (code == CURLE_OPERATION_TIMEDOUT)
		return DOWNLOAD_TOO_LATE;
	if (code == CURLE_OK && status == HTTP_OK)
		return DOWNLOAD_FINE;
	return status == HTTP_OK ? DOWNLOAD_BROKEN : DOWNLOAD_UNREACHABLE;
}

enum download_result download(struct downloads *downloads, const char *url, int64_t most,
			      int64_t timeout_ms, download_taker *taker, void *context,
			      int64_t *came)
{
	struct transfer transfer = {
		.easy = downloads->easy, .taker = taker, .context = context, .most = most
	};
	long status = 0;
	*came = 0;
	if (!download_is_allowed(&downloads->options, url))
		return DOWNLOAD_ADDRESS;
	set_options(downloads, url, timeout_ms, &transfer);
	CURLcode code = libcurl()->easy_perform(downloads->easy);
	libcurl()->easy_getinfo(downloads->easy, CURLINFO_RESPONSE_CODE, &status);
	*came = transfer.came;
	return result_of(&transfer, code, status);
}
