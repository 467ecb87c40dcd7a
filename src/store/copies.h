/* The part of the port for books that are a file (STORE_CAN_BACKUP_FILE): copied, opened to be
 * proven, put in the books' place. */
#ifndef STORE_COPIES_H
#define STORE_COPIES_H

#include "base/buf.h"
#include "store/store.h"

/* Copies books in a file, as of this moment, into FILE while others go on writing; FILE is there
 * whole and checked, or not at all. FILE's folder must be within the process's sandbox
 * (sandbox_also_write()). */
void store_backup(struct store *store, const char *file);
/* As store_backup(), into a file in FOLDER that lost its name before the first byte: returns its
 * descriptor. The bytes are gone with the last descriptor, however the process ends. */
int store_backup_nameless(struct store *store, const char *folder);

/* Opens the copy FILE to be read as it lies there, without locks and without files beside it:
 * nobody may change it meanwhile. Exits as store_open(), but takes older schemas. */
struct store *store_open_copy(const char *file);
/* The same of a nameless file in FOLDER that is still empty: what belongs there is to be written to
 * *FD, and store_nameless_written() called, before anything is asked. */
struct store *store_open_nameless(const char *folder, int *fd);
void store_nameless_written(int fd);
/* Exits unless these are books of this program's schema or an older one (store_open_nameless()
 * cannot know yet). */
void store_check_copy(struct store *store);
/* SQLite's integrity_check. False with the first finding in PROBLEM. */
bool store_sound(struct store *store, struct buf *problem);

/* The books at LOCATION, held alone until store_close(): exits with EX_TEMPFAIL when another
 * process has them open. NULL: there are none, or (*DAMAGED) what is there is no sound database. */
struct store *store_hold(const char *location, bool *damaged);
/* Copies what HELD holds to FILE, which must not exist; the copy is there whole or not at all. */
void store_keep(struct store *held, const char *file);
/* Makes HELD hold what the copy WITH does, in one transaction: all of it or nothing, whenever the
 * process ends. */
void store_replace(struct store *held, const char *with);

#endif
