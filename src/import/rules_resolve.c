/* What names in rules mean, once all of them is read: columns in values and patterns. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "import/rules_parts.h"

enum { MOST_PIECES = 64, MOST_CELL = 1023, LONGEST_NAME = 200 };

/* The cell that NAME says: a number from 1, or the name of a column; -1: none. */
static int cell_called(const struct import_rules *rules, const char *name, size_t length)
{
	if (length && length <= 4 && strspn(name, "0123456789") >= length) {
		long number = strtol(name, NULL, 10);
		return number >= 1 && number <= MOST_CELL + 1 ? (int)number - 1 : -1;
	}
	for (size_t i = 0; i < rules->column_count; i++)
		if (*rules->columns[i] && strcmp(rules->columns[i], "_") != 0 &&
		    strlen(rules->columns[i]) == length &&
		    strncasecmp(rules->columns[i], name, length) == 0)
			return (int)i;
	return -1;
}

static bool is_name(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-';
}

/* The column named at AT, which begins with %; *LENGTH: its bytes, 0 where a % is itself.
 */
static int named_cell(const struct import_rules *rules, const char *at, size_t *length)
{
	const char *name = at + 1;
	size_t count = 0;
	if (*name == '(') {
		count = strcspn(++name, ")");
		*length = name[count] ? count + 3 : 0;
		return *length ? cell_called(rules, name, count) : -1;
	}
	while (is_name(name[count]))
		count++;
	*length = count ? count + 1 : 0;
	return cell_called(rules, name, count);
}

static void add_piece(struct template *value, const char *text, size_t length, int cell)
{
	if (cell >= 0 && (size_t)cell >= value->needed)
		value->needed = (size_t)cell + 1;
	if (cell >= 0 || length)
		value->pieces[value->count++] = (struct template_piece){ text, length, cell };
}

/* Whether LENGTH bytes may be behind "members:": a cell's come when it is read. */
static bool is_member(const char *text)
{
	size_t digits = strspn(text, "0123456789");
	return (digits && digits <= 20 && !text[digits]) || strchr(text, '%');
}

static bool resolve_value(struct rules_reading *reading, struct rule_assignment *assignment)
{
	struct import_rules *rules = reading->rules;
	struct template *value = &assignment->value;
	struct template_piece pieces[MOST_PIECES];
	const char *from = value->source, *at = from;
	value->pieces = pieces;
	for (size_t length; *at;) {
		if (value->count + 2 > MOST_PIECES ||
		    (*at == '\\' && isdigit((unsigned char)at[1])))
			return rules_refuse(reading, value->file, value->place,
					    value->count + 2 > MOST_PIECES
						    ? "more than 62 columns in one value"
						    : "groups of a pattern (\\1) are not read in "
						      "values: name a column");
		int cell = *at == '%' ? named_cell(rules, at, &length) : -1;
		if (*at != '%' || !length) {
			at++;
			continue;
		}
		if (cell < 0)
			return rules_refuse(reading, value->file, value->place,
					    "no column is called \"%.*s\": name it in fields, or "
					    "write %%(name) before letters",
					    (int)(length < LONGEST_NAME ? length : LONGEST_NAME),
					    at);
		add_piece(value, from, (size_t)(at - from), -1);
		add_piece(value, NULL, 0, cell);
		from = at += length;
	}
	add_piece(value, from, (size_t)(at - from), -1);
	size_t size = value->count * sizeof *pieces;
	value->pieces = arena_alloc(&rules->arena, size + 1);
	memcpy(value->pieces, pieces, size);
	if (assignment->field == RULE_ACCOUNT2 && strncmp(value->source, "members:", 8) == 0 &&
	    !is_member(value->source + 8))
		return rules_refuse(reading, value->file, value->place,
				    "\"%.*s\": a member is named by number, members:ID; a name is "
				    "chosen by its bearer and may be another's",
				    LONGEST_NAME, value->source);
	return true;
}

static struct rule_subject *subject_of(struct import_rules *rules, int cell)
{
	struct rule_subject *subject = rules->subjects;
	while (subject && subject->cell != cell)
		subject = subject->next;
	if (subject)
		return subject;
	subject = arena_alloc(&rules->arena, sizeof *subject);
	*subject = (struct rule_subject){ cell, patterns_new(), rules->subjects };
	return rules->subjects = subject;
}

/* What the pattern is looked for in; -3: a column that there is not. */
static int subject_cell(const struct import_rules *rules, const char *name)
{
	size_t length;
	if (!*name)
		return SUBJECT_RECORD;
	int cell = named_cell(rules, name, &length);
	if (cell >= 0 && !name[length])
		return cell;
	return !rules->column_count && strcmp(name, "%description") == 0 ? SUBJECT_TEXT : -3;
}

static bool resolve_matcher(struct rules_reading *reading, struct rule_matcher *matcher)
{
	struct import_rules *rules = reading->rules;
	char why[PATTERN_WHY_SIZE];
	int cell = subject_cell(rules, matcher->subject);
	if (cell < SUBJECT_TEXT)
		return rules_refuse(reading, matcher->file, matcher->place,
				    "no column is called \"%.*s\": name it in fields", LONGEST_NAME,
				    matcher->subject);
	if (rules->pattern_count == RULES_PATTERNS)
		return rules_refuse(reading, matcher->file, matcher->place,
				    "more than 1000 patterns: join some by |");
	struct rule_subject *subject = subject_of(rules, cell);
	matcher->number = rules->pattern_count++;
	if (!patterns_add(subject->patterns, matcher->pattern, matcher->number, why))
		return rules_refuse(reading, matcher->file, matcher->place,
				    "the pattern \"%.*s\" is not read: %s", LONGEST_NAME,
				    matcher->pattern, why);
	size_t size = 0;
	for (subject = rules->subjects; subject; subject = subject->next)
		size += patterns_size(subject->patterns);
	if (size > RULES_NODES)
		return rules_refuse(reading, matcher->file, matcher->place,
				    "the patterns are too large together: fewer or smaller {m,n}");
	return true;
}

/* States are shared between what patterns are looked for in. */
static void share_states(struct import_rules *rules)
{
	unsigned count = 0;
	for (struct rule_subject *one = rules->subjects; one; one = one->next)
		count++;
	for (struct rule_subject *one = rules->subjects; one; one = one->next)
		patterns_keep(one->patterns, one->cell == SUBJECT_RECORD ? 4096 : 4096 / count);
}

bool rules_resolve(struct rules_reading *reading)
{
	struct import_rules *rules = reading->rules;
	for (struct rule_assignment *one = rules->assignments; one; one = one->next) {
		if (!resolve_value(reading, one))
			return false;
		rules->always[one->field] = &one->value;
	}
	for (struct rule_block *block = rules->blocks; block; block = block->next) {
		for (struct rule_matcher *one = block->matchers; one; one = one->next)
			if (!resolve_matcher(reading, one))
				return false;
		for (struct rule_assignment *one = block->assignments; one; one = one->next)
			if (!resolve_value(reading, one))
				return false;
	}
	share_states(rules);
	return true;
}
