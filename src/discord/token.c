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

static char *default_file(void)
{
	const char *named = getenv("GL_TOKEN_FILE"), *credentials = getenv("CREDENTIALS_DIRECTORY");
	char *file = NULL;
	if (named && *named)
		file = strdup(named);
	else if (!credentials || asprintf(&file, "%s/token", credentials) < 0)
		fail(EX_CONFIG, "where is the bot's token? Name a file that holds it with --token-file FILE, or in GL_TOKEN_FILE");
	if (!file)
		fail(EX_OSERR, "out of memory");
	return file;
}

char *token_read(const char *named)
{
	char *file = named ? strdup(named) : default_file(), text[LONGEST_TOKEN + 1];
	if (!file)
		fail(EX_OSERR, "out of memory");
	secret_guard();
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? -1 : read(fd, text, LONGEST_TOKEN);
	if (length < 0)
		fail(errno == EACCES ? EX_NOPERM : EX_NOINPUT, "%s: the token cannot be read (%s)", file, strerrordesc_np(errno));
	close(fd);
	text[length] = '\0';
	const char *start = text + strspn(text, " \t\r\n");
	if (strncmp(start, "Bot ", 4) == 0) /* as some copy it */
		start += 4;
	size_t token_length = strcspn(start, " \t\r\n");
	bool rest = start[token_length + strspn(start + token_length, " \t\r\n")];
	for (size_t i = 0; i < token_length; i++)
		rest |= start[i] <= ' ' || start[i] > '~';
	if (!token_length || rest)
		fail(EX_CONFIG, "%s: does not hold one token and nothing else; copy it again from the bot's page of the developer portal", file);
	char *token = strndup(start, token_length);
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
