/* Beside the books. Whatever is not there is left out, so that its absence can be told from a zero.
 */
#include "tools/host_metrics.h"

#include <dirent.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/instant.h"
#include "discord/limits_look.h"
#include "tools/exposition.h"
#include "tools/interaction_metrics.h"

enum { MOST_JOBS = 32 };

static void begin(struct buf *out, const struct machine *machine, const char *name)
{
	sample_begin(out, name);
	sample_label(out, "config", machine->config);
}

static void lone(struct buf *out, const struct machine *machine, const char *name, const char *help,
		 double value, bool time)
{
	family_begin(out, name, "gauge", help);
	begin(out, machine, name);
	if (time)
		sample_end_seconds(out, value);
	else
		sample_end_number(out, (int64_t)value);
}

/* What gl-keep counted. */
static void print_files(struct buf *out, const struct machine *machine)
{
	family_begin(out, "guildledger_files_kept_total", "counter",
		     "Files that came with commands and were kept.");
	begin(out, machine, "guildledger_files_kept_total");
	sample_end_number(out, machine->files->sums.kept_files);
	family_begin(out, "guildledger_files_kept_bytes_total", "counter",
		     "What they have in bytes, each time that one came.");
	begin(out, machine, "guildledger_files_kept_bytes_total");
	sample_end_number(out, machine->files->sums.kept_bytes);
	family_begin(out, "guildledger_files_not_kept_total", "counter",
		     "Files that were not kept, by reason.");
	for (int i = 0; i < UNKEPT_REASONS; i++) {
		begin(out, machine, "guildledger_files_not_kept_total");
		sample_label(out, "reason", unkept_names[i]);
		sample_end_number(out, machine->files->sums.not_kept[i]);
	}
}

/* Figures of limits.db. */
static const struct figure_family {
	const char *figure, *name, *type, *help, *label;
	bool milliseconds;
} figure_families[] = {
	{ "answers", "guildledger_discord_answers_total", "counter",
	  "Discord's answers by HTTP status; 0: none came.", "http", false },
	{ "limited", "guildledger_discord_rate_limited_total", "counter",
	  "Rate limits hit, by scope.", "scope", false },
	{ "invalid", "guildledger_discord_invalid_requests_total", "counter",
	  "Requests that Discord counts as invalid.", NULL, false },
	{ "recent", "guildledger_discord_invalid_requests_recent", "gauge",
	  "Invalid requests of the last ten minutes; Discord bans at 10000.", NULL, false },
	{ "held", "guildledger_discord_held", "gauge",
	  "What is held back after a refusal, by reason; token: Discord refuses the token.",
	  "reason", false },
	{ "read", "guildledger_fetch_timestamp_seconds", "gauge",
	  "When the guild's channels were last listed.", "guild", true },
	{ "lag", "guildledger_fetch_lag_seconds", "gauge",
	  "How long ago what is not read yet was written, at that time; 0: all is read.", "guild",
	  true },
	{ "intent_off", "guildledger_intent_off", "gauge",
	  "1: messages come without content, the Message Content intent is off.", "guild", false },
};

struct figures {
	struct buf *out;
	const struct machine *machine;
	const struct figure_family *last;
};

static void add_figure(void *context, const char *name, const char *label, int64_t value)
{
	struct figures *figures = context;
	const struct figure_family *family = figure_families;
	while (strcmp(family->figure, name) != 0)
		family++;
	if (family != figures->last)
		family_begin(figures->out, family->name, family->type, family->help);
	figures->last = family;
	begin(figures->out, figures->machine, family->name);
	if (family->label)
		sample_label(figures->out, family->label, label);
	if (family->milliseconds)
		sample_end_seconds(figures->out, (double)value / 1000);
	else
		sample_end_number(figures->out, value);
}

