/* The state of a checkup, shared by checkup.c (the bot itself), checkup_guild.c (a guild of it),
 * checkup_commands.c (its slash
 * commands), checkup_refusal.c (what did not answer) and checkup_finding.c (how each tells).
 * Private to them.
 */
#ifndef DISCORD_CHECKUP_STATE_H
#define DISCORD_CHECKUP_STATE_H

#include "discord/checkup.h"

struct checkup {
	struct discord *discord;
	const struct expectations *expected;
	finding_callback *tell;
	void *context;
	enum severity worst;
	uint64_t bot_id, application_id;
	bool has_endpoint; /* interactions arrive somewhere */
};

/* checkup_finding.c. MESSAGE, marked N_(), in the language of the checkup. */
const char *checkup_words(const struct checkup *checkup, const char *message);
/* Tells a finding; FORMAT is marked N_(), SUBJECT and FIX (NULL: nothing is wrong) are words
 * already. */
__attribute__((format(printf, 5, 6))) void checkup_find(struct checkup *checkup,
							enum severity severity, const char *subject,
							const char *fix, const char *format, ...);

/* checkup_refusal.c. What an answer that is not OK tells, of SUBJECT or of the network. */
void checkup_find_refusal(struct checkup *checkup, const char *subject,
			  const struct answer *answer);

/* checkup_commands.c. Asks for the slash commands of a guild, where interactions arrive, and tells
 * whether they are those of this version. */
void checkup_commands(struct checkup *checkup, uint64_t guild_id);
/* checkup_endpoint.c. Compares where Discord sends interactions, as the answer APPLICATION says,
 * with what is configured; and tries out the configured address. Both tell nothing where none is.
 */
void checkup_endpoint(struct checkup *checkup, const cJSON *application);
void checkup_address(struct checkup *checkup);

/* checkup_guild.c. Asks for a guild, its roles and its channels, and tells what is found; the bot's
 * and the application's id are known. */
void checkup_guild(struct checkup *checkup, const struct expected_guild *expected);

#endif
