/* libcurl's multi interface, set as Discord wants it.
 * https://discord.com/developers/docs/reference#http-api */
#include "discord/http.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <time.h>

#include "base/fail.h"
#include "base/instant.h"
#include "discord/http_headers.h"
#include "discord/http_trust.h"
#include "discord/libcurl.h"

#define USER_AGENT "DiscordBot (" GL_HOMEPAGE ", " GL_VERSION ") guildledger"
enum { CONNECT_TIMEOUT_MS = 5000, MOST_CONNECTIONS = 8, LOOK_MS = 1000, OVERDUE_MS = 500 };

/* At most one; neither: as libcurl was built. */
struct trust {
	const char *file, *folder;
};
struct http {
	CURLM *multi;
	LIST_HEAD(, transfer) transfers;
	bool one_failed;
	char *authorization;
	struct trust trust;
};

struct transfer {
	CURL *easy;
	struct curl_slist *headers;
	curl_mime *mime;
	char *body; /* what POSTFIELDS points to */
	struct http_answer answer;
	bool too_large;
	char words[CURL_ERROR_SIZE]; /* what libcurl says of a failure: which certificate, why */
	http_done *done;
	void *context;
	int64_t started_at, overdue_at; /* by instant_now() */
	LIST_ENTRY(transfer) next;
};

/* A folder of certificates, each found by the hash in its name, or NULL. From it TLS reads the one
 * that it needs; reading all of the system's bundle takes longer than the rest of a run. */
static const char *hashed_folder(const char *folder)
{
	DIR *files = opendir(folder);
	bool hashed = false;
	for (const struct dirent *file; files && !hashed && (file = readdir(files));)
		hashed = strspn(file->d_name, "0123456789abcdef") == 8 &&
			 strcmp(file->d_name + 8, ".0") == 0;
	if (files)
		closedir(files);
	return hashed ? folder : NULL;
}

static void choose_trust(struct trust *trust, const char *named)
{
	struct stat status;
	if (named && stat(named, &status) == 0 && S_ISDIR(status.st_mode))
		trust->folder = named;
	else if (named)
		trust->file = named;
	else
		trust->folder = hashed_folder("/etc/ssl/certs");
}

/* Every option counts: a request without its method, body or certificates would be another one.
 * What this libcurl was built without it may refuse. */
static void must(CURLcode result)
{
	if (result == CURLE_OUT_OF_MEMORY)
		fail(EX_OSERR, "out of memory: a request could not be made; free memory and run "
			       "again");
}

static void must_multi(CURLMcode result)
{
	if (result == CURLM_OUT_OF_MEMORY)
		fail(EX_OSERR, "out of memory in libcurl; free memory and run again");
}

struct http *http_open(const char *token, const char *ca_file)
{
	struct http *http = calloc(1, sizeof *http);
	struct buf authorization = { 0 };
	if (!http || libcurl()->global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
	    !(http->multi = libcurl()->multi_init()))
		fail(EX_OSERR, "libcurl could not be started");
	buf_printf(&authorization, "Authorization: Bot %s", token);
	http->authorization = authorization.bytes;
	choose_trust(&http->trust, ca_file);
	must_multi(libcurl()->multi_setopt(http->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS,
					   (long)MOST_CONNECTIONS));
	must_multi(libcurl()->multi_setopt(http->multi, CURLMOPT_PIPELINING,
					   (long)CURLPIPE_MULTIPLEX));
	return http;
}

void http_close(struct http *http)
{
	if (!http)
		return;
	libcurl()->multi_cleanup(http->multi);
	libcurl()->global_cleanup();
	explicit_bzero(http->authorization, strlen(http->authorization));
	free(http->authorization);
	free(http);
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
	struct transfer *transfer = context;
	transfer->too_large = transfer->answer.body.length + size * count > HTTP_LARGEST_BODY;
	if (transfer->too_large)
		return 0;
	buf_add(&transfer->answer.body, bytes, size * count);
	return size * count;
}

static size_t take_header_line(char *bytes, size_t size, size_t count, void *context)
{
	struct transfer *transfer = context;
	http_read_header(&transfer->answer, bytes, size * count);
	return size * count;
}

static void add_header(struct transfer *transfer, const char *header)
{
	transfer->headers = libcurl()->slist_append(transfer->headers, header);
	if (!transfer->headers)
		fail(EX_OSERR, "out of memory");
}

static void set_files(struct transfer *transfer, const struct http_request *request)
{
	transfer->mime = libcurl()->mime_init(transfer->easy);
	curl_mimepart *part = libcurl()->mime_addpart(transfer->mime);
	must(libcurl()->mime_name(part, "payload_json"));
	must(libcurl()->mime_type(part, "application/json"));
	must(libcurl()->mime_data(part, request->json, CURL_ZERO_TERMINATED));
	for (size_t i = 0; i < request->file_count; i++) {
		struct buf name = { 0 };
		buf_printf(&name, "files[%zu]",
			   i); /* curl sends the brackets as they are, which Discord needs */
		part = libcurl()->mime_addpart(transfer->mime);
		must(libcurl()->mime_name(part, buf_string(&name)));
		must(libcurl()->mime_filename(part, request->files[i].name));
		must(libcurl()->mime_type(part, request->files[i].media_type));
		must(libcurl()->mime_data(part, request->files[i].bytes, request->files[i].length));
		buf_free(&name);
	}
	must(libcurl()->easy_setopt(transfer->easy, CURLOPT_MIMEPOST, transfer->mime));
}

