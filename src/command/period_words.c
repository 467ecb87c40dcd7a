/* Words that say of which time a statement is: 30d, 2026-11, 2026, from= to=; and csv beside them.
 */
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "command/parsing.h"

bool is_month_or_year(const char *text)
{
	size_t digits = strspn(text, "0123456789");
	if (digits != 4 || (text[4] && text[4] != '-'))
		return false;
	return !text[4] || (strlen(text) == 7 && strspn(text + 5, "0123456789") == 2 &&
			    strcmp(text + 5, "00") > 0 && strcmp(text + 5, "12") <= 0);
}

/* The argument that WORD is; NULL: it is none of a statement. */
static const char *key_of(struct parsing *parsing, const struct parameter *parameter,
			  const struct word *word)
{
	const char *folded = text_fold(parsing->arena, word->text);
	int64_t time;
	if (word->key) {
		const char *key = choice_named(parsing, parameter->choices, word->key);
		return key && instant_parse(zone_utc(), word->value, &time) ? key : NULL;
	}
	return strcmp(folded, "csv") == 0      ? "csv"
	       : duration_parse(folded, &time) ? "last"
	       : is_month_or_year(word->text)  ? "period"
					       : NULL;
}

void read_period_words(struct parsing *parsing, const struct parameter *parameter)
{
	enum lang lang = parsing->command->lang;
	for (const struct word *word; (word = words_peek(parsing)) && !parsing->failed;
	     parsing->next++) {
		const char *key = key_of(parsing, parameter, word);
		if (!key)
			fail_at(parsing, word, "bad_time",
				tr(lang, N_("Write the period as 30d, 2026-11 or "
					    "from=2026-11-01.")));
		else if (command_argument(parsing->command, key))
			fail_at(parsing, word, "bad_option",
				tr(lang, N_("That option is given twice.")));
		else
			add_argument(parsing, key, word->key ? word->value : word->text);
	}
}
