/* One interaction: its record in, its outcome and its answer's appearance out. */
#include "tools/one_interaction.h"

#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "apply/chunk.h"
#include "apply/kept_outcome.h"
#include "base/fail.h"
#include "base/i18n.h"
#include "base/lines.h"
#include "base/output.h"
#include "report/attachments.h"
#include "report/for_answers.h"
#include "tools/appearance.h"
#include "tools/open_books.h"

/* Of the CSV beside an answer, in bytes: Discord took no longer responses with files when this was
 * written, https://github.com/discord/discord-api-docs/issues/5250. */
enum { LARGEST_INLINE_CSV = 64 * 1024 };
enum { CHUNK_BYTES = 1024 * 1024 };

struct waiting_answer {
	struct arena arena;
	struct record record;
	struct kept_outcome kept;
};

static void print_outcome(const struct outcome *outcome)
{
	struct buf line = { 0 };
	record_write_outcome(&line, outcome);
	buf_flush(&line, STDOUT_FILENO);
	buf_free(&line);
}

/* The books could not be had, so nothing was done. Where the COMMIT had begun nobody can say so. */
static void answer_busy(void *context, int exit_code)
{
	const struct waiting_answer *answer = context;
	const struct command *command = &answer->record.command;
	if (exit_code != EX_TEMPFAIL || answer->kept.any)
		return;
	print_outcome(&(struct outcome){
		.message_id = command->message_id,
		.verb = command->verb ? command->verb : answer->record.type_name,
		.status = "busy",
		.code = "busy",
		.text = tr(command->lang, N_("Too much is going on here right now. Nothing was "
					     "done; try again in a moment.")) });
}

/* False, and why is logged: it is no whole record of an interaction. A face that was taken over
 * cannot speak as an operator or a timer. */
static bool read_record(struct lines *lines, struct waiting_answer *answer, const char **line,
			size_t *length)
{
	struct record *record = &answer->record;
	const char *why = NULL;
	*line = lines_next(lines, length);
	if (!*line || lines->torn)
		why = "a whole line has to come";
	else if (record_read(&answer->arena, arena_copy(&answer->arena, *line, *length), *length,
			     record, &why) &&
		 ((record->type != RECORD_COMMAND && record->type != RECORD_REJECT) ||
		  record->command.source != SOURCE_INTERACTION))
		why = "it is no command or reject whose \"source\" is interaction";
	if (why)
		log_line(LOG_ERROR, "line-refused", "%s; nothing was applied", why);
	return !why;
}

static void add_files(struct store *store, struct waiting_answer *answer)
{
	struct outcome *outcome = &answer->kept.outcome;
	struct delivery delivery = { .guild_id = answer->kept.guild_id,
				     .kind = DELIVER_REPLY,
				     .content = outcome->text };
	if (!answer->kept.files)
		return;
	/* reports, which say their language */
	attachments_make(store, &answer->arena, answer->kept.files, false, LARGEST_INLINE_CSV,
			 LANG_EN, &delivery);
	outcome->text = delivery.content;
	memcpy(outcome->files, delivery.files, sizeof outcome->files);
	outcome->file_count = delivery.file_count;
}

static void add_appearance(struct store *store, struct waiting_answer *answer)
{
	struct kept_outcome *kept = &answer->kept;
	struct logged_answer logged = { 0 };
	if (!kept_outcome_complete(kept, store, &logged))
		return;
	struct answered_command command = {
		.guild_id = kept->guild_id,
		.author_id = kept->author_id,
		.kind = DELIVER_REPLY,
		.whole = true,
		.verb = logged.verb,
		.status = logged.status,
		.arguments = logged.arguments,
		.site = logged.site,
		.content = logged.text,
		.lang = logged.lang,
		.transaction = logged.transaction,
		.batch = logged.batch,
		.buttons = true, /* whoever can press some asked by this way */
		.seq = logged.seq,
	};
	kept->outcome.appearance = appearance_of(store, &answer->arena, &command);
}

int apply_one_interaction(const char *db)
{
	struct waiting_answer answer = { 0 };
	struct lines lines = { .fd = STDIN_FILENO };
	const char *line, *why;
	size_t length;
	store_set_patience(INTERACTION_PATIENCE_MS);
	if (!read_record(&lines, &answer, &line, &length))
		return EX_DATAERR;
	fail_last(answer_busy, &answer);
	struct chunk *chunk =
		chunk_start(open_books_of_guild(db, STORE_WRITE, answer.record.command.guild_id),
			    &answer_reports, 1, CHUNK_BYTES);
	chunk_keep_outcome(chunk, &answer.kept);
	if (!chunk_add(chunk, line, length, NULL, &why))
		fail(EX_SOFTWARE, "the record was read, and could not be read again: %s", why);
	struct store *store = chunk_finish(chunk);
	fail_last(NULL, NULL); /* what fails from here on failed after the COMMIT */
	add_appearance(store, &answer);
	add_files(store, &answer);
	print_outcome(&answer.kept.outcome);
	store_close(store); /* may tidy up the log of the database: nobody waits for that */
	arena_free(&answer.kept.arena);
	arena_free(&answer.arena);
	lines_free(&lines);
	return EX_OK;
}
