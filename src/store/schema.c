/* Tables and columns of the description by their names. */
#include "store/schema.h"

#include <stddef.h>
#include <string.h>

const struct schema_table *schema_table_named(const char *name)
{
	for (int i = 0; i < schema_table_count; i++)
		if (strcmp(schema_tables[i].name, name) == 0)
			return &schema_tables[i];
	return NULL;
}

const struct schema_column *schema_column_named(const struct schema_table *table, const char *name)
{
	for (int i = 0; i < table->column_count; i++)
		if (strcmp(table->columns[i].name, name) == 0)
			return &table->columns[i];
	return NULL;
}
