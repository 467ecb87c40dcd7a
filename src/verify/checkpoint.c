/* The text form of a checkpoint, and its signature. */
#include "verify/checkpoint.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/instant.h"

#define FIRST_LINE "guildledger-checkpoint 1\n"
#define SIGNATURE "signature "
static const char secret_form[] = "guildledger-secret-key 1 ",
		  public_form[] = "guildledger-public-key 1 ";

struct checkpoint_guild *checkpoint_of(const struct checkpoint *checkpoint, uint64_t guild_id)
{
	struct checkpoint_guild *guild = checkpoint->guilds;
	while (guild && guild->guild_id != guild_id)
		guild = guild->next;
	return guild;
}

struct checkpoint_guild *checkpoint_add(struct checkpoint *checkpoint, uint64_t guild_id)
{
	struct checkpoint_guild *guild = arena_alloc(&checkpoint->memory, sizeof *guild),
				**place = &checkpoint->guilds;
	while (*place)
		place = &(*place)->next;
	guild->guild_id = guild_id;
	*place = guild;
	return guild;
}

void key_make(struct key *key)
{
	key->has_secret = true;
	crypto_sign_keypair(key->public, key->secret);
}

static void print_hex(struct buf *out, const unsigned char *bytes, size_t count)
{
	char hex[2 * crypto_sign_SECRETKEYBYTES + 1];
	buf_text(out, sodium_bin2hex(hex, sizeof hex, bytes, count));
}

void key_print(const struct key *key, bool secret, struct buf *out)
{
	buf_text(out, secret ? secret_form : public_form);
	print_hex(out, secret ? key->secret : key->public,
		  secret ? sizeof key->secret : sizeof key->public);
	buf_char(out, '\n');
}

static bool read_hex(const char *text, size_t length, unsigned char *bytes, size_t count)
{
	size_t read;
	return length == 2 * count &&
	       sodium_hex2bin(bytes, count, text, length, NULL, &read, NULL) == 0 && read == count;
}

bool key_read(const char *text, struct key *key)
{
	size_t length = strcspn(text, "\n");
	*key = (struct key){ .has_secret = strncmp(text, secret_form, strlen(secret_form)) == 0 };
	if (key->has_secret)
		return read_hex(text + strlen(secret_form), length - strlen(secret_form),
				key->secret, sizeof key->secret) &&
		       crypto_sign_ed25519_sk_to_pk(key->public, key->secret) == 0;
	return strncmp(text, public_form, strlen(public_form)) == 0 &&
	       read_hex(text + strlen(public_form), length - strlen(public_form), key->public,
			sizeof key->public);
}

static void print_guild(const struct checkpoint_guild *guild, struct buf *out)
{
	buf_printf(out,
		   "guild %ju seq %jd transaction %jd delivery %jd batch %jd time %jd hash "
		   "%s row %s balances %s\n",
		   guild->guild_id, guild->seq, guild->transaction, guild->delivery, guild->batch,
		   guild->last_time, guild->hash, guild->row, guild->balances);
	for (const struct checkpoint_floor *floor = guild->floors; floor; floor = floor->next) {
		buf_printf(out, "floor %ju %jd %s ", guild->guild_id, floor->account_id,
			   floor->currency);
		if (floor->has_floor)
			buf_printf(out, "%jd\n", floor->floor);
		else
			buf_text(out, "none\n");
	}
}

void checkpoint_print(const struct checkpoint *checkpoint, const struct key *key, struct buf *out)
{
	unsigned char signature[crypto_sign_BYTES];
	char time[INSTANT_TEXT_SIZE];
	buf_printf(out, FIRST_LINE "taken %s\n", instant_format(checkpoint->taken, time));
	for (const struct checkpoint_guild *guild = checkpoint->guilds; guild; guild = guild->next)
		print_guild(guild, out);
	crypto_sign_detached(signature, NULL, (const unsigned char *)out->bytes, out->length,
			     key->secret);
	buf_text(out, SIGNATURE);
	print_hex(out, signature, sizeof signature);
	buf_char(out, '\n');
}

static bool read_floor(struct checkpoint *checkpoint, const char *line)
{
	uint64_t guild_id;
	int64_t account_id;
	char currency[CURRENCY_SIZE], floor[24], *end;
	if (sscanf(line, "floor %ju %jd %11s %23s", &guild_id, &account_id, currency, floor) != 4 ||
	    !checkpoint_of(checkpoint, guild_id))
		return false;
	struct checkpoint_floor *row = arena_alloc(&checkpoint->memory, sizeof *row);
	struct checkpoint_guild *guild = checkpoint_of(checkpoint, guild_id);
	row->account_id = account_id;
	memcpy(row->currency, currency, sizeof currency);
	row->has_floor = strcmp(floor, "none") != 0;
	row->floor = row->has_floor ? strtoll(floor, &end, 10) : 0;
	row->next = guild->floors;
	guild->floors = row;
	return !row->has_floor || !*end;
}

static bool read_line(struct checkpoint *checkpoint, const char *line)
{
	uint64_t guild_id;
	int64_t seq, transaction, delivery, batch, last_time;
	char hash[HASH_TEXT_SIZE], row[HASH_TEXT_SIZE], balances[HASH_TEXT_SIZE];
	if (strncmp(line, "taken ", 6) == 0)
		return instant_parse(zone_utc(), line + 6, &checkpoint->taken);
	if (sscanf(line,
		   "guild %ju seq %jd transaction %jd delivery %jd batch %jd time %jd hash "
		   "%64s row %64s balances %64s",
		   &guild_id, &seq, &transaction, &delivery, &batch, &last_time, hash, row,
		   balances) != 9)
		return read_floor(checkpoint, line);
	struct checkpoint_guild *guild = checkpoint_add(checkpoint, guild_id);
	guild->seq = seq;
	guild->transaction = transaction;
	guild->delivery = delivery;
	guild->batch = batch;
	guild->last_time = last_time;
	memcpy(guild->hash, hash, sizeof hash);
	memcpy(guild->row, row, sizeof row);
	memcpy(guild->balances, balances, sizeof balances);
	return true;
}

bool checkpoint_read(struct checkpoint *checkpoint, char *text, const struct key *key,
		     const char **why)
{
	unsigned char signature[crypto_sign_BYTES];
	char *end = strstr(text, "\n" SIGNATURE), *next;
	*why = "it is no checkpoint of this version";
	if (strncmp(text, FIRST_LINE, strlen(FIRST_LINE)) != 0 || !end)
		return false;
	char *hex = ++end + strlen(SIGNATURE);
	size_t length = strcspn(hex, "\n");
	if (hex[length] != '\n' || hex[length + 1] ||
	    !read_hex(hex, length, signature, sizeof signature))
		return false;
	*why = "its signature is not by that key: it was changed, or another key signed it";
	if (crypto_sign_verify_detached(signature, (const unsigned char *)text,
					(size_t)(end - text), key->public) != 0)
		return false;
	*why = "a line of it cannot be read";
	*end = '\0';
	for (char *line = text + strlen(FIRST_LINE); *line; line = next) {
		next = line + strcspn(line, "\n");
		*next++ = '\0';
		if (!read_line(checkpoint, line))
			return false;
	}
	return true;
}

void checkpoint_free(struct checkpoint *checkpoint)
{
	arena_free(&checkpoint->memory);
}
