/* What a slash command says of people, accounts and roles, as words of a line. What could say more
 * than its option is in quotes or refused. Private to the room. */
#ifndef COMMAND_SLASH_PEOPLE_H
#define COMMAND_SLASH_PEOPLE_H

#include "command/slash_words.h"

/* Appends TEXT as one word more: as it is; in quotes. */
void slash_add_word(struct slashing *slashing, const char *text);
void slash_add_in_quotes(struct slashing *slashing, const char *text);
/* A member, role or channel as a mention; everybody has the role whose id is the guild's. From the
 * arena. */
const char *slash_mention_of(struct slashing *slashing, enum slash_type type, const char *id);
/* An account's name, in quotes lest it be read as anything else; or a mention that was typed. */
void slash_add_account(struct slashing *slashing, const char *text);
/* Mentions, everyone and names, of one option. */
void slash_add_payees(struct slashing *slashing, const char *text);
/* Mentions, names of accounts, and amounts before them. */
void slash_add_targets(struct slashing *slashing, const char *text);
/* Each mention with the share behind it, in one word. */
void slash_add_shares(struct slashing *slashing, const char *text);
/* Roles of a group, as mentions. */
void slash_add_role_list(struct slashing *slashing, const char *text);

#endif
