/* Who shares, and which part: `@a`, `@a:2`, `@a x2`, `@a:30%`, `@a=12.50`. The space that a phone
 * puts behind a mention changes nothing. */
#include <stdlib.h>
#include <string.h>

#include "base/unicode.h"
#include "command/money.h"
#include "command/parsing.h"

enum { MAX_SHARES = 100, MAX_SHARE = 1000 };

/* What is read of all shares. */
struct shares {
	struct parsing *parsing;
	struct buf list;
	size_t count;
	bool percent, other; /* parts of a hundred; shares, amounts and members without either */
};

/* "@1", "&1", "everyone" of WORD, a mention that a share may be glued to; *TAIL is behind it. NULL:
 * none. */
static const char *sharer_of(struct parsing *parsing, const struct word *word, const char **tail)
{
	const char *end = strchr(word->text, '>'), *role;
	if (word->quoted)
		return NULL;
	if (strncmp(word->text, "<@", 2) != 0 || !end) {
		*tail = "";
		return strcmp(text_fold(parsing->arena, word->text), "@everyone") == 0 ? "everyone"
										       : NULL;
	}
	const char *mention =
		arena_copy(parsing->arena, word->text, (size_t)(end + 1 - word->text));
	*tail = end + 1;
	role = mention_id(parsing, mention, "<@&");
	return role ? arena_printf(parsing->arena, "&%s", role) : user_mention(parsing, mention);
}

static bool is_sign(const char *text)
{
	return strchr(":=xX", *text) && *text && !text[1];
}

/* Whether TEXT is a share that was parted from its mention: ":2", "x2", "=12.50". */
static bool is_tail(const char *text)
{
	return *text && strchr(":=xX", *text) && text[1] >= '0' && text[1] <= '9';
}

/* The share behind a mention whose word goes on with TAIL: its words are taken. */
static const char *whole_tail(struct parsing *parsing, const char *tail)
{
	const struct word *next = words_peek(parsing);
	if (!*tail && next && !next->quoted && (is_tail(next->text) || is_sign(next->text))) {
		const struct word *behind = words_peek_at(parsing, 1);
		bool number =
			behind && !behind->quoted && *behind->text >= '0' && *behind->text <= '9';
		if (is_sign(next->text) && (!number || strchr("xX", *next->text)))
			return tail;
		tail = next->text;
		parsing->next++;
		next = words_peek(parsing);
	}
	if (is_sign(tail) && next && !next->quoted && *next->text >= '0' && *next->text <= '9') {
		tail = arena_printf(parsing->arena, "%s%s", tail, next->text);
		parsing->next++;
	}
	return tail;
}

/* "33.33" of "33,33%": at most two decimals, above zero; NULL: it is none. */
static const char *percent_of(struct parsing *parsing, const char *text)
{
	size_t length = strlen(text), whole = strspn(text, "0123456789");
	if (length < 2 || text[length - 1] != '%' || !whole || whole > 3)
		return NULL;
	const char *rest = text + whole;
	size_t decimals = *rest == '.' || *rest == ',' ? strspn(rest + 1, "0123456789") : 0;
	bool parted = *rest != '%';
	if ((parted && (!decimals || decimals > 2)) || strcmp(rest + parted + decimals, "%") != 0 ||
	    !text[strspn(text, "0.,%")])
		return NULL;
	return parted ? arena_printf(parsing->arena, "%.*s.%.*s%%", (int)whole, text, (int)decimals,
				     rest + 1)
		      : text;
}

static void fail_share(struct shares *shares, const struct word *word)
{
	fail_line(shares->parsing, word, "bad_option",
		  tr(shares->parsing->command->lang, N_("Write a share directly behind its member: "
							"`@ana:2`, `@ana:30%` or "
							"`@ana=12.50`.")));
}

