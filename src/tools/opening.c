/* Opening the books. */
#include "tools/opening.h"

#include <stdlib.h>

#include "base/sandbox.h"

struct store *open_books(const char *db, enum store_mode mode)
{
	struct store *store = store_open(db, mode);
	char *folder = sandbox_folder_of(store_location(store));
	sandbox_confine(SANDBOX_BOOKS, folder, NULL);
	free(folder);
	return store;
}
