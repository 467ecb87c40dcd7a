/* The payment reference of an account, which its owner writes into a bank transfer so that the
 * payment finds the account: "RF50 42G", by ISO 11649. Banks check its digits as it is entered,
 * and SEPA carries it in a field of its own. */
#ifndef COMMAND_PAYMENT_REFERENCE_H
#define COMMAND_PAYMENT_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* RF, two check digits by MOD 97-10 of ISO/IEC 7064, the number of the account, a letter of the
 * guild: the letter ends the number, so that a reference is found in a text without blanks. */
struct payment_reference {
	int64_t account; /* from 1 to PAYMENT_HIGHEST_ACCOUNT */
	char letter;     /* A to Z: setting payment.letter */
};
#define PAYMENT_HIGHEST_ACCOUNT INT64_C(999999999999999999)
enum { PAYMENT_REFERENCE_SIZE = 32, PAYMENT_MOST_REFERENCES = 8 };

/* "RF50 42G", "RF64 4711 G": in groups of four, as ISO 11649 has it on paper. Returns TEXT; it is
 * empty for an account or letter beyond the above. */
char *payment_reference_write(const struct payment_reference *reference,
			      char text[PAYMENT_REFERENCE_SIZE]);

/* The references in TEXT (UTF-8; of a field for them or of what a payer wrote), each once, of any
 * letter. Case does not matter; blanks, "-" and "." may be anywhere within one; its RF must begin a
 * word of TEXT ("TRF 0042 GIMNASIO" holds none), and other words may follow its letter at once
 * ("RF5042GCUOTA"), but no digit ("RF504G2": the last two were swapped), nor the letter alone
 * ("RF504GG"). Zeros before the number do not count.
 * Returns how many there are, at most PAYMENT_MOST_REFERENCES + 1, of which FOUND takes the first
 * PAYMENT_MOST_REFERENCES. */
size_t payment_references_in(const char *text,
			     struct payment_reference found[PAYMENT_MOST_REFERENCES]);

#endif