/* Results of jobs, as jobs/common.bash writes them. */
struct job {
	char name[40];
	double began, start, end, success;
	int64_t exit_code, ok, later, failed;
	bool ended;
};
enum job_value { JOB_BEGAN, JOB_END, JOB_SUCCESS, JOB_DURATION, JOB_EXIT };
static const struct {
	const char *name, *help;
} job_families[] = {
	[JOB_BEGAN] = { "guildledger_job_last_start_timestamp_seconds",
			"When the job was last started; later than its end: it is running, or was "
			"killed." },
	[JOB_END] = { "guildledger_job_last_end_timestamp_seconds", "When the job last ended." },
	[JOB_SUCCESS] = { "guildledger_job_last_success_timestamp_seconds",
			  "When the job last ended with exit code 0." },
	[JOB_DURATION] = { "guildledger_job_duration_seconds", "How long the job's last run "
							       "took." },
	[JOB_EXIT] = { "guildledger_job_exit_code", "The exit code of the job's last run "
						    "(sysexits.h; 75: put off)." },
};

static bool read_line(int folder, const char *name, char *line, size_t room)
{
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	ssize_t length = fd < 0 ? -1 : read(fd, line, room - 1);
	if (fd >= 0)
		close(fd);
	line[length > 0 ? length : 0] = '\0';
	return length > 0;
}

static bool read_job(int folder, const struct machine *machine, const char *name, struct job *job)
{
	char line[256], file[300];
	*job = (struct job){ 0 };
	snprintf(job->name, sizeof job->name, "%s", name);
	snprintf(file, sizeof file, "began.%s.%s", machine->config, name);
	if (!read_line(folder, file, line, sizeof line) || sscanf(line, "%lf", &job->began) != 1)
		return false;
	snprintf(file, sizeof file, "ended.%s.%s", machine->config, name);
	job->ended =
		read_line(folder, file, line, sizeof line) &&
		sscanf(line, "%lf %lf %jd %lf %jd %jd %jd", &job->start, &job->end, &job->exit_code,
		       &job->success, &job->ok, &job->later, &job->failed) == 7;
	return true;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct job *)a)->name, ((const struct job *)b)->name);
}

static int find_jobs(const struct machine *machine, struct job jobs[MOST_JOBS])
{
	char prefix[256];
	int count = 0;
	DIR *folder = opendir(machine->state);
	snprintf(prefix, sizeof prefix, "began.%s.", machine->config);
	for (const struct dirent *entry;
	     folder && count < MOST_JOBS && (entry = readdir(folder));) {
		const char *name = entry->d_name + strlen(prefix);
		if (strncmp(entry->d_name, prefix, strlen(prefix)) == 0 && *name &&
		    !strchr(name, '.') && read_job(dirfd(folder), machine, name, &jobs[count]))
			count++;
	}
	if (folder)
		closedir(folder);
	qsort(jobs, (size_t)count, sizeof *jobs, by_name);
	return count;
}

static double job_value(const struct job *job, enum job_value which)
{
	switch (which) {
	case JOB_BEGAN: return job->began;
	case JOB_END: return job->end;
	case JOB_SUCCESS: return job->success;
	case JOB_DURATION: return job->end - job->start;
	case JOB_EXIT: break;
	}
	return (double)job->exit_code;
}

static void print_runs(struct buf *out, const struct machine *machine, const struct job *jobs,
		       int count)
{
	static const char name[] = "guildledger_job_runs_total", *const results[] = { "ok", "later",
										      "failed" };
	family_begin(out, name, "counter",
		     "Runs of the job by result; later: put off (exit code 75).");
	for (int i = 0; i < count; i++) {
		int64_t values[] = { jobs[i].ok, jobs[i].later, jobs[i].failed };
		for (int k = 0; k < 3 && jobs[i].ended; k++) {
			begin(out, machine, name);
			sample_label(out, "job_name", jobs[i].name);
			sample_label(out, "result", results[k]);
			sample_end_number(out, values[k]);
		}
	}
}

/* What the job verify left of its last look that told something: when it last looked at the whole,
 * how many faults it found, when that was, and gl-verify's exit code. A later run that could not
 * look says nothing of the books. */
static void print_verify(struct buf *out, const struct machine *machine, const char *line)
{
	double whole, when;
	int64_t faults;
	int code;
	if (sscanf(line, "%lf %jd %lf %d", &whole, &faults, &when, &code) != 4)
		return;
	lone(out, machine, "guildledger_verify_timestamp_seconds",
	     "When the books were last verified.", when, true);
	lone(out, machine, "guildledger_verify_ok", "Whether all that was looked at held then.",
	     code == EX_OK, false);
	lone(out, machine, "guildledger_verify_faults", "Faults that were found then.",
	     (double)faults, false);
	if (whole > 0)
		lone(out, machine, "guildledger_verify_whole_timestamp_seconds",
		     "When the whole books, not only what was new, were last verified.", whole,
		     true);
}

