/* Reads a table forwards, or backwards in blocks: where each block begins is kept, some 40 bytes
 * for 64 KiB of the list, and the records of one block are in memory at a time. Where lines of one
 * day are the other way round (intra-day-reversed) a block is of one day. */
#include "import/csv_order.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { BLOCK_SIZE = 64 * 1024, MOST_ASKED = 10000 };

/* A run of records that follow one another in the list. */
struct block {
	uint64_t offset, number; /* of its first line */
	uint64_t records;
	uint64_t skipped; /* records at its beginning that one before it skips */
	int64_t day;
};

/* A record that was read, and what holds for it. */
struct kept_record {
	uint64_t place;
	size_t first, count; /* of its cells, in those of the block */
	const struct template *chosen[RULE_FIELDS];
};

struct ordering {
	struct csv_scanner *scanner;
	struct csv_maker *maker;
	uint64_t skipped; /* records that are still to be skipped */
	bool told;        /* what is skipped is told to the taker */
	struct block *blocks;
	size_t block_count, block_room;
	/* The block in memory. */
	struct kept_record *kept;
	size_t kept_count, kept_room;
	struct buf text; /* its cells, a NUL behind each */
	size_t *lengths;
	size_t length_count, length_room;
	char *cells[CSV_MOST_CELLS];
};

/* What becomes of a record. */
enum decision { RECORD_LINE, RECORD_PASSED, RECORD_END };

static void *grown(void *memory, size_t *room, size_t least, size_t size)
{
	if (least <= *room)
		return memory;
	size_t wanted = *room ? 2 * *room : 64;
	while (wanted < least)
		wanted *= 2;
	void *moved = realloc(memory, wanted * size);
	if (!moved)
		memory_out(wanted * size);
	*room = wanted;
	return moved;
}

/* The skip or end of an if, which CHOSEN has for the record. */
static const struct rule_assignment *assignment_of(const struct template *value)
{
	return (const struct rule_assignment *)((const char *)value -
						offsetof(struct rule_assignment, value));
}

/* Whether the scanner's record is a line, and in CHOSEN what holds for it. */
static enum decision decide(struct ordering *ordering, const struct template *chosen[RULE_FIELDS])
{
	struct csv_scanner *scanner = ordering->scanner;
	struct list_taker *taker = scanner->taker;
	if (csv_is_blank(&scanner->record))
		return RECORD_PASSED;
	if (!ordering->skipped) {
		rules_choose(ordering->maker->rules, &scanner->record, chosen);
		if (chosen[RULE_END])
			return RECORD_END;
		if (!chosen[RULE_SKIP])
			return RECORD_LINE;
		ordering->skipped = (uint64_t)assignment_of(chosen[RULE_SKIP])->skipped;
	}
	ordering->skipped--;
	if (ordering->told)
		taker->skip(taker, SKIP_RULE, scanner->place);
	return RECORD_PASSED;
}

/* What is wrong is told when the records are read in their order. */
static void hear_nothing(struct list_taker *taker, enum list_fault fault, uint64_t place,
			 const char *message)
{
	(void)taker, (void)fault, (void)place, (void)message;
}

/* Whether balances follow each other down the list, or up it: what lines of one day show. */
struct chain {
	bool begun, down, up;
	int64_t moved, balance; /* of the line before */
};

static void see_balance(struct ordering *ordering, const struct template *const *chosen,
			struct chain *chain)
{
	int64_t moved, balance, next, before;
	if (!csv_balance(ordering->maker, &ordering->scanner->record, chosen, &moved, &balance)) {
		chain->begun = chain->down = chain->up = false;
		return;
	}
	if (chain->begun) {
		chain->down &=
			!__builtin_add_overflow(chain->balance, moved, &next) && next == balance;
		chain->up &= !__builtin_add_overflow(balance, chain->moved, &before) &&
			     before == chain->balance;
	}
	chain->begun = true;
	chain->moved = moved;
	chain->balance = balance;
}

/* Whether the list begins with its newest lines: by its first day and the last other one, as
 * hledger has it, so that two lines in the wrong order turn nothing around; by their balances
 * where all lines are of one day. */
