/* Typing errors in verbs, and the words that are other bots'. */
#include "base/arena.h"
#include "check.h"
#include "command/other_bots.h"
#include "command/parse.h"
#include "command/suggest.h"

static struct arena arena;

static const char *hint(const char *text)
{
	struct command command = { .lang = LANG_EN };
	return command_near_miss(&arena, text, "!", &command) ? command.error_hint : "none";
}

#define MEANS(text, line) SAME(hint(text), "There is no such command. Did you mean `" line "`?")
#define IS_NONE(text) SAME(hint(text), "none")

static void a_word_of_four_letters_or_more_whose_line_fits(void)
{
	MEANS("blance", "!balance");
	MEANS("payy <@12> 5 a memo", "!pay <@12> 5 a memo");
	MEANS("bacth close till=3", "!batch close till=3");
	MEANS("Hepl", "!help");
	IS_NONE("pya <@12> 5"); /* three letters */
	IS_NONE("payy");        /* whom, and how much? */
	IS_NONE("verfy me");
	IS_NONE("blance1");
	IS_NONE("\"blance\"");
	IS_NONE("blance \"never closed");
	IS_NONE("deppossitt <@12> 5 cash"); /* three errors */
	IS_NONE("hepo");                    /* two, in a short word, are too many */
	IS_NONE("caja");                    /* not baja: another first letter */
	IS_NONE("");
}

static void no_word_of_other_bots(void)
{
	static const char *const lines[] = {
		"play a song", "say hello", "roll 20", "vote yes", "remind me in 5 minutes",
		"rules",       "stop",      "tops"
	};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		IS_NONE(lines[i]);
	CHECK(!is_of_other_bots("blance") && is_of_other_bots("youtube") &&
	      is_of_other_bots("abrazo"));
}

/* A word of the list that were ours would never be suggested for. */
static bool is_listed(void *context, const char *word)
{
	(void)context;
	return is_of_other_bots(word);
}

static void no_verb_of_ours_is_listed(void)
{
	for (const struct verb *verb = verb_table; verb < verb_table + VERB_COUNT; verb++)
		for (int lang = 0; lang < LANG_COUNT; lang++)
			CHECK(!verbs_near(&arena, verb->words[lang], (enum lang)lang, 0, is_listed,
					  NULL) &&
			      !is_of_other_bots(verb->words[lang]));
}

int main(void)
{
	a_word_of_four_letters_or_more_whose_line_fits();
	no_word_of_other_bots();
	no_verb_of_ours_is_listed();
	arena_free(&arena);
	return REPORT("near_miss");
}
