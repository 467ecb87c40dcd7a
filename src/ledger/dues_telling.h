/* What is said of dues that were asked. Private to the ledger. */
#ifndef LEDGER_DUES_TELLING_H
#define LEDGER_DUES_TELLING_H

#include "ledger/notices.h"
#include "ledger/schedules.h"
#include "ledger/waiting.h"

/* Those of one date who were asked, or could not be. */
struct dues_run {
	struct schedule *schedule;
	int64_t due, period; /* days */
	int64_t amount;      /* of each */
	const char *part;    /* "2/5"; NULL: it is the whole */
	size_t parts;        /* how many there are; 0: it is the whole */
	bool joining;        /* it asks those who joined since the period began */
	struct asked {
		struct user *user;
		struct waiting *row;
	} * asked;
	size_t count;
	struct user **passed; /* they have no account */
	size_t passed_count, exempt;
};

/* Answers, and tells the treasurers and all whom it concerns. */
void tell_dues_run(struct verb_context *context, const struct dues_run *run);

#endif
