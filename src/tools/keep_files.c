/* Attachments of one command after the other, within bounds of files, bytes and time. */
#include "tools/keep_files.h"

#include <errno.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/instant.h"

enum { DAY_MS = 24 * 3600 * 1000, LEAST_TIME_MS = 50 };
/* As how many bytes of a day a file counts that is smaller, or that did not come: it takes a block
 * of the disk, and time, too. */
#define LEAST_COUNTED INT64_C(65536)

struct guild_time {
	struct guild_time *next;
	uint64_t guild_id;
	int64_t ms, most_ms;
};

static int64_t least(int64_t one, int64_t other)
{
	return one < other ? one : other;
}

static int64_t left_of_run(const struct keeping *keeping)
{
	return keeping->began_at + keeping->bounds.deadline_ms - instant_now();
}

/* A guild gets at most half of what those before it left, so that something is left for each. */
static struct guild_time *time_of(struct keeping *keeping, uint64_t guild_id)
{
	struct guild_time *time = keeping->times;
	while (time && time->guild_id != guild_id)
		time = time->next;
	if (time)
		return time;
	time = arena_alloc(&keeping->memory, sizeof *time);
	*time = (struct guild_time){ .next = keeping->times,
				     .guild_id = guild_id,
				     .most_ms = least(keeping->bounds.patience_ms,
						      left_of_run(keeping) / 2) };
	return keeping->times = time;
}

static void tell_failure(struct keeping *keeping, const char *what)
{
	log_line(LOG_ERROR, "files-not-kept",
		 "%s: %s (%s); commands go on without their files: make room or give the folder "
		 "to the service's user",
		 keeping->folder, what, strerrordesc_np(errno));
	keeping->failed = true;
}

/* Only where a file comes: who keeps none needs no folder. */
static void tell_unopened(struct keeping *keeping)
{
	if (!keeping->failed)
		log_line(LOG_ERROR, "files-not-kept",
			 "%s: the folder for files cannot be opened or made (%s); commands go on "
			 "without their files: make it, or name another one in GL_FILES",
			 keeping->folder, strerrordesc_np(keeping->unopened));
	keeping->failed = true;
}

void keeping_begin(struct keeping *keeping)
{
	keeping->began_at = instant_now();
	if (!keeping->store)
		return;
	keeping->busy = !file_store_lock(keeping->store, false);
	keep_counts_read(file_store_folder(keeping->store), instant_now() / DAY_MS,
			 &keeping->counts);
}

void keeping_end(struct keeping *keeping)
{
	downloads_close(keeping->downloads);
	file_store_close(keeping->store);
	keep_counts_free(&keeping->counts);
	arena_free(&keeping->memory);
}

/* How long the next file of the guild may take; 0: no time is left. */
static int64_t time_left(struct keeping *keeping, const struct guild_time *time)
{
	int64_t left = least(left_of_run(keeping), time->most_ms - time->ms);
	return left >= LEAST_TIME_MS ? left : 0;
}

static int64_t counted(int64_t bytes)
{
	return bytes < LEAST_COUNTED ? LEAST_COUNTED : bytes;
}

/* How many bytes of FILE may come; -1 and *WHY: it is not asked for. */
static int64_t room_for(const struct keeping *keeping, const struct keep_share *member,
			const struct keep_share *guild, const struct attachment *file,
			enum unkept_why *why)
{
	const struct keep_bounds *bounds = &keeping->bounds;
	int64_t of_member = bounds->member_bytes - member->bytes,
		of_guild = bounds->guild_bytes - guild->bytes,
		said = file->size < 0 ? 1 : file->size;
	if (!download_is_allowed(&keeping->where, file->url))
		*why = UNKEPT_ADDRESS;
	else if (said > bounds->file_bytes)
		*why = UNKEPT_TOO_LARGE;
	else if (counted(said) > of_member)
		*why = UNKEPT_MEMBER_DAY;
	else if (counted(said) > of_guild)
		*why = UNKEPT_GUILD_DAY;
	else if (!file_store_has_room(keeping->store,
				      file->size < 0 ? bounds->file_bytes : file->size))
		*why = UNKEPT_NO_ROOM;
	else
		return file->size < 0 ? least(bounds->file_bytes, least(of_member, of_guild))
				      : file->size;
	return -1;
}

static bool take_bytes(void *context, const char *bytes, size_t length)
{
	return new_file_add(context, bytes, length);
}

