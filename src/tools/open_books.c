/* Opening the books. */
#include "tools/open_books.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/sandbox.h"
#include "base/secret.h"
#include "base/temporary.h"

void allow_temporary_books(void)
{
	setenv("SQLITE_TMPDIR", temporary_folder(), 1);
	sandbox_also_write(temporary_folder());
}

struct store *open_books(const char *db, enum store_mode mode)
{
	struct store *store = store_open(db, mode);
	confine_to_books(store, NULL);
	return store;
}

static bool take_place(void *context, const struct value *values)
{
	char **place = context;
	if (values[1].kind == VALUE_TEXT && location_can(values[1].text, STORE_CAN_CONNECT) &&
	    !(*place = strdup(values[1].text)))
		fail(EX_OSERR, "out of memory");
	return false;
}

/* To be freed; NULL: they are here, or nowhere that can be opened. */
static char *place_of(struct store *store, uint64_t guild_id)
{
	struct binding guild = bind_id(":guild", guild_id);
	char *place = NULL;
	store_query(store, "guild places", &guild, 1, take_place, &place);
	return place;
}

struct store *follow_moved_guild(struct store *store, enum store_mode mode, uint64_t guild_id)
{
	enum { MOST_MOVES = 3 };
	for (int moves = 0; moves < MOST_MOVES && store_can(store, STORE_CAN_CONNECT); moves++) {
		char *place = place_of(store, guild_id);
		if (!place)
			break;
		store_close(store);
		store = store_open(place, mode);
		free(place);
	}
	return store;
}

struct store *open_books_of_guild(const char *db, enum store_mode mode, uint64_t guild_id)
{
	struct store *store = follow_moved_guild(store_open(db, mode), mode, guild_id);
	confine_to_books(store, NULL);
	return store;
}

/* Where libpq looks for passwords; "": nowhere.
 * https://www.postgresql.org/docs/15/libpq-pgpass.html */
static const char *password_file(void)
{
	static char path[PATH_MAX];
	const char *named = getenv("PGPASSFILE"), *home = getenv("HOME");
	int length = snprintf(path, sizeof path, "%s%s",
			      named  ? named
			      : home ? home
				     : "",
			      named || !home ? "" : "/.pgpass");
	return length < (int)sizeof path ? path : "";
}

struct store *open_books_to_follow(const char *db, enum store_mode mode)
{
	struct store *store = store_open(db, mode);
	if (store_can(store, STORE_CAN_CONNECT) && access(password_file(), R_OK) == 0) {
		secret_guard(); /* the next server's password may come when this is confined */
		sandbox_also_read(password_file());
	}
	confine_to_books(store, NULL);
	return store;
}

void allow_for_books(const struct store *store)
{
	if (!store_can(store, STORE_CAN_CONNECT))
		sandbox_keep_mode(store_location(store));
	else if (store_by_unix_socket(store))
		sandbox_grant(SANDBOX_GRANT_UNIX_SOCKETS);
}

void confine_to_books(const struct store *store, const char *readable)
{
	allow_for_books(store);
	if (store_can(store, STORE_CAN_CONNECT)) {
		sandbox_confine(SANDBOX_SERVED_BOOKS, NULL, readable);
		return;
	}
	char *folder = sandbox_folder_of(store_location(store));
	sandbox_confine(SANDBOX_BOOKS, folder, readable);
	free(folder);
}
