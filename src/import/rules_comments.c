/* What hledger does not have: comments that begin with #gl. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "import/rules_parts.h"

enum { MOST_WORDS = 64, LONGEST_WORD = 24 };

/* The next word of *AT, or NULL. */
static char *next_word(char **at)
{
	return strsep(at, " \t");
}

/* "$ USD" */
static bool read_currency(struct rules_reading *reading, char *value)
{
	struct import_rules *rules = reading->rules;
	struct amount_rules *amounts = &rules->amounts;
	char why[CELL_WHY_SIZE], code[LIST_CURRENCY_SIZE];
	char *sign = next_word(&value);
	struct amount_rules none = { 0 };
	if (value)
		value = cell_trim(value);
	if (!sign || !value || strlen(value) != 3 || strlen(sign) > LONGEST_WORD ||
	    cell_currency(&none, value, code, why) != CELL_OK)
		return rules_refuse_here(reading,
					 "#gl currency takes a sign and a code: \"#gl currency "
					 "$ USD\"");
	if (amounts->sign_count == MOST_WORDS)
		return rules_refuse_here(reading, "more than 64 signs of currencies");
	if (!amounts->signs)
		amounts->signs = arena_alloc(&rules->arena, MOST_WORDS * sizeof *amounts->signs);
	amounts->signs[amounts->sign_count++] =
		(struct currency_sign){ arena_strdup(&rules->arena, sign),
					arena_strdup(&rules->arena, code) };
	return true;
}

static bool read_strip(struct rules_reading *reading, const char *value)
{
	struct import_rules *rules = reading->rules;
	struct amount_rules *amounts = &rules->amounts;
	if (!*value || strpbrk(value, " \t0123456789.,+-()") || strlen(value) > LONGEST_WORD ||
	    amounts->word_count == MOST_WORDS)
		return rules_refuse_here(reading,
					 "#gl strip takes one word, such as CR, not \"%s\"", value);
	if (!amounts->words)
		amounts->words = arena_alloc(&rules->arena, MOST_WORDS * sizeof *amounts->words);
	amounts->words[amounts->word_count++] = arena_strdup(&rules->arena, value);
	return true;
}

/* Twelve names. */
static bool read_months(struct rules_reading *reading, char *value)
{
	struct import_rules *rules = reading->rules;
	struct date_rules *dates = &rules->dates;
	int count = 0;
	if (dates->month_set_count == CELL_MONTH_SETS)
		return rules_refuse_here(reading, "more than 4 sets of months");
	for (char *word; (word = next_word(&value));) {
		if (!*word)
			continue;
		if (count < 12) {
			size_t length = strlen(word);
			char *folded = arena_alloc(&rules->arena, 2 * length + 1);
			pattern_fold(folded, word, length);
			dates->months[dates->month_set_count][count] = folded;
		}
		count++;
	}
	if (count != 12)
		return rules_refuse_here(reading, "#gl months takes twelve names, January first");
	dates->month_set_count++;
	return true;
}

static bool read_flag(struct rules_reading *reading, bool *flag, const char *value)
{
	*flag = true;
	return *value ? rules_refuse_here(reading, "\"%s\": this takes no value", value) : true;
}

static bool read_header(struct rules_reading *reading, const char *value)
{
	if (!*value)
		return rules_refuse_here(reading,
					 "#gl header takes what the line of the columns' names "
					 "begins with");
	reading->rules->header = arena_strdup(&reading->rules->arena, value);
	return true;
}

static bool read_id(struct rules_reading *reading, const char *value)
{
	reading->rules->id_code = true;
	return strcmp(value, "code") == 0
		       ? true
		       : rules_refuse_here(reading, "it is \"#gl id code\", not \"#gl id %s\"",
					   value);
}

static bool read_fee_account(struct rules_reading *reading, const char *value)
{
	struct import_rules *rules = reading->rules;
	if (!*value || strchr(value, '%') || strncmp(value, "members:", 8) == 0)
		return rules_refuse_here(reading,
					 "#gl fee-account takes an account of the books, not "
					 "\"%s\"",
					 value);
	rules->fee_account = arena_strdup(&rules->arena, value);
	rules->fee_place = reading->number;
	return true;
}

void rules_comment(struct rules_reading *reading, char *text)
{
	struct import_rules *rules = reading->rules;
	char *name = next_word(&text);
	char *value = text ? cell_trim(text) : name + strlen(name);
	if (strcmp(name, "header") == 0)
		read_header(reading, value);
	else if (strcmp(name, "id") == 0)
		read_id(reading, value);
	else if (strcmp(name, "encoding") == 0 || strcmp(name, "date-format") == 0)
		rules_directive(reading, name, value);
	else if (strcmp(name, "months") == 0)
		read_months(reading, value);
	else if (strcmp(name, "amount-fee") == 0)
		rules_assign(reading, &rules->assignments, RULE_FEE, value);
	else if (strcmp(name, "fee-account") == 0)
		read_fee_account(reading, value);
	else if (strcmp(name, "currency") == 0)
		read_currency(reading, value);
	else if (strcmp(name, "strip") == 0)
		read_strip(reading, value);
	else if (strcmp(name, "unsorted") == 0)
		read_flag(reading, &rules->unsorted, value);
	else if (strcmp(name, "balances") == 0)
		read_flag(reading, &rules->balances, value);
	else
		rules_refuse_here(reading, "\"#gl %s\" is not known: see gl-import(1)", name);
}
