/* What all that reads rules does with a line: take a value from it, or refuse it. */
#include <string.h>

#include "base/buf.h"
#include "import/rules_parts.h"

__attribute__((format(printf, 4, 0))) static bool refuse(struct rules_reading *reading,
							 const char *file, uint64_t place,
							 const char *format, va_list args)
{
	struct buf message = { 0 };
	if (reading->failed)
		return false;
	reading->failed = true;
	if (strcmp(file, reading->main) != 0) { /* the taker knows the name of the main one only */
		buf_printf(&message, "%s, line %llu: ", file, (unsigned long long)place);
		place = 0;
	}
	buf_vprintf(&message, format, args);
	reading->taker->fault(reading->taker, FAULT_RULES, place, buf_string(&message));
	buf_free(&message);
	return false;
}

bool rules_refuse(struct rules_reading *reading, const char *file, uint64_t place,
		  const char *format, ...)
{
	va_list args;
	va_start(args, format);
	refuse(reading, file, place, format, args);
	va_end(args);
	return false;
}

bool rules_refuse_here(struct rules_reading *reading, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	refuse(reading, reading->file, reading->number, format, args);
	va_end(args);
	return false;
}

struct rule_assignment *rules_assign(struct rules_reading *reading, struct rule_assignment **list,
				     enum rule_field field, const char *value)
{
	struct arena *arena = &reading->rules->arena;
	struct rule_assignment *assignment = arena_alloc(arena, sizeof *assignment);
	assignment->field = field;
	assignment->value.source = arena_strdup(arena, value);
	assignment->value.file = reading->file;
	assignment->value.place = reading->number;
	while (*list)
		list = &(*list)->next;
	*list = assignment;
	return assignment;
}
