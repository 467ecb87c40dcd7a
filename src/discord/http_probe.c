/* One request by libcurl's easy interface, in a handle of its own: the others carry the token. */
#include "discord/http_probe.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "base/fail.h"
#include "discord/http_trust.h"
#include "discord/libcurl.h"

static size_t ignore(char *bytes, size_t size, size_t count, void *context)
{
	(void)bytes;
	(void)context;
	return size * count;
}

/* The first certificate of the chain is the server's own; its lines are "Expire date:…" and so on.
 */
static int64_t expiry_of(CURL *easy)
{
	struct curl_certinfo *chain = NULL;
	static const char label[] = "Expire date:";
	if (libcurl()->easy_getinfo(easy, CURLINFO_CERTINFO, &chain) != CURLE_OK || !chain ||
	    chain->num_of_certs < 1)
		return 0;
	for (const struct curl_slist *line = chain->certinfo[0]; line; line = line->next)
		if (strncasecmp(line->data, label, sizeof label - 1) == 0) {
			time_t ends = libcurl()->getdate(line->data + sizeof label - 1, NULL);
			return ends > 0 ? (int64_t)ends * 1000 : 0;
		}
	return 0;
}

static void set_options(CURL *easy, const char *url, int64_t timeout_ms, char *words)
{
	const struct libcurl *curl = libcurl();
	curl->easy_setopt(easy, CURLOPT_URL, url);
	curl->easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https");
	curl->easy_setopt(easy, CURLOPT_POSTFIELDS, "{\"type\":1}");
	curl->easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L); /* Discord follows none */
	curl->easy_setopt(easy, CURLOPT_CERTINFO, 1L);
	curl->easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl->easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)timeout_ms);
	curl->easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)timeout_ms);
	curl->easy_setopt(easy, CURLOPT_WRITEFUNCTION, ignore);
	curl->easy_setopt(easy, CURLOPT_ERRORBUFFER, words);
}

void http_probe(const char *url, const char *ca_file, int64_t timeout_ms, struct http_probe *probe)
{
	const struct libcurl *curl = libcurl();
	char words[CURL_ERROR_SIZE] = "";
	CURL *easy = curl->easy_init();
	struct curl_slist *headers = curl->slist_append(NULL, "Content-Type: application/json");
	long status = 0;
	const char *type = NULL;
	*probe = (struct http_probe){ 0 };
	if (!easy || !headers)
		fail(EX_OSERR, "out of memory");
	set_options(easy, url, timeout_ms, words);
	http_set_trust(easy, ca_file);
	curl->easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
	CURLcode result = curl->easy_perform(easy);
	probe->trouble = http_trouble_of(result);
	probe->expires = expiry_of(easy);
	curl->easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
	curl->easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &type);
	probe->status = result == CURLE_OK ? (int)status : 0;
	probe->json = type && strncasecmp(type, "application/json", 16) == 0;
	if (result != CURLE_OK)
		snprintf(probe->problem, sizeof probe->problem, "%s",
			 *words ? words : curl->easy_strerror(result));
	curl->easy_cleanup(easy);
	curl->slist_free_all(headers);
}
