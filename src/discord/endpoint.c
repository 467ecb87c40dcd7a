/* The address of interactions: read, compared, set. */
#include "discord/endpoint.h"

#include <string.h>
#include <strings.h>

enum { LONGEST_URL = 2048 };

bool endpoint_url_fits(const char *url)
{
	size_t length = strlen(url);
	if (strncmp(url, "https://", 8) != 0 || !url[8] || length > LONGEST_URL)
		return false;
	for (const char *c = url; *c; c++)
		if (*c <= ' ' || *c > '~' || strchr("\"'\\`$<>", *c))
			return false;
	return true;
}

bool endpoint_read(const cJSON *application, struct endpoint *endpoint)
{
	const char *url;
	*endpoint = (struct endpoint){ 0 };
	if (!json_id(application, "id", &endpoint->application_id))
		return false;
	url = json_text(application, "interactions_endpoint_url");
	endpoint->url = url && *url ? url : NULL;
	endpoint->public_key = json_text(application, "verify_key");
	return true;
}

enum endpoint_fault endpoint_compare(const struct endpoint *endpoint, const char *url,
				     const char *public_key)
{
	if (public_key && endpoint->public_key && strcasecmp(endpoint->public_key, public_key) != 0)
		return ENDPOINT_OTHER_KEY;
	if (!endpoint->url)
		return ENDPOINT_GONE;
	return url && strcmp(endpoint->url, url) != 0 ? ENDPOINT_ELSEWHERE : ENDPOINT_FINE;
}

void endpoint_set(struct discord *discord, const char *url, answer_callback *done, void *context)
{
	struct buf json = { 0 };
	struct payload payload = { 0 };
	buf_text(&json, "{\"interactions_endpoint_url\":");
	if (url)
		buf_json(&json, url);
	else
		buf_text(&json, "null");
	buf_char(&json, '}');
	payload.json = buf_string(&json);
	discord_call(discord, &(struct route){ .id = ROUTE_ENDPOINT_SET }, &payload, true, done,
		     context);
	discord_run(discord);
	buf_free(&json);
}
