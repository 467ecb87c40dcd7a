/* The verb help. */
#include "ledger/verb_support.h"

void decide_help(struct verb_context *context)
{
	const struct user *author = context->author;
	struct buf text = { 0 };
	verb_help(&text, &(struct help_asked){ .about = context_argument(context, "verb"),
					       .prefix = typed_prefix(context),
					       .lang = context->command->lang,
					       .permits = context->permits,
					       .stranger = author && !author->account });
	context->decision->text = arena_strdup(&context->books->chunk, buf_string(&text));
	buf_free(&text);
}
