/* Opening the books. */
#include "tools/open_books.h"

#include <stdlib.h>

#include "base/sandbox.h"
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
