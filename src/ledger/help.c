/* The verb help. */
#include "ledger/setting_values.h"
#include "ledger/verb_support.h"

void decide_help(struct verb_context *context)
{
	const char *name = argument(context, "verb");
	struct buf text = { 0 };
	verb_help(&text, name ? verb_named(name) : NULL, context->command->lang, context->permits,
		  guild_setting_text(context->guild, SETTING_PREFIX));
	context->decision->text = arena_strdup(&context->books->chunk, buf_string(&text));
	buf_free(&text);
}
