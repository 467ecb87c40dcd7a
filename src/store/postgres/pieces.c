/* Named SQL made ready for the server: ":guild" and "?1" become $1, and what each parameter is. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "store/postgres/engine.h"

enum { OID_INT8 = 20, OID_TEXT = 25 };

/* Queries bind by name, and NULL has no type of its own: those that are words; all others are
 * numbers. */
static Oid type_of(const char *name)
{
	static const char *const words[] = { ":currency", ":folded", ":purpose", ":name",
					     ":holder",   ":schema", ":names",   ":text",
					     ":record",   ":named",  ":verb",    ":status",
					     ":day",      ":due",    ":period",  ":first_day",
					     ":last_day", ":office", ":hash",    ":party",
					     ":stand_in", ":zone",   ":place",   NULL };
	for (int i = 0; words[i]; i++)
		if (strcmp(words[i], name) == 0)
			return OID_TEXT;
	return OID_INT8;
}

static int parameter_named(struct piece *piece, const char *name, size_t length)
{
	for (int i = 0; i < piece->parameters; i++)
		if (piece->names[i] && strncmp(piece->names[i], name, length) == 0 &&
		    !piece->names[i][length])
			return i + 1;
	if (piece->parameters == MOST_PARAMETERS)
		fail(EX_SOFTWARE, "the query '%s' has more than %d parameters", piece->name,
		     MOST_PARAMETERS);
	char *kept = strndup(name, length);
	if (!kept)
		fail(EX_OSERR, "out of memory");
	piece->names[piece->parameters] = kept;
	piece->types[piece->parameters] = type_of(kept);
	return ++piece->parameters;
}

/* "$3::text[]" at AT: an array of a bulk statement. */
static void note_numbered(struct piece *piece, const char *at)
{
	char *end;
	long number = strtol(at + 1, &end, 10);
	if (number < 1 || number > MOST_PARAMETERS)
		return;
	if (number > piece->parameters)
		piece->parameters = (int)number;
	if (strncmp(end, "::bigint[]", 10) == 0 || strncmp(end, "::text[]", 8) == 0) {
		piece->bulk = true;
		piece->types[number - 1] = end[2] == 'b' ? OID_INT8 : OID_TEXT;
	}
}

static void translate(struct piece *piece, const char *text)
{
	struct buf sql = { 0 };
	bool quoted = false;
	for (const char *at = text; *at; at++) {
		if (!quoted && at[0] == '-' && at[1] == '-')
			at += strcspn(at, "\n");
		if (*at == '\'')
			quoted = !quoted;
		if (!quoted && at[0] == ':' && at[1] == ':') {
			buf_text(&sql, "::");
			at++;
		} else if (!quoted && *at == ':' && islower((unsigned char)at[1])) {
			size_t length = 1 + strspn(at + 1, "abcdefghijklmnopqrstuvwxyz_");
			buf_printf(&sql, "$%d", parameter_named(piece, at, length));
			at += length - 1;
		} else if (!quoted && (*at == '?' || *at == '$') && isdigit((unsigned char)at[1])) {
			note_numbered(piece, at);
			buf_char(&sql, '$');
		} else {
			buf_char(&sql, *at);
		}
	}
	while (sql.length && strchr("; \n", sql.bytes[sql.length - 1]))
		sql.length--;
	piece->sql = strndup(sql.bytes, sql.length);
	if (!piece->sql)
		fail(EX_OSERR, "out of memory");
	buf_free(&sql);
}

struct piece *piece_named(struct postgres_store *store, const char *name)
{
	struct piece *piece;
	HASH_FIND_STR(store->pieces, name, piece);
	if (piece)
		return piece;
	piece = calloc(1, sizeof *piece);
	if (!piece)
		fail(EX_OSERR, "out of memory");
	piece->name = name;
	piece->number = ++store->piece_count;
	translate(piece, sql_in(postgres_sql, name));
	HASH_ADD_KEYPTR(hh, store->pieces, piece->name, strlen(piece->name), piece);
	return piece;
}

void pieces_forget_prepared(struct postgres_store *store)
{
	for (struct piece *piece = store->pieces; piece; piece = piece->hh.next)
		piece->prepared = false;
}

void pieces_free(struct postgres_store *store)
{
	struct piece *piece, *next;
	HASH_ITER(hh, store->pieces, piece, next)
	{
		HASH_DEL(store->pieces, piece);
		for (int i = 0; i < piece->parameters; i++)
			free((char *)piece->names[i]);
		free(piece->sql);
		free(piece);
	}
}
