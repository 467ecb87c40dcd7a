/* Options beside a memo: `due=2027-03-01`, `into=hall`, `short=retry:3d`, before it or at the end
 * of the line. */
#include <string.h>

#include "base/unicode.h"
#include "command/parsing.h"

/* The retry of `short=`: "3" of "3d". NULL: it is none. */
static const char *retry_days(struct parsing *parsing, const char *text)
{
	enum { MAX_RETRY = 99 };
	size_t digits = strspn(text, "0123456789");
	int days = number_at_start(text, MAX_RETRY);
	bool ends = strcmp(text + digits, "d") == 0 || !text[digits];
	return days >= 1 && days <= MAX_RETRY && ends
		       ? arena_printf(parsing->arena, "retry:%d", days)
		       : NULL;
}

static const char *shortage_of(struct parsing *parsing, const struct word *word)
{
	const char *value = text_fold(parsing->arena, word->value),
		   *days = strncmp(value, "retry:", 6) == 0         ? value + 6
			   : strncmp(value, "reintentar:", 11) == 0 ? value + 11
								    : NULL;
	const char *what = is_one_of(value, "skip saltar") ? "skip"
			   : is_one_of(value, "owe deber") ? "owe"
			   : days                          ? retry_days(parsing, days)
							   : NULL;
	if (!what)
		fail_line(parsing, word, "bad_option",
			  tr(parsing->command->lang, N_("Write `short=skip`, `short=retry:3d` or "
							"`short=owe`.")));
	return what;
}

/* The argument that the option WORD is, KEY its English name; *NAME becomes its key. */
static const char *value_of_option(struct parsing *parsing, const struct word *word,
				   const char *key, const char **name)
{
	const char *date = NULL;
	enum date_reading reading = date_of(parsing, word->value, &date);
	*name = key;
	if (strcmp(key, "short") == 0)
		return shortage_of(parsing, word);
	bool account =
		strcmp(key, "from") == 0 || strcmp(key, "into") == 0 || strcmp(key, "to") == 0;
	if (account && (strcmp(key, "from") != 0 || reading == NO_DATE)) {
		*name = strcmp(key, "from") == 0 ? "account" : key;
		return account_or_member(parsing, word, word->value);
	}
	if (reading == DATE_OK)
		return date;
	fail_date(parsing, word, word->value, reading);
	return NULL;
}

const char *option_of(struct parsing *parsing, const struct parameter *parameter,
		      const struct word *word)
{
	return word->key && !word->quoted ? choice_named(parsing, parameter->choices, word->key)
					  : NULL;
}

bool take_last_option(struct parsing *parsing, const struct parameter *parameter)
{
	struct words *words = &parsing->words;
	if (words->count <= parsing->next)
		return false;
	const struct word *word = &words->list[words->count - 1];
	const char *key = option_of(parsing, parameter, word), *name;
	if (!key)
		return false;
	words->count--;
	const char *value = value_of_option(parsing, word, key, &name);
	add_once(parsing, word, name, value);
	return true;
}

void read_extras(struct parsing *parsing, const struct parameter *parameter)
{
	const struct word *word;
	const char *key, *name;
	while (!parsing->failed && (word = words_peek(parsing)) &&
	       (key = option_of(parsing, parameter, word))) {
		const char *value = value_of_option(parsing, word, key, &name);
		add_once(parsing, word, name, value);
		parsing->next++;
	}
}
