/* Directives of rules that hledger has, and the names of its fields. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "import/rules_parts.h"
#include "import/source.h"

enum { MOST_COLUMNS = 1024 };

/* Those of hledger's that are not read here, and why. */
static const struct {
	const char *name, *why;
} refused_directives[] = {
	{ "source", "gl-import takes the list on its standard input" },
	{ "archive", "the books keep what was imported; keep the list "
		     "yourself" },
	{ "timezone", "a line is of the day that the bank writes" },
	{ "balance-type", "balances are those after each line" },
};

static const struct {
	const char *name;
	enum rule_field field;
} fields[] = {
	{ "date", RULE_DATE },
	{ "amount", RULE_AMOUNT },
	{ "amount1", RULE_AMOUNT },
	{ "amount-in", RULE_AMOUNT_IN },
	{ "amount1-in", RULE_AMOUNT_IN },
	{ "amount-out", RULE_AMOUNT_OUT },
	{ "amount1-out", RULE_AMOUNT_OUT },
	{ "currency", RULE_CURRENCY },
	{ "currency1", RULE_CURRENCY },
	{ "balance", RULE_BALANCE },
	{ "balance1", RULE_BALANCE },
	{ "code", RULE_CODE },
	{ "description", RULE_DESCRIPTION },
	{ "account1", RULE_ACCOUNT1 },
	{ "account2", RULE_ACCOUNT2 },
	{ "comment", RULE_COMMENT },
	{ "comment1", RULE_COMMENT },
};

/* Whether NAME is BASE and a number, perhaps with -in or -out behind. */
static bool is_numbered(const char *name, const char *base)
{
	size_t length = strlen(base);
	if (strncmp(name, base, length) != 0 || !isdigit((unsigned char)name[length]))
		return false;
	name += length + strspn(name + length, "0123456789");
	return !*name || strcmp(name, "-in") == 0 || strcmp(name, "-out") == 0;
}

bool rules_field(struct rules_reading *reading, const char *name, enum rule_field *field)
{
	static const char *const numbered[] = { "amount", "account", "balance", "currency",
						"comment" };
	*field = RULE_FIELDS;
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (strcmp(fields[i].name, name) == 0)
			*field = fields[i].field;
	if (*field != RULE_FIELDS)
		return true;
	if (strcmp(name, "member") == 0)
		*field = RULE_MEMBER;
	for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++)
		if (is_numbered(name, numbered[i]))
			return rules_refuse_here(reading,
						 "\"%s\" is not read: a line of the bank has one "
						 "amount; "
						 "account1 is the bank, account2 what it is for",
						 name);
	if (strcmp(name, "date2") == 0 || strcmp(name, "status") == 0)
		return rules_refuse_here(reading,
					 "\"%s\" is not read: nothing of it is booked; give the "
					 "column "
					 "another name",
					 name);
	return true;
}

/* The names of the columns: "date, _, amount", some perhaps in quotes. */
static bool read_columns(struct rules_reading *reading, char *value)
{
	struct import_rules *rules = reading->rules;
	rules->columns = arena_alloc(&rules->arena, MOST_COLUMNS * sizeof *rules->columns);
	rules->column_count = 0;
	for (char *at = value, *next; at; at = next) {
		enum rule_field field;
		next = strchr(at, ',');
		if (next)
			*next++ = '\0';
		char *name = cell_trim(at);
		size_t length = strlen(name);
		if (length > 1 && *name == '"' && name[length - 1] == '"') {
			name[length - 1] = '\0';
			name++;
		}
		if (rules->column_count == MOST_COLUMNS)
			return rules_refuse_here(reading, "more than 1024 columns");
		for (char *c = name; *c; c++)
			*c = (char)tolower((unsigned char)*c);
		rules->columns[rules->column_count++] = arena_strdup(&rules->arena, name);
		if (!rules_field(reading, name, &field))
			return false;
		if (field != RULE_FIELDS)
			rules_assign(reading, &rules->assignments, field,
				     arena_printf(&rules->arena, "%%%zu", rules->column_count));
	}
	return true;
}

static bool read_separator(struct rules_reading *reading, const char *value)
{
	static const char *const words[] = { "TAB", "\\t", "SPACE", "\\s", NULL };
	char c = strlen(value) == 1 ? *value : '\0';
	for (int i = 0; words[i]; i++)
		if (strcasecmp(value, words[i]) == 0)
			c = i < 2 ? '\t' : ' ';
	reading->rules->separator = c;
	if (!c || c == '"' || (unsigned char)c >= 0x80 || (c < ' ' && c != '\t'))
		return rules_refuse_here(reading,
					 "separator takes one character, TAB or SPACE, not "
					 "\"%s\"",
					 value);
	return true;
}

static bool read_skip(struct rules_reading *reading, const char *value)
{
	char *rest;
	long count = *value ? strtol(value, &rest, 10) : 1;
	if (*value && (*rest || count < 0 || count > 1000))
		return rules_refuse_here(
			reading, "skip takes a number of lines up to 1000, not \"%s\"", value);
	reading->rules->skip = (int)count;
	return true;
}

static bool read_date_format(struct rules_reading *reading, const char *value)
{
	char why[CELL_WHY_SIZE];
	struct date_rules *dates = &reading->rules->dates;
	if (!cell_date_format_known(value, why))
		return rules_refuse_here(reading, "%s", why);
	if (dates->format_count == CELL_DATE_FORMATS)
		return rules_refuse_here(reading, "more than 8 formats of dates");
	dates->formats[dates->format_count++] = arena_strdup(&reading->rules->arena, value);
	return true;
}

static bool read_decimal_mark(struct rules_reading *reading, const char *value)
{
	reading->rules->amounts.decimal_mark = *value;
	if (strcmp(value, ",") != 0 && strcmp(value, ".") != 0)
		return rules_refuse_here(reading, "decimal-mark is , or . and not \"%s\"", value);
	return true;
}

static bool read_encoding(struct rules_reading *reading, const char *value)
{
	if (!encoding_is_known(value))
		return rules_refuse_here(
			reading, "no encoding is called \"%s\" here: iconv -l lists them", value);
	reading->rules->encoding = arena_strdup(&reading->rules->arena, value);
	return true;
}

static bool read_flag(struct rules_reading *reading, bool *flag, const char *value)
{
	*flag = true;
	return *value ? rules_refuse_here(reading, "\"%s\": this directive takes no value", value)
		      : true;
}

bool rules_directive(struct rules_reading *reading, const char *name, char *value)
{
	struct import_rules *rules = reading->rules;
	for (size_t i = 0; i < sizeof refused_directives / sizeof *refused_directives; i++)
		if (strcmp(name, refused_directives[i].name) == 0) {
			rules_refuse_here(reading, "\"%s\" is not read: %s", name,
					  refused_directives[i].why);
			return true;
		}
	if (strcmp(name, "fields") == 0)
		read_columns(reading, value);
	else if (strcmp(name, "separator") == 0)
		read_separator(reading, value);
	else if (strcmp(name, "skip") == 0)
		read_skip(reading, value);
	else if (strcmp(name, "date-format") == 0)
		read_date_format(reading, value);
	else if (strcmp(name, "decimal-mark") == 0)
		read_decimal_mark(reading, value);
	else if (strcmp(name, "encoding") == 0)
		read_encoding(reading, value);
	else if (strcmp(name, "newest-first") == 0)
		read_flag(reading, &rules->newest_first, value);
	else if (strcmp(name, "intra-day-reversed") == 0)
		read_flag(reading, &rules->day_reversed, value);
	else
		return false;
	return true;
}
