/* Sums at a close. The tree itself is pure: ledger/sum_tree.h. */
#include "apply/batch_sums.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "ledger/lookups.h"
#include "store/seal.h"
#include "store/sum_members.h"

static bool has_members(struct store *store, uint64_t guild_id)
{
	struct binding bindings[] = { bind_integer(":guild", (int64_t)guild_id),
				      bind_integer(":least", SUM_LEAST_MEMBERS) };
	return store_number(store, "sum members enough", bindings, 2) >= SUM_LEAST_MEMBERS;
}

const char *sum_seed_record(struct store *store, struct books *books, const struct record *record)
{
	const char *given = getenv("GL_SUM_SEED");
	char text[DIGEST_TEXT_SIZE];
	struct digest seed;
	struct buf line = { 0 };
	if (!has_members(store, record->command.guild_id))
		return NULL;
	if (!given)
		randombytes_buf(seed.bytes, sizeof seed.bytes);
	else if (!digest_parse(given, &seed))
		fail(EX_CONFIG, "GL_SUM_SEED must be 64 hexadecimal digits, in lower case");
	record_write_sum_seed(&line, &(struct sum_seed_record){ record->command.guild_id,
								digest_text(&seed, text) });
	const char *copy = arena_copy(&books->chunk, line.bytes, line.length - 1);
	sodium_memzero(&seed, sizeof seed);
	buf_free(&line);
	return copy;
}

static void keep_sum(struct store *store, const struct sum_members *members,
		     const struct sum_scope *scope, const struct digest *seed, struct buf *lines)
{
	struct sum_tree tree;
	if (!sum_tree_build(&tree, scope, seed, members->list, members->count)) {
		log_line(LOG_WARN, "sum-too-large",
			 "batch %jd: what members hold or owe in %s is beyond 64 bits together, so "
			 "no sum of it is made",
			 scope->batch, scope->currency);
		return;
	}
	struct sum_post post = sum_tree_post(&tree);
	sum_post_write(lines, &post);
	sum_debts_write(lines, scope, tree.debts);
	store_write_batch_sum(store, &post, tree.debts);
	sum_tree_free(&tree);
}

void batch_sums_make(struct store *store, struct books *books, const struct record *record,
		     int64_t batch, int64_t closed_by, struct buf *lines)
{
	const struct guild *guild = books_guild(books, record->command.guild_id);
	struct digest seed;
	if (!ledger_makes_sums(books, record) || !has_members(store, guild->guild_id) ||
	    !sum_seed_load(store, guild->guild_id, &seed))
		return;
	for (const struct currency *currency = guild->currencies; currency;
	     currency = currency->next) {
		struct sum_members members = { 0 };
		struct sum_scope scope = { guild->guild_id, batch, currency->code };
		sum_members_now(store, guild->guild_id, currency->code, closed_by, &members);
		if (members.count >= SUM_LEAST_MEMBERS)
			keep_sum(store, &members, &scope, &seed, lines);
		sum_members_free(&members);
	}
	sodium_memzero(&seed, sizeof seed);
}

struct describing {
	struct buf *files;
	int64_t batch;
	uint64_t user_id;
	bool any, within;
};

static bool take_sum(void *context, const struct value *values)
{
	struct describing *describing = context;
	describing->any = true;
	describing->within = values[1].integer;
	if (describing->within)
		buf_printf(describing->files,
			   "%s{\"name\":\"proof-%jd-%s.txt\",\"media_type\":\"text/plain\","
			   "\"described\":{\"sum\":\"%jd\",\"currency\":\"%s\",\"of\":\"%ju\"}}",
			   describing->files->length ? "," : "[", describing->batch, values[0].text,
			   describing->batch, values[0].text, describing->user_id);
	return true;
}

enum sum_found batch_sums_describe(struct store *store, uint64_t guild_id, int64_t batch,
				   uint64_t user_id, struct buf *files)
{
	struct describing describing = { .files = files, .batch = batch, .user_id = user_id };
	struct binding bindings[] = { bind_integer(":guild", (int64_t)guild_id),
				      bind_integer(":batch", batch),
				      bind_integer(":user", (int64_t)user_id),
				      bind_integer(":most", MAX_FILES) };
	store_query(store, "sums of member", bindings, 4, take_sum, &describing);
	if (!describing.any)
		return SUM_NONE;
	if (!describing.within)
		return SUM_WITHOUT_AUTHOR;
	buf_char(files, ']');
	return SUM_FOUND;
}
