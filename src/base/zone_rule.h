/* The rule for years that a zone's table does not list: the TZ string of POSIX with the extensions
 * of RFC 8536, such as "CET-1CEST,M3.5.0,M10.5.0/3". */
#ifndef BASE_ZONE_RULE_H
#define BASE_ZONE_RULE_H

#include <stdbool.h>
#include <stdint.h>

/* A day of the year and the clock's time on it at which an offset begins. */
struct zone_change {
	enum { CHANGE_MONTH, CHANGE_JULIAN, CHANGE_DAY } form; /* Mm.w.d, Jn, n */
	int month, week, weekday, day;
	int64_t time; /* seconds of the day, by the clock before the change; may be of another day
		       */
};
struct zone_rule {
	int64_t offset;        /* seconds east of UTC */
	bool has_summer;       /* else always OFFSET */
	int64_t summer_offset; /* from BEGIN to END */
	struct zone_change begin, end;
};

/* False when TEXT is no such rule. */
bool zone_rule_parse(const char *text, struct zone_rule *rule);
/* Seconds east of UTC at SECONDS of Unix time. */
int64_t zone_rule_offset(const struct zone_rule *rule, int64_t seconds);

#endif
