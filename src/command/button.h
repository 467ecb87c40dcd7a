/* What is under a message of ours to be pressed or chosen: what it is called, the custom_id that
 * Discord gives back, and the command that it means. A custom_id holds a version, an action and
 * numbers, never somebody's words; whoever reads one trusts nothing in it.
 * https://discord.com/developers/docs/components/reference#button */
#ifndef COMMAND_BUTTON_H
#define COMMAND_BUTTON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "record/record.h"

enum button_kind {
	BUTTON_ACCEPT,  /* `accept 41`: 1:yes:41; of several that follow each other 1:yes:41-43 */
	BUTTON_APPROVE, /* the same of what a second person approves */
	BUTTON_CONFIRM, /* of a payment above one's usual */
	BUTTON_AGREE,   /* to undo a payment */
	BUTTON_DECLINE, /* `decline 41`: 1:no:41 */
	BUTTON_REJECT,
	BUTTON_PART,    /* opens a form with one amount: `accept 41 5` */
	BUTTON_CANCEL,  /* `cancel 41` */
	BUTTON_CAPTURE, /* `capture 44` */
	BUTTON_RELEASE, /* `release 44` */
	BUTTON_PAUSE,   /* `schedule pause 3` */
	BUTTON_STOP,    /* `schedule stop 3` */
	BUTTON_OLDER,   /* another page of a list: 1:page:history:15:10:10 */
	BUTTON_NEWER,
	BUTTON_CHART, /* `report balances chart`: 1:chart:balances */
	BUTTON_ROLES, /* a list of roles: each is taken, or left by who has it: 1:role:0 */
	BUTTON_KINDS
};

/* A page of a list: of a member's movements, or of the journal. */
struct button_page {
	bool journal;
	uint64_t user_id; /* whose history */
	int64_t limit;    /* how many lines */
	int64_t skip;     /* of a history: behind so many newer ones; */
	int64_t below;    /* of the journal: only transactions before that one; 0: the newest */
};
enum { BUTTON_LONGEST_ID = 100, BUTTON_MOST_NUMBERS = 60, BUTTON_MOST_LINES = 50 };

/* The button for the numbers FIRST to LAST (at most BUTTON_MOST_NUMBERS) of what waits, or for the
 * schedule FIRST, from ARENA. AMOUNT stands in the label of accept and confirm; NULL: it does not.
 */
struct button button_of(struct arena *arena, enum button_kind kind, enum lang lang, int64_t first,
			int64_t last, const char *amount);
/* The button for PAGE, older or newer; for the chart of a report (its English name); and the menu
 * of roles number INDEX of a message, without options. */
struct button button_of_page(struct arena *arena, enum button_kind kind, enum lang lang,
			     const struct button_page *page);
struct button button_of_chart(struct arena *arena, enum lang lang, const char *report);
struct menu button_menu_of_roles(struct arena *arena, enum lang lang, int index);

/* What a custom_id asks for. */
struct button_press {
	enum button_kind kind; /* BUTTON_ACCEPT of each 1:yes, BUTTON_DECLINE of each 1:no,
				  BUTTON_OLDER of each page */
	int64_t first, last;
	struct button_page page;
	const char *report; /* of a chart */
};
/* Reads CUSTOM_ID. False when it is none of ours, or was altered. */
bool button_read(const char *custom_id, struct button_press *press);
/* Whether only who pressed is to see what comes of it; PRIVATE_MESSAGE: only they see the message
 * that it is under. The record says so ("private"). */
bool button_is_private(const struct button_press *press, bool private_message);
/* Writes verb and arguments of PRESS into COMMAND, as gl-parse does for the same in words. COMMAND
 * comes with its language and author, CHOSEN is what was chosen of a menu (NULL: nothing), which
 * nobody has looked at. False where it is no command: a form is to be opened (BUTTON_PART), or what
 * was chosen is no role. Texts live in ARENA. */
bool button_command(struct arena *arena, const struct button_press *press, const char *chosen,
		    struct command *command);

#endif
