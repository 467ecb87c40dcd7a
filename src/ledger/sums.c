/* The sums of what members hold: the seed of their trees, the post beside a batch's sheet, and the
 * proof that a member asks for. */
#include <string.h>

#include "command/typed_lines.h"
#include "ledger/lookups.h"
#include "ledger/outbox.h"
#include "ledger/pending_rows.h"
#include "ledger/setting_values.h"
#include "ledger/sum_tree.h"
#include "ledger/verb_support.h"
#include "ledger/waiting.h"

bool ledger_makes_sums(struct books *books, const struct record *record)
{
	const struct guild *guild = books_guild(books, record->command.guild_id);
	return books->rules >= RULES_BANK && guild->has_sum_seed &&
	       guild_setting_bool(guild, SETTING_BATCH_SUMS);
}

/* Whether the command decides the close of a batch, which waits for that. */
static bool decides_close(const struct books *books, const struct command *command)
{
	int64_t number;
	for (const char *at = command_numbers(command); next_number(&at, &number);) {
		const struct waiting *row = books_loaded_waiting(books, command->guild_id, number);
		if (row && row->verb && strcmp(row->verb, verb_table[VERB_BATCH_CLOSE].name) == 0)
			return true;
	}
	return false;
}

bool ledger_wants_sum_seed(struct books *books, const struct record *record)
{
	const struct verb *verb =
		record->type == RECORD_COMMAND ? verb_named(record->command.verb) : NULL;
	if (!verb || books->replayed || books->rules < RULES_BANK ||
	    !(verb->traits & TRAIT_SEALS || decides_close(books, &record->command)))
		return false;
	const struct guild *guild = books_guild(books, record->command.guild_id);
	return guild->exists && guild->batch.number && !guild->has_sum_seed &&
	       guild_setting_bool(guild, SETTING_BATCH_SUMS);
}

bool apply_sum_seed(struct books *books, struct guild *guild, const struct sum_seed_record *seed)
{
	if (guild->has_sum_seed)
		return false;
	guild->has_sum_seed = true;
	struct detail_row *row = books_detail(books, DETAIL_SUM_SEED, guild->guild_id, 0);
	row->sum_seed.seed = arena_strdup(&books->chunk, seed->seed);
	row->sum_seed.seq = guild->next_seq;
	return true;
}

void ledger_post_sums(struct books *books, const struct record *record, const char *lines)
{
	struct guild *guild = books_guild(books, record->command.guild_id);
	uint64_t channel_id = report_channel(guild);
	struct delivery_row *delivery;
	if (!channel_id)
		channel_id = record->command.channel_id;
	if (!channel_id) /* by schedule, and no channel is set: they are sealed all the same */
		return;
	const char *words = lines_with_prefix(
		&books->chunk,
		tr(guild->lang, N_("What all members held together when this batch was closed, and "
				   "what members owed. `!proof` sends you the proof that what you "
				   "held is in it.")),
		"!", guild_setting_text(guild, SETTING_PREFIX));
	delivery = add_delivery(books, guild, DELIVER_POST, guild->next_seq);
	delivery->channel_id = channel_id;
	/* no block of code: on a phone it would be cut into pieces that nobody can copy */
	delivery->content =
		arena_printf(&books->chunk, "%s\n%.*s", words, (int)(strlen(lines) - 1), lines);
}

void decide_proof(struct verb_context *context)
{
	const struct guild *guild = context->guild;
	/* the last closed one */
	int64_t last = guild->last_batch - (guild->batch.number == guild->last_batch),
		batch = context_argument_number(context, "batch", last, INT64_MAX);
	if (!own_account(context))
		return;
	if (last < 1 && context->books->rules >= RULES_CORRECTED) {
		context_refuse(context, "batch_not_closed", N_("No batch is closed yet."));
		return;
	}
	if (!batch || batch > last) {
		context_refuse(context, "batch_not_closed",
			       N_("There is no closed batch %jd; the last one is %jd."), batch,
			       last);
		return;
	}
	context->decision->batch = batch;
	context->decision->need = NEED_PROOF;
	context->decision->data_of = context->author->key.id;
	context_answer(
		context,
		N_("I'm sending you the proof of what you held when batch %jd was closed, as "
		   "a direct message. If it does not arrive, allow direct messages from this "
		   "server and ask again."),
		batch);
}

static void refuse_proof(const struct record *record, struct decision *decision, const char *code,
			 const char *text)
{
	decision->status = STATUS_REJECTED;
	decision->code = code;
	decision->text = tr(record->command.lang, text);
}

void ledger_send_proof(struct books *books, const struct record *record, struct decision *decision,
		       enum sum_found found, bool waits, const char *files)
{
	struct guild *guild = books_guild(books, record->command.guild_id);
	enum lang lang = record->command.lang;
	decision->need = NEED_NOTHING;
	if (found == SUM_NONE)
		refuse_proof(record, decision, "no_sum",
			     N_("No sum was made when that batch was closed."));
	else if (found == SUM_WITHOUT_AUTHOR)
		refuse_proof(record, decision, "not_in_sum",
			     N_("You had no account yet when that batch was closed."));
	else if (logged_or(books, "proof_waiting", waits))
		refuse_proof(record, decision, "proof_waiting",
			     N_("I am already sending you a proof as a direct message. If it does "
				"not arrive, allow direct messages from this server."));
	if (decision->status != STATUS_OK)
		return;
	struct delivery_row *row = add_delivery(books, guild, DELIVER_DM, guild->next_seq);
	row->user_id = record->command.author.id;
	row->files = arena_strdup(&books->chunk, files);
	row->content = arena_printf(
		&books->chunk,
		tr(lang, N_("The proof of what you held when batch %jd was closed. The line of "
			    "“post” must be the one in the channel. How to check it: "
			    "docs/audit.md of guildledger.")),
		decision->batch);
}
