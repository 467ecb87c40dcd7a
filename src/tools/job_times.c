/* When jobs last ended or succeeded: the lines that jobs/common.bash and jobs/verify write. */
#include "tools/job_times.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/instant.h"

static const char *setting(const char *given, const char *variable, const char *otherwise)
{
	const char *value = given ? given : getenv(variable);
	return value && *value ? value : otherwise;
}

/* LINE is empty where there is no such file. */
static void read_line(int folder, const char *kind, const char *config, const char *job,
		      char line[256])
{
	char name[300];
	snprintf(name, sizeof name, "%s.%s%s", kind, config, job);
	int file = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	ssize_t length = file < 0 ? 0 : read(file, line, 255);
	line[length < 0 ? 0 : length] = '\0';
	if (file >= 0)
		close(file);
}

/* Seconds as the jobs write them; 0 for what no clock shows. */
static int64_t to_ms(double seconds)
{
	return seconds > 0 && seconds < 253402300800 /* the year 10000 */
		       ? (int64_t)(seconds * 1000)
		       : 0;
}

void job_times_read(struct site_upkeep *upkeep, const char *state, const char *config)
{
	char line[256];
	double success, when;
	int64_t faults;
	int code;
	state = setting(state, "GL_STATE", NULL);
	config = setting(config, "GL_NAME", "default");
	int folder = state ? open(state, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	if (folder < 0)
		return;
	*upkeep = (struct site_upkeep){ .known = true, .now = instant_now() };
	read_line(folder, "ended", config, ".backup", line);
	if (sscanf(line, "%*f %*f %*d %lf", &success) == 1)
		upkeep->backup = to_ms(success);
	read_line(folder, "verified", config, "", line);
	if (sscanf(line, "%*f %jd %lf %d", &faults, &when, &code) == 3) {
		upkeep->verified = to_ms(when);
		upkeep->faults = code == EX_OK ? 0 : faults > 0 ? faults : 1;
	}
	close(folder);
}

int64_t job_last_end(const char *state, const char *config, const char *job)
{
	char line[256], name[64];
	double end;
	state = setting(state, "GL_STATE", NULL);
	int folder = state ? open(state, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	if (folder < 0)
		return 0;
	snprintf(name, sizeof name, ".%s", job);
	read_line(folder, "ended", setting(config, "GL_NAME", "default"), name, line);
	close(folder);
	return sscanf(line, "%*f %lf", &end) == 1 ? to_ms(end) : 0;
}
