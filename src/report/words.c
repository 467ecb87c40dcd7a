/* The words of the books that reports show. */
#include "report/words.h"

#include <string.h>

static const char *const words[] = {
	N_("asset"), N_("liability"), N_("equity"), N_("income"), N_("expense"), N_("open"), N_("frozen"), N_("closed"), N_("total"),
	N_("total assets"), N_("result"), N_("total liabilities, equity and result"), N_("not registered"), N_("opening balance"),
	N_("pay"), N_("deposit"), N_("withdraw"), N_("move"), N_("reverse"), N_("batch close"), N_("ok"), N_("rejected"), N_("denied"),
	N_("left"), N_("waiting"), N_("approved"), N_("withdrawn"), N_("member"), N_("teller"), N_("treasurer"), N_("auditor"), N_("admin"), N_("yes"), N_("on its way"),
	N_("role take"), N_("refund"),
};

const char *word_in(enum lang lang, const char *word)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i], word) == 0)
			return tr(lang, words[i]);
	return word;
}
