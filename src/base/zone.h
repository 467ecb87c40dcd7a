/* A time zone as a value: what its clocks show at which instant. Nothing here depends on or changes
 * the zone of the process. */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include <stdbool.h>
#include <stdint.h>

struct zone;

/* Where clocks show Unix time. */
const struct zone *zone_utc(void);
/* The machine's own (TZ, else /etc/localtime), for what an operator writes without naming a guild.
 */
const struct zone *zone_machine(void);

/* The rules of NAME (an IANA name such as "Europe/Madrid"), from tzdata, to be freed; NULL where
 * they are unknown here, or count leap seconds, which Unix time does not ("right/…"). Ends the
 * program without memory. */
struct zone *zone_load(const char *name);
void zone_free(struct zone *zone);

/* The zones that an owner loaded, each once. All zeroes: none yet. */
struct zones {
	struct zone *first;
};
/* The zone called NAME; NULL as above. It lasts as long as ZONES. */
const struct zone *zones_find(struct zones *zones, const char *name);
void zones_free(struct zones *zones);

const char *zone_name(const struct zone *zone); /* as it was asked for; NULL: the machine's */
/* Seconds east of UTC at SECONDS of Unix time. */
int64_t zone_offset(const struct zone *zone, int64_t seconds);
/* The first instant, in seconds, at which the zone's clocks show SHOWN (seconds as if of UTC);
 * where they jump over that, the moment of the jump. */
int64_t zone_instant(const struct zone *zone, int64_t shown);

#endif
