/* The records of a bank's list, from JSON; import_write.c writes them. */
#include "record/import_record.h"

#include <string.h>

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/digest.h"
#include "base/instant.h"
#include "base/zone.h"
#include "record/reading.h"

static const char *const by_names[] = {
	[IMPORT_BY_REFERENCE] = "reference", [IMPORT_BY_MEMBER] = "id",
	[IMPORT_BY_RULE_MEMBER] = "rule",    [IMPORT_BY_COUNTERPARTY] = "counterparty",
	[IMPORT_BY_RULE] = "rule",
};
static const char *const doubt_names[] = {
	[IMPORT_NO_DOUBT] = NULL,
	[IMPORT_CUT] = "cut",
	[IMPORT_WORDS] = "words",
};

const char *import_by_name(enum import_by by)
{
	return by_names[by];
}

const char *import_doubt_name(enum import_doubt doubt)
{
	return doubt_names[doubt];
}

const char *import_party(struct arena *arena, uint64_t guild_id, const char *folded)
{
	struct digest digest;
	char text[DIGEST_TEXT_SIZE];
	const char *words = arena_printf(arena, "gl-party,1,%ju,%s", guild_id, folded);
	if (!*folded)
		return "";
	digest_of(&digest, words, strlen(words));
	return arena_strdup(arena, digest_text(&digest, text));
}

const char *import_party_forgotten(struct arena *arena, uint64_t guild_id, int64_t number)
{
	struct digest digest;
	char text[DIGEST_TEXT_SIZE];
	const char *words = arena_printf(arena, "gl-party-forgotten,1,%ju,%jd", guild_id, number);
	digest_of(&digest, words, strlen(words));
	return arena_strdup(arena, digest_text(&digest, text));
}

/* A decimal as it is written here: of what scale, only the books know. */
static bool is_canonical(const char *text)
{
	size_t whole, behind;
	text += *text == '-';
	whole = strspn(text, "0123456789");
	text += whole;
	if (*text != '.')
		return whole && !*text;
	behind = strspn(text + 1, "0123456789");
	return whole && behind && behind <= DECIMAL_MAX_SCALE && !text[1 + behind];
}

/* A required text that is not empty. */
static bool need_text(struct arena *arena, const cJSON *json, const char *key, const char **text,
		      const char **why)
{
	*text = json_text(json, key);
	if (*text && **text)
		return true;
	*why = arena_printf(arena, "\"%s\" is missing", key);
	return false;
}

static bool need_amount(struct arena *arena, const cJSON *json, const char *key, bool optional,
			const char **amount, const char **why)
{
	*amount = json_text(json, key);
	if (*amount ? is_canonical(*amount) : optional && !json_get(json, key))
		return true;
	*why = arena_printf(arena, "\"%s\" is missing or no amount (a string such as \"-43.50\")",
			    key);
	return false;
}

static bool need_day(struct arena *arena, const cJSON *json, const char *key, int64_t *day,
		     const char **why)
{
	const char *text = json_text(json, key);
	if (text && day_parse(text, day))
		return true;
	*why = arena_printf(arena, "\"%s\" is missing or no day (\"2026-10-14\")", key);
	return false;
}

static bool need_digest(struct arena *arena, const cJSON *json, const char **text, const char **why)
{
	struct digest digest;
	if (!need_text(arena, json, "sha256", text, why))
		return false;
	if (digest_parse(*text, &digest))
		return true;
	*why = "\"sha256\" is no SHA-256 (64 hexadecimal digits)";
	return false;
}

/* Of which books, and when. */
static bool read_head(struct arena *arena, const cJSON *json, uint64_t *guild_id, int64_t *time,
		      const char **why)
{
	const char *text = json_text(json, "time");
	if (!record_need_id(arena, json, "guild_id", guild_id, why))
		return false;
	if (text && instant_parse(zone_utc(), text, time))
		return true;
	*why = "\"time\" is missing or no RFC 3339 time";
	return false;
}

static const char id_letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				 "0123456789";

static bool is_list_id(const char *id)
{
	return strncmp(id, "list:", 5) == 0 && strlen(id) == LIST_ID_SIZE - 1 &&
	       strspn(id + 5, id_letters) == IMPORT_ID_KEY_LENGTH;
}

/* The optional id of a list. */
static bool read_list_id(const cJSON *json, const char *key, const char **id, const char **why)
{
	*id = json_text(json, key);
	if (*id ? is_list_id(*id) : !json_get(json, key))
		return true;
	*why = "the id of its list is none (\"list:\" and 26 characters)";
	return false;
}