static enum unkept_why reason_of(enum download_result result, const struct attachment *file)
{
	switch (result) {
	case DOWNLOAD_ADDRESS: return UNKEPT_ADDRESS;
	case DOWNLOAD_GONE: return UNKEPT_GONE;
	/* more than Discord said */
	case DOWNLOAD_TOO_LARGE: return file->size >= 0 ? UNKEPT_BROKEN : UNKEPT_TOO_LARGE;
	case DOWNLOAD_TOO_LATE: return UNKEPT_TOO_LATE;
	case DOWNLOAD_STOPPED: return UNKEPT_NO_ROOM;
	case DOWNLOAD_UNREACHABLE: return UNKEPT_UNREACHABLE;
	default: return UNKEPT_BROKEN;
	}
}

/* Fetches FILE, of at most MOST bytes, into KEPT. False and *WHY. *CAME: how many bytes came. */
static bool fetch(struct keeping *keeping, const struct attachment *file, int64_t most,
		  int64_t time_ms, struct evidence *kept, char hash[FILE_HASH_SIZE],
		  enum unkept_why *why, int64_t *came)
{
	struct new_file *new_file = new_file_begin(keeping->store);
	*came = 0;
	*why = UNKEPT_NO_ROOM;
	if (!new_file) {
		tell_failure(keeping, "no file can be made there");
		return false;
	}
	if (!keeping->downloads)
		keeping->downloads = downloads_open(&keeping->where);
	enum download_result result =
		download(keeping->downloads, file->url, most, time_ms, take_bytes, new_file, came);
	if (result != DOWNLOAD_FINE || (file->size >= 0 && *came != file->size)) {
		*why = result == DOWNLOAD_FINE ? UNKEPT_BROKEN : reason_of(result, file);
		if (result == DOWNLOAD_STOPPED)
			tell_failure(keeping, "a file cannot be written");
		new_file_drop(new_file);
		return false;
	}
	if (!new_file_keep(new_file, hash)) {
		tell_failure(keeping, "a file cannot be kept");
		return false;
	}
	*kept = (struct evidence){ hash, *came, file->media_type };
	return true;
}

/* Tries to keep FILE. False and *WHY. */
static bool keep_one(struct keeping *keeping, struct arena *arena, const struct command *command,
		     const struct attachment *file, struct evidence *kept, enum unkept_why *why)
{
	struct guild_time *time = time_of(keeping, command->guild_id);
	int64_t left = keeping->busy ? 0 : time_left(keeping, time), began = instant_now(), came;
	char *hash = arena_alloc(arena, FILE_HASH_SIZE);
	*why = left ? UNKEPT_NO_ROOM : UNKEPT_TOO_LATE;
	if (!keeping->store)
		tell_unopened(keeping);
	if (!left || !keeping->store)
		return false;
	struct keep_share *member = keep_share_of(&keeping->counts, command->guild_id,
						  command->author.id),
			  *guild = keep_share_of(&keeping->counts, command->guild_id, 0);
	int64_t most = room_for(keeping, member, guild, file, why);
	if (most < 0)
		return false;
	bool fine = fetch(keeping, file, most, left, kept, hash, why, &came);
	keep_share_add(member, counted(came));
	keep_share_add(guild, counted(came));
	time->ms += instant_now() - began;
	return fine;
}

static void note_unkept(struct keeping *keeping, struct attached *attached, size_t index,
			enum unkept_why why)
{
	if (attached->unkept_count < MAX_ATTACHED)
		attached->unkept[attached->unkept_count++] =
			(struct unkept){ (int64_t)index + 1, why };
	keeping->counts.added.not_kept[why]++;
}

/* In one line, whatever the number of files. */
static void log_unkept(const struct attached *attached)
{
	struct buf text = { 0 };
	for (size_t i = 0; i < attached->unkept_count; i++)
		buf_printf(&text, "%s%jd %s", i ? ", " : "", attached->unkept[i].file,
			   unkept_names[attached->unkept[i].why]);
	if (attached->unkept_count)
		log_line(LOG_WARN, "file-not-kept", "files of a command are not kept: %s",
			 buf_string(&text));
	buf_free(&text);
}

void keep_attachments(struct keeping *keeping, struct arena *arena, struct command *command)
{
	const struct attached *given = command->attached;
	struct attached *attached = arena_alloc(arena, sizeof *attached);
	log_trace(command->message_id);
	for (size_t i = 0; i < given->attachment_count; i++) {
		struct evidence *kept = &attached->evidence[attached->evidence_count];
		enum unkept_why why = UNKEPT_TOO_MANY;
		if ((int64_t)i < keeping->bounds.files &&
		    keep_one(keeping, arena, command, &given->attachments[i], kept, &why)) {
			attached->evidence_count++;
			keeping->counts.added.kept_files++;
			keeping->counts.added.kept_bytes += kept->size;
		} else {
			note_unkept(keeping, attached, i, why);
		}
	}
	log_unkept(attached);
	log_trace(0);
	if (keeping->store)
		keep_counts_write(file_store_folder(keeping->store), &keeping->counts);
	command->attached = attached;
}
