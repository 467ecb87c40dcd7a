/* Neutral answers. */
#include "tools/neutral_words.h"

#include <string.h>

#include "command/setting_rows.h"
#include "command/verbs.h"

const char *neutral_words(struct arena *arena, const char *lang_named, const char *prefix,
			  const char *status, int64_t transaction)
{
	enum lang lang = LANG_EN;
	if (lang_named)
		lang_from_name(lang_named, &lang); /* else it stays */
	if (!status || strcmp(status, "ok") != 0)
		return tr(lang, N_("Your command was not carried out and changed nothing. Discord "
				   "refused the words of the answer."));
	if (!transaction)
		return tr(lang, N_("Your command was carried out. Discord refused the words of the "
				   "answer."));
	const char *history = verb_table[VERB_HISTORY].words[lang];
	return arena_printf(arena,
			    tr(lang, N_("A movement of yours was booked (transaction %jd): see "
					"`%s%.*s`.")),
			    transaction, setting_text(SETTING_PREFIX, prefix),
			    (int)strcspn(history, "|"), history);
}
