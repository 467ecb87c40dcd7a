/* The seals of a parcel, and the lines under each, as they were sealed. */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "tools/parcel_files.h"

static void put(void *context, const char *bytes, size_t length)
{
	parcel_spool_put(context, bytes, length);
}

/* The line of seals.txt: of a batch of the first form the one that its own file begins with. */
static void add_seal(struct buf *seals, const struct sealed *sealed)
{
	if (sealed->form == FORM_WHOLE)
		canonical_header(seals, sealed->line.guild_id, sealed->line.batch,
				 sealed->line.previous_hash);
	else
		canonical_seal_write(seals, &sealed->line);
}

void parcel_batches(struct parcel *parcel)
{
	struct buf seals = { 0 };
	struct sealed sealed;
	char name[32];
	for (int64_t batch = parcel->first; batch <= parcel->last; batch++) {
		if (!store_sealed(parcel->store, parcel->guild_id, batch, &sealed) || sealed.open)
			fail(EX_DATAERR,
			     "batch %jd is missing or open, and batch %jd behind it is closed: the "
			     "books were changed, restore a backup",
			     batch, parcel->last);
		add_seal(&seals, &sealed);
		snprintf(name, sizeof name, "batches/%06jd.txt", batch);
		parcel_spool_begin(&parcel->spool, name);
		store_batch_canonical(parcel->store, parcel->guild_id, batch, put, &parcel->spool);
		parcel_spool_end(&parcel->spool);
		const char *hash = parcel->spool.files[parcel->spool.count - 1].hash;
		if (strcmp(hash,
			   sealed.form == FORM_WHOLE ? sealed.hash : sealed.line.entries_hash) != 0)
			fail(EX_DATAERR,
			     "the lines of batch %jd are not what was sealed: the books were "
			     "changed, restore a backup",
			     batch);
	}
	parcel_spool_begin(&parcel->spool, "seals.txt");
	parcel_spool_put(&parcel->spool, buf_string(&seals), seals.length);
	parcel_spool_end(&parcel->spool);
	buf_free(&seals);
}
