/* What the log keeps of a record that was decided, and the deliveries that follow from it. */
#include <string.h>

#include "base/buf.h"
#include "ledger/lookups.h"
#include "ledger/outbox.h"
#include "ledger/pending_rows.h"
#include "ledger/untold.h"
#include "ledger/verb_support.h"
#include "record/attached.h"
#include "record/import_record.h"

/* LINE as the log keeps it: without the addresses of attachments, which expire and open to anybody
 * who has them. gl-keep takes them out, where it is in the pipe. */
static const char *kept_line(struct books *books, const struct record *record, const char *line)
{
	if (record->type != RECORD_COMMAND || !record->command.attached ||
	    !record->command.attached->attachment_count)
		return roster_line(books, record, line);
	struct command command = record->command;
	struct attached kept = *command.attached;
	struct buf written = { 0 };
	kept.attachment_count = 0;
	kept.more = false;
	command.attached = &kept;
	record_write_command(&written, &command);
	line = arena_copy(&books->chunk, written.bytes, written.length - 1);
	buf_free(&written);
	return line;
}

static struct command_row *log_row(struct books *books, struct guild *guild,
				   const struct record *record, const char *line,
				   const struct decision *decision)
{
	struct command_row *row = arena_alloc(&books->chunk, sizeof *row);
	*row = (struct command_row){
		.guild_id = guild->guild_id,
		.seq = guild->next_seq++,
		.time = guild->last_time,
		.verb = record->type == RECORD_COMMAND ? record->command.verb : record->type_name,
		.status = status_names[decision->status],
		.code = decision->code,
		.text = decision->text,
		.transaction = decision->transaction,
		.batch = decision->batch,
		.record = kept_line(books, record, line),
		.rules = books->rules,
	};
	if (record->type == RECORD_POST) {
		row->message_id = record->post.message_id;
		row->time = record->post.time;
	} else if (record->type == RECORD_IMPORT) {
		row->time = record->import_start->time;
	} else if (record_is_message(record)) {
		row->message_id = record->command.message_id;
		row->author_id = record->command.author.id;
		row->time = command_time(&record->command);
	}
	if (row->time > guild->last_time) {
		guild->last_time = row->time;
		guild->dirty = true;
	}
	STAILQ_INSERT_TAIL(&books->commands, row, pending);
	/* which counts as not applied */
	if (row->message_id > guild->highest_message && decision->status != STATUS_FAILED)
		guild->highest_message = row->message_id;
	if (row->message_id)
		books_add_seen(books, guild->guild_id, row->message_id, true);
	return row;
}

/* LINE, of an interaction, with what goes with its answer, which no outbox keeps: whom it notifies
 * and its files. A second delivery is answered with the same. What is replayed has it already. */
static const char *with_answer(struct books *books, const char *line, const char *pings,
			       const char *files)
{
	static const char key[] = ",\"answered\":{";
	const char *end = strrchr(line, '}');
	struct buf written = { 0 };
	if ((!pings && !files) || !end || strstr(line, key))
		return line;
	buf_add(&written, line, (size_t)(end - line));
	buf_text(&written, key);
	if (pings)
		buf_printf(&written, "\"pings\":\"%s\"%s", pings, files ? "," : "");
	if (files)
		buf_printf(&written, "\"files\":%s", files);
	buf_text(&written, "}}");
	line = arena_copy(&books->chunk, written.bytes, written.length);
	buf_free(&written);
	return line;
}

/* What the command changed of its author stays, unless it leaves no trace. */
static void settle_author(struct books *books, const struct guild *guild,
			  const struct record *record, const struct decision *decision)
{
	struct user *author =
		record_is_message(record) && record->command.author.id
			? books_loaded_user(books, guild->guild_id, record->command.author.id)
			: NULL; /* of a skip nobody asked for them: nothing was decided */
	if (!author)
		return;
	books_settle_user(books, author, decision->unanswered);
	if (decision->hint)
		books_note_hint(books, author, command_time(&record->command));
	if (decision->question && !decision->quiet)
		count_question(books, author, command_time(&record->command));
}

/* The answer to somebody ends with what they were not told. */
static void add_untold(struct books *books, const struct record *record, struct decision *decision)
{
	const char *lines =
		take_untold(books, record, decision, command_is_read_by_others(&record->command));
	if (lines)
		decision->text = arena_printf(&books->chunk, "%s\n\n%s", decision->text, lines);
}

void ledger_log(struct books *books, const struct record *record, const char *line,
		struct decision *decision)
{
	if (!ledger_guild_of(record))
		return;
	struct guild *guild = books_guild(books, ledger_guild_of(record));
	if (!guild->exists)
		return;
	bool said = record_is_message(record) && command_is_message(&record->command);
	if (said)
		books_move_cursor(books, guild->guild_id, record->command.channel_id,
				  record->command.message_id);
	guild->unanswered += decision->unanswered;
	settle_author(books, guild, record, decision);
	if (decision->status == STATUS_DUPLICATE || decision->status == STATUS_SKIPPED ||
	    decision->quiet)
		return;
	if (decision->listener && decision->text)
		add_untold(books, record, decision);
	struct command_row *row = log_row(books, guild, record, line, decision);
	struct delivery_row *reply = NULL;
	if (said && decision->text) {
		reply = add_reply(books, guild, record->command.channel_id, row->message_id,
				  row->seq);
		reply->files = decision->files;
	}
	/* as if it were a reply, which is not for the outbox */
	struct delivery_row answer = { .channel_id = record->command.channel_id };
	bool answered_apart = record_is_message(record) &&
			      record->command.source == SOURCE_INTERACTION && decision->text;
	if (answered_apart)
		reply = &answer;
	if (decision->answers_message && decision->text)
		reply = add_reply(books, guild, decision->answers_channel,
				  decision->answers_message, row->seq);
	add_notices(books, guild, decision, reply, row->seq);
	decision->pings = answered_apart ? answer.pings : NULL;
	if (answered_apart)
		row->record = with_answer(books, row->record, answer.pings, decision->files);
	if (record->type == RECORD_DELIVERED)
		row->author_id = decision->delivered_to;
	if (record->type != RECORD_POST || decision->status != STATUS_OK)
		return;
	struct delivery_row *post = add_delivery(books, guild, DELIVER_POST, row->seq);
	post->channel_id = channel_of_post(guild, &record->post);
	post->content = *record->post.content ? record->post.content : NULL;
	post->files = record->post.files;
}
