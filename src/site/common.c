/* What all pages of a run use: queries of the guild, and pages that are no longer. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "site/pages.h"

const char *const site_folders[] = {
	"en",       "es",       "en/account",     "es/account",     "en/journal", "es/journal",
	"en/batch", "es/batch", "en/transaction", "es/transaction", "data",       NULL
};

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

void remove_others(struct site *site, const char *folder, page_test *kept, void *context)
{
	int below = openat(site->folder, folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *pages = below < 0 ? NULL : fdopendir(below);
	const struct dirent *page;
	if (!pages)
		fail(EX_IOERR, "%s: cannot be read in the site's folder (%s)", folder,
		     strerrordesc_np(errno));
	while ((page = readdir(pages)))
		if (!kept(context, page->d_name))
			unlinkat(dirfd(pages), page->d_name, 0);
	closedir(pages);
}

/* What a run that was stopped began, and no later one has. */
static bool is_whole(void *context, const char *name)
{
	static const char ending[] = TEMPORARY;
	size_t length = strlen(name), tail = sizeof ending - 1;
	(void)context;
	return length < tail || strcmp(name + length - tail, ending) != 0;
}

void remove_unfinished(struct site *site)
{
	for (const char *const *folder = site_folders; *folder; folder++)
		remove_others(site, *folder, is_whole, NULL);
}
