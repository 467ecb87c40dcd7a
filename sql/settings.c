/* Prints the settings for sql/embed.awk: a line each, the key, a tab, and the default, which is
 * empty where a setting is then not set. It is run while building, and not installed. */
#include <stdio.h>
#include <string.h>

#include "command/setting_rows.h"

int main(void)
{
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		const char *value = setting_rows[i].default_value;
		printf("%s\t%s\n", setting_rows[i].key,
		       value && strcmp(value, SETTING_NONE) != 0 ? value : "");
	}
	return 0;
}
