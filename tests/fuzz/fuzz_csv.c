/* Fuzz target: rules and a list, parted by a line of "====". Whatever they are, each record becomes
 * at most two lines, in both of two passes the same ones, and texts are UTF-8. */
#include <fcntl.h>
#include <unistd.h>

#include "fuzz.h"

#include "import/formats.h"
#include "import/rules.h"

/* What a pass gave. */
struct sum {
	struct list_taker taker;
	uint64_t lines, faults;
	int64_t amounts;
};

static void begin(struct list_taker *taker, const struct list_account *account)
{
	(void)taker;
	REQUIRE(account->name);
}

static void take_line(struct list_taker *taker, const struct list_line *line)
{
	struct sum *sum = (struct sum *)taker;
	const char *const texts[] = { line->text,    line->reference, line->party,
				      line->purpose, line->account,   line->member_id };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		REQUIRE(texts[i] && utf8_valid(texts[i], strlen(texts[i])) &&
			!strpbrk(texts[i], "\n\r\t\x1b"));
	REQUIRE(line->place > 0);
	REQUIRE(*line->member_id || line->day != NO_DAY);
	sum->lines++;
	sum->amounts = (int64_t)((uint64_t)sum->amounts * 31 + (uint64_t)line->amount);
}

static void skip(struct list_taker *taker, enum list_skip why, uint64_t place)
{
	(void)taker;
	REQUIRE(why < LIST_SKIPS && place > 0);
}

static void take_fault(struct list_taker *taker, enum list_fault fault, uint64_t place,
		       const char *message)
{
	(void)place;
	REQUIRE(fault < LIST_FAULTS && *message);
	((struct sum *)taker)->faults++;
}

static int file_of(const char *name, const char *bytes, size_t length)
{
	int fd = open(name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	REQUIRE(fd >= 0 && write(fd, bytes, length) == (ssize_t)length);
	lseek(fd, 0, SEEK_SET);
	return fd;
}

static struct sum read_pass(struct list_source *source, const struct import_rules *rules)
{
	struct sum sum = { .taker = { begin, take_line, skip, begin, take_fault, NULL } };
	struct list_reading reading = { .source = source, .rules = rules, .taker = &sum.taker };
	source_seek(source, 0, 1);
	format_csv.read(&reading);
	arena_free(&reading.arena);
	return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct list_source source;
	static char name[300];
	static const char mark[] = "\n====\n";
	struct sum refused = { .taker = { begin, take_line, skip, begin, take_fault, NULL } };
	const char *bytes = (const char *)data, *list = memmem(data, size, mark, strlen(mark));
	if (!list)
		return 0;
	const char *folder = getenv("TMPDIR");
	snprintf(name, sizeof name, "%s/fuzz-csv-%d.rules", folder ? folder : "/tmp", getpid());
	close(file_of(name, bytes, (size_t)(list - bytes) + 1));
	struct import_rules *rules = rules_read(name, &refused.taker);
	REQUIRE(rules || refused.faults == 1);
	unlink(name);
	if (!rules)
		return 0;
	list += strlen(mark);
	int fd = file_of(name, list, size - (size_t)(list - bytes));
	unlink(name);
	source_open(&source, fd);
	if (source_decode(&source, "UTF-8", &refused.taker)) {
		struct sum one = read_pass(&source, rules), other = read_pass(&source, rules);
		REQUIRE(one.lines == other.lines && one.faults == other.faults &&
			one.amounts == other.amounts);
		REQUIRE(one.lines <= 2 * size);
	}
	source_close(&source);
	close(fd);
	rules_free(rules);
	return 0;
}
