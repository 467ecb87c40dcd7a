/* Looking at the books, in a process of their own. */
#include "tools/doctor_checks.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/lines.h"
#include "base/output.h"
#include "base/sandbox.h"
#include "tools/channels.h"
#include "tools/files_checks.h"
#include "tools/files_folder.h"
#include "tools/month_checks.h"
#include "tools/open_books.h"

static bool print_guild(void *context, const struct value *values)
{
	record_write_guild(context, &(struct guild_record){ .guild_id = id_of(&values[0]),
							    .name = values[1].text,
							    .owner_id = id_of(&values[2]) });
	return true;
}

static bool print_role(void *context, const struct value *values)
{
	buf_printf(context, "{\"type\":\"handed-out\",\"guild_id\":\"%ju\",\"role_id\":\"%ju\"}\n",
		   id_of(&values[0]), id_of(&values[1]));
	return true;
}

static bool print_report_channel(void *context, const struct value *values)
{
	buf_printf(context,
		   "{\"type\":\"report-channel\",\"guild_id\":\"%ju\",\"report_channel\":\"%ju\"}"
		   "\n",
		   id_of(&values[0]), id_of(&values[1]));
	return true;
}

static bool print_outbox(void *context, const struct value *values)
{
	buf_printf(context, "{\"type\":\"outbox\",\"guild_id\":\"%jd\",\"failed\":\"%jd\"}\n",
		   values[0].integer, values[1].integer);
	return true;
}

static bool print_forgetting(void *context, const struct value *values)
{
	buf_printf(context,
		   "{\"type\":\"forgetting\",\"guild_id\":\"%jd\",\"members\":\"%jd\",\"rows\":"
		   "\"%jd\"}\n",
		   values[0].integer, values[2].integer, values[1].integer);
	return true;
}

static bool print_set_aside(void *context, const struct value *values)
{
	buf_printf(context, "{\"type\":\"set-aside\",\"guild_id\":\"%jd\",\"commands\":\"%jd\"}\n",
		   values[0].integer, values[1].integer);
	return true;
}

static bool print_restored(void *context, const struct value *values)
{
	buf_printf(context, "{\"type\":\"restored\",\"at\":%jd,\"from\":%jd,\"read\":\"%ju\"}\n",
		   values[1].integer, values[2].integer, id_of(&values[3]));
	return true;
}

/* The process that opens the books: it prints records and ends. */
_Noreturn static void tell_books(const char *db, uint64_t guild_id, int fd)
{
	struct buf out = { 0 };
	const char *folder = files_folder();
	struct file_store *files = folder ? file_store_look(folder) : NULL;
	struct store *store = open_books(db, STORE_READ);
	struct binding guild = bind_id(":guild", guild_id);
	store_query(store, "known guilds", &guild, 1, print_guild, &out);
	store_query(store, "doctor outbox", &guild, 1, print_outbox, &out);
	store_query(store, "doctor report channel", &guild, 1, print_report_channel, &out);
	store_query(store, "forget guilds", &guild, 1, print_forgetting, &out);
	store_query(store, "metric commands waiting", &guild, 1, print_set_aside, &out);
	store_query(store, "doctor roles", &guild, 1, print_role, &out);
	month_facts(store, guild_id, &out);
	files_facts(store, files, &out);
	store_query(store, "guild restored", &guild, 1, print_restored, &out);
	buf_flush(&out, fd);
	channels_print(store, &(struct channels_wanted){ .guild_id = guild_id }, fd);
	store_close(store);
	exit(EX_OK);
}

/* For a week: by then nobody wonders any more why old messages were booked late. */
static void tell_restored(const cJSON *json, enum lang lang, finding_callback *tell, void *context)
{
	enum { WEEK_MS = 7 * 24 * 60 * 60 * 1000 };
	int64_t at = json_integer(json, "at", 0), from = json_integer(json, "from", 0);
	uint64_t read = 0;
	char began[INSTANT_TEXT_SIZE], ended[INSTANT_TEXT_SIZE];
	struct buf text = { 0 };
	if (!at || instant_now() - at > WEEK_MS)
		return;
	json_id(json, "read", &read);
	buf_printf(&text, "%s %s – %s",
		   snowflake_time(read) < at
			   ? tr(lang, N_("the books were restored; if something was written then, "
					 "the ticks read it again:"))
			   : tr(lang, N_("the books were restored; what was written then has been "
					 "read again:")),
		   instant_format(from, began), instant_format(at, ended));
	tell(context, SEVERITY_OK, tr(lang, N_("restored")), buf_string(&text), NULL);
	tell(context, SEVERITY_OK, "",
	     tr(lang, N_("slash commands and buttons are not read again: gl-db missing lists them, "
			 "and what else did not come back, from the books that were kept")),
	     NULL);
	buf_free(&text);
}

