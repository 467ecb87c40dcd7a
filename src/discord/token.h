/* The bot's token: read from a file or a systemd credential, never from argv, never shown. */
#ifndef DISCORD_TOKEN_H
#define DISCORD_TOKEN_H

/* Reads NAMED (NULL: $GL_TOKEN_FILE, else "token" in $CREDENTIALS_DIRECTORY); to be freed. Exits
 * with EX_CONFIG when none is named or what it holds is no token, EX_NOINPUT or EX_NOPERM when it
 * cannot be read. */
char *token_read(const char *named);

/* Why token_read() would not read it. */
enum token_fault {
	TOKEN_FINE,
	TOKEN_UNNAMED,
	TOKEN_ABSENT,
	TOKEN_FORBIDDEN,
	TOKEN_EMPTY,
	TOKEN_GARBLED
};
/* Looks at what token_read() would read; *FILE is its name, to be freed, or NULL where none is
 * named. */
enum token_fault token_look(const char *named, char **file);

enum { TOKEN_KEY_SIZE = 33 };
/* Names the token in limits.db without telling it: the first half of its SHA-256 in hexadecimal. */
void token_key(const char *token, char key[TOKEN_KEY_SIZE]);

#endif
