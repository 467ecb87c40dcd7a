/* What counts as an answer from before a restore. */
#include "check.h"
#include "discord/prior_replies.h"

enum { BOT = 999 };

static void say(struct answered *answered, const char *line)
{
	struct arena arena = { 0 };
	const char *why;
	char *copy = arena_strdup(&arena, line);
	answered_add(answered, json_value(&arena, copy, strlen(copy), &why), BOT);
	arena_free(&arena);
}

static uint64_t found(struct answered *answered, uint64_t message, const char *entry,
		      bool by_author)
{
	return answered_find(answered, &(struct delivery){ .reply_to = message, .entry = entry },
			     by_author);
}

int main(void)
{
	struct answered answered = { 0 };
	say(&answered, "{\"id\":\"20\",\"author\":{\"id\":\"999\"},\"content\":\"Hello.\","
		       "\"message_reference\":{\"message_id\":\"10\"}}");
	say(&answered, "{\"id\":\"21\",\"author\":{\"id\":\"5\"},\"content\":\"**@ana** "
		       "x\",\"message_reference\":{\"message_id\":\"11\"}}");
	say(&answered, "{\"id\":\"22\",\"author\":{\"id\":\"999\"},\"content\":\"no reply\"}");
	say(&answered, "{\"id\":\"30\",\"author\":{\"id\":\"999\"},\"content\":\"**@ana** "
		       "One.\\n**@bob** One.\\n**@ana**\\nTwo\\nlines\\n**@ana** "
		       "One.\",\"message_reference\":{\"message_id\":\"16\"}}");
	/* a reply, whatever its words; nobody else's; not before the message */
	CHECK(found(&answered, 10, "**@ana** Other words.", false) == 20);
	CHECK(found(&answered, 11, "**@ana** x", false) == 0);
	CHECK(found(&answered, 25, "**@ana** One.", false) == 0);
	/* the same words of the same author, each entry once */
	CHECK(found(&answered, 12, "**@ana** One.", false) == 30);
	CHECK(found(&answered, 13, "**@ana** One.", false) == 30);
	CHECK(found(&answered, 14, "**@ana** One.", false) == 0);
	CHECK(found(&answered, 14, "**@bob** On", false) == 0);
	CHECK(found(&answered, 14, "**@ana**\nTwo\nlines \n", false) == 30);
	/* by the author: what is left; and nothing that answers only what was said before */
	CHECK(found(&answered, 17, "**@bob** Three.", true) == 0);
	CHECK(found(&answered, 14, "**@ana** Three.", true) == 0);
	CHECK(found(&answered, 15, "**@bob** Three.", true) == 30);
	CHECK(found(&answered, 15, "**@bob** Three.", true) == 0);
	answered_free(&answered);
	return REPORT("answered");
}
