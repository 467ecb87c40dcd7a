/* The outbox: what is to be done on Discord. */
#include <string.h>

#include "base/instant.h"
#include "ledger/lookups.h"
#include "ledger/outbox.h"
#include "ledger/pending_rows.h"
#include "ledger/setting_values.h"
#include "ledger/verb_support.h"

struct delivery_row *add_delivery(struct books *books, struct guild *guild, enum delivery_kind kind,
				  int64_t seq)
{
	struct delivery_row *delivery = arena_alloc(&books->chunk, sizeof *delivery);
	*delivery = (struct delivery_row){ .kind = kind,
					   .guild_id = guild->guild_id,
					   .delivery = guild->next_delivery++,
					   .seq = seq };
	STAILQ_INSERT_TAIL(&books->deliveries, delivery, pending);
	return delivery;
}

struct delivery_row *add_reply(struct books *books, struct guild *guild, uint64_t channel_id,
			       uint64_t message_id, int64_t seq)
{
	struct delivery_row *delivery = add_delivery(books, guild, DELIVER_REPLY, seq);
	delivery->channel_id = channel_id;
	delivery->reply_to = message_id;
	return delivery;
}

bool delivery_failed(const struct delivered *delivered)
{
	return strcmp(delivered->status, "failed") == 0 ||
	       strcmp(delivered->status, "refused") == 0;
}

uint64_t report_channel(const struct guild *guild)
{
	return guild_setting_id(guild, SETTING_REPORT_CHANNEL);
}

uint64_t ledger_sheet_channel(struct books *books, const struct record *record)
{
	const struct guild *guild = books_guild(books, record->command.guild_id);
	if (!guild_setting_bool(guild, SETTING_BATCH_SHEET))
		return 0;
	uint64_t channel_id = report_channel(guild);
	return channel_id ? channel_id : record->command.channel_id;
}

void ledger_post_sheet(struct books *books, const struct record *record, const char *content,
		       const char *files)
{
	struct guild *guild = books_guild(books, record->command.guild_id);
	struct delivery_row *delivery = add_delivery(books, guild, DELIVER_POST, guild->next_seq);
	delivery->channel_id = ledger_sheet_channel(books, record);
	delivery->content = arena_strdup(&books->chunk, content);
	delivery->files = files ? arena_strdup(&books->chunk, files) : NULL;
}
