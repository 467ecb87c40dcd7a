/* Time zones from tzdata's files. https://www.rfc-editor.org/rfc/rfc8536 */
#include "base/zone.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/zone_rule.h"

enum { MOST_BYTES = 1024 * 1024, MOST_NAME = 200, HEADER = 44 };

/* An offset that begins at an instant. */
struct stretch {
	int64_t begin, offset;
};
struct zone {
	char *name;
	struct zone *next; /* of the same owner */
	bool of_machine;   /* the C library knows its rules */
	int64_t first_offset;
	struct stretch *stretches; /* rising */
	size_t count;
	bool has_rule; /* for what comes behind the last stretch */
	struct zone_rule rule;
};

static const char utc_name[] = "UTC";

const struct zone *zone_utc(void)
{
	static const struct zone utc = { .name = (char *)utc_name };
	return &utc;
}

const struct zone *zone_machine(void)
{
	static const struct zone machine = { .of_machine = true };
	return &machine;
}

const char *zone_name(const struct zone *zone)
{
	return zone->name;
}

static void *need_memory(size_t count, size_t size)
{
	void *memory = calloc(count ? count : 1, size);
	if (!memory)
		memory_out(count * size);
	return memory;
}

/* Big-endian numbers. */
static uint32_t number(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}
static int64_t instant_at(const unsigned char *at, size_t width)
{
	return width == 4 ? (int32_t)number(at)
			  : (int64_t)((uint64_t)number(at) << 32 | number(at + 4));
}

/* A block of a file: its header's counts, and where its parts are. */
struct block {
	size_t isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt, width, bytes;
	const unsigned char *data;
};

static bool read_block(const unsigned char *at, size_t left, size_t width, struct block *block)
{
	if (left < HEADER || memcmp(at, "TZif", 4) != 0)
		return false;
	*block = (struct block){ number(at + 20), number(at + 24), number(at + 28), number(at + 32),
				 number(at + 36), number(at + 40), width,           0,
				 at + HEADER };
	if ((block->isutcnt | block->isstdcnt | block->leapcnt | block->timecnt | block->typecnt |
	     block->charcnt) > MOST_BYTES)
		return false;
	block->bytes = HEADER + block->timecnt * (width + 1) + block->typecnt * 6 + block->charcnt +
		       block->leapcnt * (width + 4) + block->isstdcnt + block->isutcnt;
	return block->bytes <= left && block->typecnt;
}

static int64_t offset_of_type(const struct block *block, size_t type)
{
	const unsigned char *types = block->data + block->timecnt * (block->width + 1);
	return (int32_t)number(types + type * 6);
}

/* What clocks showed before the first change: the first standard time, as the C library has it. */
static int64_t first_offset(const struct block *block)
{
	const unsigned char *types = block->data + block->timecnt * (block->width + 1);
	size_t type = 0;
	while (type < block->typecnt && types[type * 6 + 4])
		type++;
	return offset_of_type(block, type < block->typecnt ? type : 0);
}

static bool take_stretches(struct zone *zone, const struct block *block)
{
	const unsigned char *types = block->data + block->timecnt * block->width;
	zone->first_offset = first_offset(block);
	zone->count = block->timecnt;
	zone->stretches = need_memory(block->timecnt, sizeof *zone->stretches);
	for (size_t i = 0; i < block->timecnt; i++) {
		if (types[i] >= block->typecnt)
			return false;
		zone->stretches[i] =
			(struct stretch){ instant_at(block->data + i * block->width, block->width),
					  offset_of_type(block, types[i]) };
	}
	return true;
}

/* The line between two newlines at AT. */
static void take_rule(struct zone *zone, const char *at, size_t left)
{
	char text[MOST_NAME];
	const char *end = left > 1 && *at == '\n' ? memchr(at + 1, '\n', left - 1) : NULL;
	size_t length = end ? (size_t)(end - at - 1) : 0;
	if (!length || length >= sizeof text)
		return;
	memcpy(text, at + 1, length);
	text[length] = '\0';
	zone->has_rule = zone_rule_parse(text, &zone->rule);
}