static void tell_forgetting(const cJSON *json, uint64_t members, enum lang lang,
			    finding_callback *tell, void *context)
{
	struct buf text = { 0 };
	uint64_t rows = 0;
	json_id(json, "rows", &rows);
	buf_printf(&text, tr(lang, N_("members being forgotten: %ju; log rows still to do: %ju")),
		   members, rows);
	tell(context, SEVERITY_OK, tr(lang, N_("forget")), buf_string(&text), NULL);
	tell(context, SEVERITY_OK, "",
	     tr(lang, N_("every tick continues with it for about a second; you need not do "
			 "anything")),
	     NULL);
	buf_free(&text);
}

static void tell_set_aside(const cJSON *json, uint64_t commands, enum lang lang,
			   finding_callback *tell, void *context)
{
	uint64_t guild_id = 0;
	struct buf text = { 0 };
	json_id(json, "guild_id", &guild_id);
	buf_printf(&text, tr(lang, N_("commands of guild %ju that could not be applied: %ju")),
		   guild_id, commands);
	tell(context, SEVERITY_WARNING, tr(lang, N_("commands")), buf_string(&text),
	     tr(lang, N_("gl-report failed lists them with the reason; gl-apply --retry SEQ "
			 "applies one again")));
	buf_free(&text);
}

static void take_fact(struct books_facts *facts, const struct record *record, enum lang lang,
		      finding_callback *tell, void *context)
{
	uint64_t failed = 0, members, commands = 0, role_id, guild_id, channel_id;
	const cJSON *json = record->type == RECORD_OTHER ? record->json : NULL;
	if (record->type == RECORD_GUILD) {
		facts->guilds = arena_room(&facts->arena, facts->guilds, facts->guild_count,
					   sizeof *facts->guilds);
		facts->guilds[facts->guild_count++] =
			(struct expected_guild){ .guild_id = record->guild.guild_id };
	} else if (record->type == RECORD_CHANNEL) {
		facts->channels = arena_room(&facts->arena, facts->channels, facts->channel_count,
					     sizeof *facts->channels);
		facts->channels[facts->channel_count++] = record->channel;
	} else if (json_id(json, "report_channel", &channel_id) &&
		   json_id(json, "guild_id", &guild_id)) {
		for (size_t i = 0; i < facts->guild_count; i++)
			if (facts->guilds[i].guild_id == guild_id)
				facts->guilds[i].report_channel = channel_id;
	} else if (json_id(json, "role_id", &role_id) && json_id(json, "guild_id", &guild_id)) {
		facts->handed_out_roles =
			arena_room(&facts->arena, facts->handed_out_roles, facts->handed_out_count,
				   sizeof *facts->handed_out_roles);
		facts->handed_out_roles[facts->handed_out_count++] = role_id;
		for (size_t i = 0; i < facts->guild_count; i++)
			facts->guilds[i].hands_out_roles |= facts->guilds[i].guild_id == guild_id;
	} else if (tell_month_fact(json, lang, tell, context) ||
		   tell_files_fact(json, lang, tell, context)) {
		return;
	} else if (json_integer(json, "at", 0)) {
		tell_restored(json, lang, tell, context);
	} else if (json_id(json, "members", &members)) {
		tell_forgetting(json, members, lang, tell, context);
	} else if (json_id(json, "commands", &commands) && commands) {
		tell_set_aside(json, commands, lang, tell, context);
	} else if (json_id(json, "failed", &failed) && failed) {
		tell(context, SEVERITY_WARNING, tr(lang, N_("outbox")),
		     tr(lang, N_("some answers or posts were refused for good")),
		     tr(lang, N_("gl-outbox --failed lists them with the reason; gl-outbox --retry "
				 "ID sends one again")));
	}
}

static void read_facts(struct books_facts *facts, int fd, enum lang lang, finding_callback *tell,
		       void *context)
{
	struct lines lines = { .fd = fd };
	size_t length;
	for (char *line; (line = lines_next(&lines, &length));) {
		struct record record;
		const char *why;
		if (record_read(&facts->arena, arena_copy(&facts->arena, line, length), length,
				&record, &why))
			take_fact(facts, &record, lang, tell, context);
	}
	lines_free(&lines);
}

