/* What http.c and http_probe.c share: whom TLS trusts, and what libcurl's results mean. Private to
 * them. */
#ifndef DISCORD_HTTP_TRUST_H
#define DISCORD_HTTP_TRUST_H

#include <curl/curl.h>

#include "discord/http.h"

/* Has EASY check certificates; CA_FILE as in http_open(). */
void http_set_trust(CURL *easy, const char *ca_file);
enum http_trouble http_trouble_of(CURLcode result);

#endif
