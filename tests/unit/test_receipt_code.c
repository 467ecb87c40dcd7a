/* Receipt codes: made, written and read as people type them. */
#include "check.h"

#include <stddef.h>

#include "command/receipt_code.h"

static const char *again(const char *text)
{
	static char written[RECEIPT_TEXT_SIZE];
	struct receipt_code code;
	return receipt_code_read(text, &code) ? receipt_code_write(&code, written) : NULL;
}

int main(void)
{
	struct receipt_code code;
	char text[RECEIPT_TEXT_SIZE];
	/* By the table of crockford.com/base32.html: 0x0123456789 is 00000 00100 10001 10100 01010
	 * 11001 11100 01001. */
	receipt_code_make(&code, 12, &(struct digest){ { 0x01, 0x23, 0x45, 0x67, 0x89, 0xff } });
	SAME(receipt_code_write(&code, text), "12-04HMASW9");
	receipt_code_make(&code, INT64_MAX, &(struct digest){ { 0xff, 0xff, 0xff, 0xff, 0xff } });
	SAME(receipt_code_write(&code, text), "9223372036854775807-ZZZZZZZZ");
	receipt_code_make(&code, 1, &(struct digest){ { 0 } });
	SAME(receipt_code_write(&code, text), "1-00000000");

	static const char *const same[] = { "12-04HMASW9",  "12-04hmasw9",    "12-O4HMASW9",
					    "12-o4hmasw9",  "1204HMASW9",     "1204hmasw9",
					    "12-04HM-ASW9", "12-04-HM-AS-W9", "I2-04HMASW9",
					    "l2-04HMASW9",  "012-04HMASW9",   "12--04HMASW9" };
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		SAME(again(same[i]), "12-04HMASW9");
	SAME(again("3-L1IO0000"), "3-11100000");
	SAME(again("123456789"), "1-23456789");
	SAME(again("123456789012345678-00000000"), "123456789012345678-00000000");

	static const char *const wrong[] = { "",
					     "-",
					     "12",
					     "12-",
					     "-04HMASW9",
					     "04HMASW9",
					     "12-04HMASW",
					     "12-04HMASW99",
					     "12-U4HMASW9",
					     "12-04HMASW*",
					     "A2-04HMASW9",
					     "12 04HMASW9",
					     "1204HM-ASW9",
					     "1-2-04HMASW9",
					     "0-04HMASW9",
					     "-12-04HMASW9",
					     "12-04HMÁSW9",
					     "#12-04HMASW9",
					     "1234567890123456789-00000000",
					     "99999999999999999999999999999999999999999999999999999"
					     "999999" };
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK(again(wrong[i]) == NULL);
	return REPORT("receipt codes");
}
