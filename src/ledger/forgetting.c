/* What goes of a log row when somebody is forgotten: their words, their names in the words of
 * others, the answers that name them. */
#include "ledger/forgetting.h"

#include <string.h>

#include "command/verbs.h"
#include "ledger/lost_names.h"
#include "record/import_record.h"
#include "record/record.h"

static bool is_in(const struct forgotten *person, const struct log_words *row)
{
	return person->next <= row->seq && row->seq <= person->last;
}

/* The row's record, while it is changed. */
struct blanking {
	struct forgetting *forgetting;
	struct log_words *row;
	struct record record;
	struct command *command; /* of a command or reject, else NULL */
	bool ok, changed;
};

static void drop_text(struct log_words *row)
{
	row->changed |= row->text != NULL;
	row->text = NULL;
}

/* A refused command did nothing: none of its words is needed, as long as it says how it was
 * refused. */
static void drop_words(struct blanking *blanking)
{
	struct command *command = blanking->command;
	command->error_detail = command->error_hint = NULL;
	if (blanking->record.type == RECORD_COMMAND &&
	    (command->argument_count || command->forgotten_status)) {
		command->argument_count = 0;
		command->forgotten_status = blanking->row->status;
		command->forgotten_code = blanking->row->code;
	}
	blanking->changed = true;
	drop_text(blanking->row);
}

static void remove_argument(struct command *command, const struct argument *argument)
{
	size_t index = (size_t)(argument - command->arguments);
	command->argument_count--;
	memmove(&command->arguments[index], &command->arguments[index + 1],
		(command->argument_count - index) * sizeof *argument);
}

static struct argument *argument_of(struct command *command, const char *key)
{
	for (size_t i = 0; i < command->argument_count; i++)
		if (strcmp(command->arguments[i].key, key) == 0)
			return &command->arguments[i];
	return NULL;
}

/* Blanks what PARAMETER holds of the command's text, if it holds any. */
static bool blank_argument(struct command *command, const struct parameter *parameter)
{
	struct argument *text = argument_of(command, parameter->key);
	if (!text)
		return false;
	text->value = BLANK_TEXT;
	return true;
}

static bool takes_currency(const struct verb *verb)
{
	for (const struct parameter *parameter = verb ? verb->parameters : NULL;
	     parameter && parameter->key; parameter++)
		if (parameter->kind == PARAM_CURRENCY)
			return true;
	return false;
}

/* The word behind an amount that was no currency, and so begins the memo: the memo takes it up.
 * What a verb without a currency has there is nobody's memo. */
static bool join_word(struct blanking *blanking)
{
	struct forgetting *forgetting = blanking->forgetting;
	struct command *command = blanking->command;
	const struct verb *verb = verb_named(command->verb);
	struct argument *word = argument_of(command, "currency");
	if (!word ||
	    forgetting->is_currency(forgetting->context, word->value, blanking->row->rules))
		return false;
	remove_argument(command, word);
	for (const struct parameter *parameter = takes_currency(verb) ? verb->parameters : NULL;
	     parameter && parameter->key; parameter++)
		if (parameter->kind == PARAM_MEMO && !argument_of(command, parameter->key))
			command_add_argument(command, parameter->key, BLANK_TEXT);
	return true;
}

/* The free text of a command: whatever its parameters of that kind hold. */
static void blank_free_text(struct blanking *blanking)
{
	const struct verb *verb = verb_named(blanking->command->verb);
	bool joined = join_word(blanking), blanked = false;
	for (const struct parameter *parameter = verb ? verb->parameters : NULL;
	     parameter && parameter->key; parameter++)
		if (parameter->kind == PARAM_MEMO)
			blanked |= blank_argument(blanking->command, parameter);
	blanking->changed |= joined || blanked;
	blanking->row->memo_gone |= blanked;
}

static void blank_own(struct blanking *blanking, const struct forgotten *person)
{
	blanking->command->author.name = person->pseudonym;
	blanking->changed = true;
	drop_text(blanking->row);
	if (blanking->ok)
		blank_free_text(blanking);
	else
		drop_words(blanking);
}

