/* Outcomes that are kept, and the first answers to interactions that come twice. */
#include "apply/kept_outcome.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"

static const char *kept_text(struct kept_outcome *kept, const char *text)
{
	return text ? arena_strdup(&kept->arena, text) : NULL;
}

/* Ids as the outbox holds them, one space between two. */
static void take_pings(struct kept_outcome *kept, const char *ids)
{
	struct outcome *outcome = &kept->outcome;
	outcome->pings = arena_alloc(&kept->arena, sizeof *outcome->pings * MAX_PINGS);
	outcome->ping_count = 0;
	for (char *end; ids && *ids && outcome->ping_count < MAX_PINGS; ids = end + (*end == ' '))
		outcome->pings[outcome->ping_count++] = strtoull(ids, &end, 10);
}

void kept_outcome_take(struct kept_outcome *kept, const struct record *record,
		       const struct outcome *outcome, const struct decision *decision)
{
	kept->outcome = *outcome;
	kept->outcome.verb = kept_text(kept, outcome->verb);
	kept->outcome.status = kept_text(kept, outcome->status);
	kept->outcome.code = kept_text(kept, outcome->code);
	kept->outcome.receipt = kept_text(kept, outcome->receipt);
	kept->outcome.text = kept_text(kept, outcome->text);
	kept->files = kept_text(kept, decision->files);
	kept->guild_id = record->command.guild_id;
	kept->author_id = record->command.author.id;
	take_pings(kept, decision->pings);
	kept->any = true;
	kept->committing = false;
}

void kept_outcome_committing(struct kept_outcome *kept)
{
	kept->committing = true;
	/* a reader who is gone changes nothing: the record is whole */
	while (write(STDOUT_FILENO, "\n", 1) < 0 && errno == EINTR)
		;
}

struct looking_up {
	struct kept_outcome *kept;
	struct logged_answer *logged;
	bool found;
};

static const char *text_at(struct kept_outcome *kept, const struct value *value)
{
	return value->kind == VALUE_TEXT ? arena_strdup(&kept->arena, value->text) : NULL;
}

static bool take_answer(void *context, const struct value *values)
{
	struct looking_up *looking_up = context;
	struct kept_outcome *kept = looking_up->kept;
	*looking_up->logged = (struct logged_answer){
		.verb = text_at(kept, &values[0]),
		.status = text_at(kept, &values[1]),
		.text = text_at(kept, &values[2]),
		.transaction = values[3].integer,
		.batch = values[4].integer,
		.arguments = text_at(kept, &values[5]),
		.site = text_at(kept, &values[7]),
		.seq = values[8].integer,
		.beside = text_at(kept, &values[9]),
	};
	if (values[6].kind == VALUE_TEXT)
		lang_from_name(values[6].text, &looking_up->logged->lang); /* else it stays */
	looking_up->found = true;
	return false;
}

/* {"pings":"12 13","files":[…]}, as the log keeps it (ledger/log.c). */
static void take_beside(struct kept_outcome *kept, const char *beside)
{
	const char *why;
	const cJSON *json = beside ? json_object(&kept->arena, beside, strlen(beside), &why) : NULL;
	const cJSON *files = json_get(json, "files");
	take_pings(kept, json_text(json, "pings"));
	kept->files = cJSON_IsArray(files) ? json_print(&kept->arena, files) : NULL;
}

bool kept_outcome_complete(struct kept_outcome *kept, struct store *store,
			   struct logged_answer *logged)
{
	struct outcome *outcome = &kept->outcome;
	struct looking_up looking_up = { kept, logged, false };
	struct binding bindings[] = {
		bind_integer(":guild", (int64_t)kept->guild_id),
		bind_integer(":message", (int64_t)outcome->message_id),
		bind_integer(":author", (int64_t)kept->author_id),
	};
	store_query(store, "interaction answer", bindings, 3, take_answer, &looking_up);
	if (!looking_up.found || strcmp(outcome->status, status_names[STATUS_DUPLICATE]) != 0)
		return looking_up.found;
	outcome->verb = logged->verb;
	outcome->text = logged->text;
	outcome->code =
		strcmp(logged->status, status_names[STATUS_OK]) == 0 ? NULL : logged->status;
	outcome->transaction = logged->transaction;
	outcome->batch = logged->batch;
	take_beside(kept, logged->beside);
	return true;
}
