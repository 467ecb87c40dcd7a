/* The queue of those who want to write books in a file. SQLite lets them try again and again until
 * one has luck, so with twenty of them some wait for seconds; here each has its turn. */
#ifndef STORE_SQLITE_WRITER_QUEUE_H
#define STORE_SQLITE_WRITER_QUEUE_H

#include <stdbool.h>

struct writer_queue {
	int fd; /* of the file that is locked; -1: it is not open */
	bool held, unusable;
};

/* Waits MS at most until it is this process's turn to write BOOKS, a path, and keeps that turn. The
 * locks are those of "BOOKS-queue", which is made where it is missing, for those who may write
 * BOOKS. False when the time is over. True without a turn where that file cannot be had: then only
 * SQLite's own lock is between the writers. */
bool writer_queue_enter(struct writer_queue *queue, const char *books, int ms);
/* Gives the turn to whoever is next; does nothing where there is none to give. */
void writer_queue_leave(struct writer_queue *queue);
/* Whether somebody waits for the turn that is held. */
bool writer_queue_awaited(const struct writer_queue *queue);
void writer_queue_close(struct writer_queue *queue);

#endif
