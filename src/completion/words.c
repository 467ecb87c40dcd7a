/* Prints what the tables of verbs and formats know, for src/completion/generate: it is run
 * while building, and not installed. Lines: verb TAB phrase; word TAB phrase TAB word that may
 * follow it; format TAB name. Both languages. */
#include <stdio.h>
#include <string.h>

#include "command/verbs.h"
#include "report/report.h"

/* What may follow PHRASE of VERB in LANG: the words of a choice, and keys with their "=". */
static void print_following(const struct verb *verb, enum lang lang, const char *phrase, int length)
{
	for (const struct parameter *parameter = verb->parameters; parameter->key; parameter++) {
		for (const char *const(*choice)[LANG_COUNT] = parameter->choices;
		     choice && (*choice)[0]; choice++)
			printf("word\t%.*s\t%s%s\n", length, phrase, (*choice)[lang],
			       parameter->kind == PARAM_CHOICE ? "" : "=");
		if (parameter->kind == PARAM_VERB)
			for (size_t i = 0; i < VERB_COUNT; i++)
				printf("word\t%.*s\t%.*s\n", length, phrase,
				       (int)strcspn(verbs[i].words[lang], "| "),
				       verbs[i].words[lang]);
	}
}

int main(void)
{
	for (size_t i = 0; i < VERB_COUNT; i++)
		for (int lang = 0; lang < LANG_COUNT; lang++)
			for (const char *phrase = verbs[i].words[lang]; *phrase;) {
				int length = (int)strcspn(phrase, "|");
				printf("verb\t%.*s\n", length, phrase);
				print_following(&verbs[i], lang, phrase, length);
				phrase += length + (phrase[length] == '|');
			}
	for (int i = 0; i < FORMAT_COUNT; i++)
		printf("format\t%s\n", report_formats[i]->name);
	return 0;
}
