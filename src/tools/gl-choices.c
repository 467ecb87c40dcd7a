/* gl-choices: what somebody can choose while they type a slash command, or what its form asks for.
 * One query on standard input, one line of JSON on standard output; reads the books only. */
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/lines.h"
#include "base/options.h"
#include "base/output.h"
#include "base/unicode.h"
#include "ledger/ledger.h"
#include "ledger/lookups.h"
#include "tools/choices.h"
#include "tools/open_books.h"
#include "tools/shared_options.h"

static const struct argp_option option_list[] = { { 0 } };

static error_t parse(int key, char *arg, struct argp_state *state)
{
	(void)arg;
	if (key != ARGP_KEY_ARG)
		return ARGP_ERR_UNKNOWN;
	argp_error(state, "the query is read from standard input; there is no argument");
	return 0;
}

/* A query while it is answered. */
struct answering {
	struct arena arena;
	struct books books;
	struct query query;
	struct choices choices;
	struct buf out;
};

static void load_guild(struct answering *answering)
{
	uint64_t guild_id = answering->query.guild_id;
	books_start(&answering->books);
	books_want(&answering->books, WANTED_GUILD, guild_id, 0, NULL);
	store_load(answering->choices.store, &answering->books);
	answering->choices.guild = books_loaded_guild(&answering->books, guild_id);
}

/* What the asker is told where they may not have what they ask for; NULL: they may. */
static const char *refusal(struct answering *answering)
{
	struct choices *choices = &answering->choices;
	const struct query *query = &answering->query;
	const struct verb *verb = choices->verb;
	enum lang lang = query->lang;
	const char *words = verb->words[lang];
	if (!choices->guild || !choices->guild->exists)
		return tr(lang, N_("This community has no books here yet. Ask whoever runs this "
				   "bot to add it."));
	if (!query->author.identified || !query->author.member)
		return tr(lang, N_("Only members of this community can use its books."));
	choices->permits = permits_of(choices->guild, &query->author, SOURCE_INTERACTION);
	if (choices->permits & verb->permit)
		return NULL;
	if (verb->permit == PERMIT_MEMBER)
		return tr(lang, N_("Your roles do not let you use these books. Ask an admin for a "
				   "role that does."));
	return arena_printf(&answering->arena,
			    tr(lang, N_("To use “%.*s” you need the permit %s, which your roles do "
					"not give.")),
			    (int)strcspn(words, "|"), words, tr(lang, permit_name(verb->permit)));
}

static void write_list(struct answering *answering, const struct choice *list, size_t count,
		       size_t *written)
{
	struct buf *out = &answering->out;
	for (size_t i = 0; i < count && *written < SLASH_MOST_OPTIONS; i++) {
		buf_text(out, (*written)++ ? ",{\"name\":" : "{\"name\":");
		buf_json(out, list[i].name);
		buf_text(out, ",\"value\":");
		buf_json(out, list[i].value);
		buf_char(out, '}');
	}
}

static void answer_typing(struct answering *answering)
{
	struct choices *choices = &answering->choices;
	const struct query *query = &answering->query;
	size_t written = 0;
	choices->option =
		slash_option_named(slash_verb(&answering->arena, choices->verb), query->option);
	choices->typed = text_fold(&answering->arena, query->text ? query->text : "");
	if (choices->option && !refusal(answering))
		choices_find(choices);
	buf_text(&answering->out, "{\"type\":\"choices\",\"choices\":[");
	write_list(answering, choices->first, choices->first_count, &written);
	write_list(answering, choices->others, choices->other_count, &written);
	buf_text(&answering->out, "]}\n");
}

static bool write_field(void *context, const struct value *values)
{
	struct answering *answering = context;
	struct buf *out = &answering->out;
	const char *purpose = values[1].kind == VALUE_TEXT ? values[1].text : NULL;
	buf_text(out, out->bytes[out->length - 1] == '[' ? "{\"account\":" : ",{\"account\":");
	buf_json(out, choices_account(&answering->choices, value_words(&values[0]), purpose));
	buf_text(out, ",\"currency\":");
	buf_json(out, value_words(&values[2]));
	buf_char(out, '}');
	return true;
}

/* The form of `batch close`: what there is to count. */
static void answer_form(struct answering *answering)
{
	struct buf *out = &answering->out;
	const char *text = refusal(answering);
	struct binding guild = bind_id(":guild", answering->query.guild_id);
	if (text) {
		buf_text(out, "{\"type\":\"choices\",\"text\":");
		buf_json(out, text);
		buf_text(out, "}\n");
		return;
	}
	buf_text(out, "{\"type\":\"choices\",\"fields\":[");
	store_query(answering->choices.store, "choose counts", &guild, 1, write_field, answering);
	buf_text(out, "]}\n");
}

static void answer(struct answering *answering)
{
	struct choices *choices = &answering->choices;
	choices->arena = &answering->arena;
	choices->query = &answering->query;
	choices->verb = verb_named(answering->query.verb);
	if (!choices->verb || !slash_has(choices->verb))
		fail(EX_DATAERR, "the query names no verb that people use: '%s'",
		     answering->query.verb);
	load_guild(answering);
	if (answering->query.option)
		answer_typing(answering);
	else if (choices->verb->id == VERB_BATCH_CLOSE)
		answer_form(answering);
	else
		fail(EX_DATAERR, "the query names no option, and '%s' has no form",
		     choices->verb->name);
	buf_flush(&answering->out, STDOUT_FILENO);
}

int main(int argc, char **argv)
{
	static struct answering answering; /* large */
	struct shared_options shared = { 0 };
	struct lines lines = { .fd = STDIN_FILENO };
	const char *why;
	size_t length;
	options_parse(argc, argv, option_list, parse, "",
		      "Print what somebody can choose while they type a slash command: a query of "
		      "gl-interaction on stdin, JSON on stdout.",
		      "Exit codes: 0 printed; 64 usage; 65 no query; " BOOKS_EXIT_CODES,
		      (const struct option_child[]){ { &db_option, &shared }, { 0 } }, &shared);
	answering.choices.store = open_books_to_follow(shared.db, STORE_READ);
	const char *line = lines_next(&lines, &length);
	if (!line)
		fail(EX_DATAERR, "there is no query on standard input");
	if (!record_read_query(&answering.arena, line, length, &answering.query, &why))
		fail(EX_DATAERR, "the query cannot be read: %s", why);
	answering.choices.store =
		follow_moved_guild(answering.choices.store, STORE_READ, answering.query.guild_id);
	answer(&answering);
	store_close(answering.choices.store);
	books_end_chunk(&answering.books);
	books_forget(&answering.books);
	arena_free(&answering.books.chunk);
	arena_free(&answering.books.memory);
	arena_free(&answering.arena);
	buf_free(&answering.out);
	lines_free(&lines);
	return EX_OK;
}
