/* What `help` says: where a topic begins, and that nothing of it ends within a word on a phone. */
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "command/help_rows.h"
#include "check.h"

enum { LINE_OF_PHONE = 34, ALL_PERMITS = 31 };

static const char *help_about(const char *about, enum lang lang)
{
	static struct buf text;
	buf_clear(&text);
	verb_help(&text,
		  &(struct help_asked){
			  .about = about, .prefix = "!", .lang = lang, .permits = ALL_PERMITS });
	return buf_string(&text);
}

/* Who reads a topic has found help already: it is no news in the first line. */
static void a_topic_ends_with_help(void)
{
	const char *text = help_about("data", LANG_EN), *first = strchr(text, '\n'),
		   *last = strrchr(text, '\n');
	CHECK(first && strncmp(first, "\n`!help", strlen("\n`!help")) != 0);
	CHECK(last && strncmp(last, "\n`!help batch`", strlen("\n`!help batch`")) == 0);
	text = help_about("data", LANG_ES);
	CHECK((last = strrchr(text, '\n')) && strncmp(last, "\n`!ayuda lote`", 14) == 0);
}

/* The longest run of TEXT without a place where a line may end. */
static size_t longest_word(const char *text)
{
	size_t longest = 0, length;
	for (const char *at = text; *at; at += length + (at[length] != '\0')) {
		length = strcspn(at, " \n");
		longest = length > longest ? length : longest;
	}
	return longest;
}

static void no_line_ends_within_a_word(void)
{
	for (const struct verb *verb = verb_table; verb < verb_table + VERB_COUNT; verb++)
		for (enum lang lang = 0; lang < LANG_COUNT && !(verb->traits & TRAIT_SCHEDULED);
		     lang++)
			CHECK(longest_word(help_about(verb->name, lang)) <= LINE_OF_PHONE + 4);
	CHECK(strstr(help_about("report", LANG_EN), " | journal | "));
	CHECK(strstr(help_about("notices", LANG_EN), "ping|dm|off"));
}

int main(void)
{
	a_topic_ends_with_help();
	no_line_ends_within_a_word();
	return REPORT("help");
}
