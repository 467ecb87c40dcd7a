/* PARAM_TARGETS: whose something is; or of several, each behind its part: `12 @ana 8 rent`. */
#include <string.h>

#include "command/money.h"
#include "command/parsing.h"

enum { MAX_TARGETS = 20 };

/* What is read of all targets. */
struct targets {
	struct parsing *parsing;
	struct buf list;
	size_t count, parts;
};

/* Whether the flag that ends the line comes next. */
static bool at_flag(struct parsing *parsing, const struct parameter *parameter)
{
	size_t used;
	return parameter[1].key && parameter[1].kind == PARAM_FLAG &&
	       choice_at(parsing, parameter[1].choices, parsing->next, parsing->words.count, &used);
}

static void fail_targets(struct parsing *parsing, const struct word *word)
{
	fail_line(parsing, word, "bad_targets",
		  arena_printf(parsing->arena,
			       tr(parsing->command->lang,
				  N_("Say whose it is, or write each part before its member or "
				     "account: `%sassign 3 12 @ana 8 @bob`.")),
			       parsing->prefix));
}

/* "12.50" of the next word, where it is an amount; NULL: it is none, or it was refused. */
static const char *part_of(struct parsing *parsing, const struct word *word)
{
	struct written_money written;
	if (word->quoted || user_mention(parsing, word->text) ||
	    !money_begins(parsing->arena, word->text))
		return NULL;
	if (money_read(parsing->arena, word->text, false, &written) != AMOUNT_OK || written.unit) {
		fail_targets(parsing, word);
		return NULL;
	}
	parsing->member_follows = true;
	check_ambiguous(parsing, word, "", written.amount);
	parsing->next++;
	return parsing->failed ? NULL : written.amount;
}

/* "@11", "rent", `"main hall"`; NULL after a refusal. */
static const char *target_of(struct parsing *parsing, const struct word *word)
{
	const char *member = word && !word->quoted ? user_mention(parsing, word->text) : NULL;
	if (member)
		return member;
	if (word && fail_glued(parsing, word))
		return NULL;
	if (word && *word->text == '@' && !word->quoted)
		fail_line(parsing, word, "mention_expected",
			  tr(parsing->command->lang, N_("That is not a mention yet: choose the "
							"member from the list that "
							"appears when you type @.")));
	else if (!word || !*word->text || strchr("@&<=", *word->text) || strchr(word->text, '"'))
		fail_targets(parsing, word);
	else
		return word->text[strcspn(word->text, " \t\r\n")]
			       ? arena_printf(parsing->arena, "\"%s\"", word->text)
			       : word->text;
	return NULL;
}

static void add_target(struct targets *targets, const struct word *word)
{
	struct parsing *parsing = targets->parsing;
	const char *part = part_of(parsing, word), *target;
	if (parsing->failed)
		return;
	word = words_peek(parsing);
	target = target_of(parsing, word);
	if (!target)
		return;
	parsing->next++;
	targets->parts += part != NULL;
	if (targets->count++ == MAX_TARGETS)
		fail_line(parsing, word, "too_many",
			  arena_printf(parsing->arena,
				       tr(parsing->command->lang, N_("One command names at most %d "
								     "people or roles.")),
				       MAX_TARGETS));
	else if (targets->count > 1 && targets->parts != targets->count)
		fail_targets(parsing, word);
	else
		buf_printf(&targets->list, "%s%s%s%s%s", targets->list.length ? " " : "",
			   part ? "=" : "", part ? part : "", part ? " " : "", target);
}

void read_targets(struct parsing *parsing, const struct parameter *parameter)
{
	struct targets targets = { .parsing = parsing };
	const struct word *word;
	while (!parsing->failed && (word = words_peek(parsing)) && !at_flag(parsing, parameter))
		add_target(&targets, word);
	parsing->member_follows = false;
	if (!parsing->failed && !targets.count)
		fail_targets(parsing, NULL);
	if (!parsing->failed)
		add_argument(parsing, parameter->key,
			     arena_strdup(parsing->arena, buf_string(&targets.list)));
	buf_free(&targets.list);
}
