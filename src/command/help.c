/* Usage lines and help, made from the table of verbs. */
#include <string.h>

#include "base/buf.h"
#include "command/verbs.h"

static void first_word(struct buf *out, const char *words)
{
	buf_add(out, words, strcspn(words, "|"));
}

static void parameter_name(struct buf *out, const struct parameter *parameter, enum lang lang)
{
	if (parameter->kind == PARAM_CHOICE) {
		const char *const(*choice)[LANG_COUNT] = parameter->choices;
		for (size_t i = 0; choice[i][0]; i++)
			buf_printf(out, "%s%s", i ? "|" : "", choice[i][lang]);
		return;
	}
	buf_text(out, parameter->name[lang]);
}

void verb_usage(struct buf *out, const struct verb *verb, enum lang lang, const char *prefix)
{
	buf_text(out, prefix);
	first_word(out, verb->words[lang]);
	for (const struct parameter *parameter = verb->parameters; parameter->key; parameter++) {
		buf_text(out, parameter->optional ? " [" : " <");
		parameter_name(out, parameter, lang);
		buf_char(out, parameter->optional ? ']' : '>');
	}
}

void verb_help(struct buf *out, const struct verb *verb_or_null, enum lang lang, unsigned permits,
	       const char *prefix)
{
	if (verb_or_null) {
		buf_char(out, '`');
		verb_usage(out, verb_or_null, lang, prefix);
		buf_printf(out, "`: %s.", tr(lang, verb_or_null->summary));
		return;
	}
	buf_text(out, "```\n");
	for (const struct verb *verb = verbs; verb < verbs + VERB_COUNT; verb++) {
		if (!(permits & verb->permit))
			continue;
		buf_text(out, prefix);
		size_t start = out->length;
		first_word(out, verb->words[lang]);
		for (size_t width = out->length - start; width < 19; width++)
			buf_char(out, ' ');
		buf_printf(out, "%s\n", tr(lang, verb->summary));
	}
	buf_printf(out, "%s%s %s```", prefix, lang == LANG_ES ? "ayuda" : "help",
		   tr(lang, N_("COMMAND says how to write one.")));
}