static bool newest_comes_first(struct ordering *ordering)
{
	struct csv_scanner *scanner = ordering->scanner;
	const struct template *chosen[RULE_FIELDS];
	struct chain chain = { .down = true, .up = true };
	int64_t first = NO_DAY, last = NO_DAY;
	for (int i = 0; i < MOST_ASKED && csv_next(scanner); i++) {
		enum decision decision = decide(ordering, chosen);
		if (decision == RECORD_END)
			break;
		if (decision != RECORD_LINE)
			continue;
		arena_reset(ordering->maker->arena);
		int64_t day = csv_day(ordering->maker, &scanner->record, chosen);
		if (day == NO_DAY)
			continue;
		if (first == NO_DAY)
			first = day;
		else if (day != first)
			last = day;
		if (last == NO_DAY && chosen[RULE_BALANCE])
			see_balance(ordering, chosen, &chain);
	}
	return last == NO_DAY ? chain.begun && chain.up && !chain.down : last < first;
}

static void forwards(struct ordering *ordering)
{
	struct csv_scanner *scanner = ordering->scanner;
	const struct template *chosen[RULE_FIELDS];
	while (csv_next(scanner)) {
		enum decision decision = decide(ordering, chosen);
		if (decision == RECORD_END)
			return;
		if (decision != RECORD_LINE)
			continue;
		arena_reset(ordering->maker->arena);
		csv_line(ordering->maker, &scanner->record, scanner->place, chosen);
	}
}

static struct block *add_block(struct ordering *ordering)
{
	struct csv_scanner *scanner = ordering->scanner;
	ordering->blocks = grown(ordering->blocks, &ordering->block_room, ordering->block_count + 1,
				 sizeof *ordering->blocks);
	struct block *block = &ordering->blocks[ordering->block_count++];
	*block = (struct block){ .offset = scanner->offset, .number = scanner->place };
	return block;
}

/* Whether DAY ends the block, and false with a fault where blocks of days are in no order: there
 * would be one for each line. */
static bool is_other_day(struct ordering *ordering, const struct block *block, int64_t day,
			 int *direction)
{
	if (day == NO_DAY || block->day == NO_DAY || day == block->day)
		return false;
	int way = day > block->day ? 1 : -1;
	if (*direction && *direction != way && !ordering->scanner->failed) {
		list_fault(ordering->scanner->taker, FAULT_DATE, ordering->scanner->place,
			   "the days neither rise nor fall: \"intra-day-reversed\" is for lists "
			   "that are in order");
		ordering->scanner->failed = true;
	}
	*direction = way;
	return true;
}

/* Cuts the table into blocks. */
static void find_blocks(struct ordering *ordering)
{
	struct csv_scanner *scanner = ordering->scanner;
	const struct import_rules *rules = ordering->maker->rules;
	const struct template *chosen[RULE_FIELDS];
	struct block *block = NULL;
	int direction = 0;
	while (csv_next(scanner)) {
		uint64_t skipped = ordering->skipped;
		int64_t day = NO_DAY;
		if (rules->skips_more || rules->day_reversed) {
			enum decision decision = decide(ordering, chosen);
			if (decision == RECORD_END)
				return;
			arena_reset(ordering->maker->arena);
			if (rules->day_reversed && decision == RECORD_LINE)
				day = csv_day(ordering->maker, &scanner->record, chosen);
		}
		bool full = block && scanner->behind - block->offset > BLOCK_SIZE;
		bool other = block && rules->day_reversed &&
			     is_other_day(ordering, block, day, &direction);
		if (!block || full || other) {
			int64_t before = block ? block->day : NO_DAY;
			block = add_block(ordering);
			block->skipped = skipped;
			block->day = day == NO_DAY ? before : day;
		}
		if (block->day == NO_DAY)
			block->day = day;
		block->records++;
	}
}

static void keep_record(struct ordering *ordering, const struct template *const *chosen)
{
	struct csv_scanner *scanner = ordering->scanner;
	const struct record_cells *record = &scanner->record;
	ordering->kept = grown(ordering->kept, &ordering->kept_room, ordering->kept_count + 1,
			       sizeof *ordering->kept);
	struct kept_record *kept = &ordering->kept[ordering->kept_count++];
	*kept = (struct kept_record){ .place = scanner->place,
				      .first = ordering->length_count,
				      .count = record->count };
	memcpy(kept->chosen, chosen, sizeof kept->chosen);
	ordering->lengths =
		grown(ordering->lengths, &ordering->length_room,
		      ordering->length_count + record->count, sizeof *ordering->lengths);
	for (size_t i = 0; i < record->count; i++) {
		buf_add(&ordering->text, record->cells[i], record->lengths[i]);
		buf_char(&ordering->text, '\0');
		ordering->lengths[ordering->length_count++] = record->lengths[i];
	}
}

