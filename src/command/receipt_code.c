/* Receipt codes: made of a hash, written, and read from what people type. */
#include "command/receipt_code.h"

#include <stdlib.h>
#include <string.h>

#include "base/format.h"

enum {
	BITS_A_LETTER = 5,
	CODE_BYTES = RECEIPT_LETTERS * BITS_A_LETTER / 8,
	MOST_DIGITS = 18,
	MOST_CHARACTERS = MOST_DIGITS + RECEIPT_LETTERS
};

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void receipt_code_make(struct receipt_code *code, int64_t transaction, const struct digest *leaf)
{
	uint64_t bits = 0;
	for (int i = 0; i < CODE_BYTES; i++)
		bits = bits << 8 | leaf->bytes[i];
	code->transaction = transaction;
	for (int i = 0; i < RECEIPT_LETTERS; i++)
		code->letters[i] = alphabet[bits >> (RECEIPT_LETTERS - 1 - i) * BITS_A_LETTER & 31];
	code->letters[RECEIPT_LETTERS] = '\0';
}

/* The letter of the alphabet that C stands for, or NUL. */
static char letter_of(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c == 'O')
		return '0';
	if (c == 'I' || c == 'L')
		return '1';
	return c && strchr(alphabet, c) ? c : '\0';
}

bool receipt_code_read(const char *text, struct receipt_code *code)
{
	char all[MOST_CHARACTERS + 1] = "", number[MOST_DIGITS + 1] = "";
	size_t count = 0, digits = 0; /* of ALL; of those before the first hyphen */
	bool split = false;
	for (; *text; text++) {
		if (*text == '-') {
			digits = split ? digits : count;
			split = true;
			continue;
		}
		if (count == MOST_CHARACTERS || !(all[count] = letter_of(*text)))
			return false;
		count++;
	}
	if (count <= RECEIPT_LETTERS || count - RECEIPT_LETTERS > MOST_DIGITS)
		return false;
	if (split && digits != count - RECEIPT_LETTERS)
		return false;
	memcpy(number, all, count - RECEIPT_LETTERS);
	memcpy(code->letters, all + count - RECEIPT_LETTERS, RECEIPT_LETTERS + 1);
	if (strspn(number, "0123456789") != strlen(number))
		return false;
	code->transaction = strtoll(number, NULL, 10);
	return code->transaction > 0;
}

char *receipt_code_write(const struct receipt_code *code, char text[RECEIPT_TEXT_SIZE])
{
	char digits[FORMAT_NUMBER_SIZE], *end = digits + sizeof digits,
					 *from = format_digits(end, (uint64_t)code->transaction);
	char *at = mempcpy(text, from, (size_t)(end - from));
	*at++ = '-';
	memcpy(at, code->letters, sizeof code->letters);
	return text;
}
