/* What people are told who did not ask: rules of all verbs say it here. Nothing is told of what was
 * refused. Who asked for the command gets its answer, and no notice; bots and members who left get
 * none. */
#ifndef LEDGER_NOTICES_H
#define LEDGER_NOTICES_H

#include "ledger/verb_support.h"

/* CONTEXT as notices speak: in the community's language, with its prefix in the lines to type, and
 * with times by each reader's clock. Amounts, names and lines of a notice are written with it. */
struct verb_context notice_context(const struct verb_context *context);
/* FORMAT, an English literal with "`!help`" lines, in the words of WORDS, which is from
 * notice_context(). From the chunk's arena. */
const char *notice_text(const struct verb_context *words, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* "<@11>", which shows the name and by itself notifies nobody. */
const char *mention_of(const struct verb_context *context, uint64_t user_id);

/* The same by the name that its first callers know. */
static inline const char *user_mention(const struct verb_context *context, uint64_t user_id)
{
	return mention_of(context, user_id);
}

/* How somebody is told. */
enum telling {
	TELL = 0,
	/* It asks for their decision, or they lose something: who wants no notices sees it in the
	 * channel all the same, without a ping. */
	TELL_DECISION = 1,
	/* The command's answer does not say it: to who wants pings it is a message of its own. */
	TELL_APART = 2,
	/* It happened by itself and asks for nothing: only who wants direct messages is told. */
	TELL_QUIET = 4
};
/* Tells USER (NULL: nobody) TEXT, as they chose: by a ping in the channel where it happened, by a
 * direct message where there is none or they want that, or not at all. Where a command of this
 * channel is answered the ping is in the answer, which says it. It replaces what the same record
 * said to USER of money that moved. TEXT names no balance: it may be read by others. */
void tell_user(struct verb_context *context, struct user *user, const char *text, unsigned how);
/* The same; ALONE, such as what they have now, stands behind TEXT in a direct message only. */
void tell_user_more(struct verb_context *context, struct user *user, const char *text,
		    const char *alone, unsigned how);
/* Takes back what this record said to USER of money that moved, or left for their next answer:
 * which that was; zeros: nothing. */
struct untold_ref leave_untold(struct verb_context *context, const struct user *user);
/* Tells the treasurers: in treasury.channel, without a ping; where none is set each by a direct
 * message, but the author; where there is none, the owner. */
void tell_treasurers(struct verb_context *context, const char *text);
/* Posts TEXT in the channel (0: nothing is posted), and pings those of PINGED who want that, 50 to
 * a post: the posts behind the first hold the pings alone. PINGED may be NULL. */
void tell_channel(struct verb_context *context, uint64_t channel_id, const char *text,
		  struct user *const *pinged, size_t count);
/* Where people are told of what happens: the command's channel, else context->told_in, else that of
 * context->waiting; 0: nowhere. */
uint64_t told_channel(const struct verb_context *context);

/* What the two files of notices share. */
bool is_told(const struct verb_context *context, const struct user *user);
/* False: they are not told. */
bool tell(struct verb_context *context, struct user *user, const char *text, const char *alone,
	  unsigned how, bool moved);

/* Asks the store for all whom tell_treasurers() may tell. */
void want_treasurers(struct books *books, const struct guild *guild);

#endif