/* A file has a block of 32-bit times and, from version 2 on, one of 64-bit times behind it. */
static bool take_file(struct zone *zone, const unsigned char *bytes, size_t length)
{
	struct block block, wide;
	if (!read_block(bytes, length, 4, &block))
		return false;
	if (!bytes[4])
		return !block.leapcnt && take_stretches(zone, &block);
	if (!read_block(bytes + block.bytes, length - block.bytes, 8, &wide) || wide.leapcnt ||
	    !take_stretches(zone, &wide))
		return false;
	size_t end = block.bytes + wide.bytes;
	take_rule(zone, (const char *)bytes + end, length - end);
	return true;
}

/* The bytes of NAME's file, to be freed, and how many; NULL: there is none. */
static unsigned char *read_rules(const char *name, size_t *length)
{
	char path[MOST_NAME + 32];
	snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", name);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return NULL;
	unsigned char *bytes = NULL;
	size_t room = 4096;
	ssize_t got = 1;
	*length = 0;
	while (got > 0 && *length < MOST_BYTES) {
		if (!bytes || *length == room) {
			room *= bytes ? 2 : 1;
			unsigned char *larger = realloc(bytes, room);
			if (!larger)
				memory_out(room);
			bytes = larger;
		}
		got = read(file, bytes + *length, room - *length);
		if (got > 0)
			*length += (size_t)got;
	}
	close(file);
	return bytes;
}

struct zone *zone_load(const char *name)
{
	size_t length;
	if (!*name || strlen(name) >= MOST_NAME || strstr(name, "..") || *name == '/')
		return NULL;
	bool utc = strcmp(name, utc_name) == 0; /* known without tzdata */
	unsigned char *bytes = utc ? NULL : read_rules(name, &length);
	if (!bytes && !utc)
		return NULL;
	struct zone *zone = need_memory(1, sizeof *zone);
	zone->name = need_memory(strlen(name) + 1, 1);
	memcpy(zone->name, name, strlen(name));
	if (bytes && !take_file(zone, bytes, length)) {
		zone_free(zone);
		zone = NULL;
	}
	free(bytes);
	return zone;
}

void zone_free(struct zone *zone)
{
	if (!zone)
		return;
	free(zone->stretches);
	free(zone->name);
	free(zone);
}

const struct zone *zones_find(struct zones *zones, const char *name)
{
	struct zone *zone = zones->first;
	while (zone && strcmp(zone->name, name) != 0)
		zone = zone->next;
	if (zone)
		return zone;
	zone = zone_load(name);
	if (!zone)
		return NULL;
	zone->next = zones->first;
	zones->first = zone;
	return zone;
}

void zones_free(struct zones *zones)
{
	for (struct zone *zone = zones->first, *next; zone; zone = next) {
		next = zone->next;
		zone_free(zone);
	}
	zones->first = NULL;
}

static int64_t machine_offset(int64_t seconds)
{
	time_t time = seconds;
	struct tm local;
	return localtime_r(&time, &local) ? local.tm_gmtoff : 0;
}

int64_t zone_offset(const struct zone *zone, int64_t seconds)
{
	if (zone->of_machine)
		return machine_offset(seconds);
	size_t low = 0, high = zone->count; /* how many stretches began by then */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (zone->stretches[middle].begin <= seconds)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == zone->count && zone->has_rule)
		return zone_rule_offset(&zone->rule, seconds);
	return low ? zone->stretches[low - 1].offset : zone->first_offset;
}

int64_t zone_instant(const struct zone *zone, int64_t shown)
{
	static const int64_t a_day = 24 * 3600; /* more than any offset, or jump but of a date */
	int64_t before = zone_offset(zone, shown - a_day), after = zone_offset(zone, shown + a_day);
	if (zone_offset(zone, shown - before) == before)
		return shown - before; /* of two hours alike the first */
	if (zone_offset(zone, shown - after) == after)
		return shown - after;
	int64_t still = shown - after,
		already = shown - before; /* the jump is after one and not after the other */
	while (still + 1 < already) {
		int64_t middle = still + (already - still) / 2;
		*(zone_offset(zone, middle) == before ? &still : &already) = middle;
	}
	return already;
}