static void read_block(struct ordering *ordering, const struct block *block)
{
	struct csv_scanner *scanner = ordering->scanner;
	const struct template *chosen[RULE_FIELDS];
	ordering->kept_count = ordering->length_count = 0;
	ordering->skipped = block->skipped;
	buf_clear(&ordering->text);
	source_seek(scanner->source, block->offset, block->number);
	for (uint64_t i = 0; i < block->records && csv_next(scanner); i++)
		if (decide(ordering, chosen) == RECORD_LINE)
			keep_record(ordering, chosen);
}

/* Makes the lines of the block that was read. */
static void give_block(struct ordering *ordering, bool backwards)
{
	if (!ordering->kept_count)
		return;
	char *text = ordering->text.bytes;
	char *end = text + ordering->text.length;
	for (size_t i = 0; i < ordering->kept_count; i++) {
		size_t index = backwards ? ordering->kept_count - 1 - i : i;
		const struct kept_record *kept = &ordering->kept[index];
		const size_t *lengths = ordering->lengths + kept->first;
		struct record_cells record = { ordering->cells, (size_t *)lengths, kept->count };
		size_t size = 0;
		for (size_t cell = 0; cell < kept->count; cell++)
			size += lengths[cell] + 1;
		char *at = backwards ? (end -= size) : text;
		for (size_t cell = 0; cell < kept->count; at += lengths[cell++] + 1)
			ordering->cells[cell] = at;
		text = backwards ? text : at;
		arena_reset(ordering->maker->arena);
		csv_line(ordering->maker, &record, kept->place, kept->chosen);
	}
}

/* Gives the blocks: those of one day in one direction, the days in the other where they differ. */
static void give_blocks(struct ordering *ordering, bool days_back, bool lines_back)
{
	size_t count = ordering->block_count;
	for (size_t done = 0, many; done < count; done += many) {
		size_t from = days_back ? count - 1 - done : done;
		for (many = 1; done + many < count; many++) {
			size_t next = days_back ? from - many : from + many;
			if (days_back != lines_back &&
			    ordering->blocks[next].day != ordering->blocks[from].day)
				break;
		}
		size_t low = days_back ? from + 1 - many : from;
		for (size_t i = 0; i < many; i++) {
			size_t index = lines_back ? low + many - 1 - i : low + i;
			read_block(ordering, &ordering->blocks[index]);
			give_block(ordering, lines_back);
		}
	}
}

void csv_in_order(struct csv_scanner *scanner, struct csv_maker *maker)
{
	const struct import_rules *rules = maker->rules;
	struct ordering *ordering = calloc(1, sizeof *ordering);
	if (!ordering)
		memory_out(sizeof *ordering);
	ordering->scanner = scanner;
	ordering->maker = maker;
	uint64_t offset = scanner->source->next, number = scanner->source->number + 1;
	bool back = rules->newest_first;
	if (!back && !rules->unsorted && !rules->balances) {
		struct list_taker *taker = scanner->taker, deaf = { .fault = hear_nothing };
		scanner->taker = maker->taker = &deaf;
		back = newest_comes_first(ordering);
		scanner->taker = maker->taker = taker;
	}
	scanner->failed = false;
	ordering->skipped = 0;
	source_seek(scanner->source, offset, number);
	if (back || rules->day_reversed) {
		find_blocks(ordering);
		bool stopped = scanner->failed;
		scanner->failed = false;
		ordering->told = true;
		give_blocks(ordering, back, back != rules->day_reversed);
		scanner->failed |= stopped;
	} else {
		ordering->told = true;
		forwards(ordering);
	}
	free(ordering->blocks);
	free(ordering->kept);
	free(ordering->lengths);
	buf_free(&ordering->text);
	free(ordering);
}