/* What a bank said of a line: whoever paid stands in it, by the name that their bank knows. */
static void blank_line(struct blanking *blanking)
{
	struct import_line *line = arena_alloc(&blanking->forgetting->row, sizeof *line);
	*line = *blanking->command->line;
	if (*line->text)
		line->text = BLANK_TEXT;
	if (*line->reference)
		line->reference = BLANK_TEXT;
	blanking->command->line = line;
	blanking->row->memo_gone = true;
	blanking->changed = true;
	drop_text(blanking->row);
}

/* Whether a line of a bank names the person, or is said to be for them. Lines by which their
 * account moved otherwise are found there: sql/privacy.sql. */
static bool is_line_of(struct blanking *blanking, const struct forgotten *person)
{
	const struct import_line *line = blanking->command->line;
	for (size_t i = 0; i < line->candidate_count; i++)
		if (*line->candidates[i].to == '@' &&
		    strcmp(line->candidates[i].to + 1, person->id) == 0)
			return true;
	return naming_in(blanking->forgetting, person, line->text) != NAMED_NOT;
}

/* Adds to *NAMING and *THEIRS how WORD of a command names the person, and whether it refers to
 * them. */
static void look_at(struct blanking *blanking, const struct forgotten *person, const char *word,
		    enum naming *naming, bool *theirs)
{
	struct forgetting *forgetting = blanking->forgetting;
	if (!word)
		return;
	/* "@12" is the member 12, not one who calls themselves that. */
	enum naming here = word[0] == '@' && word[1] && !word[1 + strspn(word + 1, "0123456789")]
				   ? NAMED_NOT
				   : naming_in(forgetting, person, word);
	*naming = here > *naming ? here : *naming;
	*theirs |= refers_to(forgetting, person, word);
}

/* What somebody else wrote: a refused command that names the person with an @, or refers to them by
 * id and names them; a memo that names them with an @. */
static void blank_mentions(struct blanking *blanking, const struct forgotten *person)
{
	struct command *command = blanking->command;
	enum naming naming = NAMED_NOT;
	bool theirs = false;
	look_at(blanking, person, command->error_detail, &naming, &theirs);
	look_at(blanking, person, command->error_hint, &naming, &theirs);
	for (size_t i = 0; i < command->argument_count; i++) {
		look_at(blanking, person, command->arguments[i].value, &naming, &theirs);
		look_at(blanking, person, command->arguments[i].key, &naming, &theirs);
	}
	if (theirs)
		drop_text(blanking->row);
	if (!blanking->ok && (naming > NAMED_BARE || (naming && theirs)))
		drop_words(blanking);
	else if (blanking->ok && naming == NAMED_WITH_AT)
		blank_free_text(blanking);
}

/* Tables and drawings list members; a name in them may be cut. One that was lost behind an earlier
 * forget is gone wholly when its row is within the range of another. */
static bool is_table(const char *text)
{
	return text && (strstr(text, "```") || strcmp(text, BLANK_TEXT) == 0);
}

static void blank_post(struct blanking *blanking, const struct forgotten *person)
{
	struct post *post = &blanking->record.post;
	if (!is_table(post->content) && !post->files &&
	    naming_in(blanking->forgetting, person, post->content) != NAMED_WITH_AT)
		return;
	post->content = BLANK_TEXT;
	post->files = NULL;
	blanking->row->post_gone = true;
	blanking->changed = true;
}

static void blank_member(struct blanking *blanking, struct forgotten *person)
{
	struct member_record *member = &blanking->record.member;
	if (member->user_id != person->user_id)
		return;
	forget_name(blanking->forgetting, person, member->name);
	forget_name(blanking->forgetting, person, member->nick);
	member->name = person->pseudonym;
	member->nick = NULL;
	blanking->changed = true;
}

