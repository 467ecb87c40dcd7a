/* Counts of interactions: many processes add to them at once, and none is lost. */
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fail.h"
#include "check.h"
#include "interaction/counts.h"

static char folder[] = "/tmp/test-counts-XXXXXX", file[100];

static void all_processes_add(void)
{
	enum { PROCESSES = 8, TIMES = 2000 };
	struct interaction_counts read;
	for (int i = 0; i < PROCESSES; i++)
		if (fork() == 0) {
			struct interaction_counts *counts = counts_open(file);
			for (int n = 0; counts && n < TIMES; n++) {
				counts_add(counts, INTERACTION_COMMAND, INTERACTION_ANSWERED, 26,
					   5000);
				counts_add_not_signed(counts, 6000);
			}
			_exit(counts ? 0 : 1);
		}
	for (int i = 0, status; i < PROCESSES; i++)
		CHECK(wait(&status) > 0 && status == 0);
	CHECK(counts_read(file, &read));
	CHECK(read.results[INTERACTION_COMMAND][INTERACTION_ANSWERED] == PROCESSES * TIMES);
	CHECK(read.took[INTERACTION_COMMAND][1] == PROCESSES * TIMES);
	CHECK(read.milliseconds[INTERACTION_COMMAND] == 26 * PROCESSES * TIMES);
	CHECK(read.last[INTERACTION_COMMAND] == 5000);
	CHECK(read.not_signed == PROCESSES * TIMES && read.last_not_signed == 6000);
	CHECK(read.results[INTERACTION_PING][INTERACTION_ANSWERED] == 0);
}

static void each_has_its_bucket(void)
{
	static const struct {
		int64_t ms;
		int bucket;
	} cases[] = { { -5, 0 },  { 0, 0 },    { 25, 0 },   { 26, 1 },
		      { 100, 2 }, { 3000, 7 }, { 3001, 8 }, { INT64_MAX, 8 } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct interaction_counts counts = { 0 };
		counts_add(&counts, INTERACTION_FORM, INTERACTION_FAILED, cases[i].ms, 1);
		CHECK(counts.took[INTERACTION_FORM][cases[i].bucket] == 1);
		CHECK(counts.results[INTERACTION_FORM][INTERACTION_FAILED] == 1);
	}
	counts_add(NULL, INTERACTION_FORM, INTERACTION_FAILED, 1, 1);
	counts_add_not_signed(NULL, 1);
}

static void other_files_stay(void)
{
	struct interaction_counts read;
	char text[1000] = "somebody's notes", back[1000];
	FILE *notes = fopen(file, "w");
	CHECK(notes && fwrite(text, 1, sizeof text, notes) == sizeof text);
	fclose(notes);
	CHECK(!counts_open(file));
	CHECK(!counts_read(file, &read));
	notes = fopen(file, "r");
	CHECK(notes && fread(back, 1, sizeof back, notes) == sizeof back);
	CHECK(memcmp(text, back, sizeof text) == 0);
	fclose(notes);
	unlink(file);
	CHECK(!counts_read(file, &read));
	CHECK(!counts_open(folder));
	CHECK(!counts_open("/nonexistent/counts"));
}

int main(void)
{
	log_hush(false);
	if (!mkdtemp(folder))
		return 1;
	snprintf(file, sizeof file, "%s/counts", folder);
	all_processes_add();
	each_has_its_bucket();
	other_files_stay();
	rmdir(folder);
	return REPORT("interaction_counts");
}
