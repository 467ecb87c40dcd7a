/* Cells of what recurs. */
#include "report/month_cells.h"

#include <stdio.h>
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "report/names.h"
#include "report/words.h"

static bool unit_of(const char *name, enum recurrence_unit *unit)
{
	for (int i = 0; recurrence_unit_names[i]; i++)
		if (strcmp(recurrence_unit_names[i], name) == 0) {
			*unit = (enum recurrence_unit)i;
			return true;
		}
	return false;
}

bool rule_of_columns(const char *text, struct recurrence *rule, int64_t *done, int64_t *until)
{
	char unit[8], anchor[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE], end[DAY_TEXT_SIZE];
	*rule = (struct recurrence){ 0 };
	*until = NO_DAY;
	return sscanf(text, "%d %7s %u %d %d %d %d %15s %15s %15s", &rule->every, unit, &rule->days,
		      &rule->day, &rule->nth, &rule->weekday, &rule->month, anchor, last,
		      end) == 10 &&
	       unit_of(unit, &rule->unit) && day_parse(anchor, &rule->anchor) &&
	       day_parse(last, done) && (strcmp(end, "-") == 0 || day_parse(end, until));
}

struct naming {
	const struct formatting *formatting;
	struct buf *out;
	bool found;
};

static bool take_user(void *context, const struct value *values)
{
	struct naming *naming = context;
	if (values[0].kind == VALUE_TEXT) {
		shown_name(naming->out, values[0].text, true);
		naming->found = true;
	}
	return false;
}

static bool take_role(void *context, const struct value *values)
{
	struct naming *naming = context;
	buf_char(naming->out, '@');
	text_clean(naming->out, value_words(&values[0]));
	naming->found = true;
	return false;
}

/* A member or a role; false: the books do not know it. */
static bool add_known(struct naming *naming, const char *word)
{
	uint64_t id;
	bool member = *word == '@';
	if ((!member && *word != '&') || !snowflake_parse(word + 1, &id))
		return false;
	struct binding bindings[] = {
		bind_integer(":guild", (int64_t)naming->formatting->guild_id),
		bind_integer(member ? ":user" : ":role", (int64_t)id),
	};
	store_query(naming->formatting->store, member ? "report user label" : "report role",
		    bindings, 2, member ? take_user : take_role, naming);
	return naming->found;
}

/* Dues name everybody as the role that Discord calls "@everyone", whose id is the guild's. */
static bool is_everyone(const char *word, uint64_t guild_id)
{
	uint64_t role_id;
	return strcmp(word, "everyone") == 0 ||
	       (*word == '&' && snowflake_parse(word + 1, &role_id) && role_id == guild_id);
}

void payee_names(struct buf *out, const struct formatting *formatting, const char *payees)
{
	struct arena arena = { 0 };
	bool first = true;
	for (const char *at = payees + strspn(payees, " "); *at; at += strspn(at, " ")) {
		bool quoted = *at == '"';
		size_t length = strcspn(at + quoted, quoted ? "\"" : " ");
		const char *word = arena_copy(&arena, at + quoted, length);
		struct naming naming = { .formatting = formatting, .out = out };
		buf_text(out, first ? "" : ", ");
		first = false;
		if (is_everyone(word, formatting->guild_id))
			buf_text(out, word_in(formatting->lang, "everyone"));
		else if (!add_known(&naming, word))
			text_clean(out, word);
		at += quoted + length;
		at += *at == '"';
	}
	arena_free(&arena);
}
