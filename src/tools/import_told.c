/* What gl-import says of a list on standard error: faults, warnings, and what it leaves out. */
#include <sysexits.h>

#include "base/buf.h"
#include "base/fail.h"
#include "base/i18n.h"
#include "tools/import_run.h"

/* Where the rules could be read, a fault of them with a place is what they make of a line of the
 * list. */
static const char *file_of(const struct import_run *run, enum list_fault fault)
{
	bool of_rules = fault == FAULT_RULES && (!run->rules || !run->checks.faults[fault].place);
	return of_rules && run->rules_file ? run->rules_file : run->list_name;
}

static void tell_fault(const struct import_run *run, enum list_fault class)
{
	const struct checked_fault *fault = &run->checks.faults[class];
	struct buf line = { 0 };
	buf_printf(&line, "%s: %s", list_fault_word(class), file_of(run, class));
	if (fault->place)
		buf_printf(&line, ", line %ju", (uintmax_t)fault->place);
	buf_printf(&line, ": %s", fault->message);
	if (fault->count > 1)
		buf_printf(&line, " (and %ju more)", (uintmax_t)fault->count - 1);
	log_line(LOG_ERROR, "list-refused", "%s", buf_string(&line));
	buf_free(&line);
}

/* The first fault of each class, by their places. */
static void tell_faults(const struct import_run *run)
{
	bool told[LIST_FAULTS] = { false };
	for (;;) {
		int next = -1;
		for (int i = 0; i < LIST_FAULTS; i++)
			if (run->checks.faults[i].count && !told[i] &&
			    (next < 0 ||
			     run->checks.faults[i].place < run->checks.faults[next].place))
				next = i;
		if (next < 0)
			return;
		tell_fault(run, (enum list_fault)next);
		told[next] = true;
	}
}

static void tell_warnings(const struct import_run *run)
{
	const struct list_checks *checks = &run->checks;
	for (uint64_t i = 0; i < checks->warning_count && i < CHECKED_WARNINGS; i++)
		if (checks->warnings[i].place)
			log_line(LOG_WARN, "list-doubtful", "%s, line %ju: %s", run->list_name,
				 (uintmax_t)checks->warnings[i].place, checks->warnings[i].message);
		else
			log_line(LOG_WARN, "list-doubtful", "%s: %s", run->list_name,
				 checks->warnings[i].message);
	if (checks->warning_count > CHECKED_WARNINGS)
		log_line(LOG_WARN, "list-doubtful", "%s: and %ju more warnings", run->list_name,
			 (uintmax_t)checks->warning_count - CHECKED_WARNINGS);
}

/* "2 lines left out by the rules (lines 3, 11)" */
static void tell_skips(const struct import_run *run)
{
	static const char *const why[LIST_SKIPS] = { [SKIP_RULE] = "by the rules",
						     [SKIP_PENDING] = "pending, not booked yet",
						     [SKIP_ZERO] = "of zero" };
	for (int i = 0; i < LIST_SKIPS; i++) {
		const struct checked_skip *skip = &run->checks.skips[i];
		struct buf places = { 0 };
		if (!skip->count)
			continue;
		for (uint64_t at = 0; at < skip->count && at < CHECKED_PLACES; at++)
			buf_printf(&places, "%s%ju", at ? ", " : "", (uintmax_t)skip->places[at]);
		log_outcome(LOG_INFO, "lines-left-out", true, "%s: %ju left out %s (line%s %s%s)",
			    run->list_name, (uintmax_t)skip->count, why[i],
			    skip->count == 1 ? "" : "s", buf_string(&places),
			    skip->count > CHECKED_PLACES ? ", …" : "");
		buf_free(&places);
	}
}

int import_tell(const struct import_run *run)
{
	tell_faults(run);
	tell_warnings(run);
	if (!run->checks.fault_count) {
		if (!run->checks.line_count)
			log_line(LOG_WARN, "list-empty", "%s holds no line that is booked",
				 run->list_name);
		tell_skips(run);
		return EX_OK;
	}
	return run->checks.faults[FAULT_RULES].count ? EX_CONFIG : EX_DATAERR;
}
