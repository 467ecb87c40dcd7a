/* Where each guild is, by what several books know of it. */
#include "tools/where.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/instant.h"
#include "base/sandbox.h"
#include "base/unicode.h"
#include "tools/finding_print.h"
#include "tools/placement.h"

enum {
	ID_COLUMNS = 20,
	MOST_MOVES = 3, /* as interactions follow a guild (open_books.h) */
	MOVE_MS = 10 * 60 * 1000,
	IDLE_MS = 60 * 60 * 1000
};

/* An address that books know and no configuration has. */
struct stranger {
	const struct place_books *by;
	const char *address;
	size_t guilds;
};

struct looking {
	struct placement placement;
	struct findings findings;
	struct stranger *strangers;
	size_t stranger_count;
	int64_t now;
	bool problems;
};

/* One guild: what each of the books knows of it. */
struct group {
	const struct placed_guild *rows;
	size_t count, here;
	const struct placed_guild *live, *arriving; /* the first of them; NULL: none */
};

static const struct place_books *books_of(const struct looking *looking,
					  const struct placed_guild *row)
{
	return &looking->placement.books[row->books];
}

static const char *config_of(const struct looking *looking, const struct placed_guild *row)
{
	return books_of(looking, row)->config;
}

static struct group group_from(const struct looking *looking, size_t first)
{
	const struct placement *all = &looking->placement;
	struct group group = { .rows = &all->guilds[first] };
	while (first + group.count < all->guild_count &&
	       group.rows[group.count].guild_id == group.rows->guild_id) {
		const struct placed_guild *row = &group.rows[group.count++];
		group.here += placed_here(row);
		if (placed_here(row) && !group.live)
			group.live = row;
		if (placed_arriving(row) && !group.arriving)
			group.arriving = row;
	}
	return group;
}

static const struct placed_guild *row_of(const struct looking *looking, const struct group *group,
					 const struct place_books *books)
{
	for (size_t i = 0; i < group->count; i++)
		if (books_of(looking, &group->rows[i]) == books)
			return &group->rows[i];
	return NULL;
}

/* The configurations where it is at work, or whence and whither it moves. */
static void write_place(const struct looking *looking, const struct group *group, struct buf *out)
{
	for (size_t i = 0, written = 0; i < group->count; i++)
		if (placed_here(&group->rows[i]))
			buf_printf(out, "%s%s", written++ ? " + " : "",
				   config_of(looking, &group->rows[i]));
	if (group->arriving)
		buf_printf(out, "%s -> %s", group->live ? "" : "?",
			   config_of(looking, group->arriving));
	if (!out->length)
		buf_text(out, "-");
}

static void print_headings(enum lang lang, int width)
{
	const char *guild = tr(lang, N_("guild")), *place = tr(lang, N_("place"));
	printf("%*s%s  %s%*s  %s\n", ID_COLUMNS - text_width(guild), "", guild, place,
	       width - text_width(place), "", tr(lang, N_("name")));
}

static void print_table(const struct looking *looking)
{
	const struct placement *all = &looking->placement;
	struct buf place = { 0 }, name = { 0 };
	int width = 5;
	for (int pass = 0; pass < 2; pass++) {
		if (pass)
			print_headings(looking->findings.lang, width);
		for (size_t i = 0; i < all->guild_count;) {
			struct group group = group_from(looking, i);
			i += group.count;
			place.length = name.length = 0;
			write_place(looking, &group, &place);
			if (!pass) {
				width = (int)place.length > width ? (int)place.length : width;
				continue;
			}
			for (size_t row = 0; row < group.count && !name.length; row++)
				if (group.rows[row].name)
					text_clean(&name, group.rows[row].name);
			printf("%*ju  %-*s  %s\n", ID_COLUMNS, group.rows->guild_id, width,
			       buf_string(&place), buf_string(&name));
		}
	}
	buf_free(&place);
	buf_free(&name);
}

/* About one guild. */
static void tell(struct looking *looking, enum severity severity, uint64_t guild_id,
		 const struct buf *text, const char *fix)
{
	struct buf subject = { 0 };
	buf_printf(&subject, "%ju", guild_id);
	finding_print(&looking->findings, severity, buf_string(&subject), buf_string(text), fix);
	buf_free(&subject);
}

static bool ticks(const struct looking *looking, const struct placed_guild *row)
{
	return looking->now - books_of(looking, row)->ticked < IDLE_MS;
}

/* Whether all but one are known to be at rest, as an archive or a copy is. */
static bool all_but_one_rest(const struct looking *looking, const struct group *group)
{
	size_t ticking = 0;
	for (size_t i = 0; i < group->count; i++)
		ticking += placed_here(&group->rows[i]) && ticks(looking, &group->rows[i]);
	return ticking == 1;
}

