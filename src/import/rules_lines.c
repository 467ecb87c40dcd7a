/* The lines of rules: directives, assignments, ifs with their patterns, tables of ifs, includes. As
 * hledger reads them (https://hledger.org/1.25/hledger.html#csv-format), but what is not known is
 * refused. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "import/rules_parts.h"

enum { DEEPEST = 8, MOST_TABLE_FIELDS = 32 };

/* A file and its current line. */
struct rules_file {
	struct rules_reading *reading;
	FILE *file;
	char *line; /* without its end and blanks there */
	size_t size;
	bool again; /* the line was not used: it comes again */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static char *past_blanks(char *text)
{
	while (is_blank(*text))
		text++;
	return text;
}

/* The next line, or NULL. */
static char *next_line(struct rules_file *file)
{
	struct rules_reading *reading = file->reading;
	if (reading->failed)
		return NULL;
	if (file->again) {
		file->again = false;
		return file->line;
	}
	ssize_t length = getline(&file->line, &file->size, file->file);
	if (length < 0)
		return NULL;
	reading->number++;
	if (length > RULES_LONGEST_LINE || strlen(file->line) != (size_t)length ||
	    !utf8_valid(file->line, (size_t)length)) {
		rules_refuse(reading, reading->file, reading->number,
			     "the line is too long, or is not text in UTF-8");
		return NULL;
	}
	while (length && isspace((unsigned char)file->line[length - 1]))
		file->line[--length] = '\0';
	return reading->number == 1 && strncmp(file->line, "\xef\xbb\xbf", 3) == 0 ? file->line + 3
										   : file->line;
}

/* Cuts a name off the beginning of TEXT: up to a blank or colon. *VALUE: what is behind. */
static char *cut_name(char *text, char **value)
{
	char *end = text + strcspn(text, " \t:");
	char *behind = end;
	if (*behind == ':')
		behind++;
	*value = past_blanks(behind);
	*end = '\0';
	return text;
}

/* "skip", "skip 2", "end" in an if. */
static bool assign_skip(struct rules_reading *reading, struct rule_assignment **list, bool end,
			const char *value)
{
	char *rest;
	long count = *value ? strtol(value, &rest, 10) : 1;
	if (*value && (end || *rest || count < 1 || count > 1000000))
		return rules_refuse_here(reading,
					 "\"%s\": skip takes a number of records, end takes "
					 "nothing",
					 value);
	rules_assign(reading, list, end ? RULE_END : RULE_SKIP, "")->skipped = (int)count;
	reading->rules->skips_more |= end || count > 1;
	return true;
}

/* One assignment, in an if or outside. */
static bool assignment(struct rules_reading *reading, struct rule_assignment **list, char *name,
		       char *value, bool in_if)
{
	enum rule_field field;
	if (in_if && (strcmp(name, "skip") == 0 || strcmp(name, "end") == 0))
		return assign_skip(reading, list, *name == 'e', value);
	if (!rules_field(reading, name, &field))
		return false;
	if (field == RULE_FIELDS)
		return rules_refuse_here(reading,
					 "\"%s\" is no directive and no field that is read here: "
					 "see "
					 "gl-import(1)",
					 name);
	rules_assign(reading, list, field, value);
	return true;
}

/* Adds the pattern of a line to BLOCK. */
static void add_matcher(struct rules_reading *reading, struct rule_block *block, char *text)
{
	struct arena *arena = &reading->rules->arena;
	struct rule_matcher *matcher = arena_alloc(arena, sizeof *matcher), **last;
	text = past_blanks(text);
	matcher->with_last = *text == '&';
	while (*text == '&')
		text = past_blanks(text + 1);
	matcher->negated = *text == '!';
	text = past_blanks(text + matcher->negated);
	matcher->subject = "";
	if (*text == '%' && text[1] && !is_blank(text[1])) {
		size_t length = strcspn(text, " \t");
		matcher->subject = arena_copy(arena, text, length);
		text = past_blanks(text + length);
	}
	matcher->pattern = arena_strdup(arena, text);
	matcher->file = reading->file;
	matcher->place = reading->number;
	if (!*text)
		rules_refuse_here(reading, "an if without a pattern");
	for (last = &block->matchers; *last; last = &(*last)->next)
		;
	if (matcher->with_last && !block->matchers)
		rules_refuse_here(reading,
				  "the first pattern of an if has no pattern before it for its "
				  "&");
	*last = matcher;
}

static struct rule_block *add_block(struct import_rules *rules)
{
	struct rule_block *block = arena_alloc(&rules->arena, sizeof *block);
	if (rules->last_block)
		rules->last_block->next = block;
	else
		rules->blocks = block;
	rules->last_block = block;
	return block;
}

/* An if: FIRST, what is behind it in its line, then a pattern a line, then indented
 * assignments. */
static void read_if(struct rules_file *file, char *first)
{
	struct rules_reading *reading = file->reading;
	struct rule_block *block = add_block(reading->rules);
	uint64_t place = reading->number;
	char *line, *value;
	if (*past_blanks(first))
		add_matcher(reading, block, first);
	while ((line = next_line(file)) && *line && !is_blank(*line))
		add_matcher(reading, block, line);
	for (; line && is_blank(*line); line = next_line(file)) {
		char *name = cut_name(past_blanks(line), &value);
		if (!assignment(reading, &block->assignments, name, value, true))
			return;
	}
	if (!block->matchers || !block->assignments)
		rules_refuse(reading, reading->file, place,
			     "an if needs a pattern, and an indented line below that says what "
			     "then holds");
	file->again = line != NULL;
}

/* Cuts TEXT at SEPARATOR; returns how many parts, at most MOST_TABLE_FIELDS + 1. */
static size_t cut(char *text, char separator, char **parts)
{
	size_t count = 0;
	char *at = text;
	do {
		parts[count++] = at;
		at = strchr(at, separator);
		if (at)
			*at++ = '\0';
	} while (at && count <= MOST_TABLE_FIELDS);
	return count;
}

/* A table of ifs: "if,account2,comment" and below "PATTERN,value,value" up to an empty line. A cell
 * that is empty says nothing. */
static void read_table(struct rules_file *file, char *first)
{
	struct rules_reading *reading = file->reading;
	struct arena *arena = &reading->rules->arena;
	char separator = *first, *names[MOST_TABLE_FIELDS + 1], *values[MOST_TABLE_FIELDS + 1];
	size_t count = cut(arena_strdup(arena, first + 1), separator, names);
	char *line;
	if (count > MOST_TABLE_FIELDS)
		rules_refuse_here(reading, "a table of more than 32 fields");
	while ((line = next_line(file)) && *line) {
		if (*line == '#' || *line == ';')
			continue;
		if (cut(line, separator, values) != count + 1) {
			rules_refuse_here(reading,
					  "the line has not as many values as its table \"if%s\"",
					  first);
			return;
		}
		struct rule_block *block = add_block(reading->rules);
		add_matcher(reading, block, values[0]);
		for (size_t i = 0; i < count && !reading->failed; i++) {
			char *value = past_blanks(values[i + 1]);
			if (*value)
				assignment(reading, &block->assignments, past_blanks(names[i]),
					   value, true);
		}
	}
}

/* "include FILE": of the same folder. */
static void include(struct rules_reading *reading, const char *name)
{
	struct rules_reading outer = *reading;
	const char *slash = strrchr(reading->file, '/');
	if (strchr(name, '/') || !*name || *name == '.') {
		rules_refuse_here(reading,
				  "include takes the name of a file in the same folder, not "
				  "\"%s\"",
				  name);
		return;
	}
	if (reading->depth >= DEEPEST) {
		rules_refuse_here(reading, "\"%s\" is included by more than 8 files in each other",
				  name);
		return;
	}
	reading->depth++;
	rules_read_file(reading,
			arena_printf(&reading->rules->arena, "%.*s%s",
				     slash ? (int)(slash - outer.file + 1) : 0, outer.file, name));
	outer.failed = reading->failed;
	*reading = outer;
}

static void read_line(struct rules_file *file, char *line)
{
	struct rules_reading *reading = file->reading;
	char *value, *text = past_blanks(line);
	if (strncmp(line, "#gl", 3) == 0 && is_blank(line[3])) {
		rules_comment(reading, past_blanks(line + 3));
		return;
	}
	if (!*text || strchr("#;*", *text))
		return;
	if (text != line) {
		rules_refuse_here(reading, "\"%s\" is indented, but belongs to no if", text);
		return;
	}
	if (strncmp(line, "if", 2) == 0 && (!line[2] || is_blank(line[2]))) {
		read_if(file, line + 2);
		return;
	}
	if (strncmp(line, "if", 2) == 0 && ispunct((unsigned char)line[2]) && line[2] != '-') {
		read_table(file, line + 2);
		return;
	}
	char *name = cut_name(line, &value);
	if (strcmp(name, "include") == 0)
		include(reading, value);
	else if (!rules_directive(reading, name, value) && !reading->failed)
		assignment(reading, &reading->rules->assignments, name, value, false);
}

bool rules_read_file(struct rules_reading *reading, const char *name)
{
	struct rules_file file = { .reading = reading, .file = fopen(name, "re") };
	char *line;
	if (!file.file) {
		const char *why = strerrordesc_np(errno);
		if (reading->depth)
			return rules_refuse(reading, reading->file, reading->number,
					    "cannot read %s: %s", name, why);
		return rules_refuse(reading, name, 0, "cannot be read: %s", why);
	}
	reading->file = name;
	reading->number = 0;
	while ((line = next_line(&file)))
		read_line(&file, line);
	if (ferror(file.file))
		rules_refuse(reading, name, reading->number, "cannot be read to its end");
	free(file.line);
	fclose(file.file);
	return !reading->failed;
}
