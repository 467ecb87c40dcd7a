/* Where interactions go: what Discord has, and whether our address answers there as it must. */
#include "discord/checkup_state.h"

#include "base/instant.h"
#include "base/unicode.h"
#include "discord/endpoint.h"
#include "discord/http_probe.h"

enum { PROBE_MS = 5000, SOON_DAYS = 14, NOT_SIGNED = 401 };
static const int64_t day_ms = 24 * 60 * 60 * INT64_C(1000);

static void find_fault(struct checkup *checkup, const struct endpoint *endpoint,
		       enum endpoint_fault fault)
{
	struct buf fix = { 0 }, url = { 0 };
	const char *subject = checkup_words(checkup, N_("interactions"));
	text_clean(&url, endpoint->url ? endpoint->url : "");
	buf_printf(&fix, "gl-endpoint --set %s", checkup->expected->endpoint_url);
	switch (fault) {
	case ENDPOINT_FINE:
		checkup_find(checkup, SEVERITY_OK, subject, NULL, N_("Discord sends them to %s"),
			     buf_string(&url));
		break;
	case ENDPOINT_GONE:
		checkup_find(checkup, SEVERITY_BROKEN, subject, buf_string(&fix),
			     N_("Discord has no address to send them to: it takes one away that "
				"does not refuse a wrong signature. Slash commands and buttons "
				"fail"));
		break;
	case ENDPOINT_ELSEWHERE:
		checkup_find(checkup, SEVERITY_BROKEN, subject, buf_string(&fix),
			     N_("Discord sends them to another address: %s"), buf_string(&url));
		break;
	case ENDPOINT_OTHER_KEY:
		checkup_find(checkup, SEVERITY_BROKEN, subject,
			     checkup_words(checkup, N_("put the public key of this application "
						       "into GL_PUBLIC_KEY: gl-endpoint prints "
						       "it")),
			     N_("GL_PUBLIC_KEY is the key of another application: every request is "
				"refused"));
		break;
	}
	buf_free(&fix);
	buf_free(&url);
}

void checkup_endpoint(struct checkup *checkup, const cJSON *application)
{
	struct endpoint endpoint;
	if (checkup->expected->endpoint_url && endpoint_read(application, &endpoint))
		find_fault(checkup, &endpoint,
			   endpoint_compare(&endpoint, checkup->expected->endpoint_url,
					    checkup->expected->public_key));
}

static void find_no_answer(struct checkup *checkup, const struct http_probe *probe)
{
	const char *subject = checkup_words(checkup, N_("web address"));
	struct buf words = { 0 };
	text_clean(&words, probe->problem);
	if (probe->trouble == TROUBLE_TRUST)
		checkup_find(checkup, SEVERITY_BROKEN, subject,
			     checkup_words(checkup, N_("renew the certificate, and give the web "
						       "server the whole chain (fullchain.pem)")),
			     N_("its certificate is not to be trusted: %s"), buf_string(&words));
	else
		checkup_find(checkup, SEVERITY_WARNING, subject,
			     checkup_words(checkup, N_("is the web server's socket up? systemctl "
						       "status gl-web.socket "
						       "gl-interaction.socket")),
			     N_("it does not answer this machine, which some routers do not let "
				"reach its own public address: %s"),
			     buf_string(&words));
	buf_free(&words);
}

/* Discord removes an address that answers a wrong signature by anything but 401. */
static void find_answer(struct checkup *checkup, const struct http_probe *probe)
{
	const char *subject = checkup_words(checkup, N_("web address")),
		   *renew = checkup_words(checkup, N_("renew the certificate: certbot renew"));
	char end[INSTANT_TEXT_SIZE];
	bool soon = probe->expires && probe->expires - instant_now() < SOON_DAYS * day_ms;
	instant_format(probe->expires, end);
	if (probe->status != NOT_SIGNED || !probe->json)
		checkup_find(checkup, SEVERITY_BROKEN, subject,
			     checkup_words(checkup, N_("nothing may stand before gl-interaction at "
						       "this address: no other page, login or "
						       "filter; journalctl -t guildledger")),
			     N_("it answers %d to what is not signed, not 401 and JSON: Discord "
				"would take it away"),
			     probe->status);
	else if (soon)
		checkup_find(checkup, SEVERITY_WARNING, subject, renew,
			     N_("its certificate ends on %.10s"), end);
	else if (probe->expires)
		checkup_find(checkup, SEVERITY_OK, subject, NULL,
			     N_("it refuses what is not signed; its certificate lasts until "
				"%.10s"),
			     end);
	else
		checkup_find(checkup, SEVERITY_OK, subject, NULL,
			     N_("it refuses what is not signed"));
}

void checkup_address(struct checkup *checkup)
{
	struct http_probe probe;
	if (!checkup->expected->endpoint_url)
		return;
	http_probe(checkup->expected->endpoint_url, discord_ca_file(checkup->discord), PROBE_MS,
		   &probe);
	if (probe.status)
		find_answer(checkup, &probe);
	else
		find_no_answer(checkup, &probe);
}
