/* Norma 43 for tests: records with what a test is about, and what their lines are read as. */
#ifndef NORMA43_LISTS_H
#define NORMA43_LISTS_H

#include "list_read.h"

#define ACCOUNT                                           \
	"11000000000000000001261012261014200000000050000" \
	"978"                                             \
	"3"                                               \
	"CLUB DE PRUEBA\r\n"
#define LINE(day, sign, amount, references) \
	"22    0000" day day "02000" sign "000000000" amount "0000000000" references "\r\n"
#define NO_REFERENCES "000000000000"
#define TEXT(number, text) "23" number text "\r\n"
#define TOTALS(out, out_sum, in, in_sum, closing) \
	"33000000000000000001" out "000000000" out_sum in "000000000" in_sum closing "978\r\n"
#define END(count) "88999999999999999999" count "\r\n"
/* One credit of 15.00, one of 10.00. */
#define TWO_LINES                                   \
	LINE("261012", "2", "01500", NO_REFERENCES) \
	TEXT("01", "UNO") LINE("261014", "2", "01000", NO_REFERENCES) TEXT("01", "DOS")
#define TWO_TOTALS TOTALS("00000", "00000", "00002", "02500", "200000000052500")
#define BEGIN "begin [0000 0000 0000000001] EUR 2026-10-12 2026-10-14 50000\n"
#define UNO "2 2026-10-12 1500 EUR [] UNO\n"
#define DOS "4 2026-10-14 1000 EUR [] DOS\n"
#define WHOLE BEGIN UNO DOS "end 2026-10-14 52500\n"

#define MODE_1                                            \
	"11000000000000000001261012261014200000000050000" \
	"9781\n"
#define MODE_2                                            \
	"11000000000000000002261012261014200000000050000" \
	"9782\n"
#define NOTHING(account) \
	"3300000000000000000" account "00000000000000000000000000000000000000200000000050000978\n"

static inline const char *read_n43(const char *text)
{
	return read_text(&format_norma43, text);
}

#endif