static void tell_several(struct looking *looking, const struct group *group)
{
	enum lang lang = looking->findings.lang;
	struct buf text = { 0 };
	char time[INSTANT_TEXT_SIZE];
	bool rest = all_but_one_rest(looking, group);
	buf_text(&text, rest ? tr(lang, N_("several places have its books, and ticks run at one:"))
			     : tr(lang, N_("several places are at work for it:")));
	for (size_t i = 0, said = 0; i < group->count; i++) {
		const struct placed_guild *row = &group->rows[i];
		if (!placed_here(row))
			continue;
		buf_text(&text, said++ ? ", " : " ");
		buf_printf(&text, tr(lang, N_("%s (log row %jd, last command %s)")),
			   config_of(looking, row), row->log,
			   row->last ? instant_format(row->last, time) : tr(lang, N_("never")));
	}
	tell(looking, rest ? SEVERITY_WARNING : SEVERITY_BROKEN, group->rows->guild_id, &text,
	     rest ? tr(lang, N_("an archive may stay as it is; leave its ticks disabled"))
		  : tr(lang, N_("stop the ticks of the one that is out of date; guildledger "
				"drop-copy GUILD LIVE COPY removes its books of the guild")));
	buf_free(&text);
}

/* Where a move to ROW came from. */
static const struct placed_guild *mover_to(const struct looking *looking, const struct group *group,
					   const struct placed_guild *row)
{
	for (size_t i = 0; i < group->count && !group->live; i++) {
		const char *to = group->rows[i].to;
		if (to && strcmp(to, books_of(looking, row)->address) == 0)
			return &group->rows[i];
	}
	return group->live;
}

static void tell_moving(struct looking *looking, const struct group *group)
{
	enum lang lang = looking->findings.lang;
	const struct placed_guild *row = group->arriving, *from = mover_to(looking, group, row);
	const char *to = config_of(looking, row), *mover = from ? config_of(looking, from) : "?";
	struct buf text = { 0 }, fix = { 0 };
	char time[INSTANT_TEXT_SIZE];
	bool late = looking->now - row->since > MOVE_MS;
	instant_format(row->since, time);
	buf_printf(&text,
		   group->live ? tr(lang, N_("a move from %s to %s was begun at %s and has not "
					     "ended; it is at work where it was"))
			       : tr(lang, N_("a move from %s to %s was begun at %s and has not "
					     "ended: it is at work nowhere")),
		   mover, to, time);
	buf_printf(&fix,
		   group->live
			   ? tr(lang, N_("guildledger move %ju %s %s goes on with it; guildledger "
					 "drop-copy, with the same words, gives it up"))
			   : tr(lang, N_("guildledger move %ju %s %s goes on with it")),
		   row->guild_id, mover, to);
	tell(looking,
	     !group->live ? SEVERITY_BROKEN
	     : late       ? SEVERITY_WARNING
			  : SEVERITY_OK,
	     row->guild_id, &text, late || !group->live ? buf_string(&fix) : NULL);
	buf_free(&text);
	buf_free(&fix);
}

static void count_stranger(struct looking *looking, const struct placed_guild *row)
{
	const struct place_books *by = books_of(looking, row);
	size_t i = 0;
	while (i < looking->stranger_count && (looking->strangers[i].by != by ||
					       strcmp(looking->strangers[i].address, row->to) != 0))
		i++;
	if (i == looking->stranger_count) {
		looking->strangers = arena_room(&looking->placement.arena, looking->strangers, i,
						sizeof *looking->strangers);
		looking->strangers[looking->stranger_count++] =
			(struct stranger){ .by = by, .address = row->to };
	}
	looking->strangers[i].guilds++;
}

/* Whether who follows the guild from ROW comes to where it is at work, or to what cannot be seen
 * from here. */
static bool leads_there(const struct looking *looking, const struct group *group,
			const struct placed_guild *row)
{
	for (int moves = 0; moves <= MOST_MOVES; moves++) {
		if (!row)
			return false;
		if (placed_here(row) || placed_arriving(row))
			return true;
		const struct place_books *next = placement_books_at(&looking->placement, row->to);
		if (!next || next->unread)
			return true;
		row = row_of(looking, group, next);
	}
	return false;
}