static bool is_import_id(const char *id)
{
	size_t digits;
	if (strncmp(id, "imp:", 4) != 0 || strlen(id) > IMPORT_ID_LONGEST)
		return false;
	id += 4;
	if (strspn(id, id_letters) != IMPORT_ID_KEY_LENGTH || id[IMPORT_ID_KEY_LENGTH] != '.')
		return false;
	id += IMPORT_ID_KEY_LENGTH + 1;
	digits = strspn(id, "0123456789");
	return digits && *id != '0' && !id[digits];
}

static bool read_candidate(const cJSON *json, struct import_candidate *candidate)
{
	const char *by = json_text(json, "by");
	candidate->to = json_text(json, "to");
	candidate->rule = json_integer(json, "rule", 0);
	for (int i = 0; by && candidate->to && *candidate->to && i < IMPORT_BYS; i++)
		if (strcmp(by, by_names[i]) == 0) {
			candidate->by = (enum import_by)i;
			if (i == IMPORT_BY_RULE_MEMBER && *candidate->to != '@')
				candidate->by = IMPORT_BY_RULE;
			return true;
		}
	return false;
}

static bool read_candidates(struct arena *arena, const cJSON *list, struct import_line *line,
			    const char **why)
{
	struct import_candidate *candidates;
	const cJSON *item;
	if (!list)
		return true;
	if (!cJSON_IsArray(list) || cJSON_GetArraySize(list) > MAX_IMPORT_CANDIDATES) {
		*why = "\"for\" is no list, or too long";
		return false;
	}
	candidates = arena_alloc(arena, sizeof *candidates * MAX_IMPORT_CANDIDATES);
	cJSON_ArrayForEach(item, list)
	{
		if (!read_candidate(item, &candidates[line->candidate_count])) {
			*why = "\"for\" holds something without \"by\" and \"to\", or by something "
			       "unknown";
			return false;
		}
		line->candidate_count++;
	}
	line->candidates = candidates;
	return true;
}

static bool read_doubt(const cJSON *json, struct import_line *line, const char **why)
{
	const char *doubt = json_text(json, "doubt");
	line->beside = json_text(json, "beside");
	for (enum import_doubt i = IMPORT_CUT; doubt && i <= IMPORT_WORDS; i++)
		if (strcmp(doubt, doubt_names[i]) == 0)
			line->doubt = i;
	if (doubt && line->doubt == IMPORT_NO_DOUBT)
		*why = "\"doubt\" is neither cut nor words";
	else if (line->doubt == IMPORT_WORDS && (!line->beside || !is_import_id(line->beside)))
		*why = "\"beside\" is missing or names no line";
	return !*why;
}

static const char *text_or_empty(const cJSON *json, const char *key)
{
	const char *text = json_text(json, key);
	return text ? text : "";
}

static bool read_line(struct arena *arena, const cJSON *json, struct import_line *line,
		      const char **why)
{
	const char *lang = json_text(json, "lang");
	struct digest digest;
	if (!read_head(arena, json, &line->guild_id, &line->time, why) ||
	    !need_text(arena, json, "id", &line->id, why) ||
	    !need_text(arena, json, "account", &line->account, why) ||
	    !need_day(arena, json, "date", &line->day, why) ||
	    !need_amount(arena, json, "amount", false, &line->amount, why) ||
	    !need_text(arena, json, "currency", &line->currency, why) ||
	    !need_amount(arena, json, "balance", true, &line->balance, why))
		return false;
	line->reference = text_or_empty(json, "reference");
	line->text = text_or_empty(json, "text");
	line->party = text_or_empty(json, "party");
	line->author = text_or_empty(json_get(json, "author"), "name");
	if (!is_import_id(line->id))
		*why = "\"id\" is no id of a line (\"imp:\", 26 characters, \".\" and a number)";
	else if (*line->party && !digest_parse(line->party, &digest))
		*why = "\"party\" is no SHA-256 (64 hexadecimal digits)";
	else if (lang && lang_from_name(lang, &line->lang) < 0)
		*why = "\"lang\" is neither \"en\" nor \"es\"";
	line->lang_told = lang;
	line->cross = json_true(json, "cross");
	return !*why && read_list_id(json, "import", &line->import, why) &&
	       read_doubt(json, line, why) && import_read_alike(arena, json, line, why) &&
	       read_candidates(arena, json_get(json, "for"), line, why);
}

