/* The part of the port for books in a file. */
#include "store/copies.h"

#include "store/engine.h"

void store_backup(struct store *store, const char *file)
{
	store->engine->file->backup(store, file);
}

int store_backup_nameless(struct store *store, const char *folder)
{
	return store->engine->file->backup_nameless(store, folder);
}

struct store *store_open_copy(const char *file)
{
	return engine_of_files()->file->open_copy(file);
}

struct store *store_open_nameless(const char *folder, int *fd)
{
	return engine_of_files()->file->open_nameless(folder, fd);
}

void store_nameless_written(int fd)
{
	engine_of_files()->file->nameless_written(fd);
}

void store_check_copy(struct store *store)
{
	store->engine->file->check_copy(store);
}

bool store_sound(struct store *store, struct buf *problem)
{
	return store->engine->file->sound(store, problem);
}

struct store *store_hold(const char *location, bool *damaged)
{
	return engine_of_files()->file->hold(location, damaged);
}

void store_keep(struct store *held, const char *file)
{
	held->engine->file->keep(held, file);
}

void store_replace(struct store *held, const char *with)
{
	held->engine->file->replace(held, with);
}
