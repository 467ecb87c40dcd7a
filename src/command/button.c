/* custom_ids written and read: one table of actions. */
#include "command/button.h"

#include <stdio.h>
#include <string.h>

#include "base/instant.h"
#include "command/parse.h"
#include "command/report_names.h"
#include "command/verbs.h"

enum rest { REST_NUMBERS, REST_PAGE, REST_REPORT, REST_INDEX };

/* A row of each kind. Kinds of one action are one to whoever reads a custom_id: the first of them.
 */
static const struct button_row {
	const char *action;
	enum rest rest;
	enum button_style style;
	const char *label; /* to be translated */
	bool amount;       /* the label names the amount */
	enum verb_id verb;
} rows[BUTTON_KINDS] = {
	[BUTTON_ACCEPT] = { "yes", REST_NUMBERS, BUTTON_SUCCESS, N_("Accept"), true, VERB_ACCEPT },
	[BUTTON_APPROVE] = { "yes", REST_NUMBERS, BUTTON_SUCCESS, N_("Approve"), false,
			     VERB_ACCEPT },
	[BUTTON_CONFIRM] = { "yes", REST_NUMBERS, BUTTON_SUCCESS, N_("Confirm"), true,
			     VERB_ACCEPT },
	[BUTTON_AGREE] = { "yes", REST_NUMBERS, BUTTON_SUCCESS, N_("Agree"), false, VERB_ACCEPT },
	[BUTTON_DECLINE] = { "no", REST_NUMBERS, BUTTON_SECONDARY, N_("Decline"), false,
			     VERB_DECLINE },
	[BUTTON_REJECT] = { "no", REST_NUMBERS, BUTTON_DANGER, N_("Reject"), false, VERB_DECLINE },
	[BUTTON_PART] = { "part", REST_NUMBERS, BUTTON_SECONDARY, N_("Pay a part"), false,
			  VERB_ACCEPT },
	[BUTTON_CANCEL] = { "cancel", REST_NUMBERS, BUTTON_SECONDARY, N_("Cancel"), false,
			    VERB_CANCEL },
	[BUTTON_CAPTURE] = { "capture", REST_NUMBERS, BUTTON_SUCCESS, N_("Capture"), false,
			     VERB_CAPTURE },
	[BUTTON_RELEASE] = { "release", REST_NUMBERS, BUTTON_SECONDARY, N_("Release"), false,
			     VERB_RELEASE },
	[BUTTON_PAUSE] = { "pause", REST_NUMBERS, BUTTON_SECONDARY, N_("Pause"), false,
			   VERB_SCHEDULE_PAUSE },
	[BUTTON_STOP] = { "stop", REST_NUMBERS, BUTTON_DANGER, N_("Stop"), false,
			  VERB_SCHEDULE_STOP },
	[BUTTON_OLDER] = { "page", REST_PAGE, BUTTON_SECONDARY, N_("Older"), false, VERB_HISTORY },
	[BUTTON_NEWER] = { "page", REST_PAGE, BUTTON_SECONDARY, N_("Newer"), false, VERB_HISTORY },
	[BUTTON_CHART] = { "chart", REST_REPORT, BUTTON_SECONDARY, N_("Show chart"), false,
			   VERB_REPORT },
	[BUTTON_ROLES] = { "role", REST_INDEX, BUTTON_SECONDARY, N_("Choose a role"), false,
			   VERB_ROLE_TAKE },
};

/* The custom_id of PRESS, from ARENA. */
static const char *id_of(struct arena *arena, const struct button_press *press)
{
	const struct button_row *row = &rows[press->kind];
	switch (row->rest) {
	case REST_PAGE:
		return press->page.journal ? arena_printf(arena, "1:page:journal:%jd:%jd",
							  press->page.limit, press->page.below)
					   : arena_printf(arena, "1:page:history:%ju:%jd:%jd",
							  press->page.user_id, press->page.limit,
							  press->page.skip);
	case REST_REPORT: return arena_printf(arena, "1:chart:%s", press->report);
	case REST_INDEX:
	case REST_NUMBERS: break;
	}
	return press->last > press->first
		       ? arena_printf(arena, "1:%s:%jd-%jd", row->action, press->first, press->last)
		       : arena_printf(arena, "1:%s:%jd", row->action, press->first);
}

