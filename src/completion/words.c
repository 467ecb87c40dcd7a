/* Prints what the tables of verbs, settings and formats know, for src/completion/generate: it is
 * run while building, and not installed. Lines: verb TAB phrase; word TAB phrase TAB word that may
 * follow it; format TAB name. Both languages. */
#include <stdio.h>
#include <string.h>

#include "command/help_rows.h"
#include "command/setting_rows.h"
#include "command/verbs.h"
#include "report/report.h"

static bool takes_value(enum parameter_kind kind)
{
	return kind == PARAM_OPTIONS || kind == PARAM_ROLES || kind == PARAM_EXTRAS;
}

static int first_word(const char *words)
{
	return (int)strcspn(words, " ");
}

/* Whether the first word of CHOICE is that of one before it in CHOICES: each, cada. */
static bool is_repeated(const char *const (*choices)[LANG_COUNT],
			const char *const (*choice)[LANG_COUNT], enum lang lang)
{
	int length = first_word((*choice)[lang]);
	for (; choices < choice; choices++)
		if (first_word((*choices)[lang]) == length &&
		    strncmp((*choices)[lang], (*choice)[lang], (size_t)length) == 0)
			return true;
	return false;
}

/* What may follow PHRASE of VERB in LANG: the words of a choice, and keys with their "=". */
static void print_following(const struct verb *verb, enum lang lang, const char *phrase, int length)
{
	for (const struct parameter *parameter = verb->parameters; parameter->key; parameter++) {
		for (const char *const(*choice)[LANG_COUNT] = parameter->choices;
		     choice && (*choice)[0]; choice++)
			if (!is_repeated(parameter->choices, choice, lang))
				printf("word\t%.*s\t%.*s%s\n", length, phrase,
				       first_word((*choice)[lang]), (*choice)[lang],
				       takes_value(parameter->kind) ? "=" : "");
		for (enum help_topic topic = 0;
		     parameter->kind == PARAM_HELP && topic < TOPIC_COUNT; topic++)
			printf("word\t%.*s\t%.*s\n", length, phrase,
			       (int)strcspn(help_topics[topic].words[lang], "|"),
			       help_topics[topic].words[lang]);
		if (parameter->kind == PARAM_VERB || parameter->kind == PARAM_HELP)
			for (size_t i = 0; i < VERB_COUNT; i++)
				if (*verb_table[i].words[lang])
					printf("word\t%.*s\t%.*s\n", length, phrase,
					       (int)strcspn(verb_table[i].words[lang], "| "),
					       verb_table[i].words[lang]);
	}
}

/* The first word of CHOICE in LANG. */
static void print_choice(const struct setting_choice *choice, enum lang lang)
{
	const char *word = lang == LANG_ES && choice->others ? choice->others : choice->value;
	printf("%.*s\n", (int)strcspn(word, "|"), word);
}

/* Behind config the keys of settings; behind a key its choices, or nothing. */
static void print_settings(enum lang lang)
{
	const char *config = verb_table[VERB_CONFIG].words[lang];
	for (const struct setting_row *row = setting_rows; row < setting_rows + SETTING_COUNT;
	     row++) {
		const char *key = lang == LANG_ES ? row->spanish : row->key;
		if (row->setter == SETTING_BY_BOT_HIDDEN)
			continue;
		printf("word\t%s\t%s\n", config, key);
		bool listed = row->setter == SETTING_BY_ADMINS &&
			      row->type != SETTING_TYPE_SWITCHED && row->choices;
		if (!listed)
			printf("word\t%s %s\t\n", config, key);
		for (const struct setting_choice *choice = row->choices; listed && choice->value;
		     choice++) {
			printf("word\t%s %s\t", config, key);
			print_choice(choice, lang);
		}
	}
}

int main(void)
{
	for (size_t i = 0; i < VERB_COUNT; i++)
		for (int lang = 0; lang < LANG_COUNT; lang++)
			for (const char *phrase = verb_table[i].words[lang]; *phrase;) {
				int length = (int)strcspn(phrase, "|");
				printf("verb\t%.*s\n", length, phrase);
				print_following(&verb_table[i], lang, phrase, length);
				phrase += length + (phrase[length] == '|');
			}
	for (int lang = 0; lang < LANG_COUNT; lang++)
		print_settings((enum lang)lang);
	for (int i = 0; i < FORMAT_COUNT; i++)
		printf("format\t%s\n", report_formats[i]->name);
	return 0;
}
