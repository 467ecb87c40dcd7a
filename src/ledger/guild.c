/* A guild in the working set: its settings, currencies and permits. */
#include <string.h>
#include <strings.h>

#include "base/lookalike.h"
#include "base/unicode.h"
#include "ledger/books.h"
#include "ledger/currency_code.h"

struct setting *guild_add_setting(struct books *books, struct guild *guild, const char *key)
{
	struct setting *setting = arena_alloc(&books->memory, sizeof *setting);
	setting->key = arena_strdup(&books->memory, key);
	setting->next = guild->settings;
	guild->settings = setting;
	guild->controls_known = false;
	return setting;
}

const struct currency *guild_currency(const struct guild *guild, const char *code)
{
	for (const struct currency *currency = guild->currencies; currency;
	     currency = currency->next)
		if (strcasecmp(currency->code, code) == 0)
			return currency;
	return NULL;
}

void guild_add_currency(struct books *books, struct guild *guild, const char *code, int scale)
{
	struct currency *currency = arena_alloc(&books->memory, sizeof *currency),
			**place = &guild->currencies;
	/* in order: answers list them, however they came here */
	while (*place && strcmp((*place)->code, code) < 0)
		place = &(*place)->next;
	currency_code_copy(currency->code, code);
	currency->scale = scale;
	currency->next = *place;
	*place = currency;
}

void guild_add_own_name(struct books *books, struct guild *guild, const char *name)
{
	struct own_name *own = arena_alloc(&books->memory, sizeof *own);
	*own = (struct own_name){ .next = guild->own_names,
				  .name = arena_strdup(&books->memory, name),
				  .folded_name = text_fold(&books->memory, name),
				  .skeleton = text_skeleton(&books->memory, name) };
	guild->own_names = own;
	guild->own_name_count++;
}

void guild_add_permits(struct books *books, struct guild *guild, uint64_t role_id, unsigned permits)
{
	struct permit_row **place = &guild->permits;
	while (*place && (*place)->role_id < role_id)
		place = &(*place)->next;
	if (!*place || (*place)->role_id != role_id) {
		struct permit_row *row = arena_alloc(&books->memory, sizeof *row);
		row->role_id = role_id;
		row->next = *place;
		*place = row;
	}
	(*place)->permits = permits;
}
