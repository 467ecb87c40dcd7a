/* Lines to type: the guild's prefix in the catalogue's texts, also one that printf would read. */
#include "check.h"

#include <stdio.h>

#include "command/typed_lines.h"

int main(void)
{
	struct arena arena = { 0 };
	char text[100];
	SAME(typed_text(&arena, "Write `!help` or `!pay`, 5% of it!", "%"), "Write `%help` or "
									    "`%pay`, 5% of it!");
	SAME(typed_text(&arena, "Nothing to type!", "%"), "Nothing to type!");
	const char *format = typed_lines(&arena, "Write `!pay %s`.", "%");
	SAME(format, "Write `%%pay %s`.");
	SAME(arena_printf(&arena, "%s", lines_with_prefix(&arena, "`%pay` and `50%`", "%", "/")),
	     "`/pay` and `50%`");
	snprintf(text, sizeof text, "%s", typed_lines(&arena, "Write `!pay`.", "g$ "));
	SAME(text, "Write `g$ pay`.");
	arena_free(&arena);
	return REPORT("typed lines");
}