/* Why the books cannot be read, by the exit code of what tried. KNOWN: the disk or the owner was
 * named as the reason before. */
static void tell_unread(int code, enum lang lang, bool known, finding_callback *tell, void *context)
{
	static const struct {
		int code;
		const char *text, *fix;
	} reasons[] = {
		{ EX_USAGE, N_("no option or variable names them"),
		  N_("gl-setup makes a configuration with books; GL_DB or --db names them") },
		{ EX_NOINPUT, N_("there are no books where GL_DB points"),
		  N_("gl-setup makes a configuration with books; GL_DB or --db names them") },
		{ EX_DATAERR, N_("they are damaged, or the file does not contain books"),
		  N_("restore a copy: guildledger restore; man guildledger-jobs explains how") },
		{ EX_UNAVAILABLE, N_("their address has no engine here"),
		  N_("install libpq5, which books on a PostgreSQL server need") },
		{ EX_CANTCREAT, N_("the disk is full"),
		  N_("delete what is not needed there, old copies for instance; the ticks continue "
		     "by themselves") },
		{ EX_IOERR, N_("the disk failed"),
		  N_("`journalctl -k` says which; restore a copy on another disk") },
		{ EX_TEMPFAIL,
		  N_("they are locked by another process, or their server does not answer"),
		  N_("try again; if it lasts, look at the server, or for a job that hangs: `ps -u "
		     "guildledger`") },
		{ EX_NOPERM, N_("this user may not read them"),
		  N_("run it as root: sudo guildledger doctor") },
		{ EX_CONFIG,
		  N_("this program cannot use them as they are: the line on stderr says why"),
		  N_("`guildledger db migrate` updates older books; newer books need the newer "
		     "program") },
	};
	if (known &&
	    (code == EX_NOPERM || code == EX_CANTCREAT || code == EX_IOERR || code == EX_TEMPFAIL))
		return;
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (reasons[i].code == code) {
			tell(context, SEVERITY_BROKEN, tr(lang, N_("books")),
			     tr(lang, reasons[i].text), tr(lang, reasons[i].fix));
			return;
		}
	tell(context, SEVERITY_BROKEN, tr(lang, N_("books")), tr(lang, N_("they cannot be read")),
	     tr(lang, N_("gl-db info says why")));
}

/* What the child said, where its exit code alone leaves the reason open: an older or newer schema,
 * another encoding, a proxy. */
static void pass_on(int from, bool open_reason)
{
	char said[PIPE_BUF];
	ssize_t length = read(from, said, sizeof said);
	if (open_reason && length > 0)
		fwrite(said, 1, (size_t)length, stderr);
	close(from);
}

void check_books(const char *db, uint64_t guild_id, enum lang lang, bool known,
		 struct books_facts *facts, finding_callback *tell, void *context)
{
	int ends[2], words[2], status = 0;
	if (pipe(ends) != 0 || pipe2(words, O_NONBLOCK) != 0)
		fail(EX_OSERR, "no pipe can be had (%s)", strerrordesc_np(errno));
	fflush(stdout); /* else the child prints it once more */
	pid_t child = fork();
	if (child < 0)
		fail(EX_OSERR, "no process can be had (%s)", strerrordesc_np(errno));
	if (child == 0) {
		close(ends[0]);
		dup2(words[1],
		     STDERR_FILENO); /* most exit codes say enough, and in the person's language */
		tell_books(db, guild_id, ends[1]);
	}
	close(ends[1]);
	close(words[1]);
	read_facts(facts, ends[0], lang, tell, context);
	close(ends[0]);
	bool ended = waitpid(child, &status, 0) == child && WIFEXITED(status);
	pass_on(words[0],
		!ended || WEXITSTATUS(status) == EX_CONFIG || WEXITSTATUS(status) == EX_SOFTWARE);
	if (!ended || status != 0)
		tell_unread(ended ? WEXITSTATUS(status) : EX_SOFTWARE, lang, known, tell, context);
	else if (!facts->guild_count)
		tell(context, SEVERITY_BROKEN, tr(lang, N_("books")),
		     tr(lang, N_("they hold no guild")),
		     tr(lang, N_("gl-setup or gl-db init starts the books of a guild")));
	else
		tell(context, SEVERITY_OK, tr(lang, N_("books")),
		     tr(lang, N_("they open, and their schema is compatible with this program")),
		     NULL);
}
