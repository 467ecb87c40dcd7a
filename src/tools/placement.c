/* Where guilds are, by the facts of several books. */
#include "tools/placement.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/lines.h"
#include "base/output.h"
#include "record/record.h"
#include "store/moving.h"
#include "tools/channels.h"
#include "tools/job_times.h"
#include "tools/open_books.h"

enum { FLUSH_BYTES = 64 * 1024 };

static void flush_if_large(struct buf *out)
{
	if (out->length >= FLUSH_BYTES)
		buf_flush(out, STDOUT_FILENO);
}

static bool print_guild(void *context, const struct value *values)
{
	struct buf *out = context;
	buf_printf(out,
		   "{\"type\":\"placed-guild\",\"guild_id\":\"%ju\",\"name\":", id_of(&values[0]));
	buf_json(out, values[1].text);
	buf_printf(out, ",\"last\":%jd,\"log\":%jd}\n", values[2].integer, values[3].integer);
	flush_if_large(out);
	return true;
}

static bool print_moved(void *context, const struct value *values)
{
	struct buf *out = context;
	buf_printf(out, "{\"type\":\"moved-guild\",\"guild_id\":\"%ju\",", id_of(&values[0]));
	if (values[1].kind == VALUE_TEXT) {
		buf_text(out, "\"to\":");
		buf_json(out, values[1].text);
		buf_text(out, ",");
	}
	buf_printf(out, "\"log\":%jd,\"since\":%jd}\n", values[2].integer, values[3].integer);
	flush_if_large(out);
	return true;
}

void places_print(const char *db)
{
	struct buf out = { 0 };
	const char *config = getenv("GL_NAME");
	int64_t ticked = job_last_end(NULL, NULL, "tick");
	struct store *store = open_books(db, STORE_READ);
	char *address = store_address(store);
	buf_text(&out, "{\"type\":\"places\",\"config\":");
	buf_json(&out, config && *config ? config : "default");
	buf_text(&out, ",\"address\":");
	buf_json(&out, address);
	buf_printf(&out, ",\"ticked\":%jd}\n", ticked);
	store_change(store, "verify begin", NULL, 0); /* a move between the two would be in none */
	store_query(store, "placed guilds", NULL, 0, print_guild, &out);
	store_query(store, "guild places", NULL, 0, print_moved, &out);
	store_change(store, "verify end", NULL, 0);
	store_close(store);
	buf_text(&out, "{\"type\":\"places-end\"}\n");
	buf_flush(&out, STDOUT_FILENO);
	buf_free(&out);
	free(address);
}

static const char *text_or(const cJSON *json, const char *key, const char *otherwise)
{
	const char *text = json_text(json, key);
	return text ? text : otherwise;
}

static bool add_books(struct placement *placement, const cJSON *json)
{
	placement->books = arena_room(&placement->arena, placement->books, placement->books_count,
				      sizeof *placement->books);
	placement->books[placement->books_count++] =
		(struct place_books){ .config = text_or(json, "config", "default"),
				      .address = text_or(json, "address", ""),
				      .ticked = json_integer(json, "ticked", 0),
				      .unread = true }; /* until their end was read */
	return true;
}

static bool add_guild(struct placement *placement, const cJSON *json, bool moved)
{
	struct placed_guild guild = { .books = placement->books_count - 1, .moved = moved };
	if (!placement->books_count || !json_id(json, "guild_id", &guild.guild_id))
		return false;
	if (moved) {
		guild.to = json_text(json, "to");
		guild.moved_log = json_integer(json, "log", 0);
		guild.since = json_integer(json, "since", 0);
	} else {
		guild.name = text_or(json, "name", "");
		guild.log = json_integer(json, "log", 0);
		guild.last = json_integer(json, "last", 0);
	}
	placement->guilds = arena_room(&placement->arena, placement->guilds, placement->guild_count,
				       sizeof *placement->guilds);
	placement->guilds[placement->guild_count++] = guild;
	return true;
}

static bool take(struct placement *placement, const cJSON *json)
{
	const char *type = text_or(json, "type", "");
	if (strcmp(type, "places") == 0)
		return add_books(placement, json);
	if (strcmp(type, "placed-guild") == 0)
		return add_guild(placement, json, false);
	if (strcmp(type, "moved-guild") == 0)
		return add_guild(placement, json, true);
	if (strcmp(type, "places-end") != 0 || !placement->books_count)
		return false;
	placement->books[placement->books_count - 1].unread = false;
	return true;
}

static int compare(const void *a, const void *b)
{
	const struct placed_guild *one = a, *other = b;
	if (one->guild_id != other->guild_id)
		return one->guild_id < other->guild_id ? -1 : 1;
	if (one->books != other->books)
		return one->books < other->books ? -1 : 1;
	return one->moved - other->moved;
}

/* What the same books say of a guild twice, that they have it and that it moved, becomes one. */
static void join(struct placement *placement)
{
	struct placed_guild *guilds = placement->guilds;
	size_t kept = 0;
	if (placement->guild_count)
		qsort(guilds, placement->guild_count, sizeof *guilds, compare);
	for (size_t i = 0; i < placement->guild_count; i++) {
		struct placed_guild *before = kept ? &guilds[kept - 1] : NULL;
		if (before && before->guild_id == guilds[i].guild_id &&
		    before->books == guilds[i].books) {
			before->moved = true;
			before->to = guilds[i].to;
			before->moved_log = guilds[i].moved_log;
			before->since = guilds[i].since;
		} else {
			guilds[kept++] = guilds[i];
		}
	}
	placement->guild_count = kept;
	for (size_t i = 0; i < kept; i++)
		placement->books[guilds[i].books].guilds += placed_here(&guilds[i]);
}

void placement_read(struct placement *placement, int fd)
{
	struct lines lines = { .fd = fd };
	size_t length;
	for (char *line; (line = lines_next(&lines, &length));) {
		struct record record;
		const char *why = "it says nothing of where a guild is";
		if (!record_read(&placement->arena, arena_copy(&placement->arena, line, length),
				 length, &record, &why) ||
		    record.type != RECORD_OTHER || !take(placement, record.json))
			fail(EX_DATAERR,
			     "line %ju of the input: %s; gl-db places prints what is read "
			     "here",
			     lines.number, why);
	}
	lines_free(&lines);
	join(placement);
}

void placement_free(struct placement *placement)
{
	arena_free(&placement->arena);
}

bool placed_here(const struct placed_guild *guild)
{
	return guild->name && !guild->moved;
}

bool placed_arriving(const struct placed_guild *guild)
{
	return guild->moved && !guild->to;
}

const struct place_books *placement_books_at(const struct placement *placement, const char *address)
{
	for (size_t i = 0; i < placement->books_count; i++)
		if (strcmp(placement->books[i].address, address) == 0)
			return &placement->books[i];
	return NULL;
}
