/* The audit parcel: which batches, the files, the checksums, the archive. */
#include "tools/parcel.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/options.h"
#include "base/sandbox.h"
#include "base/temporary.h"
#include "tools/parcel_files.h"

/* Where the files are that go with it; NULL: they do not. */
static struct file_store *file_store;
static const char *file_folder;

void parcel_prepare(const char *files)
{
	temporary_reserve(1);
	if (!files)
		return;
	/* a folder that is not there is not made: nothing was kept in it */
	if (access(files, R_OK | X_OK) != 0 || !(file_store = file_store_open(files)))
		fail(EX_NOINPUT,
		     "the files of evidence are in %s, which cannot be read (%s): GL_FILES "
		     "names another folder",
		     files, strerrordesc_np(errno));
	file_folder = files;
	sandbox_also_read(files);
}

static bool take_range(void *context, const struct value *values)
{
	struct parcel *parcel = context;
	parcel->first = values[0].integer;
	parcel->last = values[1].integer;
	return false;
}

static bool take_last(void *context, const struct value *values)
{
	struct parcel *parcel = context;
	parcel->first_transaction = values[0].integer;
	parcel->last_transaction = values[1].integer;
	parcel->first_seq = values[2].integer;
	parcel->last_seq = values[3].integer;
	parcel->closed_at = values[4].integer;
	return false;
}

static int64_t beginning(const struct zone *zone, int year)
{
	char day[32];
	snprintf(day, sizeof day, "%04d-01-01", year);
	return option_time(zone, "parcel", day);
}

/* The batches from the first that was closed in the year, to the one before the first that was
 * closed in a later one: each batch is in one parcel, and none is passed over. */
static void find_batches(struct parcel *parcel)
{
	uint64_t number;
	if (strlen(parcel->year) != 4 || !snowflake_parse(parcel->year, &number) || number < 2000)
		fail(EX_USAGE, "'%s' is no year; write it like 2026", parcel->year);
	int year = (int)number;
	struct binding bindings[] = {
		bind_integer(":guild", (int64_t)parcel->guild_id),
		bind_integer(":from", beginning(parcel->zone, year)),
		bind_integer(":to", beginning(parcel->zone, year + 1)),
	};
	store_query(parcel->store, "parcel batches", bindings, 3, take_range, parcel);
	if (!parcel->first || parcel->last < parcel->first)
		fail(EX_USAGE, "no batch was closed in %s; gl-batch list shows when they were",
		     parcel->year);
	struct binding range[] = { bind_integer(":guild", (int64_t)parcel->guild_id),
				   bind_integer(":first", parcel->first),
				   bind_integer(":last", parcel->last) };
	store_query(parcel->store, "parcel range", range, 3, take_last, parcel);
}

static void add_checksums(struct parcel_spool *spool)
{
	struct buf sums = { 0 };
	parcel_spool_sums(spool, &sums);
	parcel_spool_begin(spool, "SHA256SUMS");
	parcel_spool_put(spool, buf_string(&sums), sums.length);
	parcel_spool_end(spool);
	buf_free(&sums);
}

bool print_parcel(struct store *store, uint64_t guild_id, const struct zone *zone, const char *year)
{
	struct parcel parcel = { .store = store, .guild_id = guild_id, .zone = zone, .year = year };
	char prefix[64];
	bool whole = true;
	find_batches(&parcel);
	parcel_spool_start(&parcel.spool);
	parcel_batches(&parcel);
	parcel_journal(&parcel);
	parcel_accounts(&parcel);
	parcel_balances(&parcel);
	parcel_lists(&parcel);
	parcel.with_files = file_store;
	if (file_store)
		whole = parcel_evidence(&parcel, file_store, file_folder);
	parcel_readme(&parcel);
	add_checksums(&parcel.spool);
	snprintf(prefix, sizeof prefix, "guildledger-%ju-%s/", guild_id, year);
	parcel_spool_archive(&parcel.spool, prefix, parcel.closed_at / 1000, STDOUT_FILENO);
	parcel_spool_free(&parcel.spool);
	return whole;
}
