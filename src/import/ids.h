/* Whether a list names one Discord id twice, in bounded memory however long it is: ids are sorted
 * by pieces in a file without a name, which are then merged. */
#ifndef IMPORT_IDS_H
#define IMPORT_IDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct id_place {
	uint64_t id, place;
};
struct id_set {
	struct id_place *piece; /* not yet sorted */
	size_t length;
	uint64_t pieces; /* in the file, of IDS_PIECE each */
	int fd;
};
enum { IDS_PIECE = 128 * 1024, IDS_PIECES = 4096 };

/* SET must be zeroed. False: there are more than IDS_PIECES pieces, 536 million ids. Exits with
 * EX_CANTCREAT. */
bool ids_add(struct id_set *set, uint64_t id, uint64_t place);
/* The first place where an id comes that came before, and that id; false: there is none. */
bool ids_find_twice(struct id_set *set, struct id_place *twice);
void ids_free(struct id_set *set);

#endif