static struct button make_button(struct arena *arena, enum lang lang,
				 const struct button_press *press, const char *amount)
{
	const struct button_row *row = &rows[press->kind];
	return (struct button){
		.id = id_of(arena, press),
		.label = amount && row->amount
				 ? arena_printf(arena, "%s %s", tr(lang, row->label), amount)
				 : tr(lang, row->label),
		.style = row->style,
	};
}

struct button button_of(struct arena *arena, enum button_kind kind, enum lang lang, int64_t first,
			int64_t last, const char *amount)
{
	struct button_press press = { .kind = kind, .first = first, .last = last };
	return make_button(arena, lang, &press, amount);
}

struct button button_of_page(struct arena *arena, enum button_kind kind, enum lang lang,
			     const struct button_page *page)
{
	struct button_press press = { .kind = kind, .page = *page };
	return make_button(arena, lang, &press, NULL);
}

struct button button_of_chart(struct arena *arena, enum lang lang, const char *report)
{
	struct button_press press = { .kind = BUTTON_CHART, .report = report };
	return make_button(arena, lang, &press, NULL);
}

struct menu button_menu_of_roles(struct arena *arena, enum lang lang, int index)
{
	struct button_press press = { .kind = BUTTON_ROLES, .first = index };
	return (struct menu){ .id = id_of(arena, &press),
			      .placeholder = tr(lang, rows[BUTTON_ROLES].label) };
}

/* The numbers in TEXT, with a colon or dash between; how many, or 0 where it holds anything else.
 */
static size_t read_numbers(const char *text, const char *between, uint64_t *numbers, size_t most)
{
	size_t count = 0;
	while (count < most) {
		char digits[24];
		size_t length = strspn(text, "0123456789");
		if (!length || length >= sizeof digits)
			return 0;
		memcpy(digits, text, length);
		digits[length] = '\0';
		if (!snowflake_parse(digits, &numbers[count]) || numbers[count] > INT64_MAX)
			return 0;
		count++;
		text += length;
		if (!*text)
			return count;
		if (!strchr(between, *text++))
			return 0;
	}
	return 0;
}

static bool read_range(const char *text, struct button_press *press)
{
	uint64_t numbers[2];
	size_t count = read_numbers(text, "-", numbers, 2);
	if (!count)
		return false;
	press->first = (int64_t)numbers[0];
	press->last = (int64_t)numbers[count - 1];
	return press->last - press->first < BUTTON_MOST_NUMBERS;
}

static bool read_page(const char *text, struct button_press *press)
{
	static const char journal[] = "journal:", history[] = "history:";
	uint64_t numbers[3];
	struct button_page *page = &press->page;
	page->journal = strncmp(text, journal, sizeof journal - 1) == 0;
	if (!page->journal && strncmp(text, history, sizeof history - 1) != 0)
		return false;
	size_t wanted = page->journal ? 2 : 3;
	if (read_numbers(strchr(text, ':') + 1, ":", numbers, 3) != wanted)
		return false;
	page->user_id = page->journal ? 0 : numbers[0];
	page->limit = (int64_t)numbers[wanted - 2];
	*(page->journal ? &page->below : &page->skip) = (int64_t)numbers[wanted - 1];
	return page->limit > 0 && page->limit <= BUTTON_MOST_LINES;
}

static bool read_rest(const char *text, struct button_press *press)
{
	const struct report_name *report;
	switch (rows[press->kind].rest) {
	case REST_PAGE: return read_page(text, press);
	case REST_REPORT:
		report = report_name_of(text);
		press->report = report ? report->words[LANG_EN] : NULL;
		return report;
	case REST_INDEX:
	case REST_NUMBERS: break;
	}
	return read_range(text, press);
}