static void blank_record(struct blanking *blanking, struct forgotten *person)
{
	struct command *command = blanking->command;
	if (command && command->author.id == person->user_id) {
		forget_name(blanking->forgetting, person, command->author.name);
		blank_own(blanking, person);
	} else if (command && command->line) {
		if (is_line_of(blanking, person))
			blank_line(blanking);
	} else if (command) {
		blank_mentions(blanking, person);
	} else if (blanking->record.type == RECORD_POST) {
		blank_post(blanking, person);
	} else if (blanking->record.type == RECORD_MEMBER) {
		blank_member(blanking, person);
	}
}

static void blank_text(struct blanking *blanking, const struct forgotten *person)
{
	struct log_words *row = blanking->row;
	enum naming naming =
		row->text ? naming_in(blanking->forgetting, person, row->text) : NAMED_NOT;
	if (row->author_id == person->user_id || is_table(row->text) || naming == NAMED_WITH_AT ||
	    (naming == NAMED_FIRST_WORD && !blanking->ok))
		drop_text(row);
}

static const char *written(struct blanking *blanking)
{
	struct buf line = { 0 };
	switch (blanking->record.type) {
	case RECORD_COMMAND:
		if (blanking->command->line)
			record_write_import_line(&line, blanking->command->line);
		else
			record_write_command(&line, &blanking->record.command);
		break;
	case RECORD_REJECT: record_write_reject(&line, &blanking->record.command); break;
	case RECORD_POST: record_write_post(&line, &blanking->record.post); break;
	default: record_write_member(&line, &blanking->record.member); break;
	}
	const char *copy = arena_copy(&blanking->forgetting->row, line.bytes,
				      line.length - 1); /* without the newline */
	buf_free(&line);
	return copy;
}

/* Most rows are of others and name nobody: they need not be read. */
static bool may_concern(struct forgetting *forgetting, const struct log_words *row)
{
	const char *plain = NULL, *words = strstr(row->record, "\"args\":");
	if (!words) /* of a line of a bank */
		words = strstr(row->record, "\"text\":");
	if (strcmp(row->status, "ok") != 0 || strstr(row->record, "\"type\":\"post\""))
		return true;
	for (size_t i = 0; i < forgetting->count; i++) {
		const struct forgotten *person = &forgetting->people[i];
		if (!is_in(person, row))
			continue;
		if (row->author_id == person->user_id || strstr(row->record, person->id))
			return true;
		if (!words)
			continue;
		plain = plain ? plain : comparable_text(&forgetting->row, words);
		for (size_t name = 0; name < person->name_count; name++)
			if (strstr(plain, person->lost[name]))
				return true;
		if (strstr(plain, person->id))
			return true;
	}
	return false;
}

static void finish(struct blanking *blanking)
{
	if (!blanking->changed)
		return;
	blanking->row->record = written(blanking);
	blanking->row->changed = true;
}

void forget_words(struct forgetting *forgetting, struct log_words *row)
{
	const char *why = NULL;
	struct blanking blanking = { .forgetting = forgetting,
				     .row = row,
				     .ok = strcmp(row->status, "ok") == 0 };
	arena_reset(&forgetting->row);
	bool readable = may_concern(forgetting, row) &&
			record_read(&forgetting->row, row->record, strlen(row->record),
				    &blanking.record, &why);
	if (readable &&
	    (blanking.record.type == RECORD_COMMAND || blanking.record.type == RECORD_REJECT))
		blanking.command = &blanking.record.command;
	for (size_t i = 0; i < forgetting->count; i++) {
		struct forgotten *person = &forgetting->people[i];
		if (!is_in(person, row))
			continue;
		if (readable)
			blank_record(&blanking, person);
		if (row->text)
			blank_text(&blanking, person);
	}
	finish(&blanking);
}

void forget_post(struct forgetting *forgetting, struct log_words *row)
{
	const char *why = NULL;
	struct blanking blanking = { .forgetting = forgetting, .row = row, .ok = true };
	arena_reset(&forgetting->row);
	if (!record_read(&forgetting->row, row->record, strlen(row->record), &blanking.record,
			 &why) ||
	    blanking.record.type != RECORD_POST)
		return;
	for (size_t i = 0; i < forgetting->count; i++)
		blank_post(&blanking, &forgetting->people[i]);
	finish(&blanking);
}
