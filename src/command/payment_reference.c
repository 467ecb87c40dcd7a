/* Payment references: written, and found in what payers write. */
#include "command/payment_reference.h"

#include <string.h>

#include "base/calendar.h"
#include "base/format.h"
#include "base/unicode.h"

enum {
	MODULUS = 97,
	CHECK_DIGITS = 2,
	LONGEST_NUMBER = 20, /* digits: ISO 11649 has 25 characters in all */
	GROUP = 4
};

/* ISO/IEC 7064, MOD 97-10: letters count as 10 (A) to 35 (Z), "RF00" goes behind the rest, and the
 * whole must leave 1 with the check digits in place of 00. */
static int check_of(const struct payment_reference *reference)
{
	uint64_t rest = (uint64_t)reference->account % MODULUS;
	rest = (rest * 100 + (uint64_t)(reference->letter - 'A' + 10)) % MODULUS;
	rest = (rest * 1000000 + 271500) % MODULUS; /* R is 27, F is 15 */
	return MODULUS + 1 - (int)rest;
}

static bool can_be_written(const struct payment_reference *reference)
{
	return reference->account >= 1 && reference->account <= PAYMENT_HIGHEST_ACCOUNT &&
	       reference->letter >= 'A' && reference->letter <= 'Z';
}

char *payment_reference_write(const struct payment_reference *reference,
			      char text[PAYMENT_REFERENCE_SIZE])
{
	char digits[FORMAT_NUMBER_SIZE + 1], *end = digits + sizeof digits - 1, *at = text;
	*at = '\0';
	if (!can_be_written(reference))
		return text;
	*end = reference->letter;
	const char *from = format_digits(end, (uint64_t)reference->account);
	at = write_digits(mempcpy(at, "RF", 2), check_of(reference), CHECK_DIGITS);
	for (int i = 0; from <= end; i++) {
		if (i % GROUP == 0)
			*at++ = ' ';
		*at++ = *from++;
	}
	*at = '\0';
	return text;
}

/* What is behind the blanks, "-" and "." at AT. */
static const char *behind_gap(const char *at)
{
	for (size_t space = 0; *at == '-' || *at == '.' || (space = text_space(at));)
		at += *at == '-' || *at == '.' ? 1 : space;
	return at;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The character at *AT in upper case, if it is an ASCII letter or digit; NUL otherwise. *AT goes
 * behind it and the gap that follows. */
static char take(const char **at)
{
	char c = **at;
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (!((c >= 'A' && c <= 'Z') || is_digit(c)))
		return '\0';
	*at = behind_gap(*at + 1);
	return c;
}

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* Whether what is right behind the letter shows no mistake: a digit, where a letter came into the
 * number, or the letter once more and no word that begins with it, where it took the place of the
 * last digit. */
static bool ends_whole(const struct payment_reference *reference, const char *behind)
{
	const char *at = behind;
	if (is_digit(*behind))
		return false;
	return !*behind || take(&at) != reference->letter || is_letter(behind[1]);
}

/* The reference that begins at AT. */
static bool read_at(const char *at, struct payment_reference *reference)
{
	int check = 0;
	const char *letter;
	if (take(&at) != 'R')
		return false;
	if (take(&at) != 'F')
		return false;
	for (int i = 0; i < CHECK_DIGITS; i++) {
		char c = take(&at);
		if (!is_digit(c))
			return false;
		check = check * 10 + (c - '0');
	}
	reference->account = 0;
	letter = at;
	char c = take(&at);
	for (int i = 0; is_digit(c); i++) {
		if (i == LONGEST_NUMBER || reference->account > PAYMENT_HIGHEST_ACCOUNT / 10)
			return false;
		reference->account = reference->account * 10 + (c - '0');
		letter = at;
		c = take(&at);
	}
	reference->letter = c;
	return can_be_written(reference) && check == check_of(reference) &&
	       ends_whole(reference, letter + 1);
}

static bool is_among(const struct payment_reference *one, const struct payment_reference *found,
		     size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (found[i].account == one->account && found[i].letter == one->letter)
			return true;
	return false;
}

size_t payment_references_in(const char *text,
			     struct payment_reference found[PAYMENT_MOST_REFERENCES])
{
	struct payment_reference one;
	size_t count = 0, length;
	bool within_word = false;
	for (const char *at = text;; at += length) {
		enum text_kind kind = text_kind(at, &length);
		if (kind == TEXT_END)
			return count;
		if (!within_word && (*at == 'R' || *at == 'r') && read_at(at, &one) &&
		    !is_among(&one, found, count)) {
			if (count == PAYMENT_MOST_REFERENCES)
				return count + 1;
			found[count++] = one;
		}
		within_word = kind == TEXT_LETTER || kind == TEXT_NUMBER;
	}
}
