/* What all pages of a run use: queries of the guild, and pages that are no longer. */
#include <stdio.h>
#include <unistd.h>

#include "site/pages.h"

void site_query(struct site *site, const char *name, const struct binding *more, int count,
		row_callback *row, void *context)
{
	struct binding bindings[8] = { bind_integer(":guild", (int64_t)site->guild_id) };
	for (int i = 0; i < count; i++)
		bindings[i + 1] = more[i];
	store_query(site->store, name, bindings, count + 1, row, context);
}

void remove_beyond(struct site *site, const char *beginning, int64_t last)
{
	char path[PATH_SIZE];
	for (int lang = 0; lang < LANG_COUNT; lang++)
		for (int64_t number = last + 1;; number++) {
			snprintf(path, sizeof path, "%s/%s%jd.html", lang_name((enum lang)lang),
				 beginning, number);
			if (unlinkat(site->folder, path, 0) != 0)
				break;
		}
}
