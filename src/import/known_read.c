/* What the books keep of earlier lists: read from the report of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "base/json.h"
#include "base/lines.h"
#include "base/unicode.h"
#include "import/known_rows.h"

enum { MOST_ACCOUNTS = 1000 };

struct reading {
	struct known *known;
	struct arena arena; /* of a line */
	int64_t from, to;
	const char *why; /* what is wrong with the line */
};

static void *grown(void *memory, size_t count, size_t size)
{
	void *larger = reallocarray(memory, count, size);
	if (!larger)
		memory_out(count * size);
	return larger;
}

struct known_key *known_key_of(const struct known *known, const char *text)
{
	struct known_key *key;
	HASH_FIND(hh, known->keys, text, strlen(text), key);
	return key;
}

static struct known_key *need_key(struct known *known, const char *text)
{
	struct known_key *key = known_key_of(known, text);
	if (key)
		return key;
	key = arena_alloc(&known->arena, sizeof *key);
	snprintf(key->text, sizeof key->text, "%s", text);
	HASH_ADD(hh, known->keys, text, strlen(key->text), key);
	return key;
}

void known_keep(struct known_key *key, const struct kept_line *line)
{
	if (key->kept.count == key->size) {
		key->size = key->size ? key->size * 2 : 1;
		key->lines = grown(key->lines, key->size, sizeof *key->lines);
		key->kept.lines = key->lines;
	}
	key->lines[key->kept.count++] = *line;
}

const char *known_account(const struct known *known, struct arena *arena, const char *name)
{
	const char *folded = text_fold(arena, name);
	for (size_t i = 0; i < known->account_count; i++)
		if (strcmp(known->accounts[i], folded) == 0)
			return known->accounts[i];
	return NULL;
}

static const char *need_account(struct reading *reading, const char *name)
{
	struct known *known = reading->known;
	const char *account = known_account(known, &reading->arena, name);
	if (account)
		return account;
	if (known->account_count == MOST_ACCOUNTS) {
		reading->why = "is of the thousand-and-first account";
		return NULL;
	}
	known->accounts = grown(known->accounts, known->account_count + 1, sizeof *known->accounts);
	account = arena_strdup(&known->arena, text_fold(&reading->arena, name));
	return known->accounts[known->account_count++] = account;
}

static bool need_amount(struct reading *reading, const cJSON *json, const char *key,
			const char *currency, int64_t *amount)
{
	const char *text = json_text(json, key);
	if (text && decimal_to_minor(text, list_scale(currency), amount) == DECIMAL_OK)
		return true;
	reading->why = arena_printf(&reading->arena, "has no \"%s\" such as \"-43.50\"", key);
	return false;
}

/* "imp:KEY.OCCURRENCE" in its parts. */
static bool read_id(struct reading *reading, const char *id, struct known_row *row)
{
	char key[LINE_ID_KEY_SIZE];
	const char *dot = strchr(id, '.');
	char *end;
	if (strncmp(id, "imp:", 4) == 0 && dot && (size_t)(dot - id) < sizeof key &&
	    dot[1] >= '1' && dot[1] <= '9') {
		row->occurrence = strtoll(dot + 1, &end, 10);
		*(char *)mempcpy(key, id, (size_t)(dot - id)) = '\0';
		if (!*end && row->occurrence < INT64_MAX) {
			row->id = arena_strdup(&reading->known->arena, id);
			row->key = need_key(reading->known, key);
			return true;
		}
	}
	reading->why = "has no \"id\" such as \"imp:….1\"";
	return false;
}

/* Whether the row is booked, waits, or is told to be another one, and why. */
static bool read_state(struct reading *reading, const cJSON *json, struct known_row *row)
{
	const char *state = json_text(json, "state"), *doubt = json_text(json, "doubt"),
		   *same = json_text(json, "same");
	bool cut = doubt && strcmp(doubt, "cut") == 0;
	row->kind = ROW_BOOKED;
	if (!row->key)
		row->kind = ROW_BY_HAND;
	else if (state && strcmp(state, "waiting") == 0)
		row->kind = cut ? ROW_CUT : ROW_WAITS;
	else if (state && strcmp(state, "same") == 0)
		row->kind = cut ? ROW_CUT : ROW_SAME;
	else if (!state || strcmp(state, "booked") != 0)
		reading->why = "has no \"state\": booked, waiting or same";
	if (row->kind == ROW_SAME && same && *same)
		row->same = arena_strdup(&reading->known->arena, same);
	return !reading->why;
}

