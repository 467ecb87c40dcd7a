/* Rules for CSV: read, asked for, and applied to records. */
#include "import/rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/unicode.h"
#include "import/rules_parts.h"

struct import_rules *rules_read(const char *file, struct list_taker *taker)
{
	struct import_rules *rules = calloc(1, sizeof *rules);
	if (!rules)
		memory_out(sizeof *rules);
	struct rules_reading reading = { .rules = rules, .taker = taker, .main = file };
	rules->skip = -1;
	if (rules_read_file(&reading, arena_strdup(&rules->arena, file)) && rules_resolve(&reading))
		return rules;
	rules_free(rules);
	return NULL;
}

void rules_free(struct import_rules *rules)
{
	if (!rules)
		return;
	for (struct rule_subject *one = rules->subjects; one; one = one->next)
		patterns_free(one->patterns);
	free(rules->folded);
	arena_free(&rules->arena);
	free(rules);
}

const char *rules_encoding(const struct import_rules *rules)
{
	return rules->encoding;
}

const char *rules_header(const struct import_rules *rules)
{
	return rules->header;
}

bool rules_balances(const struct import_rules *rules)
{
	return rules->balances;
}

bool rules_unsorted(const struct import_rules *rules)
{
	return rules->unsorted;
}

/* Room for LENGTH bytes, folded. */
static char *fold_room(struct import_rules *rules, size_t length)
{
	if (2 * length + 1 > rules->folded_size) {
		free(rules->folded);
		rules->folded_size = 4 * length + 256;
		rules->folded = malloc(rules->folded_size);
		if (!rules->folded)
			memory_out(rules->folded_size);
	}
	return rules->folded;
}

/* The record as hledger's patterns see it: its cells with commas between, whatever the separator.
 */
static size_t fold_record(struct import_rules *rules, const struct record_cells *record)
{
	size_t length = record->count, at = 0;
	for (size_t i = 0; i < record->count; i++)
		length += record->lengths[i];
	char *folded = fold_room(rules, length);
	for (size_t i = 0; i < record->count; i++) {
		if (i)
			folded[at++] = ',';
		at += pattern_fold(folded + at, record->cells[i], record->lengths[i]);
	}
	return at;
}

/* A cell without blanks around it. */
static const char *trimmed(const char *cell, size_t *length)
{
	size_t space;
	while (*length && (space = text_space(cell)) && space <= *length) {
		cell += space;
		*length -= space;
	}
	while (*length) {
		size_t last = *length - 1;
		while (last && ((unsigned char)cell[last] & 0xc0) == 0x80)
			last--;
		if (!text_space(cell + last))
			break;
		*length = last;
	}
	return cell;
}

static void find_patterns(struct import_rules *rules, const struct record_cells *record)
{
	memset(rules->found, 0, (rules->pattern_count + 63) / 64 * sizeof *rules->found);
	for (struct rule_subject *one = rules->subjects; one; one = one->next) {
		size_t length = 0;
		if (one->cell == SUBJECT_RECORD) {
			length = fold_record(rules, record);
		} else if (one->cell >= 0 && (size_t)one->cell < record->count) {
			length = record->lengths[one->cell];
			const char *cell = trimmed(record->cells[one->cell], &length);
			length = pattern_fold(fold_room(rules, length), cell, length);
		}
		patterns_find(one->patterns, length ? rules->folded : "", length, rules->found);
	}
}

/* Whether one group of patterns holds: those that & joins. */
static bool holds(const struct import_rules *rules, const struct rule_block *block)
{
	const struct rule_matcher *one = block->matchers;
	while (one) {
		bool all = true;
		do {
			bool found = rules->found[one->number / 64] >> (one->number & 63) & 1;
			all &= found != one->negated;
			one = one->next;
		} while (one && one->with_last);
		if (all)
			return true;
	}
	return false;
}

void rules_choose(struct import_rules *rules, const struct record_cells *record,
		  const struct template *chosen[RULE_FIELDS])
{
	memcpy(chosen, rules->always, sizeof rules->always);
	if (!rules->blocks)
		return;
	find_patterns(rules, record);
	for (const struct rule_block *block = rules->blocks; block; block = block->next)
		if (holds(rules, block))
			for (struct rule_assignment *one = block->assignments; one; one = one->next)
				chosen[one->field] = &one->value;
}

const char *rules_value(struct arena *arena, const struct template *value,
			const struct record_cells *record)
{
	const char *cells[64];
	size_t lengths[64], total = 0;
	if (!value || !value->count)
		return "";
	for (size_t i = 0; i < value->count; i++) {
		const struct template_piece *piece = &value->pieces[i];
		cells[i] = piece->text;
		lengths[i] = piece->length;
		if (piece->cell >= 0) {
			bool there = (size_t)piece->cell < record->count;
			lengths[i] = there ? record->lengths[piece->cell] : 0;
			cells[i] = there ? trimmed(record->cells[piece->cell], &lengths[i]) : "";
		}
		total += lengths[i];
	}
	char *text = arena_alloc_raw(arena, total + 1), *at = text;
	for (size_t i = 0; i < value->count; i++) {
		memcpy(at, cells[i], lengths[i]);
		at += lengths[i];
	}
	*at = '\0';
	return text;
}

void rules_match(const struct import_rules *rules, struct list_line *line)
{
	/* What is kept between two matches is no part of the rules. */
	struct import_rules *mine = (struct import_rules *)rules;
	const struct template *account = rules->always[RULE_ACCOUNT1];
	const struct template *purpose = rules->always[RULE_ACCOUNT2];
	size_t length = strlen(line->text);
	pattern_fold(fold_room(mine, length), line->text, length);
	length = strlen(rules->folded);
	memset(mine->found, 0, sizeof mine->found);
	for (struct rule_subject *one = rules->subjects; one; one = one->next)
		if (one->cell < 0)
			patterns_find(one->patterns, rules->folded, length, mine->found);
	for (const struct rule_block *block = rules->blocks; block; block = block->next) {
		if (!holds(rules, block))
			continue;
		for (const struct rule_assignment *one = block->assignments; one; one = one->next)
			if (one->field == RULE_ACCOUNT2)
				purpose = &one->value;
			else if (one->field == RULE_ACCOUNT1)
				account = &one->value;
	}
	/* Cells are of CSV alone: a value that names one says nothing here. */
	if (purpose && purpose->count == 1 && purpose->pieces->cell < 0) {
		line->purpose = purpose->source;
		line->purpose_place = purpose->place;
	}
	if (account && account->count == 1 && account->pieces->cell < 0)
		line->account = account->source;
}
