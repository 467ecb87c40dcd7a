/* Trials: what records would do, decided on a copy of the books. */
#include "tools/trial.h"

#include <sysexits.h>

#include "base/fail.h"
#include "base/localized.h"
#include "base/output.h"
#include "ledger/ledger.h"
#include "report/names.h"
#include "store/copy_tables.h"
#include "tools/open_books.h"

struct store *trial_books(const char *db, uint64_t guild_id)
{
	struct buf summary = { 0 }, problem = { 0 };
	allow_temporary_books();
	struct store *books = open_books(store_default_reading(db), STORE_READ);
	struct store *copy = store_temporary();
	if (!store_copy(books, copy, guild_id, &summary, &problem))
		fail(EX_IOERR, "the books could not be copied for the trial: %s",
		     buf_string(&problem));
	buf_free(&summary);
	buf_free(&problem);
	store_close(books);
	return copy;
}

void trial_begin(struct store *copy)
{
	store_change(copy, "trial begin", NULL, 0);
	store_change(copy, "trial balances before", NULL, 0);
}

struct summary {
	struct store *copy;
	enum lang lang;
	struct default_names defaults;
	struct buf out;
	bool any;
};

/* As people see it: what is owed to a member is positive. */
static const char *amount_of(const struct summary *summary, const struct value *row, int column,
			     char text[LOCALIZED_SIZE])
{
	return localized_amount(summary->lang, (wide)row[column].integer * row[1].integer,
				(int)row[5].integer, text);
}

static bool add_change(void *context, const struct value *row)
{
	struct summary *summary = context;
	char before[LOCALIZED_SIZE], after[LOCALIZED_SIZE];
	if (!summary->any)
		buf_printf(&summary->out, "%s\n",
			   tr(summary->lang, N_("Balances that would change:")));
	summary->any = true;
	buf_text(&summary->out, "  ");
	shown_name_in(&summary->out, value_words(&row[0]), &summary->defaults, summary->lang);
	buf_printf(&summary->out, ": %s → %s %s\n", amount_of(summary, row, 3, before),
		   amount_of(summary, row, 4, after), value_words(&row[2]));
	return true;
}

static bool add_guild(void *context, const struct value *row)
{
	struct summary *summary = context;
	struct binding guild = bind_integer(":guild", row[0].integer);
	default_names_load(&summary->defaults, summary->copy, (uint64_t)row[0].integer);
	store_query(summary->copy, "trial changes", &guild, 1, add_change, summary);
	return true;
}

static void add_counts(struct summary *summary, const struct chunk_counts *counts)
{
	struct buf *out = &summary->out;
	enum lang lang = summary->lang;
	uint64_t all = 0;
	for (int status = 0; status < CHUNK_STATUSES; status++)
		all += counts->of[status];
	buf_printf(out, "%s\n", tr(lang, N_("This was a trial: nothing was booked.")));
	buf_printf(out, tr(lang, N_("Records: %ju. Accepted: %ju. Refused: %ju.")), all,
		   counts->of[STATUS_OK], counts->of[STATUS_REJECTED] + counts->of[STATUS_DENIED]);
	if (counts->of[STATUS_FAILED]) {
		buf_char(out, ' ');
		buf_printf(out, tr(lang, N_("They could not be applied: %ju.")),
			   counts->of[STATUS_FAILED]);
	}
	if (counts->of[STATUS_DUPLICATE] + counts->of[STATUS_SKIPPED]) {
		buf_char(out, ' ');
		buf_printf(out, tr(lang, N_("Without effect: %ju.")),
			   counts->of[STATUS_DUPLICATE] + counts->of[STATUS_SKIPPED]);
	}
	buf_char(out, '\n');
}

void trial_summary(struct store *copy, const struct chunk_counts *counts, enum lang lang, int fd)
{
	struct summary summary = { .copy = copy, .lang = lang };
	add_counts(&summary, counts);
	store_query(copy, "guild list", NULL, 0, add_guild, &summary);
	if (!summary.any)
		buf_printf(&summary.out, "%s\n", tr(lang, N_("No balance would change.")));
	buf_flush(&summary.out, fd);
	buf_free(&summary.out);
}