static void set_body(struct transfer *transfer, const struct http_request *request)
{
	must(libcurl()->easy_setopt(transfer->easy, CURLOPT_CUSTOMREQUEST, request->method));
	if (request->file_count) {
		set_files(transfer, request);
	} else if (request->json || request->says_empty) {
		transfer->body = strdup(request->json ? request->json : "");
		if (!transfer->body)
			fail(EX_OSERR, "out of memory");
		must(libcurl()->easy_setopt(transfer->easy, CURLOPT_POSTFIELDS, transfer->body));
		must(libcurl()->easy_setopt(transfer->easy, CURLOPT_POSTFIELDSIZE,
					    (long)strlen(transfer->body)));
		add_header(transfer,
			   request->json ? "Content-Type: application/json" : "Content-Type:");
	}
}

static void set_trust(CURL *easy, const struct trust *trust)
{
	must(libcurl()->easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L));
	must(libcurl()->easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L));
	must(libcurl()->easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2));
	if (trust->file || trust->folder) {
		must(libcurl()->easy_setopt(easy, CURLOPT_CAINFO, trust->file));
		must(libcurl()->easy_setopt(easy, CURLOPT_CAPATH, trust->folder));
	}
}

void http_set_trust(CURL *easy, const char *ca_file)
{
	struct trust trust = { 0 };
	choose_trust(&trust, ca_file);
	set_trust(easy, &trust);
}

static void set_options(const struct http *http, struct transfer *transfer,
			const struct http_request *request)
{
	CURL *easy = transfer->easy;
	must(libcurl()->easy_setopt(easy, CURLOPT_URL, request->url));
	must(libcurl()->easy_setopt(easy, CURLOPT_USERAGENT,
				    USER_AGENT)); /* without it the edge refuses: code 40333 */
	must(libcurl()->easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https,http"));
	must(libcurl()->easy_setopt(easy, CURLOPT_FOLLOWLOCATION,
				    0L)); /* a redirect turns a PUT into something else */
	set_trust(easy, &http->trust);
	must(libcurl()->easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS));
	must(libcurl()->easy_setopt(easy, CURLOPT_PIPEWAIT, http->one_failed ? 0L : 1L));
	must(libcurl()->easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, ""));
	must(libcurl()->easy_setopt(easy, CURLOPT_NOSIGNAL, 1L));
	must(libcurl()->easy_setopt(easy, CURLOPT_NOPROXY, "127.0.0.1,localhost,::1"));
	must(libcurl()->easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_TIMEOUT_MS));
	must(libcurl()->easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)request->timeout_ms));
	must(libcurl()->easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body));
	must(libcurl()->easy_setopt(easy, CURLOPT_WRITEDATA, transfer));
	must(libcurl()->easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header_line));
	must(libcurl()->easy_setopt(easy, CURLOPT_HEADERDATA, transfer));
	must(libcurl()->easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->headers));
	must(libcurl()->easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->words));
	must(libcurl()->easy_setopt(easy, CURLOPT_PRIVATE, transfer));
}

static void add_to(CURLM *multi, const struct transfer *transfer)
{
	if (libcurl()->multi_add_handle(multi, transfer->easy) != CURLM_OK)
		fail(EX_SOFTWARE, "libcurl refused a request");
}

void http_start(struct http *http, const struct http_request *request, http_done *done,
		void *context)
{
	struct transfer *transfer = calloc(1, sizeof *transfer);
	if (!transfer || !(transfer->easy = libcurl()->easy_init()))
		fail(EX_OSERR, "out of memory");
	transfer->answer =
		(struct http_answer){ .remaining = -1, .reset_after_ms = -1, .retry_after_ms = -1 };
	transfer->done = done;
	transfer->context = context;
	transfer->started_at = instant_now();
	transfer->overdue_at = transfer->started_at + request->timeout_ms + OVERDUE_MS;
	add_header(transfer, http->authorization);
	add_header(transfer, "Accept: application/json");
	add_header(transfer, "Expect:"); /* libcurl would ask first for bodies over 1 MiB */
	if (request->audit_reason) {
		struct buf reason = { 0 };
		buf_printf(&reason, "X-Audit-Log-Reason: %s", request->audit_reason);
		add_header(transfer, buf_string(&reason));
		buf_free(&reason);
	}
	set_body(transfer, request);
	set_options(http, transfer, request);
	add_to(http->multi, transfer);
	LIST_INSERT_HEAD(&http->transfers, transfer, next);
}

