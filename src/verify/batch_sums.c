/* The sums of what members held, kept with a batch, against the balances of the log so far. */
#include <sodium.h>
#include <string.h>

#include "store/sum_members.h"
#include "verify/pass.h"

/* Columns of the query "batch sums". */
enum { CURRENCY, TOTAL, DEBTS, LEAVES, ROOT };

struct summing {
	struct pass *pass;
	int64_t batch, closed_by;
	struct digest seed;
	bool has_seed;
};

static const char *key_of(const struct summing *summing, const char *currency)
{
	return row_key(summing->pass->faults, "%ju/%jd/%s", summing->pass->guild_id, summing->batch,
		       currency);
}

static int64_t held_in(const struct book_account *account, const char *currency)
{
	for (const struct holding *holding = account->holdings; holding; holding = holding->next)
		if (strcmp(holding->currency, currency) == 0)
			return normal_side(account, holding->amount);
	return 0;
}

static void gather(const struct summing *summing, const char *currency, struct sum_members *members)
{
	for (const struct book_account *account = summing->pass->first_account; account;
	     account = account->next)
		if (account->owner_id && account->opened_by <= summing->closed_by)
			sum_members_add(members, account->owner_id, held_in(account, currency));
}

static void compare(const struct summing *summing, const struct value *row,
		    const struct sum_tree *tree)
{
	struct sum_post post = sum_tree_post(tree);
	struct faults *faults = summing->pass->faults;
	const char *currency = row[CURRENCY].text, *key = key_of(summing, currency);
	if (number_of(&row[TOTAL]) != post.total || number_of(&row[DEBTS]) != tree->debts)
		fault_add(faults, CHECK_TOTALS, "batch_sums", key,
			  "total %jd and debts %jd; members held %jd and owed %jd when the batch "
			  "closed",
			  number_of(&row[TOTAL]), number_of(&row[DEBTS]), post.total, tree->debts);
	if (number_of(&row[LEAVES]) != (int64_t)post.leaves ||
	    strcmp(row[ROOT].text, post.root) != 0)
		fault_add(faults, CHECK_TOTALS, "batch_sums", key,
			  "its %jd leaves and root %.16s… are not those of the members then: %ju "
			  "and %.16s…",
			  number_of(&row[LEAVES]), row[ROOT].text, post.leaves, post.root);
}

static bool take_sum(void *context, const struct value *row)
{
	struct summing *summing = context;
	struct sum_scope scope = { summing->pass->guild_id, summing->batch, row[CURRENCY].text };
	struct sum_members members = { 0 };
	struct sum_tree tree;
	if (summing->pass->seal.form != FORM_ALL || !summing->has_seed) {
		fault_add(summing->pass->faults, CHECK_TOTALS, "batch_sums",
			  key_of(summing, row[CURRENCY].text),
			  summing->has_seed ? "its batch was sealed without sums"
					    : "the guild has no seed that it could be made with");
		return true;
	}
	gather(summing, scope.currency, &members);
	if (sum_tree_build(&tree, &scope, &summing->seed, members.list, members.count)) {
		compare(summing, row, &tree);
		sum_tree_free(&tree);
	} else {
		fault_add(summing->pass->faults, CHECK_TOTALS, "batch_sums",
			  key_of(summing, scope.currency),
			  "what members held is beyond 64 bits, so there can be no sum");
	}
	sum_members_free(&members);
	return true;
}

void check_batch_sums(struct pass *pass, int64_t batch, int64_t closed_by)
{
	struct summing summing = { .pass = pass, .batch = batch, .closed_by = closed_by };
	struct binding bindings[] = { bind_integer(":guild", (int64_t)pass->guild_id),
				      bind_integer(":batch", batch) };
	summing.has_seed = sum_seed_load(pass->store, pass->guild_id, &summing.seed);
	store_query(pass->store, "batch sums", bindings, 2, take_sum, &summing);
	sodium_memzero(&summing.seed, sizeof summing.seed);
}
