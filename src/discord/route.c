/* The table of routes, and paths made from it. */
#include "discord/route.h"

#include <string.h>

#include "base/unicode.h"

static const struct {
	const char *method, *template;
	signed char subject;
} routes[ROUTE_COUNT] = {
	[ROUTE_ME] = { "GET", "/users/@me", -1 },
	[ROUTE_MY_GUILDS] = { "GET", "/users/@me/guilds", -1 },
	[ROUTE_APPLICATION] = { "GET", "/applications/@me", -1 },
	[ROUTE_ENDPOINT_SET] = { "PATCH", "/applications/@me", -1 },
	[ROUTE_OPEN_DM] = { "POST", "/users/@me/channels", -1 },
	[ROUTE_CHANNEL] = { "GET", "/channels/{}", 0 },
	[ROUTE_MESSAGES] = { "GET", "/channels/{}/messages", 0 },
	[ROUTE_SEND_MESSAGE] = { "POST", "/channels/{}/messages", 0 },
	[ROUTE_REACT] = { "PUT", "/channels/{}/messages/{}/reactions/{emoji}/@me", 0 },
	[ROUTE_GUILD] = { "GET", "/guilds/{}", 0 },
	[ROUTE_GUILD_CHANNELS] = { "GET", "/guilds/{}/channels", 0 },
	[ROUTE_ACTIVE_THREADS] = { "GET", "/guilds/{}/threads/active", 0 },
	[ROUTE_MEMBERS] = { "GET", "/guilds/{}/members", 0 },
	[ROUTE_MEMBER] = { "GET", "/guilds/{}/members/{}", 0 },
	[ROUTE_ROLE_ADD] = { "PUT", "/guilds/{}/members/{}/roles/{}", 2 },
	[ROUTE_ROLE_REMOVE] = { "DELETE", "/guilds/{}/members/{}/roles/{}", 2 },
	[ROUTE_COMMANDS] = { "GET", "/applications/{}/guilds/{}/commands?with_localizations=true",
			     1 },
	[ROUTE_COMMANDS_SET] = { "PUT", "/applications/{}/guilds/{}/commands", 1 },
};

const char *route_method(const struct route *route)
{
	return routes[route->id].method;
}

const char *route_template(const struct route *route)
{
	return routes[route->id].template;
}

uint64_t route_major(const struct route *route)
{
	return route->ids[0];
}

uint64_t route_guild(const struct route *route)
{
	return strncmp(routes[route->id].template, "/guilds/{}", 10) == 0 ? route->ids[0]
									  : route->guild_id;
}

uint64_t route_subject(const struct route *route)
{
	/* NOLINTNEXTLINE(bugprone-signed-char-misuse,cert-str34-c): -1 is none */
	int subject = routes[route->id].subject;
	return subject < 0 ? 0 : route->ids[subject];
}

bool route_changes(const struct route *route)
{
	return strcmp(routes[route->id].method, "GET") != 0;
}

void percent_encode(struct buf *out, const char *text, size_t points)
{
	size_t length = utf8_prefix(text, points);
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)text[i];
		bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
				  (c >= '0' && c <= '9') || (c && strchr("-._~", c));
		if (unreserved)
			buf_char(out, (char)c);
		else
			buf_printf(out, "%%%02X", c);
	}
}

void route_path(struct buf *path, const struct route *route)
{
	size_t id = 0;
	for (const char *at = routes[route->id].template; *at; at++) {
		if (strncmp(at, "{}", 2) == 0) {
			buf_unsigned(path, route->ids[id++]);
			at += 1;
		} else if (strncmp(at, "{emoji}", 7) == 0) {
			percent_encode(path, route->emoji, SIZE_MAX);
			at += 6;
		} else {
			buf_char(path, *at);
		}
	}
	if (route->after || route->limit)
		buf_printf(path, "?after=%ju", route->after);
	if (route->limit)
		buf_printf(path, "&limit=%d", route->limit);
}