static bool is_wanted(const struct reading *reading, const struct known_row *row, bool by_hand)
{
	int64_t near = by_hand ? OVERLAP_HAND_DAYS : 0;
	return reading->from != NO_DAY && row->day >= reading->from - near &&
	       row->day <= reading->to + near;
}

/* Adds to its key what overlap_judge() has to know of ROW. */
static bool keep_row(struct reading *reading, const cJSON *json, const struct known_row *row)
{
	const char *state = json_text(json, "state"), *balance = json_text(json, "balance");
	struct kept_line line = { .occurrence = row->occurrence };
	if (row->kind == ROW_CUT)
		line.state = strcmp(state, "same") == 0 ? KEPT_CUT_SAME : KEPT_CUT_WAITS;
	line.has_balance = balance && *balance;
	if (line.has_balance &&
	    !need_amount(reading, json, "balance", row->currency, &line.balance))
		return false;
	known_keep(row->key, &line);
	return true;
}

static bool read_row(struct reading *reading, const cJSON *json)
{
	struct known *known = reading->known;
	struct known_row row = { 0 };
	const char *id = json_text(json, "id"), *account = json_text(json, "account"),
		   *day = json_text(json, "date"), *currency = json_text(json, "currency"),
		   *transaction = json_text(json, "transaction");
	if (!account || !*account || !(row.account = need_account(reading, account)))
		reading->why = reading->why ? reading->why : "has no \"account\"";
	else if (!day || !day_parse(day, &row.day))
		reading->why = "has no \"date\" such as \"2026-10-14\"";
	else if (!currency || !*currency || strlen(currency) >= sizeof row.currency)
		reading->why = "has no \"currency\" such as \"EUR\"";
	if (reading->why)
		return false;
	memcpy(row.currency, currency, strlen(currency) + 1); /* it fits: asked above */
	row.transaction = transaction ? strtoll(transaction, NULL, 10) : 0;
	if (!need_amount(reading, json, "amount", currency, &row.amount))
		return false;
	if (!is_wanted(reading, &row, !id || !*id))
		return true;
	if (id && *id && !read_id(reading, id, &row))
		return false;
	if (!read_state(reading, json, &row) || (row.key && !keep_row(reading, json, &row)))
		return false;
	if (known->count == known->size) {
		known->size = known->size ? known->size * 2 : 64;
		known->rows = grown(known->rows, known->size, sizeof *known->rows);
	}
	known->rows[known->count++] = row;
	return true;
}

struct known *known_read(int fd, const char *name, int64_t from, int64_t to)
{
	struct lines lines = { .fd = fd };
	struct reading reading = { .from = from, .to = to };
	size_t length;
	char *line;
	reading.known = calloc(1, sizeof *reading.known);
	if (!reading.known)
		memory_out(sizeof *reading.known);
	while ((line = lines_next(&lines, &length))) {
		const char *why = NULL;
		arena_reset(&reading.arena);
		const cJSON *json = json_object(&reading.arena, line, length, &why);
		if (!json || !read_row(&reading, json))
			fail(EX_DATAERR,
			     "line %ju of %s %s: give --known what `gl-report lines bank --format "
			     "ndjson` prints",
			     (uintmax_t)lines.number, name, json ? reading.why : why);
	}
	lines_free(&lines);
	arena_free(&reading.arena);
	close(fd);
	return reading.known;
}

void known_free(struct known *known)
{
	struct known_key *key, *next;
	if (!known)
		return;
	HASH_ITER(hh, known->keys, key, next)
	{
		HASH_DEL(known->keys, key);
		free(key->lines);
	}
	free(known->rows);
	free(known->same);
	free(known->accounts);
	arena_free(&known->arena);
	free(known);
}