/* As the record has it: ":2", ":30%", "=12.50", ""; NULL after a refusal. */
static const char *share_of(struct shares *shares, const struct word *word, const char *tail)
{
	struct parsing *parsing = shares->parsing;
	struct written_money written;
	const char *text = *tail ? tail + 1 : tail, *percent = percent_of(parsing, text);
	size_t digits = strspn(text, "0123456789");
	if (*tail == ':' && percent) {
		shares->percent = true;
		return arena_printf(parsing->arena, ":%s", percent);
	}
	shares->other = true;
	if (!*tail)
		return tail;
	if (*tail == '=') {
		if (money_read(parsing->arena, text, false, &written) == AMOUNT_OK &&
		    !written.unit) {
			check_ambiguous(parsing, word,
					arena_printf(parsing->arena, "%.*s>=",
						     (int)strcspn(word->text, ">"), word->text),
					written.amount);
			return parsing->failed
				       ? NULL
				       : arena_printf(parsing->arena, "=%s", written.amount);
		}
	} else if (strchr(":xX", *tail) && digits && !text[digits] &&
		   number_at_start(text, MAX_SHARE) >= 1 &&
		   number_at_start(text, MAX_SHARE) <= MAX_SHARE) {
		return arena_printf(parsing->arena, ":%d", number_at_start(text, MAX_SHARE));
	}
	fail_share(shares, word);
	return NULL;
}

static void fail_no_payees(struct parsing *parsing)
{
	bool spanish = parsing->command->lang == LANG_ES;
	const struct word *word = words_peek(parsing);
	const char *last = parsing->words.list[parsing->words.count - 1].end,
		   *at = word ? word->start : last;
	fail_line(parsing, word, "no_payees",
		  arena_printf(parsing->arena,
			       tr(parsing->command->lang, N_("Say who shares: %s.")),
			       line_with(parsing, at, at,
					 word      ? "@ana @bob "
					 : spanish ? " @ana @bob cena"
						   : " @ana @bob dinner",
					 NULL)));
}

static void add_sharer(struct shares *shares, const struct word *word, const char *who,
		       const char *tail)
{
	struct parsing *parsing = shares->parsing;
	const char *share = share_of(shares, word, whole_tail(parsing, tail));
	if (shares->count++ == MAX_SHARES)
		fail_line(parsing, word, "too_many",
			  arena_printf(parsing->arena,
				       tr(parsing->command->lang, N_("One command names at most %d "
								     "people or roles.")),
				       MAX_SHARES));
	else if (shares->percent && shares->other)
		fail_line(parsing, word, "bad_option",
			  tr(parsing->command->lang, N_("Write all parts as percentages, or none "
							"of them.")));
	else if (share)
		buf_printf(&shares->list, "%s%s%s", shares->list.length ? " " : "", who, share);
}

/* The joining word between two members: `@ana and @bob`. Behind it there would be a memo, and half
 * of them would be asked. */
static void skip_joining_word(struct parsing *parsing)
{
	const struct word *word = words_peek(parsing), *next = words_peek_at(parsing, 1);
	const char *tail;
	if (word && next && !word->quoted &&
	    is_one_of(text_fold(parsing->arena, word->text), "and y e , & +") &&
	    sharer_of(parsing, next, &tail))
		parsing->next++;
}

void read_shares(struct parsing *parsing, const struct parameter *parameter)
{
	struct shares shares = { .parsing = parsing };
	const struct word *word;
	const char *tail, *who;
	while (!parsing->failed && (word = words_peek(parsing)) &&
	       (who = sharer_of(parsing, word, &tail))) {
		parsing->next++;
		add_sharer(&shares, word, who, tail);
		skip_joining_word(parsing);
	}
	word = words_peek(parsing);
	if (!parsing->failed && word && *word->text == '@' && !word->quoted && word->text[1])
		fail_line(parsing, word, "mention_expected",
			  tr(parsing->command->lang, N_("That is not a mention yet: choose the "
							"member from the list that "
							"appears when you type @.")));
	if (!parsing->failed && !shares.count)
		fail_no_payees(parsing);
	if (!parsing->failed)
		add_argument(parsing, parameter->key,
			     arena_strdup(parsing->arena, buf_string(&shares.list)));
	buf_free(&shares.list);
}
