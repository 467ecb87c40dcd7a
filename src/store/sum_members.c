/* Members' balances for a sum tree, from the books of now or as of a batch. */
#include "store/sum_members.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "ledger/sum_proof.h"
#include "store/seal.h"

void sum_members_add(struct sum_members *members, uint64_t user_id, int64_t amount)
{
	if (members->count == members->room) {
		members->room = members->room ? 2 * members->room : 64;
		members->list = reallocarray(members->list, members->room, sizeof *members->list);
		if (!members->list)
			fail(EX_OSERR, "out of memory: the balances of %zu members",
			     members->count);
	}
	members->list[members->count++] = (struct sum_member){ user_id, amount };
}

void sum_members_free(struct sum_members *members)
{
	free(members->list);
	*members = (struct sum_members){ 0 };
}

static bool take_member(void *context, const struct value *values)
{
	sum_members_add(context, (uint64_t)values[0].integer, values[1].integer);
	return true;
}

void sum_members_now(struct store *store, uint64_t guild_id, const char *currency,
		     int64_t closed_by, struct sum_members *members)
{
	struct binding bindings[] = { bind_integer(":guild", (int64_t)guild_id),
				      bind_text(":currency", currency),
				      bind_integer(":seq", closed_by) };
	store_query(store, "sum members now", bindings, 3, take_member, members);
}

void sum_members_then(struct store *store, uint64_t guild_id, int64_t batch, const char *currency,
		      struct sum_members *members)
{
	struct binding bindings[] = { bind_integer(":guild", (int64_t)guild_id),
				      bind_text(":currency", currency),
				      bind_integer(":batch", batch) };
	store_query(store, "sum members then", bindings, 3, take_member, members);
}

static bool take_seed(void *context, const struct value *values)
{
	if (!digest_parse(value_words(&values[0]), context))
		fail(EX_DATAERR, "the seed of the sums in these books is damaged: restore a "
				 "backup");
	return false;
}

bool sum_seed_load(struct store *store, uint64_t guild_id, struct digest *seed)
{
	static const struct digest none;
	struct binding guild = bind_integer(":guild", (int64_t)guild_id);
	*seed = none;
	store_query(store, "sum seed", &guild, 1, take_seed, seed);
	return memcmp(seed, &none, sizeof none) != 0;
}

struct sealed_sum {
	const char *currency;
	char root[DIGEST_TEXT_SIZE];
	int64_t total;
};

static bool take_sealed_sum(void *context, const struct value *values)
{
	struct sealed_sum *sum = context;
	if (strcmp(value_words(&values[0]), sum->currency) != 0)
		return true;
	sum->total = values[1].integer;
	snprintf(sum->root, sizeof sum->root, "%s", value_words(&values[4]));
	return false;
}

static bool write_proof(const struct sum_tree *tree, const struct sealed_sum *sealed,
			const struct sum_members *members, uint64_t user_id, struct buf *out)
{
	struct sum_post post = sum_tree_post(tree);
	if (strcmp(post.root, sealed->root) != 0 || post.total != sealed->total)
		return false;
	for (size_t i = 0; i < members->count; i++)
		if (members->list[i].user_id == user_id)
			return sum_proof_write(out, tree, &members->list[i]);
	return false;
}

bool sum_proof_make(struct store *store, uint64_t guild_id, int64_t batch, const char *currency,
		    uint64_t user_id, struct buf *out)
{
	struct sum_scope scope = { guild_id, batch, currency };
	struct sealed_sum sealed = { .currency = currency };
	struct sum_members members = { 0 };
	struct sum_tree tree;
	struct digest seed;
	bool made = false;
	struct binding bindings[] = { bind_integer(":guild", (int64_t)guild_id),
				      bind_integer(":batch", batch) };
	store_query(store, "batch sums", bindings, 2, take_sealed_sum, &sealed);
	if (!*sealed.root || !sum_seed_load(store, guild_id, &seed))
		return false;
	sum_members_then(store, guild_id, batch, currency, &members);
	if (sum_tree_build(&tree, &scope, &seed, members.list, members.count)) {
		made = write_proof(&tree, &sealed, &members, user_id, out);
		sum_tree_free(&tree);
	}
	sum_members_free(&members);
	sodium_memzero(&seed, sizeof seed);
	return made;
}
