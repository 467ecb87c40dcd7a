/* What is wrong where Discord did not answer, or not well: the network between, or what it said. */
#include "discord/checkup_state.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "discord/refusal.h"

/* Whether this machine has a way out at all. Nothing is sent: an address for documentation (RFC
 * 5737, RFC 3849) is looked for in the routes. */
static bool has_network(void)
{
	const struct sockaddr_in four = { .sin_family = AF_INET,
					  .sin_port = htons(443),
					  .sin_addr.s_addr = htonl(0xc0000201) };
	struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_port = htons(443) };
	int fds[] = { socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0),
		      socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0) };
	inet_pton(AF_INET6, "2001:db8::1", &six.sin6_addr);
	bool found =
		(fds[0] >= 0 &&
		 connect(fds[0], (const struct sockaddr *)&four, sizeof four) == 0) ||
		(fds[1] >= 0 && connect(fds[1], (const struct sockaddr *)&six, sizeof six) == 0);
	for (size_t i = 0; i < sizeof fds / sizeof *fds; i++)
		if (fds[i] >= 0)
			close(fds[i]);
	return found;
}

static bool is_here(const char *host)
{
	return strncmp(host, "127.", 4) == 0 || strcmp(host, "localhost") == 0;
}

/* The network between this machine and Discord: one line, whatever was asked for. */
static void find_trouble(struct checkup *checkup, const struct answer *answer)
{
	const char *api = discord_api(checkup->discord), *start = strstr(api, "://"),
		   *subject = checkup_words(checkup, N_("network"));
	char host[256];
	struct buf fix = { 0 };
	start = start ? start + 3 : api;
	snprintf(host, sizeof host, "%.*s", (int)strcspn(start, "/:"), start);
	if (answer->trouble <= TROUBLE_TIME && !is_here(host) && !has_network()) {
		checkup_find(checkup, SEVERITY_BROKEN, subject,
			     checkup_words(checkup, N_("connect it to the internet; `ip route` "
						       "must show a line that begins with "
						       "default")),
			     N_("this machine has no network"));
	} else if (answer->trouble == TROUBLE_NAME) {
		buf_printf(&fix,
			   tr(checkup->expected->lang, N_("`getent hosts %s` must print an "
							  "address; the servers that are asked are "
							  "in /etc/resolv.conf")),
			   host);
		checkup_find(checkup, SEVERITY_BROKEN, subject, buf_string(&fix),
			     N_("no DNS: the name %s cannot be looked up"), host);
	} else if (answer->trouble == TROUBLE_PROXY) {
		checkup_find(checkup, SEVERITY_BROKEN, subject,
			     checkup_words(checkup, N_("correct the proxy's name in https_proxy")),
			     N_("no DNS: the proxy's name cannot be looked up"));
	} else if (answer->trouble == TROUBLE_CONNECT || answer->trouble == TROUBLE_TIME) {
		buf_printf(&fix,
			   tr(checkup->expected->lang, N_("look at the firewall, at `curl -sI "
							  "%.*s`, and at "
							  "https://discordstatus.com")),
			   (int)(start - api) + (int)strcspn(start, "/"), api);
		checkup_find(checkup, SEVERITY_BROKEN, subject, buf_string(&fix),
			     answer->trouble == TROUBLE_TIME
				     ? N_("%s does not answer in time")
				     : N_("%s or a firewall on the way refuses the connection"),
			     host);
	} else if (answer->trouble == TROUBLE_TRUST) {
		checkup_find(checkup, SEVERITY_BROKEN, subject,
			     checkup_words(checkup, N_("install ca-certificates and look at the "
						       "clock; where a proxy reads TLS, name its "
						       "certificate in GL_CA_FILE")),
			     N_("the certificate of %s is not trusted"), host);
	} else {
		checkup_find(checkup, SEVERITY_BROKEN, subject,
			     checkup_words(checkup, N_("try again; if it lasts, look at the "
						       "network of this machine")),
			     N_("Discord does not answer well: %d %s"), answer->http,
			     answer->message);
	}
	buf_free(&fix);
}

void checkup_find_refusal(struct checkup *checkup, const char *subject, const struct answer *answer)
{
	if (answer->trouble) {
		find_trouble(checkup, answer);
		return;
	}
	const char *fix = refusal_fix(answer->http, answer->code);
	checkup_find(checkup, SEVERITY_BROKEN, subject,
		     *fix ? checkup_words(checkup, fix)
			  : checkup_words(checkup, N_("try again; if it lasts, look at the network "
						      "of this machine")),
		     N_("Discord does not answer well: %d %s"), answer->http, answer->message);
}
