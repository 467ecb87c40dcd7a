/* Reports as answers: within Discord's limits and an end to the work, the whole as a file where it
 * is cut. */
#include "report/for_answers.h"

#include <string.h>

#include "command/verbs.h"
#include "ledger/setting_values.h"
#include "report/attachments.h"
#include "report/report.h"
#include "report/sheet.h"

enum { DISCORD_LIMIT = 2000 };
/* About five seconds of a small server, in which the table of most reports of a million
 * transactions is made. guildledger(7) says so. */
static const struct work_limit answer_limit = { .steps = 400 * 1000 * 1000, .ms = 5000 };

/* A program of gnuplot, which gl-chart draws on the way out: what writes the books starts no other
 * program. */
static void attach_chart(const struct guild *guild, const struct report_request *request,
			 struct buf *files)
{
	struct report_request chart = *request;
	chart.format = FORMAT_GNUPLOT;
	chart.drawing =
		(struct drawing){ .terminal = TERMINAL_PNG,
				  .dark = guild_setting_choice(guild, SETTING_CHART_THEME) ==
					  CHART_DARK };
	attachment_add_report(files, &chart, guild->last_time);
}

static void attach_csv(const struct guild *guild, const struct report_request *request,
		       struct buf *files)
{
	struct report_request csv = *request;
	csv.format = FORMAT_CSV;
	csv.sheet = true; /* people open it in a spreadsheet */
	attachment_add_report(files, &csv, guild->last_time);
}

/* What the author types to see more lines than this verb shows at first: its number again, larger.
 * NULL: the verb takes none, or shows its most. */
static const char *line_for_more(struct arena *arena, const struct guild *guild,
				 const struct command *command, int64_t limit)
{
	enum { MOST = 50 }; /* of history and top */
	const struct verb *verb = verb_named(command->verb);
	const char *who = command_argument(command, "who"), *prefix = "";
	if (!verb || verb->id == VERB_REPORT || !limit || limit >= MOST)
		return NULL;
	if (command_of_member(command) &&
	    guild_setting_choice(guild, SETTING_READING) != READING_MENTIONS)
		prefix = guild_setting_text(guild, SETTING_PREFIX);
	int64_t more = 2 * limit < MOST ? 2 * limit : MOST;
	bool member = who && *who == '@';
	who = !who ? "" : arena_printf(arena, member ? "<%s> " : "\"%s\" ", who);
	return arena_printf(arena, "%s%.*s %s%jd", prefix,
			    (int)strcspn(verb->words[command->lang], "|"),
			    verb->words[command->lang], who, more);
}

/* Where the table is cut, the whole goes with it as CSV. */
static void compose(struct store *store, const struct guild *guild, const struct command *command,
		    const struct report_request *request, const struct inquiry *inquiry,
		    struct buf *text, struct buf *files)
{
	struct arena arena = { 0 };
	struct answer_options options = { .asker = command->author.id,
					  .attached = true,
					  .more = line_for_more(&arena, guild, command,
								inquiry->limit) };
	uint64_t cut =
		report_answer(store, request, &options, DISCORD_LIMIT - ATTACHMENT_REMARK, text)
			.cut;
	arena_free(&arena);
	if (inquiry->csv || cut)
		attach_csv(guild, request, files);
	if (inquiry->chart)
		attach_chart(guild, request, files);
}

/* The same, with an end to the work: the books are locked while an answer is made. */
static void compose_limited(struct store *store, const struct guild *guild,
			    const struct command *command, const struct report_request *request,
			    const struct inquiry *inquiry, struct buf *text, struct buf *files)
{
	store_limit_work(store, answer_limit);
	compose(store, guild, command, request, inquiry, text, files);
	if (!store_end_limit(store))
		return;
	buf_clear(text);
	buf_clear(files);
	buf_printf(text,
		   tr(request->lang, N_("That is too much for an answer. Ask for less, as with "
					"`%sreport journal 7d` (from=, to=, account= or batch= "
					"narrow a report too), or ask an operator for it: "
					"`gl-report %s`.")),
		   request->prefix, request->name);
}

static bool answer(struct store *store, const struct guild *guild, const struct command *command,
		   const struct inquiry *inquiry, struct buf *text, struct buf *files)
{
	struct report_request request = {
		.name = inquiry->name,
		.guild_id = command->guild_id,
		.lang = command->lang,
		.format = inquiry->chart ? FORMAT_GNUPLOT : FORMAT_TABLE,
		.from = inquiry->from,
		.to = inquiry->to,
		.at = inquiry->at,
		.account = inquiry->account,
		.currency = inquiry->currency,
		.role_id = inquiry->role_id,
		.batch = inquiry->batch,
		.limit = inquiry->limit,
		.skip = inquiry->skip,
		.below = inquiry->below,
		.transaction = inquiry->transaction,
		.schedule = inquiry->schedule,
		.months = inquiry->months,
		.compare = inquiry->compare ? compare_from_word(inquiry->compare) : COMPARE_NONE,
		.verb = inquiry->verb,
		.status = inquiry->status,
		.prefix = guild_typed_prefix(guild, command->source),
	};
	report_settle(store, &request);
	if (!report_check(store, &request, text))
		return false;
	buf_clear(text);
	request.format = FORMAT_TABLE;
	compose_limited(store, guild, command, &request, inquiry, text, files);
	return true;
}

static void sheet(struct store *store, const struct guild *guild, int64_t batch, const char *totals,
		  const char *not_counted, struct buf *text, struct buf *files)
{
	struct report_request request = { .name = "batch",
					  .guild_id = guild->guild_id,
					  .lang = guild->lang,
					  .batch = batch,
					  .for_all = true };
	store_limit_work(store, answer_limit);
	bool cut = report_sheet(store, &request, totals, not_counted, text);
	if (store_end_limit(store))
		buf_printf(text, "\n%s",
			   tr(guild->lang, N_("It is too long for a file; an operator has it: "
					      "gl-report batch.")));
	else if (cut)
		attach_csv(guild, &request, files);
}

static void data(uint64_t user_id, int64_t seq, int64_t transaction, struct buf *files)
{
	attachment_add_data(files, user_id, seq, transaction);
}

const struct answer_reports answer_reports = { answer, sheet, data };
