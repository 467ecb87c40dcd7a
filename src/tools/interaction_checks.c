/* The last requests of Discord's, from the file of counts. */
#include "tools/interaction_checks.h"

#include "base/instant.h"
#include "interaction/counts.h"

static int64_t last_of_all(const struct interaction_counts *counts)
{
	int64_t last = 0;
	for (int kind = 0; kind < INTERACTION_KINDS; kind++)
		if (kind != INTERACTION_PING && counts->last[kind] > last)
			last = counts->last[kind];
	return last;
}

static void write_moment(struct buf *out, enum lang lang, int64_t at)
{
	char text[INSTANT_TEXT_SIZE];
	if (at > 0)
		buf_text(out, instant_format(at, text));
	else
		buf_text(out, tr(lang, N_("never")));
}

static void tell_moments(const struct interaction_counts *counts, enum lang lang,
			 finding_callback *tell, void *context)
{
	struct buf text = { 0 }, ping = { 0 }, other = { 0 };
	write_moment(&ping, lang, counts->last[INTERACTION_PING]);
	write_moment(&other, lang, last_of_all(counts));
	buf_printf(&text, tr(lang, N_("Discord's last PING: %s; the last command or button: %s")),
		   buf_string(&ping), buf_string(&other));
	tell(context, SEVERITY_OK, tr(lang, N_("requests")), buf_string(&text), NULL);
	buf_free(&text);
	buf_free(&ping);
	buf_free(&other);
}

void check_interactions(const char *file, enum lang lang, finding_callback *tell, void *context)
{
	struct interaction_counts counts;
	const char *subject = tr(lang, N_("requests"));
	if (!file)
		return;
	if (counts_read(file, &counts) && counts.last[INTERACTION_PING])
		tell_moments(&counts, lang, tell, context);
	else
		tell(context, SEVERITY_WARNING, subject,
		     tr(lang, N_("no signed PING of Discord's has come yet")),
		     tr(lang, N_("gl-endpoint --set has Discord send one; if it refuses, see "
				 "docs/interactions.md")));
}