bool button_read(const char *custom_id, struct button_press *press)
{
	struct arena arena = { 0 };
	bool same = false;
	if (strlen(custom_id) > BUTTON_LONGEST_ID || strncmp(custom_id, "1:", 2) != 0)
		return false;
	const char *action = custom_id + 2, *rest = strchr(action, ':');
	for (int kind = 0; rest && kind < BUTTON_KINDS; kind++) {
		size_t length = strlen(rows[kind].action);
		if ((size_t)(rest - action) != length ||
		    memcmp(action, rows[kind].action, length) != 0)
			continue;
		*press = (struct button_press){ .kind = (enum button_kind)kind };
		/* what is not exactly as we write it was not written by us */
		same = read_rest(rest + 1, press) && strcmp(id_of(&arena, press), custom_id) == 0;
		break;
	}
	arena_free(&arena);
	return same;
}

bool button_is_private(const struct button_press *press, bool private_message)
{
	return private_message || press->kind == BUTTON_OLDER || press->kind == BUTTON_ROLES;
}

static bool has_role(const struct author *author, uint64_t role_id)
{
	for (size_t i = 0; i < author->role_count; i++)
		if (author->roles[i] == role_id)
			return true;
	return false;
}

/* LINE by the grammar, in the language of the command. */
static bool parse_line(struct arena *arena, const char *line, struct command *command)
{
	enum lang lang = command->lang;
	bool parsed = command_parse(arena, line, "", command) == PARSE_COMMAND;
	command->lang = lang; /* the words of the line are ours, not the person's */
	return parsed;
}

/* "41 42 43", as a reply to a message that names them all: the books take the one that the person
 * decides. */
static const char *all_numbers(struct arena *arena, int64_t first, int64_t last)
{
	struct buf list = { 0 };
	for (int64_t number = first; number <= last; number++)
		buf_printf(&list, "%s%jd", list.length ? " " : "", number);
	const char *copy = arena_copy(arena, list.bytes, list.length);
	buf_free(&list);
	return copy;
}

static bool decision_command(struct arena *arena, const struct button_press *press,
			     struct command *command)
{
	const char *line = arena_printf(arena, "%s %jd", verb_table[rows[press->kind].verb].name,
					press->first);
	if (press->kind == BUTTON_PART || !parse_line(arena, line, command))
		return false;
	if (press->last == press->first)
		return true;
	for (size_t i = 0; i < command->argument_count; i++)
		if (strcmp(command->arguments[i].key, "n") == 0)
			command->arguments[i].value = all_numbers(arena, press->first, press->last);
	return command_add_argument(command, "reply", "1");
}

static bool page_command(struct arena *arena, const struct button_page *page,
			 struct command *command)
{
	const char *line =
		page->journal
			? arena_printf(arena, "report journal limit=%jd", page->limit)
			: arena_printf(arena, "history <@%ju> %jd", page->user_id, page->limit);
	int64_t number = page->journal ? page->below : page->skip;
	return parse_line(arena, line, command) &&
	       (!number || command_add_argument(command, page->journal ? "below" : "skip",
						arena_printf(arena, "%jd", number)));
}

static bool role_command(struct arena *arena, const char *chosen, struct command *command)
{
	uint64_t role_id;
	if (!chosen || !snowflake_parse(chosen, &role_id))
		return false;
	return parse_line(arena,
			  arena_printf(arena, "role %s <@&%ju>",
				       has_role(&command->author, role_id) ? "leave" : "take",
				       role_id),
			  command);
}

bool button_command(struct arena *arena, const struct button_press *press, const char *chosen,
		    struct command *command)
{
	switch (rows[press->kind].rest) {
	case REST_PAGE: return page_command(arena, &press->page, command);
	case REST_INDEX: return role_command(arena, chosen, command);
	case REST_REPORT:
		return parse_line(arena, arena_printf(arena, "report %s chart", press->report),
				  command);
	case REST_NUMBERS: break;
	}
	return decision_command(arena, press, command);
}