/* What ROW knows of where it went is checked with what is there. */
static void check_moved(struct looking *looking, const struct group *group,
			const struct placed_guild *row)
{
	enum lang lang = looking->findings.lang;
	const struct placed_guild *live = group->live;
	const struct place_books *there = placement_books_at(&looking->placement, row->to);
	const char *restored = N_("bring its books back there from a newer copy (docs/postgres.md, "
				  "Several servers)");
	struct buf text = { 0 };
	if (!there)
		count_stranger(looking, row);
	if (live && live->log < row->moved_log) {
		buf_printf(&text,
			   tr(lang, N_("its log ends with row %jd at %s, and had %jd when it moved "
				       "from %s: books from before the move were restored there")),
			   live->log, config_of(looking, live), row->moved_log,
			   config_of(looking, row));
		tell(looking, SEVERITY_BROKEN, row->guild_id, &text, tr(lang, restored));
	} else if (!leads_there(looking, group, row) && live) {
		buf_printf(&text,
			   tr(lang, N_("%s sends those who look for it to where it is not; it is "
				       "at %s")),
			   config_of(looking, row), config_of(looking, live));
		tell(looking, SEVERITY_WARNING, row->guild_id, &text,
		     tr(lang, N_("guildledger move with these two places corrects the address")));
	} else if (!leads_there(looking, group, row)) {
		buf_printf(&text,
			   tr(lang, N_("it is at no place: it went from %s to %s, which has no "
				       "books of it: some from before the move were restored "
				       "there")),
			   config_of(looking, row), there ? there->config : row->to);
		tell(looking, SEVERITY_BROKEN, row->guild_id, &text, tr(lang, restored));
	}
	buf_free(&text);
}

static void check_guild(struct looking *looking, const struct group *group)
{
	if (group->here > 1)
		tell_several(looking, group);
	if (group->arriving)
		tell_moving(looking, group);
	for (size_t i = 0; i < group->count; i++)
		if (group->rows[i].to)
			check_moved(looking, group, &group->rows[i]);
}

static void tell_books(struct looking *looking)
{
	enum lang lang = looking->findings.lang;
	struct buf text = { 0 };
	for (size_t i = 0; i < looking->placement.books_count; i++) {
		const struct place_books *books = &looking->placement.books[i];
		text.length = 0;
		if (books->unread) {
			finding_print(&looking->findings, SEVERITY_BROKEN, books->config,
				      tr(lang, N_("its books could not be read: what is there is "
						  "not known")),
				      tr(lang, N_("guildledger doctor says why, with -c and this "
						  "name")));
		} else if (!looking->problems) {
			buf_printf(&text,
				   trn(lang, "%zu guild, at %s", "%zu guilds, at %s",
				       (unsigned long)books->guilds),
				   books->guilds, books->address);
			finding_print(&looking->findings, SEVERITY_OK, books->config,
				      buf_string(&text), NULL);
		}
	}
	buf_free(&text);
}

static bool any_unread(const struct placement *placement)
{
	for (size_t i = 0; i < placement->books_count; i++)
		if (placement->books[i].unread)
			return true;
	return false;
}

static void tell_strangers(struct looking *looking)
{
	enum lang lang = looking->findings.lang;
	struct buf text = { 0 };
	for (size_t i = 0; i < looking->stranger_count; i++) {
		const struct stranger *stranger = &looking->strangers[i];
		text.length = 0;
		buf_printf(&text,
			   trn(lang,
			       "the books of %zu guild went to %s, which is the address of no "
			       "configuration here",
			       "the books of %zu guilds went to %s, which is the address of no "
			       "configuration here",
			       (unsigned long)stranger->guilds),
			   stranger->guilds, stranger->address);
		finding_print(&looking->findings, SEVERITY_WARNING, stranger->by->config,
			      buf_string(&text),
			      tr(lang, N_("make a configuration for it; if its address has "
					  "changed: "
					  "gl-db rename-place OLD NEW")));
	}
	buf_free(&text);
}

static void tell_unknown(struct looking *looking, uint64_t guild_id)
{
	enum lang lang = looking->findings.lang;
	struct buf text = { 0 };
	buf_text(&text, tr(lang, N_("no configuration here has books of it")));
	tell(looking, SEVERITY_BROKEN, guild_id, &text,
	     tr(lang, N_("gl-setup or gl-db init starts the books of a guild")));
	buf_free(&text);
}

/* The rows of GUILD_ID alone. */
static void keep_guild(struct placement *placement, uint64_t guild_id)
{
	size_t kept = 0;
	for (size_t i = 0; i < placement->guild_count; i++)
		if (placement->guilds[i].guild_id == guild_id)
			placement->guilds[kept++] = placement->guilds[i];
	placement->guild_count = kept;
}

int where_print(uint64_t guild_id, bool problems, enum lang lang)
{
	struct looking looking = { .findings.lang = lang,
				   .now = instant_now(),
				   .problems = problems };
	sandbox_confine(SANDBOX_PURE, NULL, NULL);
	placement_read(&looking.placement, STDIN_FILENO);
	if (guild_id)
		keep_guild(&looking.placement, guild_id);
	if (!problems && looking.placement.guild_count)
		print_table(&looking);
	tell_books(&looking);
	if (guild_id && !looking.placement.guild_count)
		tell_unknown(&looking, guild_id);
	for (size_t i = 0; i < looking.placement.guild_count;) {
		struct group group = group_from(&looking, i);
		check_guild(&looking, &group);
		i += group.count;
	}
	if (!any_unread(&looking.placement)) /* whose address may be the one */
		tell_strangers(&looking);
	placement_free(&looking.placement);
	return (int)looking.findings.worst;
}
