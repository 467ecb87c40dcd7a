/* Status and error codes read. */
#include "discord/refusal.h"

#include <stddef.h>

#include "base/i18n.h"

enum { UNKNOWN_MESSAGE = 10008, INVALID_FORM = 50035, MISSING_PERMISSIONS = 50013 };

static bool is_one_of(int64_t code, const int64_t *codes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (codes[i] == code)
			return true;
	return false;
}
#define IS_ONE_OF(code, codes) is_one_of(code, codes, sizeof(codes) / sizeof *(codes))

enum refusal_kind refusal_kind(int http, int64_t code)
{
	static const int64_t passing[] = { 40062, 130000, 20028, 20029, 110000 };
	/* direct messages opened too fast; sending, or a feature, switched off for now; the
	 * application not available yet */
	static const int64_t later[] = { OPENED_TOO_FAST, 40004, 40006, 110001 };
	static const int64_t permission[] = { 50001, 50013 };
	if (http == 429)
		return REFUSAL_PASSES;
	if (IS_ONE_OF(code, later))
		return REFUSAL_LATER;
	if (IS_ONE_OF(code, passing) || http == 0 || http == 202 || http == 408 || http == 425 ||
	    http >= 500)
		return REFUSAL_PASSES;
	return http == 403 && IS_ONE_OF(code, permission) ? REFUSAL_PERMISSION : REFUSAL_FINAL;
}

bool refusal_of_reference(int64_t code, const cJSON *body)
{
	return code == UNKNOWN_MESSAGE ||
	       (code == INVALID_FORM && json_get(json_get(body, "errors"), "message_reference"));
}

const char *refusal_fix(int http, int64_t code)
{
	static const struct {
		int64_t code;
		const char *fix;
	} fixes[] = {
		{ 10003, N_("the channel is gone: switch it off with `config channel #channel "
			    "off`") },
		{ 10004, N_("the bot is no longer in this guild: invite it again (gl-doctor "
			    "--invite), or stop this instance") },
		{ 10011, N_("the role is gone: choose another") },
		{ 40003, N_("the bot opened many direct messages in a short time; it is tried "
			    "again later") },
		{ 40004, N_("Discord has switched off sending for now; it is tried again later") },
		{ 40006, N_("Discord has switched off this feature for now; it is tried again "
			    "later") },
		{ 40333, N_("Discord's network (Cloudflare) refused this program; look for a proxy "
			    "that changes the User-Agent") },
		{ 50001, N_("give the bot's role View Channel there, or switch on the privileged "
			    "intent that the route needs") },
		{ 50007, N_("this person takes no direct messages from the bot") },
		{ 50013, N_("give the bot's role the permission there; to assign a role, drag the "
			    "bot's own role above it; the bot may also be timed out") },
		{ 50028, N_("the role belongs to an integration and cannot be assigned") },
		{ 50035, N_("this is a fault of guildledger: report it with this line") },
		{ 50083, N_("the thread is archived: open it again") },
		{ 110001, N_("the application is not available for now; it is tried again later") },
		{ 160002, N_("give the bot's role Read Message History there") },
		{ 160005, N_("the thread is locked") },
		{ 200000, N_("AutoMod blocked the bot's words: exempt the bot's role") },
		{ 40005, N_("the file is too large for this guild") },
		{ 60003, N_("the owner of the bot must switch on two-factor authentication") },
	};
	for (size_t i = 0; i < sizeof fixes / sizeof *fixes; i++)
		if (fixes[i].code == code)
			return fixes[i].fix;
	if (http == 401)
		return N_("the token is not valid: make a new one on the bot's page of the "
			  "developer portal and put it in the token's file");
	return http == 403 ? N_("gl-doctor says which permission is missing") : "";
}

/* A message of a known form that goes where messages go is refused (400) for what it says: by
 * AutoMod (200000, 200001), a filter of links (240000), as explicit (20009), by its form (50035).
 * Else the place is at fault: an archived or locked thread, no channel for text. */
bool refusal_of_words(int http, int64_t code)
{
	static const int64_t places[] = { 50083, 160005, 160004, 50008, 50024, 50033, 30033 };
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (places[i] == code)
			return false;
	return http == 400 || http == 413;
}

bool refusal_of_embed(int http, int64_t code)
{
	return http == 403 && code == MISSING_PERMISSIONS;
}

bool refusal_of_recipient(int http, int64_t code)
{
	return (http == 403 || http == 400) && (code == 50007 || code == 50278);
}

bool refusal_by_automod(int64_t code)
{
	return code == 200000 || code == 200001 || code == 20009;
}

/* Depth first: Discord nests its errors as deep as the request was. */
static const cJSON *first_leaf(const cJSON *errors, int depth)
{
	const cJSON *leaf = cJSON_GetArrayItem(json_get(errors, "_errors"), 0), *child;
	if (leaf || depth > 20)
		return leaf;
	cJSON_ArrayForEach(child, errors) if (cJSON_IsObject(child) &&
					      (leaf = first_leaf(child, depth + 1))) return leaf;
	return NULL;
}

void refusal_message(struct buf *out, const cJSON *body)
{
	const char *message = json_text(body, "message");
	const char *detail = json_text(first_leaf(json_get(body, "errors"), 0), "message");
	buf_text(out, message && *message ? message : "no reason given");
	if (detail)
		buf_printf(out, ": %s", detail);
}
