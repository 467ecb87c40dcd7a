/* What gl-doctor looks at on this machine: the timers, the user of the service, the disk, the
 * token's file, the folders. */
#ifndef TOOLS_SERVICE_CHECKS_H
#define TOOLS_SERVICE_CHECKS_H

#include "discord/checkup.h"

/* What a configuration says of where things are; NULL where it says nothing. */
struct place {
	const char *
		name; /* of the configuration: GL_NAME; NULL: timers of all of them are looked at */
	const char *db, *state;
	const char *token_file; /* as the option --token-file says */
	enum lang lang;
};

/* The timers, when systemd runs this machine. Starts systemctl: call it before any confinement. */
void check_timers(const struct place *place, finding_callback *tell, void *context);
/* Whether the disk of the books and of limits.db has room. */
bool check_disk(const struct place *place, finding_callback *tell, void *context);
/* Whether books and limits.db belong to the user of the service: as systemd says; else this user,
 * or guildledger where root asks. */
bool check_owner(const struct place *place, finding_callback *tell, void *context);
/* The token's file must be for its owner only; the folder of limits.db must not hold the books. */
void check_files(const struct place *place, finding_callback *tell, void *context);
/* Whether there is a token that could be one. */
bool check_token(const struct place *place, finding_callback *tell, void *context);

#endif
