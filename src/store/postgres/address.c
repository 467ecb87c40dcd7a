/* The address of books on a server: what libpq is given of it, which schema it names, and how it is
 * shown. */
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "store/postgres/engine.h"

/* LOCATION without its passwords: "//user:SECRET@", and "password=SECRET" and "sslpassword=SECRET"
 * behind the question mark. The last "@" counts: a password may hold signs that ought to have been
 * written as %2F and the like, and an address that no server understands is shown, too. */
char *address_without_password(const char *location)
{
	struct buf shown = { 0 };
	const char *user = strstr(location, "://") + 3, *at = strrchr(user, '@'),
		   *colon = at ? memchr(user, ':', (size_t)(at - user)) : NULL;
	const char *from = colon ? at : location;
	if (colon)
		buf_add(&shown, location, (size_t)(colon - location));
	const char *options = strchr(from, '?');
	if (!options) {
		buf_text(&shown, from);
		return shown.bytes;
	}
	buf_add(&shown, from, (size_t)(options - from));
	char before = '?';
	for (const char *word = options + 1;; word++) {
		size_t length = strcspn(word, "&");
		if (strncmp(word, "password=", 9) != 0 && strncmp(word, "sslpassword=", 12) != 0) {
			buf_char(&shown, before);
			buf_add(&shown, word, length);
			before = '&';
		}
		word += length;
		if (!*word)
			return shown.bytes;
	}
}

/* What libpq says of an address that it cannot read repeats parts of it, and they may be the
 * password's. */
void address_check(const char *address, const char *shown)
{
	const char *user = strstr(address, "://") + 3, *end = user + strcspn(user, "@/?");
	char *why = NULL;
	PQconninfoOption *options = libpq()->PQconninfoParse(address, &why);
	bool torn = *end == '@' ? end[1 + strcspn(end + 1, "@/?")] == '@'
				: memchr(user, ':', (size_t)(end - user)) && strchr(end, '@');
	bool readable = options && !torn,
	     no_memory = !options && (!why || strstr(why, "out of memory"));
	libpq()->PQconninfoFree(options);
	libpq()->PQfreemem(why);
	if (no_memory)
		fail(EX_OSERR, "out of memory");
	if (!readable)
		fail(EX_USAGE,
		     "%s: no such address can be read; in a user's name and password @ / : ? %% "
		     "are written %%40 %%2F %%3A %%3F %%25",
		     shown);
}

/* Lower-case names alone: they are the same with and without quotes, in psql and in configurations.
 * The server keeps names that begin with pg_ for itself.
 * https://www.postgresql.org/docs/15/sql-createschema.html */
static bool is_schema_name(const char *name, size_t length)
{
	enum { LONGEST_NAME = 63 /* NAMEDATALEN - 1: more would be cut off */ };
	static const char first[] = "abcdefghijklmnopqrstuvwxyz_",
			  further[] = "abcdefghijklmnopqrstuvwxyz_0123456789",
			  information[] = "information_schema";
	return length && length <= LONGEST_NAME && strspn(name, first) > 0 &&
	       strspn(name, further) >= length && strncmp(name, "pg_", 3) != 0 &&
	       (length != strlen(information) || strncmp(name, information, length) != 0);
}

/* The words behind the question mark of LOCATION; its end where there is none. What is before the
 * @ is the user's, and ends at no question mark for libpq. */
static const char *words_of(const char *location)
{
	const char *user = strstr(location, "://") + 3, *host = user + strcspn(user, "@/");
	const char *words = strchr(*host == '@' ? host : user, '?');
	return words ? words + 1 : location + strlen(location);
}

char *address_of_server(const char *location, char **schema)
{
	static const char keyword[] = "schema=";
	const char *word = words_of(location);
	struct buf address = { 0 };
	char before = '?';
	buf_add(&address, location, (size_t)(word - location) - (*word ? 1 : 0));
	for (size_t length; *word; word += length + (word[length] ? 1 : 0)) {
		length = strcspn(word, "&");
		if (strncmp(word, keyword, strlen(keyword)) != 0) {
			buf_char(&address, before);
			buf_add(&address, word, length);
			before = '&';
			continue;
		}
		const char *name = word + strlen(keyword);
		if (*schema || !is_schema_name(name, length - strlen(keyword)))
			fail(EX_USAGE,
			     "schema= names one schema, by 1 to 63 of a-z, 0-9 and _, the first no "
			     "digit, and not pg_… (any other name: options=-csearch_path%%3D…)");
		*schema = strndup(name, length - strlen(keyword));
		if (!*schema)
			fail(EX_OSERR, "out of memory");
	}
	return address.bytes;
}
