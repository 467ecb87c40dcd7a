/* The files that came with a command: as Discord names them, and as gl-keep kept them. */
#ifndef RECORD_ATTACHED_H
#define RECORD_ATTACHED_H

#include "record/record.h"

enum {
	MAX_ATTACHED = 10, /* Discord's, of one message */
	SHA256_TEXT_SIZE = 65,
	MEDIA_TYPE_SIZE = 128,
	LONGEST_ATTACHMENT_URL = 2048
};
#define UNKNOWN_MEDIA_TYPE "application/octet-stream"
/* No file is larger: what is said to be is no file. */
#define LARGEST_ATTACHED INT64_C(1099511627776)

/* One that Discord has and that nobody fetched yet. */
struct attachment {
	const char *url; /* hostile text; "": none was given */
	int64_t size;    /* bytes, as Discord says; -1: it does not */
	const char *media_type;
};
/* One that is kept: its content names it. */
struct evidence {
	const char *sha256; /* 64 lower-case hexadecimal digits */
	int64_t size;
	const char *media_type; /* as Discord said; neither parameters nor upper case */
};
/* Why one could not be had. */
enum unkept_why {
	UNKEPT_TOO_MANY,
	UNKEPT_TOO_LARGE,
	UNKEPT_MEMBER_DAY, /* this member's share of the day is used up */
	UNKEPT_GUILD_DAY,
	UNKEPT_TOO_LATE, /* no time was left */
	UNKEPT_GONE,     /* Discord does not have it any more */
	UNKEPT_BROKEN,   /* another size than was said, or cut off */
	UNKEPT_ADDRESS,  /* it is not where Discord keeps files */
	UNKEPT_NO_ROOM,  /* on the disk */
	UNKEPT_UNREACHABLE,
	UNKEPT_REASONS
};
extern const char *const unkept_names[]; /* "too_many", …; ended by NULL */
struct unkept {
	int64_t file; /* which one, from 1 */
	enum unkept_why why;
};

struct attached {
	struct attachment attachments[MAX_ATTACHED];
	size_t attachment_count;
	bool more; /* there were more than MAX_ATTACHED */
	struct evidence evidence[MAX_ATTACHED];
	size_t evidence_count;
	struct unkept unkept[MAX_ATTACHED];
	size_t unkept_count;
};

/* "attachments" of a message of Discord: what is not as it should be is an attachment without a
 * URL, which cannot be kept. NULL: it has none. From ARENA. */
const struct attached *attached_of_message(struct arena *arena, const cJSON *json);

/* The media type TEXT (NULL: none) as the books hold it: lower case, without parameters;
 * UNKNOWN_MEDIA_TYPE for what is none. From ARENA, or constant. */
const char *media_type_of(struct arena *arena, const char *text);

/* EVIDENCE as one text, "HASH SIZE TYPE", a space between two: what waits keeps it so. From ARENA;
 * NULL: there is none. Read again into ATTACHED; false: it is none. */
const char *evidence_text(struct arena *arena, const struct attached *attached);
bool evidence_read(struct arena *arena, const char *text, struct attached *attached);

/* How the books name a file in short: the first digits of its hash. */
enum { SHORT_HASH = 12 };

#endif
