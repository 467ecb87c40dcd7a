/* Members, accounts and roles in a command: each mistake has its code, its place and its fix. */
#include <string.h>

#include "base/unicode.h"
#include "command/parsing.h"

/* `<@12>5` and `<@12>,`: with a space behind the mention, and without the punctuation. */
bool fail_glued(struct parsing *parsing, const struct word *word)
{
	const char *end = strchr(word->text, '>');
	if (word->quoted || !end || !end[1] ||
	    !user_mention(parsing,
			  arena_copy(parsing->arena, word->text, (size_t)(end + 1 - word->text))))
		return false;
	const char *rest = end + 1 + strspn(end + 1, ".,;:");
	const char *parted = arena_printf(parsing->arena, "%.*s%s%s", (int)(end + 1 - word->text),
					  word->text, *rest ? " " : "", rest);
	fail_line(parsing, word, "space_expected",
		  arena_printf(parsing->arena,
			       tr(parsing->command->lang, N_("Put a space behind the member, and "
							     "nothing else: %s")),
			       line_with(parsing, word->start, word->end, parted, NULL)));
	return true;
}

const char *account_or_member(struct parsing *parsing, const struct word *word, const char *text)
{
	enum lang lang = parsing->command->lang;
	const char *user = word->quoted ? NULL : user_mention(parsing, text);
	if (user)
		return user;
	if (mention_id(parsing, text, "<@&"))
		fail_line(parsing, word, "role_for_user",
			  tr(lang, N_("That is a role, not a person: choose the member from the "
				      "list that appears when you type @.")));
	else if (*text == '@' && !word->quoted)
		fail_line(parsing, word, "mention_expected",
			  tr(lang, N_("That is not a mention yet: choose the member from the list "
				      "that appears when you type @.")));
	else if (!*text || *text == '<')
		fail_at(parsing, word, "account_expected",
			tr(lang, N_("Write a member as a mention, or an account by its name.")));
	else
		return text;
	return NULL;
}

void read_account(struct parsing *parsing, const struct parameter *parameter,
		  const struct word *word)
{
	const char *user = word->quoted ? NULL : user_mention(parsing, word->text);
	if (fail_glued(parsing, word))
		return;
	if (parameter->kind == PARAM_USER && !user && !mention_id(parsing, word->text, "<@&")) {
		fail_at(parsing, word, "user_expected",
			tr(parsing->command->lang, N_("Write the member as a mention (@name).")));
		return;
	}
	const char *account = account_or_member(parsing, word, word->text);
	if (account)
		add_argument(parsing, parameter->key, account);
}

/* `to hall`, `de sueldos`: only directly behind what is before it. `from 2027-01-31` names none. */
void read_near_account(struct parsing *parsing, const struct parameter *parameter)
{
	size_t used;
	if (parsing->unclear_word || clause_words(parsing, parsing->next) ||
	    !choice_at(parsing, parameter->choices, parsing->next, parsing->words.count, &used))
		return;
	const struct word *word = words_peek_at(parsing, used);
	const char *account = word ? account_or_member(parsing, word, word->text) : NULL;
	if (!account)
		return;
	add_argument(parsing, parameter->key, account);
	parsing->next += used + 1;
}

/* `block @ana`. */
void read_near_user(struct parsing *parsing, const struct parameter *parameter)
{
	size_t used;
	if (!choice_at(parsing, parameter->choices, parsing->next, parsing->words.count, &used))
		return;
	parsing->next += used;
	const struct word *word = words_peek(parsing);
	const char *user = word && !word->quoted ? user_mention(parsing, word->text) : NULL;
	if (!user) {
		const char *end = parsing->words.list[parsing->words.count - 1].end;
		fail_line(parsing, word, "user_expected",
			  arena_printf(
				  parsing->arena,
				  tr(parsing->command->lang, N_("Say who: mention them, e.g. %s")),
				  word ? line_with(parsing, word->start, word->end, "@ana", NULL)
				       : line_with(parsing, end, end, " @ana", NULL)));
		return;
	}
	add_argument(parsing, parameter->key, user);
	parsing->next++;
	parsing->complete = true;
}

bool names_everyone(struct parsing *parsing, const char *text)
{
	const char *folded = text_fold(parsing->arena, text);
	return strcmp(folded, "everyone") == 0 || strcmp(folded, "@everyone") == 0 ||
	       strcmp(folded, "todos") == 0;
}

void read_role(struct parsing *parsing, const struct parameter *parameter, const struct word *word)
{
	const char *id = mention_id(parsing, word->text, "<@&");
	if (id)
		add_argument(parsing, parameter->key, arena_printf(parsing->arena, "&%s", id));
	else if (names_everyone(parsing, word->text))
		add_argument(parsing, parameter->key, "everyone");
	else
		fail_at(parsing, word, "role_expected",
			tr(parsing->command->lang, N_("Write the role as a mention (@Role), or "
						      "`everyone`.")));
}

/* A role's name may have several words: all that is left, unless a parameter follows. */
void read_role_name(struct parsing *parsing, const struct parameter *parameter,
		    const struct word *word)
{
	const char *id = mention_id(parsing, word->text, "<@&");
	bool last = !parameter[1].key;
	if (id) {
		add_argument(parsing, parameter->key, arena_printf(parsing->arena, "&%s", id));
	} else if (names_everyone(parsing, word->text)) {
		add_argument(parsing, parameter->key, "everyone");
	} else if (user_mention(parsing, word->text)) {
		fail_at(parsing, word, "user_for_role",
			tr(parsing->command->lang, N_("That is a person, not a role: write the "
						      "role as a mention (@Role) or by its "
						      "name.")));
	} else if (word->quoted || !last) {
		add_argument(parsing, parameter->key, word->text);
	} else {
		add_argument(parsing, parameter->key, squeeze_spaces(parsing->arena, word->start));
		parsing->next = parsing->words.count - 1;
	}
}
