/* Files that are evidence, in a parcel: what evidence.csv names, as it was kept. */
#include <errno.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/file_store.h"
#include "tools/parcel_files.h"

enum { PIECE_BYTES = 64 * 1024 };

struct adding {
	struct parcel *parcel;
	struct file_store *store;
	const char *folder;
	bool whole;
};

static bool copy_file(struct parcel_spool *spool, int fd)
{
	char piece[PIECE_BYTES];
	ssize_t length;
	while ((length = read(fd, piece, sizeof piece)) > 0)
		parcel_spool_put(spool, piece, (size_t)length);
	return length == 0;
}

/* What became of the file; NULL: it is in the parcel. */
static const char *add_file(const struct adding *adding, const char *name, const char *hash)
{
	struct parcel_spool *spool = &adding->parcel->spool;
	int fd = file_store_read(adding->store, hash);
	if (fd < 0)
		return errno == ENOENT ? "it is missing" : strerrordesc_np(errno);
	parcel_spool_begin(spool, name);
	bool read_whole = copy_file(spool, fd);
	const char *why = read_whole ? NULL : strerrordesc_np(errno);
	close(fd);
	parcel_spool_end(spool);
	if (!why && strcmp(spool->files[spool->count - 1].hash, hash) != 0)
		why = "its content is another one";
	if (why)
		parcel_spool_drop(spool);
	return why;
}

static bool take_file(void *context, const struct value *values)
{
	struct adding *adding = context;
	const char *hash = values[0].text;
	const char *name = arena_printf(&adding->parcel->spool.memory, "evidence/%s", hash);
	const char *why = add_file(adding, name, hash);
	if (!why)
		return true;
	log_line(LOG_ERROR, "evidence-lacking",
		 "%s, of transaction %jd, is not in the parcel: %s; it belongs in %s", hash,
		 (intmax_t)values[1].integer, why, adding->folder);
	adding->whole = false;
	return true;
}

bool parcel_evidence(struct parcel *parcel, struct file_store *store, const char *folder)
{
	struct adding adding = { parcel, store, folder, true };
	struct binding bindings[] = { bind_integer(":guild", (int64_t)parcel->guild_id),
				      bind_integer(":first", parcel->first),
				      bind_integer(":last", parcel->last) };
	store_query(parcel->store, "parcel files", bindings, 3, take_file, &adding);
	return adding.whole;
}
