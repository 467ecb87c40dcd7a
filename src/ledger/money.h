/* How money moves between accounts of any kind: what move and capture have in common. */
#ifndef LEDGER_MONEY_H
#define LEDGER_MONEY_H

#include "ledger/verb_support.h"

/* Whether moving FROM -> TO debits FROM: "sides" of guildledger(7), move. */
bool move_debits_from(const struct account *from, const struct account *to);
/* Whether money may move from FROM to TO by an office: they differ, and are not cash and a member's
 * account, which deposit and withdraw book. Refuses otherwise. */
bool move_fits(struct verb_context *context, const struct account *from, const struct account *to);
/* Whether members may pay the account: no asset, no expense, nobody who left. Refuses otherwise. */
bool is_payable(struct verb_context *context, const struct account *to);
/* pay, with several payees or a role. */
void pay_many(struct verb_context *context, struct account *from);

#endif