static void print_jobs(struct buf *out, const struct machine *machine)
{
	static struct job jobs[MOST_JOBS];
	char name[300], line[256] = "";
	int count = find_jobs(machine, jobs),
	    folder = open(machine->state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	for (enum job_value which = JOB_BEGAN; count && which <= JOB_EXIT; which++) {
		family_begin(out, job_families[which].name, "gauge", job_families[which].help);
		for (int i = 0; i < count; i++) {
			if (which != JOB_BEGAN &&
			    (!jobs[i].ended || (which == JOB_SUCCESS && jobs[i].success <= 0)))
				continue;
			begin(out, machine, job_families[which].name);
			sample_label(out, "job_name", jobs[i].name);
			if (which == JOB_EXIT)
				sample_end_number(out, jobs[i].exit_code);
			else
				sample_end_seconds(out, job_value(&jobs[i], which));
		}
	}
	if (count)
		print_runs(out, machine, jobs, count);
	snprintf(name, sizeof name, "verified.%s", machine->config);
	read_line(folder, name, line, sizeof line);
	print_verify(out, machine, line);
	snprintf(name, sizeof name, "endpoint.%s", machine->config);
	read_line(folder, name, line, sizeof line);
	endpoint_print(out, machine->config, line);
	if (folder >= 0)
		close(folder);
}

static void print_backups(struct buf *out, const struct machine *machine)
{
	char plain[256], encrypted[260];
	int count = 0;
	struct stat status, newest = { 0 };
	DIR *folder = machine->backups >= 0 ? fdopendir(machine->backups) : NULL;
	snprintf(plain, sizeof plain, "%s-????????T??????Z.db", machine->config);
	snprintf(encrypted, sizeof encrypted, "%s.enc", plain);
	for (const struct dirent *entry; folder && (entry = readdir(folder));) {
		if ((fnmatch(plain, entry->d_name, 0) != 0 &&
		     fnmatch(encrypted, entry->d_name, 0) != 0) ||
		    fstatat(dirfd(folder), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		count++;
		if (status.st_mtime > newest.st_mtime)
			newest = status;
	}
	if (folder)
		closedir(folder);
	if (!count)
		return;
	lone(out, machine, "guildledger_backups", "Copies of the books that are kept.", count,
	     false);
	lone(out, machine, "guildledger_backup_timestamp_seconds",
	     "When the newest copy of the books was made.", (double)newest.st_mtime, true);
	lone(out, machine, "guildledger_backup_size_bytes", "Size of the newest copy.",
	     (double)newest.st_size, false);
}

/* The books and the log of changes beside them, and the disk they lie on. */
static void print_disk(struct buf *out, const struct machine *machine)
{
	struct stat status;
	struct statvfs disk;
	struct buf wal = { 0 };
	buf_printf(&wal, "%s-wal", machine->books);
	int64_t size = stat(machine->books, &status) == 0 ? status.st_size : 0;
	if (stat(buf_string(&wal), &status) == 0)
		size += status.st_size;
	lone(out, machine, "guildledger_database_size_bytes", "Size of the books on the disk.",
	     (double)size, false);
	if (statvfs(machine->books, &disk) == 0) {
		lone(out, machine, "guildledger_disk_free_bytes", "Room left on the books' disk.",
		     (double)disk.f_bavail * (double)disk.f_frsize, false);
		lone(out, machine, "guildledger_disk_size_bytes", "Size of the books' disk.",
		     (double)disk.f_blocks * (double)disk.f_frsize, false);
	}
	buf_free(&wal);
}

void machine_print(struct buf *out, const struct machine *machine)
{
	struct figures figures = { out, machine, NULL };
	if (machine->state) {
		limits_look(machine->state, instant_now(), add_figure, &figures);
		print_jobs(out, machine);
	}
	interactions_print(out, machine->config, machine->interactions);
	if (machine->files)
		print_files(out, machine);
	print_backups(out, machine);
	print_disk(out, machine);
}
