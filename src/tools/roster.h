/* A roster file: who was a member when gl-roster looked. */
#ifndef TOOLS_ROSTER_H
#define TOOLS_ROSTER_H

#include "record/record.h"

struct roster;
/* Reads guild and member records; exits with EX_NOINPUT or EX_DATAERR when that fails. */
struct roster *roster_read(const char *file);
/* Completes AUTHOR as the roster knows them; who is not there is no member. Roles belong to the
 * roster. */
void roster_identify(const struct roster *roster, uint64_t guild_id, struct author *author);

#endif
