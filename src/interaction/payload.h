/* What Discord's JSON says: who asks, where, in which language.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object */
#ifndef INTERACTION_PAYLOAD_H
#define INTERACTION_PAYLOAD_H

#include <stdbool.h>

#include "record/record.h"

enum interaction_kind { /* Discord's types */
			INTERACTION_UNKNOWN = 0,
			INTERACTION_PING = 1,
			INTERACTION_COMMAND = 2,
			INTERACTION_BUTTON = 3, /* of a message: also a choice of its list */
			INTERACTION_AUTOCOMPLETE = 4,
			INTERACTION_FORM = 5, /* sent in */
};
enum interaction_kind interaction_kind_of(const cJSON *json);

/* The language of the person who asks; of somebody who has neither, the community's as Discord
 * knows it. */
enum lang interaction_lang(const cJSON *json);

struct interaction {
	enum interaction_kind kind;
	uint64_t id, application_id, guild_id, channel_id;
	enum lang lang;
	struct author author; /* with the roles of the moment of the click */
	const cJSON *data;    /* of the command, component or form; may be NULL */
	const cJSON *message; /* of ours, that was pressed; NULL: none */
};

/* Reads JSON, of any kind but PING; texts belong to it, lists to ARENA. False and *REFUSAL, for
 * the person's eyes, where the books cannot be asked in the name of a member of a community: in a
 * direct message, by an application that was not invited there, in a thread where no answer can be
 * shown, for another application than APPLICATION_ID (0: any). */
bool interaction_read(struct arena *arena, const cJSON *json, uint64_t application_id,
		      struct interaction *interaction, const char **refusal);

/* The command of that interaction before its verb and arguments are known. */
struct command interaction_command(const struct interaction *interaction);

/* Whether only one person sees the message that was pressed. */
bool interaction_in_private(const struct interaction *interaction);

/* What Discord resolved the ID of a user, member, role or channel to (KIND: its name for them, such
 * as "users"); NULL: nothing. */
const cJSON *interaction_resolved(const struct interaction *interaction, const char *kind,
				  const char *id);

#endif
