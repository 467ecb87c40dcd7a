/* Where Discord sends the interactions of an application: its Interactions Endpoint URL, and the
 * key that signs them. https://discord.com/developers/docs/resources/application#application-object
 */
#ifndef DISCORD_ENDPOINT_H
#define DISCORD_ENDPOINT_H

#include "discord/discord.h"

struct endpoint {
	uint64_t application_id;
	const char *url;        /* NULL: none is set, or Discord took it away */
	const char *public_key; /* 64 hexadecimal digits; NULL: Discord did not say */
};

enum endpoint_fault {
	ENDPOINT_FINE,
	ENDPOINT_GONE,      /* no address is set */
	ENDPOINT_ELSEWHERE, /* another address is set */
	ENDPOINT_OTHER_KEY, /* another application's key is configured: each request fails */
};

/* An address is an https URL of at most 2048 characters without white space or quotes. */
bool endpoint_url_fits(const char *url);
/* Of the answer to ROUTE_APPLICATION or ROUTE_ENDPOINT_SET, whose texts it points to; false where
 * it is none. */
bool endpoint_read(const cJSON *application, struct endpoint *endpoint);
/* What is wrong, where URL and PUBLIC_KEY are configured; NULL: that one is not looked at. */
enum endpoint_fault endpoint_compare(const struct endpoint *endpoint, const char *url,
				     const char *public_key);
/* Asks Discord to send interactions to URL (NULL: nowhere), which it tries out at once. DONE gets
 * the application, or the refusal. */
void endpoint_set(struct discord *discord, const char *url, answer_callback *done, void *context);

#endif
