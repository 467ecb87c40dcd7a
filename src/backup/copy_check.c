/* Whether a copy can be trusted, and how it compares with the books. */
#include "backup/copy_check.h"

#include <sodium.h>
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "store/copies.h"
#include "verify/money.h"

struct proof {
	struct store *store;
	struct buf *summary, *problem;
};

static bool prove_guild(void *context, const struct value *values)
{
	struct proof *proof = context;
	struct money_tally tally;
	char time[INSTANT_TEXT_SIZE];
	buf_printf(proof->summary, "guild %jd  ", values[0].integer);
	text_clean(proof->summary, value_words(&values[1]));
	buf_printf(proof->summary,
		   "\n  log           %jd rows, the last of %s\n  transactions  %jd\n",
		   values[2].integer, instant_format(values[3].integer, time), values[4].integer);
	bool sound =
		verify_money(proof->store, (uint64_t)values[0].integer, &tally, proof->problem);
	buf_printf(proof->summary,
		   "  batches       %jd, %jd of them closed; their hash chain holds\n",
		   tally.batches, tally.closed);
	return sound;
}

bool copy_prove(struct store *store, struct buf *summary, struct buf *problem)
{
	struct proof proof = { store, summary, problem };
	if (!store_sound(store, problem))
		return false;
	store_check_copy(store);
	buf_printf(summary, "schema          version %d", store_schema_version(store));
	if (store_schema_version(store) < store_newest_schema)
		buf_printf(summary, " (this program's is %d; restoring migrates it)",
			   store_newest_schema);
	buf_char(summary, '\n');
	store_query(store, "copied guilds", NULL, 0, prove_guild, &proof);
	return !problem->length;
}

/* The log up to a row as one hash. Words and names are left out: they may be forgotten later. */
static bool hash_row(void *context, const struct value *values)
{
	crypto_generichash_state *state = context;
	for (int i = 0; values[i].kind != VALUE_END; i++) {
		crypto_generichash_update(state, (const unsigned char *)&values[i].integer,
					  sizeof values[i].integer);
		if (values[i].kind == VALUE_TEXT)
			crypto_generichash_update(state, (const unsigned char *)values[i].text,
						  strlen(values[i].text) + 1);
	}
	return true;
}

static void hash_log(struct store *store, uint64_t guild_id, int64_t seq, unsigned char digest[32])
{
	crypto_generichash_state state;
	struct binding bindings[] = { bind_integer(":guild", (int64_t)guild_id),
				      bind_integer(":seq", seq) };
	crypto_generichash_init(&state, NULL, 0, 32);
	store_query(store, "log rows", bindings, 2, hash_row, &state);
	crypto_generichash_final(&state, digest, 32);
}

struct ends {
	uint64_t guild_id;
	bool exists;
	int64_t seq;
};

static bool take_end(void *context, const struct value *values)
{
	struct ends *ends = context;
	if ((uint64_t)values[0].integer != ends->guild_id)
		return true;
	ends->exists = true;
	ends->seq = values[2].integer;
	return false;
}

static bool say_more(void *context, const struct value *values)
{
	char from[INSTANT_TEXT_SIZE], to[INSTANT_TEXT_SIZE];
	if (values[0].integer)
		buf_printf(context, "%jd command%s, from %s to %s, %jd that cannot be read again",
			   values[0].integer, values[0].integer == 1 ? "" : "s",
			   instant_format(values[1].integer, from),
			   instant_format(values[2].integer, to), values[3].integer);
	else
		buf_text(context, "no command, but what was seen and sent since");
	return false;
}

struct comparison {
	struct store *books, *copy;
	struct buf *summary;
	enum log_relation relation;
	int64_t last_time;
};

static bool compare_guild(void *context, const struct value *values)
{
	struct comparison *comparison = context;
	struct ends ends = { .guild_id = (uint64_t)values[0].integer };
	unsigned char ours[32], theirs[32];
	int64_t seq = values[2].integer;
	if (values[3].integer > comparison->last_time)
		comparison->last_time = values[3].integer;
	store_query(comparison->copy, "copied guilds", NULL, 0, take_end, &ends);
	int64_t common = !ends.exists ? 0 : ends.seq < seq ? ends.seq : seq;
	hash_log(comparison->books, ends.guild_id, common, ours);
	hash_log(comparison->copy, ends.guild_id, common, theirs);
	bool apart = !ends.exists || memcmp(ours, theirs, sizeof ours) != 0;
	enum log_relation relation = apart             ? LOG_APART
				     : seq == ends.seq ? LOG_SAME
				     : seq < ends.seq  ? LOG_OLDER
						       : LOG_NEWER;
	if (relation > comparison->relation)
		comparison->relation = relation;
	if (relation < LOG_NEWER)
		return true;
	struct binding bindings[] = { { ":guild", values[0] },
				      bind_integer(":seq", apart ? 0 : common) };
	buf_printf(comparison->summary, "guild %ju: the books %s: ", ends.guild_id,
		   !ends.exists ? "have it and the copy does not"
		   : apart      ? "and the copy went different ways, the books with"
				: "know more than the copy");
	store_query(comparison->books, "log rows after", bindings, 2, say_more,
		    comparison->summary);
	buf_char(comparison->summary, '\n');
	return true;
}

enum log_relation copy_compare(struct store *books, struct store *copy, struct buf *summary,
			       int64_t *last_time)
{
	struct comparison comparison = { books, copy, summary, LOG_SAME, 0 };
	store_query(books, "copied guilds", NULL, 0, compare_guild, &comparison);
	*last_time = comparison.last_time;
	return comparison.relation;
}
