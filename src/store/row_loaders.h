/* Rows of the queries "load …" into the working set. Each takes the columns of its query
 * (sql/load.sql), behind the key; texts are copied. Private to the engines. */
#ifndef STORE_ROW_LOADERS_H
#define STORE_ROW_LOADERS_H

#include "store/engine.h"

void take_currency(char currency[CURRENCY_SIZE], const struct value *value);
/* A copy in the working set; NULL for NULL. */
const char *kept_text(struct books *books, const struct value *value);

void fill_guild(struct books *books, struct guild *guild, const struct value *row);
/* Of a guild whose books are elsewhere. */
void fill_place(struct books *books, struct guild *guild, const struct value *row);
void fill_setting(struct books *books, struct guild *guild, const struct value *row);
void fill_currency(struct books *books, struct guild *guild, const struct value *row);
void fill_permit(struct books *books, struct guild *guild, const struct value *row);
void fill_budget(struct books *books, struct guild *guild, const struct value *row);
/* The newest batch; called also where there is none (ROW NULL). */
void fill_last_batch(struct guild *guild, const struct value *row);
/* The account of a row, *FRESH when it was not there before; its balances are then to be loaded. */
struct account *fill_account(struct books *books, uint64_t guild_id, const struct value *row,
			     bool *fresh);
/* Ties the guild to an account of its own that the rules book to. */
void fill_purpose(struct guild *guild, struct account *account);
void fill_own_name(struct books *books, struct guild *guild, const struct value *row);
void fill_seen_name(struct books *books, struct guild *guild, const struct value *row);
void fill_balance(struct books *books, struct account *account, const struct value *row);
/* ROW NULL: nobody of that id was ever seen. */
struct user *fill_user(struct books *books, uint64_t guild_id, uint64_t user_id,
		       const struct value *row);
void fill_role(struct books *books, struct guild *guild, const struct value *row);
void fill_group(struct books *books, struct guild *guild, const struct value *row);
void fill_offer(struct books *books, struct guild *guild, const struct value *row);
void fill_member(struct member *member, const struct value *row);
void fill_actual_role(struct books *books, struct member *member, const struct value *row);
void fill_wanted_role(struct books *books, struct member *member, const struct value *row);
void fill_waiting_role(struct books *books, struct member *member, const struct value *row);
void fill_fetched_delivery(struct fetched_delivery *delivery, const struct value *row);
void fill_transaction(struct books *books, struct fetched_transaction *fetched,
		      const struct value *row);
/* One more entry of FETCHED; false when there is no room for more. */
void fill_evidence(struct books *books, struct fetched_transaction *fetched,
		   const struct value *row);
bool fill_entry(struct books *books, struct fetched_transaction *fetched, const struct value *row);

#endif
