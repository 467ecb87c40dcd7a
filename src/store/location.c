/* What names the books: a file's path, or a server's address. What only looks like one of them is
 * refused, so that no file is made of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "base/fail.h"
#include "store/engine.h"

/* "postgresql" of "postgresql:books": how long a scheme (RFC 3986, 3.1) LOCATION begins with; 0: it
 * is a path. */
static size_t scheme_length(const char *location)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	if (!strspn(location, letters))
		return 0;
	size_t length = strspn(location, letters);
	while (location[length] && strchr("0123456789+-.", location[length]))
		length += 1 + strspn(location + length + 1, letters);
	return location[length] == ':' ? length : 0;
}

static bool scheme_is(const char *location, size_t length, const char *const *names)
{
	for (; *names; names++)
		if (strlen(*names) == length && strncasecmp(location, *names, length) == 0)
			return true;
	return false;
}

/* Only the scheme is repeated: a password may follow it. */
_Noreturn static void refuse_scheme(const char *location, size_t length)
{
	static const char *const servers[] = { "postgresql", "postgres", "pgsql", "postgis",
					       "jdbc",       "psql",     NULL };
	static const char *const files[] = { "file", "sqlite", "sqlite3", NULL };
	int shown = (int)length;
	if (scheme_is(location, length, servers))
		fail(EX_USAGE,
		     "%.*s:…: is no address of a server; write it as postgresql://USER@HOST/NAME, "
		     "in small letters and with both slashes (a file of that name: ./%.*s:…)",
		     shown, location, shown, location);
	if (scheme_is(location, length, files))
		fail(EX_USAGE,
		     "%s: books in a file are named by their path alone, without '%.*s:', such as "
		     "/var/lib/books.db",
		     location, shown, location);
	if (strncmp(location + length, "://", 3) == 0)
		fail(EX_UNAVAILABLE,
		     "%.*s://…: no engine holds books at such an address; name a file, or "
		     "postgresql://…",
		     shown, location);
	fail(EX_USAGE,
	     "%.*s:…: is neither an address nor plainly a file; write ./%.*s:… for a file of that "
	     "name, or postgresql://…",
	     shown, location, shown, location);
}

/* "host=db dbname=books", which libpq reads, too. */
static bool is_keywords(const char *location)
{
	static const char *const words[] = { "host",
					     "hostaddr",
					     "port",
					     "dbname",
					     "user",
					     "password",
					     "passfile",
					     "service",
					     "options",
					     "sslmode",
					     "sslrootcert",
					     "application_name",
					     "connect_timeout",
					     "target_session_attrs",
					     NULL };
	const char *at = location + strspn(location, " ");
	size_t length = strspn(at, "abcdefghijklmnopqrstuvwxyz_");
	return at[length + strspn(at + length, " ")] == '=' && scheme_is(at, length, words);
}

const char *store_locate(const char *location)
{
	if (!location)
		location = getenv("GL_DB");
	if (!location || !*location)
		fail(EX_USAGE, "which books? Name the database with --db FILE, or in GL_DB");
	if (*engine_at(location)->addresses)
		return location;
	if (strcmp(location, ":memory:") == 0)
		fail(EX_USAGE, "%s: books in memory are gone when this tool ends; name a file",
		     location);
	if (is_keywords(location))
		fail(EX_USAGE, "words such as host=… and dbname=… name no books here; write them "
			       "as postgresql://USER@HOST/NAME (a file of that name: ./…)");
	size_t scheme = scheme_length(location);
	if (scheme)
		refuse_scheme(location, scheme);
	return location;
}
