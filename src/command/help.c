/* Help, made from the tables of verbs and of help. */
#include <string.h>

#include "base/buf.h"
#include "command/help_rows.h"

enum { EVERYDAY = 6 };

static void first_word(struct buf *out, const char *words)
{
	buf_add(out, words, strcspn(words, "|"));
}

/* "a; b" as two in brackets. */
static void add_parts(struct buf *out, const char *names)
{
	for (size_t length; *names; names += length + strspn(names + length, "; ")) {
		length = strcspn(names, ";");
		buf_printf(out, " [%.*s]", (int)length, names);
	}
}

/* Words to choose from. More than fit in a line of a phone are set apart by spaces, where a line
 * may end; else it would end within a word. */
static void add_choices(struct buf *out, const char *const (*choices)[LANG_COUNT], enum lang lang)
{
	enum { LINE_OF_PHONE = 34 };
	size_t length = 0;
	for (size_t i = 0; choices[i][0]; i++)
		length += strlen(choices[i][lang]) + 1;
	for (size_t i = 0; choices[i][0]; i++)
		buf_printf(out, "%s%s",
			   !i                       ? ""
			   : length > LINE_OF_PHONE ? " | "
						    : "|",
			   choices[i][lang]);
}

static void parameter_name(struct buf *out, const struct parameter *parameter, enum lang lang)
{
	if (parameter->kind == PARAM_CHOICE)
		add_choices(out, parameter->choices, lang);
	else
		buf_text(out, parameter->name[lang]);
}

void verb_usage(struct buf *out, const struct verb *verb, enum lang lang, const char *prefix)
{
	buf_text(out, prefix);
	first_word(out, verb->words[lang]);
	for (const struct parameter *parameter = verb->parameters; parameter->key; parameter++) {
		const char *name = parameter->name[lang];
		if (name && strchr(name, ';')) {
			add_parts(out, name);
		} else if (name) {
			buf_text(out, parameter->optional ? " [" : " <");
			parameter_name(out, parameter, lang);
			buf_char(out, parameter->optional ? ']' : '>');
		}
		if (parameter->kind == PARAM_RULE) {
			buf_char(out, ' ');
			first_word(out, verb_table[VERB_PAY].words[lang]);
		}
	}
}

static void explain_verb(struct buf *out, const struct verb *verb, enum lang lang,
			 const char *prefix)
{
	buf_char(out, '`');
	verb_usage(out, verb, lang, prefix);
	buf_printf(out, "`: %s.", tr(lang, verb->summary));
	if (!verb->parameters[0].key)
		return; /* it is its own example */
	buf_char(out, '\n');
	buf_printf(out, tr(lang, N_("For example: `%s%s`")), prefix,
		   help_rows[verb->id].example[lang]);
}

static const char *permit_word(enum permit permit)
{
	switch (permit) {
	case PERMIT_TELLER: return N_("teller");
	case PERMIT_TREASURER: return N_("treasurer");
	case PERMIT_AUDITOR: return N_("auditor");
	case PERMIT_ADMIN: return N_("admin");
	default: return N_("member");
	}
}

/* A line of a topic; where the asker may not use the verb, with who may. */
static void add_of_topic(struct buf *out, const struct verb *verb, enum lang lang, unsigned permits,
			 const char *prefix)
{
	buf_char(out, '\n');
	help_example(out, verb, lang, prefix);
	buf_printf(out, ": %s", tr(lang, verb->summary));
	if (!(permits & verb->permit))
		buf_printf(out, " (%s)", tr(lang, permit_word(verb->permit)));
}

/* All of a topic; help itself, which who asks has found already, is the last. */
static void explain_topic(struct buf *out, enum help_topic topic, enum lang lang, unsigned permits,
			  const char *prefix)
{
	buf_printf(out, "**%s**", tr(lang, help_topics[topic].title));
	for (const struct verb *verb = verb_table; verb < verb_table + VERB_COUNT; verb++)
		if (help_rows[verb->id].topic == topic && !(verb->traits & TRAITS_UNTYPED) &&
		    verb->id != VERB_HELP)
			add_of_topic(out, verb, lang, permits, prefix);
	if (help_rows[VERB_HELP].topic == topic)
		add_of_topic(out, &verb_table[VERB_HELP], lang, permits, prefix);
}

/* The next of everyday's verbs behind RANK that a holder of PERMITS may use; NULL: none. */
static const struct verb *next_everyday(unsigned permits, int rank)
{
	const struct verb *next = NULL;
	for (const struct verb *verb = verb_table; verb < verb_table + VERB_COUNT; verb++) {
		int everyday = help_rows[verb->id].everyday;
		if (everyday > rank && permits & verb->permit &&
		    (!next || everyday < help_rows[next->id].everyday))
			next = verb;
	}
	return next;
}

static void add_line(struct buf *out, const struct verb *verb, enum lang lang, const char *prefix)
{
	help_example(out, verb, lang, prefix);
	buf_printf(out, ": %s\n", tr(lang, verb->summary));
}

static void list_everyday(struct buf *out, enum lang lang, unsigned permits, bool stranger,
			  const char *prefix)
{
	const struct verb *verb = NULL;
	int left = EVERYDAY, rank = 0;
	if (stranger && permits & verb_table[VERB_REGISTER].permit) {
		add_line(out, &verb_table[VERB_REGISTER], lang, prefix);
		left--;
	}
	for (; left && (verb = next_everyday(permits, rank)); left--) {
		add_line(out, verb, lang, prefix);
		rank = help_rows[verb->id].everyday;
	}
}

static bool topic_is_open(enum help_topic topic, unsigned permits)
{
	for (const struct verb *verb = verb_table; verb < verb_table + VERB_COUNT; verb++)
		if (help_rows[verb->id].topic == topic && permits & verb->permit)
			return true;
	return false;
}

static void list_topics(struct buf *out, enum lang lang, unsigned permits, const char *prefix)
{
	const char *between = "";
	buf_printf(out, "%s ", tr(lang, N_("More:")));
	for (enum help_topic topic = 0; topic < TOPIC_COUNT; topic++) {
		if (!topic_is_open(topic, permits))
			continue;
		buf_printf(out, "%s`%s", between, prefix);
		first_word(out, verb_table[VERB_HELP].words[lang]);
		buf_char(out, ' ');
		first_word(out, help_topics[topic].words[lang]);
		buf_char(out, '`');
		between = " · ";
	}
}

void verb_help(struct buf *out, const struct help_asked *asked)
{
	const struct verb *verb = asked->about ? verb_named(asked->about) : NULL;
	enum help_topic topic = asked->about ? help_topic_called(asked->about) : TOPIC_COUNT;
	if (verb) {
		explain_verb(out, verb, asked->lang, asked->prefix);
	} else if (topic != TOPIC_COUNT) {
		explain_topic(out, topic, asked->lang, asked->permits, asked->prefix);
	} else {
		list_everyday(out, asked->lang, asked->permits, asked->stranger, asked->prefix);
		list_topics(out, asked->lang, asked->permits, asked->prefix);
	}
}
