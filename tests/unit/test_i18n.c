/* The compiled catalogue: every message of po/es.po is found, whatever locale the machine has;
 * plurals by the catalogue's rule. */
#include <locale.h>
#include <stdlib.h>

#include "base/catalogue.h"
#include "base/i18n.h"
#include "check.h"

static void every_message_is_found(void)
{
	CHECK(spanish_count > 500);
	for (size_t i = 0; i < spanish_count; i++) {
		CHECK(i == 0 || strcmp(spanish[i - 1].message, spanish[i].message) < 0);
		CHECK(spanish[i].forms[0] && *spanish[i].forms[0]);
		SAME(tr(LANG_ES, spanish[i].message),
		     spanish[i].forms[0]); /* also beyond the slots for what was asked before */
		SAME(tr(LANG_EN, spanish[i].message), spanish[i].message);
	}
	SAME(tr(LANG_ES, "no message of ours"), "no message of ours");
	SAME(tr_of(LANG_EN, N_("account|closed")), "closed");
	SAME(tr_of(LANG_ES, N_("account|closed")), "cerrada");
}

/* Quotes, line ends and letters beyond ASCII come through the generator as they are. */
static void texts_are_whole(void)
{
	SAME(tr(LANG_ES, "\nHash: `%s`"), "\nHash: `%s`");
	SAME(tr(LANG_ES, "open"), "abierta");
	SAME(tr(LANG_ES, "%s Receipt: %s"), "%s Recibo: %s");
}

static void plurals(void)
{
	const char *one = "So does %d more: %s shows all.\n",
		   *many = "So do %d more: %s shows all.\n";
	SAME(trn(LANG_EN, one, many, 1), one);
	SAME(trn(LANG_EN, one, many, 0), many);
	SAME(trn(LANG_EN, one, many, 2), many);
	SAME(trn(LANG_ES, one, many, 1), "Y %d rol más: %s los muestra todos.\n");
	SAME(trn(LANG_ES, one, many, 0), "Y %d roles más: %s los muestra todos.\n");
	SAME(trn(LANG_ES, one, many, 21), "Y %d roles más: %s los muestra todos.\n");
	SAME(trn(LANG_ES, "%d thing of nobody", "%d things of nobody", 1), "%d thing of nobody");
	SAME(trn(LANG_ES, "%d thing of nobody", "%d things of nobody", 5), "%d things of nobody");
}

int main(void)
{
	/* What the environment says is no matter: from glibc 2.39 on LANGUAGE counts for nothing in
	 * C.UTF-8. */
	setenv("LANGUAGE", "en", 1);
	setenv("LC_ALL", "C", 1);
	setlocale(LC_ALL, "");
	every_message_is_found();
	texts_are_whole();
	plurals();
	return REPORT("i18n");
}