bool record_read_import_line(struct arena *arena, const cJSON *json, struct command *command,
			     const char **why)
{
	struct import_line *line = arena_alloc(arena, sizeof *line);
	const cJSON *forgotten = json_get(json, "forgotten");
	memset(line, 0, sizeof *line);
	if (!read_line(arena, json, line, why))
		return false;
	command->guild_id = line->guild_id;
	command->time = line->time;
	command->lang = line->lang;
	command->source = SOURCE_IMPORT;
	command->verb = IMPORT_LINE_VERB;
	command->author =
		(struct author){ .name = line->author, .identified = true, .member = true };
	command->line = line;
	command->forgotten_status = json_text(forgotten, "status");
	command->forgotten_code = json_text(forgotten, "code");
	return command_add_argument(command, "account", line->account);
}

bool record_read_import(struct arena *arena, const cJSON *json, const struct import_start **start,
			const char **why)
{
	struct import_start *read = arena_alloc(arena, sizeof *read);
	const char *lang = json_text(json, "lang");
	memset(read, 0, sizeof *read);
	*start = read;
	read->count = json_integer(json, "count", 0);
	read->cross = json_true(json, "cross");
	read->author = text_or_empty(json_get(json, "author"), "name");
	read->lang_told = lang;
	if (lang && lang_from_name(lang, &read->lang) < 0)
		*why = "\"lang\" is neither \"en\" nor \"es\"";
	else if (read->count < 0)
		*why = "\"count\" is no number";
	read->currency = text_or_empty(json, "currency");
	read->format = text_or_empty(json, "format");
	return !*why && read_list_id(json, "id", &read->id, why) &&
	       read_head(arena, json, &read->guild_id, &read->time, why) &&
	       need_text(arena, json, "account", &read->account, why) &&
	       need_digest(arena, json, &read->sha256, why) &&
	       need_day(arena, json, "from", &read->from, why) &&
	       need_day(arena, json, "to", &read->to, why) &&
	       need_amount(arena, json, "opening", true, &read->opening, why) &&
	       need_amount(arena, json, "closing", true, &read->closing, why);
}

static bool read_totals(struct arena *arena, const cJSON *list, struct import_end *end,
			const char **why)
{
	struct import_total *totals = arena_alloc(arena, sizeof *totals * MAX_IMPORT_TOTALS);
	const cJSON *item;
	end->totals = totals;
	if (list && (!cJSON_IsArray(list) || cJSON_GetArraySize(list) > MAX_IMPORT_TOTALS)) {
		*why = "\"totals\" is no list, or too long";
		return false;
	}
	cJSON_ArrayForEach(item, list)
	{
		struct import_total *total = &totals[end->total_count++];
		if (!need_text(arena, item, "currency", &total->currency, why) ||
		    !need_amount(arena, item, "in", false, &total->in, why) ||
		    !need_amount(arena, item, "out", false, &total->out, why))
			return false;
	}
	return true;
}

bool record_read_import_end(struct arena *arena, const cJSON *json, const struct import_end **end,
			    const char **why)
{
	struct import_end *read = arena_alloc(arena, sizeof *read);
	const char *lang = json_text(json, "lang");
	memset(read, 0, sizeof *read);
	*end = read;
	read->count = json_integer(json, "count", -1);
	if (read->count < 0)
		*why = "\"count\" is missing or no number";
	read->currency = text_or_empty(json, "currency");
	read->author = text_or_empty(json_get(json, "author"), "name");
	read->to = NO_DAY;
	if (lang && lang_from_name(lang, &read->lang) < 0)
		*why = "\"lang\" is neither \"en\" nor \"es\"";
	return !*why && read_list_id(json, "import", &read->import, why) &&
	       read_head(arena, json, &read->guild_id, &read->time, why) &&
	       need_text(arena, json, "account", &read->account, why) &&
	       need_digest(arena, json, &read->sha256, why) &&
	       need_amount(arena, json, "closing", true, &read->closing, why) &&
	       (!json_get(json, "to") || need_day(arena, json, "to", &read->to, why)) &&
	       read_totals(arena, json_get(json, "totals"), read, why);
}

bool import_end_reconciles(struct arena *arena, const struct import_end *end,
			   struct command *command)
{
	char *day = arena_alloc(arena, DAY_TEXT_SIZE);
	if (!end->closing || !*end->currency || end->to == NO_DAY)
		return false;
	command->guild_id = end->guild_id;
	command->time = end->time;
	command->lang = end->lang;
	command->source = SOURCE_IMPORT;
	command->verb = IMPORT_END_VERB;
	command->author =
		(struct author){ .name = end->author, .identified = true, .member = true };
	return command_add_argument(command, "account", end->account) &&
	       command_add_argument(command, "balance", end->closing) &&
	       command_add_argument(command, "currency", end->currency) &&
	       command_add_argument(command, "day", day_format(end->to, day)) &&
	       command_add_argument(command, "list", end->sha256) &&
	       (!end->import || command_add_argument(command, "import", end->import));
}
