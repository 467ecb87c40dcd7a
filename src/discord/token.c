/* Reading the token. */
#include "discord/token.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fail.h"
#include "base/secret.h"

enum { LONGEST_TOKEN = 512 };

/* NULL: none is named. */
static char *file_of(const char *named)
{
	const char *environment = getenv("GL_TOKEN_FILE"),
		   *credentials = getenv("CREDENTIALS_DIRECTORY");
	char *file = NULL;
	if (!named && environment && *environment)
		named = environment;
	if (!named && !credentials)
		return NULL;
	if (named)
		file = strdup(named);
	else if (asprintf(&file, "%s/token", credentials) < 0)
		file = NULL;
	if (!file)
		fail(EX_OSERR, "out of memory");
	return file;
}

/* *TOKEN, of *LENGTH bytes, is then within TEXT; errno says why a file cannot be read. */
static enum token_fault read_text(const char *file, char text[LONGEST_TOKEN + 1],
				  const char **token, size_t *token_length)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? -1 : read(fd, text, LONGEST_TOKEN);
	int why = errno;
	if (fd >= 0)
		close(fd);
	errno = why;
	if (length < 0)
		return why == EACCES ? TOKEN_FORBIDDEN : TOKEN_ABSENT;
	text[length] = '\0';
	const char *start = text + strspn(text, " \t\r\n");
	if (strncmp(start, "Bot ", 4) == 0) /* as some copy it */
		start += 4;
	*token = start;
	*token_length = strcspn(start, " \t\r\n");
	bool rest = start[*token_length + strspn(start + *token_length, " \t\r\n")] ||
		    text + length != start + strlen(start);
	for (size_t i = 0; i < *token_length; i++)
		rest |= start[i] <= ' ' || start[i] > '~';
	return rest ? TOKEN_GARBLED : *token_length ? TOKEN_FINE : TOKEN_EMPTY;
}

enum token_fault token_look(const char *named, char **file)
{
	char text[LONGEST_TOKEN + 1];
	const char *token;
	size_t length;
	*file = file_of(named);
	secret_guard();
	enum token_fault fault = *file ? read_text(*file, text, &token, &length) : TOKEN_UNNAMED;
	sodium_memzero(text, sizeof text);
	return fault;
}

char *token_read(const char *named)
{
	char *file = file_of(named), text[LONGEST_TOKEN + 1];
	const char *start;
	size_t length;
	if (!file)
		fail(EX_CONFIG, "where is the bot's token? Name a file that holds it with "
				"--token-file FILE, or in GL_TOKEN_FILE");
	secret_guard();
	enum token_fault fault = read_text(file, text, &start, &length);
	if (fault == TOKEN_ABSENT || fault == TOKEN_FORBIDDEN)
		fail(fault == TOKEN_FORBIDDEN ? EX_NOPERM : EX_NOINPUT,
		     "%s: the token cannot be read (%s)", file, strerrordesc_np(errno));
	if (fault == TOKEN_EMPTY)
		fail(EX_CONFIG,
		     "%s: is empty; put the token from the bot's page of the developer portal into "
		     "it",
		     file);
	if (fault != TOKEN_FINE)
		fail(EX_CONFIG,
		     "%s: does not hold one token and nothing else; copy it again from the bot's "
		     "page of the developer portal",
		     file);
	char *token = strndup(start, length);
	sodium_memzero(text, sizeof text);
	free(file);
	return token;
}

void token_key(const char *token, char key[TOKEN_KEY_SIZE])
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	crypto_hash_sha256(digest, (const unsigned char *)token, strlen(token));
	sodium_bin2hex(key, TOKEN_KEY_SIZE, digest, (TOKEN_KEY_SIZE - 1) / 2);
}
