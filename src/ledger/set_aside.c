/* What is said and kept of a record that cannot be applied. */
#include <string.h>

#include "ledger/outbox.h"
#include "ledger/verb_support.h"
#include "record/import_record.h"

uint64_t ledger_message_of(const struct record *record)
{
	switch (record->type) {
	case RECORD_COMMAND:
	case RECORD_REJECT:
	case RECORD_SKIP: return record->command.message_id;
	case RECORD_POST: return record->post.message_id;
	default: return 0;
	}
}

uint64_t ledger_guild_of(const struct record *record)
{
	switch (record->type) {
	case RECORD_COMMAND:
	case RECORD_REJECT:
	case RECORD_SKIP: return record->command.guild_id;
	case RECORD_GUILD: return record->guild.guild_id;
	case RECORD_ROLE: return record->role.guild_id;
	case RECORD_MEMBER: return record->member.guild_id;
	case RECORD_POST: return record->post.guild_id;
	case RECORD_DELIVERED: return record->delivered.guild_id;
	/* without an id, as gl-import wrote them before, they tell nothing that is kept */
	case RECORD_IMPORT: return record->import_start->id ? record->import_start->guild_id : 0;
	case RECORD_SUM_SEED: return record->sum_seed.guild_id;
	default: return 0;
	}
}

void ledger_set_aside(struct books *books, const struct record *record, const char *reason,
		      struct decision *decision)
{
	memset(decision, 0, sizeof *decision);
	decision->status = STATUS_FAILED;
	decision->code = reason;
	if (record->type == RECORD_COMMAND || record->type == RECORD_REJECT)
		decision->text = tr(record->command.lang,
				    N_("This could not be done. The operators have been told. "
				       "Nothing was booked and nothing was changed."));
	else if (record->type == RECORD_DELIVERED)
		settle_deliveries(books, &record->delivered); /* it was sent or refused all the
								 same: nobody must send it again */
}