/* Whether it still waits for a connection. */
static bool unsent(const struct transfer *transfer)
{
	curl_off_t sent_us = 0;
	libcurl()->easy_getinfo(transfer->easy, CURLINFO_PRETRANSFER_TIME_T, &sent_us);
	return sent_us == 0;
}

/* Those that wait to share a connection may wait for ever once one has failed (libcurl 7.88,
 * https://github.com/curl/curl/issues/13227): from then on each opens its own. */
static void stop_sharing(const struct http *http)
{
	struct transfer *transfer;
	LIST_FOREACH(transfer, &http->transfers, next)
	{
		if (unsent(transfer)) {
			libcurl()->multi_remove_handle(http->multi, transfer->easy);
			must(libcurl()->easy_setopt(transfer->easy, CURLOPT_PIPEWAIT, 0L));
			add_to(http->multi, transfer);
		}
	}
}

/* Before the request was sent nothing can have happened to it. */
static bool never_sent(CURLcode result)
{
	return result == CURLE_COULDNT_RESOLVE_HOST || result == CURLE_COULDNT_RESOLVE_PROXY ||
	       result == CURLE_COULDNT_CONNECT || result == CURLE_PEER_FAILED_VERIFICATION ||
	       result == CURLE_SSL_CONNECT_ERROR || result == CURLE_SSL_CACERT_BADFILE ||
	       result == CURLE_URL_MALFORMAT || result == CURLE_UNSUPPORTED_PROTOCOL;
}

/* What went wrong. A time that is over is told by what was waited for, in our words: of a request
 * that waits to share a connection libcurl says that a host did not resolve. */
static const char *problem_of(struct transfer *transfer, CURLcode result)
{
	double seconds = (double)(instant_now() - transfer->started_at) / 1000;
	if (transfer->too_large)
		return "the answer was too large";
	if (result == CURLE_OPERATION_TIMEDOUT)
		snprintf(transfer->words, sizeof transfer->words,
			 unsent(transfer) ? "no connection within %.1f s"
					  : "no answer within %.1f s",
			 seconds);
	return *transfer->words ? transfer->words : libcurl()->easy_strerror(result);
}

enum http_trouble http_trouble_of(CURLcode result)
{
	switch (result) {
	case CURLE_OK: return TROUBLE_NONE;
	case CURLE_COULDNT_RESOLVE_HOST: return TROUBLE_NAME;
	case CURLE_COULDNT_RESOLVE_PROXY: return TROUBLE_PROXY;
	case CURLE_COULDNT_CONNECT: return TROUBLE_CONNECT;
	case CURLE_OPERATION_TIMEDOUT: return TROUBLE_TIME;
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_CONNECT_ERROR: return TROUBLE_TRUST;
	default: return TROUBLE_OTHER;
	}
}

static void finish(struct http *http, struct transfer *transfer, CURLcode result)
{
	struct http_answer *answer = &transfer->answer;
	bool sent = !unsent(transfer) && !never_sent(result);
	long status = 0;
	libcurl()->easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
	http->one_failed |= result != CURLE_OK;
	if (result == CURLE_OK) {
		answer->status = (int)status;
	} else {
		answer->problem = problem_of(transfer, result);
		answer->trouble = http_trouble_of(result);
	}
	answer->maybe_received = result != CURLE_OK && sent;
	LIST_REMOVE(transfer, next);
	libcurl()->multi_remove_handle(http->multi, transfer->easy);
	libcurl()->easy_cleanup(transfer->easy);
	libcurl()->mime_free(transfer->mime);
	libcurl()->slist_free_all(transfer->headers);
	free(transfer->body);
	transfer->done(transfer->context, answer);
	buf_free(&answer->body);
	free(transfer);
}

static void finish_complete(struct http *http)
{
	int left;
	CURLMsg *message;
	while ((message = libcurl()->multi_info_read(http->multi, &left))) {
		struct transfer *transfer;
		CURLcode result = message->data.result;
		if (message->msg != CURLMSG_DONE)
			continue;
		libcurl()->easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
		finish(http, transfer, result);
	}
}

/* libcurl keeps no time for those that wait for a connection (the same report): a run would not
 * end. */
static void finish_overdue(struct http *http)
{
	struct transfer *transfer = LIST_FIRST(&http->transfers);
	int64_t now = instant_now();
	while (transfer) {
		struct transfer *following = LIST_NEXT(transfer, next);
		if (now >= transfer->overdue_at)
			finish(http, transfer, CURLE_OPERATION_TIMEDOUT);
		transfer = following;
	}
}

void http_wait(struct http *http, int timeout_ms)
{
	int running;
	bool shared = !http->one_failed;
	must_multi(libcurl()->multi_perform(http->multi, &running));
	if (running)
		must_multi(libcurl()->multi_poll(
			http->multi, NULL, 0, timeout_ms < LOOK_MS ? timeout_ms : LOOK_MS, NULL));
	must_multi(libcurl()->multi_perform(http->multi, &running));
	finish_complete(http);
	finish_overdue(http);
	if (shared && http->one_failed)
		stop_sharing(http);
}
