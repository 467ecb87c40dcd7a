/* One way to find a name in a list. */
#include "base/names.h"

#include <string.h>

int name_index(const char *const *names, const char *name)
{
	int index = 0;
	while (names[index] && strcmp(names[index], name) != 0)
		index++;
	return index;
}
