/* What the prefetch forgot. The books stay right all the same, and the service goes on: that is
 * worth a second attempt. */
#include "apply/missed.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "ledger/lookups.h"

static bool same_text(const char *one, const char *other)
{
	return one && other ? strcmp(one, other) == 0 : one == other;
}

static bool is_noted(const struct missed_list *missed, const struct wanted *wanted)
{
	for (size_t i = 0; i < missed->count; i++) {
		const struct wanted *noted = &missed->list[i];
		if (noted->kind == wanted->kind && noted->guild_id == wanted->guild_id &&
		    noted->id == wanted->id && same_text(noted->folded_name, wanted->folded_name))
			return true;
	}
	return false;
}

bool missed_note(struct missed_list *missed, struct books *books, const char *reason)
{
	const struct wanted wanted = books->missed;
	books->missed = (struct wanted){ 0 };
	if (wanted.kind == WANTED_NOTHING)
		return false;
	if (getenv("GL_STRICT_PREFETCH"))
		fail(EX_SOFTWARE, "%s", reason);
	/* it was loaded, and is missed all the same */
	if (missed->count == MOST_MISSED || is_noted(missed, &wanted))
		return false;
	missed->list[missed->count++] = wanted;
	log_line(LOG_INFO, "loaded-late", "%s; it is loaded now", reason);
	return true;
}

void missed_want(const struct missed_list *missed, struct books *books)
{
	for (size_t i = 0; i < missed->count; i++) {
		const struct wanted *wanted = &missed->list[i];
		books_want(books, wanted->kind, wanted->guild_id, wanted->id, wanted->folded_name);
	}
}
